"""Whatever is asked, the site's own page answers, and it is never a fault."""

from io import BytesIO
from itertools import product

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpResponse
from django.test import Client
from django.test.client import FakePayload

from articles.models import Publication
from articles.press.addresses import has_pages
from tests.articles.press.hostile import HOSTS, METHODS, PATHS, QUERIES
from tests.articles.press.pieces import create_person, create_piece, create_topic, credit
from tests.articles.press.reader import attributes, find_path, get, texts, tree

pytestmark = pytest.mark.django_db


def ask(target: str, *, method: str = "GET", host: str = "127.0.0.1:8000", **environ: str) -> HttpResponse:
    """Send a request target through the whole site as a server would hand it on: the path decoded byte by byte."""
    path, _, query = target.partition("?")
    raw = bytearray()
    rest = path.encode("latin-1", "replace")
    while rest:
        part, percent, rest = rest.partition(b"%")
        raw += part
        if percent and len(rest) >= 2 and all(chr(one) in "0123456789abcdefABCDEF" for one in rest[:2]):
            raw.append(int(rest[:2], 16))
            rest = rest[2:]
        elif percent:
            raw += b"%"
    request = WSGIHandler.request_class(
        {
            "REQUEST_METHOD": method,
            "PATH_INFO": raw.decode("latin-1"),
            "QUERY_STRING": query.encode().decode("latin-1"),
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "HTTP_HOST": host,
            "wsgi.url_scheme": "http",
            "wsgi.input": FakePayload(b"") if method != "POST" else BytesIO(b""),
            **environ,
        }
    )
    return HANDLER.get_response(request)


HANDLER = WSGIHandler()


def whole(response: HttpResponse) -> tuple[int, dict[str, str], bytes]:
    return response.status_code, dict(response.items()), response.content


def is_own_page(response: HttpResponse) -> bool:
    """Whether a response is a page of the site: its name, its style sheet, a level 1 heading, no index."""
    page = tree(response)
    return (
        len(page.xpath("//h1")) == 1
        and page.xpath("//link[@rel='stylesheet']") != []
        and page.xpath("string(//meta[@name='robots']/@content)") == "noindex"
    )


def test_a_wrong_path_gets_the_sites_own_page(settings) -> None:
    create_piece(languages=("hy", "en"))
    settings.MEDIA_ROOT.mkdir(exist_ok=True)
    wrong = {}
    for target in PATHS:
        response = ask(target)
        location = response.get("Location", "/")
        answered = response.status_code in (200, 301) or (response.status_code in (400, 404) and is_own_page(response))
        stays = location.startswith("/") and not location.startswith(("//", "/\\"))
        if not (answered and stays and response.get("Vary") is None and not response.cookies):
            wrong[target] = (response.status_code, dict(response.items()))
    assert wrong == {}


def test_a_query_never_does_harm_and_unknown_ones_change_nothing() -> None:
    article = create_piece(languages=("hy", "en"))
    person, topic = create_person("anna", hy="Աննա"), create_topic("memory", hy="Հիշողություն")
    credit(person, article)
    article.topics.add(topic)
    paths = ["/", "/hy/", f"/{article.pk}/", find_path(article, "hy"), "/hy/feed/", "/sitemap.xml", "/robots.txt"]
    paths += [f"/hy/people/{person.pk}/anna/", f"/hy/topics/{topic.pk}/memory/", "/nowhere/", f"/hy/{article.pk}/"]
    plain = {path: whole(ask(path)) for path in paths}
    pageless = {"page=2", "page=99999", "page=2&page=3", "page=2&utm_source=x"}
    for query in QUERIES:
        for path in paths:
            response = ask(f"{path}?{query}")
            if query in pageless and has_pages(path):
                assert (response.status_code, is_own_page(response)) == (404, True), (path, query)
            else:
                assert whole(response) == plain[path], (path, query)


def test_pages_can_be_read_and_nothing_else() -> None:
    article = create_piece(languages=("hy",))
    before = Publication.objects.count()
    paths = ((find_path(article, "hy"), "hy"), ("/", "mul"), ("/nowhere/", "mul"), ("/ka/", "ka"))
    for method, (path, language) in product(METHODS, paths):
        response = ask(path, method=method, CONTENT_TYPE="application/x-www-form-urlencoded")
        assert (response.status_code, response["Allow"], response["Cache-Control"]) == (405, "GET, HEAD", "no-store")
        assert (is_own_page(response), tree(response).get("lang")) == (True, language)
    assert Publication.objects.count() == before


def test_a_host_that_is_not_ours_gets_a_refusal_whether_the_page_is_kept_or_not() -> None:
    article = create_piece(languages=("hy",))
    path = find_path(article, "hy")
    assert ask(path).status_code == 200
    for host, target in product(HOSTS, (path, "/", "/nowhere")):
        response = ask(target, host=host)
        assert (response.status_code, is_own_page(response), response["Cache-Control"]) == (400, True, "no-store")
        assert b"evil" not in response.content


@pytest.mark.parametrize(
    ("path", "language"), [("/nowhere/", "mul"), ("/hy/nowhere/", "hy"), ("/ka/1/2/3/", "ka"), ("/hyx/", "mul")]
)
def test_the_page_for_nothing_speaks_the_language_of_the_path(path: str, language: str) -> None:
    response = get(path)
    assert (response.status_code, tree(response).get("lang")) == (404, language)
    ways = attributes(response, "//main//nav//a", "href", "lang")
    homes = [(f"/{code}/", code) for code in ("hy", "be", "ka", "ro", "en", "de", "ru")]
    onward = [(f"/{language}/{part}", None) for part in ("", "search/", "topics/", "archive/")]
    assert ways == (homes if language == "mul" else onward)


def test_neutral_pages_speak_english_whatever_was_spoken_before() -> None:
    article = create_piece(languages=("hy",))
    before = {path: get(path).content for path in ("/", f"/{article.pk}/", "/nowhere/")}
    get("/ru/")
    Client(raise_request_exception=False).get("/admin/login/", headers={"accept-language": "ru"})
    assert {path: get(path).content for path in before} == before


def test_a_fault_of_ours_has_its_own_page_without_asking_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**given: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr("articles.press.middleware.read_stamp", fail)
    response = get("/de/")
    assert (response.status_code, response["Content-Language"], response["Cache-Control"]) == (500, "de", "no-store")
    assert (tree(response).get("lang"), len(texts(response, "//h1"))) == ("de", 1)
    assert b"broken" not in response.content
