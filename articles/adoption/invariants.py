"""What the acts guarantee of every article, checked of a piece that did not come about by them.

Pure functions over `articles.adoption.pieces`: no query. What the form of a single value is (a known word, a key, a
moment) is for whoever reads the values; what one value means for another is judged here.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from django.utils.translation import gettext as _

from articles.adoption.pieces import Piece, PieceRevision, PieceVersion, RevisionName
from articles.choices import NOTES_OF_ONE_LANGUAGE, Stage
from articles.publication import clean_words

Fault = tuple[str, str]
"""Path of the field within the piece, such as `versions[1].based_on`, and a sentence."""

REVISED_STAGES = (Stage.IN_REVIEW, Stage.RETURNED, Stage.APPROVED, Stage.DONE)
"""Every way into these freezes a revision."""

Revisions = dict[RevisionName, PieceRevision]


def find_faults(piece: Piece) -> Iterator[Fault]:
    """Yield everything in the piece that the acts would never have brought about. Free of queries."""
    versions = {version.language: version for version in piece.versions}
    yield from _find_tree_faults(piece, versions)
    yield from _find_text_faults(piece, versions)
    yield from _find_log_faults(piece, versions)
    revisions = {
        (version.language, revision.number): revision for version in piece.versions for revision in version.revisions
    }
    for index, version in enumerate(piece.versions):
        path = f"versions[{index}]"
        yield from _find_stage_faults(path, version)
        yield from _find_revision_faults(path, version, revisions)
        yield from _find_publication_faults(path, version, revisions)
        problems = [waiver.problem for waiver in version.waivers]
        for number in _find_repeated(problems):
            yield f"{path}.waivers[{number}].problem", _("This problem is waived twice.")


def _find_tree_faults(piece: Piece, versions: dict[str, PieceVersion]) -> Iterator[Fault]:
    for index in _find_repeated([version.language for version in piece.versions]):
        yield f"versions[{index}].language", _("There is another version in this language.")
    if piece.original_language not in versions:
        yield "original_language", _("There is no version in this language.")
    for index, version in enumerate(piece.versions):
        path = f"versions[{index}].translated_from"
        if version.language == piece.original_language:
            if version.translated_from is not None:
                yield path, _("The original is not translated from anything.")
        elif version.translated_from is None:
            yield path, _("A translation must say what it is translated from.")
        elif version.translated_from not in versions:
            yield path, _("There is no version in this language.")
        elif not _reaches_original(version, versions, piece.original_language):
            yield path, _("These versions are translated from each other in a circle, and none from the original.")


def _reaches_original(version: PieceVersion, versions: dict[str, PieceVersion], original: str) -> bool:
    language: str | None = version.language
    for _step in versions:
        if language == original:
            return True
        source = versions.get(language or "")
        language = source.translated_from if source else None
    return language == original


def _find_text_faults(piece: Piece, versions: dict[str, PieceVersion]) -> Iterator[Fault]:
    """A text is written in a version, so there is none in a language that is absent or only planned."""
    written = {language for language, version in versions.items() if version.stage != Stage.PLANNED}
    nowhere = _("There is text in a language that has no version, or one that is only planned.")
    for language, texts in piece.texts.items():
        if language not in written and any(texts.values()):
            yield f"texts.{language}", nowhere
    for index in _find_repeated([note.key for note in piece.notes]):
        yield f"notes[{index}].key", _("There is another note with this key.")
    for index, note in enumerate(piece.notes):
        path = f"notes[{index}]"
        if note.added_in not in written:
            yield f"{path}.added_in", _("There is no version in this language, or it is only planned.")
        elif note.added_in != piece.original_language and note.kind not in NOTES_OF_ONE_LANGUAGE:
            yield f"{path}.kind", _("A translation adds translator's or editor's notes only.")
        for language, text in note.text.items():
            if text and language not in written:
                yield f"{path}.text.{language}", nowhere
    for index in _find_repeated(list(piece.topics)):
        yield f"topics[{index}]", _("This topic is named twice.")


def _find_log_faults(piece: Piece, versions: dict[str, PieceVersion]) -> Iterator[Fault]:
    for index, entry in enumerate(piece.log):
        if not entry.dropped and entry.language not in versions:
            yield (
                f"log[{index}].language",
                _("There is no version in this language; an entry about a plan that was given up is marked “dropped”."),
            )


def _find_stage_faults(path: str, version: PieceVersion) -> Iterator[Fault]:
    if version.stage == Stage.PLANNED:
        if version.translated_from is None:
            yield f"{path}.stage", _("An original begins as a draft; it is never only planned.")
        for name in ("based_on", "edit_number", "revisions", "publications", "waivers"):
            if getattr(version, name):
                yield f"{path}.{name}", _("Of a version that is only planned nothing has been written yet.")
        return
    if version.translated_from is not None and version.based_on is None:
        yield f"{path}.based_on", _("A translation that has been started must name the revision it is based on.")
    if version.stage in REVISED_STAGES and not version.revisions:
        yield f"{path}.revisions", _("A version at this stage has at least one revision.")
    if version.stage == Stage.DONE and all(row.cancelled_at for row in version.publications):
        yield f"{path}.publications", _("A version that is done has been published or scheduled.")


def _find_revision_faults(path: str, version: PieceVersion, revisions: Revisions) -> Iterator[Fault]:
    newest = 0
    for index, revision in enumerate(version.revisions):
        here = f"{path}.revisions[{index}]"
        if revision.number != index + 1:
            yield f"{here}.number", _("Revisions are numbered 1, 2, 3 and so on, in this order.")
        if bool(revision.significance) != (revision.released_at is not None):
            yield f"{here}.significance", _("A revision has a significance exactly if it has been released.")
        if version.translated_from is not None and revision.based_on is None:
            yield f"{here}.based_on", _("A revision of a translation must name the revision it is based on.")
        yield from _find_base_faults(f"{here}.based_on", version, revision.based_on, revisions, since=newest)
        newest = max(newest, revision.based_on[1] if revision.based_on else 0)
    yield from _find_base_faults(f"{path}.based_on", version, version.based_on, revisions, since=newest)


def _find_base_faults(
    path: str, version: PieceVersion, base: RevisionName | None, revisions: Revisions, *, since: int
) -> Iterator[Fault]:
    if base is None:
        return
    if base[0] != version.translated_from:
        yield path, _("This is not a revision of the version it is translated from.")
    elif base not in revisions:
        yield path, _("There is no such revision.")
    elif revisions[base].released_at is None:
        yield path, _("This revision has not been released for translation.")
    elif base[1] < since:
        yield path, _("An earlier revision of this version is based on a later revision of its source.")


def _find_publication_faults(path: str, version: PieceVersion, revisions: Revisions) -> Iterator[Fault]:
    for index, row in enumerate(version.publications):
        here = f"{path}.publications[{index}]"
        if row.revision is None:
            if not clean_words(row.reason):
                yield f"{here}.reason", _("A withdrawal must give a public reason.")
        else:
            shown = revisions.get((version.language, row.revision))
            if shown is None:
                yield f"{here}.revision", _("This version has no such revision.")
            elif shown.released_at is None:
                yield f"{here}.revision", _("What is published has been released; this revision has not.")
            if row.reason:
                yield f"{here}.reason", _("Only a withdrawal has a public reason.")
        if row.cancelled_at is not None and row.cancelled_at >= row.at:
            yield f"{here}.cancelled_at", _("A publication can be cancelled only before its moment.")
    for index, (earlier, later) in enumerate(pairwise(version.publications), start=1):
        if later.at < earlier.at:
            yield f"{path}.publications[{index}].at", _("Publications stand in the order of their moments.")
    standing = [row for row in version.publications if row.cancelled_at is None]
    if standing and standing[0].revision is None:
        index = list(version.publications).index(standing[0])
        yield f"{path}.publications[{index}].revision", _("What has not been published cannot be withdrawn.")


def _find_repeated(values: Sequence[object]) -> list[int]:
    """Return the places of values that stood before."""
    seen: set[object] = set()
    repeated = []
    for index, value in enumerate(values):
        if value in seen:
            repeated.append(index)
        seen.add(value)
    return repeated
