"""Publishing: how a generation becomes the one that readers see, whatever is killed in between.

The order, and why a kill at any point is right:

1. Documents, passages, sentences and vectors are committed by and by, marked with the number of the generation to
   come. Killed here: readers see none of it, the next build finds it and goes on.
2. The derived files are written to a new folder and synced. Killed here: a folder that nobody names; swept later.
3. The manifest is committed to the table `generations`. This is the moment of publication: everything that it names
   is on the disk. Killed before: generation g is the newest. Killed after: g+1 is, though `manifest.json` still
   names g. Readers of g are served rightly, since nothing of g has been removed; and whoever takes the writer lock
   next first copies the newest committed manifest to `manifest.json` (`settle`) before it marks a single row, so the
   rows of a published generation never change.
4. `manifest.json` is replaced by one rename, its text byte for byte that of the table. A text that no row holds is
   damage, and the newest row is used instead.
5. What neither g nor g+1 shows is purged, in one transaction; then folders that no manifest names. Killed here: the
   next build purges the rest, even if it finds nothing new. A reader that looked at `manifest.json` just before
   finds g intact.
"""

import shutil
import sqlite3
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bot.encoders import EncoderIdentity
from bot.encoders.scale import CosineScale
from bot.errors import IndexDamaged
from bot.library.derived import Recipe, derive, load
from bot.library.durable import replace_text, sync_folder
from bot.library.manifest import MANIFEST, Manifest
from bot.library.pending import encoder_key
from bot.library.schema import DATABASE, VISIBLE, transaction

GENERATIONS = "generations"


@dataclass(frozen=True, slots=True)
class RecordedEncoder:
    """The encoder that a manifest names."""

    name: str
    fingerprint: str
    dimension: int

    @classmethod
    def of(cls, manifest: Manifest) -> "RecordedEncoder":
        """The encoder of that generation."""
        return cls(manifest.encoder_name, manifest.encoder_fingerprint, manifest.dimension)


def newest(connection: sqlite3.Connection, index_folder: Path) -> Manifest | None:
    """The newest published generation, by the database; None when nothing was published yet."""
    row = connection.execute("SELECT manifest FROM generations ORDER BY number DESC LIMIT 1").fetchone()
    return Manifest.from_text(row[0], index_folder / DATABASE) if row else None


def is_published(connection: sqlite3.Connection, text: str) -> bool:
    """Whether this is, byte for byte, the manifest of a generation that the database still holds."""
    return connection.execute("SELECT 1 FROM generations WHERE manifest = ?", (text,)).fetchone() is not None


def read_manifest(index_folder: Path) -> str | None:
    """The text of `manifest.json`, whatever it is; None when there is none or it is no text."""
    try:
        return (index_folder / MANIFEST).read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        return None


def settle(connection: sqlite3.Connection, index_folder: Path) -> Manifest | None:
    """Make `manifest.json` say what the database says is newest; the caller holds the writer lock."""
    manifest = newest(connection, index_folder)
    if manifest and read_manifest(index_folder) != manifest.to_text():
        replace_text(index_folder / MANIFEST, manifest.to_text())
    return manifest


def fresh_folder(index_folder: Path, generation: int) -> str:
    """The name, relative to the index folder, of a folder for a generation that does not exist yet."""
    name = f"{GENERATIONS}/{generation:06d}"
    attempt = 1
    while (index_folder / name).exists():
        attempt += 1
        name = f"{GENERATIONS}/{generation:06d}.{attempt}"
    return name


def make(
    connection: sqlite3.Connection,
    index_folder: Path,
    number: int,
    encoder: EncoderIdentity,
    *,
    published_at: str,
    cosine_scale: CosineScale | None,
) -> Manifest:
    """Step 2: write the derived files of generation `number` and return its manifest. Raises IndexDamaged."""
    folder = fresh_folder(index_folder, number)
    recipe = Recipe(number, encoder_key(connection, encoder.fingerprint), encoder.dimension)
    written = derive(connection, index_folder / folder, recipe)
    sync_folder(index_folder / GENERATIONS)
    sync_folder(index_folder)
    documents = connection.execute(
        f"SELECT id, text_sha256, source_sha256, recipe FROM documents d WHERE {VISIBLE} ORDER BY id",  # noqa: S608
        {"generation": number},
    ).fetchall()
    return Manifest(
        generation=number,
        folder=folder,
        published_at=published_at,
        encoder_name=encoder.name,
        encoder_fingerprint=encoder.fingerprint,
        dimension=encoder.dimension,
        recipes=tuple(sorted({row[3] for row in documents})),
        corpus_sha256=sha256("".join("\0".join(row) + "\n" for row in documents).encode("utf-8")).hexdigest(),
        documents=len(documents),
        passages=written.passages,
        uploaded_passages=written.uploaded_passages,
        sentences=written.sentences,
        files=written.files,
        cosine_scale=cosine_scale,
    )


def commit(connection: sqlite3.Connection, index_folder: Path, manifest: Manifest) -> None:
    """Publish: steps 3 and 4."""
    with transaction(connection):
        connection.execute(
            "INSERT OR REPLACE INTO generations (number, manifest) VALUES (?, ?)",
            (manifest.generation, manifest.to_text()),
        )
    replace_text(index_folder / MANIFEST, manifest.to_text())


def tidy(connection: sqlite3.Connection, index_folder: Path, manifest: Manifest) -> None:
    """Step 5: delete what neither this generation nor the one before it shows, and vectors that nobody needs."""
    _purge(connection, manifest)
    sweep(connection, index_folder)


def is_whole(index_folder: Path, manifest: Manifest) -> bool:
    """Whether every derived file is as it was written."""
    try:
        load(index_folder, manifest)
    except IndexDamaged:
        return False
    return True


def sweep(connection: sqlite3.Connection, index_folder: Path) -> None:
    """Delete the folders that no manifest names; what Windows holds open is left for the next time."""
    rows = connection.execute("SELECT manifest FROM generations").fetchall()
    kept = {Manifest.from_text(text, index_folder / DATABASE).folder for (text,) in rows}
    for folder in (index_folder / GENERATIONS).glob("*"):
        if f"{GENERATIONS}/{folder.name}" not in kept:
            shutil.rmtree(folder, ignore_errors=True)


def _purge(connection: sqlite3.Connection, manifest: Manifest) -> None:
    previous = manifest.generation - 1
    with transaction(connection):
        connection.execute("DELETE FROM generations WHERE number < ?", (previous,))
        purged = connection.execute(
            "DELETE FROM documents WHERE removed IS NOT NULL AND (removed <= ? OR removed = added)", (previous,)
        ).rowcount
        others = "(SELECT key FROM encoders WHERE fingerprint <> ?)"
        connection.execute(f"DELETE FROM vectors WHERE encoder IN {others}", (manifest.encoder_fingerprint,))  # noqa: S608
        connection.execute("DELETE FROM encoders WHERE fingerprint <> ?", (manifest.encoder_fingerprint,))
        if purged:
            connection.execute(
                "DELETE FROM vectors WHERE input_hash NOT IN "
                "(SELECT input_hash FROM passages UNION SELECT heading_hash FROM passages "
                "UNION SELECT input_hash FROM sentences)"
            )
