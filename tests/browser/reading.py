"""A piece long enough to be scrolled, and what a reader's window shows of its notes, as plain data."""

from articles.models import Article
from tests.articles.press.pieces import translate
from tests.articles.press.reader import LONG_AGO
from tests.factories import create_article, find_version, make_texts, publish, write_text

SENTENCE = "The press of the old town printed what nobody had ordered and everybody read, and went on for years. "
LONG = "Of the first printing no copy is left; the second has lost its title page and half of its last sheet. "
TABLE = (
    '<table><caption>Printings</caption><thead><tr><th scope="col">Year</th><th scope="col">Sheets</th></tr></thead>'
    "<tbody><tr><td>1901</td><td>12</td></tr><tr><td>1904</td><td>9</td></tr></tbody></table>"
)
NOTES = {
    "a1": "<p>The first.</p>",
    "b2": f'<p>{LONG * 6}<a href="https://example.org/">A list</a>.</p>',
    "c3": "<p>Pushed down by the one before.</p>",
    "d4": f"<p>{LONG}</p>",
    "e5": "<p>Beside the table.</p>",
    "f6": "<p>The last.</p>",
}


def make_body(paragraphs: int, *, cited: int = 0) -> str:
    """Return a text of so many paragraphs, a table, two headings, and markers of all the notes, the first twice; the
    fifth paragraph links to the piece `cited`."""
    texts = dict.fromkeys(range(1, paragraphs + 1), f"<p>{SENTENCE * 5}</p>")
    for number, key in ((1, "a1"), (1, "b2"), (2, "c3"), (5, "d4"), (9, "e5"), (11, "a1"), (12, "f6")):
        texts[number] = texts[number].replace("read,", f'read<sup data-note="{key}"></sup>,', 1)
    if cited:
        texts[5] = texts[5].replace("ordered", f'<a href="article:{cited}">ordered</a>', 1)
    texts[4] += "<h2>After the war</h2>"
    texts[9] += TABLE
    texts[10] = f"<h2>Nowadays</h2>{texts[10]}"
    return "".join(texts.values())


def create_long_piece(*, languages: tuple[str, str] = ("hy", "de"), cited: int = 0) -> Article:
    """Publish a piece of 20 blocks in the first language, of 16 in the second, with six notes; in the first it links to
    the piece `cited`."""
    first, second = languages
    notes = {key: {"html": html, "kind": "editor" if key == "d4" else "reference"} for key, html in NOTES.items()}
    texts = make_texts(first, body=make_body(19, cited=cited))
    article = create_article(language=first, texts=texts, notes=notes, at=LONG_AGO)
    publish(find_version(article), at=LONG_AGO)
    translate(article, second)
    shorter = make_texts(second, body=make_body(15))
    publish(write_text(find_version(article, second), texts=shorter, notes=notes, at=LONG_AGO), at=LONG_AGO)
    return article


SETTLE = """async () => {
  await document.fonts.ready;
  for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);
}"""
"""Sizes are watched by the frame."""

READ_NOTES = """() => {
  const notes = Array.from(document.querySelectorAll(".piece > .notes > ol > li"));
  const box = (element) => element.getBoundingClientRect();
  const markers = notes.map((note) => document.querySelector(`.prose a[href="#${note.id}"]`).parentElement);
  const text = box(document.querySelector(".prose > p"));
  const blocks = Array.from(document.querySelectorAll(".prose > *"), box);
  const columns = notes.map((note) => box(note)).map(({ left, right }) => left > text.right && right < innerWidth);
  const isLevel = (note, number) => Math.abs(box(note).top - box(markers[number]).top) < 12;
  const meets = (one, other) => one.top < other.bottom && other.top < one.bottom && one.right > other.left;
  return {
    ids: notes.map((note) => note.id),
    copies: notes.map((note) => document.body.textContent.split(note.textContent).length - 1),
    isInMargin: [...new Set(columns)].join(),
    isInOrder: notes.slice(1).every((note, number) => box(note).top >= box(notes[number]).bottom),
    meetsBlocks: notes.filter((note) => blocks.some((block) => meets(block, box(note)))).map((note) => note.id),
    isLevel: notes.filter(isLevel).map((note) => note.id),
    heading: box(document.querySelector("#notes-heading")).bottom <= box(notes[0]).top + 1,
  };
}"""
