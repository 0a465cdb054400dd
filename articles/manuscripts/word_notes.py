"""Footnotes in a Word file: real ones (ECMA-376 Part 1, 17.11), with the key of each in a bookmark around its mark.

A note has one mark in Word. Where a text cites it again, a cross-reference to that bookmark stands (the field NOTEREF,
17.16.5.43), which shows the number of the note and follows it.
"""

from lxml import etree

from articles.manuscripts.word_elements import W, make_bookmark, make_paragraph, make_text_run, w

BOOKMARK = "enface_note_"
"""Begins the name of the bookmark around a mark; the key of the note follows."""

SEPARATORS = {-1: "separator", 0: "continuationSeparator"}
"""Two notes of every file are the lines above the notes; settings refer to them."""

_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def cite_note(key: str, number: int, bookmark: int) -> list[etree._Element]:
    """Return the mark of the note with that number, which is also its id in the file. `bookmark` is a free id."""
    return make_bookmark(BOOKMARK + key, bookmark, _make_mark(w("footnoteReference", id=number)))


def cite_note_again(key: str, number: int) -> list[etree._Element]:
    """Return the cross-reference to a note cited before: four runs of a field, of which the third is shown."""
    instruction = w("instrText")
    instruction.text = f" NOTEREF {BOOKMARK}{key} \\f \\h "
    instruction.set(_XML_SPACE, "preserve")
    shown = w("t")
    shown.text = str(number)
    return [
        w("r", w("fldChar", fldCharType="begin")),
        w("r", instruction),
        w("r", w("fldChar", fldCharType="separate")),
        _make_mark(shown),
        w("r", w("fldChar", fldCharType="end")),
    ]


def begin_notes() -> etree._Element:
    """Return the root of `word/footnotes.xml` with the two separators in it."""
    root = w("footnotes")
    for number, name in SEPARATORS.items():
        spacing = w("pPr", w("spacing", after=0, line=240, lineRule="auto"))
        root.append(w("footnote", w("p", spacing, w("r", w(name))), type=name, id=number))
    return root


def make_note(number: int, paragraphs: list[etree._Element]) -> etree._Element:
    """Return the note: its number stands at the beginning of its first paragraph. A note without text has one too."""
    if not paragraphs or paragraphs[0].tag != f"{{{W}}}p":
        paragraphs = [make_paragraph("FootnoteText"), *paragraphs]
    first = paragraphs[0]
    place = 1 if len(first) and first[0].tag == f"{{{W}}}pPr" else 0
    first[place:place] = [_make_mark(w("footnoteRef")), make_text_run(" ")]
    return w("footnote", *paragraphs, id=number)


def _make_mark(content: etree._Element) -> etree._Element:
    return w("r", w("rPr", w("rStyle", val="FootnoteReference")), content)
