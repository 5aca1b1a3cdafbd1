"""What the sources say of one figure, in words and in the rows of a table: for the page and for the terminal."""

from dataclasses import dataclass
from typing import assert_never

from bot.records import UNKNOWN, Aspect, Citation, Verdict
from bot.ui.labels import title_of
from bot.ui.saying import say


@dataclass(frozen=True, slots=True)
class Row:
    """What one source says: its name, the words of its figure, and where they stand."""

    source: str
    words: str
    rank: int
    citation: Citation


def rows(aspect: Aspect) -> list[Row]:
    """One row for each source, in the order of the aspect."""
    return [
        Row(_speaker(said.citation), " ".join(said.words.text.split()), said.rank, said.citation)
        for said in aspect.said
    ]


def verdict_words(aspect: Aspect) -> str:
    """How what the sources say compares."""
    match aspect.verdict:
        case Verdict.AGREE:
            return say("the sources seem to agree")
        case Verdict.DIFFER:
            return say("the sources seem to differ")
        case _:
            assert_never(aspect.verdict)


def _speaker(citation: Citation) -> str:
    """The publisher, or the title of a source that names none; of an upload with a word that it is one."""
    name = citation.publisher if citation.publisher not in {"", UNKNOWN} else title_of(citation)
    return say("{source} (uploaded)", source=name) if citation.is_upload else name
