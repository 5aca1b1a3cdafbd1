"""What the sources say, side by side: the figure or date that a question asks for, where several of them give it.

Shown only where what is compared is the same quantity of the same thing, as far as the words tell; in doubt nothing is.
Figures are never averaged, and nothing says which source is right.
"""

from collections.abc import Callable, Sequence

from bot.comparison.asking import Asked
from bot.comparison.figures import Statement, statements
from bot.comparison.likeness import are_of_one_thing
from bot.comparison.values import agree
from bot.records import Aspect, Document, Figure, Hit, Said, Verdict, Words
from bot.records.citations import cite


def sources_say(
    name: str, asked: Asked, hits: Sequence[Hit], document: Callable[[str], Document]
) -> tuple[Aspect, ...]:
    """The one aspect that `asked` is about, called `name`; none unless at least two documents of `hits` speak to it.

    None either where one of them gives several figures of it: then each has a condition that may be said elsewhere.
    """
    stated: list[Statement] = []
    for rank, hit in enumerate(hits, start=1):
        for passage in (hit.passage, *hit.also_in):
            for found in statements(asked, passage, document(passage.document), rank):
                if found is None:
                    return ()
                stated.append(found)
    for first in stated:
        if group := _comparable(asked, first, stated):
            return _aspect(name, group, document)
    return ()


def _comparable(asked: Asked, first: Statement, stated: Sequence[Statement]) -> list[Statement]:
    """One statement of each document that can be compared with `first`, itself included; [] where it is alone."""
    group = [first]
    for other in stated:
        if other.passage.document in {one.passage.document for one in group}:
            continue
        if all(_are_comparable(asked, one, other) for one in group):
            group.append(other)
    return group if len(group) > 1 and not _is_ambiguous(asked, group, stated) else []


def _are_comparable(asked: Asked, one: Statement, other: Statement) -> bool:
    agrees = agree(one.figure, other.figure)
    if agrees is None or (agrees and one.rank == other.rank):
        return False  # what stands in a near-duplicate of a passage is a copy, unless its figure is another
    return are_of_one_thing(asked, one, other)


def _is_same(one: Statement, other: Statement) -> bool:
    return agree(one.figure, other.figure) is True


def _is_ambiguous(asked: Asked, group: Sequence[Statement], stated: Sequence[Statement]) -> bool:
    """Whether some document of the group gives another figure of what is asked as well."""
    of_group = {one.passage.document: one for one in group}
    return any(
        not _is_same(of_group[one.passage.document], one) and are_of_one_thing(asked, one, other)
        for one in stated
        if one.passage.document in of_group
        for other in group
        if other.passage.document != one.passage.document
    )


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
        words=Words(sentence.text[figure.start : figure.end], start, end),
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
