"""Words of a text as they are searched for."""

from hypothesis import example, given
from hypothesis import strategies as st

from journal.text.words import LONGEST_WORD, find_words, list_words


def test_words_are_folded_and_keep_their_places() -> None:
    text = "«Ինչո՞ւ», եւ co-op’s ½ Straße!"
    assert [(text[word.start : word.end], word.folded) for word in find_words(text)] == [
        ("Ինչո՞ւ", "ինչու"),
        ("եւ", "եվ"),
        ("co", "co"),
        ("op’s", "ops"),
        ("½", "1"),
        ("½", "2"),
        ("Straße", "strasse"),
    ]


@given(st.text(max_size=300))
@example("՛a՛b՛")
@example("ﬁ\u00adﬁ")
@example("İ")
def test_words_are_letters_and_digits_in_order_and_folding_them_again_changes_nothing(text: str) -> None:
    words = list(find_words(text))
    assert all(word.folded.isalnum() and len(word.folded) <= LONGEST_WORD for word in words)
    assert all(0 <= one.start <= one.end <= len(text) for one in words)
    assert [word.start for word in words] == sorted(word.start for word in words)
    once = list_words(text)
    assert list_words(" ".join(once)) == once
