"""Whether a text may go to the next desk."""

from articles import problems
from articles.models import LanguageVersion
from articles.refusals import Incomplete


def require_complete(version: LanguageVersion, *, publishing: bool = False) -> None:
    """Incomplete while something in the working text is missing or wrong and not waived. Eight queries at the most."""
    found = problems.find_faults(version, source=version.based_on, reads_words=publishing)
    faults = problems.blocking(found, publishing=publishing)
    if faults:
        raise Incomplete(faults)
