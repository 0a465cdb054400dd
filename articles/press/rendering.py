"""From a revision to public HTML, made once, kept beside it, and rebuilt when the renderer changes.

What is live (addresses of other pieces, picture files) stays as a reference in the kept HTML and is resolved for each
page by `resolve`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager

from django.db import DatabaseError, connection
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext as _

from articles.models import Rendering, Revision
from articles.press.stamp import renderer
from journal.text.footnotes import Labels, Note, render_body, render_notes
from journal.text.places import mark_places
from journal.text.plain import count_characters, count_words, to_text

_LINK = re.compile(
    r'<a(?P<before>(?: (?!href=)[a-z-]+="[^"]*")*) href="article:(?P<number>[1-9][0-9]{0,17})(?P<part>#[^"]*)?"'
    r"(?P<after>[^>]*)>(?P<words>.*?)</a>",
    re.DOTALL,
)
_FIGURE = re.compile(r'<figure(?P<before>\b[^>]*)\bdata-image="(?P<number>[1-9][0-9]{0,17})"[^>]*></figure>')
_ANCHOR = re.compile(r' id="p-[0-9]+"')
KEPT = ("renderer", "body", "notes", "words", "characters", "contents", "cited_articles")
"""What of a rendering is replaced when another release has rendered the text anew."""


def note_labels(language: str, *, preview: bool = False) -> Labels:
    """Return the words around notes in the language of the page (DPUB-ARIA asks for accessible names). A preview says
    where a note is missing."""
    with translation.override(language):
        return Labels(
            heading=_("Notes"),
            noteref=_("Note {number}"),
            again=_("Back to note {number} in the text, mention {mention}"),
            kinds={
                "reference": "",
                "remark": "",
                "editor": _("Editor’s note:"),
                "translator": _("Translator’s note:"),
            },
            missing=_("[footnote missing]") if preview else "",
        )


def render_revision(revision: Revision, language: str, *, preview: bool = False) -> Rendering:
    """Return the public HTML of a revision, not stored. Pure but for the catalogue; milliseconds for a long piece."""
    labels = note_labels(language, preview=preview)
    notes = {key: Note(key, note["html"], note["kind"]) for key, note in revision.notes.items()}
    body, headings = mark_places(revision.body)
    text = to_text(revision.body)
    return Rendering(
        revision=revision,
        renderer=renderer(),
        body=render_body(body, notes, labels),
        notes=render_notes(revision.body, notes, labels),
        words=count_words(text),
        characters=count_characters(text),
        contents=[[heading.level, heading.anchor, heading.words] for heading in headings],
        cited_articles=linked_articles(revision.body + "".join(note["html"] for note in revision.notes.values())),
    )


def render_and_keep(revision_id: int, language: str) -> Rendering:
    """Render a published revision and keep the result beside it. Two queries."""
    return render_and_keep_all([revision_id], language)[revision_id]


def render_and_keep_all(revision_ids: Iterable[int], language: str) -> dict[int, Rendering]:
    """Render revisions in one language, by their number, and keep the results beside them. Two queries, however many.

    A failure to store costs nothing more: readers are served also while the database cannot be written to.
    """
    revisions = Revision.objects.only("body", "notes").in_bulk(list(revision_ids))
    made = {number: render_revision(revision, language) for number, revision in revisions.items()}
    try:
        with without_waiting():
            Rendering.objects.bulk_create(
                made.values(), update_conflicts=True, unique_fields=["revision"], update_fields=KEPT
            )
    except DatabaseError:
        pass
    return made


@contextmanager
def without_waiting() -> Iterator[None]:
    """Have SQLite give up at once where another process is writing: no reader waits for an editor or an import."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    raw = connection.connection
    (patience,) = raw.execute("PRAGMA busy_timeout").fetchone()
    raw.execute("PRAGMA busy_timeout = 0")
    try:
        yield
    finally:
        raw.execute(f"PRAGMA busy_timeout = {patience}")


def linked_articles(html: str) -> list[int]:
    """Return the articles a text links to, each once."""
    return sorted({int(found["number"]) for found in _LINK.finditer(html)})


def resolve(html: str, addresses: Mapping[int, str], figure: Callable[[int], str] = lambda number: "") -> str:
    """Put live things into kept HTML: the address of each cited article, the figure of each picture.

    A link to an article that is not public loses its link and keeps its words. The anchor of a picture's place goes to
    its figure.
    """

    def link(found: re.Match[str]) -> str:
        address = addresses.get(int(found["number"]))
        if address is None:
            return found["words"]
        target = f"{escape(address)}{found['part'] or ''}"
        return f'<a{found["before"]} href="{target}"{found["after"]}>{found["words"]}</a>'

    def place(found: re.Match[str]) -> str:
        anchor = _ANCHOR.match(found["before"])
        return figure(int(found["number"])).replace("<figure", f"<figure{anchor[0]}" if anchor else "<figure", 1)

    return _FIGURE.sub(place, _LINK.sub(link, html))
