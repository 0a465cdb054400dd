"""What stands between a working text and the next desk: missing fields and problems of its notes."""

from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.models import Footnote, LanguageVersion, Revision
from articles.revisions import Content, working_content
from journal.columns import columns, read
from journal.text.footnotes import Note, cited_keys, find_problems

MISSING = {
    "title": _("The title is missing."),
    "standfirst": _("The standfirst is missing."),
    "body": _("The text is missing."),
}
NOTE_PROBLEMS = {
    "no-note": _("Footnote {key} is cited, but has no text."),
    "not-cited": _("Footnote {key} has a text, but is not cited."),
    "unfinished": _("Footnote {key} looks unfinished."),
    "lacks": _("The source cites footnote {key}, this text does not."),
    "extra": _("This text cites footnote {key}, the source does not."),
    "malformed": _("A footnote marker has a key that cannot be used: {key}."),
}


@dataclass(frozen=True)
class Fault:
    """One thing to mend. `id` is stable: a waiver names it. Missing fields cannot be waived."""

    id: str
    message: object
    waivable: bool
    waived: bool = False


def find_faults(version: LanguageVersion, *, source: Revision | None, content: Content | None = None) -> list[Fault]:
    """Return every fault of the working text, waived ones included.

    Parity of notes is judged against `source`, the revision the text was made from (None for an original).
    Five queries at the most.
    """
    content = content or working_content(version)
    faults = [
        Fault(f"missing:{field}", message, waivable=False)
        for field, message in MISSING.items()
        if not getattr(content, field).strip()
    ]
    waived = set(version.waivers.values_list("problem", flat=True))
    rows = Footnote.objects.filter(article_id=version.article_id).only(
        "key", "kind", "added_in", *columns(["text"], version.language)
    )
    notes = {row.key: Note(row.key, read(row, "text", version.language), row.kind) for row in rows}
    own = {row.key for row in rows if row.added_in == version.language}
    source_keys = None
    if source is not None:
        elsewhere = {key for key, note in source.notes.items() if note["kind"] in ("translator", "editor")}
        source_keys = [key for key in cited_keys(source.body) if key not in elsewhere - set(cited_keys(content.body))]
    for problem in find_problems(content.body, notes, source_keys=source_keys, language=version.language):
        if problem.code == "extra" and problem.key in own:
            continue
        message = format_lazy(NOTE_PROBLEMS[problem.code], key=problem.key)
        faults.append(Fault(problem.id, message, waivable=True, waived=problem.id in waived))
    return faults


def blocking(faults: list[Fault]) -> list[Fault]:
    """Return those that block submitting and publishing: everything not waived."""
    return [fault for fault in faults if not fault.waived]
