"""Everything that is wrong with a working text, in one list."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from articles.choices import CreditRole
from articles.models import Credit, LanguageVersion, Revision
from articles.problems.fault import Fault, Place
from articles.problems.images import find_image_faults
from articles.problems.notes import find_note_faults
from articles.problems.words import find_word_faults
from articles.revisions import Content, working_content

MISSING = {
    "title": _("The title is missing."),
    "standfirst": _("The standfirst is missing."),
    "body": _("The text is missing."),
}
CREDITS = {
    CreditRole.AUTHOR: _("No author is credited."),
    CreditRole.TRANSLATOR: _("No translator is credited."),
}


def find_faults(
    version: LanguageVersion,
    *,
    source: Revision | None,
    content: Content | None = None,
    reads_words: bool = True,
    reads_credits: bool = False,
) -> list[Fault]:
    """Return every fault of the working text, waived ones included, what blocks first.

    Parity of notes is judged against `source`, the revision the text was made from (None for an original), and so are
    numbers, links and captions. Without `reads_words` the text itself is not checked, of which nothing blocks
    submitting; missing credits, with `reads_credits`, block nothing. Eight queries at the most; a tenth of a second of
    processor time for the words of an article.
    """
    content = content or working_content(version)
    faults = [
        Fault(f"missing:{field}", message, waivable=False, kind="missing", place=Place(field))
        for field, message in MISSING.items()
        if not getattr(content, field).strip()
    ]
    waived = frozenset(version.waivers.values_list("problem", flat=True))
    faults += find_image_faults(content, source, waived)
    faults += find_note_faults(version, content.body, source, waived)
    if reads_credits:
        faults += find_credit_faults(version, waived)
    if reads_words:
        faults += find_word_faults(version, content, source, waived)
    return sorted(faults, key=lambda fault: fault.is_advice + 2 * fault.waived)


def find_in_words(version: LanguageVersion, *, source: Revision | None, content: Content) -> list[Fault]:
    """Return what the checks find in a text nobody has saved. Two queries at the most."""
    return find_word_faults(version, content, source, frozenset(version.waivers.values_list("problem", flat=True)))


def find_credit_faults(version: LanguageVersion, waived: Collection[str]) -> list[Fault]:
    """Return which credits readers would miss. One query."""
    credits = Credit.objects.filter(article=version.article_id) | Credit.objects.filter(version=version)
    there = set(credits.values_list("role", flat=True))
    needed = [CreditRole.AUTHOR] if version.is_original else [CreditRole.AUTHOR, CreditRole.TRANSLATOR]
    return [
        Fault(
            f"credit:{role}",
            CREDITS[role],
            waivable=True,
            kind="credits",
            waived=f"credit:{role}" in waived,
            is_advice=True,
            place=Place("credits"),
        )
        for role in needed
        if role not in there
    ]
