"""The citation of a piece, as its page shows it."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from articles.choices import CreditRole
from articles.press.citations.sentence import cite_in_words

register = template.Library()


@register.simple_tag
def citation(page: Any) -> SafeString:
    """How to cite the version of an article page, as a sentence of its language."""
    people = page.references
    return cite_in_words(page.version, people.authors, people.in_role(CreditRole.TRANSLATOR))
