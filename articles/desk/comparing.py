"""Two states of one text compared for reading: with everything that is gone, and what has changed by itself."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from articles import revisions
from articles.desk.source import Passage, SourceText, render_source
from articles.models import LanguageVersion, Revision
from journal.text.footnotes import number_notes

WORKING = "working"
"""What the working text is called where a revision has a number."""

_INNER_LINK = re.compile(r'<a href="#[^"]*">(.*?)</a>')


@dataclass(frozen=True)
class Change:
    """One passage that differs, with what it is; "" for a passage of the text itself."""

    name: str
    passage: Passage


def make_working(version: LanguageVersion) -> Revision:
    """Return the working text as a revision that is not stored: its number is 0. Three queries."""
    return Revision(
        version=version, number=0, based_on_id=version.based_on_id, **asdict(revisions.working_content(version))
    )


def compare_texts(newer: Revision, older: Revision) -> SourceText:
    """Return `newer` for reading, each passage marked by how it differs from `older`; what `newer` has no more stands
    there as removed. Some milliseconds for a long piece; two queries if images are shown."""
    if newer is older:
        return render_source(newer, None)
    text, before = render_source(newer, older), render_source(older, None)
    lines = {name: _bring_back(passage, before.lines[name]) for name, passage in text.lines.items()}
    notes = {**text.notes, **_bring_back_missing(text.notes, before.notes)}
    images = {
        number: {name: _bring_back(passage, _find(before, number, name)) for name, passage in words.items()}
        for number, words in text.images.items()
    }
    for number, words in before.images.items():
        images.setdefault(number, _bring_back_missing({}, words))
    return replace(text, lines=lines, notes=notes, images=images)


def list_changes(text: SourceText) -> list[Change]:
    """Return what differs, in the order of the page, each passage without links into the page. Free."""
    names = {"title": _("Title"), "subtitle": _("Subtitle"), "standfirst": _("Standfirst")}
    changes = [Change(names[name], passage) for name, passage in text.lines.items()]
    changes += [Change("", passage) for passage in text.body]
    for number, words in text.images.items():
        named = {"alt": _("Image %(number)s, alternative text"), "caption": _("Image %(number)s, caption")}
        changes += [Change(named[name] % {"number": number}, passage) for name, passage in words.items()]
    numbers = (number_notes(text.base.body) if text.base else {}) | number_notes(text.revision.body)
    for key, passage in text.notes.items():
        changes.append(Change(_("Footnote %(number)s") % {"number": numbers.get(key, key)}, passage))
    return [replace(each, passage=_unlink(each.passage)) for each in changes if each.passage.state != "same"]


def _find(text: SourceText, number: str, name: str) -> Passage | None:
    return text.images.get(number, {}).get(name)


def _bring_back(passage: Passage, before: Passage | None) -> Passage:
    return replace(passage, html=before.html) if passage.state == "removed" and before else passage


def _bring_back_missing(now: Mapping[str, Passage], before: Mapping[str, Passage]) -> dict[str, Passage]:
    gone = ((name, passage) for name, passage in before.items() if name not in now and passage.html)
    return {name: Passage("removed", passage.html) for name, passage in gone}


def _unlink(passage: Passage) -> Passage:
    html = mark_safe(_INNER_LINK.sub(r"\1", passage.html))  # noqa: S308  tags only go
    return replace(passage, html=html)
