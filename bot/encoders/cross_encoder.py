"""The reranker that sentence-transformers runs: any of its cross-encoders."""

from collections.abc import Sequence
from functools import cached_property, partial
from threading import RLock
from typing import TYPE_CHECKING

import numpy as np

from bot.encoders.loading import load
from bot.encoders.models import ModelFolder, find_cross_encoder
from bot.encoders.protocol import FloatArray
from bot.errors import EncoderUnavailable

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

BATCH_SIZE = 32


class CrossEncoderReranker:
    """A sentence-transformers CrossEncoder on the CPU, loaded at the first texts to score.

    Threads take turns: the tokenizer cannot be shared.
    """

    def __init__(self, folder: ModelFolder) -> None:
        self._folder = folder
        self._turn = RLock()

    @property
    def name(self) -> str:
        """What the user called the model."""
        return self._folder.name

    @property
    def fingerprint(self) -> str:
        """Changes whenever weights, tokenizer or configuration do."""
        return self._folder.fingerprint

    @cached_property
    def _model(self) -> "CrossEncoder":
        from sentence_transformers import CrossEncoder
        from torch.nn import Identity

        raw = partial(CrossEncoder, activation_fn=Identity())  # a sigmoid in float32 makes all good passages equal
        model: CrossEncoder = load(raw, self._folder, called="reranker")
        if model.num_labels != 1:
            raise EncoderUnavailable(
                f"The reranker {self.name!r} gives {model.num_labels} numbers for a pair of texts and not one score; "
                "give a model made for reranking."
            )
        return model

    def scores(self, query: str, texts: Sequence[str]) -> FloatArray:
        """Logits of shape (len(texts),), higher is better; text beyond the model's window is not seen by it."""
        if not texts:
            return np.zeros(0, dtype=np.float32)
        with self._turn:
            found = self._model.predict(
                [(query, text) for text in texts], batch_size=BATCH_SIZE, show_progress_bar=False
            )
        return np.ascontiguousarray(found, dtype=np.float32)


def load_reranker(name: str) -> CrossEncoderReranker:
    """The reranker for a model's name or path; see `bot.encoders.models.find_cross_encoder`."""
    return CrossEncoderReranker(find_cross_encoder(name))
