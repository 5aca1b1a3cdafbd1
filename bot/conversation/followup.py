"""Questions that lean on those before: what is searched for then, and what was carried over to find it.

Carried words are searched for, and the question alone is encoded: on mtrag_human_subset that ranked better than
encoding it with the carried words or with the question before. Mixing in a tenth of the vector of that one ranked the
same over all (better on the even conversations, worse on the odd ones), and takes a second encoding. Only a question
without a content word ("Why?"), whose vector says nothing, is encoded with the one before it, unless it asks for a
price: "And how much is it?" asks that, whatever was asked before.

What is carried follows Historical Query Expansion (Yang et al. 2019, "Query and Answer Expansion from Conversation
History", TREC CAsT): words of the topic, which stay for the whole session, and of the subtopic, which pass. It differs
in what decides: there thresholds on the BM25 of a word, here the rules for which question stands alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial

from bot.comparison.asking import asks_price
from bot.language.leaning import REPEATING, Leaning, compares, leaning, repeated_turn, stands_alone
from bot.language.words import Word, content_words, terms
from bot.library import Snapshot
from bot.records import Answer, CarriedWord, Level, Turn
from bot.search.kinds import Kinds
from bot.search.names import named_terms, names_apart, names_in, read
from bot.search.query import Query, Shown, parse_query
from bot.search.wanted import wanted_words

# What can be shown and removed by hand; on mtrag_human_subset no limit at all ranks the same to 0.002 nDCG@10.
MOST_CARRIED = 8
# A question that names no more ("What are supertankers?") still needs the topic of the session. Of 0 to 3 the best on
# the even conversations (`python -m benchmarks.followups DATA`).
FEW_NAMES = 2
COMMON_SHARE = 0.5  # of the passages; a word that more of them hold ("skin") tells nothing apart


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
    carried = {word.term: word for word in _pin(pinned) if word.term not in own}
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
        shown=() if reason is Leaning.COMPARISON else _shown(before.answer),  # "others" are not those
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
    found = _carry(snapshot, own, history, with_properties=repeats)
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


def _carry(
    snapshot: Snapshot, own: Iterable[str], history: Sequence[Turn], *, with_properties: bool
) -> tuple[CarriedWord, ...]:
    """What a question takes over from the questions of `history`, oldest first, beside the index terms of its `own`.

    The names in the last question that has content words, or all of these `with_properties`: "And ultrasound?" asks
    for what was asked before, over any chain of such questions. Then the names in the last question that stood alone,
    and, when those are few, in the first, if it was on the same topic. Nothing older than a question that named what no
    document holds. Only words that the corpus holds, the `MOST_CARRIED` rarest, in the order of that list.
    """
    first_of_each: dict[str, CarriedWord] = {}
    for word in _candidates(snapshot, history, with_properties=with_properties):
        first_of_each.setdefault(word.term, word)
    for term in own:
        first_of_each.pop(term, None)
    found = list(first_of_each.values())
    rarest = sorted(range(len(found)), key=lambda i: (snapshot.document_frequency(found[i].term), i))[:MOST_CARRIED]
    return tuple(found[i] for i in sorted(rarest))


def _pin(texts: Sequence[str]) -> tuple[CarriedWord, ...]:
    """The content words of `texts`, each once, as words of no turn.

    Even those that the corpus lacks, so that the answer can say so.
    """
    first_of_each: dict[str, CarriedWord] = {}
    for word in (word for text in texts for word in content_words(text)):
        first_of_each.setdefault(word.term, CarriedWord(word.text, word.term, None))
    return tuple(first_of_each.values())


def _shown(answer: Answer) -> tuple[Shown, ...]:
    """Its passages, where it had any to offer: what was nearest to a question without an answer tells nothing."""
    if answer.level is Level.NOT_FOUND:
        return ()
    return tuple(Shown(quotation.citation.document, quotation.citation.start) for quotation in answer.passages)


def _candidates(snapshot: Snapshot, history: Sequence[Turn], *, with_properties: bool) -> Iterator[CarriedWord]:
    asked, held = [turn.question for turn in history], snapshot.languages
    telling_of = cache(partial(_telling, snapshot))  # the same turn may be the last, the anchor and the first
    names_of = cache(lambda question: _names(snapshot, question, telling_of(question)))
    anchor = _anchor(asked, held)
    last = next((i for i in reversed(range(anchor or 0, len(asked))) if telling_of(asked[i])), None)
    if last is None:
        return
    first = repeated_turn(asked[: last + 1], held) if with_properties else last
    for turn in range(last, first - 1, -1):
        is_repair = leaning(asked[turn], asked[:turn], held) is Leaning.REPAIR  # then not its "I meant"
        yield from _said(turn, (names_of if is_repair or not with_properties else telling_of)(asked[turn]))
    names = [] if anchor is None else names_of(asked[anchor])
    yield from _said(anchor or 0, names)
    are_few = len({word.term for word in names}) <= FEW_NAMES
    if are_few and _are_on_one_topic(snapshot, history[0], history[anchor or 0]):
        yield from _said(0, names_of(asked[0]))


def _anchor(asked: Sequence[str], held: Sequence[str]) -> int | None:
    """The last turn that stood alone and named something, be it unknown to the documents."""
    standing = (i for i in reversed(range(len(asked))) if stands_alone(asked[i], asked[:i], held))
    return next((i for i in standing if named_terms(asked[i], held)), None)


def _are_on_one_topic(snapshot: Snapshot, one: Turn, other: Turn) -> bool:
    """Whether two turns were answered from one passage, or each speaks of what the other names, of half of all that.

    A turn speaks of what its question and the passages that were shown for it hold.
    """
    if one is other or not set(_shown(one.answer)).isdisjoint(_shown(other.answer)):
        return True
    pairs = ((names_in(snapshot, turn.question), beside) for turn, beside in ((one, other), (other, one)))
    found = [(len(names), len(names & _spoken(snapshot, beside))) for names, beside in pairs]
    named, spoken = map(sum, zip(*found, strict=True))
    return all(held for _, held in found) and 2 * spoken >= named


def _spoken(snapshot: Snapshot, turn: Turn) -> frozenset[str]:
    query = read(turn.question, snapshot.languages)
    keys = (key for place in _shown(turn.answer) for key in snapshot.keys_at(place.document, [place.start]))
    return frozenset(query.terms if query else ()).union(*map(snapshot.forward.held, keys))


def _said(turn: int, words: Iterable[Word]) -> Iterator[CarriedWord]:
    return (CarriedWord(word.text, word.term, turn) for word in words)


def _names(snapshot: Snapshot, question: str, words: Iterable[Word]) -> list[Word]:
    named = names_in(snapshot, question)
    return [word for word in words if word.term in named]


def _telling(snapshot: Snapshot, question: str) -> list[Word]:
    """The content words that some passages hold, in any form ("radiofrequency" as "radio frequency"), and not most."""
    query = read(question, snapshot.languages)
    if query is None:
        return []
    most = COMMON_SHARE * snapshot.passage_count
    known = [wanted.word for wanted in wanted_words(query, snapshot) if wanted.is_known]
    held = [word for word in query.words if any(one.start <= word.start < one.end for one in known)]
    return [word for word in held if snapshot.document_frequency(word.term) <= most]
