"""What a feed says of itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from articles.choices import Licence
from articles.press.feeds.entries import Entry

NEVER = datetime.fromtimestamp(0, UTC)
"""When a feed without entries changed last: it must be the same at every request, too."""


@dataclass(frozen=True)
class Feed:
    """One feed, whatever form it is written in. Addresses are absolute."""

    identity: str
    """What names the feed for good, also where a person's or a topic's address word changes."""
    title: str
    subtitle: str
    language: str
    page: str
    """The page whose pieces these are."""
    atom: str
    json: str
    icon: str
    picture: str
    site: str
    """The name of the journal."""
    home: str
    licence: Licence | None
    entries: Sequence[Entry]

    @property
    def updated(self) -> datetime:
        """When readers could first read the newest change in it."""
        return max((entry.version.revised_at for entry in self.entries), default=NEVER)
