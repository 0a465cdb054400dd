"""Reading a Word file into a text of the journal, with a report of what was taken, changed and left out.

The file is read by ourselves: opened under caps (`package`), its text and notes walked (`story`, `runs`), the rows of
blocks written as HTML (`outline`) and cleaned as everything is that is stored. Nothing of the journal is asked or
changed, and the same bytes give the same manuscript.
"""

import re
from collections import Counter
from collections.abc import Collection

from lxml import etree

from articles.manuscripts.blocks import Block, Paragraph
from articles.manuscripts.inline import Leaf
from articles.manuscripts.manuscript import Manuscript, Picture, WordNote
from articles.manuscripts.numbering import Numbering
from articles.manuscripts.outline import Writer, take_head
from articles.manuscripts.package import DAMAGED, TOO_COMPLEX, Package, Unreadable, open_package
from articles.manuscripts.references import REFERENCES, NoteBook, NoteId, PictureBook
from articles.manuscripts.runs import read_text
from articles.manuscripts.story import Story
from articles.manuscripts.styles import Role, Styles, W
from articles.manuscripts.survey import Survey
from journal.text.footnotes import cited_keys
from journal.text.plain import to_text
from journal.text.sanitize import MAX_CHARACTERS, TextRefused, clean, clean_line, clean_lines

_FIGURE = re.compile(r'<figure data-image="([0-9]{1,18})"')
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


def read_word(data: bytes, *, known_images: Collection[int] = ()) -> Manuscript:
    """Return what a .docx holds, cleaned. `known_images` are the numbers of the images the piece shows already: our own
    files name them, and they are kept instead of taken again.

    Unreadable, with a sentence for the person, for a file that cannot be taken. No query. A long article takes about a
    tenth of a second, the largest file that is taken a few seconds.
    """
    package = open_package(data)
    try:
        return _read(package, known_images)
    except TextRefused as refusal:
        raise Unreadable(TOO_COMPLEX) from refusal
    except RecursionError as fault:
        raise Unreadable(TOO_COMPLEX) from fault


def _read(package: Package, known_images: Collection[int]) -> Manuscript:
    main = package.main
    root = package.parse(main)
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        raise Unreadable(DAMAGED)
    _judge_length(body)
    survey = Survey()
    styles = Styles(_parse(package, main, "styles"))
    numbering = Numbering(_parse(package, main, "numbering"), styles)
    written, parts = _list_notes(package, main)
    notes = NoteBook(body, written, survey)
    pictures = PictureBook(package, survey, known_images)
    comments = _read_comments(_parse(package, main, "comments"))
    story = Story(
        package,
        main,
        styles=styles,
        numbering=numbering,
        survey=survey,
        notes=notes,
        pictures=pictures,
        comments=comments,
    )
    head, blocks = take_head(story.read(body), survey)
    if head.markers:
        survey.count("marker-in-head", len(head.markers))
        _put_into_text(head.markers, blocks)
    body_html = _clean(Writer(survey, pictures).write(blocks), "body", survey)
    word_notes = {}
    for note, key in notes.keys.items():
        numbering.begin()
        reader = Story(
            package,
            parts[note[0]],
            styles=styles,
            numbering=numbering,
            survey=survey,
            comments=comments,
        )
        html = _clean(Writer(survey, None, is_note=True).write(reader.read(written[note])), "note", survey)
        if not html:
            survey.count("note-empty")
        word_notes[key] = WordNote(html, key in notes.own_keys, note[0] == "endnotes")
    cited = dict.fromkeys(cited_keys(body_html))
    _survey_the_rest(package, main, root, notes, cited, comments, survey)
    return Manuscript(
        title=clean_line(head.title),
        subtitle=clean_line(head.subtitle),
        standfirst=clean_lines(head.standfirst),
        body=body_html,
        notes={key: word_notes[key] for key in cited if key in word_notes},
        pictures=_take_pictures(package, pictures, body_html),
        captions={row.number: (row.alt, row.caption) for row in pictures.found.values() if not row.part},
        findings=survey.findings(),
    )


def _judge_length(body: etree._Element) -> None:
    """Refuse what could never be stored before it is read: more words, paragraphs and cells than it has room for."""
    characters, is_begun = 0, False
    for each in body.iter(f"{W}p", f"{W}t", f"{W}tc"):
        if each.tag == f"{W}t":
            characters += len(each.text or "") + (0 if is_begun else len("<p></p>"))
            is_begun = True
        elif each.tag == f"{W}p":
            is_begun = False
        else:
            characters += len("<td></td>")
    if characters > MAX_CHARACTERS:
        raise Unreadable(TOO_COMPLEX)


def _parse(package: Package, main: str, kind: str) -> etree._Element | None:
    name = package.related(main, kind)
    return package.parse(name) if name else None


def _list_notes(package: Package, main: str) -> tuple[dict[NoteId, etree._Element], dict[str, str]]:
    """Return the notes of the file by their ids, and which part each kind stands in."""
    written: dict[NoteId, etree._Element] = {}
    parts: dict[str, str] = {}
    for kind in REFERENCES.values():
        name = package.related(main, kind)
        root = package.parse(name) if name else None
        if name is None or root is None:
            continue
        parts[kind] = name
        for row in root.iterfind(f"{W}{kind.removesuffix('s')}"):
            if row.get(f"{W}type") not in _SEPARATORS:
                written.setdefault((kind, row.get(f"{W}id") or ""), row)
    return written, parts


def _read_comments(root: etree._Element | None) -> dict[str, tuple[str, str]]:
    rows = () if root is None else root.iterfind(f"{W}comment")
    return {row.get(f"{W}id") or "": (row.get(f"{W}author") or "", read_text(row)) for row in rows}


def _put_into_text(markers: list[Leaf], blocks: list[Block]) -> None:
    """Put the markers of title and standfirst, which hold none, at the end of the first paragraph."""
    for block in blocks:
        if isinstance(block, Paragraph) and block.role.name == "body":
            block.leaves += markers
            return
    blocks.insert(0, Paragraph(Role(), markers))


def _clean(html: str, profile: str, survey: Survey) -> str:
    """Return the HTML as it would be stored; words that cleaning takes away are reported."""
    cleaned = clean(html, profile)
    lost = Counter(to_text(html).split()) - Counter(to_text(cleaned).split())
    if lost:
        survey.note("lost", " ".join(lost))
        survey.place("")
    return cleaned


def _take_pictures(package: Package, pictures: PictureBook, body: str) -> tuple[Picture, ...]:
    shown = dict.fromkeys(int(number) for number in _FIGURE.findall(body))
    rows = [pictures.found[number] for number in shown if number in pictures.found and pictures.found[number].part]
    return tuple(
        Picture(row.number, row.part.rpartition("/")[2], package.read(row.part), clean_line(row.alt), row.caption)
        for row in rows
    )


def _survey_the_rest(
    package: Package,
    main: str,
    root: etree._Element | None,
    notes: NoteBook,
    cited: Collection[str],
    comments: dict[str, tuple[str, str]],
    survey: Survey,
) -> None:
    """Report what no paragraph shows: notes nobody cites, headers and footers, references to the outside, macros."""
    kinds = Counter(note[0] for note, key in notes.keys.items() if key in cited)
    survey.count("footnote", kinds["footnotes"])
    survey.count("endnote", kinds["endnotes"])
    for note, row in notes.written.items():
        if notes.keys.get(note) not in cited and read_text(row):
            survey.note("note-uncited", read_text(row))
    for author, words in comments.values():
        survey.note("comment", words, who=author)
    for kind in ("header", "footer"):
        for name in package.all_related(main, kind):
            part = package.parse(name)
            if part is not None and (words := read_text(part)):
                survey.note("header", words)
    for name in package.names:
        if name.lower().endswith("vbaproject.bin"):
            survey.count("macros")
        if name.endswith(".rels"):
            folder, _slash, file = name.rpartition("/")
            owner = f"{folder.removesuffix('_rels')}{file.removesuffix('.rels')}"
            for relationship in package.relationships(owner).values():
                if relationship.is_external and relationship.kind not in ("hyperlink", "image"):
                    survey.note("outside", f"{relationship.kind}: {relationship.target}")
    if root is not None:
        survey.count("format-changes", sum(1 for _row in root.iter(f"{W}rPrChange", f"{W}pPrChange")))
