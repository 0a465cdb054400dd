"""How many examples a property test is given that costs more, or less, than most."""

from hypothesis import settings


def in_proportion(share: float) -> settings:
    """Give the test `share` times the examples of the chosen profile, three at least."""
    return settings(max_examples=max(3, round(settings().max_examples * share)))
