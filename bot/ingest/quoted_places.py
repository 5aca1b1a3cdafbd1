"""Where in a source as it is read today words may stand as they were quoted: whole, and under the same words."""

from bisect import bisect_right
from dataclasses import dataclass

from bot.ingest.parsing import Parsed
from bot.records import Document, Span


@dataclass(frozen=True, slots=True)
class Role:
    """What words stand under: the headings, and the words that introduce an item or name the columns of a row."""

    headings: tuple[str, ...]
    lead_in: str


class QuotedPlaces:
    """Tells the places in the text of `now` at which words of `before` are still what was quoted.

    Whole sentences can become parts of others, and the same rows stand under another header: then they say something
    else.
    """

    def __init__(self, before: Document, now: Parsed) -> None:
        sentences = [sentence for passage in now.passages for sentence in passage.sentences]
        blocks = now.document.blocks
        self._starts = frozenset([one.start for one in sentences] + [block.start for block in blocks])
        self._ends = frozenset([one.end for one in sentences] + [block.end for block in blocks])
        self._before = _Roles(before)
        self._now = _Roles(now.document)

    def is_whole(self, quoted: Span, place: Span) -> bool:
        """Whether the words of `quoted` are whole sentences at `place`, too, and stand under the same words."""
        is_parted = place.start in self._starts and place.end in self._ends
        return is_parted and self._before.of(quoted) == self._now.of(place)


class _Roles:
    """The roles in one document; its blocks are in order and disjoint."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._ends = [block.end for block in document.blocks]

    def of(self, place: Span) -> tuple[Role, ...]:
        """The roles of the blocks at `place`, each once."""
        roles: dict[Role, None] = {}
        for block in self._document.blocks[bisect_right(self._ends, place.start) :]:
            if block.start >= place.end:
                break
            lead_in = block.lead_in.of(self._document.text) if block.lead_in else ""
            roles[Role(block.headings, " ".join(lead_in.split()))] = None
        return tuple(roles)
