"""The encoder that sentence-transformers runs."""

import copy
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from bot.encoders.loading import load
from bot.encoders.models import DEFAULT_MODEL, ModelFolder, find_model
from bot.encoders.protocol import FloatArray

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH_SIZE = 32
FEW_TEXTS = 8  # a question, its other readings, and the words of it that are looked up by their meaning


class SentenceTransformerEncoder:
    """A sentence-transformers model on the CPU, loaded at the first text to encode.

    Finding the files and the fingerprint needs no weights in memory, so an index can be checked before the seconds
    that loading takes are spent. Threads take turns, batch by batch: the tokenizer cannot be shared.
    """

    def __init__(self, folder: ModelFolder) -> None:
        self._folder = folder
        self._queue = Lock()
        self._turn = Lock()

    @property
    def name(self) -> str:
        """What the user called the model."""
        return self._folder.name

    @property
    def fingerprint(self) -> str:
        """Changes whenever weights, tokenizer or configuration do."""
        return self._folder.fingerprint

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return int(self.encode(["dimension"]).shape[1])

    @cached_property
    def _model(self) -> "SentenceTransformer":
        from sentence_transformers import SentenceTransformer

        return load(SentenceTransformer, self._folder, called="model")

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Unit vectors of shape (len(texts), d); text beyond the model's window is not seen by it."""
        longest_first = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        batches = [longest_first[i : i + BATCH_SIZE] for i in range(0, len(texts), BATCH_SIZE)]
        if not batches:
            return np.empty((0, self.dimension), dtype=np.float32)
        rows = np.concatenate([self._encode_batch([texts[i] for i in batch]) for batch in batches])
        vectors = np.empty_like(rows, order="C")
        vectors[longest_first] = rows
        return vectors

    def twin(self) -> "SentenceTransformer":
        """The model again, for another thread: it shares the weights and has a tokenizer of its own."""
        with self._turns():
            tensors = [*self._model.parameters(), *self._model.buffers()]
            return copy.deepcopy(self._model, {id(tensor): tensor for tensor in tensors})

    def _encode_batch(self, texts: list[str]) -> FloatArray:
        with self._turns(), _threads_for(texts):
            vectors = self._model.encode(
                texts, batch_size=BATCH_SIZE, normalize_embeddings=True, show_progress_bar=False
            )
        return np.ascontiguousarray(vectors, dtype=np.float32)

    @contextmanager
    def _turns(self) -> Iterator[None]:
        """One thread at a time, and none twice while another waits: a question is not kept waiting by a build."""
        with self._queue:  # held by who is next, so that who has just had a turn cannot go before
            self._turn.acquire()
        try:
            yield
        finally:
            self._turn.release()


@contextmanager
def _threads_for(texts: Sequence[str]) -> Iterator[None]:
    """One thread for a question with its words, all there are for more.

    A second thread gains little on so few texts, waits for its turn on a busy machine, and could make the last digits
    of a vector depend on how many threads there are.
    """
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(1 if len(texts) <= FEW_TEXTS else before)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def load_encoder(name: str = DEFAULT_MODEL) -> SentenceTransformerEncoder:
    """The encoder for a model's name or path; see `bot.encoders.models.find_model`."""
    return SentenceTransformerEncoder(find_model(name))
