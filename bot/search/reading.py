"""A query as it is read over one corpus: its words with their forms, and every vector that is compared for it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from bot.encoders import Encoder, FloatArray
from bot.language.words import is_name, terms
from bot.library import Snapshot
from bot.library.runs import Numbers
from bot.search.query import Query
from bot.search.wanted import Support, Wanted, is_looked_up, softened, support_of, wanted_words


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """What a search compares: `vector` is that of the query's text, a row of `words` that of each word wanted.

    Of a word that cannot be compared, such as a number, the row is 0. `in_context` is the vector of the text with the
    words carried, if there are any; `with_subject` that of the text with what the corpus is about, where the query
    leaves that out.
    """

    wanted: tuple[Wanted, ...]
    vector: FloatArray
    words: FloatArray
    in_context: FloatArray | None = None
    with_subject: FloatArray | None = None

    @property
    def support(self) -> Support:
        """How well the corpus knows the words of the query."""
        return support_of(self.wanted)

    def alignment(self, snapshot: Snapshot, key: int) -> Support:
        """How well the text and context of a passage know the words of the query.

        A word that stands there counts 1, any other the cosine of the nearest word there, whether or not the corpus
        knows it elsewhere.
        """
        forward = snapshot.forward
        return self.alignment_to(snapshot, np.concatenate([forward.text(key), forward.context(key)]))

    def alignment_to(self, snapshot: Snapshot, numbers: Numbers) -> Support:
        """As `alignment`, of a text with the terms of these numbers."""
        held = frozenset(snapshot.forward.vocabulary[number] for number in numbers.tolist())
        nearest = snapshot.alikeness(self.words, numbers).tolist() if self.wanted else []
        return support_of(
            [
                replace(word, support=1.0 if word.is_in(held) else max(0.0, cosine))
                for word, cosine in zip(self.wanted, nearest, strict=True)
            ]
        )


def read_query(snapshot: Snapshot, encoder: Encoder, query: Query) -> Reading:
    """The query as this corpus reads it; all that is needed is encoded in one go."""
    wanted = wanted_words(query, snapshot)
    text = _spelt_out(query.text, wanted)
    texts = {"vector": text}
    if query.carried:
        texts["in_context"] = _spelt_out(query.in_context, wanted)
    if snapshot.subject and not names_subject(wanted, snapshot.subject, query.language):
        texts["with_subject"] = f"{text} ({snapshot.subject})"
    unknown = [i for i, word in enumerate(wanted) if is_looked_up(word)]
    vectors = encoder.encode([*texts.values(), *(wanted[i].word.text.lower() for i in unknown)])
    encoded = dict(zip(unknown, vectors[len(texts) :], strict=True))
    read = tuple(softened(word, snapshot, encoded[i]) if i in encoded else word for i, word in enumerate(wanted))
    found = dict(zip(texts, vectors, strict=False))
    if names_subject(read, snapshot.subject, query.language):  # by a soft form
        found.pop("with_subject", None)
    nothing = np.zeros_like(vectors[0])
    rows = (encoded.get(i, snapshot.word_vector(word.word.term)) for i, word in enumerate(read))
    words = np.array([nothing if row is None else row for row in rows], dtype=np.float32)
    return Reading(read, words=words.reshape(len(read), len(nothing)), **found)


def _spelt_out(text: str, wanted: Sequence[Wanted]) -> str:
    """The text with the words that stand for others replaced by these; the encoder does not know what PTO is."""
    for word in sorted(wanted, key=lambda word: -word.word.start):
        if word.spelt_out and word.word.end <= len(text):
            text = text[: word.word.start] + word.spelt_out + text[word.word.end :]
    return text


def names_subject(wanted: Sequence[Wanted], subject: str, language: str) -> bool:
    """Whether a query says what it is about: by a word of the subject, a soft form of one, or a name."""
    about = frozenset(terms(subject, language))
    return any(not about.isdisjoint(word.sought_terms) or is_name(word.word) for word in wanted)
