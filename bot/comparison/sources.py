"""What the sources say, side by side: the figure or date that a question asks for, where several of them give it.

Shown only where what is compared is the same quantity of the same thing, as far as the words tell; in doubt nothing is.
Figures are never averaged, and nothing says which source is right.
"""

from collections.abc import Callable, Iterator, Sequence

from bot.answer.short import Choice
from bot.comparison.asking import Asked
from bot.comparison.figures import Statement, statements
from bot.comparison.likeness import likeness
from bot.comparison.values import agree
from bot.records import Aspect, Document, Figure, Hit, Said, Verdict, Words
from bot.records.citations import cite

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
    rest = [third for third in firsts if third not in group]
    for third in rest:
        if all(_score(asked, third, member) > SHOWN_FROM for member in group):
            group.append(third)
    if _is_doubtful(asked, group, stated):
        return ()
    return _aspect(name, sorted(group, key=firsts.index), document)


def stated_in(
    asked: Asked, hits: Sequence[Hit], choice: Choice, document: Callable[[str], Document]
) -> Iterator[Statement]:
    """What the passages state of what is asked, in their order."""
    for number, hit in enumerate(hits):
        yield from statements(asked, choice.units[number], hit.passage, document(hit.passage.document), number + 1)


def are_comparable(one: Statement, other: Statement) -> bool:
    """Whether the figures of two statements can be told to be equal, or not."""
    return one.figure.unit.base == other.figure.unit.base and agree(one.figure, other.figure) is not None


def _score(asked: Asked, one: Statement, other: Statement) -> float:
    return likeness(asked, one, other).score if are_comparable(one, other) else _NEVER


def _is_doubtful(asked: Asked, group: Sequence[Statement], stated: Sequence[Statement]) -> bool:
    """Whether a document of the group gives another figure of it as well, or one beside the group may."""
    of_group = {one.passage.document: one for one in group}
    for one in stated:
        own = of_group.get(one.passage.document)
        if own is not None and agree(own.figure, one.figure) is True:
            continue
        least, others = (SHOWN_FROM, [other for other in group if other is not own]) if own else (DOUBT_FROM, group)
        if any(agree(one.figure, other.figure) is not True and _score(asked, one, other) > least for other in others):
            return True
    return False


def _is_same(one: Statement, other: Statement) -> bool:
    return agree(one.figure, other.figure) is True


def _aspect(name: str, group: Sequence[Statement], document: Callable[[str], Document]) -> tuple[Aspect, ...]:
    differ = any(not _is_same(one, other) for i, one in enumerate(group) for other in group[:i])
    said = tuple(_said(one, document(one.passage.document)) for one in group)
    return (Aspect(name, said, Verdict.DIFFER if differ else Verdict.AGREE),)


def _said(stated: Statement, document: Document) -> Said:
    sentence, figure = stated.sentence, stated.figure
    start, end = sentence.start + figure.start, sentence.start + figure.end
    return Said(
        document=document.id,
        rank=stated.rank,
        citation=cite(stated.passage, document).narrowed(sentence.start, sentence.end),
        words=Words(figure.of(sentence.text), start, end),
        sentence=Words(sentence.text, sentence.start, sentence.end),
        figure=Figure(
            low=figure.low,
            high=figure.high,
            unit=figure.unit.base,
            dimension=figure.unit.dimension.value,
            counted=figure.counted,
            is_approximate=figure.is_approximate,
        ),
    )
