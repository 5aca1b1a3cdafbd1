"""Whether the main text that was extracted from a web page is what the page says, or has lost its structure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from bot.records.documents import Block, BlockKind, Span
from bot.text.words import count_words

# A page of which extraction finds less than this share of the visible words was misread. A guard against gross errors,
# chosen and not measured: long menus outside `nav` may well hold half of a page's words.
MIN_SHARE = 0.4
MIN_SHARE_OF_DECLARED = 0.7  # where the page itself says what its main text is
MIN_HEADINGS_SHARE = 0.5  # of those that stand over text that was found


@dataclass(frozen=True, slots=True)
class Written:
    """A page or a part of it as text."""

    text: str
    blocks: tuple[Block, ...]
    tables: int

    @property
    def characters(self) -> int:
        """The characters of its blocks, white space aside."""
        return sum(len(self.squeezed(block)) for block in self.blocks)

    def squeezed(self, block: Block) -> str:
        """The words of a block without white space."""
        return squeezed(self.text[block.start : block.end])

    def part(self, first: int, end: int) -> "Written":
        """The blocks from `first` to before `end`, and their text."""
        start = self.text.rfind("\n", 0, self.blocks[first].start) + 1  # an item's marker stands before its block
        stop = self.blocks[end - 1].end
        moved = []
        for block in self.blocks[first:end]:
            lead_in = block.lead_in if block.lead_in and block.lead_in.start >= start else None
            lead_in = Span(lead_in.start - start, lead_in.end - start) if lead_in else None
            moved.append(replace(block, start=block.start - start, end=block.end - start, lead_in=lead_in))
        outside = _tables(self.blocks[:first]) + _tables(self.blocks[end:])
        return Written(self.text[start:stop], tuple(moved), max(0, self.tables - outside))


def is_heading(block: Block) -> bool:
    """Whether a block is a heading."""
    return block.kind is BlockKind.HEADING


def is_misread(main: Written, whole: Written, *, has_declared_main: bool) -> bool:
    """Whether `main` holds too little of the page, has run everything together, or has no code where there is some.

    Where the page says what its main text is, that is better than one with joined blocks or torn words, too.
    """
    share = MIN_SHARE_OF_DECLARED if has_declared_main else MIN_SHARE
    has_enough = count_words(main.text) >= share * count_words(whole.text)
    is_flat = len(main.blocks) < min(3, len(whole.blocks))
    has_lost_code = _has_code(whole) and not _has_code(main)  # trafilatura joins the lines of some `pre`
    is_damaged = has_declared_main and _has_run_together(main, whole)
    return not main.text or not has_enough or is_flat or has_lost_code or is_damaged


def has_lost_structure(main: Written, whole: Written) -> bool:
    """Whether `main` lacks most of the headings over its own text, or all items and rows below it, or joins blocks.

    So it is with short pages whose text stands right under `body`: trafilatura takes their paragraphs and no more.
    """
    if _has_run_together(main, whole):
        return True
    found = {main.squeezed(block) for block in main.blocks}
    headings = list(_headings_over(found, whole))
    if sum(heading in found for heading in headings) < MIN_HEADINGS_SHARE * len(headings):
        return True
    return not any(map(_is_structured, main.blocks)) and any(
        _is_structured(after) and whole.squeezed(before) in found for before, after in pairwise(whole.blocks)
    )


def without_edges(main: Written, whole: Written) -> Written:
    """`whole` from the headings over the first text that `main` has to the items below the last."""
    found = {main.squeezed(block) for block in main.blocks if not is_heading(block)}
    held = [k for k, block in enumerate(whole.blocks) if not is_heading(block) and whole.squeezed(block) in found]
    if not held:
        return whole
    first, end = held[0], held[-1] + 1
    while first and is_heading(whole.blocks[first - 1]):
        first -= 1
    while end < len(whole.blocks) and whole.blocks[end].kind is BlockKind.LIST_ITEM:
        end += 1
    return whole.part(first, end)


def _headings_over(found: set[str], whole: Written) -> Iterator[str]:
    """The headings that stand over text that is `found`, other headings between them aside."""
    above: list[str] = []
    for block in whole.blocks:
        words = whole.squeezed(block)
        if is_heading(block):
            above.append(words)
            continue
        if words in found:
            yield from above
        above.clear()


def _has_run_together(main: Written, whole: Written) -> bool:
    """Whether a paragraph of `main` runs over the border of two blocks of `whole`, or has other spaces than a block."""
    spaced = {whole.squeezed(block): whole.text[block.start : block.end].split() for block in whole.blocks}
    parted, joined = "\n".join(spaced), "".join(spaced)
    for block in main.blocks:
        words = main.squeezed(block)
        if words in spaced:
            if main.text[block.start : block.end].split() != spaced[words]:
                return True
        elif words not in parted and words in joined:
            return True
    return False


def _is_structured(block: Block) -> bool:
    return block.kind in (BlockKind.LIST_ITEM, BlockKind.TABLE_ROW)


def _has_code(written: Written) -> bool:
    return any(block.kind is BlockKind.CODE for block in written.blocks)


def _tables(blocks: Sequence[Block]) -> int:
    """How many stretches of rows there are."""
    return sum(is_row for is_row, _ in groupby(block.kind is BlockKind.TABLE_ROW for block in blocks))


def squeezed(text: str) -> str:
    """`text` without white space."""
    return "".join(text.split())
