"""What the sources say about one thing, in words and in the rows of a table: for the page and for the terminal."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import assert_never

from bot.records import UNKNOWN, Aspect, AspectKind, Citation, Said, Stance, Verdict
from bot.ui.labels import title_of
from bot.ui.saying import say


@dataclass(frozen=True, slots=True)
class Row:
    """What one source says once: its name, its words, how it answers, what that holds for, and where it stands."""

    source: str
    words: str
    stance: str
    condition: str
    rank: int
    citation: Citation


def rows(aspect: Aspect) -> list[list[Row]]:
    """The rows of each document, in the order of the aspect.

    A sentence that answers in two ways ("minor discomfort, but no pain") is one row with both stances.
    """
    documents = groupby(aspect.said, key=lambda said: said.document)
    return [_rows(aspect.kind, list(said)) for _, said in documents]


def has_one_source(aspect: Aspect) -> bool:
    """Whether there is nothing to compare with what its only source says."""
    return aspect.verdict is Verdict.NOT_COMPARABLE and len({said.document for said in aspect.said}) == 1


def verdict_words(aspect: Aspect) -> str:
    """How what the sources say compares."""
    match aspect.verdict:
        case Verdict.AGREE:
            return say("the sources seem to agree")
        case Verdict.DIFFER:
            return say("the sources seem to differ")
        case Verdict.NOT_COMPARABLE:
            return say("one source") if has_one_source(aspect) else say("not comparable")
        case _:
            assert_never(aspect.verdict)


def stance_words(stance: Stance) -> str:
    """How a source answers."""
    match stance:
        case Stance.YES:
            return say("yes")
        case Stance.NO:
            return say("no")
        case Stance.QUALIFIED:
            return say("partly")
        case _:
            assert_never(stance)


def _rows(kind: AspectKind, said: Sequence[Said]) -> list[Row]:
    alike: dict[tuple[int, int, str, str], list[Said]] = {}
    for one in said:
        alike.setdefault((one.citation.start, one.citation.end, _told(kind, one), one.condition), []).append(one)
    return [
        Row(
            source=_speaker(group[0].citation),
            words=_told(kind, group[0]),
            stance=" / ".join(dict.fromkeys(stance_words(one.stance) for one in group if one.stance is not None)),
            condition=group[0].condition,
            rank=group[0].rank,
            citation=group[0].citation,
        )
        for group in alike.values()
    ]


def _speaker(citation: Citation) -> str:
    """The publisher, or the title of a source that names none; of an upload with a word that it is one."""
    name = citation.publisher if citation.publisher not in {"", UNKNOWN} else title_of(citation)
    return say("{source} (uploaded)", source=name) if citation.is_upload else name


def _told(kind: AspectKind, said: Said) -> str:
    """The words of a figure; else the sentence, for a stance is a word or two of it. On one line."""
    words = said.words if kind is AspectKind.FIGURES else said.sentence
    return " ".join(words.text.split())
