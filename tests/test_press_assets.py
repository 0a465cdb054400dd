"""What the public site loads: built from the sources as they are, light, and by the rules for styles and letters."""

import hashlib
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from journal.languages import CODES, LANGUAGES, Language

PRESS = Path(__file__).resolve().parent.parent / "static" / "press"
BUILT = ("site.css", "site-lists.css", "site.js")
SOURCES = {path.name: path.read_text(encoding="utf-8") for path in PRESS.glob("*.css") if path.name not in BUILT}
OWN_STYLES = {name: text for name, text in SOURCES.items() if not name.startswith(("fonts", "tokens"))}

MOST_STYLE = 13_800
"""Bytes of the style sheet of an article: `tests/articles/press/test_weight.py` adds it to 2,500 words of Georgian."""
MOST_FONT = 35_000
"""Bytes of fonts a page may load."""

_DECLARATION = re.compile(r"(?<=[;{])\s*([a-z-]+)\s*:\s*([^;{}]+)(?=[;}])")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|hwb|lab|lch|oklab|oklch|light-dark)a?\(|"
    r"(?<![-\w])(?:white|black|gr[ae]y|red|green|blue|yellow|orange|brown|pink|purple|beige|silver)(?![-\w])",
    re.IGNORECASE,
)
_FIXED_TYPE = re.compile(r"\d(?:px|rem|pt|vw)\b")
_CAPITALS = re.compile(r"capitali[sz]e|uppercase|lowercase|small-caps|full-width")


def find_style_faults(source: str) -> list[str]:
    """Return the declarations that set a colour or a size of type by themselves, or change the case of letters."""
    faults = []
    for name, value in _DECLARATION.findall(_COMMENT.sub("", source)):
        is_type = name in ("font", "font-size") and _FIXED_TYPE.search(value)
        if not name.startswith("--") and (_COLOUR.search(value) or is_type or _CAPITALS.search(value)):
            faults.append(f"{name}: {value.strip()}")
    return faults


def test_a_colour_a_size_of_type_and_capitals_in_a_style_are_reported() -> None:
    source = """a { color: #fff; background: var(--paper) } b { font: 600 1rem/1 serif; --own: red; /* color: red; */ }
    i { text-transform: uppercase; border: 1px solid white; font-size: 0.9em; font: var(--strong) 1em/1 var(--sans) }"""
    assert find_style_faults(source) == [
        "color: #fff",
        "font: 600 1rem/1 serif",
        "text-transform: uppercase",
        "border: 1px solid white",
    ]


def test_colours_and_sizes_stand_among_the_tokens_and_no_letter_is_changed() -> None:
    faults = {name: find_style_faults(text) for name, text in OWN_STYLES.items()}
    assert {name: found for name, found in faults.items() if found} == {}
    assert "font-synthesis: none" in SOURCES["base.css"]


def test_every_layer_of_a_source_has_its_place_in_the_order() -> None:
    order = re.findall(r"[\w-]+", re.search(r"@layer ([\w, -]+);", SOURCES["tokens.css"])[1])  # type: ignore[index]
    named = {name: re.findall(r"@layer ([\w-]+) \{", text) for name, text in SOURCES.items()}
    assert {name: layers for name, layers in named.items() if len(layers) != 1 or layers[0] not in order} == {}


def test_the_window_around_a_page_has_the_colour_of_its_paper() -> None:
    base = (PRESS.parent.parent / "templates" / "base.html").read_text(encoding="utf-8")
    papers = re.findall(r"--paper: (#\w+);", SOURCES["tokens.css"])
    assert re.findall(r'name="theme-color" content="(.*?)" media="\(prefers-color-scheme: (\w+)\)"', base) == [
        (papers[0], "light"),
        (papers[1], "dark"),
    ]


def test_the_built_files_are_those_of_the_sources() -> None:
    scripts = [path.relative_to(PRESS).as_posix() for path in (PRESS / "scripts").rglob("*.js")]
    digest = hashlib.sha256()
    for name in [*sorted(SOURCES), *sorted(scripts)]:
        digest.update(f"{name}\n".encode() + (PRESS / name).read_bytes())
    banner = f"/*! Enface, built from the sources {digest.hexdigest()[:16]} */"
    found = {name: (PRESS / name).read_text(encoding="utf-8").splitlines()[0] for name in BUILT}
    assert found == dict.fromkeys(BUILT, banner), "Build them anew: node assets/press.js (or make assets)"


def test_the_style_sheet_of_an_article_is_light() -> None:
    assert (PRESS / "site.css").stat().st_size <= MOST_STYLE


def read_faces() -> Iterator[tuple[str, str, set[int]]]:
    """Yield family, file and code points of each font there is."""
    for face in re.findall(r"@font-face \{(.*?)\}", SOURCES["fonts.css"], re.DOTALL):
        family = re.search(r'font-family: "(.*?)"', face)[1]  # type: ignore[index]
        file = re.search(r'url\("(.*?)"\)', face)[1]  # type: ignore[index]
        ranges = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", face)
        yield family, file, set(chain(*(range(int(a, 16), int(b or a, 16) + 1) for a, b in ranges)))


def families_of(code: str) -> list[str]:
    """Return the families a page in one language may load: upright ones, then italic ones."""
    chosen: dict[str, str] = {}
    for selector, rules in re.findall(r"(:root[^{]*)\{([^}]*)\}", SOURCES["tokens.css"]):
        if ":lang" not in selector or f":lang({code})" in selector:
            chosen |= dict(re.findall(r"--(letters|slanted): ([^;]+);", rules))
    chosen["slanted"] = "" if code in ("hy", "ka") else chosen["slanted"]
    return [name.strip(' "') for part in chosen.values() for name in part.split(",") if name]


def test_every_font_is_used_and_its_licence_lies_beside_it() -> None:
    faces = sorted(file for _family, file, _points in read_faces())
    assert faces == sorted(f"fonts/{path.name}" for path in (PRESS / "fonts").glob("*.woff2"))
    licence = (PRESS / "fonts" / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    named = set(re.split(r"[,:\s]+", licence.partition("SIL Open Font")[0]))
    assert [file for file in faces if Path(file).stem not in named] == []


@pytest.mark.parametrize("code", CODES)
def test_no_page_can_load_more_than_its_share_of_fonts(code: str) -> None:
    faces = [face for face in read_faces() if face[0] in families_of(code)]
    assert sum((PRESS / file).stat().st_size for _family, file, _points in faces) <= MOST_FONT


LETTERS = {
    "hy": "ԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև՛՜՝՞։֊֏",
    "be": "АБВГДЕЁЖЗІЙКЛМНОПРСТУЎФХЦЧШЫЬЭЮЯабвгдеёжзійклмнопрстуўфхцчшыьэюя№",
    "ka": "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
    "ro": "ĂÂÎȘȚăâîșțŞŢşţ",
    "en": "ÉéÆæÇçÑñ£",
    "de": "ÄÖÜäöüß§",
    "ru": "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя№",
}
MARKS = "ABCXYZabcxyz0123456789 \u00a0.,:;!?()[]/&%@«»„“”‘’‚–—…©·€"


@pytest.mark.parametrize("row", LANGUAGES, ids=CODES)
def test_every_letter_and_mark_of_a_language_is_in_its_fonts(row: Language) -> None:
    code, quotes = row.code, "".join(row.quotes)
    points: dict[bool, set[int]] = {False: set(), True: set()}
    for family, _file, covered in read_faces():
        if family in families_of(code):
            points["Italic" in family] |= covered
    assert [letter for letter in LETTERS[code] + quotes + MARKS if ord(letter) not in points[False]] == []
    letters = [letter for letter in LETTERS[code] if letter.isalpha() and code not in ("hy", "ka", "en")]
    assert [letter for letter in letters if ord(letter) not in points[True]] == []
