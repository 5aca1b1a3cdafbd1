"""Rows of whole numbers of unequal length, flat in memory."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Numbers: TypeAlias = npt.NDArray[np.int32]
Rows: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Some rows one after the other: `owners` says of each value which of the asked rows it is from, counted from 0."""

    values: Numbers
    owners: Rows


@dataclass(frozen=True, slots=True)
class Runs:
    """Row i is `values[offsets[i]:offsets[i + 1]]`."""

    values: Numbers
    offsets: Rows

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def row(self, row: int) -> Numbers:
        """The numbers of one row."""
        return self.values[self.offsets[row] : self.offsets[row + 1]]

    def take(self, rows: Rows) -> "Runs":
        """These rows, in their order."""
        lengths = np.diff(self.offsets)[rows]
        return Runs(self.gather(rows, rows + 1).values, np.concatenate(([0], np.cumsum(lengths))).astype(np.int64))

    def gather(self, first: Rows, after: Rows) -> Gathered:
        """The numbers of the rows from `first[i]` up to `after[i]`, for each i in order; a row may come twice."""
        starts = self.offsets[first]
        lengths = self.offsets[after] - starts
        shifts = starts - (np.cumsum(lengths) - lengths)
        places = np.arange(int(lengths.sum())) + np.repeat(shifts, lengths)
        return Gathered(self.values[places], np.repeat(np.arange(len(first)), lengths))


def places_of(run: Sequence[int], values: Numbers) -> Rows:
    """Where the numbers of `run`, one at least, stand in `values` one after the other."""
    count = max(len(values) - len(run) + 1, 0)
    places = np.flatnonzero(values[:count] == run[0])
    for step, number in enumerate(run[1:], start=1):
        places = places[values[places + step] == number]
    return places


class Collector:
    """Runs in the making, at 4 bytes a number."""

    def __init__(self) -> None:
        self._values = array("i")
        self._offsets = array("q", [0])

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def add(self, row: Iterable[int]) -> None:
        """One row more."""
        self._values.extend(row)
        self._offsets.append(len(self._values))

    def runs(self, renumbered: Numbers) -> Runs:
        """All rows so far, each number i become `renumbered[i]`."""
        values = np.frombuffer(self._values, dtype=np.int32) if self._values else np.zeros(0, dtype=np.int32)
        return Runs(renumbered[values], np.array(self._offsets, dtype=np.int64))
