"""What stands between a working text and the next desk, and what else somebody should look at in it."""

from articles.problems.fault import Fault, Place, blocking
from articles.problems.finding import find_faults, find_in_words

__all__ = ["Fault", "Place", "blocking", "find_faults", "find_in_words"]
