"""What the sources say, side by side: the figure or date that a question asks for, where several of them give it.

Shown only where what is compared is the same quantity of the same thing, as far as the words tell; in doubt nothing is.
Figures are never averaged, and nothing says which source is right.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from bot.comparison.asking import Asked
from bot.comparison.figures import Ambiguous, Statement, are_of_one_thing, may_answer, statement_of
from bot.comparison.values import agree
from bot.records import Aspect, Document, Figure, Hit, Passage, Said, Verdict, Words
from bot.records.citations import cite


@dataclass(frozen=True, slots=True)
class _Stated:
    """A statement, and the rank of the quotation it stands in, or in a near-duplicate of that."""

    statement: Statement
    rank: int

    @property
    def document(self) -> str:
        return self.statement.passage.document


def sources_say(
    name: str, asked: Asked, hits: Sequence[Hit], document: Callable[[str], Document]
) -> tuple[Aspect, ...]:
    """The one aspect that `asked` is about, called `name`; none unless at least two documents of `hits` speak to it.

    None either where one of them gives several figures of it: then each has a condition that may be said elsewhere.
    """
    stated: list[_Stated] = []
    for found in _stated(asked, hits, document):
        if isinstance(found, Ambiguous):
            return ()
        stated.append(found)
    for first in stated:
        if group := _comparable(asked, first, stated):
            return _aspect(name, group, document)
    return ()


def _stated(asked: Asked, hits: Sequence[Hit], document: Callable[[str], Document]) -> Iterator[_Stated | Ambiguous]:
    """What is stated, in order of rank; figures are read only where several documents are on what is asked."""
    near = [
        (rank, passage, may_answer(asked, passage, partial(_title, document, passage)))
        for rank, hit in enumerate(hits, start=1)
        for passage in (hit.passage, *hit.also_in)
    ]
    if len({passage.document for _, passage, sentences in near if sentences}) < 2:
        return
    for rank, passage, sentences in near:
        for sentence in sentences:
            found = statement_of(asked, passage, sentence, _title(document, passage))
            if isinstance(found, Statement):
                yield _Stated(found, rank)
            elif found is not None:
                yield found


def _title(document: Callable[[str], Document], passage: Passage) -> str:
    return document(passage.document).title


def _comparable(asked: Asked, first: _Stated, stated: Sequence[_Stated]) -> list[_Stated]:
    """One statement of each document that can be compared with `first`, itself included; [] where it is alone."""
    group = [first]
    for other in stated:
        if other.document in {one.document for one in group}:
            continue
        if all(_are_comparable(asked, one, other) for one in group):
            group.append(other)
    return group if len(group) > 1 and not _is_ambiguous(asked, group, stated) else []


def _are_comparable(asked: Asked, one: _Stated, other: _Stated) -> bool:
    are_same = agree(one.statement.figure, other.statement.figure)
    if are_same is None or (are_same and one.rank == other.rank):
        return False  # what stands in a near-duplicate of a passage is a copy, unless its figure is another
    return are_of_one_thing(asked, one.statement, other.statement)


def _is_same(one: _Stated, other: _Stated) -> bool:
    return agree(one.statement.figure, other.statement.figure) is True


def _is_ambiguous(asked: Asked, group: Sequence[_Stated], stated: Sequence[_Stated]) -> bool:
    """Whether some document of the group gives another figure of what is asked as well."""
    of_group = {one.document: one for one in group}
    return any(
        not _is_same(of_group[one.document], one) and are_of_one_thing(asked, one.statement, other.statement)
        for one in stated
        if one.document in of_group
        for other in group
        if other.document != one.document
    )


def _aspect(name: str, group: Sequence[_Stated], document: Callable[[str], Document]) -> tuple[Aspect, ...]:
    differ = any(not _is_same(one, other) for i, one in enumerate(group) for other in group[:i])
    said = tuple(_said(one, document(one.document)) for one in group)
    return (Aspect(name, said, Verdict.DIFFER if differ else Verdict.AGREE),)


def _said(stated: _Stated, document: Document) -> Said:
    sentence, figure = stated.statement.sentence, stated.statement.figure
    start, end = sentence.start + figure.start, sentence.start + figure.end
    return Said(
        document=document.id,
        rank=stated.rank,
        citation=cite(stated.statement.passage, document).narrowed(sentence.start, sentence.end),
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
