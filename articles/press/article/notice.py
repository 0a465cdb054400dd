"""What readers are told of a text: that no person has reviewed it, or that what it was made from has changed since."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles.choices import Origin, Significance
from articles.press.public import PublicVersion


@dataclass(frozen=True)
class Released:
    """A released revision of any version of the article, without its text."""

    version_id: int
    number: int
    significance: str
    based_on_id: int | None


def label_machine_made(version: PublicVersion) -> str:
    """Return the label of a version whose published revision says that a machine made it, "" for any other, in the
    language that is active. An approval makes the next revision one that a person has reviewed. Free."""
    if version.origin != Origin.MACHINE:
        return ""
    if version.is_original:
        return _("This text was written by a machine. No person has reviewed it.")
    return _("This is a machine translation. No person has reviewed it.")


def overtaken_by(
    based_on_id: int | None, versions: list[PublicVersion], released: Mapping[int, Released]
) -> PublicVersion | None:
    """Return the published source whose text changed in a major way after the revision a text is based on.

    The reader's side of `freshness.readers_notice`, on rows already loaded: `versions` are the public ones, `released`
    the released revisions of the article by their id. A test holds the two equal. Free.
    """
    public = {version.version_id: version for version in versions}
    base = released.get(based_on_id or 0)
    while base is not None:
        source = public.get(base.version_id)
        if source is not None and any(_is_news(row, base, source) for row in released.values()):
            return source
        base = released.get(base.based_on_id or 0)
    return None


def _is_news(row: Released, base: Released, source: PublicVersion) -> bool:
    """Whether a revision is a major one that readers of the source can see and whoever used `base` could not."""
    same = row.version_id == source.version_id
    return same and base.number < row.number <= source.number and row.significance == Significance.MAJOR
