"""Exact inner-product search over half-precision vectors, in a FAISS file.

FAISS files carry no checksum and a flipped byte may load and give nonsense, so `ExactIndex.parse` takes bytes that
the caller has verified, and never a path.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from bot.encoders import FloatArray
from bot.errors import EncoderMismatch, IndexDamaged

if TYPE_CHECKING:
    import faiss

STORED = np.dtype("<f2")  # of a vector in the database: little-endian half precision
UNIT_TOLERANCE = 1e-3  # half precision moves the length of a unit vector by less than 5e-4
TIE_MARGIN = 16  # how many more than k are asked for at first, to see where a tie at k ends


class ExactIndex:
    """Vectors by row, searched exhaustively."""

    def __init__(self, index: "faiss.IndexScalarQuantizer") -> None:
        self._index = index
        self._codes = _codes(index)

    @classmethod
    def build(cls, dimension: int, batches: Iterable[FloatArray]) -> "ExactIndex":
        """The index of the rows of all batches, in order."""
        import faiss

        index = faiss.IndexScalarQuantizer(dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
        for batch in batches:
            index.add(batch)
        return cls(index)

    @classmethod
    def parse(cls, data: bytes, dimension: int) -> "ExactIndex":
        """The index that `write` wrote. Raises IndexDamaged when the bytes are another kind of index."""
        import faiss

        try:
            index = faiss.deserialize_index(np.frombuffer(data, dtype=np.uint8))
        except RuntimeError as error:
            raise IndexDamaged(f"this version of FAISS cannot read the vectors ({error}).") from error
        if not isinstance(index, faiss.IndexScalarQuantizer) or index.d != dimension:
            raise IndexDamaged(f"the vectors have {index.d} numbers each where the manifest says {dimension}.")
        return cls(index)

    def write(self, path: Path) -> None:
        """Write the index to a new file, not yet synced. Raises OSError."""
        import faiss

        with path.open("xb") as file:
            faiss.write_index(self._index, faiss.PyCallbackIOWriter(file.write))  # type: ignore[attr-defined]  # from SWIG

    def __len__(self) -> int:
        return int(self._index.ntotal)

    def search(self, query: FloatArray, k: int, among: npt.NDArray[np.bool_] | None = None) -> list[tuple[int, float]]:
        """The `k` rows of largest inner product with `query` of shape (d,), best first; ties go to the lower row.

        With `among`, which has an element for each row, only of those that are true there. FAISS keeps any of the rows
        that tie for the last place, so a few more are asked for until the tie is whole.
        Raises EncoderMismatch when the query has another dimension.
        """
        self._check(query)
        most = len(self) if among is None else int(np.count_nonzero(among))
        wanted = min(k, most)
        if wanted <= 0:
            return []
        asked = wanted
        while True:
            asked = min(asked + TIE_MARGIN if asked == wanted else asked * 2, most)
            scores, rows = self._search_rows(query, asked, among)
            if asked == most or scores[-1] < scores[wanted - 1]:
                break
        order = np.lexsort((rows, -scores))[:wanted]
        return [(int(rows[i]), float(scores[i])) for i in order]

    def vectors(self, rows: npt.NDArray[np.int64]) -> FloatArray:
        """The vectors of these rows, shape (len(rows), d)."""
        with _one_thread():
            found: FloatArray = self._index.sa_decode(self._codes[rows])
        return found

    def products(self, query: FloatArray, rows: npt.NDArray[np.int64]) -> FloatArray:
        """The inner products of `query` with these rows; each depends on its own row only, to the last bit."""
        self._check(query)
        products: FloatArray = (self.vectors(rows) * query).sum(axis=1, dtype=np.float32)
        return products

    def _search_rows(
        self, query: FloatArray, k: int, among: npt.NDArray[np.bool_] | None
    ) -> tuple[FloatArray, npt.NDArray[np.int64]]:
        only = None if among is None else _only(among)
        with _one_thread():
            scores, rows = self._index.search(np.ascontiguousarray(query[np.newaxis], dtype=np.float32), k, params=only)
        return scores[0], rows[0]

    def _check(self, query: FloatArray) -> None:
        if query.shape != (self._index.d,):
            raise EncoderMismatch(
                f"the index holds vectors of {self._index.d} numbers and the query has shape {query.shape}; "
                f"use the encoder that built the index."
            )


def _codes(index: "faiss.IndexScalarQuantizer") -> npt.NDArray[np.uint8]:
    """The bytes of the rows, where the index has them: decoding some at once takes half the time of one by one."""
    import faiss

    if not index.ntotal:
        return np.zeros((0, index.code_size), dtype=np.uint8)
    held: npt.NDArray[np.uint8] = faiss.rev_swig_ptr(index.codes.data(), index.ntotal * index.code_size)
    return held.reshape(index.ntotal, index.code_size)


def _only(among: npt.NDArray[np.bool_]) -> "faiss.SearchParameters":
    import faiss

    selector = faiss.IDSelectorBitmap(np.packbits(among, bitorder="little"))  # type: ignore[call-arg, arg-type]  # from SWIG
    return faiss.SearchParameters(sel=selector)  # type: ignore[call-arg]  # from SWIG


def unpack(blobs: list[bytes], dimension: int) -> FloatArray:
    """Stored vectors as rows of shape (len(blobs), dimension). Raises ValueError when one has another size."""
    if any(len(blob) != dimension * STORED.itemsize for blob in blobs):
        raise ValueError(f"a stored vector does not have {dimension} numbers")
    return np.frombuffer(b"".join(blobs), dtype=STORED).reshape(len(blobs), dimension).astype(np.float32)


def is_unit(vectors: FloatArray) -> npt.NDArray[np.bool_]:
    """For each row, whether it is finite and of length 1, within UNIT_TOLERANCE."""
    with np.errstate(over="ignore", invalid="ignore"):
        lengths = np.linalg.norm(vectors, axis=1)
        unit: npt.NDArray[np.bool_] = np.abs(lengths - 1) <= UNIT_TOLERANCE  # never true of a NaN
    return unit


@contextmanager
def _one_thread() -> Iterator[None]:
    """Inside, FAISS works in the calling thread: for one query, waking others costs more than it gives."""
    import faiss

    before = faiss.omp_get_max_threads()
    faiss.omp_set_num_threads(1)
    try:
        yield
    finally:
        faiss.omp_set_num_threads(before)
