"""Problems of the footnotes of a text: parity with the source, orphans, unfinished ones."""

from collections.abc import Collection
from dataclasses import replace
from hashlib import sha256

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.models import Footnote, LanguageVersion, Revision
from articles.problems.fault import Fault, Place
from journal.columns import columns, read
from journal.text.footnotes import Note, Problem, cited_keys, find_problems

MESSAGES = {
    "no-note": _("Footnote {key} is cited, but has no text."),
    "not-cited": _("Footnote {key} has a text, but is not cited."),
    "unfinished": _("Footnote {key} looks unfinished."),
    "lacks": _("The source cites footnote {key}, this text does not."),
    "extra": _("This text cites footnote {key}, the source does not."),
    "malformed": _("A footnote marker has a key that cannot be used: {key}."),
}


def find_note_faults(
    version: LanguageVersion, body: str, source: Revision | None, waived: Collection[str]
) -> list[Fault]:
    """Return the problems of the notes a body cites. Parity is judged against `source`. One query."""
    rows = Footnote.objects.filter(article_id=version.article_id).only(
        "key", "kind", "added_in", *columns(["text"], version.language)
    )
    notes = {row.key: Note(row.key, read(row, "text", version.language), row.kind) for row in rows}
    own = {row.key for row in rows if row.added_in == version.language}
    source_keys = None
    if source is not None:
        elsewhere = {key for key, note in source.notes.items() if note["kind"] in ("translator", "editor")}
        source_keys = [key for key in cited_keys(source.body) if key not in elsewhere - set(cited_keys(body))]
    faults = []
    for problem in find_problems(body, notes, source_keys=source_keys, language=version.language):
        if problem.code == "extra" and problem.key in own:
            continue
        words = _find_words(problem, notes, source)
        fault = Fault(
            problem.id,
            format_lazy(MESSAGES[problem.code], key=problem.key),
            waivable=True,
            kind="notes",
            about=sha256(words.encode()).hexdigest()[:8] if words else "",
            place=Place("body" if problem.code in ("lacks", "malformed") else f"note:{problem.key}"),
        )
        # One that names no words is from before waivers did, or from a journal brought in
        faults.append(replace(fault, waived=not {fault.waiver, fault.id}.isdisjoint(waived)))
    return faults


def _find_words(problem: Problem, notes: dict[str, Note], source: Revision | None) -> str:
    """Return the note that a problem was found in: of what the text lacks, the source's. "" where there is none."""
    if problem.code == "lacks":
        return source.notes.get(problem.key, {}).get("html", "") if source else ""
    return notes[problem.key].html if problem.key in notes else ""
