"""What stands in a paragraph of a Word file, as leaves: text with its formatting, note markers, line breaks.

Insertions are taken and deletions left out, both reported; what is no text is reported and left out. Elements as in
ECMA-376, part 1, 17.3 to 17.16.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree

from articles.manuscripts.drawings import (
    describe_drawing,
    find_boxes,
    find_pictures,
    is_diagram,
    is_object,
    is_rule,
    name_drawing,
)
from articles.manuscripts.fields import Field, read_instruction
from articles.manuscripts.inline import BREAK, PLAIN, Format, Leaf, write_marker
from articles.manuscripts.package import Package
from articles.manuscripts.references import IMAGE_BOOKMARK, REFERENCES, NoteBook, PictureBook
from articles.manuscripts.styles import CharacterStyle, Styles, W, read_script, read_switch, read_value
from articles.manuscripts.survey import Survey
from journal.text.attributes import judge_address

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

WRAPPERS = frozenset(f"{W}{tag}" for tag in ("smartTag", "customXml", "dir", "bdo"))
INSERTED = {f"{W}ins": "inserted", f"{W}moveTo": "moved"}
DELETED = {f"{W}del": "deleted", f"{W}moveFrom": ""}
"""Elements of tracked changes to what they are reported as; what was moved away is reported where it went."""
_CHARACTERS = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\u00ad"}
_SYMBOL_FONTS = ("symbol", "wingdings", "webdings", "zapf", "dingbats", "mt extra")
_LONGEST_SIGN = 10
"""Characters somebody can choose instead of the number of a note."""
_TYPED_MARK = re.compile(r"\s*[\[(]?(?:[0-9]{1,3}|\*{1,3})[\])]?\s*")
_BEFORE_MARK = re.compile(r"(?:[^\W\d_]{3}|[.,;:!?…։»”“’)\]])\s?\Z")
"""What a mark stands after: a word or the end of a sentence, not a unit of measure."""
MOST_FIELDS = 20
"""Fields within each other; more are none."""


@dataclass
class RunReader:
    """Reads the paragraphs of one story (the text, or one note). Fields may run on from paragraph to paragraph."""

    package: Package
    part: str
    """The part the story stands in: its relationships are its own."""
    styles: Styles
    survey: Survey
    notes: NoteBook | None
    """None within notes, which cannot cite."""
    pictures: PictureBook | None
    read_box: Callable[[etree._Element], None]
    """Called with what is in a text box."""
    comments: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Id to author and words; taken out as they are met."""
    leaves: list[Leaf] = field(default_factory=list)
    figures: list[int] = field(default_factory=list)
    """Pictures met in the present paragraph."""
    has_rule: bool = False
    """Whether a line across the page was met in it."""
    fields: list[Field] = field(default_factory=list)
    keeps_contents: bool = False
    """Whether all fields are read as text: where the ends of some are missing, they could swallow it all."""
    _links: list[str] = field(default_factory=list)
    _image_bookmark: str = ""

    def end_paragraph(self) -> None:
        """Forget instructions that did not end with their paragraph."""
        self.fields = [each for each in self.fields if each.has_result]

    def read(self, parent: Iterable[etree._Element]) -> None:
        """Add what stands in a paragraph, or in a part of it, to `leaves`."""
        for element in parent:
            tag = str(element.tag)
            if tag == f"{W}r":
                self._read_run(element)
            elif tag in INSERTED or tag in DELETED:
                self._read_change(element, tag)
            elif tag == f"{W}hyperlink":
                self._read_hyperlink(element)
            elif tag == f"{W}fldSimple":
                self._read_simple_field(element)
            elif tag == f"{W}sdt":
                self.read(self.open_control(element))
            elif tag in WRAPPERS:
                self.read(element)
            elif tag == f"{MC}AlternateContent":
                self.read(choose_alternative(element))
            elif tag == f"{W}bookmarkStart":
                self.meet_bookmark(element)
            elif tag in (f"{M}oMath", f"{M}oMathPara"):
                self.survey.note("equation", " ".join("".join(map(str, element.itertext())).split()))

    def open_control(self, element: etree._Element) -> Iterable[etree._Element]:
        """Return what a content control holds, if that is more than the prompt to fill it in."""
        properties, content = element.find(f"{W}sdtPr"), element.find(f"{W}sdtContent")
        if content is None:
            return ()
        if properties is not None and read_switch(properties, "showingPlcHdr"):
            self.survey.note("placeholder", read_text(content))
            return ()
        if "table of contents" in read_value(properties, "docPartObj", "docPartGallery").lower():
            self.survey.note("contents")
            return ()
        return content

    def meet_bookmark(self, element: etree._Element) -> None:
        """Remember a bookmark of our own: it names the next picture."""
        name = element.get(f"{W}name") or ""
        if name.startswith(IMAGE_BOOKMARK):
            self._image_bookmark = name

    def _read_change(self, element: etree._Element, tag: str) -> None:
        code = INSERTED.get(tag) or DELETED.get(tag, "")
        words = read_text(element)
        if code and words.strip():
            self.survey.note(code, words, who=element.get(f"{W}author") or "")
        if tag in INSERTED:
            self.read(element)

    def _read_hyperlink(self, element: etree._Element) -> None:
        relationship = self.package.relationships(self.part).get(element.get(f"{R}id") or "")
        anchor = element.get(f"{W}anchor") or ""
        target = relationship.target if relationship is not None and relationship.is_external else ""
        if anchor and target and "#" not in target:
            target = f"{target}#{anchor}"
        self._links.append(self._judge_link(target, read_text(element), is_inside=not target and bool(anchor)))
        self.read(element)
        self._links.pop()

    def _judge_link(self, target: str, words: str, *, is_inside: bool) -> str:
        """Return the address a link may have, "" for none; reported."""
        if target.startswith("#") and not target.startswith("#note"):
            is_inside = True
        address = None if is_inside else judge_address(target)
        if address is None:
            self.survey.note("link-inside" if is_inside else "link-refused", f"{words} ({target})" if target else words)
        elif words.strip():
            self.survey.count("link")
        return address or ""

    def _read_simple_field(self, element: etree._Element) -> None:
        kind, target = read_instruction(element.get(f"{W}instr") or "")
        one = Field(has_result=True, kind=kind, target=target)
        self._begin_result(one, read_text(element))
        self.fields.append(one)
        self.read(element)
        self.fields.pop()

    def _begin_result(self, one: Field, words: str = "") -> None:
        if one.kind == "link":
            target = unquote(one.target) if one.target.startswith("%") else one.target
            one.target = self._judge_link(target, words, is_inside=not target or target.startswith("#_"))
        elif one.kind == "note":
            key = self.notes.cite_bookmark(one.target) if self.notes else None
            if key:
                self.leaves.append(write_marker(key))
            else:
                one.kind = "cross"  # the number Word has computed stays as text
                self.survey.note("field-cross", words)
        elif one.kind == "contents" and self.keeps_contents:
            one.kind = "other"
        elif one.kind != "plain":
            self.survey.note(f"field-{one.kind}" if one.kind != "contents" else "contents", words)

    # Runs

    def _read_run(self, run: etree._Element) -> None:
        properties = run.find(f"{W}rPr")
        style = self.styles.character(read_value(properties, "rStyle"))
        hidden = read_switch(properties, "vanish")
        if style.hidden if hidden is None else hidden:
            words = read_text(run)
            if words.strip():
                self.survey.note("hidden", words)
            return
        format_ = self._read_format(properties, style)
        is_marked = False
        for element in run:
            tag = str(element.tag)
            if tag == f"{W}t":
                words = element.text or ""
                if not is_marked or len(words) > _LONGEST_SIGN:  # else the sign somebody chose instead of a number
                    self._add_text(element.text or "", format_, properties)
            elif tag in _CHARACTERS:
                self._add_text(_CHARACTERS[tag], format_, None)
            elif tag in (f"{W}br", f"{W}cr"):
                self._read_break(element, format_)
            elif tag == f"{W}sym":
                self._read_symbol(element, format_)
            elif tag in (f"{W}fldChar", f"{W}instrText"):
                self._read_field(element, tag)
            elif tag in REFERENCES:
                is_marked = read_switch_attribute(element, "customMarkFollows")
                self._read_reference(element)
            elif tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
                self._read_drawing(element)
            elif tag == f"{MC}AlternateContent":
                for drawing in choose_alternative(element):
                    self._read_drawing(drawing)
            elif tag == f"{W}ruby":
                self.survey.note("ruby", read_text(element))
                self.read(element.iterfind(f"{W}rubyBase/{W}r"))
            elif tag == f"{W}commentReference":
                author, words = self.comments.pop(element.get(f"{W}id") or "", ("", ""))
                if words:
                    self.survey.note("comment", words, who=author)

    def _read_format(self, properties: etree._Element | None, style: CharacterStyle) -> Format:
        bold, italic = read_switch(properties, "b"), read_switch(properties, "i")
        script = read_script(properties) if properties is not None else ""
        script = script or style.script
        href = next((each.target for each in reversed(self.fields) if each.kind == "link" and each.has_result), "")
        return Format(
            href=href or (self._links[-1] if self._links else ""),
            language=style.language,
            cite=style.is_cite,
            strong=bool(style.bold if bold is None else bold),
            em=bool(style.italic if italic is None else italic),
            script=script if script in ("sup", "sub") else "",
        )

    @property
    def _is_hidden(self) -> bool:
        return any(each.hides_text for each in self.fields if each.has_result or not self.keeps_contents)

    def _add_text(self, text: str, format_: Format, properties: etree._Element | None) -> None:
        if not text or self._is_hidden:
            return
        is_raised = format_.script == "sup" and self.notes is not None and bool(self.leaves)
        if is_raised and _TYPED_MARK.fullmatch(text) and _BEFORE_MARK.search(self.leaves[-1].text[-10:]):
            self.survey.note("typed-mark", text)
        self.leaves.append(Leaf(text.replace("\n", " "), format_))
        if properties is not None and text.strip():
            self._note_looks(text, properties, format_)

    def _note_looks(self, text: str, properties: etree._Element, format_: Format) -> None:
        """Report formatting that has no place in a text of the journal."""
        underline = properties.find(f"{W}u")
        if underline is not None and not format_.href and (underline.get(f"{W}val") or "none") != "none":
            self.survey.note("underline", text)
        if read_switch(properties, "strike") or read_switch(properties, "dstrike"):
            self.survey.note("strike", text)
        if read_switch(properties, "smallCaps") or read_switch(properties, "caps"):
            self.survey.note("capitals", text)
        shade = properties.find(f"{W}shd")
        fill = "" if shade is None else (shade.get(f"{W}fill") or "").lower()
        if (read_value(properties, "highlight") or "none") != "none" or fill not in ("", "auto", "ffffff"):
            self.survey.note("highlight", text)

    def _read_break(self, element: etree._Element, format_: Format) -> None:
        if (element.get(f"{W}type") or "textWrapping") == "textWrapping":
            if not self._is_hidden:
                self.leaves.append(Leaf(BREAK, format_, is_html=True))
        else:
            self.survey.count("page-break")
            self._add_text(" ", PLAIN, None)

    def _read_symbol(self, element: etree._Element, format_: Format) -> None:
        font, code = (element.get(f"{W}font") or "").lower(), element.get(f"{W}char") or ""
        number = int(code, 16) if len(code) in (2, 4) and all(sign in "0123456789abcdefABCDEF" for sign in code) else 0
        if number < 32 or 0xD800 <= number < 0xF900 or any(name in font for name in _SYMBOL_FONTS):
            self.survey.note("symbol", f"{element.get(f'{W}font') or '?'} {code}")
        else:
            self._add_text(chr(number), format_, None)

    def _read_field(self, element: etree._Element, tag: str) -> None:
        if tag == f"{W}instrText":
            if self.fields and not self.fields[-1].has_result:
                self.fields[-1].add(element.text or "")
            return
        step = element.get(f"{W}fldCharType")
        if step == "begin":
            self.fields = [*self.fields[-MOST_FIELDS:], Field()]
        elif step == "separate" and self.fields and not self.fields[-1].has_result:
            self.fields[-1].start_result()
            self._begin_result(self.fields[-1])
        elif step == "end" and self.fields:
            one = self.fields.pop()
            if not one.has_result:
                one.start_result()
                if one.kind in ("note", "contents", "outside"):
                    self._begin_result(one)

    def _read_reference(self, element: etree._Element) -> None:
        if self.notes is None or self._is_hidden:
            self.survey.note("note-in-note")
            return
        key = self.notes.cite((REFERENCES[str(element.tag)], element.get(f"{W}id") or ""))
        if key:
            self.leaves.append(write_marker(key))

    # Pictures, and what is drawn

    def _read_drawing(self, element: etree._Element) -> None:
        """Read pictures and text boxes; report everything else that is drawn or embedded."""
        if str(element.tag) in (f"{W}t", f"{W}br", f"{W}r"):  # what an alternative may hold instead
            self.read([element]) if element.tag == f"{W}r" else self._add_text(element.text or "", PLAIN, None)
            return
        if is_object(element):
            self.survey.note("object", describe_drawing(element))
            return
        boxes, pictures = find_boxes(element), find_pictures(element)
        for box in boxes:
            self.survey.note("text-box", read_text(box))
            self.read_box(box)
        for picture in pictures:
            self._read_picture(element, picture)
        if is_rule(element):
            self.has_rule = True
        elif not boxes and not pictures:
            self.survey.note("diagram" if is_diagram(element) else "drawing", describe_drawing(element))

    def _read_picture(self, drawing: etree._Element, picture: etree._Element) -> None:
        alt = describe_drawing(drawing)
        bookmark, self._image_bookmark = self._image_bookmark or name_drawing(drawing), ""
        if self.pictures is None:
            self.survey.note("image-in-note", alt)
            return
        embedded = picture.get(f"{R}embed") or picture.get(f"{R}id") or ""
        relationship = self.package.relationships(self.part).get(embedded)
        if relationship is None or relationship.is_external:
            linked = self.package.relationships(self.part).get(picture.get(f"{R}link") or "") or relationship
            self.survey.note(
                "image-outside" if linked is not None else "image-missing", alt or (linked.target if linked else "")
            )
            return
        number = self.pictures.add(relationship.target, alt=alt, bookmark=bookmark)
        if number is not None:
            self.figures.append(number)


def read_text(element: etree._Element, *, limit: int = 400) -> str:
    """Return the first words within an element, deleted ones too, on one line: some `limit` characters of them."""
    parts, length = [], 0
    for each in element.iter(f"{W}t", f"{W}delText", f"{W}p", f"{W}tab"):
        parts.append((each.text or "")[:limit] if each.tag in (f"{W}t", f"{W}delText") else " ")
        length += len(parts[-1])
        if length > limit:
            break
    return " ".join("".join(parts).split())


def read_switch_attribute(element: etree._Element, name: str) -> bool:
    """Return whether an attribute is on."""
    return (element.get(f"{W}{name}") or "0") in ("1", "true", "on")


def choose_alternative(element: etree._Element) -> list[etree._Element]:
    """Return the content of the first choice of an AlternateContent, else of its fallback (ECMA-376, part 3)."""
    chosen = element.find(f"{MC}Choice")
    chosen = element.find(f"{MC}Fallback") if chosen is None else chosen
    return [] if chosen is None else list(chosen)
