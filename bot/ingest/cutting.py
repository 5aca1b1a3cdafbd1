"""The cheapest way to cut a section into passages: near the target length, at pauses, lists and tables whole.

Dynamic programming over the places between sentences, as in Knuth and Plass, "Breaking paragraphs into lines" (1981):
the cost of a cut is the sum over its passages of how far each is from the target, plus what each break disturbs.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.config import SplitSettings
from bot.records.documents import Block, BlockKind, Span

# What a break costs, in units of a passage that is empty or of the greatest length (1). Chosen so that a paragraph
# breaks rather than a passage of half or of 1.4 times the target is made, and a list or table only when it must.
IN_PARAGRAPH = 0.3
IN_LIST_OR_TABLE = 1.5
IN_ITEM = 1.8
BEHIND_LEAD_IN = 2.0
BEHIND_HEADING = 4.0
# White space between two sentences counts a word for so many characters: a quotation must not be megabytes of it. What
# stands between the sentences, paragraphs and indented lines of a text is shorter, and counts nothing.
BLANK_CHARS_PER_WORD = 40


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, the block it stands in, its size in words, and whether it is the first of its block."""

    block: Block
    span: Span
    words: int
    is_first: bool


def best_cut(units: Sequence[Unit], settings: SplitSettings) -> list[Sequence[Unit]]:
    """`units` in consecutive groups of at most `max_words` (or one unit), of least total cost; of equals, fewest.

    Takes time in proportion to the number of units times those that fit one passage.
    """
    cheapest = [0.0]
    begins: list[int] = [0]
    for end in range(1, len(units) + 1):
        best, begin, words = float("inf"), end - 1, 0
        for start in range(end - 1, -1, -1):
            words += units[start].words + (_blank_words(units, start) if start < end - 1 else 0)
            if words > settings.max_words and start < end - 1:
                break
            cost = cheapest[start] + _distance(words, settings) + _break_cost(units, start)
            if cost <= best:
                best, begin = cost, start
        cheapest.append(best)
        begins.append(begin)
    return _groups(units, begins)


def _blank_words(units: Sequence[Unit], before: int) -> int:
    """The size of what stands between a sentence and the next."""
    return (units[before + 1].span.start - units[before].span.end) // BLANK_CHARS_PER_WORD


def _groups(units: Sequence[Unit], begins: Sequence[int]) -> list[Sequence[Unit]]:
    groups: list[Sequence[Unit]] = []
    end = len(units)
    while end > 0:
        groups.append(units[begins[end] : end])
        end = begins[end]
    return groups[::-1]


def _distance(words: int, settings: SplitSettings) -> float:
    """How far a passage is from the target: 0 on it, 1 when empty or at `max_words`, growing with the square."""
    missing = settings.target_words - words
    room = settings.target_words if missing > 0 else max(1, settings.max_words - settings.target_words)
    return (missing / room) ** 2


def _break_cost(units: Sequence[Unit], at: int) -> float:
    """What a break before `units[at]` disturbs."""
    if at == 0:
        return 0.0
    before, after = units[at - 1].block, units[at].block
    if not units[at].is_first:
        return IN_PARAGRAPH if after.kind in (BlockKind.PARAGRAPH, BlockKind.CODE) else IN_ITEM
    if before.kind is BlockKind.HEADING:
        return BEHIND_HEADING
    if after.lead_in is not None and before.start <= after.lead_in.start and after.lead_in.end <= before.end:
        return BEHIND_LEAD_IN
    is_inside = before.kind is after.kind and after.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW)
    return IN_LIST_OR_TABLE if is_inside else 0.0
