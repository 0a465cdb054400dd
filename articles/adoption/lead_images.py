"""Which image stood above each revision that comes in, also where it comes from a time when revisions did not say."""

from collections.abc import Iterable, Mapping

from articles.adoption.pieces import LEFT_OUT, Piece, PieceRevision
from articles.images import shown_images
from articles.models import Image

Leads = Mapping[tuple[int, str, int], int | None]
"""By article, language and number of the revision."""


def find_lead_images(pieces: Iterable[Piece]) -> dict[tuple[int, str, int], int | None]:
    """Return the lead image of every revision. One query if any leaves it out, none else.

    Where it is left out, it is the first image that the revision describes and its text does not show, else that of the
    piece, if the revision describes it.
    """
    rows = [
        ((piece.id, version.language, revision.number), piece, revision)
        for piece in pieces
        for version in piece.versions
        for revision in version.revisions
    ]
    described = {int(number) for _key, _piece, row in rows if row.lead_image == LEFT_OUT for number in row.images}
    there = set(Image.objects.filter(pk__in=described).values_list("pk", flat=True)) if described else set()
    return {
        key: _guess(piece, revision, there) if revision.lead_image == LEFT_OUT else revision.lead_image
        for key, piece, revision in rows
    }


def _guess(piece: Piece, revision: PieceRevision, there: set[int]) -> int | None:
    described = [int(number) for number in revision.images if int(number) in there]
    shown = shown_images(revision.body)
    apart = [number for number in described if number not in shown]
    own = piece.lead_image if piece.lead_image in described else None
    return apart[0] if apart else own
