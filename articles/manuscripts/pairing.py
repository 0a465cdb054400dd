"""Which notes of a manuscript are notes the piece has already, and which are new.

Our own files carry the keys. For others: a note with the very words of one is that one; and a translator's notes are
taken in order for those of the source. What was guessed is reported.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from articles.choices import NOTES_OF_ONE_LANGUAGE, NoteKind
from articles.manuscripts.manuscript import Excerpt, Finding, Manuscript
from articles.manuscripts.survey import LONGEST_EXCERPT, MOST_EXCERPTS
from articles.models import Footnote, LanguageVersion, Revision
from articles.revisions import Content
from journal.columns import columns, read
from journal.text.footnotes import cited_keys
from journal.text.plain import excerpt, to_text


@dataclass(frozen=True)
class StoredNote:
    """A note of the piece as it stands in the language of the version."""

    kind: str
    html: str


@dataclass(frozen=True)
class Pairing:
    """What becomes of each note of a manuscript."""

    keys: Mapping[str, str]
    """Key in the manuscript to the key of the piece's note; only for notes the piece has."""
    kinds: Mapping[str, str]
    """Key in the manuscript to the kind it is stored with, for every note."""
    findings: tuple[Finding, ...]


def read_stored_notes(version: LanguageVersion) -> dict[str, StoredNote]:
    """Return the notes of the version's article by key, in their order. One query; one language's column is loaded."""
    rows = Footnote.objects.filter(article_id=version.article_id).order_by("pk")
    rows = rows.only("key", "kind", *columns(["text"], version.language))
    return {row.key: StoredNote(row.kind, read(row, "text", version.language)) for row in rows}


def pair_notes(
    manuscript: Manuscript,
    stored: Mapping[str, StoredNote],
    present: Content | None = None,
    *,
    is_original: bool = True,
    source: Revision | None = None,
) -> Pairing:
    """Return what becomes of the notes of a manuscript that replaces the text `present`.

    `stored` are the notes of the piece, {} for a new one; `source` is the revision a translation is made from, None for
    an original or where there is none yet. Pure.
    """
    pairs: dict[str, str] = {}
    kept = [key for key, note in manuscript.notes.items() if note.has_own_key and key in stored]
    pairs.update(zip(kept, kept, strict=True))
    recognised = _recognise(manuscript, stored, pairs)
    pairs.update(recognised)
    findings = [Finding("notes-kept", len(kept)), Finding("notes-recognised", len(recognised))]
    if source is not None:
        has_own_keys = any(note.has_own_key for note in manuscript.notes.values())
        ordered = {} if has_own_keys else _pair_in_order(manuscript, source, pairs)
        pairs.update(ordered)
        offered = [key for key in _list_shared(source) if key not in pairs.values()]
        own = [key for key in manuscript.notes if key not in pairs]
        findings.append(_tell("notes-paired", manuscript, list(ordered)))
        if not has_own_keys and (own or offered) and manuscript.notes:
            findings.append(Finding("notes-uneven", 1))
        findings.append(_tell("notes-own", manuscript, own))
    new_kind = NoteKind.REFERENCE if is_original else NoteKind.TRANSLATOR
    kinds = {key: stored[pairs[key]].kind if key in pairs else str(new_kind.value) for key in manuscript.notes}
    findings.append(_tell_dropped(stored, present, set(pairs.values())))
    return Pairing(pairs, kinds, tuple(row for row in findings if row.count))


def write_as_paragraphs(html: str) -> str:
    """Return the text of a note as the reader of Word files writes it: a loose line is a paragraph. Free."""
    return html if not html or html.startswith("<p") else f"<p>{html}</p>"


def _recognise(manuscript: Manuscript, stored: Mapping[str, StoredNote], pairs: Mapping[str, str]) -> dict[str, str]:
    """Return the notes that say word for word what a note of the piece says, each for one of them, in order."""
    by_text: dict[str, list[str]] = {}
    for key, row in stored.items():
        if row.html and key not in pairs.values():
            by_text.setdefault(_squeeze(row.html), []).append(key)
    found = {}
    for key, note in manuscript.notes.items():
        same = by_text.get(_squeeze(note.html)) if note.html and key not in pairs and not note.has_own_key else None
        if same:
            found[key] = same.pop(0)
    return found


def _pair_in_order(manuscript: Manuscript, source: Revision, pairs: Mapping[str, str]) -> dict[str, str]:
    waiting = [key for key in manuscript.notes if key not in pairs]
    offered = [key for key in _list_shared(source) if key not in pairs.values()]
    return dict(zip(waiting, offered, strict=False))


def _list_shared(source: Revision) -> list[str]:
    """Return the notes of the source that its translations are to have, in the order of its text."""
    return [
        key
        for key in dict.fromkeys(cited_keys(source.body))
        if key in source.notes and source.notes[key]["kind"] not in NOTES_OF_ONE_LANGUAGE
    ]


def _tell(code: str, manuscript: Manuscript, keys: list[str]) -> Finding:
    texts = [excerpt(to_text(manuscript.notes[key].html), LONGEST_EXCERPT) for key in keys[:MOST_EXCERPTS]]
    return Finding(code, len(keys), tuple(Excerpt(text) for text in texts if text))


def _tell_dropped(stored: Mapping[str, StoredNote], present: Content | None, used: set[str]) -> Finding:
    keys = [key for key in dict.fromkeys(cited_keys(present.body if present else "")) if key not in used]
    texts = [excerpt(to_text(stored[key].html), LONGEST_EXCERPT) for key in keys[:MOST_EXCERPTS] if key in stored]
    return Finding("notes-dropped", len(keys), tuple(Excerpt(text) for text in texts if text))


def _squeeze(html: str) -> str:
    return " ".join(to_text(html).split())
