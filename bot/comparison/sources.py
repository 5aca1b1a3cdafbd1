"""What the sources say, side by side: the figure or date that a question asks for, where several of them give it.

Shown only where what is compared is the same quantity of the same thing, as far as the words tell; in doubt nothing is.
Figures are never averaged, and nothing says which source is right.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bot.answer.short import Choice
from bot.comparison.asking import Asked
from bot.comparison.likeness import agree, likeness
from bot.comparison.stated import Given, Stated
from bot.language.orders import Measure
from bot.language.words import negations, terms
from bot.records import Aspect, Document, Hit, Said, Verdict, Words
from bot.text.quantities import Quantity
from bot.text.words import WORD

UNITS_READ = 3  # of a passage, likeliest first: the unit that answers best may be one without a figure
# Of a question's words, by weight, in a unit and what it leans on; hardly one with less is compared.
LEAST_MATCHED = 0.35
NEGATED_WORDS = 5  # "must not be heated to more than 40 °C"
_CUT = re.compile(r"\d[.,]\Z")  # before what is left of a number that is spelt in another way
# Of the score of two statements. Of the cases of each of three authors, asked with weights fitted on those of the other
# two, 87 of 89 shown were right. What comes near to being shown keeps others from being shown without it.
SHOWN_FROM, DOUBT_FROM = 0.5, -0.5
_NEVER = float("-inf")


def sources_say(
    name: str, asked: Asked, hits: Sequence[Hit], choice: Choice, document: Callable[[str], Document]
) -> tuple[Aspect, ...]:
    """The one aspect that `asked` is about, called `name`; none unless at least two documents of `hits` speak to it.

    A document speaks by the likeliest unit of its first passage that has such a figure. None is shown either where it
    gives another figure of the same as well: then each has a condition that may be said elsewhere.
    """
    stated = list(stated_in(asked, hits, choice, document))
    firsts = list({one.passage.document: one for one in reversed(stated)}.values())[::-1]
    scores = [(_score(asked, one, other), one, other) for i, other in enumerate(firsts) for one in firsts[:i]]
    best, one, other = max(scores, key=lambda scored: scored[0], default=(_NEVER, None, None))
    if one is None or other is None or best <= SHOWN_FROM:
        return ()
    group = [one, other]
    for third in firsts:
        if third not in group and all(_score(asked, third, member) > SHOWN_FROM for member in group):
            group.append(third)
    if _is_doubtful(asked, group, stated):
        return ()
    are_same = all(_is_same(one, other) for i, one in enumerate(group) for other in group[:i])
    said = tuple(map(_said, sorted(group, key=firsts.index)))
    return (Aspect(name, said, Verdict.AGREE if are_same else Verdict.DIFFER),)


def stated_in(
    asked: Asked, hits: Sequence[Hit], choice: Choice, document: Callable[[str], Document]
) -> Iterator[Given]:
    """What the likeliest units of each passage give of what is asked, in the order of the passages."""
    for number, hit in enumerate(hits):
        may_give = (
            one for one in choice.units[number] if one.unit.states and one.evidence.matched_around >= LEAST_MATCHED
        )
        for one in sorted(may_give, key=lambda one: -one.score)[:UNITS_READ]:
            stated = Stated(hit.passage, document(hit.passage.document), one.unit)
            found = [measure for measure in stated.measures if _is_asked(asked, stated.text, measure)]
            if len(found) == 1:
                yield Given(stated.passage, stated.document, stated.unit, _as_meant(stated.text, found[0]))


def _is_asked(asked: Asked, text: str, measure: Measure) -> bool:
    figure = measure.quantity
    is_other = not measure.measures(asked.dimensions) or _is_of_asked(asked, text, figure)
    if is_other or _CUT.search(text, 0, figure.start):
        return False
    if asked.counted and figure.counted:
        return asked.counted in terms(figure.counted)
    return figure.is_interval or not asked.recurs


def _is_of_asked(asked: Asked, text: str, other: Quantity) -> bool:
    """Whether another figure is but a number in the name of what is asked, or says that it is one of that."""
    said, before = terms(other.of(text)), terms(text[: other.start])[-1:]
    is_one_of_it = other.low == other.high == 1 and not asked.terms.isdisjoint(said)
    return is_one_of_it or not (asked.subject.isdisjoint(said[:1]) or asked.subject.isdisjoint(before))


def _as_meant(text: str, measure: Measure) -> Measure:
    """The figure; "not be kept above 40" is "at most 40"."""
    figure = measure.quantity
    before = [match.group().lower() for match in WORD.finditer(text, 0, figure.start)][-NEGATED_WORDS:]
    if not negations().isdisjoint(before) and (figure.low is None) != (figure.high is None):
        return replace(measure, quantity=replace(figure, low=figure.high, high=figure.low))
    return measure


def are_comparable(one: Given, other: Given) -> bool:
    """Whether the figures of two statements can be told to be equal, or not."""
    return one.quantity.unit.base == other.quantity.unit.base and agree(one.quantity, other.quantity) is not None


def _score(asked: Asked, one: Given, other: Given) -> float:
    return likeness(asked, one, other).score if are_comparable(one, other) else _NEVER


def _is_doubtful(asked: Asked, group: Sequence[Given], stated: Sequence[Given]) -> bool:
    """Whether a document of the group gives another figure of it as well, or one beside the group may."""
    of_group = {one.passage.document: one for one in group}
    for one in stated:
        own = of_group.get(one.passage.document)
        if own is not None and _is_same(own, one):
            continue
        least, others = (SHOWN_FROM, [other for other in group if other is not own]) if own else (DOUBT_FROM, group)
        if any(not _is_same(one, other) and _score(asked, one, other) > least for other in others):
            return True
    return False


def _is_same(one: Given, other: Given) -> bool:
    return agree(one.quantity, other.quantity) is True


def _said(given: Given) -> Said:
    quotation, quantity = given.quotation, given.quantity
    start = quotation.start + quantity.start
    return Said(
        document=given.document.id,
        rank=given.unit.passage + 1,
        citation=quotation.citation,
        words=Words(quantity.of(given.text), start, quotation.start + quantity.end),
        sentence=Words(given.text, quotation.start, quotation.end),
        figure=given.figure,
    )
