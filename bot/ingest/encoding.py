"""Texts that have no vector yet, encoded a window at a time: longest first, whichever documents they are from."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from bot.encoders import Encoder, FloatArray
from bot.encoders.bulk import BulkEncoder, BulkPrecision, bulk_encoder
from bot.ingest.progress import Progress, Stage
from bot.library import Writer
from bot.library.pending import PendingInput

# Texts that are sorted together. Windows end after a document, by count, never by time: equal folders give equal ones.
WINDOW_TEXTS = 4096
ENCODED_AT_ONCE = 256  # texts a transaction; a killed build loses at most the work on these, some seconds

Encode: TypeAlias = Callable[[Sequence[str]], FloatArray]


class Encoding:
    """Encodes the texts of the library, and of what is put while it lives, with one encoder."""

    def __init__(self, writer: Writer, encoder: Encoder, progress: Progress) -> None:
        self._writer = writer
        self._encoder = encoder
        self._progress = progress
        self._encode: Encode | None = None
        self.encoded = 0
        writer.collect(encoder.fingerprint)

    @property
    def precision(self) -> BulkPrecision | None:
        """In what the texts were encoded, and why; None when they were too few to choose."""
        return self._encode.precision if isinstance(self._encode, BulkEncoder) else None

    def keep_up(self) -> None:
        """Encode what is waiting if it fills a window."""
        waiting = self._writer.count_collected()
        self._progress(Stage.ENCODING, self.encoded, self.encoded + waiting)
        if waiting >= WINDOW_TEXTS:
            self.finish()

    def finish(self) -> None:
        """Encode all that is waiting."""
        waiting = self._writer.count_collected()
        self._take(self._writer.collected_inputs(ENCODED_AT_ONCE), waiting)
        self.encoded += waiting

    def finish_words(self) -> None:
        """Encode the words of the corpus, once its documents are all there; they are no texts and not counted."""
        words = self._writer.words_to_encode(self._encoder)
        self._take((words[i : i + ENCODED_AT_ONCE] for i in range(0, len(words), ENCODED_AT_ONCE)), len(words))

    def _take(self, batches: Iterable[Sequence[PendingInput]], waiting: int) -> None:
        done, total = self.encoded, self.encoded + waiting
        self._progress(Stage.ENCODING, done, total)
        if waiting and self._encode is None:  # decided once: a full first window stands for many texts
            self._encode = bulk_encoder(self._encoder, waiting)
        encode = self._encode or self._encoder.encode
        for batch in batches:
            vectors = encode([pending.text for pending in batch])
            self._writer.store_vectors(self._encoder.fingerprint, [pending.input_hash for pending in batch], vectors)
            done += len(batch)
            self._progress(Stage.ENCODING, done, total)
