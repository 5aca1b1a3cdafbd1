"""Hits in another order than search gave them, and why: nothing is moved without saying so."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.records import Hit, Move


@dataclass(frozen=True, slots=True)
class Placed:
    """A hit, the rank that its evidence gave it (from 1), and why it stands elsewhere now."""

    hit: Hit
    rank: int
    move: Move = Move.NONE


def placed(hits: Sequence[Hit]) -> tuple[Placed, ...]:
    """All hits where they are."""
    return tuple(Placed(hit, rank) for rank, hit in enumerate(hits, start=1))
