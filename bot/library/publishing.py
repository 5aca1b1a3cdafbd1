"""What is published when: a new generation, the current one as it is, or the current one made whole again."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from bot.encoders import EncoderIdentity
from bot.encoders.scale import CosineScale
from bot.errors import IndexDamaged, IndexMissing
from bot.library.failures import BUILD_AGAIN
from bot.library.generations import RecordedEncoder, Settled, commit, is_whole, make, settle, sweep, tidy
from bot.library.manifest import Manifest

CHANGED = "SELECT 1 FROM documents WHERE (added > :now AND removed IS NULL) OR (removed > :now AND added <= :now)"


class Publisher:
    """Publishes the head of an index folder, by the steps of `bot.library.generations`, for who holds its lock."""

    def __init__(self, connection: sqlite3.Connection, folder: Path) -> None:
        self._connection = connection
        self._folder = folder
        self._settled = settle(connection, folder)

    @property
    def next_number(self) -> int:
        """The number of the generation to come, with which the rows of the head are marked."""
        return self._settled.last + 1

    @property
    def current(self) -> Manifest:
        """What readers see. Raises IndexMissing when nothing was published yet, IndexDamaged when it is lost."""
        if self._settled.is_behind:
            raise IndexDamaged(f"{self._folder}: the newest generation is lost; {BUILD_AGAIN}.")
        if self._settled.current is None:
            raise IndexMissing(f"{self._folder} holds no index: run 'footnote build DIR' first.")
        return self._settled.current

    def publish(self, encoder: EncoderIdentity, cosine_scale: CosineScale | None) -> Manifest:
        """Show the head to readers as a new generation; the current one, made whole, when nothing changed."""
        if not self.is_changed(encoder):
            manifest = self.repair()
        else:
            now = datetime.now(UTC).isoformat(timespec="seconds")
            manifest = self._made(self.next_number, encoder, now, cosine_scale)
        tidy(self._connection, self._folder, manifest)
        return manifest

    def repair(self) -> Manifest:
        """Make the derived files of the current generation again, if they are not whole."""
        current = self.current
        if is_whole(self._folder, current):
            return current
        manifest = self._made(
            current.generation, RecordedEncoder.of(current), current.published_at, current.cosine_scale
        )
        sweep(self._connection, self._folder)
        return manifest

    def _made(
        self, number: int, encoder: EncoderIdentity, published_at: str, cosine_scale: CosineScale | None
    ) -> Manifest:
        manifest = make(
            self._connection, self._folder, number, encoder, published_at=published_at, cosine_scale=cosine_scale
        )
        commit(self._connection, self._folder, manifest)
        self._settled = Settled(manifest, manifest.generation)
        return manifest

    def is_changed(self, encoder: EncoderIdentity) -> bool:
        """Whether the head is another one than readers see, or would be with this encoder."""
        current = self._settled.current
        if current is None or self._settled.is_behind:
            return True
        if self._connection.execute(CHANGED, {"now": current.generation}).fetchone():
            return True
        # Not the dimension: the fingerprint decides it, and asking for it would load the model.
        return (current.encoder_name, current.encoder_fingerprint) != (encoder.name, encoder.fingerprint)
