"""The whole bot behind one call."""

from collections.abc import Sequence
from functools import cached_property

from bot.dialogue.composition import compose
from bot.dialogue.followup import query_of
from bot.encoders import Encoder, Reranker
from bot.encoders.common_words import common_terms
from bot.encoders.sentence_transformer import load_encoder
from bot.errors import EncoderMismatch
from bot.library import Library, Manifest
from bot.records import Answer, Turn
from bot.search.reranking import search_and_rerank

PASSAGES_SHOWN = 5


class ChatBot:
    """Answers questions from a library with quotations; safe to call from several threads at once.

    Without an `encoder` the one that built the library is loaded, at the first question or by `warm_up`.
    A `reranker` puts the best passages in an order of its own; how sure an answer is does not depend on it.
    """

    def __init__(self, library: Library, encoder: Encoder | None = None, reranker: Reranker | None = None) -> None:
        self.library = library
        self.reranker = reranker
        self._given = encoder

    @cached_property
    def encoder(self) -> Encoder:
        """The encoder in use."""
        return self._given or load_encoder(self.library.manifest().encoder_name)

    def warm_up(self) -> None:
        """Load what the first question would wait for, and check that the encoder fits the library.

        Raises:
            EncoderMismatch: the library was built with another encoder.
            EncoderUnavailable: the weights of the encoder or the reranker cannot be loaded.
        """
        _require_same(self.library.manifest(), self.encoder)
        self.encoder.encode(["warm up"])
        if self.reranker is not None:
            self.reranker.scores("warm up", ["warm up"])
        common_terms()
        with self.library.snapshot() as snapshot:
            snapshot.vocabulary()

    def reply(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """The answer to `question`, asked after the turns of `history`, oldest first.

        Equal libraries, questions and histories give equal answers.

        Raises:
            QuestionError: the question is empty or too long.
            EncoderMismatch: the library was built with another encoder.
        """
        query = query_of(question, history)
        with self.library.snapshot() as snapshot:
            _require_same(snapshot.manifest, self.encoder)
            ranking = search_and_rerank(snapshot, self.encoder, self.reranker, query, PASSAGES_SHOWN)
            return compose(question, ranking, snapshot.document)


def _require_same(manifest: Manifest, encoder: Encoder) -> None:
    if manifest.encoder_fingerprint != encoder.fingerprint:
        raise EncoderMismatch(
            f"The index was built with the encoder {manifest.encoder_name!r} ({manifest.encoder_fingerprint[:12]}), "
            f"not with {encoder.name!r} ({encoder.fingerprint[:12]}); use that one, or build the index again."
        )
