"""Which piece, language, revision and edit a file was exported from; and whether that is what it is handed in for."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.models import LanguageVersion, Revision
from articles.refusals import Invalid
from journal.languages import CODES, language

_ORIGINAL = re.compile(r"article-([1-9][0-9]{0,17})-([a-z]{2,8})\.r([1-9][0-9]{0,8})\.e([0-9]{1,9})")


@dataclass(frozen=True)
class Origin:
    """What an exported file is a translation of: the value of `original`."""

    article: int
    language: str
    revision: int
    """Number of the revision of the source."""
    edit_number: int
    """State of the translation when it was exported."""

    def __str__(self) -> str:
        return f"article-{self.article}-{self.language}.r{self.revision}.e{self.edit_number}"

    @classmethod
    def read(cls, original: str) -> "Origin | None":
        """Return what `original` says, None for a file of another origin. Folders before the name are passed over."""
        found = _ORIGINAL.fullmatch(re.split(r"[/\\]", original.strip())[-1])
        return cls(int(found[1]), found[2], int(found[3]), int(found[4])) if found else None


def check_origin(original: str, languages: tuple[str, str], version: LanguageVersion) -> Origin:
    """Return the origin of a file that says `original`, from and into `languages`. Invalid, with the reason in the
    active language, unless it was exported for this version. A query where the source is not loaded."""
    origin = Origin.read(original)
    if origin is None:
        raise Invalid(_("This file was not exported here: it does not say which piece it belongs to."))
    if origin.article != version.article_id:
        numbers = {"other": origin.article, "own": version.article_id}
        raise Invalid(_("This file belongs to another piece: number %(other)s, not %(own)s.") % numbers)
    source = version.translated_from
    expected = (source.language if source else "", version.language, version.language)
    for found, own in zip((*languages, origin.language), expected, strict=True):
        if _primary(found) != own:
            names = {"other": _name_language(found), "own": _name_language(own)}
            raise Invalid(_("This file is about another language: %(other)s, not %(own)s.") % names)
    return origin


def find_revision(origin: Origin, version: LanguageVersion) -> Revision:
    """Return the revision of the source that the file translates. Invalid for one that was never released, and for
    one that is older than what the translation follows. Two queries."""
    released = Revision.objects.filter(version_id=version.translated_from_id, released_at__isnull=False)
    revision = released.filter(number=origin.revision).select_related("version").first()
    if revision is None:
        why = _("This file translates revision %(number)s of the source, which was never released for translation.")
        raise Invalid(why % {"number": origin.revision})
    if version.based_on is not None and revision.number < version.based_on.number:
        why = _("This file translates revision %(old)s of the source; the text follows revision %(new)s already.")
        raise Invalid(why % {"old": revision.number, "new": version.based_on.number})
    return revision


def _primary(code: str) -> str:
    """Return the language of a tag such as `de-AT` (BCP 47)."""
    return re.split("[-_]", code.strip().lower())[0]


def _name_language(code: str) -> str:
    primary = _primary(code)
    return language(primary).name if primary in CODES else code[:20] or "?"
