"""The headers of public responses: the same for everybody."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse
from django.test import Client

from articles import workflow
from articles.choices import Act
from articles.models import Article
from tests.articles.press.pieces import create_person, create_piece, create_topic, credit, revise, translate
from tests.articles.press.reader import LATER, LONG_AGO, find_path, get, get_at
from tests.factories import create_article, find_chief, find_version

pytestmark = pytest.mark.django_db


def list_addresses(article: Article) -> list[str]:
    """An address of every kind of public page, found, moved, missing and gone."""
    person, topic = create_person("anna", hy="Աննա"), create_topic("memory", hy="Հիշողություն")
    credit(person, article)
    article.topics.add(topic)
    hidden = create_article(language="hy", at=LONG_AGO)
    workflow.apply(find_version(article, "ru"), Act.WITHDRAW, by=find_chief(), at=LATER, reason="Gone.")
    return [
        "/",
        "/hy/",
        "/hy/?page=2",
        f"/{article.pk}/",
        f"/hy/{article.pk}/",
        find_path(article, "hy"),
        find_path(article, "en"),
        f"/ka/{article.pk}/",
        f"/ru/{article.pk}/",
        f"/hy/{hidden.pk}/",
        f"/hy/people/{person.pk}/anna/",
        f"/hy/topics/{topic.pk}/memory/",
        f"/hy/topics/{topic.pk}/other/",
        "/hy/feed/",
        "/sitemap.xml",
        "/robots.txt",
        "/nowhere",
        "/hy/nowhere/",
        "/hy",
    ]


def whole(response: HttpResponse) -> tuple[int, dict[str, str], bytes]:
    return response.status_code, dict(response.items()), response.content


def signed_in(**headers: str) -> Client:
    client = Client(raise_request_exception=False, headers=headers)
    client.force_login(find_chief())
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "de"
    client.get("/admin/")
    return client


def test_a_response_is_the_same_for_everybody_kept_or_new() -> None:
    paths = list_addresses(create_piece())
    readers = {
        "nobody": Client(raise_request_exception=False),
        "a German": Client(raise_request_exception=False, headers={"accept-language": "de, ru;q=0.5"}),
        "a wanderer": Client(raise_request_exception=False, headers={"cookie": "sessionid=x; csrftoken=y; a=b"}),
        "an editor": signed_in(**{"accept-language": "ru"}),
        "a robot": Client(raise_request_exception=False, headers={"user-agent": "", "accept": "application/json"}),
    }
    for path in paths:
        caches["press"].clear()
        found = {name: whole(client.get(path)) for name, client in readers.items()}
        assert {name: one == found["nobody"] for name, one in found.items()} == dict.fromkeys(readers, True), path
        caches["press"].clear()
        assert whole(readers["an editor"].get(path)) == found["nobody"], path


def test_no_public_response_sets_a_cookie_or_varies() -> None:
    for path in list_addresses(create_piece()):
        for client in (Client(raise_request_exception=False), signed_in()):
            response = client.get(path)
            assert (response.cookies, response.get("Vary")) == ({}, None), path
            assert response["Cache-Control"] == "public, max-age=60", path
            assert response["Content-Length"] == str(len(response.content)), path


def test_every_page_says_which_language_it_is_in() -> None:
    article = create_piece()
    paths = {path: get(path).get("Content-Language") for path in list_addresses(article)}
    everything = "hy, be, ka, ro, en, de, ru"
    assert {path: language for path, language in paths.items() if not path.startswith("/hy")} == {
        "/": everything,
        f"/{article.pk}/": "hy, en, de",
        find_path(article, "en"): "en",
        f"/ka/{article.pk}/": "ka",
        f"/ru/{article.pk}/": "ru",
        "/sitemap.xml": None,
        "/robots.txt": None,
        "/nowhere": "en",
    }
    assert {language for path, language in paths.items() if path.startswith("/hy/")} == {"hy"}


def test_a_reader_who_has_the_page_is_told_so_until_something_changes() -> None:
    article = create_piece()
    path = find_path(article, "en")
    tag = get(path)["ETag"]
    again = get(path, **{"if-none-match": tag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    assert {name: again.get(name) for name in ("Cache-Control", "Content-Language", "Vary", "Content-Type")} == {
        "Cache-Control": "public, max-age=60",
        "Content-Language": "en",
        "Vary": None,
        "Content-Type": None,
    }
    assert get(path, **{"if-none-match": f'"other", {tag.removeprefix("W/")}'}).status_code == 304
    assert get(path, **{"if-none-match": "*"}).status_code == 304
    assert get(path, **{"if-none-match": 'W/"other"'}).status_code == 200
    assert get(path, **{"if-none-match": "nonsense, \x00"}).status_code == 200
    revise(article, "de", word="second", at=LATER)
    assert get(path, **{"if-none-match": tag}).status_code == 200


def test_what_was_withdrawn_is_gone_for_a_reader_who_had_it_too() -> None:
    article = create_piece()
    path = find_path(article, "en")
    tag = get(path)["ETag"]
    workflow.apply(find_version(article, "en"), Act.WITHDRAW, by=find_chief(), at=LATER, reason="Gone.")
    assert get(path, **{"if-none-match": tag}).status_code == 410
    assert get(path, **{"if-none-match": "*"}).status_code == 410


def test_a_page_that_was_not_there_yet_is_there_at_its_moment_for_a_reader_who_asked_before() -> None:
    article = create_piece(languages=("hy",))
    moment = LATER + timedelta(days=1)
    workflow.apply(translate(article, "en"), Act.SCHEDULE, by=find_chief(), at=LATER, when=moment)
    path, home = f"/en/{article.pk}/title-en-first/", "/en/"
    before = get_at(home, moment - timedelta(seconds=1))
    assert get_at(path, moment - timedelta(seconds=1)).status_code == 404
    assert get_at(home, moment, **{"if-none-match": before["ETag"]}).status_code == 200
    assert get_at(path, moment).status_code == 200


@pytest.mark.parametrize(
    ("seconds", "expected"), [(3600, 60), (61, 60), (60, 60), (59.9, 59), (30, 30), (1, 1), (0.5, 0), (0, 60), (-1, 60)]
)
def test_no_page_is_kept_past_the_next_scheduled_moment(seconds: float, expected: int) -> None:
    article = create_piece(languages=("hy",))
    moment = LATER + timedelta(days=1)
    workflow.apply(translate(article, "en"), Act.SCHEDULE, by=find_chief(), at=LATER, when=moment)
    at = moment - timedelta(seconds=seconds)
    paths = ["/", "/hy/", find_path(article, "hy"), "/sitemap.xml", "/ru/feed/", f"/ka/{article.pk}/", "/nowhere"]
    assert {get_at(path, at)["Cache-Control"] for path in paths} == {f"public, max-age={expected}"}


def test_a_moment_that_was_cancelled_shortens_nothing() -> None:
    article = create_piece(languages=("hy",))
    moment = LATER + timedelta(days=1)
    version = workflow.apply(translate(article, "en"), Act.SCHEDULE, by=find_chief(), at=LATER, when=moment)
    workflow.apply(version, Act.UNSCHEDULE, by=find_chief(), at=LATER)
    at = moment - timedelta(seconds=10)
    assert get_at("/", at)["Cache-Control"] == "public, max-age=60"
    assert get_at(f"/en/{article.pk}/", moment).status_code == 404


def test_the_head_of_a_page_is_that_of_the_page() -> None:
    for path in list_addresses(create_piece()):
        page, head = get(path), Client(raise_request_exception=False).head(path)
        assert (head.status_code, dict(head.items()), head.content) == (page.status_code, dict(page.items()), b""), path


def test_every_response_carries_the_security_headers() -> None:
    for path in list_addresses(create_piece()):
        response = get(path)
        assert "default-src 'none'" in response["Content-Security-Policy"], path
        assert [response[name] for name in ("X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy")] == [
            "nosniff",
            "DENY",
            "same-origin",
        ], path
