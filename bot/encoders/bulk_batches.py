"""Many texts through a sentence-transformers model: batches of equal length, each on a thread of its own."""

import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from bot.encoders.protocol import FloatArray
from bot.encoders.sentence_transformer import SentenceTransformerEncoder

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# Padding included. Fewer cost calls, more leave the cache; from 256 to 2048 the speed differs by a fifth at most.
BATCH_TOKENS = 1024
MOST_WORKERS = 8  # Python between the layers runs on one thread at a time; further cores help inside each batch
CHARACTERS_A_TOKEN = 4  # of English; only orders texts of models whose tokenizer cannot be asked


class Precision(StrEnum):
    """The numbers a model is multiplied in; vectors are float32 in any case."""

    FLOAT32 = "float32"
    BFLOAT16 = "bfloat16"


@dataclass(frozen=True, slots=True)
class _Stripe:
    """The batches of one worker, by the positions of their texts."""

    model: "SentenceTransformer"
    batches: list[list[int]]


class BatchedModel:
    """The model of `encoder` for bulk work, which never holds up a question to the encoder.

    Every worker has the encoder's weights and a tokenizer of its own. A batch is encoded on one thread (more when
    there are more cores than workers).
    """

    def __init__(self, encoder: SentenceTransformerEncoder) -> None:
        import torch

        cores = torch.get_num_threads()
        workers = min(cores, MOST_WORKERS)
        self._threads = cores // workers
        self._models = [encoder.twin() for _ in range(workers)]

    def encode(self, texts: Sequence[str], precision: Precision) -> FloatArray:
        """Unit vectors as `encoder.encode` gives them, up to what the precision rounds off."""
        import torch

        count, lengths = len(self._models), self._lengths(texts)
        batches = batches_by_length(lengths, min(BATCH_TOKENS, math.ceil(sum(lengths) / count)))
        stripes = [_Stripe(model, batches[i::count]) for i, model in enumerate(self._models)]
        before = torch.get_num_threads()
        try:
            with ThreadPoolExecutor(count) as pool:
                found = list(pool.map(lambda stripe: self._encode(texts, stripe, precision), stripes))
        finally:
            torch.set_num_threads(before)  # what a worker sets, MKL takes for all
        return _in_order(stripes, found)

    def _encode(self, texts: Sequence[str], stripe: _Stripe, precision: Precision) -> list[FloatArray]:
        import torch

        torch.set_num_threads(self._threads)
        # Entered once for all batches of a worker: it keeps the weights that it has rounded until it ends.
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=precision is Precision.BFLOAT16):
            return [
                stripe.model.encode(
                    [texts[i] for i in batch],
                    batch_size=len(batch),
                    normalize_embeddings=True,
                    show_progress_bar=False,
                )
                for batch in stripe.batches
            ]

    def _lengths(self, texts: Sequence[str]) -> list[int]:
        """In tokens, as far as the model reads."""
        from transformers import PreTrainedTokenizerBase

        model = self._models[0]
        if not isinstance(model.tokenizer, PreTrainedTokenizerBase):
            return [1 + len(text) // CHARACTERS_A_TOKEN for text in texts]
        window = model.max_seq_length
        tokens = model.tokenizer(list(texts), truncation=window is not None, max_length=window)["input_ids"]
        return [max(1, len(ids)) for ids in tokens]


def batches_by_length(lengths: Sequence[int], budget: int) -> list[list[int]]:
    """Positions of `lengths`, longest first, cut so that no batch padded to its longest exceeds `budget`.

    Every position stands in one batch; one longer than the budget stands alone. Ties go by position.
    """
    batches: list[list[int]] = []
    for i in sorted(range(len(lengths)), key=lambda i: -lengths[i]):
        if batches and (len(batches[-1]) + 1) * lengths[batches[-1][0]] <= budget:
            batches[-1].append(i)
        else:
            batches.append([i])
    return batches


def _in_order(stripes: Sequence[_Stripe], found: Sequence[Sequence[FloatArray]]) -> FloatArray:
    """The vectors at the positions of their texts, of unit length in float32 whatever they were computed in."""
    positions = [i for stripe in stripes for batch in stripe.batches for i in batch]
    rows = np.concatenate([rows for of_stripe in found for rows in of_stripe]).astype(np.float32)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.finfo(np.float32).tiny)
    vectors = np.empty_like(rows, order="C")
    vectors[positions] = rows
    return vectors
