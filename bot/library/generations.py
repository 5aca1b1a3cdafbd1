"""Publishing: how a generation becomes the one that readers see, whatever is killed in between.

The order, and why a kill at any point is right:

1. Documents, passages, sentences and vectors are committed by and by, marked with the number of the generation to
   come. Killed here: readers see none of it, the next build finds it and goes on.
2. The derived files are written to a new folder and synced. Killed here: a folder that nobody names; swept later.
3. The manifest is committed to the table `generations`, and the write-ahead log is emptied into the database, as far
   as readers let. This is the moment of publication: everything that the manifest names is on the disk. Killed before:
   generation g is the newest. Killed after: g+1 is, though `manifest.json` still names g: readers take the newest row
   of the table, so that no copy of an older `manifest.json` shows an older state. Who reads g already is served
   rightly, since nothing of g has been removed; and whoever takes the writer lock next first copies the newest
   committed manifest to `manifest.json` (`settle`) before it marks a single row, so the rows of a published generation
   never change.
4. `manifest.json` is replaced by one rename, its text byte for byte that of the table. A text that no row holds is
   damage, and the newest row is used instead; but when it is whole and names a later generation than any row, the
   database has lost one (a flipped byte ends the log without a word), and readers refuse until a build has made it
   anew, under a number of its own.
5. What neither g nor g+1 shows is purged, in one transaction; then folders that no manifest names. Killed here: the
   next build purges the rest, even if it finds nothing new. A reader that looked at `manifest.json` just before
   finds g intact.
"""

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bot.encoders import EncoderIdentity
from bot.encoders.scale import CosineScale
from bot.errors import IndexDamaged
from bot.library.corpus_words import corpus_words
from bot.library.derived import Recipe, derive, load, load_guides
from bot.library.durable import replace_text, sync_folder
from bot.library.failures import BUILD_AGAIN, START_AGAIN
from bot.library.guides.stored import Guides
from bot.library.manifest import MANIFEST, Manifest
from bot.library.pending import encoder_key
from bot.library.rows import Row
from bot.library.schema import DATABASE, VISIBLE, checkpoint, transaction

GENERATIONS = "generations"
NEWEST = "SELECT number, manifest FROM generations ORDER BY number DESC LIMIT 1"
REMEMBER = "INSERT OR REPLACE INTO generations (number, manifest) VALUES (?, ?)"


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


@dataclass(frozen=True, slots=True)
class Settled:
    """The newest published generation, by the database, and the last number that any had, also when it is lost."""

    current: Manifest | None
    last: int

    @property
    def is_behind(self) -> bool:
        """Whether the database has lost the generation that `manifest.json` names."""
        return self.last > (self.current.generation if self.current else 0)


def newest(connection: sqlite3.Connection, index_folder: Path) -> Manifest | None:
    """The newest published generation; None when nothing was published yet.

    Raises IndexDamaged when the database has lost a later one, which `manifest.json` names.
    """
    row = connection.execute(NEWEST).fetchone()
    manifest = _manifest_of(row, index_folder) if row else None
    named = _named(index_folder)
    if named and named.generation > (manifest.generation if manifest else 0):
        raise IndexDamaged(
            f"{index_folder / DATABASE}: generation {named.generation} was published and the database has lost it; "
            f"{BUILD_AGAIN}."
        )
    return manifest


def is_published(connection: sqlite3.Connection, text: str, index_folder: Path) -> bool:
    """Whether this is, byte for byte, the manifest of a generation that the database still holds."""
    row = connection.execute("SELECT number, manifest FROM generations WHERE manifest = ?", (text,)).fetchone()
    return row is not None and _manifest_of(row, index_folder).generation == row[0]


def damaged_manifests(connection: sqlite3.Connection, index_folder: Path) -> dict[int, str]:
    """The generations whose manifest in the database is not whole, by number, and why."""
    problems = {}
    for row in connection.execute("SELECT number, manifest FROM generations ORDER BY number").fetchall():
        try:
            _manifest_of(row, index_folder)
        except IndexDamaged as error:
            problems[row[0]] = str(error)
    return problems


def read_manifest(index_folder: Path) -> str | None:
    """The text of `manifest.json`, whatever it is; None when there is none or it is no text."""
    try:
        return (index_folder / MANIFEST).read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        return None


def settle(connection: sqlite3.Connection, index_folder: Path) -> Settled:
    """Make `manifest.json` say what the database says is newest; the caller holds the writer lock.

    A damaged row is taken from `manifest.json`, or dropped. Nothing is written over the name of a generation that the
    database has lost. Raises IndexDamaged when neither has a whole manifest.
    """
    named = _named(index_folder)
    damaged = damaged_manifests(connection, index_folder)
    if damaged:
        _mend(connection, list(damaged), named, index_folder)
    row = connection.execute(NEWEST).fetchone()
    current = _manifest_of(row, index_folder) if row else None
    settled = Settled(current, max(manifest.generation if manifest else 0 for manifest in (current, named)))
    if current and not settled.is_behind and read_manifest(index_folder) != current.to_text():
        replace_text(index_folder / MANIFEST, current.to_text())
    return settled


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
    written = derive(connection, index_folder / folder, recipe, _known_guides(connection, index_folder, encoder))
    sync_folder(index_folder / GENERATIONS)
    sync_folder(index_folder)
    documents = corpus_of(connection, number)
    return Manifest(
        generation=number,
        folder=folder,
        published_at=published_at,
        encoder_name=encoder.name,
        encoder_fingerprint=encoder.fingerprint,
        dimension=encoder.dimension,
        recipes=tuple(sorted({row[3] for row in documents})),
        corpus_sha256=corpus_hash(documents),
        documents=len(documents),
        passages=written.passages,
        uploaded_passages=written.uploaded_passages,
        sentences=written.sentences,
        files=written.files,
        cosine_scale=cosine_scale,
    )


def _known_guides(connection: sqlite3.Connection, index_folder: Path, encoder: EncoderIdentity) -> Guides | None:
    """The guides of the newest generation, as far as they were made with this encoder and are whole."""
    row = connection.execute(NEWEST).fetchone()
    if row is None:
        return None
    with suppress(IndexDamaged):
        manifest = _manifest_of(row, index_folder)
        if manifest.encoder_fingerprint == encoder.fingerprint:
            return load_guides(index_folder, manifest)
    return None


def corpus_of(connection: sqlite3.Connection, generation: int) -> list[Row]:
    """Id, both hashes and recipe of each document of a generation, by id."""
    return connection.execute(
        f"SELECT id, text_sha256, source_sha256, recipe FROM documents d WHERE {VISIBLE} ORDER BY id",  # noqa: S608
        {"generation": generation},
    ).fetchall()


def corpus_hash(corpus: Sequence[Row]) -> str:
    """SHA-256 of what `corpus_of` gave."""
    lines = ("\0".join(row) + "\n" for row in corpus)
    return sha256("".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def commit(connection: sqlite3.Connection, index_folder: Path, manifest: Manifest) -> None:
    """Publish: steps 3 and 4."""
    with transaction(connection):
        connection.execute(REMEMBER, (manifest.generation, manifest.to_text()))
    checkpoint(connection)
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
    rows = connection.execute("SELECT number, manifest FROM generations").fetchall()
    kept = {_manifest_of(row, index_folder).folder for row in rows}
    for folder in (index_folder / GENERATIONS).glob("*"):
        if f"{GENERATIONS}/{folder.name}" not in kept:
            shutil.rmtree(folder, ignore_errors=True)


def _named(index_folder: Path) -> Manifest | None:
    """What `manifest.json` names; None when it is not whole."""
    with suppress(IndexDamaged):
        text = read_manifest(index_folder)
        return None if text is None else Manifest.from_text(text, index_folder / MANIFEST)
    return None


def _manifest_of(row: Row, index_folder: Path) -> Manifest:
    number, text = row
    manifest = Manifest.from_text(text, index_folder / DATABASE)
    if manifest.generation != number:
        raise IndexDamaged(f"{index_folder / DATABASE}: the number of generation {number} is damaged; {BUILD_AGAIN}.")
    return manifest


def _mend(connection: sqlite3.Connection, damaged: Sequence[int], named: Manifest | None, index_folder: Path) -> None:
    with transaction(connection):
        connection.executemany("DELETE FROM generations WHERE number = ?", [(number,) for number in damaged])
        (left,) = connection.execute("SELECT max(number) FROM generations").fetchone()
        if named and named.generation >= (left or 0):
            connection.execute(REMEMBER, (named.generation, named.to_text()))
        elif left is None:
            raise IndexDamaged(f"{index_folder / DATABASE}: no manifest is whole; {START_AGAIN}.")


def _purge(connection: sqlite3.Connection, manifest: Manifest) -> None:
    previous = manifest.generation - 1
    with transaction(connection):
        connection.execute("DELETE FROM generations WHERE number < ?", (previous,))
        purged = connection.execute(
            "DELETE FROM documents WHERE removed IS NOT NULL AND (removed <= ? OR removed = added OR checksum = '')",
            (previous,),
        ).rowcount
        others = "(SELECT key FROM encoders WHERE fingerprint IS NOT ?)"
        connection.execute(f"DELETE FROM vectors WHERE encoder IN {others}", (manifest.encoder_fingerprint,))  # noqa: S608
        connection.execute("DELETE FROM encoders WHERE fingerprint IS NOT ?", (manifest.encoder_fingerprint,))
        if purged:
            words = corpus_words(connection, manifest.generation)
            connection.execute("CREATE TEMP TABLE kept_words (input_hash BLOB PRIMARY KEY)")
            connection.executemany("INSERT INTO kept_words VALUES (?)", [(word.input_hash,) for word in words])
            connection.execute(
                "DELETE FROM vectors WHERE input_hash NOT IN "
                "(SELECT input_hash FROM passages UNION SELECT heading_hash FROM passages "
                "UNION SELECT input_hash FROM sentences UNION SELECT input_hash FROM kept_words)"
            )
            connection.execute("DROP TABLE kept_words")
