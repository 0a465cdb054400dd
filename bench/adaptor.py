"""From the benchmark's corpus to the interchange form: every piece published in its languages, texts as released."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bench import corpus
from journal.languages import CODES
from journal.text.sanitize import clean
from journal.text.slugs import slugify

MARKERS = {number: f'<sup data-fn="{number}"></sup>' for number in range(1, 60)}


def write_journal(folder: Path, *, articles: int, words: int, seed: int = 1) -> dict[str, Any]:
    """Write a journal of so many articles of so many (English) words to `folder`; return the corpus's meta record.

    One article at a time: memory does not grow with their number.
    """
    vocabularies = {language: corpus.build_vocab(language, seed) for language in corpus.LANGS}
    meta: dict[str, Any] = corpus.make_meta(seed, words, articles, vocabularies)
    folder.mkdir(parents=True, exist_ok=True)
    _write_lines(folder / "people.jsonl", (_person(row) for row in meta["authors"]))
    _write_lines(
        folder / "topics.jsonl", ({"id": r["id"], "slug": r["slug"], "name": r["name"]} for r in meta["topics"])
    )
    _write_lines(folder / "images.jsonl", iter(()))
    _write_lines(folder / "pages.jsonl", iter(()))
    made = (corpus.make_article(number, seed, words, vocabularies) for number in range(1, articles + 1))
    _write_lines(folder / "articles.jsonl", (adapt_article(article) for article in made))
    counts = {
        "people": len(meta["authors"]),
        "topics": len(meta["topics"]),
        "images": 0,
        "pages": 0,
        "articles": articles,
    }
    manifest = {
        "format": "enface-journal",
        "version": 1,
        "languages": list(CODES),
        "counts": counts,
        "made_at": corpus.START.isoformat(),
    }
    (folder / "journal.json").write_text(json.dumps(manifest), encoding="utf-8")
    return meta


def adapt_article(article: dict[str, Any]) -> dict[str, Any]:
    """Return one article of the corpus as a line of `articles.jsonl`: one published revision a language."""
    original = article["original"]
    moment = datetime.fromisoformat(article["date"])
    languages = [original, *(code for code in article["variants"] if code != original)]
    count = max(len(variant["footnotes"]) for variant in article["variants"].values())
    keys = [f"n{number}" for number in range(1, count + 1)]
    texts = {code: _text(article["variants"][code]) for code in languages}
    notes = [
        {
            "key": key,
            "kind": "reference",
            "added_in": original,
            "text": {
                code: clean(article["variants"][code]["footnotes"][index], "note")
                for code in languages
                if index < len(article["variants"][code]["footnotes"])
            },
        }
        for index, key in enumerate(keys)
    ]
    return {
        "id": article["id"],
        "original_language": original,
        "working_title": article["slug"],
        "topics": article["topics"],
        "texts": texts,
        "notes": notes,
        "credits": [{"person": person, "role": "author", "position": n} for n, person in enumerate(article["authors"])],
        "versions": [_version(code, original, texts[code], notes, moment) for code in languages],
    }


def _version(
    code: str, original: str, text: dict[str, str], notes: list[dict[str, Any]], moment: datetime
) -> dict[str, Any]:
    based_on = None if code == original else [original, 1]
    revision = {
        "number": 1,
        **text,
        "notes": {
            note["key"]: {"kind": note["kind"], "added_in": note["added_in"], "html": note["text"][code]}
            for note in notes
            if code in note["text"]
        },
        "slug": slugify(text["title"], code) or "untitled",
        "significance": "substantive",
        "released_at": (moment - timedelta(hours=1)).isoformat(),
        "based_on": based_on,
        "made_at": (moment - timedelta(hours=1)).isoformat(),
    }
    return {
        "language": code,
        "stage": "done",
        "translated_from": None if code == original else original,
        "based_on": based_on,
        "origin": "human",
        "edit_number": 1,
        "revisions": [revision],
        "publications": [{"at": moment.isoformat(), "revision": 1}],
    }


def _text(variant: dict[str, Any]) -> dict[str, str]:
    body = variant["body"]
    for number in range(1, len(variant["footnotes"]) + 1):
        body = body.replace(MARKERS[number], f'<sup data-note="n{number}"></sup>')
    return {
        "title": variant["title"],
        "subtitle": variant["subtitle"],
        "standfirst": variant["standfirst"],
        "body": clean(body),
    }


def _person(row: dict[str, Any]) -> dict[str, Any]:
    given, _, family = row["name"]["en"].partition(" ")
    return {
        "id": row["id"],
        "slug": row["slug"],
        "name": row["name"],
        "bio": {code: f"<p>{text}</p>" for code, text in row["bio"].items()},
        "affiliation": {},
        "given_name": given,
        "family_name": family,
    }


def _write_lines(path: Path, rows: Iterator[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
