"""Snapshots of a language version: take one, compare two, bring one back as working text."""

import re
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from articles import rights
from articles.choices import NOTES_OF_ONE_LANGUAGE, NoteKind, Significance
from articles.models import Article, Footnote, Image, LanguageVersion, Revision
from articles.models.article import TEXT_FIELDS
from journal.columns import columns, read
from journal.models import User
from journal.text.footnotes import cited_keys
from journal.text.slugs import slugify

_SHOWN_IMAGE = re.compile(r'<figure data-image="([0-9]{1,18})"')


@dataclass(frozen=True)
class Content:
    """Everything of one language version that readers may see, as a revision keeps it."""

    title: str = ""
    subtitle: str = ""
    standfirst: str = ""
    body: str = ""
    slug: str = ""
    origin: str = ""
    notes: dict[str, dict[str, str]] = field(default_factory=dict)
    images: dict[str, dict[str, str]] = field(default_factory=dict)
    lead_image_id: int | None = None


def working_content(version: LanguageVersion) -> Content:
    """Return the working text of the version as a revision would keep it: the notes its body cites, the captions of
    the pictures it shows. Three queries; only this language's columns are loaded."""
    language = version.language
    article = Article.objects.only("lead_image_id", *columns(TEXT_FIELDS, language)).get(pk=version.article_id)
    texts = {name: read(article, name, language) for name in TEXT_FIELDS}
    cited = set(cited_keys(texts["body"]))
    notes = {
        note.key: {"kind": note.kind, "added_in": note.added_in, "html": read(note, "text", language)}
        for note in Footnote.objects.filter(article_id=version.article_id, key__in=cited)
        .only("key", "kind", "added_in", *columns(["text"], language))
        .order_by("pk")
    }
    shown = {int(number) for number in _SHOWN_IMAGE.findall(texts["body"])}
    if article.lead_image_id:
        shown.add(article.lead_image_id)
    images = {
        str(image.pk): {"alt": read(image, "alt", language), "caption": read(image, "caption", language)}
        for image in (Image.objects.only(*columns(["alt", "caption"], language)).filter(pk__in=shown) if shown else ())
    }
    slug = version.working_slug or slugify(texts["title"], language) or "untitled"
    lead = article.lead_image_id
    return Content(**texts, slug=slug, origin=version.origin, notes=notes, images=images, lead_image_id=lead)


def content_of(revision: Revision) -> Content:
    """Return the content a revision keeps. Free."""
    return Content(**{name: getattr(revision, name) for name in Content.__dataclass_fields__})


def take(
    version: LanguageVersion,
    *,
    by: rights.Person,
    at: datetime,
    comment: str = "",
    significance: Significance | None = None,
    content: Content | None = None,
) -> Revision:
    """Freeze the working text of `version` (or `content`) as its next revision and return it.

    With a `significance` it is released for translation at `at`. Where the newest revision already says the same (text,
    base, and released if asked) that one is returned and nothing is written. Call it inside a transaction that holds
    the version's row. About five queries.
    """
    content = content or working_content(version)
    newest = version.revisions.order_by("-number").first()
    same = newest is not None and content_of(newest) == content and newest.based_on_id == version.based_on_id
    if newest is not None and same and (significance is None or newest.released_at is not None):
        return newest
    return Revision.objects.create(
        version=version,
        number=newest.number + 1 if newest else 1,
        **asdict(content),
        significance=significance or "",
        released_at=at if significance else None,
        based_on_id=version.based_on_id,
        made_by=by if isinstance(by, User) else None,
        made_by_name=rights.actor_name(by),
        made_at=at,
        comment=comment,
    )


def restorable_texts(revision: Revision) -> dict[str, Any]:
    """Return what `workflow.apply(version, Act.SAVE, ...)` needs to make a revision the working text again: `texts`
    (field to text, slug included), `notes` (key to kind and HTML), `images` (number to alt and caption) and `origin`.

    The lead image belongs to the article and stays; what a revision says of a former one is left out. A note that is
    gone from the article comes back to a translation as the translator's own, which it may add. Two or three queries.
    """
    version = revision.version
    lead = Article.objects.filter(pk=version.article_id).values_list("lead_image_id", flat=True).get()
    shown = {*_SHOWN_IMAGE.findall(revision.body), str(lead)}
    there = {*Footnote.objects.filter(article_id=version.article_id).values_list("key", flat=True)}
    addable = (*NOTES_OF_ONE_LANGUAGE, *(NoteKind.values if version.is_original else ()))
    return {
        "texts": {name: getattr(revision, name) for name in (*TEXT_FIELDS, "slug")},
        "notes": {
            key: {
                "kind": note["kind"] if key in there or note["kind"] in addable else NoteKind.TRANSLATOR.value,
                "html": note["html"],
            }
            for key, note in revision.notes.items()
        },
        "images": {
            int(number): {"alt": words["alt"], "caption": words["caption"]}
            for number, words in revision.images.items()
            if number in shown
        },
        "origin": revision.origin or version.origin,
    }
