"""The words by which a page is offered to readers of another language."""

from django.utils import translation

from articles.templatetags.press_tags import hint_in
from journal.languages import CODES


def test_a_page_is_offered_in_the_words_of_its_own_language_whatever_the_page_speaks() -> None:
    offers = {code: hint_in(code) for code in CODES}
    with translation.override("de"):
        assert {code: hint_in(code) for code in CODES} == offers
    assert offers["en"] == ' data-offer="This page can also be read in English." data-close="Close"'
    # where the catalogue lacks the sentence, nothing is offered, for it would name the wrong language
    found = [offer for offer in offers.values() if offer]
    assert (len(set(found)), [code for code in CODES if "English" in offers[code]]) == (len(found), ["en"])
