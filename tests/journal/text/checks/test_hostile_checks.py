"""No check is slow at the cap, whatever the text consists of."""

import pytest

from journal.text.checks.reading import TextToCheck
from journal.text.checks.running import check_text
from tests.journal.text.test_hostile_texts import fill, measure

pytestmark = pytest.mark.slow

PIECES = {
    "ru": ("a ", '"a" ', "(", "aа ", '<a href="#a">a</a> '),
    "de": ("1.234 ", "„", "[1] ", " -", "<p>a a</p>", "www.", "ISBN 1"),
    "hy": ("՞", "ա՞ս ", "1-", '<span lang="hy">a«</span>', ". "),
    "ro": ("ş ", "' ", "1 000 ", " ,", "a@", "a-"),
}
"""What a text of each language consists of."""


@pytest.mark.parametrize(("language", "piece"), [(code, piece) for code, pieces in PIECES.items() for piece in pieces])
def test_one_text_is_never_slow(language: str, piece: str) -> None:
    html = fill(piece) if piece.startswith("<p") else fill(piece, "<p>", "</p>")
    content = TextToCheck(body=html, notes={"a": html[:1000]})
    assert measure(lambda: check_text(content, language=language)) < 1


CROWDED = {
    "years that differ": (" ".join(map(str, range(10_001, 30_001))), " ".join(map(str, range(60_001, 79_001)))),
    "times that differ": ("13:01 " * 9_000, " ".join(f"{hour}:{minute}" for hour in range(60) for minute in range(99))),
    "citations": ("<cite>1914</cite> : " * 6_000, "<cite>1915</cite> " * 6_000),
    "paragraphs": ("</p><p>".join(map(str, range(2_000))), "</p><p>".join(map(str, range(7, 2_007)))),
    "nested marks": ("„" * 50 + "‘a “b " * 20_000, "a"),
    "single marks and straight ones": ("‘a " * 40_000 + '"a" ' * 20_000, "a"),
    "parts in another language": ('<span lang="la">a (1)</span> ' * 8_000, "a (2) " * 9_000),
}
"""What each paragraph is crowded with: this text, its source."""


@pytest.mark.parametrize("name", CROWDED)
def test_a_crowded_paragraph_is_never_slow(name: str) -> None:
    body, source = (TextToCheck(body=f"<p>{words}</p>") for words in CROWDED[name])
    assert measure(lambda: check_text(body, language="de", source=source, source_language="en")) < 1
