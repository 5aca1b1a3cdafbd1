"""Texts that have no vector yet, encoded a few at a time."""

from bot.encoders import Encoder
from bot.ingest.progress import Progress, Stage
from bot.library import Writer

ENCODED_AT_ONCE = 64  # texts a transaction; a killed build loses at most the work on these


def encode_pending(writer: Writer, encoder: Encoder, progress: Progress) -> int:
    """Encode every text that has no vector yet; how many there were."""
    total = writer.count_pending(encoder.fingerprint)
    done = 0
    progress(Stage.ENCODING, 0, total)
    for batch in writer.pending_inputs(encoder.fingerprint, ENCODED_AT_ONCE):
        vectors = encoder.encode([pending.text for pending in batch])
        writer.store_vectors(encoder.fingerprint, [pending.input_hash for pending in batch], vectors)
        done += len(batch)
        progress(Stage.ENCODING, done, total)
    return done
