"""Characters that got into a text by mistake: letters that only look right, what a word processor left, odd marks."""

import re
from collections.abc import Iterator
from itertools import islice

from journal.text.checks.brackets import find_brackets
from journal.text.checks.findings import MOST_IN_ONE, Finding
from journal.text.checks.function_words import FUNCTION_WORDS
from journal.text.checks.reading import MASK, Passage
from journal.text.checks.scripts import name_script, script_of_language

_CYRILLIC = "АВЕЗКМНОРСТУХІЈЅаеорсухіјѕԁһԛԝӏ"
_LATIN = "ABEZKMHOPCTYXIJSaeopcyxijsdhqwl"
_ARMENIAN = "օոսհԼՕՍՏզցքևյ"
_LOOKALIKES: dict[tuple[str, str], frozenset[str]] = {
    ("CYRILLIC", "LATIN"): frozenset(_LATIN + "bkmnrtuëïé3"),
    ("LATIN", "CYRILLIC"): frozenset(_CYRILLIC + "ВКМТНгпикт"),
    ("ARMENIAN", "LATIN"): frozenset("nouhpgqfjSOLUTZPGdwltimvk"),
    ("ARMENIAN", "CYRILLIC"): frozenset("оОоипрсЅՏһшт"),
    ("CYRILLIC", "GREEK"): frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοανρκυ"),
    ("LATIN", "GREEK"): frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρυ"),
    ("GEORGIAN", "LATIN"): frozenset("bdhmnosuyo"),
}
"""Script of the language and another script to the letters of that one which look like letters of the language."""

_RUN = re.compile(r"[^\W\d_]+(?:\u0301[^\W\d_]*)*")
_ROMAN = re.compile("[IVXLCDMІХСМ]+")
_ASCII = re.compile(r"[A-Za-z]")
_LONE = re.compile(r"(?<=[а-яёіўА-ЯЁІЎ] )[acopyi](?= [а-яёіўА-ЯЁІЎ])")
_LATIN_I = re.compile(r"(?<=[а-яёіў], )i(?= [а-яёіў])|(?:\A|(?<=[.!?…] )|(?<=[\n«„]))I(?= ([а-яёіў]+))")
"""The Belarusian word for "and", which Latin keyboards and numerals have too."""
_AFTER_AND = FUNCTION_WORDS["be"] - {"і", "або", "ці"}
_BEFORE_SYMBOL = re.compile(
    r"(?<!\w)(?:(?:букв|пункт|точк|кропк|літар|раздел|част|сторон|старон|вектор|вектар|велічын|перемен|величин|знак)[а-яёіў]*"
    r"|лит\.|п\.) \Z",
    re.IGNORECASE,
)

_ODD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufff9-\uffff\ue000-\uf8ff\u0378\u200e\u200f\u202a-\u202e"
    "\u2066-\u2069\U000f0000-\U0010ffff\ud800-\udfff]"
)
_DIRECTION = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe]")
_BREAK = re.compile(r"(?<=[^\W\d_])[\u200b\u2060](?=[^\W\d_])")
_BAR = re.compile(r"(?<!\|)\|(?!\|)|¬")
_LEFTOVER = re.compile(
    r"(?<=[^\s\d(\[{/=\ufffc])\[[0-9]{1,3}\]|(?<=[^\W\d_]) \[[0-9]{1,3}\](?=[.,;:!?։]|\Z)"
    r"|(?<=[^\W\d_][^\W\d_])\*{1,3}(?=[\s.,;:!?։)»”“]|\Z)|(?<=[^\W\d_A-Z][^\W\d_][^\W\d_])[¹²³⁴-⁹]{1,3}(?!\w)"
    r"|(?<=[.,;:!?։»”“])[¹²³⁴-⁹]{1,3}(?!\w)|(?<=\w)__+|__+(?=\w)"
)
_UNIT = re.compile(r"(?<![^\W\d_])(?:[kcdmnµμ]?m|[кдсм]?м|կմ|մ|სმ|კმ|մմ)\Z")
_DIGITS = re.compile(r"[0-9]{1,3}\Z")
_DOUBLE_SPACE = re.compile(r"(?<=[^ \xa0\n])[ \xa0]{2}(?=[^ \xa0\n])")
_SPACE_BEFORE = re.compile(r"(?<=[\w»”“’)\]\ufffc])[ \xa0]+(?:[,;:!?։՝]|\.(?!\.))(?=[\s»”“’)\]]|\Z)")
_DOUBLE_MARK = re.compile(
    r",[ \xa0]?,(?!,)|;[ \xa0]?;|(?<![.?!…])\.\.(?!\.)|(?<![:։]):[ ]?:(?!:)|։[ ]?։|:։|։:|,[;:](?!-)|;,|:,"
    r"|[;:,]\.(?!\.)|(?<=[\w»”“])[?!]\.(?!\.)"
    r"|՞՞|՜՜|՝[,՝]|՝։|(?<!․)․․(?!․)"
)
_CEDILLA = re.compile(r"\w*[şţŞŢ]\w*")
_TURKISH = re.compile("[ıİğĞöÖüÜçÇ]")
_CAPITAL_S = re.compile(r"(?:[A-ZŞ]\w*ş\w*|Ş\w*)\Z")
_ROMANIAN = re.compile(
    r"[ăâîĂÂÎţŢ]|^(?:Şi\Z|Ştefan|Ştiu|Şcoal|Şcol|Ştirb|Ştiin|Şapte|Şase|Bucureşt|Ploieşt|Iaş|Argeş|Galaş)"
)
_COLON = re.compile(r"(?<=[ա-և])[»)․.]?:(?=\s|\Z)|(?<=[0-9]):(?=\s+[«(]?[Ա-Ֆ]|\s*\Z)")


def find_strays(passages: list[Passage], language: str) -> Iterator[Finding]:
    """Yield what stands in a text by mistake, passage by passage. Linear.

    `mixed-script` (a word with letters of another script that look alike), `stray-character` (one no text needs),
    `leftover` (of a note typed by hand), `double-space`, `space-before-mark`, `double-mark`, `cedilla` (Romanian),
    `armenian-colon` (for the full stop), `bracket` (without its partner).
    """
    for passage in passages:
        found = list(islice(_find(passage, language), MOST_IN_ONE))
        if language == "ro":
            found += islice(_find_cedillas(passage), MOST_IN_ONE)
        yield from sorted(found, key=lambda each: each.start or 0)
    yield from find_brackets(passages)


def _find(passage: Passage, language: str) -> Iterator[Finding]:
    text = passage.own
    yield from _find_lookalikes(passage, script_of_language(language))
    yield from _find_odd(passage)
    for match in _LEFTOVER.finditer(text):
        if not _UNIT.search(text, max(0, match.start() - 3), match.start()):
            yield passage.report("leftover", *match.span(), found=match[0].strip())
    yield from _find_raised(passage)
    for match in _DOUBLE_SPACE.finditer(passage.text):
        yield passage.report("double-space", *match.span())
    is_catalogue = passage.field.startswith("note:") or any(span.name == "citation" for span in passage.spans)
    for match in _SPACE_BEFORE.finditer(text):
        if not _is_by_right(passage, match, is_catalogue=is_catalogue):
            yield passage.report("space-before-mark", *match.span(), found=match[0][-1])
    for match in _DOUBLE_MARK.finditer(text):
        if match[0] != ",," or text[match.end() : match.end() + 1].isspace():
            yield passage.report("double-mark", *match.span(), found=match[0])
    if language == "hy":
        for match in _COLON.finditer(text):
            yield passage.report("armenian-colon", match.end() - 1, match.end(), found=":", expected="։")


def _find_lookalikes(passage: Passage, script: str) -> Iterator[Finding]:
    text = passage.own
    if text.isascii():
        return
    if script != "LATIN" and not _ASCII.search(text) and not _has_other(text, script):
        return
    for match in _RUN.finditer(text):
        word = match[0]
        if len(word) > 1 and not word.isascii() and (foreign := _name_lookalikes(word, script)):
            yield passage.report("mixed-script", *match.span(), word=word, letters=foreign)
    if script == "CYRILLIC":
        for match in _LONE.finditer(text):
            if not _BEFORE_SYMBOL.search(text, max(0, match.start() - 20), match.start()):
                yield passage.report("mixed-script", *match.span(), word=match[0], letters=match[0])
    if passage.language == "be":
        for match in _LATIN_I.finditer(text):
            if match[0] == "i" or match[1] in _AFTER_AND:
                yield passage.report("mixed-script", *match.span(), word=match[0], letters=match[0])


def _has_other(text: str, script: str) -> bool:
    return any(name_script(letter) != script for letter in set(text) if letter.isalpha())


def _name_lookalikes(word: str, script: str) -> str:
    """Return the letters of a word that only look right, "" if none or if others are foreign too."""
    scripts = {letter: name_script(letter) for letter in word if letter.isalpha()}
    own = {letter for letter, name in scripts.items() if name == script}
    foreign = dict.fromkeys(letter for letter in word if letter in scripts and scripts[letter] not in (script, ""))
    if not own or not foreign:
        return ""
    count = sum(letter in foreign for letter in word)
    others = {scripts[letter] for letter in foreign}
    known = frozenset().union(*(_LOOKALIKES.get((script, other), frozenset()) for other in others))
    if all(letter in known for letter in foreign) and (2 * count <= len(word) or _ROMAN.fullmatch(word)):
        return "".join(foreign)
    return ""


def _find_odd(passage: Passage) -> Iterator[Finding]:
    text = passage.text
    is_mixed = bool(_RIGHT_TO_LEFT.search(text))
    for match in _ODD.finditer(text):
        if not (is_mixed and match[0] in _DIRECTION):
            yield passage.report("stray-character", *match.span(), found=f"U+{ord(match[0]):04X}")
    for match in _BREAK.finditer(passage.own):
        yield passage.report("stray-character", *match.span(), found=f"U+{ord(match[0]):04X}")
    for match in _BAR.finditer(passage.own):
        yield passage.report("stray-character", *match.span(), found=match[0])


def _find_raised(passage: Passage) -> Iterator[Finding]:
    """Raised digits after a mark or a word in small letters: a note typed by hand."""
    for span in passage.spans:
        if span.name != "superscript" or not _DIGITS.match(passage.text[span.start : span.end]):
            continue
        before = re.search(r"\S{1,24}\Z", passage.text[max(0, span.start - 24) : span.start])
        if before and re.search(r"(?:[.,;:!?։»”“]|(?<![^\s(«„“])[^\W\d_A-ZА-ЯԱ-Ֆ][^\W\d_]{3,})\Z", before[0]):
            yield passage.report("leftover", span.start, span.end, found=passage.text[span.start : span.end])


def _is_by_right(passage: Passage, match: re.Match[str], *, is_catalogue: bool) -> bool:
    """Catalogues write " : " and " ; "; ratios and scores have digits on both sides; dots may be spaced out."""
    text, mark = passage.own, match[0][-1]
    if mark in ":;" and is_catalogue:
        return True
    if mark == ":" and text[match.start() - 1].isdigit():
        return True
    if mark == ".":
        return text[match.end() : match.end() + 2] in (" .", "\xa0.") or text[match.start() - 1] == "."
    return mark in "?!" and passage.language == "hy" and text[match.start() - 1] == MASK


def _find_cedillas(passage: Passage) -> Iterator[Finding]:
    words = [match for match in _CEDILLA.finditer(passage.own) if not _TURKISH.search(match[0])]
    typed = any(not _CAPITAL_S.match(match[0]) for match in words)
    for match in words:
        if typed or not _CAPITAL_S.match(match[0]) or _ROMANIAN.search(match[0]):
            yield passage.report("cedilla", *match.span(), word=match[0])
