"""Storing what a person typed into the working text of one language: its columns, its slug, its notes, its images.

Called by the SAVE act only. Writes columns of the version's own language and nothing else.
"""

import re
import secrets
from collections.abc import Collection

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.choices import NOTES_OF_ONE_LANGUAGE, NoteKind
from articles.images import shown_images
from articles.models import Article, Footnote, Image, LanguageVersion
from articles.models.article import TEXT_FIELDS
from articles.refusals import Invalid
from journal.columns import column, columns, read, write
from journal.languages import CODES
from journal.text.footnotes import cited_keys
from journal.text.sanitize import TextRefused
from journal.text.slugs import clean_slug

KEY = re.compile(r"[a-z0-9]{1,32}")
_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"


def new_key() -> str:
    """Return a fresh note key: six characters, none of them easily mistaken for another."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(6))


def store_texts(version: LanguageVersion, texts: dict[str, str]) -> list[str]:
    """Write the changed ones of `texts` (title, subtitle, standfirst, body; slug goes to `version.working_slug`).

    Returns the names of what changed. Invalid for an unknown name or a text over the caps. Two queries.
    """
    unknown = set(texts) - {*TEXT_FIELDS, "slug"}
    if unknown:
        raise Invalid(_("This is not a field of the text."), field=sorted(unknown)[0])
    language = version.language
    article = Article.objects.only(*columns(TEXT_FIELDS, language)).get(pk=version.article_id)
    before = {name: read(article, name, language) for name in TEXT_FIELDS}
    given = {name: text for name, text in texts.items() if name != "slug"}
    _write(article, given, language)
    changed = [name for name in given if read(article, name, language) != before[name]]
    if "slug" in texts:
        slug = clean_slug(texts["slug"])
        if slug != version.working_slug:
            version.working_slug = slug
            changed.append("slug")
    return changed


def store_notes(version: LanguageVersion, notes: dict[str, dict[str, str]], remove: tuple[str, ...]) -> list[str]:
    """Write the notes of one language: `{key: {"kind": …, "html": …}}`. A key that is new makes a row.

    A translation may add editor's and translator's notes only, and does not change the kind of others' notes. A note
    in `remove` goes when no text cites it and no other language has written it. Returns `note:key` for what changed.
    Invalid for a malformed key, a kind the language may not add, a note still in use. Two queries a changed note.
    """
    if not notes and not remove:
        return []
    # Held in one order: two languages saving the same notes must not wait for each other in a circle
    held = Footnote.objects.select_for_update(no_key=True).filter(article_id=version.article_id).order_by("pk")
    rows = {row.key: row for row in held}
    changed = []
    for key, note in notes.items():
        if not KEY.fullmatch(key):
            raise Invalid(_("A footnote key is made of small Latin letters and digits."), field=f"note:{key}")
        row = rows.get(key)
        kind = note.get("kind") or (row.kind if row else NoteKind.REFERENCE)
        if kind not in NoteKind.values:
            raise Invalid(_("There is no such kind of footnote."), field=f"note:{key}")
        adds = row is None or (row.added_in == version.language and kind != row.kind)
        if adds and not version.is_original and kind not in NOTES_OF_ONE_LANGUAGE:
            raise Invalid(_("A translation adds translator's or editor's notes only."), field=f"note:{key}")
        if row is None:
            row = Footnote.objects.create(article_id=version.article_id, key=key, kind=kind, added_in=version.language)
            changed.append(f"note:{key}")
        elif kind != row.kind and row.added_in == version.language:
            Footnote.objects.filter(pk=row.pk).update(kind=kind)
            changed.append(f"note:{key}")
        before = read(row, "text", version.language)
        _write(row, {"text": note.get("html", before)}, version.language, field=f"note:{key}")
        if read(row, "text", version.language) != before and f"note:{key}" not in changed:
            changed.append(f"note:{key}")
    for key in remove:
        if key in rows:
            _remove(version, rows[key])
            changed.append(f"note:{key}")
    return changed


def find_shown_images(version: LanguageVersion) -> list[int]:
    """Return the numbers of the images the working text shows: the lead image, then those of its body in order; also of
    rows there are not. One query; only this language's body is loaded."""
    names = columns(["body"], version.language)
    article = Article.objects.only("lead_image_id", *names).get(pk=version.article_id)
    lead = [article.lead_image_id] if article.lead_image_id else []
    return list(dict.fromkeys([*lead, *shown_images(read(article, "body", version.language))]))


def store_images(
    version: LanguageVersion, images: dict[int, dict[str, str]], *, before: Collection[int] = ()
) -> list[str]:
    """Write alternative texts and captions of one language: `{number: {"alt": …, "caption": …}}`; what is absent stays.

    Only of images that the text shows now, or `before` it was saved. Returns `image:number` for what changed. Invalid
    for any other image, and for a text over the caps. Two queries, and two a changed image.
    """
    if not images:
        return []
    language = version.language
    shown = {*find_shown_images(version), *before}
    # Held in one order, as notes are
    held = Image.objects.select_for_update(no_key=True).filter(pk__in=shown & set(images)).order_by("pk")
    rows = {row.pk: row for row in held}
    changed = []
    for number, words in images.items():
        row, field = rows.get(number), f"image:{number}"
        if row is None:
            raise Invalid(_("The text does not show this image."), field=field)
        if set(words) - {"alt", "caption"}:
            raise Invalid(_("This is not a field of the text."), field=field)
        before_it = {name: read(row, name, language) for name in words}
        try:
            cleaned = {name: _clean_words(name, text, language) for name, text in words.items()}
        except TextRefused as refusal:
            raise Invalid(_("This text is too long or too deeply nested to be stored."), field=field) from refusal
        if cleaned != before_it:
            write(row, cleaned, language)
            changed.append(field)
    return changed


def store_lead_image(version: LanguageVersion, number: int | None) -> list[str]:
    """Give the article of an original its lead image, or none. Returns `lead_image` if that changes anything.

    Invalid for a translation, and for an image there is not. Readers see it with the next revision, which freezes it.
    Two queries.
    """
    if not version.is_original:
        raise Invalid(_("The lead image is chosen with the original."), field="lead_image")
    if number is not None and not Image.objects.filter(pk=number).exists():
        raise Invalid(_("There is no image with this number."), field="lead_image")
    same = Q(lead_image=number) if number is not None else Q(lead_image__isnull=True)
    changed = Article.objects.filter(pk=version.article_id).exclude(same).update(lead_image=number)
    return ["lead_image"] if changed else []


def _remove(version: LanguageVersion, row: Footnote) -> None:
    bodies = (
        Article.objects.filter(pk=version.article_id)
        .values(*columns(["body"], CODES[0]), *[name for code in CODES[1:] for name in columns(["body"], code)])
        .get()
    )
    if any(row.key in cited_keys(body or "") for body in bodies.values()):
        raise Invalid(_("This footnote is still cited."), field=f"note:{row.key}")
    if any(read(row, "text", code) for code in CODES if code != version.language):
        raise Invalid(_("Another language has written this footnote."), field=f"note:{row.key}")
    row.delete()


def _clean_words(name: str, text: str, language: str) -> str:
    return Image._meta.get_field(column(name, language)).clean_text(text)  # type: ignore[union-attr, no-any-return]


def _write(obj: Article | Footnote, texts: dict[str, str], language: str, field: str = "") -> None:
    try:
        write(obj, texts, language)
    except TextRefused as refusal:
        name = field or next(iter(texts), "")
        raise Invalid(_("This text is too long or too deeply nested to be stored."), field=name) from refusal
