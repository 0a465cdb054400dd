"""What the desk proposes as the significance of a change, and why, in words. A person chooses."""

from dataclasses import asdict, dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles import revisions, significance
from articles.choices import Significance
from articles.desk.comparing import WORKING, compare_texts
from articles.models import LanguageVersion, Revision
from articles.revisions import Content


@dataclass(frozen=True)
class Proposal:
    """The significance of what has changed since a revision."""

    significance: Significance
    passages: int
    """How many passages differ: paragraphs, title and so on, notes, words about images."""
    number: int
    """Of the revision the text is compared with."""
    url: str
    """The comparison."""

    @property
    def reason(self) -> str:
        """Why it is proposed, in a sentence."""
        if not self.passages:
            return _("Proposed: typo, for no word has changed that readers read.")
        if self.significance is Significance.TYPO:
            return _("Proposed: typo, for only single letters within words have changed.")
        return _("Proposed: substantive, for words, notes or links have changed.")

    @property
    def extent(self) -> str:
        """How much has changed, in words."""
        given = {"count": self.passages, "number": self.number}
        words = ngettext(
            "%(count)s passage has changed since revision %(number)s",
            "%(count)s passages have changed since revision %(number)s",
            self.passages,
        )
        return words % given


def make_proposal(version: LanguageVersion, newest: Revision | None, content: Content) -> Proposal | None:
    """Return the proposal for the change from `newest` (the newest released revision) to the working text `content`;
    None where nothing has been released or nothing has changed. Milliseconds for an article; one query if it shows
    images."""
    if newest is None:
        return None
    before = revisions.content_of(newest)
    if before == content:
        return None
    working = Revision(version=version, number=0, **asdict(content))
    query = f"?a={newest.number}&b={WORKING}"
    return Proposal(
        significance.compare(before, content),
        compare_texts(working, newest).changes,
        newest.number,
        reverse("admin:desk_compare", args=[version.pk]) + query,
    )
