"""Small documents, vectors by hash, and a summary of all that a snapshot answers."""

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np

from bot.encoders import FloatArray
from bot.library import Library, Manifest, RecordedEncoder, Snapshot, Writer
from bot.records import Block, BlockKind, Document, Passage, Sentence, SourceClass, Span

DIMENSION = 8
ENCODER = RecordedEncoder("fake-model", "fake-1", DIMENSION)
OTHER_ENCODER = RecordedEncoder("other-model", "other-1", DIMENSION)
RECIPE = "split by blank lines"

LASER = "The laser heats the skin. It hurts a little\n\nA session costs 200 euro. Redness fades"
NEEDLES = "Needles warm the deeper skin. The sun is to be avoided"
PRICES = "Prices start at 100 euro. Skin tightens slowly\n\nNo session is free. Ask the clinic"
NEEDLES_REVISED = "Needles warm the deeper skin. Swelling fades in two days"
COOLING = "Cooling protects the skin. Laser light passes\n\nIt hurts a little"

BEFORE = {"corpus/laser.md": LASER, "corpus/needles.md": NEEDLES, "corpus/prices.md": PRICES}
AFTER = {"corpus/cooling.md": COOLING, "corpus/laser.md": LASER, "corpus/needles.md": NEEDLES_REVISED}


def document(name: str, text: str) -> Document:
    """A document with one paragraph block for each blank-line piece."""
    spans = _spans(text, "\n\n", 0)
    return Document(
        id=name,
        title=name.rsplit("/", 1)[-1],
        location=f"/somewhere/{name}",
        format="text",
        text=text,
        text_sha256=sha256(text.encode()).hexdigest(),
        source_sha256=sha256(b"source " + text.encode()).hexdigest(),
        blocks=tuple(Block(BlockKind.PARAGRAPH, span.start, span.end, ("Top",), 0, 3, Span(0, 1)) for span in spans),
        publisher="A publisher",
        source_class=SourceClass.CLINIC,
        date="2024-05",
    )


def passages(source: Document) -> list[Passage]:
    """One passage for each blank-line piece, one sentence for each ". " piece, the title as context."""
    found = []
    for position, span in enumerate(_spans(source.text, "\n\n", 0)):
        text = span.of(source.text)
        sentences = tuple(Sentence(s.start, s.end, s.of(source.text)) for s in _spans(text, ". ", span.start))
        found.append(Passage(source.id, position, span.start, span.end, text, sentences, ("Top",), source.title))
    return found


def vector(text: str) -> FloatArray:
    """A unit vector that any text has for itself."""
    seed = int.from_bytes(sha256(text.encode()).digest()[:8], "big")
    numbers = np.random.default_rng(seed).normal(size=DIMENSION).astype(np.float32)
    unit: FloatArray = numbers / np.linalg.norm(numbers)
    return unit


def put(writer: Writer, name: str, text: str, recipe: str = RECIPE) -> bool:
    source = document(name, text)
    return writer.put(source, passages(source), recipe)


def encode_pending(writer: Writer, fingerprint: str = ENCODER.fingerprint) -> list[str]:
    """Store the vectors that are missing; the texts that were encoded, in order."""
    encoded = []
    for batch in writer.pending_inputs(fingerprint, 3):
        texts = [pending.text for pending in batch]
        writer.store_vectors(fingerprint, [pending.input_hash for pending in batch], np.stack([*map(vector, texts)]))
        encoded += texts
    return encoded


def encode_words(writer: Writer, encoder: RecordedEncoder = ENCODER) -> None:
    """Store the vectors of the corpus's words that are missing."""
    words = writer.words_to_encode(encoder)
    if words:
        vectors = np.stack([vector(word.text) for word in words])
        writer.store_vectors(encoder.fingerprint, [word.input_hash for word in words], vectors)


def update(folder: Path, texts: Mapping[str, str]) -> Manifest:
    """Bring the library to hold exactly these documents, as a build would."""
    with Library.write(folder) as writer:
        for name, text in texts.items():
            put(writer, name, text)
        for name in writer.known():
            if name not in texts:
                writer.remove(name)
        encode_pending(writer)
        encode_words(writer)
        return writer.publish(ENCODER)


def answers(snapshot: Snapshot) -> tuple[object, ...]:
    """Everything that a snapshot gives for a few queries, and every passage and document of it."""
    keys = list(range(snapshot.passage_count))
    held = snapshot.passages(keys)
    queries = [vector(text) for text in ("query", "It hurts a little", "skin")]
    return (
        [snapshot.nearest_passages(query, 10) for query in queries],
        [snapshot.nearest_sentences(query, 10) for query in queries],
        [snapshot.dense_scores(query, keys) for query in queries],
        [snapshot.nearest_words(query, 10) for query in queries],
        snapshot.subject,
        [snapshot.lexical(terms, 10) for terms in (["laser"], ["skin", "euro"], ["needl"])],
        [snapshot.document_frequency(term) for term in ("skin", "md", "nothing")],
        [(snapshot.forward.text(key).tolist(), snapshot.forward.held(key)) for key in keys],
        held,
        [(snapshot.document(name), snapshot.guide(name)) for name in sorted({passage.document for passage in held})],
    )


def answers_of(folder: Path) -> tuple[object, ...]:
    with Library.open(folder) as library, library.snapshot() as snapshot:
        return answers(snapshot)


def relocated(source: Document, location: str) -> Document:
    return replace(source, location=location)


def _spans(text: str, separator: str, offset: int) -> list[Span]:
    spans = []
    for piece in text.split(separator):
        spans.append(Span(offset, offset + len(piece)))
        offset += len(piece) + len(separator)
    return spans
