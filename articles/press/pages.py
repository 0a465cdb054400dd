"""The pages of the journal about itself, each in the languages it is written in: about, imprint, privacy and so on.

A page not written in a language is there all the same, and says where it can be read: the foot of every page leads to
it (docs/decisions/0015-pages-not-written.md).
"""

import re
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from articles.images import shown_images
from articles.models import Image
from articles.press import addresses
from articles.press.article.references import load_links
from articles.press.language import in_language
from articles.press.metadata import describe_journal
from articles.press.pictures import make_picture
from articles.press.rendering import linked_articles, resolve
from articles.press.stamp import find_moment
from journal.columns import column
from journal.languages import CODES
from journal.models import Page

_NOTE = re.compile(r'<sup\b[^>]*\bdata-note="[^"]*"[^>]*></sup>')


@in_language
def show_page(request: HttpRequest, language: str, key: str) -> HttpResponse:
    """`/{lang}/{key}/`: the page in that language, else the languages it can be read in. One query; one more where the
    text links to pieces, one more where it shows images."""
    at = find_moment(request)
    title, body, written = load_page(key, language)
    context = {
        "language": language,
        "page_key": key,
        "title": title or Page.Key(key).label,
        "body": resolve_body(body, language, at=at),
        "is_written": language in written,
        "alternates": [(code, addresses.page(code, key)) for code in written],
        "structured": describe_journal(language) if key == Page.Key.ABOUT else "",
    }
    return render(request, "press/page.html", context)


def load_page(key: str, language: str) -> tuple[str, str, list[str]]:
    """Return title and text of a page in one language, "" where there are none, and the languages it is written in.

    The text is clean HTML of the profile "body" with its references unresolved. One query; other languages' texts are
    not loaded.
    """
    wanted = (column("title", language), column("body", language))
    row = _with_languages().filter(key=key).values(*wanted, *_WRITTEN).first()
    if row is None:
        return "", "", []
    return row[wanted[0]], row[wanted[1]], _written(row)


def list_written() -> dict[str, list[str]]:
    """Return the languages each page is written in, by its key; what is written in none is absent. One query."""
    rows = {row["key"]: _written(row) for row in _with_languages().values("key", *_WRITTEN)}
    return {key: rows[key] for key in Page.Key.values if rows.get(key)}


def resolve_body(body: str, language: str, *, at: datetime) -> SafeString:
    """Put addresses of pieces and pictures into the text of a page, and leave out markers of notes: a page has none.

    `body` is clean HTML as stored. A query each if there are links to pieces, and images.
    """
    linked, shown = linked_articles(body), shown_images(body)
    links = load_links(linked, language, at=at) if linked else {}
    figures = _draw_figures(shown, language) if shown else {}
    resolved = resolve(_NOTE.sub("", body), links, lambda number: figures.get(number, ""))
    return mark_safe(resolved)  # noqa: S308  cleaned when it was saved


_WRITTEN = {f"is_written_{code}": Q(**{f"{column('body', code)}__gt": ""}) for code in CODES}


def _with_languages() -> Any:
    """Return the pages with a yes or no for each language, so that no text is loaded to know it."""
    return Page.objects.rewrite(False).annotate(**_WRITTEN)


def _written(row: dict[str, object]) -> list[str]:
    return [code for code in CODES if row[f"is_written_{code}"]]


def _draw_figures(numbers: list[int], language: str) -> dict[int, str]:
    """Return the figures of images by their numbers, with what is said of them in the language. One query."""
    alt, caption = column("alt", language), column("caption", language)
    images = Image.objects.filter(pk__in=numbers)
    rows = images.values_list("pk", "file", "widths", "width", "height", "credit", "licence", alt, caption)
    return {
        pk: render_to_string(
            "press/_figure.html",
            {"picture": make_picture(file, width, height, widths, credit, licence), "alt": said, "caption": below},
        )
        for pk, file, widths, width, height, credit, licence, said, below in rows
    }
