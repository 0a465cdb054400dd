"""Every kind of public page says of each of its parts in which language it is written."""

from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from articles import workflow
from articles.choices import Act
from articles.models import Article, Topic
from articles.press.addresses import facing, language_of
from articles.press.urls import urlpatterns
from authors.models import Author
from journal.columns import write
from journal.models import Page
from tests.articles.press.language_of_parts import find_wrong_languages, mark
from tests.articles.press.pieces import create_person, create_topic, credit
from tests.articles.press.reader import LATER, LONG_AGO
from tests.factories import create_article, create_image, create_version, find_chief, find_version, publish, write_text
from tests.walk import list_addresses

pytestmark = pytest.mark.django_db

WALKED = ("de", "ka")
"""The page languages that are read through: one whose letters others share, and one with letters of its own."""
SEARCHES = ("titlexru", "textxka", "annaxhy", "nothing")
NO_PAGES = {"article-short", "cite", "feed", "feed-json", "person-feed", "person-feed-json", "robots", "security"} | {
    *("sitemap", "sitemap-part", "text-mining", "topic-feed", "topic-feed-json"),
}


def make_words(code: str, *, other: str, image: int) -> dict[str, str]:
    """Return a text in which every word says its language; it quotes another one."""
    return {
        "title": mark("Title", code),
        "subtitle": mark("Subtitle", code),
        "standfirst": mark("Standfirst", code),
        "body": (
            f"<h2>{mark('Head', code)}</h2><p>{mark('Text', code)}<sup data-note='a1'></sup>"
            f' <span lang="{other}">{mark("Quote", other)}</span> {mark("after", code)}</p>'
            f'<figure data-image="{image}"></figure>'
            f"<h2>{mark('Second', code)}</h2><p>{mark('More', code)}</p><h2>{mark('Third', code)}</h2>"
        ),
    }


def create_marked(*languages: str, topic: Topic, people: tuple[Author, ...]) -> Article:
    """Publish a piece in these languages, the first of which is the original; one correction, one picture."""
    image = create_image(
        alt={code: mark("Alt", code) for code in languages}, caption={code: mark("Caption", code) for code in languages}
    )
    first, *others = languages
    article = create_article(language=first, texts={}, at=LONG_AGO)
    article.topics.add(topic)
    Article.objects.filter(pk=article.pk).update(lead_image=image)
    for code in languages:
        version = create_version(article, code, at=LONG_AGO) if code in others else find_version(article)
        notes = {"a1": {"html": f'<p>{mark("Note", code)} <span lang="fr">mot</span></p>'}}
        written = make_words(code, other=others[0] if code == first else first, image=image.pk)
        publish(write_text(version, texts=written, notes=notes, at=LONG_AGO), at=LONG_AGO)
    corrected = write_text(find_version(article), texts={"subtitle": mark("New", first)}, at=LATER)
    publish(corrected, significance="major", correction=mark("Correction", first), at=LATER)
    author, translator = people
    credit(author, article)
    credit(translator, article, others[0], role="translator")
    return article


def create_journal() -> Article:
    """Make persons, topics and pages that have names in some languages only, and pieces in others; return the piece
    with the most."""
    author = create_person("anna", hy=mark("Anna", "hy"), ru=mark("Anna", "ru"))
    for code in ("hy", "ka"):
        write(author, {"bio": f"<p>{mark('Bio', code)}</p>", "affiliation": mark("Place", code)}, code)
    translator = create_person("ben", en=mark("Ben", "en"), ka=mark("Ben", "ka"))
    topic = create_topic("memory", ro=mark("Topic", "ro"), ru=mark("Topic", "ru"))
    people = (author, translator)
    whole = create_marked("hy", "de", "ka", "en", topic=topic, people=people)
    create_marked("ru", "be", topic=topic, people=people)
    create_marked("de", "ro", topic=topic, people=people)
    workflow.apply(find_version(whole, "en"), Act.WITHDRAW, by=find_chief(), at=LATER, reason=mark("Reason", "en"))
    gone = create_marked("ka", "de", topic=topic, people=people)
    for code in ("ka", "de"):
        version = find_version(gone, code)
        workflow.apply(version, Act.WITHDRAW, by=find_chief(), at=LATER, reason=mark("Reason", code))
    for key, code in (("about", "de"), ("imprint", "ka"), ("privacy", "hy")):
        page = Page.objects.get_or_create(key=key)[0]
        write(page, {"title": mark("About", code), "body": f"<p>{mark('Words', code)}</p>"}, code)
    return whole


def list_pages(whole: Article) -> Iterator[str]:
    """Yield the address of every page in the languages walked, the neutral ones, and searches; of the facing pages,
    which are many, those of one piece in three languages."""
    for path in list_addresses():
        try:
            route = resolve(path.partition("?")[0])
        except Resolver404:
            yield path
            continue
        is_walked = route.kwargs.get("language", WALKED[0]) in WALKED or route.url_name == "home"
        if route.url_name not in (NO_PAGES - {"article-short"}) | {"facing"} and is_walked:
            yield path
    for one, other in permutations(("hy", *WALKED), 2):
        yield facing(one, whole.pk, "x", other)
    yield from (f"/{code}/search/?q={words}" for code in WALKED for words in SEARCHES)


def find_faults(path: str, page: str) -> list[str]:
    """Return what a page marks wrongly. What a reader has typed is of no known language; an excerpt is plain text, and
    a quotation in it has lost its mark."""
    words = path.partition("?q=")[2]
    faults = find_wrong_languages(page)
    if words:
        faults = [fault for fault in faults if not fault.startswith((words, "Quotex"))]
    code = language_of(path)
    return faults if code is None or f'<html lang="{code}">' in page else [*faults, "the language of the page"]


def test_each_part_of_each_page_stands_under_its_language(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    waiting = list(list_pages(create_journal()))
    wrong, shown, statuses, seen = {}, set(), set(), set()
    client = Client()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        response = client.get(path)
        statuses.add(response.status_code)
        if response.status_code == 301:
            waiting.append(response["Location"])
            continue
        if response.status_code == 200:
            shown.add(resolve(path.partition("?")[0]).url_name)
        if faults := find_faults(path, response.content.decode()):
            wrong[path] = faults
    refused = client.post("/ka/")
    assert find_faults("/ka/", refused.content.decode()) == []
    assert wrong == {}
    assert (statuses | {refused.status_code}) == {200, 301, 404, 405, 410}
    assert shown == {pattern.name for pattern in urlpatterns} - NO_PAGES


def test_what_stands_under_the_wrong_language_is_reported() -> None:
    page = (
        '<html lang="de"><head><title>Titlexka</title><meta name="description" content="Textxde"></head><body>'
        '<p>Textxde <span lang="hy">Namexhy</span> afterxhy</p><img alt="Altxru">'
        '<p lang="ka">ქართული <b>Русский</b></p>'
        '<nav aria-label="Titlexde"><a lang="en">Deutsch</a><a lang="de">Deutsch</a></nav><p>слово</p>'
        '<p lang="be">слово</p><p lang="ru">բառ</p><script>Titlexro</script></body></html>'
    )
    assert find_wrong_languages(page) == [
        "Titlexka (de)",
        "afterxhy (de)",
        "Altxru (de)",
        "Русский (ka)",
        "Deutsch (en)",
        "слово (de)",
        "բառ (ru)",
    ]
