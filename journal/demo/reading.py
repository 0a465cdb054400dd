"""The texts of the demo journal as plain files under `texts/`: one folder a piece, and the people and topics."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "texts"


@dataclass(frozen=True)
class DemoText:
    """One language of a piece. `notes` is `{key: {"kind": str, "html": str}}` of the notes this language writes."""

    title: str
    subtitle: str
    standfirst: str
    body: str
    slug: str
    notes: dict[str, dict[str, str]]
    picture: dict[str, str]
    """What is said of the picture: alt and caption."""

    def fields(self) -> dict[str, str]:
        """Return what the SAVE act takes as `texts`."""
        return {name: getattr(self, name) for name in ("title", "subtitle", "standfirst", "body", "slug")}


@dataclass(frozen=True)
class DemoPiece:
    """One piece: which language it was written in, who is credited, and its texts by language."""

    original: str
    working_title: str
    topics: list[str]
    authors: list[str]
    credits: dict[str, dict[str, str]]
    texts: dict[str, DemoText]


def read_people() -> list[dict[str, Any]]:
    """Return the persons of people.toml."""
    return _read(FOLDER / "people.toml")["person"]  # type: ignore[no-any-return]


def read_topics() -> list[dict[str, Any]]:
    """Return the topics of topics.toml."""
    return _read(FOLDER / "topics.toml")["topic"]  # type: ignore[no-any-return]


def read_pieces() -> list[DemoPiece]:
    """Return every piece, in the order of the folders' names."""
    return [_read_piece(path.parent) for path in sorted(FOLDER.glob("*/article.toml"))]


def _read_piece(folder: Path) -> DemoPiece:
    about = _read(folder / "article.toml")
    notes = _read(folder / "notes.toml")["note"]
    texts = {}
    for path in sorted(folder.glob("*.html")):
        language = path.stem
        own = {
            note["key"]: {"kind": note["kind"], "html": note["text"][language]}
            for note in notes
            if language in note["text"]
        }
        body, picture = path.read_text(encoding="utf-8"), about["picture"][language]
        texts[language] = DemoText(**about[language], body=body, notes=own, picture=picture)
    keys = ("original", "working_title", "topics", "authors")
    return DemoPiece(**{key: about[key] for key in keys}, credits=about.get("credits", {}), texts=texts)


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
