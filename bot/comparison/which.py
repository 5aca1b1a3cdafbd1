"""Which one was meant: alike things that answer a question equally well, and each otherwise."""

from collections.abc import Callable, Sequence

from bot.answer.level import Judged
from bot.comparison.asking import Asked
from bot.comparison.likeness import POINTS
from bot.comparison.stated import Stated, by_name, lacking, narrowed, stated
from bot.language.answer_types import AnswerType, answer_type
from bot.language.words import is_open
from bot.library import Snapshot
from bot.records import Choice, Which
from bot.search.query import Query
from bot.search.wanted import Wanted, share_of, sought_terms
from bot.text.units import Dimension

MOST_CHOICES = 5
MOST_CHECKED = 8  # whether they are sure to be answered
LEAST_SAID = 0.5  # of the words of a question that asks for no figure, in the unit itself
MOSTLY = 0.5  # of what the best has of them: "It sleeps one person" of people
LONGEST_CHOICE_WORDS = 12
NEAR = 0.2  # of the chance of the best: what answers nearly as well, so that it is worth looking for more
_DIMENSIONS = {
    AnswerType.TIME: POINTS | {Dimension.TIME},
    AnswerType.PRICE: frozenset({Dimension.MONEY}),
    AnswerType.QUANTITY: frozenset(Dimension) - POINTS,
}
Place = tuple[str, int]


def which_one(
    snapshot: Snapshot,
    query: Query,
    figure: Asked | None,
    wanted: Sequence[Wanted],
    judged: Judged,
    certain: Callable[[str], Place | None],
) -> Which | None:
    """The things of which what is asked is said, each otherwise; None where there is one, or the question names it.

    `certain` gives where the quotation begins with which a question is sure to be answered, if it is.
    """
    best = _alike_firsts(snapshot, judged)
    if best is None or not (figure or is_open(query.text, query.asked_in)):
        return None
    needed = [word for word in wanted if not word.is_filler]
    dimensions = figure.dimensions if figure else _DIMENSIONS.get(answer_type(query.text, query.asked_in), frozenset())
    has_figure = bool(_figures(best, dimensions))
    said = share_of(needed, best.own)
    if not has_figure and (best.unit.is_row or dimensions or said < LEAST_SAID):
        return None
    beside = lacking(needed, best.own)
    sought = sought_terms([word for word in needed if word not in beside]) or sorted(best.own - best.label)
    family = [
        one
        for one in stated(snapshot, sought, beside)
        if (_figures(one, dimensions) if has_figure else not one.unit.is_row)
        and share_of(needed, one.own) >= (said * MOSTLY if has_figure else said)
        and (one.unit.sentence == best.unit.sentence or best.is_alike(one))
    ]
    things = by_name(narrowed(beside, family))
    firsts = {
        name: max(group, key=lambda one: (share_of(needed, one.own), len(one.own & best.own)))
        for name, group in things.items()
    }
    values = {_figures(one, dimensions) if has_figure else one.own - one.label for one in firsts.values()}
    if len(values) < 2 or _are_two_sources(list(firsts.values())):
        return None
    ranks = {placed.hit.passage: rank for rank, placed in enumerate(judged.hits)}
    return _which(query, sorted(firsts.items(), key=lambda pair: ranks.get(pair[1].passage, len(ranks))), certain)


def _are_two_sources(things: Sequence[Stated]) -> bool:
    """Whether these are two documents that speak of one thing, not two things: little else in them is alike."""
    if len(things) > 2 or things[0].document.id == things[1].document.id:
        return False
    return not things[0].stands_alike(things[1])


def _alike_firsts(snapshot: Snapshot, judged: Judged) -> Stated | None:
    """What answers best, where something of another name answers nearly as well and says the same of it."""
    ranked = judged.choice.ranked
    if not ranked or judged.choice.end_in_time:
        return None
    units = [one.unit for one in ranked if one.chance >= NEAR * ranked[0].chance]
    passages = [judged.hits[unit.passage].hit.passage for unit in units]
    documents = [snapshot.document(passage.document) for passage in passages]
    best, *others = map(Stated, passages, documents, units)
    return best if any(best.labels != other.labels and best.is_alike(other) for other in others) else None


def _figures(one: Stated, dimensions: frozenset[Dimension]) -> tuple[object, ...]:
    """What a unit says of what is asked for in figures."""
    return tuple(
        (measure.kind, measure.ends) for measure in one.measures if dimensions and measure.measures(dimensions)
    )


def _which(query: Query, firsts: Sequence[tuple[str, Stated]], certain: Callable[[str], Place | None]) -> Which | None:
    carried = [word.text for word in query.carried]
    choices: list[Choice] = []
    for name, one in firsts[:MOST_CHECKED]:
        question = f"{query.text.rstrip('?!. ')} ({' '.join([*carried, name])})?"
        is_short = len(question.split()) <= LONGEST_CHOICE_WORDS
        if is_short and certain(question) == (one.document.id, one.unit.sentence.start):
            choices.append(Choice(name, question, one.quotation))
    return Which(len(firsts), tuple(choices[:MOST_CHOICES])) if len(choices) > 1 else None
