"""An encoder that keeps its vectors: what was encoded to see what is wanted is not encoded again to search for it."""

from collections.abc import Sequence

import numpy as np

from bot.encoders.protocol import Encoder, FloatArray

MOST_KEPT = 1_000  # vectors, 1.5 MB of 384 numbers each; one reply needs a dozen


class RememberingEncoder:
    """Gives the vectors of `encoder`, and keeps them until they are `MOST_KEPT`; for one thread."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._vectors: dict[str, FloatArray] = {}

    @property
    def name(self) -> str:
        """What the user calls the model."""
        return self._encoder.name

    @property
    def fingerprint(self) -> str:
        """Changes whenever the vectors could."""
        return self._encoder.fingerprint

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return self._encoder.dimension

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Unit vectors of shape (len(texts), d); only of texts that are new the encoder is asked."""
        if len(self._vectors) >= MOST_KEPT:
            self._vectors = {}
        new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        if len(new) == len(texts):  # so that a batch stays the batch that it was
            vectors = self._encoder.encode(texts)
            self._vectors |= zip(texts, vectors, strict=True)
            return vectors
        if new:
            self._vectors |= zip(new, self._encoder.encode(new), strict=True)
        return np.ascontiguousarray([self._vectors[text] for text in texts], dtype=np.float32)
