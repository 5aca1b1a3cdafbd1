"""The fastest way to encode many texts on this machine that gives the same vectors."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.encoders.bulk_batches import BatchedModel, Precision
from bot.encoders.protocol import Encoder, FloatArray
from bot.encoders.sentence_transformer import SentenceTransformerEncoder

# A quarter of a minute of work on two cores (`python -m benchmarks.ingest`). Fewer texts are encoded the plain way, so
# that a small corpus (the shipped one has about 300) gives the same answers to the last digit on every processor.
MANY_TEXTS = 1_000
CHECKED_TEXTS = 16  # encoded by a check, in each precision and round; the longest texts at hand are among them
ROUNDS = 2  # the faster counts: the first pays for warming up, and other programs can slow down either
LEAST_COSINE = 0.999
LEAST_SPEED_UP = 1.2  # with less, rounding buys too little
BFLOAT16_UNITS = ("avx512_bf16", "amx_bf16")


@dataclass(frozen=True, slots=True)
class BulkPrecision:
    """What texts are encoded in, with the figures of the check that decided; None where none was made.

    `cosine` is the least of a bfloat16 vector to that of the same text in float32, `speed_up` how many times faster
    bfloat16 was.
    """

    precision: Precision
    cosine: float | None = None
    speed_up: float | None = None


class BulkEncoder:
    """Gives vectors as `encoder.encode` does, with `precision` saying how; see `bulk_encoder`.

    Where bfloat16 is possible, the first call with enough texts tries it on a sample of them and decides for good.
    """

    def __init__(self, encoder: SentenceTransformerEncoder, *, may_round: bool) -> None:
        self._encoder = encoder
        self._model = BatchedModel(encoder)
        self._is_undecided = may_round
        self.precision = BulkPrecision(Precision.FLOAT32)

    def __call__(self, texts: Sequence[str]) -> FloatArray:
        """Vectors of shape (len(texts), d), as those of an Encoder."""
        if not texts:
            return self._encoder.encode(texts)
        if self._is_undecided and len(texts) >= CHECKED_TEXTS:
            self.precision = check_bfloat16(self._model.encode, sample(texts))
            self._is_undecided = False
        return self._model.encode(texts, self.precision.precision)


def bulk_encoder(
    encoder: Encoder, expected_texts: int, *, may_round: bool = True
) -> Callable[[Sequence[str]], FloatArray]:
    """What encodes `expected_texts` texts best, some at each call: `encoder.encode` itself when they are few.

    For many texts and a sentence-transformers model it is a `BulkEncoder`. On processors that multiply bfloat16 this
    takes bfloat16, if it `may_round`, once it has seen that here it is faster and keeps every cosine to float32 at
    0.999 or above.
    """
    if expected_texts < MANY_TEXTS or not isinstance(encoder, SentenceTransformerEncoder):
        return encoder.encode
    return BulkEncoder(encoder, may_round=may_round and has_bfloat16_units())


def has_bfloat16_units() -> bool:
    """Whether the processor multiplies bfloat16, as far as this PyTorch can tell."""
    import torch

    capabilities: Mapping[str, object] = getattr(torch.cpu, "get_capabilities", dict)()  # older versions cannot tell
    return any(bool(capabilities.get(unit)) for unit in BFLOAT16_UNITS)


def sample(texts: Sequence[str]) -> list[str]:
    """CHECKED_TEXTS of them, from the longest to the shortest at equal steps; all of them when there are fewer."""
    by_length = sorted(texts, key=len, reverse=True)
    steps = np.linspace(0, len(by_length) - 1, num=min(CHECKED_TEXTS, len(by_length)))
    return [by_length[int(step)] for step in steps]


def check_bfloat16(encode: Callable[[Sequence[str], Precision], FloatArray], texts: Sequence[str]) -> BulkPrecision:
    """Encode `texts` both ways by turns; bfloat16 when it is near enough and faster, else float32."""
    seconds: dict[Precision, list[float]] = {precision: [] for precision in Precision}
    vectors: dict[Precision, FloatArray] = {}
    for _ in range(ROUNDS):
        for precision in Precision:
            began = time.perf_counter()
            vectors[precision] = encode(texts, precision)
            seconds[precision].append(time.perf_counter() - began)
    cosine = float(np.sum(vectors[Precision.FLOAT32] * vectors[Precision.BFLOAT16], axis=1).min())
    speed_up = min(seconds[Precision.FLOAT32]) / min(seconds[Precision.BFLOAT16])
    is_better = cosine >= LEAST_COSINE and speed_up >= LEAST_SPEED_UP
    return BulkPrecision(Precision.BFLOAT16 if is_better else Precision.FLOAT32, round(cosine, 6), round(speed_up, 2))
