"""Brings the cosines of another encoder to the scale of the one that ranking and confidence were fitted with.

Done at every build, on the passages of the library itself: how far apart an encoder puts strangers depends on what the
texts are about.
"""

from bot.encoders import Encoder
from bot.encoders.scale import Anchors, CosineScale, scale_between
from bot.library import Writer

SAMPLED = 128  # passages; twice as many texts to encode with each encoder, some seconds
FEWEST = 8  # passages of two sentences or more; fewer say nothing


def measure_scale(writer: Writer, encoder: Encoder, reference: Encoder) -> CosineScale | None:
    """The scale of `encoder` in cosines of `reference`; None when they are the same, or the library is too small.

    A passage's first sentence and the rest of it belong together (the inverse cloze task; Lee, Chang and Toutanova
    2019), the first sentence of one and the rest of another do not.
    """
    if encoder.fingerprint == reference.fingerprint:
        return None
    parts = writer.sample_parts(SAMPLED)
    if len(parts) < FEWEST:
        return None
    openings, rests = [part.opening for part in parts], [part.rest for part in parts]
    own = Anchors.of(encoder.encode(openings), encoder.encode(rests))
    return scale_between(own, Anchors.of(reference.encode(openings), reference.encode(rests)), len(parts))
