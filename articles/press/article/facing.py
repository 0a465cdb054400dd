"""Two languages of one piece side by side, paragraph facing paragraph."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from articles.images import shown_images
from articles.press import addresses
from articles.press.article.absence import explain_absence
from articles.press.article.facing_rows import FacingRow, NoteText, Passage, face_notes, face_texts
from articles.press.article.loading import load_article
from articles.press.article.page import ArticlePage
from articles.press.errors import error_page
from articles.press.language import in_language
from articles.press.public import PublicVersion
from articles.press.rendering import resolve
from articles.press.stamp import find_moment
from journal.languages import language as language_row

Figure = Callable[[int], SafeString]


@dataclass(frozen=True)
class Cell:
    """What stands on one side of a row."""

    language: str
    anchor: str
    html: SafeString
    number: int = 0
    """Of a note, its number on this side; 0 where this side has none."""


@dataclass(frozen=True)
class ShownRow:
    number: int
    level: int
    """2 or 3 for a heading: each cell then holds its words, and the row is the heading."""
    cells: tuple[Cell, Cell]


@dataclass(frozen=True)
class FacingPage:
    """What the template of the facing reading asks for. `sides` are the two pages, left and right."""

    left: ArticlePage
    right: ArticlePage

    @property
    def sides(self) -> tuple[ArticlePage, ArticlePage]:
        return self.left, self.right

    @property
    def path(self) -> str:
        return facing_path(self.left.version, self.right.version.language)

    @property
    def swapped(self) -> str:
        """The address of the same two texts with the sides changed."""
        return facing_path(self.right.version, self.left.version.language)

    @property
    def others(self) -> list[tuple[PublicVersion, str]]:
        """The versions that could stand on the right instead, each with the address where they do."""
        shown = self.right.version.language
        return [(version, path) for version, path in self.left.facing if version.language != shown]

    @property
    def prefix(self) -> str:
        return f"{self.right.version.language}-"

    @cached_property
    def lead(self) -> tuple[SafeString, SafeString]:
        """The lead image on the left, and on the right what that language writes under it."""
        right = self.right.lead_image_id
        return self.left.lead_image, self._show_right(right) if right else SafeString("")

    @cached_property
    def rows(self) -> list[ShownRow]:
        """The text, each image once."""
        return [self._show(row) for row in face_texts(self.left.kept_body, self.right.kept_body, self.prefix)]

    @cached_property
    def notes(self) -> list[tuple[Cell, Cell]]:
        """The notes of both sides by their keys."""
        facing = face_notes(self.left.kept_notes, self.right.kept_notes, self.prefix)
        return [(_show_note(self.left, each.left), _show_note(self.right, each.right)) for each in facing]

    def _show(self, row: FacingRow) -> ShownRow:
        left = _show_cell(self.left, row.left, self.left.make_figure, row.level)
        right = _show_cell(self.right, row.right, self._show_right, row.level)
        return ShownRow(row.number, row.level, (left, right))

    def _show_right(self, number: int) -> SafeString:
        """Return what the right side shows of an image: its caption, where the image itself stands on the left."""
        if number not in (*shown_images(self.left.kept_body), self.left.lead_image_id):
            return self.right.make_figure(number)
        caption = self.right.images.get(str(number), {}).get("caption", "")
        words = format_html_join(mark_safe("<br>"), "{}", ((line,) for line in caption.splitlines()))
        return format_html('<p class="facing-caption">{}</p>', words) if words else words


@in_language
def show_facing(request: HttpRequest, language: str, article_id: int, slug: str, other: str) -> HttpResponse:
    """`/{lang}/{id}/{slug}/facing/{other}/`. Two queries for each side."""
    at = find_moment(request)
    left = load_article(article_id, language, at=at)
    if left is None:
        return explain_absence(request, language, article_id, at=at)
    if other == language:
        return HttpResponsePermanentRedirect(left.version.path)
    if all(version.language != other for version in left.versions):
        return _explain_missing_side(request, left, other)
    if slug != left.version.slug:
        return HttpResponsePermanentRedirect(facing_path(left.version, other))
    right = load_article(article_id, other, at=at)
    if right is None:  # withdrawn between the two queries
        return _explain_missing_side(request, left, other)
    return render(request, "press/facing.html", {"language": language, "page": FacingPage(left, right)})


def facing_path(version: PublicVersion, other: str) -> str:
    """Return the address of a version with another language beside it."""
    return addresses.facing(version.language, version.article_id, version.slug, other)


def _explain_missing_side(request: HttpRequest, left: ArticlePage, other: str) -> HttpResponse:
    """404 in the language of the left side: what there is to read instead."""
    shown = {"version": left.version, "missing": language_row(other), "beside": left.facing}
    return error_page(request, 404, "press/facing_missing.html", **shown)


def _show_cell(page: ArticlePage, passages: tuple[Passage, ...], figure: Figure, level: int) -> Cell:
    language, links = page.version.language, page.references.links
    if level:
        (heading,) = passages
        return Cell(heading.language or language, heading.anchor, _safe(resolve(heading.content, links, figure)))
    html = "".join(resolve(passage.block.html, links, figure) for passage in passages)
    return Cell(language, "", _safe(html))


def _show_note(page: ArticlePage, note: NoteText | None) -> Cell:
    if note is None:
        return Cell(page.version.language, "", SafeString(""))
    html = _safe(resolve(note.html, page.references.links))
    return Cell(page.version.language, note.anchor, html, note.number)


def _safe(html: str) -> SafeString:
    # cleaned when it was saved, escaped when it was rendered
    return mark_safe(html)  # noqa: S308
