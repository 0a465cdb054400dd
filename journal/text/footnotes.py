"""Notes: numbered in reading order, tied to their markers both ways, and what is wrong with them.

A marker is `<sup data-note="KEY"></sup>`. Anchors come from keys, so they are the same in every language and survive
insertions; numbers are computed here and nowhere else. Roles follow DPUB-ARIA 1.1; list items have none.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import unescape

from journal.text.attributes import KEY
from journal.text.plain import to_text
from journal.text.tree import escape_text, escape_value
from journal.text.unfinished import is_unfinished

_MARKER = re.compile(r'<sup(?:\s[^<>]*?)?\sdata-note="([a-z0-9]{1,32})"[^<>]*>[^<]*</sup>')
_RAW_KEY = re.compile(
    r"""<sup(?:\s[^<>]*?)?\sdata-note(?![\w-])(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]*)))?""", re.IGNORECASE
)
BACK = "back"
"""Anchor of the words for ways back, such as "Back to the text:", which a page gives once. Together with the name of
the marker they name each way back (WAI-ARIA, `aria-labelledby`); a label of its own for each would be a kilobyte."""


@dataclass(frozen=True)
class Note:
    """One note in one language."""

    key: str
    html: str
    """Clean HTML of the profile "note"; empty where the language has not written it."""
    kind: str
    """reference, remark, editor or translator."""
    added_in: str = ""
    """The language that added it; empty if that does not matter."""


@dataclass(frozen=True)
class Labels:
    """The words around notes, in the language of the page. `{number}` and `{mention}` are replaced by digits."""

    heading: str
    noteref: str
    """Accessible name of a marker: "Note {number}"."""
    again: str
    """Accessible name of the way back to the second mention and later ones: "Back to note {number} in the text, mention
    {mention}". That to the first is named by what stands at `BACK` and by its marker."""
    kinds: Mapping[str, str] = field(default_factory=dict)
    """Kind to the words put before the note, such as "Translator's note:"; absent or empty for none."""
    missing: str = ""
    """What stands in the place of a marker whose note has no text; nothing if empty, as for readers."""


@dataclass(frozen=True)
class Problem:
    """One fault of the notes of a text. `id` is stable while the fault lasts."""

    code: str
    """no-note, not-cited, unfinished, lacks, extra or malformed."""
    key: str
    detail: str = ""
    """Of an unfinished note, its end; of a malformed marker, what stood there."""

    @property
    def id(self) -> str:
        return f"{self.code}:{self.key}"


def cited_keys(html: str) -> tuple[str, ...]:
    """Return the keys of all markers in reading order, a key as often as it is cited. Linear."""
    return tuple(_MARKER.findall(html)) if "data-note" in html else ()


def number_notes(html: str) -> dict[str, int]:
    """Return the number of each key cited, from 1 in the order of first mention. Linear."""
    return {key: number for number, key in enumerate(dict.fromkeys(cited_keys(html)), start=1)}


def render_body(body: str, notes: Mapping[str, Note], labels: Labels) -> str:
    """Return the text with its markers as raised links to the notes. A marker whose note has no text leaves nothing but
    `labels.missing`, as `<mark>`.

    `body` is clean HTML. Numbers are those of `render_notes` with the same arguments. Linear.
    """
    numbers = _number_written(body, notes)
    mentions: Counter[str] = Counter()

    def link(match: re.Match[str]) -> str:
        key = match[1]
        if key not in numbers:
            return f" <mark>{escape_text(labels.missing)}</mark>" if labels.missing else ""
        mentions[key] += 1
        label = _fill(labels.noteref, numbers[key], mentions[key])
        return (
            f'<sup><a id="{_anchor(key, mentions[key])}" href="#note-{key}" role="doc-noteref"'
            f' aria-label="{escape_value(label)}">{numbers[key]}</a></sup>'
        )

    return _MARKER.sub(link, body)


def render_notes(body: str, notes: Mapping[str, Note], labels: Labels) -> str:
    """Return the section of notes that `body` cites, "" if none: an ordered list, in each note a way back per mention.

    A note that is no reference says of which kind it is in `data-kind`. The page has to have words at `BACK`. Numbers
    are those of `render_body` with the same arguments. Linear.
    """
    numbers = _number_written(body, notes)
    if not numbers:
        return ""
    mentions = Counter(cited_keys(body))
    items = "".join(_render_note(notes[key], numbers[key], mentions[key], labels) for key in numbers)
    return (
        '<section role="doc-endnotes" class="notes" aria-labelledby="notes-heading">'
        f'<h2 id="notes-heading">{escape_text(labels.heading)}</h2><ol>{items}</ol></section>'
    )


def find_problems(
    body: str, notes: Mapping[str, Note], *, source_keys: Iterable[str] | None = None, language: str = ""
) -> list[Problem]:
    """Return every fault of the notes of one text, in reading order, then those of notes it does not cite.

    `source_keys` are the keys its source cites (None for an original): what the text lacks or has in addition is judged
    by them, for references and remarks. Editor's and translator's notes, and notes added in `language`, may differ.
    To find malformed markers too, give `body` as it was before cleaning, within the caps. Linear.
    """
    cited = dict.fromkeys(cited_keys(body))
    sources = None if source_keys is None else dict.fromkeys(source_keys)
    problems = []
    for key in cited:
        note = notes.get(key)
        text = to_text(note.html).strip() if note else ""
        if not text:
            problems.append(Problem("no-note", key))
        elif is_unfinished(text, language):
            problems.append(Problem("unfinished", key, text[-40:]))
        if sources is not None and key not in sources and (note is None or _is_shared(note, language)):
            problems.append(Problem("extra", key))
    for key in sources or ():
        note = notes.get(key)
        if key not in cited and (note is None or _is_shared(note, language)):
            problems.append(Problem("lacks", key))
    for key, note in notes.items():
        if key not in cited and (text := to_text(note.html).strip()):
            problems.append(Problem("not-cited", key))
            if is_unfinished(text, language):
                problems.append(Problem("unfinished", key, text[-40:]))
    return problems + _find_malformed(body)


def _number_written(body: str, notes: Mapping[str, Note]) -> dict[str, int]:
    """Number the notes readers get to see: without a gap for one that has no text."""
    written = [key for key in number_notes(body) if key in notes and to_text(notes[key].html).strip()]
    return {key: number for number, key in enumerate(written, start=1)}


def _render_note(note: Note, number: int, mentions: int, labels: Labels) -> str:
    backlinks = ""
    for mention in range(1, mentions + 1):
        anchor = _anchor(note.key, mention)
        name = f'aria-labelledby="{BACK} {anchor}"'
        if mention > 1:  # its marker has the name of the first
            name = f'aria-label="{escape_value(_fill(labels.again, number, mention))}"'
        backlinks += f' <a role="doc-backlink" href="#{anchor}" {name}>↩</a>'
    html = note.html
    if prefix := labels.kinds.get(note.kind, ""):
        start = re.match(r"(?:<p\b[^>]*>)?", html)
        place = start.end() if start else 0
        html = f'{html[:place]}<span class="note-kind">{escape_text(prefix)}</span> {html[place:]}'
    content, end = (html[:-4], "</p>") if html.endswith("</p>") else (html, "")
    kind = f' data-kind="{escape_value(note.kind)}"' if note.kind != "reference" else ""
    return f'<li id="note-{note.key}"{kind}>{content}{backlinks}{end}</li>'


def _anchor(key: str, mention: int) -> str:
    return f"noteref-{key}" if mention == 1 else f"noteref-{key}-{mention}"


def _fill(label: str, number: int, mention: int) -> str:
    return label.replace("{number}", str(number)).replace("{mention}", str(mention))


def _is_shared(note: Note, language: str) -> bool:
    return note.kind not in ("editor", "translator") and not (language and note.added_in == language)


def _find_malformed(body: str) -> list[Problem]:
    raw = [unescape(next((value for value in match if value), "")) for match in _RAW_KEY.findall(body)]
    return [Problem("malformed", key, key) for key in dict.fromkeys(raw) if not KEY.fullmatch(key)]
