"""The words that a question takes over from the conversation, as data that a page can show and a person can change.

Historical Query Expansion (Yang et al. 2019, "Query and Answer Expansion from Conversation History", TREC CAsT): words
of the topic, which stay for the whole session, and of the subtopic, which pass. It differs in what decides: there
thresholds on the BM25 of a word, here the rules for which question stands alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial

from bot.conversation.names import whole_names
from bot.conversation.standalone import Leaning, leaning, named_terms, repeated_turn, stands_alone
from bot.language.words import Word, content_words
from bot.library import Snapshot
from bot.records import CarriedWord
from bot.search.query import parse_query
from bot.search.wanted import wanted_words

# What can be shown and removed by hand; on mtrag_human_subset no limit at all ranks the same to 0.002 nDCG@10.
MOST_CARRIED = 8
# A question that names no more ("What are supertankers?") still needs the topic of the session. Of 0 to 3 the best on
# the even conversations (`python -m benchmarks.followups DATA`).
FEW_NAMES = 2
COMMON_SHARE = 0.5  # of the passages; a word that more of them hold ("skin") tells nothing apart


def carry(
    snapshot: Snapshot, own: Iterable[str], history: Sequence[str], *, with_properties: bool
) -> tuple[CarriedWord, ...]:
    """What a question takes over from the questions of `history`, oldest first, beside the index terms of its `own`.

    The names in the last question that has content words, or all of these `with_properties`: "And ultrasound?" asks
    for what was asked before, over any chain of such questions. Then the names in the last question that stood alone,
    and, when those are few, in the first. Nothing older than a question that named what no document holds. Only words
    that the corpus holds, the `MOST_CARRIED` rarest, in the order of that list.
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


def _candidates(snapshot: Snapshot, history: Sequence[str], *, with_properties: bool) -> Iterator[CarriedWord]:
    telling_of = cache(partial(_telling, snapshot))  # the same turn may be the last, the anchor and the first
    names_of = cache(lambda question: _names(snapshot, question, telling_of(question)))
    anchor = _anchor(history)
    last = next((i for i in _backwards(history) if i >= (anchor or 0) and telling_of(history[i])), None)
    if last is None:
        return
    first = repeated_turn(history[: last + 1]) if with_properties else last
    for turn in range(last, first - 1, -1):
        is_whole = with_properties and leaning(history[turn], history[:turn]) is not Leaning.REPAIR  # not its "I meant"
        yield from _said(turn, telling_of(history[turn]) if is_whole else names_of(history[turn]))
    names = [] if anchor is None else names_of(history[anchor])
    if anchor is not None:
        yield from _said(anchor, names)
    if len({word.term for word in names}) <= FEW_NAMES:
        yield from _said(0, names_of(history[0]))


def _anchor(history: Sequence[str]) -> int | None:
    """The last turn that stood alone and named something, be it unknown to the documents."""
    standing = (i for i in _backwards(history) if stands_alone(history[i], history[:i]))
    return next((i for i in standing if named_terms(history[i])), None)


def _backwards(history: Sequence[str]) -> range:
    return range(len(history) - 1, -1, -1)


def _said(turn: int, words: Iterable[Word]) -> Iterator[CarriedWord]:
    return (CarriedWord(word.text, word.term, turn) for word in words)


def names_in(snapshot: Snapshot, question: str) -> frozenset[str]:
    """The terms of what a question names, with those that the documents write beside them."""
    return whole_names(snapshot, question, named_terms(question))


def _names(snapshot: Snapshot, question: str, words: Iterable[Word]) -> list[Word]:
    named = names_in(snapshot, question)
    return [word for word in words if word.term in named]


def _telling(snapshot: Snapshot, question: str) -> list[Word]:
    """The content words that some passages hold and not most."""
    most = COMMON_SHARE * snapshot.passage_count
    return [word for word in _known(snapshot, question) if snapshot.document_frequency(word.term) <= most]


def _known(snapshot: Snapshot, question: str) -> list[Word]:
    """The content words that some passage may hold in any form: "radiofrequency" as "radio frequency"."""
    if not question.strip():  # a history may come from outside
        return []
    query = parse_query(question, snapshot.languages)
    known = [wanted.word for wanted in wanted_words(query, snapshot) if wanted.is_known]
    return [word for word in query.words if any(held.start <= word.start < held.end for held in known)]
