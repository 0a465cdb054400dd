"""From a revision to public HTML, made once, kept beside it, and rebuilt when the renderer changes.

What is live (addresses of other pieces, picture files) stays as a reference in the kept HTML and is resolved for each
page by `resolve`.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from django.db import DatabaseError, connection
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext as _

from articles.models import Rendering, Revision
from articles.press.stamp import renderer
from journal.text.footnotes import Labels, Note, render_body, render_notes
from journal.text.plain import count_words, to_text

_LINK = re.compile(
    r'<a(?P<before>(?: (?!href=)[a-z-]+="[^"]*")*) href="article:(?P<number>[1-9][0-9]{0,17})(?P<part>#[^"]*)?"'
    r"(?P<after>[^>]*)>(?P<words>.*?)</a>",
    re.DOTALL,
)
_FIGURE = re.compile(r'<figure\b[^>]*\bdata-image="([1-9][0-9]{0,17})"[^>]*></figure>')


def note_labels(language: str) -> Labels:
    """Return the words around notes in the language of the page (DPUB-ARIA asks for accessible names)."""
    with translation.override(language):
        return Labels(
            heading=_("Notes"),
            noteref=_("Note {number}"),
            backlink=_("Back to note {number} in the text"),
            again=_("Back to note {number} in the text, mention {mention}"),
            kinds={
                "reference": "",
                "remark": "",
                "editor": _("Editor’s note"),
                "translator": _("Translator’s note"),
            },
        )


def render_revision(revision: Revision, language: str) -> Rendering:
    """Return the public HTML of a revision, not stored. Pure but for the catalogue; milliseconds for a long piece."""
    labels = note_labels(language)
    notes = {key: Note(key, note["html"], note["kind"]) for key, note in revision.notes.items()}
    return Rendering(
        revision=revision,
        renderer=renderer(),
        body=render_body(revision.body, notes, labels),
        notes=render_notes(revision.body, notes, labels),
        words=count_words(to_text(revision.body)),
        cited_articles=linked_articles(revision.body + "".join(note["html"] for note in revision.notes.values())),
    )


def render_and_keep(revision_id: int, language: str) -> Rendering:
    """Render a published revision and keep the result beside it. Two queries; a failure to store costs nothing more."""
    revision = Revision.objects.only("body", "notes").get(pk=revision_id)
    made = render_revision(revision, language)
    try:
        with without_waiting():
            kept = ("renderer", "body", "notes", "words", "cited_articles")
            Rendering.objects.bulk_create([made], update_conflicts=True, unique_fields=["revision"], update_fields=kept)
    except DatabaseError:  # readers are served also while the database cannot be written to
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


def shown_images(html: str) -> list[int]:
    """Return the pictures a kept text refers to, in order."""
    return [int(number) for number in _FIGURE.findall(html)]


def linked_articles(html: str) -> list[int]:
    """Return the articles a text links to, each once."""
    return sorted({int(found["number"]) for found in _LINK.finditer(html)})


def resolve(html: str, addresses: Mapping[int, str], figure: Callable[[int], str] = lambda number: "") -> str:
    """Put live things into kept HTML: the address of each cited article, the figure of each picture.

    A link to an article that is not public loses its link and keeps its words.
    """

    def link(found: re.Match[str]) -> str:
        address = addresses.get(int(found["number"]))
        if address is None:
            return found["words"]
        target = f"{escape(address)}{found['part'] or ''}"
        return f'<a{found["before"]} href="{target}"{found["after"]}>{found["words"]}</a>'

    return _FIGURE.sub(lambda found: figure(int(found[1])), _LINK.sub(link, html))
