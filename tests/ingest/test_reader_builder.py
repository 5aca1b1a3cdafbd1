from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.ingest.readers.builder import TextBuilder
from bot.ingest.readers.markdown import write_markdown
from bot.records.documents import Block
from bot.text.normalise import clean

PIECES = st.sampled_from(
    ["# A\n\n", "### B\n\n", "words here.\n\n", "- item\n", "  - deep\n", "|a|b|\n|-|-|\n|c|d|\n\n"]
)
SOURCES = st.lists(PIECES, max_size=8).map("".join)


def written(source: str) -> tuple[str, tuple[Block, ...]]:
    builder = TextBuilder()
    write_markdown(source, builder)
    return builder.finish()


def test_a_list_below_a_joined_text_has_that_texts_last_paragraph_as_its_lead_in() -> None:
    builder = TextBuilder()
    builder.join(*written("First.\n\nRisks include:"))
    builder.open_list(None)
    builder.item()
    builder.paragraph("pain")
    text, blocks = builder.finish()
    assert text == "First.\n\nRisks include:\n\n• pain"
    assert blocks[-1].lead_in is not None
    assert blocks[-1].lead_in.of(text) == "Risks include:"


def test_a_text_of_blanks_joins_nothing() -> None:
    builder = TextBuilder()
    builder.join(" \n ", ())
    assert builder.finish() == ("", ())


def test_headings_in_force_can_be_left() -> None:
    builder = TextBuilder()
    builder.heading(1, "One")
    builder.leave_headings()
    builder.paragraph("words")
    assert builder.finish()[1][-1].headings == ()


@given(st.lists(SOURCES, max_size=4))
def test_joined_texts_keep_their_blocks_words_and_lead_ins_below_the_heading(sources: list[str]) -> None:
    builder = TextBuilder()
    expected: list[tuple[str, str, tuple[str, ...], str]] = []
    for source in sources:
        builder.leave_headings()
        builder.heading(1, "Part")
        text, blocks = written(source)
        builder.join(text, blocks)
        expected.append(("heading", "Part", ("Part",), ""))
        expected += [described(text, block, above=("Part",)) for block in blocks]
    whole, joined = builder.finish()
    assert [described(whole, block) for block in joined] == expected
    assert all(before.end <= after.start for before, after in pairwise(joined))
    assert clean(whole) == whole


def described(text: str, block: Block, *, above: tuple[str, ...] = ()) -> tuple[str, str, tuple[str, ...], str]:
    lead_in = block.lead_in.of(text) if block.lead_in else ""
    return block.kind.value, text[block.start : block.end], above + block.headings, lead_in
