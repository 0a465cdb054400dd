"""Whatever stands in an address or a query, on every route there is: a clear page or answer, never a fault."""

from itertools import product
from urllib.parse import quote

import pytest
from django.http import HttpResponse
from hypothesis import given
from hypothesis import strategies as st

from articles.press.urls import urlpatterns
from journal.models import OldAddress, Page
from tests.articles.press.hostile import METHODS
from tests.articles.press.pieces import create_person, create_piece, create_topic, credit
from tests.articles.press.test_errors import ask, is_own_page

pytestmark = pytest.mark.django_db

SLUGS = (
    *("%00", "a%00b", "%ff", "%ed%a0%80", "%", "%2e%2e", "%2f%2fevil.example", "%5cevil.example", "feed"),
    *("a%0d%0aLocation:%20x", "%e2%80%ae", "%f0%9f%a6%86", "ქართული", "%d5%a1" * 700, "{{7*7}}", "%22%3e%3cscript%3e"),
)
QUERIES = (
    *("q=%00", "q=%ff%fe", "q=%ed%a0%80", "q=" + "a" * 5000, "q=" + "%28" * 800, "q=%27%22%29%3b--", "q=*%25_%5c"),
    *("q=a&page=999999999999999999999", "q=a&page=-1&page=x", "q=%f0%9f%a6%86&year=%d9%a1", "page=%00", "page=2"),
    *("q=xyzzy&author=1&topic=1&year=2020&language=ka", "year=2999&language=ka", "language=de&topic=999"),
    *("q=a&author=999999999999999999999&topic=x&year=0&language=xx", "q=" + "a%20OR%20" * 300, "q[]=a", "&&&;=%"),
)
EXPECTED = {200, 301, 400, 404, 410}


def make_journal() -> dict[str, list[object]]:
    """Publish something for every route, and return what its parts may be."""
    article = create_piece(languages=("hy", "en"))
    person, topic = create_person("anna", hy="Աննա"), create_topic("memory", hy="Հիշողություն")
    credit(person, article)
    article.topics.add(topic)
    Page.objects.create(key="about", title_hy="Ա", body_hy="<p>Ա։</p>")
    OldAddress.objects.create(path="/old", target=f"/hy/{article.pk}/")
    return {
        "language": ["hy"],
        "article_id": [article.pk],
        "author_id": [person.pk],
        "topic_id": [topic.pk],
        "slug": ["x"],
        "other": ["en"],
        "number": [1],
        "key": ["about"],
        "year": [2020],
        "form": ["bib"],
    }


def list_paths(values: dict[str, list[object]]) -> list[str]:
    """Return an address of every route for every choice of its parts, percent-encoded as `values` has them."""
    paths = []
    for pattern in urlpatterns:
        route, names = str(pattern.pattern), list(pattern.pattern.converters)
        for chosen in product(*(values[name] for name in names)):
            path = route
            for name, value in zip(names, chosen, strict=True):
                before, _found, after = path.partition(f":{name}>")
                path = f"{before.rpartition('<')[0]}{value}{after}"
            paths.append(f"/{path}")
    return paths


def find_fault(response: HttpResponse) -> object:
    """Return what is wrong with an answer, None for a clear one."""
    location = response.get("Location", "/")
    stays = location.startswith("/") and not location.startswith(("//", "/\\"))
    is_clear = response.status_code in EXPECTED and (response.status_code < 400 or is_own_page(response))
    same_for_all = response.get("Vary") is None and not response.cookies
    return None if stays and is_clear and same_for_all else (response.status_code, dict(response.items()))


def find_faults(targets: list[str]) -> dict[str, object]:
    found = {target: find_fault(ask(target)) for target in targets}
    return {target[:200]: fault for target, fault in found.items() if fault is not None}


def test_no_slug_and_no_query_of_any_route_is_a_fault() -> None:
    values = make_journal()
    plain = list_paths(values)
    assert len(plain) == len(urlpatterns)
    asked = [path for path in list_paths({**values, "slug": list(SLUGS)}) if path not in plain and "/feed" not in path]
    right = [ask(path).get("Location", path) for path in plain]
    asked += [f"{path}?{query}" for path in right for query in QUERIES]
    assert find_faults(asked) == {}


def test_no_method_but_two_gets_an_answer_from_any_route() -> None:
    paths = list_paths(make_journal())
    found = {(path, method): ask(path, method=method).status_code for path in paths for method in METHODS[:3]}
    assert found == dict.fromkeys(found, 405)


WILD = st.text(max_size=40) | st.binary(max_size=20).map(quote) | st.sampled_from((*SLUGS, "old", "hy", "1", "about"))


@given(st.lists(WILD, max_size=5), WILD, st.booleans())
def test_no_address_at_all_is_a_fault(parts: list[str], query: str, is_closed: bool) -> None:
    target = "/".join(["", *parts]) + "/" * is_closed
    asked = (target or "/").replace("?", "%3F").encode("utf-8", "surrogatepass").decode("latin-1")
    assert find_fault(ask(f"{asked}?{query}")) is None
