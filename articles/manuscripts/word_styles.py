"""The styles of our Word files. Their names are what the reader knows a heading, a quote or a caption by.

Fonts: Times New Roman is on every system Word runs on, has true italics, and LibreOffice has letters of the same widths
for it. It lacks Georgian; Sylfaen, made for Armenian and Georgian and part of Windows and of Office for the Mac, sets
texts and parts of texts in these two scripts.
"""

from collections.abc import Iterable

from lxml import etree

from articles.manuscripts.word_elements import LINK_COLOUR, W, w, write_xml
from journal.languages import LANGUAGES

_REGIONAL = {row.code: row.open_graph.replace("_", "-") for row in LANGUAGES}
"""Word has spelling dictionaries for languages of a country."""
_SCRIPTS = {row.code: row.script for row in LANGUAGES}
_CAUCASIAN = frozenset({"Armn", "Geor"})
DEEPEST_QUOTE = 9
"""Quotes within quotes have styles of their own down to here."""
_RIGHT_TO_LEFT = frozenset({"ar", "arc", "fa", "he", "ku", "ota", "syc", "syr", "ur", "yi"})

_STYLES = f"""
<w:styles xmlns:w="{W}">
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts/><w:sz w:val="24"/><w:szCs w:val="24"/><w:lang/></w:rPr></w:rPrDefault>
 <w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>
 <w:uiPriority w:val="1"/><w:semiHidden/></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>
 <w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>
 <w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar>
 </w:tblPr></w:style>
<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:uiPriority w:val="99"/>
 <w:semiHidden/></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/>
 <w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:spacing w:after="120" w:line="240" w:lineRule="auto"/>
 </w:pPr><w:rPr><w:sz w:val="44"/><w:szCs w:val="44"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Subtitle"><w:name w:val="Subtitle"/><w:basedOn w:val="Normal"/>
 <w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/></w:pPr><w:rPr><w:color w:val="404040"/><w:sz w:val="30"/>
 <w:szCs w:val="30"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Standfirst"><w:name w:val="Standfirst"/>
 <w:basedOn w:val="Normal"/><w:qFormat/><w:rPr><w:sz w:val="26"/><w:szCs w:val="26"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>
 <w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before="360" w:after="120"/>
 <w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:bCs/><w:sz w:val="30"/><w:szCs w:val="30"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/>
 <w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/><w:keepLines/><w:spacing w:before="240" w:after="80"/>
 <w:outlineLvl w:val="1"/></w:pPr><w:rPr><w:b/><w:bCs/><w:sz w:val="26"/><w:szCs w:val="26"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/><w:basedOn w:val="Normal"/><w:qFormat/>
 <w:pPr><w:ind w:left="567" w:right="567"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="ListParagraph"><w:name w:val="List Paragraph"/><w:basedOn w:val="Normal"/>
 <w:qFormat/><w:pPr><w:spacing w:after="80"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="ListContinue"><w:name w:val="List Continue"/><w:basedOn w:val="Normal"/>
 <w:pPr><w:spacing w:after="80"/><w:ind w:left="425"/></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Picture"><w:name w:val="Picture"/><w:basedOn w:val="Normal"/>
 <w:pPr><w:keepNext/><w:spacing w:before="160" w:after="80" w:line="240" w:lineRule="auto"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Caption"><w:name w:val="caption"/><w:basedOn w:val="Normal"/>
 <w:next w:val="Normal"/><w:qFormat/><w:rPr><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="TableCaption"><w:name w:val="Table Caption"/>
 <w:basedOn w:val="Caption"/><w:pPr><w:keepNext/><w:spacing w:before="160" w:after="80"/></w:pPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="PictureCredit"><w:name w:val="Picture Credit"/>
 <w:basedOn w:val="Caption"/><w:next w:val="Normal"/><w:rPr><w:color w:val="595959"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="TableText"><w:name w:val="Table Text"/>
 <w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/></w:pPr>
 </w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="TableHeading"><w:name w:val="Table Heading"/>
 <w:basedOn w:val="TableText"/><w:rPr><w:b/><w:bCs/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="HorizontalLine"><w:name w:val="Horizontal Line"/>
 <w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1"
 w:color="808080"/></w:pBdr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/><w:basedOn w:val="Normal"/>
 <w:pPr><w:spacing w:after="40" w:line="240" w:lineRule="auto"/></w:pPr><w:rPr><w:sz w:val="20"/><w:szCs w:val="20"/>
 </w:rPr></w:style>
<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>
 <w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>
 <w:basedOn w:val="DefaultParagraphFont"/><w:rPr><w:color w:val="{LINK_COLOUR}"/><w:u w:val="single"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="HTMLCite"><w:name w:val="HTML Cite"/><w:basedOn w:val="DefaultParagraphFont"/>
 <w:rPr><w:i/><w:iCs/></w:rPr></w:style>
<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>
 <w:tblPr><w:tblBorders><w:top w:val="single" w:sz="4" w:space="0" w:color="auto"/>
 <w:left w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:bottom w:val="single" w:sz="4" w:space="0"
 w:color="auto"/><w:right w:val="single" w:sz="4" w:space="0" w:color="auto"/><w:insideH w:val="single" w:sz="4"
 w:space="0" w:color="auto"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:tblBorders></w:tblPr>
</w:style>
</w:styles>
"""


def write_styles(language: str, used: Iterable[str]) -> bytes:
    """Return the part `word/styles.xml` of a text in `language`.

    `used` are the ids of the character styles its runs bear (`articles.manuscripts.word_elements.name_style`): those
    for a language are made as needed.
    """
    root = etree.fromstring(_STYLES, etree.XMLParser(remove_blank_text=True, resolve_entities=False, no_network=True))
    default = next(root.iter(f"{{{W}}}rPr"))
    default.replace(default[0], _make_fonts(language))
    default.replace(default[-1], _make_language(language))
    root.extend(map(_make_quote_style, range(2, DEEPEST_QUOTE + 1)))
    for style in sorted(set(used)):
        kind, dash, tag = style.partition("-")
        if dash:
            root.append(_make_language_style(style, kind, tag))
    return write_xml(root)


def is_right_to_left(tag: str) -> bool:
    """Whether a language, by its BCP 47 tag, is written from right to left unless the tag names a script."""
    parts = tag.lower().split("-")
    return parts[0] in _RIGHT_TO_LEFT and "latn" not in parts and "cyrl" not in parts


def _make_quote_style(depth: int) -> etree._Element:
    names = (w("name", val=f"Quote {depth}"), w("basedOn", val="Quote"))
    indent = w("pPr", w("ind", left=567 * depth, right=567))
    return w("style", *names, indent, type="paragraph", customStyle=1, styleId=f"Quote{depth}")


def _make_language_style(style: str, kind: str, tag: str) -> etree._Element:
    base, name = ("HTMLCite", f"HTML Cite {tag}") if kind == "HTMLCite" else ("DefaultParagraphFont", f"Language {tag}")
    properties = w("rPr", _make_language(tag))
    if _find_script(tag) in _CAUCASIAN:
        properties.insert(0, _make_fonts(tag))
    names = (w("name", val=name), w("basedOn", val=base))
    return w("style", *names, properties, type="character", customStyle=1, styleId=style)


def _make_fonts(tag: str) -> etree._Element:
    font = "Sylfaen" if _find_script(tag) in _CAUCASIAN else "Times New Roman"
    return w("rFonts", ascii=font, hAnsi=font, eastAsia=font, cs="Times New Roman")


def _make_language(tag: str) -> etree._Element:
    known = _REGIONAL.get(tag, tag)
    attributes = {"val": known, "eastAsia": known, "bidi": tag} if is_right_to_left(tag) else {"val": known}
    return w("lang", **attributes)


def _find_script(tag: str) -> str:
    """Return the script (ISO 15924) of a language of the journal or of a tag that names it, "" if unknown."""
    first, *others = tag.split("-")
    named = next((part.title() for part in others if len(part) == 4 and part.isalpha()), "")
    return named or _SCRIPTS.get(first.lower(), "Armn" if first.lower() in ("xcl", "hyw") else "")
