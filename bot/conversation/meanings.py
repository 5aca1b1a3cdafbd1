"""What a question of a word or two may have meant: questions of the documents that are sure to be answered.

Whether one is answered takes a search of its own, some 30 ms with the encoding. So what was found out is remembered for
as long as the library stays as it is, and a page that is served finds it out beforehand
(bot/foresight.py).
"""

from collections.abc import Callable, Iterator, Sequence
from threading import Lock

from bot.answer.level import Judged, judge
from bot.answer.placing import placed
from bot.answer.short import PASSAGES_CHOSEN_FROM, quoted
from bot.encoders import Encoder
from bot.language.words import terms
from bot.library import Snapshot
from bot.records import Level, Passage
from bot.search.query import MAX_QUESTION_CHARS, Query, parse_query
from bot.search.ranking import search

MOST_MEANINGS = 3
LONGEST_WORDS = 12  # of a question that is offered, so that it is read at a glance
FEW_WORDS = 2  # content words of a question that may mean several things
LONGEST_SHORT = 3  # words of all kinds: "pain", "how many sessions", not "does the pain last"
PASSAGES_READ = 20  # the best by BM25, read for headings and questions
MOST_CHECKED = 6  # candidates whose answer is looked up, so that the first time is bounded too
PASSAGES_AT_ONCE = 100  # read together when all are gone through
MOST_REMEMBERED = 4_096  # questions of one generation, some 400 kB


def is_ambiguous(query: Query) -> bool:
    """Whether a question is so short that it may mean several things."""
    return 0 < len(query.words) <= FEW_WORDS and len(terms(query.text)) <= LONGEST_SHORT


class Meanings:
    """Finds what short questions may mean, and remembers which are answered; safe for several threads.

    `encoder` is called when there is something to look up, as it may take seconds to load.
    """

    def __init__(self, encoder: Callable[[], Encoder]) -> None:
        self._encoder = encoder
        self._lock = Lock()
        self._generation = 0
        self._answered: dict[str, tuple[str, int] | None] = {}

    def of(self, snapshot: Snapshot, query: Query) -> tuple[str, ...]:
        """Up to `MOST_MEANINGS` questions whose own search finds an answer; none when `query` is not ambiguous.

        Headings and question-like sentences of the passages that BM25 ranks best for `query`, in their order: those
        that hold a word of it, then others that ask. Of several with the same content words the first.
        """
        if not is_ambiguous(query):
            return ()
        keys = [key for key, _ in snapshot.lexical(query.terms, PASSAGES_READ)]
        found: list[str] = []
        for candidate in _candidates(query, snapshot.passages(keys))[:MOST_CHECKED]:
            if len(found) < MOST_MEANINGS and self.answered_at(snapshot, candidate):
                found.append(candidate)
        return tuple(found)

    def answered_at(self, snapshot: Snapshot, question: str) -> tuple[str, int] | None:
        """Document and beginning of the sentence that answers `question`; None where none is sure to.

        Looked up once a generation.
        """
        with self._lock:
            if snapshot.generation != self._generation or len(self._answered) >= MOST_REMEMBERED:
                self._generation, self._answered = snapshot.generation, {}
            known, is_known = self._answered.get(question), question in self._answered
        if not is_known:
            query = parse_query(question, snapshot.languages)
            ranking = search(snapshot, self._encoder(), query, PASSAGES_CHOSEN_FROM)
            judged = judge(snapshot, query, ranking, placed(ranking.hits), snapshot.document)
            known = _first_place(judged) if judged.level(PASSAGES_CHOSEN_FROM) is Level.FOUND else None
            with self._lock:
                if snapshot.generation == self._generation:
                    self._answered[question] = known
        return known


def possible_meanings(snapshot: Snapshot) -> Iterator[str]:
    """All that `Meanings.of` may offer over this snapshot, each once, in the order of the passages."""
    seen: set[str] = set()
    for start in range(0, snapshot.passage_count, PASSAGES_AT_ONCE):
        keys = range(start, min(start + PASSAGES_AT_ONCE, snapshot.passage_count))
        for text in (text for passage in snapshot.passages(keys) for text in _questions(passage)):
            if text not in seen and parse_query(text).words:
                seen.add(text)
                yield text


def _first_place(judged: Judged) -> tuple[str, int] | None:
    first = next(iter(quoted(judged.choice)), None)
    if first is None:
        return None
    return judged.hits[first.unit.passage].hit.passage.document, first.unit.sentence.start


def _candidates(query: Query, passages: Sequence[Passage]) -> list[str]:
    asked = frozenset(query.terms)
    by_words: dict[frozenset[str], str] = {}
    for text in (text for passage in passages for text in _questions(passage)):
        by_words.setdefault(frozenset(parse_query(text).terms), text)
    others = {words: text for words, text in by_words.items() if words and words != asked}
    with_word = [text for words, text in others.items() if words & asked]
    return [*with_word, *(text for words, text in others.items() if not words & asked and text.endswith("?"))]


def _questions(passage: Passage) -> Iterator[str]:
    """The innermost heading, then every sentence that asks, in a dozen words."""
    headings = passage.headings[-1:]
    asking = (sentence.text for sentence in passage.sentences if sentence.text.rstrip().endswith("?"))
    for text in (*headings, *asking):
        line = " ".join(text.split())
        if line and len(line) <= MAX_QUESTION_CHARS and len(terms(line)) <= LONGEST_WORDS:
            yield line
