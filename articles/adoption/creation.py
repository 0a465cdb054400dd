"""From pieces to rows, in bulk. Called by `articles.workflow.adopt` only, inside its transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from articles import rights
from articles.adoption.lead_images import Leads, find_lead_images
from articles.adoption.pieces import CLEANERS, Piece, PieceCredit, PieceRevision, PieceVersion
from articles.choices import Act
from articles.full_text.index import store_revisions
from articles.models import Article, Credit, Footnote, LanguageVersion, LogEntry, Publication, Revision, Waiver
from articles.searching import store_words
from journal.columns import column
from journal.models import PressStamp
from journal.text.sanitize import clean_line
from journal.text.slugs import clean_slug, slugify

BATCH = 100
"""Rows with long texts in one INSERT."""

Versions = Mapping[tuple[int, str], LanguageVersion]
"""By article and language."""
Revisions = Mapping[tuple[int, str, int], Revision]
"""By article, language and number."""


def create(pieces: Sequence[Piece], *, by: rights.Person, at: datetime, comment: str) -> list[Article]:
    """Make the rows of the pieces and return their articles. Texts are cleaned on the way.

    Every version without an entry in the log gets one, the act of import by `by` at `at`. ValueError for a text over
    the caps, IntegrityError for a primary key that is taken or one that does not exist. Some twenty queries for any
    number of pieces, a few more for each level of relay, and for each hundred published revisions.
    """
    articles = [_article(piece) for piece in pieces]
    Article.objects.bulk_create(articles, batch_size=BATCH)
    through = Article.topics.through
    through._base_manager.bulk_create(
        through(article_id=piece.id, topic_id=topic) for piece in pieces for topic in piece.topics
    )
    Footnote.objects.bulk_create(_notes(pieces), batch_size=BATCH)
    versions, revisions = _create_versions(pieces)
    store_words(*versions.values())
    publications = Publication.objects.bulk_create(_publications(pieces, versions, revisions))
    store_revisions(row.revision_id for row in publications if row.revision_id is not None)
    Credit.objects.bulk_create(_credits(pieces, versions))
    Waiver.objects.bulk_create(_waivers(pieces, versions))
    LogEntry.objects.bulk_create(_log(pieces, versions, by=by, at=at, comment=comment))
    PressStamp.bump()
    return articles


def _article(piece: Piece) -> Article:
    texts = {column(name, code): text for code, fields in piece.texts.items() for name, text in fields.items()}
    return Article(
        id=piece.id,
        original_language=piece.original_language,
        working_title=piece.working_title,
        shelved=piece.shelved,
        lead_image_id=piece.lead_image,
        licence=piece.licence,
        first_published_in=clean_line(piece.first_published_in),
        first_published_url=piece.first_published_url,
        first_published_on=piece.first_published_on,
        **texts,
    )


def _notes(pieces: Iterable[Piece]) -> list[Footnote]:
    return [
        Footnote(
            article_id=piece.id,
            key=note.key,
            kind=note.kind,
            added_in=note.added_in,
            **{column("text", code): html for code, html in note.text.items()},
        )
        for piece in pieces
        for note in piece.notes
    ]


def _create_versions(pieces: Sequence[Piece]) -> tuple[Versions, Revisions]:
    """Make versions and revisions level by level, sources first: a translation refers to a revision of its source."""
    people, leads = _accounts(pieces), find_lead_images(pieces)
    versions: dict[tuple[int, str], LanguageVersion] = {}
    revisions: dict[tuple[int, str, int], Revision] = {}
    waiting = [(piece, version) for piece in pieces for version in piece.versions]
    while waiting:
        level = [
            (piece, version)
            for piece, version in waiting
            if version.translated_from is None or (piece.id, version.translated_from) in versions
        ]
        if not level:
            raise ValueError("The versions do not form a tree.")
        made = [_version(piece, version, versions, revisions, people) for piece, version in level]
        LanguageVersion.objects.bulk_create(made, batch_size=BATCH)
        snapshots = [
            _revision(piece, version, row, revision, revisions, leads)
            for (piece, version), row in zip(level, made, strict=True)
            for revision in version.revisions
        ]
        Revision.objects.bulk_create(snapshots, batch_size=BATCH)
        versions |= {(row.article_id, row.language): row for row in made}
        revisions |= {(row.version.article_id, row.version.language, row.number): row for row in snapshots}
        waiting = [(piece, version) for piece, version in waiting if (piece.id, version.language) not in versions]
    return versions, revisions


def _accounts(pieces: Iterable[Piece]) -> dict[str, int]:
    names = {name for piece in pieces for row in piece.versions for name in (row.assignee, row.reviewer) if name}
    return dict(rights.User.objects.filter(username__in=names).values_list("username", "pk")) if names else {}


def _version(
    piece: Piece,
    version: PieceVersion,
    versions: Versions,
    revisions: Revisions,
    people: Mapping[str, int],
) -> LanguageVersion:
    shown = [row.at for row in version.publications if row.cancelled_at is None and row.revision is not None]
    return LanguageVersion(
        article_id=piece.id,
        language=version.language,
        stage=version.stage,
        assignee_id=people.get(version.assignee),
        reviewer_id=people.get(version.reviewer),
        due_on=version.due_on,
        instruction=version.instruction,
        working_slug=clean_slug(version.working_slug),
        translated_from=versions[piece.id, version.translated_from] if version.translated_from else None,
        based_on=revisions[piece.id, *version.based_on] if version.based_on else None,
        origin=version.origin,
        edit_number=version.edit_number,
        first_published_at=min(shown, default=None),
    )


def _revision(
    piece: Piece,
    version: PieceVersion,
    row: LanguageVersion,
    revision: PieceRevision,
    revisions: Revisions,
    leads: Leads,
) -> Revision:
    title = CLEANERS["title"](revision.title)
    return Revision(
        version=row,
        number=revision.number,
        title=title,
        **{name: CLEANERS[name](getattr(revision, name)) for name in ("subtitle", "standfirst", "body")},
        notes={
            key: {"kind": note["kind"], "added_in": note["added_in"], "html": CLEANERS["note"](note["html"])}
            for key, note in revision.notes.items()
        },
        images={
            number: {"alt": CLEANERS["alt"](image["alt"]), "caption": CLEANERS["caption"](image["caption"])}
            for number, image in revision.images.items()
        },
        lead_image_id=leads[piece.id, version.language, revision.number],
        slug=clean_slug(revision.slug) or slugify(title, version.language) or "untitled",
        origin=revision.origin,
        significance=revision.significance,
        released_at=revision.released_at,
        based_on=revisions[piece.id, *revision.based_on] if revision.based_on else None,
        made_by_name=revision.made_by_name,
        made_at=revision.made_at,
        comment=revision.comment,
    )


def _publications(pieces: Iterable[Piece], versions: Versions, revisions: Revisions) -> list[Publication]:
    made = []
    for piece in pieces:
        for version in piece.versions:
            for row in version.publications:
                fields = asdict(row)
                number = fields.pop("revision")
                fields["revision"] = None if number is None else revisions[piece.id, version.language, number]
                made.append(Publication(version=versions[piece.id, version.language], **fields))
    return made


def _credits(pieces: Iterable[Piece], versions: Versions) -> list[Credit]:
    made = []
    for piece in pieces:
        made += [Credit(article_id=piece.id, **_credit(row)) for row in piece.credits]
        for version in piece.versions:
            made += [Credit(version=versions[piece.id, version.language], **_credit(row)) for row in version.credits]
    return made


def _credit(row: PieceCredit) -> dict[str, Any]:
    return {"author_id": row.person, "role": row.role, "position": row.position, "credited_as": row.credited_as}


def _waivers(pieces: Iterable[Piece], versions: Versions) -> list[Waiver]:
    return [
        Waiver(version=versions[piece.id, version.language], **asdict(row))
        for piece in pieces
        for version in piece.versions
        for row in version.waivers
    ]


def _log(
    pieces: Iterable[Piece], versions: Versions, *, by: rights.Person, at: datetime, comment: str
) -> list[LogEntry]:
    made = []
    for piece in pieces:
        for row in piece.log:
            fields = asdict(row)
            version = None if fields.pop("dropped") else versions[piece.id, row.language]
            made.append(LogEntry(article_id=piece.id, version=version, **fields))
        logged = {row.language for row in piece.log if not row.dropped}
        made += [
            LogEntry(
                article_id=piece.id,
                version=versions[piece.id, version.language],
                language=version.language,
                act=Act.ADOPT,
                to_stage=version.stage,
                by=by if isinstance(by, rights.User) else None,
                by_name=rights.actor_name(by),
                at=at,
                comment=comment,
            )
            for version in piece.versions
            if version.language not in logged
        ]
    return made
