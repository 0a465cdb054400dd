"""What stands between a working text and the next desk: missing fields, problems of its images and of its notes."""

from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.images import shown_images
from articles.models import Footnote, Image, LanguageVersion, Revision
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
IMAGE_PROBLEMS = {
    "missing": _("The text shows image {number}, which does not exist."),
    "alt": _("Image {number} has no alternative text."),
    "credit": _("Image {number} has no credit; it cannot be published without."),
    "licence": _("Image {number} has no licence; it cannot be published without."),
}


@dataclass(frozen=True)
class Fault:
    """One thing to mend. `id` is stable: a waiver names it. Missing fields cannot be waived."""

    id: str
    message: object
    waivable: bool
    waived: bool = False
    blocks_only_publishing: bool = False
    """Whether it is for others than the writer of the text to mend, and so blocks neither submitting nor approving."""


def find_faults(version: LanguageVersion, *, source: Revision | None, content: Content | None = None) -> list[Fault]:
    """Return every fault of the working text, waived ones included.

    Parity of notes is judged against `source`, the revision the text was made from (None for an original).
    Six queries at the most.
    """
    content = content or working_content(version)
    faults = [
        Fault(f"missing:{field}", message, waivable=False)
        for field, message in MISSING.items()
        if not getattr(content, field).strip()
    ]
    waived = set(version.waivers.values_list("problem", flat=True))
    faults += _find_image_faults(content, waived)
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


def blocking(faults: list[Fault], *, publishing: bool = False) -> list[Fault]:
    """Return those that block submitting and approving: what is not waived. `publishing`: and what blocks only that."""
    return [fault for fault in faults if not fault.waived and (publishing or not fault.blocks_only_publishing)]


def _find_image_faults(content: Content, waived: set[str]) -> list[Fault]:
    """Return the faults of the images a text shows, the lead image first. One query where it shows any."""
    in_body = shown_images(content.body)
    numbers = list(dict.fromkeys([*(int(key) for key in content.images if int(key) not in in_body), *in_body]))
    if not numbers:
        return []
    rights = {pk: (credit, licence) for pk, credit, licence in _read_rights(numbers)}
    faults = []
    for number in numbers:
        if number not in rights:
            faults.append(_image_fault(number, "missing"))
            continue
        if not content.images.get(str(number), {}).get("alt"):
            is_waived = f"image:{number}:alt" in waived
            faults.append(_image_fault(number, "alt", waivable=True, waived=is_waived))
        given = zip(("credit", "licence"), rights[number], strict=True)
        faults += [_image_fault(number, name, blocks_only_publishing=True) for name, words in given if not words]
    return faults


def _read_rights(numbers: list[int]) -> list[tuple[int, str, str]]:
    return list(Image.objects.filter(pk__in=numbers).values_list("pk", "credit", "licence"))


def _image_fault(number: int, problem: str, *, waivable: bool = False, **flags: bool) -> Fault:
    message = format_lazy(IMAGE_PROBLEMS[problem], number=number)
    return Fault(f"image:{number}:{problem}", message, waivable=waivable, **flags)
