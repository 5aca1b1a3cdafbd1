"""A query as it is read over one corpus: its words with their forms, and every vector that is compared for it."""

from dataclasses import dataclass

from bot.encoders import Encoder, FloatArray
from bot.library import Snapshot
from bot.search.query import Query
from bot.search.wanted import Support, Wanted, is_looked_up, softened, support_of, wanted_words


@dataclass(frozen=True, slots=True)
class Reading:
    """What a search compares: `vector` is that of the query's text, `in_context` with the words carried, if any."""

    wanted: tuple[Wanted, ...]
    vector: FloatArray
    in_context: FloatArray | None = None

    @property
    def support(self) -> Support:
        """How well the corpus knows the words of the query."""
        return support_of(self.wanted)


def read_query(snapshot: Snapshot, encoder: Encoder, query: Query) -> Reading:
    """The query as this corpus reads it; all that is needed is encoded in one go."""
    wanted = wanted_words(query, snapshot)
    unknown = [word for word in wanted if is_looked_up(word)]
    readings = [query.text, *([query.in_context] if query.carried else [])]
    vectors = encoder.encode([*readings, *(word.word.text.lower() for word in unknown)])
    soft = {
        word: softened(word, snapshot, vector) for word, vector in zip(unknown, vectors[len(readings) :], strict=True)
    }
    return Reading(
        wanted=tuple(soft.get(word, word) for word in wanted),
        vector=vectors[0],
        in_context=vectors[1] if query.carried else None,
    )
