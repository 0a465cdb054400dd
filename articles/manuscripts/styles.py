"""What the styles of a Word file mean: by their names, in whichever word processor and language they were made."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LANGUAGE = re.compile(r"(?:Language|HTML Cite) ([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*)")
_HEADING = re.compile(
    r"(?:heading|überschrift|заголовок|загаловак|titre|titlu|título|titolo|nagłówek|kop|rubrik|վերնագիր|სათაური)([1-9])"
)
_CONTENTS = re.compile(
    r"(?:toc|contents|verzeichnis|оглавление)[1-9]|(?:toc|contents|index)heading|tableoffigures|inhaltsverzeichnis"
)
_LONGEST_CHAIN = 30
OUTLINE = ("0", "1", "2", "3", "4", "5")
"""Levels of the outline that make a paragraph a heading."""

_NAMES = {
    "title": "title titel название назва տիտղոս titlu",
    "subtitle": "subtitle untertitel подзаголовок падзагаловак ենթավերնագիր ქვესათაური subtitlu",
    "standfirst": "standfirst abstract lead lede leadin teaser vorspann zusammenfassung аннотация лид анатацыя"
    " ամփոփում რეზიუმე rezumat summary",
    "author": "author authors date byline abstracttitle autor verfasser datum автор дата հեղինակ ავტორი",
    "quote": "quote intensequote blocktext quotations blockquote blockquotation zitat intensiveszitat"
    " цитата выделеннаяцитата цытата մեջբերում ციტატა citat",
    "continued": "listcontinue listcontinue2 listcontinue3 listcontinue4 listcontinue5 listenfortsetzung",
    "credit": "picturecredit imagecredit",
    "caption": "caption imagecaption figurecaption illustration figure drawing beschriftung bildunterschrift"
    " названиеобъекта",
    "table-caption": "tablecaption table tabelle tabellenbeschriftung",
    "header": "tableheading",
    "rule": "horizontalline",
    "body": "normal standard bodytext textbody firstparagraph compact textkörper обычный основнойтекст listparagraph",
}
ROLES = {name: role for role, names in _NAMES.items() for name in names.split()}
"""The name of a paragraph style, in small letters without spaces, to what it is for."""
_QUOTE = re.compile(r"quote([2-9])")
_CITE = re.compile(r"htmlcite.*|cite|citation")
"""Character styles for the title of a work."""


@dataclass(frozen=True)
class Role:
    """What a paragraph is. `level` is 1 to 9 for a heading, 2 to 9 for a quote within quotes, otherwise 0."""

    name: str = "body"
    level: int = 0


@dataclass(frozen=True)
class CharacterStyle:
    """What a character style does to text, None where it says nothing."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    script: str = ""
    """sup or sub."""
    language: str = ""
    is_cite: bool = False


def squeeze(name: str) -> str:
    """Return the name of a style as ROLES has it."""
    return re.sub(r"[\s_-]+", "", name.casefold())


def judge_name(name: str) -> Role | None:
    """Return what a paragraph style of that name is for, None for a name that says nothing."""
    word = squeeze(name)
    if found := _HEADING.fullmatch(word):
        return Role("heading", int(found[1]))
    if found := _QUOTE.fullmatch(word):
        return Role("quote", int(found[1]))
    if _CONTENTS.fullmatch(word):
        return Role("contents")
    return Role(ROLES[word]) if word in ROLES else None


@dataclass(frozen=True)
class Style:
    """One style as the file has it."""

    name: str
    based_on: str
    outline_level: str
    list_id: str
    list_level: str
    properties: etree._Element | None


class Styles:
    """The styles of one file. Without a part of styles, ids are taken for names."""

    def __init__(self, root: etree._Element | None) -> None:
        rows = () if root is None else root.iterfind(f"{W}style")
        self._rows = {row.get(f"{W}styleId", ""): _read_style(row) for row in rows}
        self._roles: dict[str, Role] = {}
        self._characters: dict[str, CharacterStyle] = {}

    def role(self, style_id: str) -> Role:
        """Return what a paragraph style is for: by its name, by those it is based on, by its level in the outline."""
        if style_id not in self._roles:
            self._roles[style_id] = self._find_role(style_id)
        return self._roles[style_id]

    def numbering(self, style_id: str) -> tuple[str, str]:
        """Return the ids of list and level a paragraph style brings along, ("", "") for none."""
        for row in self._chain(style_id):
            if row.list_id:
                return row.list_id, row.list_level or "0"
        return "", ""

    def character(self, style_id: str) -> CharacterStyle:
        """Return what a character style does; nothing for one that is not there."""
        if style_id not in self._characters:
            self._characters[style_id] = self._read_character(style_id)
        return self._characters[style_id]

    def _find_role(self, style_id: str) -> Role:
        chain = list(self._chain(style_id))
        names = [row.name for row in chain] or [style_id]
        role = next(filter(None, map(judge_name, names)), None) or judge_name(style_id)
        if role is None or role.name == "body":
            level = next((row.outline_level for row in chain if row.outline_level), "")
            if level in OUTLINE:
                return Role("heading", int(level) + 1)
        return role or Role()

    def _read_character(self, style_id: str) -> CharacterStyle:
        chain = list(self._chain(style_id))
        names = [row.name for row in chain] or [style_id]
        properties = [row.properties for row in chain if row.properties is not None]

        def first(tag: str) -> bool | None:
            return next((value for row in properties if (value := read_switch(row, tag)) is not None), None)

        language = next((found[1] for name in names if (found := _LANGUAGE.fullmatch(name))), "")
        script = next(filter(None, map(read_script, properties)), "")
        if any(_CITE.fullmatch(squeeze(name)) for name in names):
            return CharacterStyle(language=language, is_cite=True)  # its italics are how it looks, not what it says
        return CharacterStyle(first("b"), first("i"), first("vanish"), script, language)

    def _chain(self, style_id: str) -> Iterator[Style]:
        """Yield a style and those it is based on, each once."""
        seen: set[str] = set()
        while style_id in self._rows and style_id not in seen and len(seen) < _LONGEST_CHAIN:
            seen.add(style_id)
            yield self._rows[style_id]
            style_id = self._rows[style_id].based_on


def _read_style(row: etree._Element) -> Style:
    return Style(
        read_value(row, "name"),
        read_value(row, "basedOn"),
        read_value(row, "pPr", "outlineLvl"),
        read_value(row, "pPr", "numPr", "numId"),
        read_value(row, "pPr", "numPr", "ilvl"),
        row.find(f"{W}rPr"),
    )


def read_value(element: etree._Element | None, *path: str) -> str:
    """Return the `w:val` of the element at the end of a path of children, "" where there is none."""
    for tag in path:
        if element is None:
            return ""
        element = element.find(f"{W}{tag}")
    return "" if element is None else element.get(f"{W}val") or ""


def read_switch(properties: etree._Element | None, tag: str) -> bool | None:
    """Return whether a property is on (ECMA-376, part 1, 17.17.4), None where it is not mentioned."""
    found = None if properties is None else properties.find(f"{W}{tag}")
    return None if found is None else (found.get(f"{W}val") or "true") not in ("0", "false", "off", "none")


def read_script(properties: etree._Element) -> str:
    """Return sup, sub or "". LibreOffice writes raised text as smaller text above the line."""
    aligned = {"superscript": "sup", "subscript": "sub", "baseline": "line"}.get(
        read_value(properties, "vertAlign"), ""
    )
    if aligned:
        return aligned
    position = read_value(properties, "position")
    if properties.find(f"{W}sz") is None or not re.fullmatch(r"-?[0-9]{1,4}", position) or not int(position):
        return ""
    return "sup" if int(position) > 0 else "sub"
