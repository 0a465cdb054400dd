"""What an article weighs before it is read: HTML and styles, as they are (uncompressed)."""

from datetime import timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site

from articles.models import Article
from journal.columns import write
from journal.languages import CODES
from journal.text.plain import count_words, to_text
from tests.articles.press.pieces import create_person, create_topic, credit
from tests.articles.press.reader import LATER, LONG_AGO, attributes, find_path, get, texts
from tests.factories import create_article, create_version, find_version, make_texts, publish, write_text

MOST = 100_000
"""Bytes of HTML and styles together; what every letter of Georgian takes three of."""
WORDS, NOTES, NOTE_WORDS = 2_500, 20, 34
DEMO = Path(site.BASE_DIR) / "journal" / "demo" / "texts"
LINK = "https://www.example.org/archive/volumes/{}/pages/112-134"
TITLE = "სამი ხმა, ერთი მგალობელი"
SUBTITLE = "როგორ თარგმნიდნენ ქართულ გალობას ნიშნებად, ნოტებად და ცვილად და რა რჩებოდა გზაში"


def read_words() -> list[str]:
    """The running words of the Georgian texts of the demo, with their marks: as long as Georgian words are."""
    return " ".join(to_text(path.read_text(encoding="utf-8")) for path in sorted(DEMO.glob("*/ka.html"))).split()


def make_long_text() -> tuple[str, dict[str, dict[str, str]], str]:
    """A Georgian text of 2,500 words under five headings, 20 notes of 34 words, 12 links in both together, and a
    standfirst of 60 words."""
    words = cycle(read_words())
    paragraphs = [list(islice(words, 100)) for _ in range(25)]
    for number in range(8):
        first, second = paragraphs[2 * number][40:42]
        paragraphs[2 * number][40:42] = [f'<a href="{LINK.format(number)}">{first} {second}</a>']
    for number in range(NOTES):
        paragraphs[number][20] += f'<sup data-note="work{number}"></sup>'
    blocks = [f"<p>{' '.join(one)}</p>" for one in paragraphs]
    for number in range(0, 25, 5):
        blocks[number] = f"<h2>{' '.join(islice(words, 5))}</h2>{blocks[number]}"
    notes = {}
    for number in range(NOTES):
        text = " ".join(islice(words, NOTE_WORDS)).rstrip(",.:;?")
        link = f', <a href="{LINK.format(number)}">example.org</a>' if number % 5 == 0 else ""
        notes[f"work{number}"] = {"html": f"<p>{text}{link}.</p>"}
    return "".join(blocks), notes, " ".join(islice(words, 60))


def publish_long_piece() -> Article:
    """Publish the text as the Georgian translation of a piece that is read in all languages, with two authors who work
    somewhere, a translator, two topics and three related pieces."""
    body, notes, standfirst = make_long_text()
    short = {key: {"html": f"<p>Note {key}.</p>"} for key in notes}
    markers = "".join(f'<sup data-note="{key}"></sup>' for key in notes)
    original = make_texts("de", body=f"<p>Text{markers}</p>")
    article = create_article(language="de", texts=original, notes=short, at=LONG_AGO)
    publish(find_version(article), at=LONG_AGO)
    ours = {"title": TITLE, "subtitle": SUBTITLE, "standfirst": standfirst, "body": body, "slug": "sami-khma-erti"}
    for code in (one for one in CODES if one != "de"):
        written, said = (ours, notes) if code == "ka" else (make_texts(code, body=original["body"]), short)
        version = create_version(article, code, at=LONG_AGO)
        publish(write_text(version, texts=written, notes=said, at=LATER), at=LATER)
    topics = [create_topic("translation", ka="თარგმანი"), create_topic("music", ka="მუსიკა")]
    people = [
        create_person(slug, ka=name)
        for slug, name in (("levan", "ლევან ეტრატიძე"), ("nane", "ნანე მატენცი"), ("ana", "ანა ფალცბაინი"))
    ]
    for person in people:
        write(person, {"affiliation": "დამოუკიდებელი მკვლევარი, თბილისი"}, "ka")
    credit(people[0], article)
    credit(people[1], article)
    credit(people[2], article, "ka", role="translator")
    article.topics.set(topics)
    for number in range(3):
        related = create_article(language="ka", texts={**make_texts("ka"), "title": f"{TITLE} {number}"}, at=LONG_AGO)
        publish(find_version(related), at=LONG_AGO)
        related.topics.set(topics)
    return article


@pytest.mark.django_db
def test_a_long_georgian_piece_and_its_styles_weigh_no_more_than_they_may(settings: Any) -> None:
    settings.SITE_CONTACT, settings.SITE_LICENCE = "editors@example.org", "CC-BY-SA-4.0"
    settings.SITE_URL = "https://www.example.org"
    article = publish_long_piece()
    response = get(find_path(article, "ka", at=LATER + timedelta(days=1)))
    (text,) = texts(response, "//div[@class='prose']")
    notes = texts(response, "//section[@role='doc-endnotes']//li")
    assert (count_words(text) >= WORDS, len(notes)) == (True, NOTES)
    assert min(len(note.split()) for note in notes) > NOTE_WORDS
    counted = {
        "languages": "//nav[@class='languages']//li",
        "contents": "//nav[@class='contents']//a",
        "links": "//article//a[starts-with(@href, 'https://www.example.org/archive/')]",
        "people": "//ul[@class='piece-people']/li",
        "topics": "//p[@class='piece-topics']/a",
        "related": "//section[@class='related']//li",
        "report": "//p[@class='report']",
    }
    assert {name: len(attributes(response, path)) for name, path in counted.items()} == {
        "languages": len(CODES),
        "contents": 5,
        "links": 12,
        "people": 3,
        "topics": 2,
        "related": 3,
        "report": 1,
    }
    styles = [href for (href,) in attributes(response, "//link[@rel='stylesheet']", "href")]
    assert styles == ["/static/press/site.css"]
    weight = len(response.content) + (Path(site.BASE_DIR) / "static" / "press" / "site.css").stat().st_size
    assert weight <= MOST
