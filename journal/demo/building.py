"""Builds the demo journal through the doors its own people would use, so that it cannot drift from the code."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from articles import images, workflow
from articles.choices import Act, CreditRole, Significance
from articles.models import Credit, Image, LanguageVersion, Topic
from authors.models import Author
from journal.columns import column
from journal.demo.drawing import draw_opening
from journal.demo.people import create_accounts
from journal.demo.reading import DemoPiece, read_people, read_pieces, read_topics
from journal.models import User

WORKER = {"en": "emma", "de": "jonas", "ru": "vera"}
PICTURE_CREDIT = "Enface"
REVIEWER = {"en": "jonas", "de": "emma", "ru": "emma", "hy": "anahit"}


def build_demo(*, at: datetime, say: Callable[[str], None] = lambda line: None) -> None:
    """Fill an empty journal: accounts, persons, topics and the pieces, published at `at`. All or nothing."""
    with transaction.atomic():
        office = create_accounts()
        people = {person["id"]: _create_author(person) for person in read_people()}
        topics = {topic["id"]: _create_topic(topic) for topic in read_topics()}
        for piece in read_pieces():
            say(piece.working_title)
            _publish_piece(piece, office, people, topics, at=at)


def _publish_piece(
    piece: DemoPiece, office: dict[str, User], people: dict[str, Author], topics: dict[str, Topic], *, at: datetime
) -> None:
    chief = office["anahit"]
    clock = at - timedelta(days=9)
    original = workflow.begin(language=piece.original, working_title=piece.working_title, by=chief, at=clock)
    article = original.article
    article.topics.set([topics[key] for key in piece.topics])
    for position, key in enumerate(piece.authors):
        Credit.objects.create(article=article, author=people[key], role=CreditRole.AUTHOR, position=position)
    drawing = images.take_image(
        draw_opening(), name="facing-pages.png", by=chief, at=clock, credit=PICTURE_CREDIT, licence="CC0 1.0"
    )
    original = _write(original, piece, drawing, by=chief, at=clock, lead_image=drawing.pk)
    original = workflow.apply(original, Act.RELEASE, by=chief, at=clock + timedelta(days=1))
    versions = [original]
    for language in sorted(set(piece.texts) - {piece.original}):
        translator = office[WORKER[language]]
        reviewer = office[REVIEWER[language]]
        version = workflow.plan(
            article,
            language,
            by=chief,
            at=clock + timedelta(days=1),
            assignee=translator,
            reviewer=reviewer,
            due_on=(clock + timedelta(days=7)).date(),
        )
        for position, (role, key) in enumerate(piece.credits.get(language, {}).items()):
            Credit.objects.create(version=version, author=people[key], role=CreditRole(role), position=position)
        version = _write(version, piece, drawing, by=translator, at=clock + timedelta(days=4))
        number = version.based_on.number if version.based_on else None
        version = workflow.apply(
            version, Act.SUBMIT, by=translator, at=clock + timedelta(days=6), source_revision=number
        )
        versions.append(workflow.apply(version, Act.APPROVE, by=reviewer, at=clock + timedelta(days=8)))
    workflow.apply_all(versions, Act.PUBLISH, by=chief, at=at, significance=Significance.SUBSTANTIVE)


def _write(
    version: LanguageVersion, piece: DemoPiece, drawing: Image, *, by: User, at: datetime, **given: Any
) -> LanguageVersion:
    text = piece.texts[version.language]
    known = set(version.article.footnotes.values_list("key", flat=True))
    notes = {key: note if key not in known else {"html": note["html"]} for key, note in text.notes.items()}
    return workflow.apply(
        version,
        Act.SAVE,
        by=by,
        at=at,
        edit_number=version.edit_number,
        texts=text.fields(),
        notes=notes,
        images={drawing.pk: text.picture},
        **given,
    )


def _create_author(person: dict[str, Any]) -> Author:
    author = Author(slug=person["slug"], given_name=person["given_name"], family_name=person["family_name"])
    _store(author, {name: person.get(name, {}) for name in ("name", "bio", "affiliation")})
    return author


def _create_topic(topic: dict[str, Any]) -> Topic:
    row = Topic(slug=topic["slug"])
    _store(row, {"name": topic["name"]})
    return row


def _store(row: Author | Topic, words: dict[str, dict[str, str]]) -> None:
    for field, by_language in words.items():
        for language, text in by_language.items():
            setattr(row, column(field, language), text)
    row.save()
