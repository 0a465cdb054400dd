"""What the checks of `journal.text.checks` find, in sentences, and what of it stands in the way of publishing."""

from collections.abc import Collection, Iterable

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.models import LanguageVersion, Revision
from articles.problems.fault import Fault, Place
from articles.revisions import Content
from journal.text.checks.findings import Finding
from journal.text.checks.reading import TextToCheck
from journal.text.checks.running import check_text

MESSAGES: dict[str, Promise] = {
    "number-differs": _("The number here is {number}, in the source it is {expected}."),
    "number-missing": _("The source has the number {number} here."),
    "number-extra": _("The source does not have the number {number}."),
    "source-language": _("This is still in the language of the source. If it is meant to be, mark its language."),
    "doubled": _("The word “{word}” stands here twice."),
    "mixed-script": _("In “{word}” letters of another script look like the right ones: {letters}."),
    "stray-character": _("A character nobody sees or means: {found}."),
    "leftover": _("This looks like a footnote typed by hand: {found}."),
    "double-space": _("Two spaces in a row."),
    "space-before-mark": _("A space before “{found}”."),
    "double-mark": _("Two marks in a row: {found}."),
    "cedilla": _("“{word}” is written with a cedilla instead of the comma below."),
    "armenian-colon": _("A colon stands where the Armenian full stop belongs: {expected}."),
    "bracket": _("The bracket {found} has no partner."),
    "straight-quote": _("Straight quotation marks; this language writes {expected}."),
    "wrong-quote": _("Quotation marks of another language: {found}. This language writes {expected}."),
    "quote-level": _("These quotation marks are for another level: {found}. Here they are {expected}."),
    "quote-space": _("A space within quotation marks: {found}."),
    "unclosed-quote": _("A quotation that does not end: {found}."),
    "unopened-quote": _("A quotation that does not begin: {found}."),
    "hyphen-dash": _("A hyphen stands for a dash: {expected}."),
    "range-hyphen": _("A hyphen stands between two numbers: {expected}."),
    "accent-apostrophe": _("An accent stands for an apostrophe: {expected}."),
    "wrong-dash": _("The dash of another language; this one writes {expected}."),
    "armenian-mark": _("Armenian has a mark of its own here: {expected}, within the word."),
    "armenian-place": _("In “{word}” the mark does not follow a vowel."),
    "armenian-full-stop": _("A point stands where the Armenian full stop belongs: {expected}."),
    "link-missing": _("The source links “{words}” to {target}; this text has no such link."),
    "dead-fragment": _("This link leads to a place that is not there: {target}."),
}
"""By the codes of `journal.text.checks.running.CHECKS`."""

BLOCKING = frozenset({"source-language", "stray-character", "leftover", "dead-fragment"})
"""What no reader should ever see; the rest is advice, for a person may be right against the check."""


def find_word_faults(
    version: LanguageVersion, content: Content, source: Revision | None, waived: Collection[str]
) -> list[Fault]:
    """Return what the checks find in a text, compared with `source` where it was made from one, in its order.

    A tenth of a second of processor time for an article. One query for the language of the source at most.
    """
    findings = check_text(
        make_checkable(content, article=version.article_id),
        language=version.language,
        source=make_checkable(source, article=version.article_id) if source else None,
        source_language=source.version.language if source else None,
    )
    return [describe(finding, waived) for finding in findings]


def make_checkable(text: Content | Revision, *, article: int) -> TextToCheck:
    """Return a working text or a revision as the checks read it. Free."""
    return TextToCheck(
        title=text.title,
        subtitle=text.subtitle,
        standfirst=text.standfirst,
        body=text.body,
        notes={key: note["html"] for key, note in text.notes.items()},
        images={int(number): words for number, words in text.images.items()},
        number=article,
    )


def describe(finding: Finding, waived: Iterable[str]) -> Fault:
    """Return a finding in words. Free."""
    return Fault(
        finding.id,
        format_lazy(MESSAGES[finding.code], **finding.detail),
        waivable=True,
        kind="words",
        waived=finding.id in waived,
        blocks_only_publishing=finding.code in BLOCKING,
        is_advice=finding.code not in BLOCKING,
        place=Place(finding.field, finding.place, finding.start, finding.end, finding.excerpt),
    )
