"""What a cosine of one encoder is worth in those of another.

Encoders agree on which of two texts is nearer, and not on how near: with some, texts that have nothing to do with each
other still have a cosine of 0.7. What was fitted with one encoder holds for another once its cosines are brought to
the same scale: two points are enough, the mean cosine of strangers and that of texts that belong together.
"""

from dataclasses import dataclass

import numpy as np

from bot.encoders.protocol import FloatArray

# Of the mean cosines of kin and strangers. Below, an encoder cannot tell them apart, and the scale would be noise.
LEAST_DIFFERENCE = 0.02


@dataclass(frozen=True, slots=True)
class CosineScale:
    """`slope * cosine + offset`, found on so many `pairs` of texts that belong together."""

    slope: float
    offset: float
    pairs: int

    def rescaled(self, cosine: float) -> float:
        """The cosine on the other scale, in [-1, 1]."""
        return min(1.0, max(-1.0, self.slope * cosine + self.offset))

    def all_rescaled(self, cosines: FloatArray) -> FloatArray:
        """The cosines on the other scale, in the same shape."""
        found: FloatArray = np.clip(np.float32(self.slope) * cosines + np.float32(self.offset), -1.0, 1.0)
        return found


@dataclass(frozen=True, slots=True)
class Anchors:
    """The mean cosine of texts that have nothing to do with each other, and of texts that belong together."""

    strangers: float
    kin: float

    @classmethod
    def of(cls, first: FloatArray, second: FloatArray) -> "Anchors":
        """`first[i]` and `second[i]` belong together, all others do not; both have shape (n, d), n at least 2."""
        cosines = first @ second.T
        own = np.trace(cosines)
        count = len(cosines)
        return cls(float((cosines.sum() - own) / (count * (count - 1))), float(own / count))


def scale_between(own: Anchors, reference: Anchors, pairs: int) -> CosineScale | None:
    """The straight line through both anchors, from `own` to `reference`; None when `own` has them in one place."""
    difference = own.kin - own.strangers
    if difference < LEAST_DIFFERENCE:
        return None
    slope = (reference.kin - reference.strangers) / difference
    return CosineScale(round(slope, 6), round(reference.strangers - slope * own.strangers, 6), pairs)
