"""Questions that lean on those before: what is searched for then, and what was carried over to find it.

Carried words are searched for, and the question alone is encoded: on mtrag_human_subset that ranked better than
encoding it with the carried words or with the question before. Mixing in a tenth of the vector of that one ranked the
same over all (better on the even conversations, worse on the odd ones), and takes a second encoding. Only a question
without a content word ("Why?"), whose vector says nothing, is encoded with the one before it, unless it asks for a
price: "And how much is it?" asks that, whatever was asked before.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.comparison.asking import asks_price
from bot.conversation.carry import carry, pin, shown
from bot.language.leaning import REPEATING, Leaning, compares, leaning, repeated_turn
from bot.language.words import Word, terms
from bot.library import Snapshot
from bot.records import CarriedWord, Turn
from bot.search.kinds import Kinds
from bot.search.names import named_terms, names_apart, names_in
from bot.search.query import Query, parse_query


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question as it is searched for after a conversation.

    `leaning` is why it leans on `before`, the last turn; both None when the question stands alone, and then only
    pinned words are carried. `repeated` is the question that a fragment or a repair asks once more, else "".
    """

    query: Query
    carried: tuple[CarriedWord, ...]
    leaning: Leaning | None
    before: Turn | None = None
    repeated: str = ""

    @property
    def guessed(self) -> tuple[CarriedWord, ...]:
        """The words that nobody asked to carry."""
        return tuple(word for word in self.carried if not word.is_pinned)

    def without_guesses(self) -> "FollowUp":
        """The question as typed, with the words that somebody asked to carry and nothing else of the conversation."""
        pinned = tuple(word for word in self.carried if word.is_pinned)
        return replace(
            self, query=_expanded(replace(self.query, shown=(), about=frozenset()), pinned), carried=pinned, repeated=""
        )


def follow_up(
    snapshot: Snapshot,
    question: str,
    history: Sequence[Turn],
    *,
    without: Sequence[str] = (),
    pinned: Sequence[str] = (),
) -> FollowUp:
    """What to search for when `question` is asked after `history`, oldest first.

    `pinned` words are carried whether or not the question leans on the history; those of `without` never are, in
    whatever form they stand. Raises QuestionError as `parse_query` does.
    """
    query = parse_query(question, snapshot.languages)
    earlier = [turn.question for turn in history]
    reason = leaning(query.text, earlier, snapshot.languages)
    own = {term for text in without for term in terms(text)}.union(query.terms)
    carried = {word.term: word for word in pin(pinned) if word.term not in own}
    if reason is None:
        words = tuple(carried.values())
        return FollowUp(_expanded(query, words), words, None)
    named = named_terms(query.text, snapshot.languages)
    repeats = reason in REPEATING and (bool(named) or not query.words)  # "Cost?", "Pain?" ask for another property
    for word in _taken_over(snapshot, query, own, history, repeats=repeats):
        carried.setdefault(word.term, word)
    words, before = tuple(carried.values()), history[-1]
    is_telling = bool(query.words) or asks_price(query.text)
    query = replace(
        query,
        text=query.text if is_telling else f"{before.question} {query.text}",
        shown=() if reason is Leaning.COMPARISON else shown(before.answer),  # "others" are not those
        about=_about(snapshot, query, reason, earlier),
    )
    repeated = earlier[repeated_turn(earlier, snapshot.languages)] if reason in REPEATING else ""
    return FollowUp(_expanded(query, words), words, reason, before, repeated)


def _about(snapshot: Snapshot, query: Query, reason: Leaning, earlier: Sequence[str]) -> frozenset[str]:
    """The terms of what a question asks about: those of a fragment, else what was named last; () for others than that.

    A question for another property of that ("And its fees?") names it too. A pronoun in an earlier question names
    nothing.
    """
    own = frozenset(word.term for word in query.words)
    if reason in REPEATING and names_in(snapshot, query.text):
        return own
    if compares(query.text, query.asked_in):
        return frozenset()
    kinds = Kinds(snapshot)
    reasons = (leaning(text, earlier[:turn], snapshot.languages) for turn, text in enumerate(earlier))
    naming = [text for text, why in zip(earlier, reasons, strict=True) if why is None or why in REPEATING]
    runs = next((runs for text in reversed(naming) if (runs := names_apart(snapshot, text))), ())
    things = [run for run in runs if kinds.naming(run)]
    return own | things[-1] if things else frozenset()


def _taken_over(
    snapshot: Snapshot, query: Query, own: Iterable[str], history: Sequence[Turn], *, repeats: bool
) -> Iterator[CarriedWord]:
    """The words carried from `history`; "And radio frequency?" repeats a question without the name it had."""
    found = carry(snapshot, own, history, with_properties=repeats)
    earlier = [turn.question for turn in history]
    later = {
        turn: names_in(snapshot, text)
        for turn, text in enumerate(earlier)
        if leaning(text, earlier[:turn], snapshot.languages) in REPEATING
    }
    if repeats:
        later[len(earlier)] = names_in(snapshot, query.text)
    kinds = Kinds(snapshot)
    return (word for word in found if not _is_replaced(kinds, word, later))


def _is_replaced(kinds: Kinds, word: CarriedWord, later: Mapping[int, frozenset[str]]) -> bool:
    """Whether a question after that of the word asked the same with a name in its place."""
    said = -1 if word.turn is None else word.turn
    return any(names and kinds.are_alike(names, word.term) for turn, names in later.items() if turn > said)


def _expanded(query: Query, carried: Sequence[CarriedWord]) -> Query:
    """A carried word has the place it would have, were it typed after the question."""
    words: list[Word] = []
    end = len(query.text)
    for word in carried:
        start, end = end + 1, end + 1 + len(word.text)
        words.append(Word(word.text, start, end, word.term))
    return replace(query, carried=tuple(words))
