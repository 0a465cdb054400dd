"""The facing desk: a translation beside its source. The source is read-only; own words stand right of it."""

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from articles import freshness
from articles.desk import access
from articles.desk.looking import Faces, face
from articles.desk.page import desk_context, version_links
from articles.desk.screen import VersionScreen
from articles.desk.source import Passage, SourceText, render_source
from articles.models import LanguageVersion, Revision
from journal.text.footnotes import number_notes
from journal.text.plain import count_characters, count_words, to_text
from journal.text.sanitize import TextRefused, clean


@dataclass(frozen=True)
class NotePair:
    """A note of the source beside the row in which it is translated; no passage for a note of this text alone."""

    row: Any
    key: str
    number: int | None
    """Its number in the source, None for a note the source does not cite."""
    passage: Passage | None
    stored: str
    """The text of the source's note as it is stored, "" where it has none."""


class FacingScreen(VersionScreen):
    """The screen of a translation."""

    @cached_property
    def newest(self) -> Revision | None:
        """The newest released revision of the source; it may be newer than the one on the page."""
        source = self.version.translated_from
        return freshness.newest_released(source) if source else None

    @property
    def is_source_newer(self) -> bool:
        """Whether the source has been released again since the page was opened."""
        return bool(self.newest and self.source and self.newest.number > self.source.number)

    @cached_property
    def source_text(self) -> SourceText | None:
        return render_source(self.source, self.version.based_on) if self.source else None

    @cached_property
    def faces(self) -> Faces:
        """How the paragraphs of the source face those of the text as it stands in the form."""
        try:
            body = clean(self.text_form["body"].value() or "", "body")
        except TextRefused:
            body = ""
        return face(self.source.body, body) if self.source else []

    @property
    def faces_json(self) -> SafeString:
        """`faces` for the page's scripts."""
        return write_json(self.faces)

    @property
    def passages_json(self) -> SafeString:
        """The blocks of the source as they are stored, by their place, for the page's scripts: what is copied from."""
        passages = self.source_text.body if self.source_text else []
        return write_json({str(each.place): each.stored for each in passages if each.place is not None})

    @property
    def copy_words(self) -> str:
        """What the buttons that copy say, as JSON."""
        words = {
            "paragraph": _("Copy this paragraph"),
            "link": _("Copy the link: %s"),
            "note": _("Cite footnote %s"),
        }
        return json.dumps(words, ensure_ascii=False)

    @property
    def source_length(self) -> tuple[int, int]:
        """The words and the characters of the body of the source."""
        text = to_text(self.source.body) if self.source else ""
        return count_words(text), count_characters(text)

    @cached_property
    def pairs(self) -> list[NotePair]:
        """The rows of notes, each with the note of the source."""
        numbers = number_notes(self.source.body) if self.source else {}
        passages = self.source_text.notes if self.source_text else {}
        pairs = []
        for row in self.notes.forms:
            key = row.note.key if row.note else ""
            stored = self.source.notes.get(key, {}).get("html", "") if self.source else ""
            pairs.append(NotePair(row, key, numbers.get(key), passages.get(key), stored))
        return pairs


def show_facing(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the screen of a translation, or do what was posted from it. Some 40 queries, whatever the piece."""
    version = access.load_translation(request.user, pk)
    screen = FacingScreen(request, version, source=_find_source(request, version))
    answer = screen.answer() if request.method == "POST" else None
    if answer is not None:
        return answer
    context = desk_context(
        request,
        title=version.article.working_title,
        screen=screen,
        version=version,
        links=version_links(version),
        media=screen.media,
    )
    return render(request, "desk/facing.html", context, status=screen.status)


def write_json(value: Any) -> SafeString:
    """Return JSON to stand in a `<script type="application/json">`: no `<`, `>` or `&` in it (as `json_script`)."""
    written = json.dumps(value, ensure_ascii=False).translate({ord(each): f"\\u{ord(each):04x}" for each in "<>&"})
    return mark_safe(written)  # noqa: S308  nothing in it can end the element


def _find_source(request: HttpRequest, version: LanguageVersion) -> Revision | None:
    """Return the revision that stands on the left: the one the page was opened with, else the newest released."""
    source = version.translated_from
    if source is None:
        return None
    named = request.POST.get("source_revision", "")
    if named.isdecimal() and len(named) < 10:
        found = source.revisions.exclude(released_at=None).filter(number=int(named)).first()
        if found is not None:
            return found
    return freshness.newest_released(source)
