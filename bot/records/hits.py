"""What search returns: passages with the parts of their score."""

from dataclasses import dataclass

from bot.records.documents import Passage, Sentence


@dataclass(frozen=True, slots=True)
class Scores:
    """The evidence for one passage.

    `passage` and `sentence` are cosines in [-1, 1] between the query and the passage, and the query and its best
    sentence, `heading` that with title and headings; `lexical` is BM25, >= 0; `matched` is the share of the query's
    words, weighted by how rare they are in the corpus, that the passage holds, `phrase` the share of the query's
    neighbouring words that are neighbours in it, both in [0, 1]; `fused` is the number the list is sorted by. Of the
    passages that a reranker scored, `rerank` is its raw score, and they come first, sorted by it.
    """

    passage: float
    sentence: float
    lexical: float
    matched: float
    fused: float
    rerank: float | None = None
    heading: float = 0.0
    phrase: float = 0.0


@dataclass(frozen=True, slots=True)
class Standing:
    """How a passage stands under one reading of the query, in numbers that are comparable between queries.

    `best` and `place` are cosines, of the passage or its best sentence and of title and headings; `matched` is the
    share of the query's words by weight, `nearness` how near they stand. `lead` is by how much the score exceeds that
    of its rivals in the mean, `gap` that of the best of them.
    """

    best: float
    place: float
    matched: float
    nearness: float
    lead: float
    gap: float


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage of the ranked list, its best sentence, and why it is there.

    `probability` in [0, 1] is that of the passage answering the query. `matched_words` are words of the query, in
    its order. `also_in` holds near-duplicates of the passage that were folded into this hit, best first. `standings`
    has one for each reading of the query: as it is, with words of the conversation, with what the corpus is about;
    none where words alone were compared. `of_another` is whether the passage is about another thing of the kind of
    what is asked about.
    """

    key: int
    passage: Passage
    sentence: Sentence
    scores: Scores
    probability: float
    matched_words: tuple[str, ...] = ()
    also_in: tuple[Passage, ...] = ()
    standings: tuple[Standing, ...] = ()
    of_another: bool = False
