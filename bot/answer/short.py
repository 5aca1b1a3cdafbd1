"""The short answer: the sentences, list items or table rows that a person would read out, and of which period.

Which unit answers is told by a weighted sum of its evidence, and the chance by that of all units of the passages that
are read.
"""

import math
import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from bot.answer.evidence import Asked, Evidence, Scales
from bot.answer.units import Unit, silenced, units_of
from bot.encoders import FloatArray
from bot.language.answer_types import AnswerType
from bot.language.asked_times import asked_time
from bot.language.keys import KeyFinder, held_keys, keys_in
from bot.language.periods import name_of, periods_in
from bot.library import Snapshot
from bot.records import (
    BlockKind,
    CitedQuotation,
    Document,
    Hit,
    KeyKind,
    Period,
    Quotation,
    Sentence,
    ShortQuotation,
    Span,
)
from bot.search.query import Query

PASSAGES_CHOSEN_FROM = 5  # the first; beyond them stands the answer of few questions, and many that look like one
MOST_QUOTATIONS = 7
# A neighbour this likely, of the chance of the best, is quoted with it, and units of other passages beside it: chosen
# on the even questions of squad_dev_articles so that half of the answers stay below 30 words (benchmarks.fit_answer).
NEIGHBOUR_FROM = 0.3
LONGEST_PAIR_WORDS = 60
OTHER_FROM = 0.5
NEAR = 0.05  # of the best chance: units of the same kind, of which the question asks for one end
NEAR_DOCUMENT = 0.3  # of units that only the times of their documents tell apart, as any document has one
_NUMBER = re.compile(r"\d+")

# Every weight is at least 0. Fitted by `python -m benchmarks.fit_answer DATA` on the answer spans of the even questions
# of squad_dev_articles and covidqa, by the likelihood of the answering units (ListNet; Cao et al. 2007).
WEIGHTS = {
    "passage": 0.44,
    "sentence": 2.39,
    "introduction": 2.26,
    "before": 0.98,
    "matched_inherited": 0.61,
    "matched_around": 3.76,
    "matched_rest": 1.43,
    "matched_heading": 2.0,  # a judgement: the sets have hardly a heading that tells two sentences apart
    "phrase": 2.0,
    "keys": 3.0,  # a judgement: fitted it is 0.2, but the sets ask for no row of a table by its code
    "answer_type": 0.69,
    "negation": 2.0,  # a judgement: fitted it is 1.5, but few questions of the sets have a negation
    "affirms": 0.5,  # a judgement: fitted it is 0, as hardly a question of the sets has an answer and its opposite
    "first": 0.52,
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A unit with its evidence, its score, and the chance, in [0, 1], that it is the one that answers, if any does."""

    unit: Unit
    evidence: Evidence
    score: float
    chance: float


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen of each of the passages that were read: all their units, by the number of the passage."""

    units: Mapping[int, Sequence[Chosen]]
    end_in_time: int = 0
    uploads: frozenset[int] = frozenset()
    preferred: frozenset[tuple[int, int]] = frozenset()

    @classmethod
    def of(cls, chosen: Iterable[Chosen], end_in_time: int = 0, uploads: frozenset[int] = frozenset()) -> "Choice":
        """The choice among these, which stand in the order of their passages; `uploads` are the numbers of some."""
        units = {number: list(own) for number, own in groupby(chosen, key=lambda one: one.unit.passage)}
        return cls(units, end_in_time, uploads)

    def first(self, passages: int) -> "Choice":
        """The choice among the first so many passages."""
        return replace(self, units={number: self.units[number] for number in sorted(self.units)[:passages]})

    def best(self, number: int) -> Chosen:
        """The unit of a passage that answers best; ties go to the earlier."""
        return max(self.units[number], key=lambda chosen: (chosen.unit.states, chosen.score))

    @property
    def ranked(self) -> list[Chosen]:
        """The units that may answer, best first, of the passages that are chosen from."""
        found = [one for number in sorted(self.units)[:PASSAGES_CHOSEN_FROM] for one in self.units[number]]
        stating = [one for one in found if one.chance > 0]
        stating = [one for one in stating if (one.unit.passage, one.unit.position) in self.preferred] or stating
        is_own_first = bool(self.units) and min(self.units) not in self.uploads
        # Where a passage of one's own stands first, it answers, and no upload takes its place.
        best_first = sorted(stating, key=lambda one: (is_own_first and one.unit.passage in self.uploads, -one.score))
        return at_end_in_time(best_first, self.end_in_time)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A unit that answers, and the span that is quoted for it: its own, or with that of a neighbour."""

    unit: Unit
    span: Span


def score(evidence: Evidence, weights: Mapping[str, float] = WEIGHTS) -> float:
    """The weighted sum; only its order, and its differences within one question, mean something."""
    return math.fsum(weight * getattr(evidence, name) for name, weight in weights.items())


def choose(
    units: Sequence[Unit],
    evidence: Sequence[Evidence],
    weights: Mapping[str, float] = WEIGHTS,
    *,
    among: Container[int],
) -> list[Chosen]:
    """The units in their order, with their chances; 0 for those that state nothing.

    The chances of those of the passages `among` add up to 1; of others they say what they would be beside them.
    """
    scores = [score(one, weights) for one in evidence]
    stating = [value for unit, value in zip(units, scores, strict=True) if unit.states and unit.passage in among]
    best = max(stating, default=0.0)
    total = math.fsum(math.exp(value - best) for value in stating)
    return [
        Chosen(unit, one, value, min(1.0, math.exp(value - best) / total) if unit.states and total else 0.0)
        for unit, one, value in zip(units, evidence, scores, strict=True)
    ]


def choice(
    asked: Asked,
    snapshot: Snapshot,
    vector: FloatArray | None,
    hits: Sequence[Hit],
    document: Callable[[str], Document],
) -> Choice:
    """What of the passages of `hits`, in the order in which they are shown, answers best.

    A passage that was moved up counts no less than those that it stands before now; one about another thing of the kind
    of what is asked about, and a table row about one, answers nothing.
    """
    cosines = snapshot.sentence_cosines(vector, [hit.key for hit in hits]) if vector is not None else None
    scales = Scales(asked)
    units: list[Unit] = []
    evidence: list[Evidence] = []
    for number, hit in enumerate(hits):
        language = snapshot.language_of(hit.passage.document)
        name = hit.passage.document
        own = units_of(number, hit.passage, document(name), language, snapshot.period_of(name))
        if asked.kind is AnswerType.PERSON:  # which a line without a verb says of who wrote it
            lines = {one.start for one in snapshot.guide(name).byline}
            own = tuple(replace(unit, states=True) if unit.sentence.start in lines else unit for unit in own)
        own = silenced(own, asked.query.about, is_of_another=hit.of_another)
        own = tuple(replace(unit, states=False) if asked.only_times(unit) else unit for unit in own)
        among = [other.scores.fused for other in hits if other.of_another == hit.of_another]
        after = [other.scores.fused for other in hits[number:] if other.of_another == hit.of_another]
        ahead = max(after) - max(among)
        units += own
        spoken = [snapshot.forward.spelt(snapshot.forward.sentence(hit.key, unit.position)) for unit in own]
        evidence += scales.weigh(own, spoken, cosines[number] if cosines else [0.0] * len(own), ahead)
    numbers = range(len(hits))
    uploads = frozenset(number for number in numbers if snapshot.is_upload(hits[number].key))
    chosen = choose(units, evidence, among=numbers[:PASSAGES_CHOSEN_FROM])
    if uploads:  # which make nothing of one's own less likely
        built = [number for number in numbers if number not in uploads][:PASSAGES_CHOSEN_FROM]
        alone = choose(units, evidence, among=built)
        chosen = [other if one.unit.passage in uploads else one for one, other in zip(alone, chosen, strict=True)]
    return replace(Choice.of(chosen, asked.end_in_time, uploads), preferred=_naming(chosen, asked))


def at_end_in_time(ranked: Sequence[Chosen], end: int) -> list[Chosen]:
    """The units, best first, with the latest (`end` 1) or earliest (-1) of those that answer nearly as well in front.

    The time of a unit is that of its innermost heading, else of its document, else the first in its own words; where
    these are all of one time its own words decide, and where no unit has any, a version number. Units without, and
    orders of only one, change nothing.
    """
    if not end or not ranked:
        return list(ranked)
    best = ranked[0]
    near = [one for one in ranked if one.chance >= NEAR * best.chance and one.evidence.keys >= best.evidence.keys]
    for moment in (_placed, _stated, _version):
        dated = [(found, one) for one in near if (found := moment(one, best))]
        if len({found for found, _ in dated}) > 1:
            _, first = (max if end > 0 else min)(dated, key=lambda pair: (pair[0], end * pair[1].score))
            return [first, *(one for one in ranked if one is not first)]
    return list(ranked)


def _placed(one: Chosen, best: Chosen) -> tuple[str, ...]:
    headings = periods_in(one.unit.block.headings[-1]) if one.unit.block.headings else ()
    if headings:
        return _days(headings[0])
    if one.unit.period is not None and one.chance < NEAR_DOCUMENT * best.chance:
        return ()
    return _days(one.unit.period) if one.unit.period else _stated(one, best)


def _stated(one: Chosen, _: Chosen) -> tuple[str, ...]:
    said = periods_in(one.unit.sentence.text)
    return _days(said[0]) if said else ()


def _days(period: Period) -> tuple[str, ...]:
    return period.start, period.end


def _version(one: Chosen, _: Chosen) -> tuple[str, ...] | tuple[int, ...]:
    """The number of the version that a unit names, or its innermost heading, as numbers that can be compared."""
    for text in (*one.unit.block.headings[-1:], one.unit.sentence.text):
        for key in keys_in(text):
            if key.kind is KeyKind.ORDINAL and not key.name.startswith("#"):
                return tuple(int(number) for number in _NUMBER.findall(key.name))
    return ()


def _naming(chosen: Sequence[Chosen], asked: Asked) -> frozenset[tuple[int, int]]:
    """Where the units stand that name who is asked for, at a time that documents have; none for another question.

    Reports say in a word who it was, and elsewhere more of what they were about.
    """
    if not asked.is_of_time or asked.kind is not AnswerType.PERSON:
        return frozenset()
    held = max((one.evidence.keys for one in chosen), default=0.0)
    timely = [one for one in chosen if one.evidence.keys == held and one.evidence.matched > 0]
    return frozenset((one.unit.passage, one.unit.position) for one in timely if asked.names_who(one.unit))


def quoted(
    found: Choice, *, neighbour_from: float = NEIGHBOUR_FROM, longest_pair_words: int = LONGEST_PAIR_WORDS
) -> tuple[Quoted, ...]:
    """What of the passages that are chosen from is quoted as the answer, best first."""
    ranked = found.ranked
    if not ranked:
        return ()
    best = ranked[0]
    told = _whole_list(best, found.units[best.unit.passage]) or [best]
    seen = {best.unit.passage}
    for one in ranked[1:]:
        if one.unit.passage not in seen and one.chance >= OTHER_FROM * best.chance:
            seen.add(one.unit.passage)
            told.append(one)
    return tuple(
        Quoted(one.unit, _span(one, found, neighbour_from, longest_pair_words)) for one in told[:MOST_QUOTATIONS]
    )


def short_answer(
    found: Choice, quotations: Sequence[Quotation], document: Callable[[str], Document]
) -> tuple[ShortQuotation, ...]:
    """What of the quotations answers, best first, be they fewer than the passages that were read."""
    first = quoted(found.first(len(quotations)))
    return tuple(part(one.unit, one.span, quotations[one.unit.passage], document) for one in first)


def standing_in(quoted_words: Iterable[CitedQuotation], quotations: Sequence[Quotation]) -> tuple[ShortQuotation, ...]:
    """Of these words those that stand in one of the quotations, in their order, as a short answer."""
    return tuple(
        ShortQuotation(words.text, words.start, words.end, quotation.rank, "", words.citation)
        for words in quoted_words
        for quotation in quotations
        if quotation.citation.document == words.citation.document
        and quotation.citation.start <= words.start < words.end <= quotation.citation.end
    )


def part(
    unit: Unit, span: Span | Sentence, quotation: Quotation, document: Callable[[str], Document]
) -> ShortQuotation:
    """The words of a unit out of the `quotation` of its passage."""
    lead_in = unit.block.lead_in.of(document(quotation.citation.document).text) if unit.block.lead_in else ""
    return quotation.part(span.start, span.end, lead_in)


def period_of(found: Choice, query: Query, shown: int) -> Period | None:
    """The period that decided for the first of the quotations of the first `shown` passages.

    Of the period that the question names, or where it asks for the latest or earliest; None for another question, or
    where nothing names one.
    """
    asked = tuple(map(KeyFinder.of, asked_time(query.text, query.asked_in, query.keys).keys))
    if not asked and not found.end_in_time:
        return None
    quotations = quoted(found.first(shown))
    said = _periods(quotations[0].unit, statement_first=bool(asked)) if quotations else ()
    return next((one for one in said if not asked or any(held_keys(asked, name_of(one)))), None)


def _span(best: Chosen, found: Choice, neighbour_from: float, longest_pair_words: int) -> Span:
    """The span of a unit, with that of a neighbour in the same paragraph that is nearly as likely, or its exception."""
    own = best.unit.sentence
    neighbours = [
        other
        for other in found.units[best.unit.passage]
        if abs(other.unit.position - best.unit.position) == 1
        and _is_of_its_paragraph(other, best)
        and _words(other) + _words(best) <= longest_pair_words
    ]
    likely = [other for other in neighbours if other.chance >= neighbour_from * best.chance]
    likely = likely or [other for other in neighbours if _are_rule_and_exception(best, other)]
    if not likely:
        return Span(own.start, own.end)
    other = max(likely, key=lambda one: one.score).unit.sentence
    return Span(min(own.start, other.start), max(own.end, other.end))


def _is_of_its_paragraph(other: Chosen, best: Chosen) -> bool:
    return best.unit.block.kind is BlockKind.PARAGRAPH and other.unit.block.start == best.unit.block.start


def _are_rule_and_exception(one: Chosen, other: Chosen) -> bool:
    """Whether the later of two neighbours goes on about the earlier, and either limits the other."""
    later = max(one, other, key=lambda chosen: chosen.unit.position)
    return later.unit.goes_on and other.unit.limits


def _words(chosen: Chosen) -> int:
    return len(chosen.unit.sentence.text.split())


def _whole_list(best: Chosen, units: Sequence[Chosen]) -> list[Chosen]:
    """The items of a list that is asked for as a whole: none of them says more of the question than another."""
    if best.unit.block.kind is not BlockKind.LIST_ITEM or best.unit.block.lead_in is None:
        return []
    items = [one for one in units if one.unit.block.lead_in == best.unit.block.lead_in and one.unit.states]
    matched = {round(one.evidence.matched, 6) for one in items}
    return items if len(items) > 1 and len(matched) == 1 else []


def _periods(unit: Unit, *, statement_first: bool) -> Iterator[Period]:
    """The periods that a unit names, or inherits, the nearest first; its own words go first or last."""
    own = periods_in(unit.sentence.text)
    yield from own if statement_first else ()
    for heading in reversed(unit.block.headings):
        yield from periods_in(heading)
    yield from [unit.period] if unit.period else ()
    yield from periods_in(unit.title)
    yield from own
