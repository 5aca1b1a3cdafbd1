"""Whose rows are whose: the documents of a generation that hold passages, where those begin, and who shares them."""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.language.tables import ENGLISH
from bot.library.runs import Rows
from bot.library.schema import VISIBLE

DOCUMENTS = f"SELECT id, content_sha256, is_alias, passages, language FROM documents d WHERE {VISIBLE}"  # noqa: S608
BY_ROWS = "ORDER BY is_upload, id"  # as the rows are: bot.library.derived
BY_AGE = "ORDER BY is_upload, first_added, id"


@dataclass(frozen=True, slots=True)
class Holder:
    """A document with a text of its own: its first row, the one after its last, its language, and who shares it."""

    first: int
    after: int
    language: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """The documents with a text of their own, by their place among each other, which is that of their rows.

    `first_rows` has the first row of each, and at its end the number of all rows; `languages` the code of each.
    """

    ids: tuple[str, ...]
    first_rows: Rows
    languages: npt.NDArray[np.str_]

    def at(self, rows: Rows) -> Rows:
        """The place of the document that each of these rows is of."""
        places: Rows = np.searchsorted(self.first_rows, rows, side="right") - 1
        return places


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The holders by id, and as arrays; `starts` is where each passage begins in its document, by row."""

    holders: dict[str, Holder]
    starts: npt.NDArray[np.int64]
    texts: Texts

    @classmethod
    def parse(cls, documents: bytes, starts: npt.NDArray[np.int64]) -> "Catalogue":
        """What was written, the documents as `documents_to_json` gave them."""
        holders: dict[str, Holder] = {}
        first = 0
        for document, passages, language, aliases in json.loads(documents):
            holders[document] = Holder(first, first + passages, language, tuple(aliases))
            first += passages
        texts = Texts(
            ids=tuple(holders),
            first_rows=np.array([*(holder.first for holder in holders.values()), first], dtype=np.int64),
            languages=np.array([holder.language for holder in holders.values()], dtype=np.str_),
        )
        return cls(holders, starts, texts)

    def holder_at(self, row: int) -> str:
        """The id of the document whose passage stands in that row."""
        return self.texts.ids[int(self.texts.at(np.array(row, dtype=np.int64)))]

    def rows_at(self, document: str, starts: Sequence[int]) -> list[int]:
        """The rows of the passages of a document that begin at these places, as far as any do."""
        holder = self.holders.get(document)
        if holder is None:
            return []
        found = np.flatnonzero(np.isin(self.starts[holder.first : holder.after], starts))
        return [int(row) + holder.first for row in found]

    def language_of(self, document: str) -> str:
        """The language that a document is read in, be it the holder of its text or another that shares it."""
        holder = self.holders.get(document)
        if holder is None:
            holder = next((one for one in self.holders.values() if document in one.aliases), None)
        return holder.language if holder else ENGLISH

    def languages(self, documents: Iterable[str]) -> tuple[str, ...]:
        """The languages of these documents, that of the most passages first; English when there are none."""
        passages: Counter[str] = Counter()
        for holder in (self.holders[document] for document in documents if document in self.holders):
            passages[holder.language] += holder.after - holder.first
        return tuple(sorted(passages, key=lambda code: (-passages[code], code))) or (ENGLISH,)

    def aliases(self, document: str) -> tuple[str, ...]:
        """The ids of the other documents that share the text of this one: oldest first, uploads last."""
        holder = self.holders.get(document)
        return holder.aliases if holder else ()


def documents_to_json(connection: sqlite3.Connection, generation: int) -> str:
    """The holders of a generation in the order of its rows, each with its number of passages and its aliases.

    Of those, the oldest come first, and uploads last.
    """
    values = {"generation": generation}
    aliases = defaultdict(list)
    for document, content, *_ in connection.execute(f"{DOCUMENTS} AND is_alias {BY_AGE}", values):
        aliases[content].append(document)
    rows = connection.execute(f"{DOCUMENTS} AND NOT is_alias {BY_ROWS}", values)
    holders = [[document, passages, language, aliases[content]] for document, content, _, passages, language in rows]
    return json.dumps(holders, ensure_ascii=False, separators=(",", ":"))
