"""Indexes the corpus of a judged collection, so that offsets into its texts hold in every quotation."""

from hashlib import sha256
from pathlib import Path

from bot.config import SplitSettings
from bot.encoders import Encoder
from bot.errors import ReadingError, SettingsError
from bot.evaluation.beir import Collection, Source
from bot.ingest.build import recipe
from bot.ingest.calibrating import measure_scale
from bot.ingest.encoding import Encoding
from bot.ingest.progress import Progress, no_progress
from bot.ingest.readers.plain import PlainTextReader
from bot.ingest.splitter import split
from bot.library import Library
from bot.records import Block, Document

COMMAND = "footnote evaluate"


def index_collection(
    index: Path,
    collection: Collection,
    encoder: Encoder,
    *,
    settings: SplitSettings | None = None,
    reference: Encoder | None = None,
    progress: Progress = no_progress,
) -> None:
    """Bring the library at `index` up to date with the corpus; what is encoded there already stays.

    Raises SettingsError when the folder holds documents of something else: their passages would be ranked too.
    """
    settings = settings or SplitSettings()
    with Library.write(index, command=COMMAND) as writer:
        known = writer.known()
        others = [name for name in known if not name.startswith(f"{collection.name}/")]
        if others:
            raise SettingsError(
                f"{index}: holds {others[0]!r}, which is not of {collection.name}; choose an empty folder for --index."
            )
        own_recipe = f"{recipe(settings)}, collection"
        encoding = Encoding(writer, encoder, progress)
        for source in collection.sources:
            held = known.get(source.id)
            if not (held and held.is_of(_source_sha256(source), str(collection.corpus), own_recipe, is_upload=False)):
                document = document_of(source, collection.corpus)
                writer.put(document, split(document, settings), own_recipe)
                encoding.keep_up()
        for gone in sorted(known.keys() - {source.id for source in collection.sources}):
            writer.remove(gone)
        encoding.finish()
        encoding.finish_words()
        writer.publish(encoder, measure_scale(writer, encoder, reference) if reference else None)


def document_of(source: Source, corpus: Path) -> Document:
    """The document whose canonical text is exactly that of `source`."""
    return Document(
        id=source.id,
        title=source.title,
        location=str(corpus),
        format="text",
        text=source.text,
        text_sha256=sha256(source.text.encode()).hexdigest(),
        source_sha256=_source_sha256(source),
        blocks=_blocks(source.text),
    )


def _source_sha256(source: Source) -> str:
    return sha256(source.line.encode()).hexdigest()


def _blocks(text: str) -> tuple[Block, ...]:
    """The structure that the plain-text reader sees; none when it would change the text."""
    try:
        reading = PlainTextReader().read(text.encode())
    except ReadingError:  # more control characters than text has
        return ()
    return reading.blocks if reading.text == text else ()
