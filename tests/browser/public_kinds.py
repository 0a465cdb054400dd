"""Every kind of page a reader can meet, in a journal that has something to show on each, and who is looked at when."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

from articles.models import Article
from articles.press import addresses
from journal.languages import CODES
from journal.models import Page as OwnPage
from tests.articles.press.pieces import (
    create_halves,
    create_person,
    create_piece,
    create_topic,
    credit,
    find_ends,
    follow,
)
from tests.articles.press.reader import LATER, LONG_AGO, find_path
from tests.factories import find_version, make_texts, publish, write_text

LONG_WORD = "Gegenüberstellungsverfahrensfragen"
RICH = (
    f"<h2>{LONG_WORD}</h2>"
    '<p>{0} <em>em</em> <strong>strong</strong> <a href="https://example.org/">link</a>'
    '<sup data-note="a1"></sup> and <sup>2</sup> H<sub>2</sub>O<sup data-note="b2"></sup>.</p>'
    '<blockquote><p><span lang="en">Quoted</span><sup data-note="a1"></sup></p><p><cite>Them</cite></p></blockquote>'
    '<h3>{0}</h3><ul><li>one</li><li>two</li></ul><ol start="3"><li>three</li></ol><hr>'
    '<table><caption>Table</caption><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>'
    "<tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
)
NOTES = {"a1": {"html": "<p>A note.</p>"}, "b2": {"html": f"<p>Of <em>{LONG_WORD}</em>.</p>", "kind": "editor"}}
OWN = "<h2>One</h2><p>Text <em>em</em>.</p><ul><li>one</li></ul>"
WIDTHS = (320, 1280)
SCHEMES = ("light", "dark")
FAULTS = (400, 405, 500, 503)
"""Answers that no address leads to."""

Look = tuple[str, str, tuple[int, ...], str]
"""Kind, language ("" for none), widths, and the scheme of colours, "" for both."""


@dataclass(frozen=True)
class Journal:
    """What the addresses are made of."""

    piece: Article
    """In every language, with everything a page can show."""
    halves: dict[str, Article]

    def facing(self, code: str) -> str:
        other = "hy" if code == "de" else "de"
        return addresses.facing(code, self.piece.pk, f"title-{code}-{'changed' if code == 'hy' else 'first'}", other)

    def person(self, code: str) -> str:
        person = self.piece.credits.get().author
        return addresses.person(code, person.pk, person.slug)

    def topic(self, code: str) -> str:
        topic = self.piece.topics.get()
        return addresses.topic(code, topic.pk, topic.slug)


def make_journal() -> Journal:
    """A piece with everything, overtaken by its original; pieces withdrawn; a person, a topic, pages of its own."""
    piece = create_piece(languages=CODES)
    for code in CODES:
        written = write_text(
            find_version(piece, code), texts=make_texts(code, body=RICH.format(code)), notes=NOTES, at=LATER
        )
        publish(written, correction="A name was wrong.", at=LATER)
    texts = make_texts("hy", word="changed", body=RICH.format("new"))
    publish(write_text(find_version(piece), texts=texts, notes=NOTES, at=LATER), significance="major", at=LATER)
    person, topic = create_person("anna", hy="Աննա Անուն"), create_topic("memory", ka="მეხსიერება")
    person.bio_hy, person.affiliation_hy = "<p>Գրող <em>է</em>։</p>", "Երևան"
    person.website, person.orcid = "https://example.org/", "0000-0002-1825-0097"
    person.save()
    credit(person, piece)
    credit(person, piece, "de", role="translator")
    piece.topics.add(topic)
    for key in ("about", "privacy", "accessibility"):
        fields = {f"title_{code}": f"{key} {code}" for code in CODES} | {f"body_{code}": OWN for code in CODES}
        OwnPage.objects.create(key=key, **fields)
    return Journal(piece, create_halves())


KINDS: dict[str, Callable[[Journal, str], str]] = {
    "article": lambda journal, code: find_path(journal.piece, code),
    "facing": Journal.facing,
    "home": lambda _journal, code: addresses.home(code),
    "people": lambda _journal, code: addresses.people(code),
    "topics": lambda _journal, code: addresses.topics(code),
    "archive": lambda _journal, code: addresses.archive(code),
    "year": lambda _journal, code: addresses.archive(code, LONG_AGO.year),
    "corrections": lambda _journal, code: addresses.corrections(code),
    "person": Journal.person,
    "topic": Journal.topic,
    "search": lambda _journal, code: addresses.search(code),
    "found": lambda _journal, code: f"{addresses.search(code)}?q=title",
    "not found": lambda _journal, code: f"{addresses.search(code)}?q=nowhere",
    "about": lambda _journal, code: addresses.page(code, "about"),
    "privacy": lambda _journal, code: addresses.page(code, "privacy"),
    "accessibility": lambda _journal, code: addresses.page(code, "accessibility"),
    "not written": lambda _journal, code: addresses.page(code, "imprint"),
    "nowhere": lambda _journal, code: f"{addresses.home(code)}nowhere/",
    "in other languages": lambda journal, code: find_ends(journal.halves, code)[0],
    "withdrawn": lambda journal, code: find_ends(journal.halves, code)[1],
    "nothing faces it": lambda journal, code: find_ends(journal.halves, code)[2],
    **{str(status): lambda _journal, code, status=status: f"/{code}/fault-{status}/" for status in FAULTS},  # type: ignore[misc]
}


NEUTRAL: dict[str, Callable[[Journal], str]] = {
    "front": lambda _journal: "/",
    "chooser": lambda journal: f"/{journal.piece.pk}/",
    "nowhere at all": lambda _journal: "/nowhere",
}
"""The pages that are in no language, or in all of them."""


def choose_pages(turn: int, *, is_thorough: bool = False) -> list[Look]:
    """Return what is looked at in this turn; `is_thorough` has everything.

    Else each kind is seen in one language, at one width and in one scheme, and all of it in 28 turns; the article, its
    frame and its notes, in three languages at both widths and in both schemes.
    """
    if is_thorough:
        return [(kind, code, WIDTHS, "") for kind, code in (*product(KINDS, CODES), *product(NEUTRAL, ("",)))]
    chosen: list[Look] = []
    for place, kind in enumerate((*KINDS, *NEUTRAL)):
        code = "" if kind in NEUTRAL else CODES[(place + turn) % len(CODES)]
        step = place + turn // len(CODES)
        widths, scheme = (WIDTHS[step % 2],), SCHEMES[step // 2 % 2]
        if kind == "article":
            chosen += [(kind, follow(code, steps), WIDTHS, "") for steps in (0, 2, 4)]
        else:
            chosen.append((kind, code, widths, scheme))
    return chosen
