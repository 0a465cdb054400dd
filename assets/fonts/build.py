# /// script
# requires-python = ">=3.11"
# dependencies = ["fonttools==4.68.0", "brotli==1.2.1"]
# ///
"""Cuts the fonts of the public site out of Noto Serif: static/press/fonts/*.woff2 and static/press/fonts.css.

Not part of `make assets`, for letters change seldom; `README.md` beside this file says how to run it. The fonts vary
in weight from 400 to 600. A page names only the families of its own script (tokens.css), and of these the browser
loads a file when a letter of its `unicode-range` is on the page, so that no article takes more than 35 kB.
"""

import io
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

TARGET = Path(__file__).resolve().parents[2] / "static" / "press"
WEIGHTS = (400, 600)
TOLERANCE = 2
"""Thousandths of an em by which a point of a heavier letter may lie off; a tenth of the file is saved by it."""
FEATURES = ["ccmp", "kern", "liga", "locl", "mark", "mkmk"]
RULE = (
    '  @font-face {{\n    font-family: "{family}";\n    {kind};\n    font-display: swap;\n'
    '    src: url("fonts/{name}.woff2");\n    unicode-range: {ranges};\n  }}\n'
)


def spread(*parts: str | tuple[int, int]) -> frozenset[int]:
    """Return the code points of letters written out and of ranges with both ends."""
    points: set[int] = set()
    for part in parts:
        points |= set(map(ord, part)) if isinstance(part, str) else set(range(part[0], part[1] + 1))
    return frozenset(points)


LATIN = spread((0x20, 0x7E), "\u00a0\u00ad\u2009«»„“”‘’‚–—…•©§°·×€")
LETTERS = spread((0x41, 0x5A), (0x61, 0x7A))
CENTRAL = spread("ÄÖÜäöüßÂÎâî")
WESTERN = spread((0xA1, 0xFF)) - CENTRAL
ROMANIAN = spread("ĂăȘșȚțŞşŢţ")
CYRILLIC = spread((0x410, 0x44F), "ЁёІіЎўЄєЇїҐґ№")
ARMENIAN = spread((0x531, 0x556), (0x55A, 0x55F), (0x561, 0x587), (0x589, 0x58A), "֏․")
GEORGIAN = spread((0x10D0, 0x10F0), (0x10FB, 0x10FC))


@dataclass(frozen=True)
class Cut:
    """One file: which letters of which source, and the family it belongs to."""

    name: str
    family: str
    package: str
    part: str
    points: frozenset[int]
    italic: bool = False


CUTS = (
    Cut("latin", "Press", "noto-serif", "latin", LATIN),
    Cut("central", "Press", "noto-serif", "latin", CENTRAL),
    Cut("western", "Press Western", "noto-serif", "latin", WESTERN),
    Cut("romanian", "Press Romanian", "noto-serif", "latin-ext", ROMANIAN),
    Cut("cyrillic", "Press Cyrillic", "noto-serif", "cyrillic", CYRILLIC),
    Cut("armenian", "Press Armenian", "noto-serif-armenian", "armenian", ARMENIAN),
    Cut("georgian", "Press Georgian", "noto-serif-georgian", "georgian", GEORGIAN),
    # Marks, figures and blanks of the italic are those of the upright
    Cut("latin-italic", "Press Italic", "noto-serif", "latin", LETTERS, italic=True),
    Cut("central-italic", "Press Western Italic", "noto-serif", "latin", CENTRAL, italic=True),
    Cut("romanian-italic", "Press Romanian Italic", "noto-serif", "latin-ext", ROMANIAN, italic=True),
    Cut("cyrillic-italic", "Press Cyrillic Italic", "noto-serif", "cyrillic", CYRILLIC - spread("№"), italic=True),
)


def cut_font(source: Path, cut: Cut) -> bytes:
    """Return the WOFF2 file of one cut: unhinted, upright with a weight axis, italic in the regular weight.

    ValueError where the source lacks a letter.
    """
    font = TTFont(source, recalcTimestamp=False)
    missing = cut.points - set(font.getBestCmap())
    if missing:
        raise ValueError(f"{source.name} lacks {sorted(map(hex, missing))}")
    font = reload(instancer.instantiateVariableFont(font, {"wght": 400 if cut.italic else WEIGHTS}))
    options = subset.Options(
        hinting=False, notdef_outline=True, glyph_names=False, layout_features=[] if cut.italic else FEATURES
    )
    options.drop_tables += ["HVAR", "MVAR", "STAT", "gasp"]  # advances vary by gvar too
    options.name_IDs = [0, 1, 2]  # the licence lies beside the file
    shears = subset.Subsetter(options)
    shears.populate(unicodes=cut.points)
    shears.subset(font)
    simplify(font)
    return save(font, flavor="woff2")


def simplify(font: TTFont) -> None:
    """Leave out of a variable font the movements of points that are hardly different from their neighbours'."""
    for name, variations in font["gvar"].variations.items() if "gvar" in font else ():
        coordinates, outline = font["glyf"]._getCoordinatesAndControls(name, font["hmtx"].metrics)
        for variation in variations:
            variation.calcInferredDeltas(coordinates, outline.endPts)
            variation.roundDeltas()
            variation.optimize(
                coordinates, outline.endPts, tolerance=TOLERANCE, isComposite=outline.numberOfContours == -1
            )


def reload(font: TTFont) -> TTFont:
    """Return the same font, read anew: a cut axis leaves tables that the subsetter cannot read."""
    return TTFont(io.BytesIO(save(font, flavor=None)), recalcTimestamp=False)


def save(font: TTFont, *, flavor: str | None) -> bytes:
    font.flavor = flavor
    target = io.BytesIO()
    font.save(target)
    return target.getvalue()


def write_ranges(points: Iterable[int]) -> str:
    """Return a `unicode-range` (CSS Fonts 4): runs of neighbours, in order."""
    runs: list[list[int]] = []
    for point in sorted(points):
        if runs and runs[-1][1] == point - 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return ", ".join(f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in runs)


def write_rule(cut: Cut) -> str:
    """Return the `@font-face` of a cut."""
    kind = "font-style: italic" if cut.italic else f"font-weight: {WEIGHTS[0]} {WEIGHTS[1]}"
    return RULE.format(family=cut.family, kind=kind, name=cut.name, ranges=write_ranges(cut.points))


def main(packages: Path) -> None:
    """Write every font and the rules. `packages` is the folder node_modules/@fontsource-variable."""
    (TARGET / "fonts").mkdir(exist_ok=True)
    for cut in CUTS:
        style = "italic" if cut.italic else "normal"
        source = packages / cut.package / "files" / f"{cut.package}-{cut.part}-wght-{style}.woff2"
        data = cut_font(source, cut)
        (TARGET / "fonts" / f"{cut.name}.woff2").write_bytes(data)
        print(f"{len(data):6} {cut.name}")
    rules = "".join(map(write_rule, CUTS))
    head = "/* Made by assets/fonts/build.py: what each file of fonts/ holds. */\n"
    (TARGET / "fonts.css").write_text(f"{head}@layer fonts {{\n{rules}}}\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
