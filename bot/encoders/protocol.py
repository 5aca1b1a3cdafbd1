"""What the rest of Footnote asks of an encoder."""

from collections.abc import Sequence
from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

FloatArray: TypeAlias = npt.NDArray[np.float32]


class EncoderIdentity(Protocol):
    """Which encoder: what an index records of the one that built it."""

    @property
    def name(self) -> str:
        """What the user calls the model, and what loads it again."""
        ...

    @property
    def fingerprint(self) -> str:
        """Changes whenever the vectors could."""
        ...

    @property
    def dimension(self) -> int:
        """The length d of a vector."""
        ...


class Encoder(EncoderIdentity, Protocol):
    """Turns texts into unit vectors; equal texts give equal vectors."""

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Vectors of shape (len(texts), d), float32, C-contiguous, each of unit length; (0, d) for no text."""
        ...


class Reranker(Protocol):
    """Reads a query and a text together, and says how well the text answers."""

    @property
    def name(self) -> str:
        """What the user calls the model, and what loads it again."""
        ...

    @property
    def fingerprint(self) -> str:
        """Changes whenever the scores could."""
        ...

    def scores(self, query: str, texts: Sequence[str]) -> FloatArray:
        """One score a text, shape (len(texts),), float32, higher is better.

        Raw: no sigmoid, no range, and not comparable between models or with any other score of this project.
        """
        ...
