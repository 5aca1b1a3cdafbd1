"""Fixed windows of text with a vector each: what the usual tools search when nobody changes their settings.

AnythingLLM cuts documents at 1,000 characters with its built-in all-MiniLM-L6-v2, the pieces overlapping by 20, and
puts the document's title before each (github.com/Mintplex-Labs/anything-llm, `embeddingMaxChunkLength` of its native
embedder, `TextSplitter`). Open WebUI: 1,000 and 100 (CHUNK_SIZE and CHUNK_OVERLAP in its environment reference). Chroma
takes all-MiniLM-L6-v2 by default but whatever pieces it is given, in LangChain's tutorial 1,000 characters with 200.
All rank by the cosine of these vectors alone. Here it is 1,000 with 200, the most generous of the three, cut at white
space, with the title before each.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from bot.encoders import Encoder, FloatArray
from bot.evaluation.judged import Place
from bot.ingest.progress import Progress, Stage, no_progress
from bot.records import Span

WINDOW_CHARS = 1_000
OVERLAP_CHARS = 200
ENCODED_AT_ONCE = 64
SCORE_DIGITS = 6  # equal windows tie, whatever row of the product they stand in


@dataclass(frozen=True, slots=True)
class TitledText:
    """A document as far as windows need it."""

    document: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Windows:
    """Windows in the order of documents and positions, and their unit vectors, shape (n, d)."""

    places: tuple[Place, ...]
    vectors: FloatArray

    def nearest(self, query: FloatArray, k: int) -> list[tuple[int, float]]:
        """Rows and cosines of the `k` windows nearest to `query`, shape (d,); ties go to the lower row."""
        scores = np.round((self.vectors @ query).astype(np.float64), SCORE_DIGITS)
        return [(int(row), float(scores[row])) for row in np.argsort(-scores, kind="stable")[:k]]


def cut(text: str, size: int = WINDOW_CHARS, overlap: int = OVERLAP_CHARS) -> list[Span]:
    """Spans of at most `size` characters that cover `text`, each beginning up to `overlap` before the last one's end.

    They begin and end at white space where there is any in the second half of the window, or in the overlap.
    """
    spans: list[Span] = []
    start = 0
    while start < len(text):
        end = min(start + size, len(text))
        if end < len(text):
            end = _last_space(text, start + size // 2, end) or end
        spans.append(Span(start, end))
        if end == len(text):
            break
        start = _last_space(text, end - overlap, end - overlap // 2) or end - overlap
    return spans


def make_windows(
    texts: Iterable[TitledText], encoder: Encoder, *, cache: Path | None = None, progress: Progress = no_progress
) -> Windows:
    """The windows of all texts, encoded; `cache` is a file that keeps the vectors for the next time."""
    places: list[Place] = []
    inputs: list[str] = []
    for titled in texts:
        for span in cut(titled.text):
            if words := span.of(titled.text).strip():
                places.append(Place(titled.document, span.start, span.end))
                inputs.append(f"{titled.title}\n{words}" if titled.title else words)
    key = sha256("\0".join([encoder.fingerprint, *inputs]).encode()).hexdigest()
    vectors = _cached(cache, key)
    if vectors is None:
        vectors = _encode(inputs, encoder, progress)
        _keep(cache, key, vectors)
    return Windows(tuple(places), vectors)


def _last_space(text: str, start: int, end: int) -> int:
    """The position behind the last white space of `text[start:end]`, 0 when there is none."""
    return next((i + 1 for i in range(end - 1, start - 1, -1) if text[i].isspace()), 0)


def _encode(inputs: list[str], encoder: Encoder, progress: Progress) -> FloatArray:
    vectors = np.empty((len(inputs), encoder.dimension), dtype=np.float32)
    order = sorted(range(len(inputs)), key=lambda i: (-len(inputs[i]), i))  # like lengths together: less padding
    for begin in range(0, len(order), ENCODED_AT_ONCE):
        batch = order[begin : begin + ENCODED_AT_ONCE]
        vectors[batch] = encoder.encode([inputs[i] for i in batch])
        progress(Stage.ENCODING, begin + len(batch), len(order))
    return vectors


def _cached(cache: Path | None, key: str) -> FloatArray | None:
    if cache is None or not cache.exists():
        return None
    try:
        # Opened here: np.load leaves a damaged file open.
        with cache.open("rb") as file, np.load(file, allow_pickle=False) as kept:
            return kept["vectors"].astype(np.float32) if str(kept["key"]) == key else None
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):  # cut short or of another kind: made again
        return None


def _keep(cache: Path | None, key: str, vectors: FloatArray) -> None:
    if cache is None:
        return
    partial = cache.with_name(f"{cache.name}.partial")
    with partial.open("wb") as file:
        np.savez(file, key=np.array(key), vectors=vectors)
    partial.replace(cache)
