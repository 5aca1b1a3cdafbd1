"""The evidence and the folding as one would write them first: from the texts, one passage at a time."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise

from bot.language.answer_types import holds
from bot.language.words import terms
from bot.library import DenseScore, Snapshot
from bot.records import Passage
from bot.search.duplicates import NEAR_DUPLICATE
from bot.search.evidence import SHARED_HEADING, Evidence, Sought
from bot.search.query import Query
from bot.search.ranking import DUPLICATES_AMONG, nominate
from bot.search.ranking_model import score
from bot.search.reading import read_query
from bot.search.wanted import Wanted
from tests.fakes import WordEncoder


@dataclass(frozen=True, slots=True)
class PlainHit:
    """What of a hit depends on the words of the texts."""

    key: int
    fused: float
    passage: Passage
    also_in: tuple[Passage, ...]
    matched_words: tuple[str, ...]


def weigh(
    sought: Sought, passages: Sequence[Passage], dense: Sequence[DenseScore], lexical: Sequence[float]
) -> list[Evidence]:
    most = max(lexical, default=0.0) or 1.0
    sharing = Counter(passage.heading_input for passage in passages)
    return [
        _evidence(sought, passage, cosines, bm25 / most, is_own=sharing[passage.heading_input] <= SHARED_HEADING)
        for passage, cosines, bm25 in zip(passages, dense, lexical, strict=True)
    ]


def group_near_duplicates(passages: Sequence[Passage]) -> list[list[int]]:
    groups: list[list[int]] = []
    for position, passage in enumerate(passages):
        for group in groups:
            if _resemblance(passages[group[0]].text, passage.text) >= NEAR_DUPLICATE:
                group.append(position)
                break
        else:
            groups.append([position])
    return groups


def search(snapshot: Snapshot, encoder: WordEncoder, query: Query, k: int) -> list[PlainHit]:
    reading = read_query(snapshot, encoder, query)
    wanted = reading.wanted
    nominees = nominate(snapshot, reading.vector, wanted)
    passages = snapshot.passages([nominee.key for nominee in nominees])
    dense, lexical = [nominee.dense for nominee in nominees], [nominee.lexical for nominee in nominees]
    evidence = weigh(Sought.of(query, wanted), passages, dense, lexical)
    order = sorted(range(len(nominees)), key=lambda i: (-score(evidence[i]), nominees[i].key))[: k * DUPLICATES_AMONG]
    groups = group_near_duplicates([passages[i] for i in order])[:k]
    hits = []
    for first, *others in groups:
        best = order[first]
        held = set(terms(f"{passages[best].context}\n{passages[best].text}"))
        matched = tuple(word.word.text for word in wanted if word.is_in(held))
        duplicates = tuple(passages[order[i]] for i in others)
        hits.append(PlainHit(nominees[best].key, score(evidence[best]), passages[best], duplicates, matched))
    return hits


def _evidence(sought: Sought, passage: Passage, cosines: DenseScore, lexical: float, *, is_own: bool) -> Evidence:
    sentences = [terms(sentence.text) for sentence in passage.sentences]
    spoken = [term for sentence in sentences for term in sentence]
    context = set(terms(passage.context))
    held = set(spoken) | context
    return Evidence(
        passage=cosines.passage,
        best=max(cosines.passage, cosines.sentence),
        heading=cosines.heading if is_own else 0.0,
        place=cosines.heading,
        lexical=lexical,
        matched=share(sought.wanted, held),
        matched_heading=share(sought.wanted, context),
        matched_sentence=share(sought.wanted, set(sentences[cosines.position])),
        phrase=_phrase(sought.pairs, spoken),
        nearness=_nearness(sought.wanted, spoken),
        missing=sum(grade(word, held) - 1 for word in sought.wanted if not word.is_carried),
        answer_type=float(holds(passage.sentences[cosines.position].text, sought.kind)),
        brevity=-math.log(len(spoken) + 1),
        least_matched=least(sought.wanted, held),
        least_in_sentence=least(sought.wanted, set(sentences[cosines.position]) | context),
    )


def share(wanted: Sequence[Wanted], held: AbstractSet[str]) -> float:
    """The weight of the words among `held`, of the weight of all, in [0, 1]; 0 without words."""
    total = sum(word.weight for word in wanted)
    return sum(word.weight * grade(word, held) for word in wanted) / total if total else 0.0


def grade(word: Wanted, held: AbstractSet[str]) -> float:
    return 1.0 if word.is_in(held) else max((form.grade for form in word.soft if form.term in held), default=0.0)


def least(wanted: Sequence[Wanted], held: AbstractSet[str]) -> float:
    return min((grade(word, held) for word in wanted if not word.is_carried), default=1.0)


def _phrase(pairs: Sequence[tuple[str, str]], spoken: Sequence[str]) -> float:
    neighbours = set(pairwise(spoken))
    return sum(pair in neighbours for pair in pairs) / len(pairs) if pairs else 0.0


def _nearness(wanted: Sequence[Wanted], spoken: Sequence[str]) -> float:
    places: dict[str, list[int]] = {word.word.term: [] for word in wanted}
    for place, term in enumerate(spoken):
        if term in places:
            places[term].append(place)
    near = total = 0.0
    for first, second in pairwise(wanted):
        weight = (first.weight + second.weight) / 2
        total += weight
        near += weight / _distance(places, first.word.term, second.word.term)
    return near / total if total else 0.0


def _distance(places: Mapping[str, Sequence[int]], first: str, second: str) -> float:
    if first == second or not places[first] or not places[second]:
        return math.inf
    return min(abs(i - j) for i in places[first] for j in places[second])


def _resemblance(first: str, second: str) -> float:
    one, other = _shingles(terms(first)), _shingles(terms(second))
    return len(one & other) / len(one | other)


def _shingles(spoken: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(spoken[i : i + 3]) for i in range(max(1, len(spoken) - 2))}
