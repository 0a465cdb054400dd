"""A piece as the journal prints them: notes, one of them cited twice, credits, a topic, four languages."""

from datetime import datetime, timedelta

from articles import workflow
from articles.choices import Act
from articles.models import Article, Credit, LanguageVersion, Topic
from articles.press import addresses
from authors.models import Author
from journal.languages import CODES
from tests.articles.press.reader import LONG_AGO
from tests.factories import (
    create_article,
    create_version,
    find_chief,
    find_version,
    make_texts,
    publish,
    write_text,
)

BODY = (
    '<h2>{0} one</h2><p>{0} first<sup data-note="a1"></sup> and second<sup data-note="b2"></sup>,'
    ' again<sup data-note="a1"></sup>.</p><blockquote><p>{0} quoted</p></blockquote>'
)


def make_notes(language: str, *keys: str) -> dict[str, dict[str, str]]:
    """Return notes of one language."""
    return {key: {"html": f"<p>Note {key} {language}.</p>"} for key in keys}


def create_person(slug: str, **names: str) -> Author:
    """Create a person; `hy="…"` names them in Armenian."""
    return Author.objects.create(slug=slug, **{f"name_{code}": name for code, name in names.items()})


def create_topic(slug: str, **names: str) -> Topic:
    """Create a topic named in the languages given."""
    return Topic.objects.create(slug=slug, **{f"name_{code}": name for code, name in names.items()})


def create_piece(*, languages: tuple[str, ...] = ("hy", "en", "de", "ru"), at: datetime = LONG_AGO) -> Article:
    """Publish a piece with two notes, one cited twice, in the first language at `at`, in the others an hour later."""
    first, *others = languages
    body = BODY.format(first)
    article = create_article(
        language=first, texts=make_texts(first, body=body), notes=make_notes(first, "a1", "b2"), at=at
    )
    publish(find_version(article), at=at)
    for language in others:
        publish(translate(article, language, at=at), at=at + timedelta(hours=1))
    return article


def follow(code: str, steps: int = 1) -> str:
    """Return the language that many steps after this one, in their circle."""
    return CODES[(CODES.index(code) + steps) % len(CODES)]


def create_halves() -> dict[str, Article]:
    """Publish, by language, a piece in it and in the next one, where it is withdrawn two days later; in no other."""
    halves = {}
    for code in CODES:
        halves[code] = create_piece(languages=(code, follow(code)))
        withdrawn, at = find_version(halves[code], follow(code)), LONG_AGO + timedelta(days=2)
        workflow.apply(withdrawn, Act.WITHDRAW, by=find_chief(), at=at, reason="Gone.")
    return halves


def find_ends(halves: dict[str, Article], code: str) -> tuple[str, str, str]:
    """Return where a language has none of what is asked for: never had it, has withdrawn it, has nothing to face it."""
    absent, withdrawn = halves[follow(code)], halves[follow(code, -1)]
    facing = addresses.facing(code, halves[code].pk, f"title-{code}-first", follow(code))
    return f"/{code}/{absent.pk}/", f"/{code}/{withdrawn.pk}/", facing


def credit(person: Author, article: Article, language: str = "", *, role: str = "author", alias: str = "") -> Credit:
    """Credit a person on the piece, or on one language of it."""
    place = {"version": find_version(article, language)} if language else {"article": article}
    return Credit.objects.create(author=person, role=role, credited_as=alias, **place)


def rewrite(article: Article, language: str = "", *, word: str, at: datetime) -> LanguageVersion:
    """Save another text over that of a version, with the same notes; readers see nothing of it."""
    version = find_version(article, language)
    written = make_texts(version.language, word=word, body=BODY.format(f"{version.language} {word}"))
    return write_text(version, texts=written, notes=make_notes(version.language, "a1", "b2"), at=at)


def revise(
    article: Article, language: str = "", *, word: str, at: datetime, significance: str = "typo"
) -> LanguageVersion:
    """Publish another text of a version, with the same notes."""
    return publish(rewrite(article, language, word=word, at=at), significance=significance, at=at)


def translate(article: Article, language: str, *, source: str = "", at: datetime = LONG_AGO) -> LanguageVersion:
    """Write a complete translation, not published."""
    version = create_version(article, language, source=find_version(article, source), at=at)
    written = make_texts(language, body=BODY.format(language))
    return write_text(version, texts=written, notes=make_notes(language, "a1", "b2"), at=at)
