"""A language version as a Word file: its working text, or one of its revisions, for whoever may see the version."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime

from django.core.exceptions import SuspiciousOperation
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.desk import access
from articles.images import IMPORTED_BYTES, rendition_names, shown_images
from articles.manuscripts.word_pictures import WIDEST
from articles.manuscripts.writing import MEDIA_TYPE, Picture, write_word
from articles.models import Image, LanguageVersion
from articles.press.article.references import load_references
from articles.revisions import Content, content_of, working_content
from journal.text.slugs import slugify

_LARGEST_NUMBER = 2**31 - 1


@require_safe
def download_word(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the working text of a version as a .docx file. Http404 for one the person may not see. About eight queries,
    whatever is in it, besides the files of its pictures."""
    version = access.load_version(request.user, pk)
    return _send(version, working_content(version), at=timezone.now())


@require_safe
def download_revision(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Send one revision of a version as a .docx file; otherwise as `download_word`."""
    version = access.load_version(request.user, pk)
    revision = version.revisions.filter(number=number).first() if number <= _LARGEST_NUMBER else None
    if revision is None:
        raise Http404(_("There is no such text, or it is not yours to see."))
    return _send(version, content_of(revision), at=revision.made_at, number=number)


def name_file(content: Content, version: LanguageVersion, number: int = 0) -> str:
    """Return what the file is called: `letters-in-transit-en.docx`, of a revision `letters-in-transit-en-r3.docx`.

    ASCII letters, digits and hyphens only, whatever the slug is; free.
    """
    word = slugify(content.slug, version.language) or f"article-{version.article_id}"
    parts = [word, re.sub(r"[^A-Za-z0-9-]", "", version.language), *([f"r{number}"] if number else [])]
    return f"{'-'.join(parts)}.docx"


def _send(version: LanguageVersion, content: Content, *, at: datetime, number: int = 0) -> HttpResponse:
    references = load_references(version.article_id, version.pk, version.language, at=at)
    data = write_word(
        content,
        language=version.language,
        at=at,
        find_picture=_find_pictures(shown_images(content.body)),
        authors=[credited.name.text for credited in references.authors if credited.name.text],
    )
    name = name_file(content, version, number)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(data, content_type=MEDIA_TYPE, headers=headers)


def _find_pictures(numbers: Iterable[int]) -> Callable[[int], Picture | None]:
    """Return what finds the pictures with these ids. One query at most; files are read when asked for."""
    numbers = list(numbers)
    rows = Image.objects.only("file", "width", "widths", "credit").filter(pk__in=numbers) if numbers else ()
    images = {row.pk: row for row in rows}

    def find(number: int) -> Picture | None:
        image = images.get(number)
        return Picture(_read(_choose_file(image)), image.credit) if image else None

    return find


def _choose_file(image: Image) -> str:
    """Return the widest copy a Word file has use for, or the file itself."""
    file_name = image.file.name or ""
    copies = rendition_names(file_name, image.widths, image.width)["plain"]
    return next((name for name, width in reversed(copies) if width <= WIDEST), file_name)


def _read(name: str) -> bytes | None:
    """Return the bytes of a file, None if it is missing or larger than any picture may be."""
    try:
        with default_storage.open(name) as file:
            data: bytes = file.read(IMPORTED_BYTES + 1)
    except (OSError, ValueError, SuspiciousOperation):
        return None
    return data if len(data) <= IMPORTED_BYTES else None
