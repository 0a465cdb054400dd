"""The texts of the demo journal as plain files under `texts/`: one folder a piece, a file a person, the topics, and in
`pages/` what the journal says of itself.

A piece has `article.toml`, `notes.toml` and a body for each language. `ru.html` is the first state of a text;
`ru.revised.html` and `ru.review.html` are later ones: what a revision, or the reviewer, makes of it. A link to another
piece says its folder: `article:letters-in-transit`.
"""

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "texts"

_LINK = re.compile(r'(?<="article:)[a-z][a-z-]*')


@dataclass(frozen=True)
class DemoText:
    """One language of a piece. `notes` is `{key: {"kind": str, "html": str}}` of the notes this language writes."""

    title: str
    subtitle: str
    standfirst: str
    body: str
    slug: str
    notes: dict[str, dict[str, str]]
    picture: dict[str, str] = field(default_factory=dict)
    """What is said of the picture, where the piece has one: alt and caption."""

    def fields(self) -> dict[str, str]:
        """Return what the SAVE act takes as `texts`."""
        return {name: getattr(self, name) for name in ("title", "subtitle", "standfirst", "body", "slug")}

    def link(self, numbers: dict[str, int]) -> "DemoText":
        """Return the text with its links leading to the articles of these numbers. KeyError for a piece not there."""
        return replace(self, body=_LINK.sub(lambda found: str(numbers[found[0]]), self.body))


@dataclass(frozen=True)
class DemoRevision:
    """A later change of a published piece: its weight, and what readers are told of it, by language."""

    significance: str
    comment: str
    correction: dict[str, str]


@dataclass(frozen=True)
class DemoThread:
    """What colleagues say to each other about a note, "" for the whole text: user name and words, one after another."""

    language: str
    lines: list[list[str]]
    note: str = ""
    resolved: bool = False


@dataclass(frozen=True)
class DemoPiece:
    """One piece: which language it was written in, who is credited, and its texts by language."""

    key: str
    """The name of its folder."""
    original: str
    working_title: str
    published: date
    topics: list[str]
    authors: list[str]
    credits: dict[str, dict[str, str]]
    texts: dict[str, DemoText]
    revised: dict[str, DemoText]
    reviewed: dict[str, DemoText]
    corrected: dict[str, DemoText]
    """The right text of what was withdrawn; `texts` has the wrong one."""
    revision: DemoRevision | None
    returned: dict[str, str]
    """The reviewer's comment."""
    withdrawn: dict[str, str]
    """What readers are told."""
    threads: list[DemoThread]
    terms: dict[str, Any]
    """Licence and first publication elsewhere, as columns of the article; empty for most."""

    @property
    def links(self) -> set[str]:
        """The pieces its texts lead to."""
        return {key for text in (*self.texts.values(), *self.revised.values()) for key in _LINK.findall(text.body)}


def read_people() -> dict[str, dict[str, Any]]:
    """Return the persons, all of them invented, by the key under which pieces credit them."""
    return {path.stem: _read(path) for path in sorted((FOLDER / "people").glob("*.toml"))}


def read_topics() -> list[dict[str, Any]]:
    """Return the topics of topics.toml."""
    return _read(FOLDER / "topics.toml")["topic"]  # type: ignore[no-any-return]


def read_placements() -> list[dict[str, str]]:
    """Return what stands on top of the home pages: `piece` and `language` ("" for all), in order."""
    return _read(FOLDER / "home.toml")["placed"]  # type: ignore[no-any-return]


def read_pages() -> dict[str, dict[str, dict[str, str]]]:
    """Return title and body of the pages of the journal about itself, by page and language."""
    titles = _read(FOLDER / "pages" / "titles.toml")
    return {
        key: {
            code: {"title": title, "body": (FOLDER / "pages" / key / f"{code}.html").read_text(encoding="utf-8")}
            for code, title in by_language.items()
        }
        for key, by_language in titles.items()
    }


def read_pieces(only: Collection[str] = ()) -> list[DemoPiece]:
    """Return every piece, oldest first; with `only`, those of these folders and what they link to."""
    pieces = {path.parent.name: _read_piece(path.parent) for path in FOLDER.glob("*/article.toml")}
    wanted = set(only or pieces)
    while more := {key for each in wanted for key in pieces[each].links} - wanted:
        wanted |= more
    return sorted((pieces[key] for key in wanted), key=lambda piece: piece.published)


def _read_piece(folder: Path) -> DemoPiece:
    about = _read(folder / "article.toml")
    later_notes = about.get("revision", {}).pop("notes", [])
    states: dict[str, dict[str, DemoText]] = {"": {}, "revised": {}, "review": {}}
    for path in sorted(folder.glob("*.html")):
        language, _, state = path.stem.partition(".")
        notes = _read_notes(folder, language, without=() if state == "revised" else later_notes)
        states[state][language] = DemoText(
            **about[language],
            body=path.read_text(encoding="utf-8"),
            notes=notes,
            picture=about.get("picture", {}).get(language, {}),
        )
    withdrawn = about.get("withdrawal", {})
    return DemoPiece(
        **{name: about[name] for name in ("original", "working_title", "topics", "authors")},
        key=folder.name,
        published=date.fromisoformat(about["published"]),
        credits=about["credits"],
        texts=states[""] | {each: _say_first(states[""][each], told["said_first"]) for each, told in withdrawn.items()},
        revised=states["revised"],
        reviewed=states["review"],
        corrected={each: states[""][each] for each in withdrawn},
        revision=DemoRevision(**about["revision"]) if "revision" in about else None,
        returned={each: told["return_comment"] for each, told in about.get("review", {}).items()},
        withdrawn={each: told["reason"] for each, told in withdrawn.items()},
        terms={"licence": about.get("licence", ""), **about.get("first_published", {})},
        threads=[DemoThread(**thread) for thread in about.get("thread", [])],
    )


def _read_notes(folder: Path, language: str, *, without: Collection[str]) -> dict[str, dict[str, str]]:
    return {
        note["key"]: {"kind": note["kind"], "html": note["text"][language]}
        for note in _read(folder / "notes.toml")["note"]
        if language in note["text"] and note["key"] not in without
    }


def _say_first(text: DemoText, words: dict[str, str]) -> DemoText:
    """Return the text with the error in it for which it is withdrawn. ValueError where it has not the right words."""
    body = text.body
    for right, wrong in words.items():
        if right not in body:
            raise ValueError(right)
        body = body.replace(right, wrong)
    return replace(text, body=body)


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
