"""The words that a question takes over from the conversation, as data that a page can show and a person can change.

Historical Query Expansion (Yang et al. 2019, "Query and Answer Expansion from Conversation History", TREC CAsT): words
of the topic, which stay for the whole session, and of the subtopic, which pass. It differs in what decides: there
thresholds on the BM25 of a word, here the rules for which question stands alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial

from bot.language.leaning import Leaning, leaning, repeated_turn, stands_alone
from bot.language.words import Word, content_words
from bot.library import Snapshot
from bot.records import Answer, CarriedWord, Level, Turn
from bot.search.names import named_terms, names_in, read
from bot.search.query import Shown
from bot.search.wanted import wanted_words

# What can be shown and removed by hand; on mtrag_human_subset no limit at all ranks the same to 0.002 nDCG@10.
MOST_CARRIED = 8
# A question that names no more ("What are supertankers?") still needs the topic of the session. Of 0 to 3 the best on
# the even conversations (`python -m benchmarks.followups DATA`).
FEW_NAMES = 2
COMMON_SHARE = 0.5  # of the passages; a word that more of them hold ("skin") tells nothing apart


def carry(
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


def pin(texts: Sequence[str]) -> tuple[CarriedWord, ...]:
    """The content words of `texts`, each once, as words of no turn.

    Even those that the corpus lacks, so that the answer can say so.
    """
    first_of_each: dict[str, CarriedWord] = {}
    for word in (word for text in texts for word in content_words(text)):
        first_of_each.setdefault(word.term, CarriedWord(word.text, word.term, None))
    return tuple(first_of_each.values())


def shown(answer: Answer) -> tuple[Shown, ...]:
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
    if anchor is not None:
        yield from _said(anchor, names)
    if len({word.term for word in names}) <= FEW_NAMES and _are_on_one_topic(
        snapshot, history[0], history[anchor or 0]
    ):
        yield from _said(0, names_of(asked[0]))


def _anchor(asked: Sequence[str], held: Sequence[str]) -> int | None:
    """The last turn that stood alone and named something, be it unknown to the documents."""
    standing = (i for i in reversed(range(len(asked))) if stands_alone(asked[i], asked[:i], held))
    return next((i for i in standing if named_terms(asked[i], held)), None)


def _are_on_one_topic(snapshot: Snapshot, one: Turn, other: Turn) -> bool:
    """Whether two turns were answered from one passage, or each speaks of what the other names, of half of all that.

    A turn speaks of what its question and the passages that were shown for it hold.
    """
    if one is other or not set(shown(one.answer)).isdisjoint(shown(other.answer)):
        return True
    pairs = ((names_in(snapshot, turn.question), beside) for turn, beside in ((one, other), (other, one)))
    found = [(len(names), len(names & _spoken(snapshot, beside))) for names, beside in pairs]
    named, spoken = map(sum, zip(*found, strict=True))
    return all(held for _, held in found) and 2 * spoken >= named


def _spoken(snapshot: Snapshot, turn: Turn) -> frozenset[str]:
    query = read(turn.question, snapshot.languages)
    keys = (key for place in shown(turn.answer) for key in snapshot.keys_at(place.document, [place.start]))
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
