"""A page of what was found: each piece once, in the version that has it, the place marked, other languages named."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.safestring import SafeString

from articles.full_text.kinds import Term
from articles.models import SearchText
from articles.press.lists.paging import Numbered
from articles.press.lists.pieces import PAGE_SIZE, Piece, load_pieces
from articles.press.search.marking import mark, mark_excerpt
from articles.press.search.matching import Match


@dataclass(frozen=True)
class Hit:
    """One piece that was found; `piece.shown` is the version that has what was looked for."""

    piece: Piece
    title: SafeString
    excerpt: SafeString


@dataclass(frozen=True)
class Hits(Numbered):
    """One page of them."""

    hits: list[Hit]
    number: int
    count: int
    """Pieces in all."""
    is_cut: bool
    """Whether there are more than were counted."""

    @property
    def has_next(self) -> bool:
        return self.number * PAGE_SIZE < self.count


def load_hits(
    matches: Sequence[Match], terms: Sequence[Term], language: str, number: int, *, is_cut: bool, at: datetime
) -> Hits:
    """Return page `number` (from 1) of the matches. Three queries, none for an empty page."""
    shown = matches[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    pieces = {
        piece.shown.article_id: piece for piece in load_pieces([row.article_id for row in shown], language, at=at)
    }
    rows = SearchText.objects.defer("heading_words", "all_words").filter(pk__in=[row.revision_id for row in shown])
    texts = {row.pk: row for row in rows} if shown else {}
    hits = []
    for match in shown:
        piece = pieces.get(match.article_id)
        version = next((one for one in piece.versions if one.revision_id == match.revision_id), None) if piece else None
        if piece and version and match.revision_id in texts:
            text = texts[match.revision_id]
            excerpt = mark_excerpt([text.lead, text.body, text.notes], terms, match.language)
            hits.append(Hit(replace(piece, shown=version), mark(text.title, terms, match.language), excerpt))
    return Hits(hits, number, len(matches), is_cut)
