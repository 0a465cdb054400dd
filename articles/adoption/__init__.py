"""Pieces that come from elsewhere: their shape, what must hold for them, and how they become rows.

Done through `articles.workflow.adopt` only.
"""

from articles.adoption.creation import create
from articles.adoption.invariants import find_faults
from articles.adoption.pieces import (
    LEFT_OUT,
    Piece,
    PieceCredit,
    PieceLogEntry,
    PieceNote,
    PiecePublication,
    PieceRevision,
    PieceVersion,
    PieceWaiver,
)

__all__ = [
    "LEFT_OUT",
    "Piece",
    "PieceCredit",
    "PieceLogEntry",
    "PieceNote",
    "PiecePublication",
    "PieceRevision",
    "PieceVersion",
    "PieceWaiver",
    "create",
    "find_faults",
]
