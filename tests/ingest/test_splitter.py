from pathlib import Path

import pytest

from bot.config import SplitSettings
from bot.ingest.readers import read_document
from bot.ingest.splitter import split
from bot.records.documents import Document, Passage
from bot.text.words import count_words

SMALL = SplitSettings(min_words=4, target_words=8, max_words=12)


def document(source: str, name: str = "a.md") -> Document:
    read = read_document(Path(name), name, source.encode())
    assert read is not None
    return read


def passages(source: str, settings: SplitSettings = SMALL, name: str = "a.md") -> tuple[Passage, ...]:
    return split(document(source, name), settings)


def test_passages_stay_inside_their_section_and_name_its_headings() -> None:
    found = passages(
        "# Lasers\n\n## Risks\n\nIt may hurt a little. Redness is common too.\n\n## Costs\n\nIt costs a lot of money."
    )
    assert [passage.text for passage in found] == [
        "It may hurt a little. Redness is common too.",
        "It costs a lot of money.",
    ]
    assert [passage.headings for passage in found] == [("Lasers", "Risks"), ("Lasers", "Costs")]
    assert [passage.context for passage in found] == ["Lasers › Risks", "Lasers › Costs"]
    assert [passage.position for passage in found] == [0, 1]
    assert found[0].encoder_input == "Lasers › Risks\nIt may hurt a little. Redness is common too."


def test_a_title_that_is_not_the_first_heading_stands_before_it() -> None:
    (found,) = passages("---\ntitle: My notes\n---\n# Lasers\n\nThey heat skin.")
    assert found.context == "My notes › Lasers"


def test_paragraphs_are_gathered_up_to_the_target() -> None:
    found = passages(
        "One two three four.\n\nFive six seven eight.\n\nNine ten eleven twelve.\n\nThirteen to sixteen words."
    )
    assert [passage.text for passage in found] == [
        "One two three four.\n\nFive six seven eight.",
        "Nine ten eleven twelve.\n\nThirteen to sixteen words.",
    ]


def test_a_rest_is_shared_with_its_neighbour() -> None:
    found = passages("A b c d. " * 3 + "\n\n" + "E f.")  # 14 words: 12 and 2 would fit, 8 and 6 are better
    assert [count_words(passage.text) for passage in found] == [8, 6]


def test_a_list_stays_with_its_lead_in() -> None:
    found = passages("Before it there is other text.\n\nRisks include:\n\n- red skin\n- some swelling\n- burns")
    assert [passage.text for passage in found] == [
        "Before it there is other text.",
        "Risks include:\n\n• red skin\n• some swelling\n• burns",
    ]
    assert [sentence.text for sentence in found[1].sentences] == [
        "Risks include:",
        "red skin",
        "some swelling",
        "burns",
    ]
    assert found[1].lead_in is None


def test_a_long_list_carries_its_lead_in_along() -> None:
    source = (
        "Risks include:\n\n- one two three four five\n- six seven eight nine ten\n"
        "- red skin for a week\n- burns that leave a scar\n"
    )
    read = document(source)
    first, second = split(read, SMALL)
    assert first.text == "Risks include:\n\n• one two three four five\n• six seven eight nine ten"
    assert second.text == "red skin for a week\n• burns that leave a scar"
    assert second.lead_in is not None
    assert second.lead_in.of(read.text) == "Risks include:"
    assert second.context == "A\nRisks include:"


def test_a_nested_item_is_led_in_by_the_item_above() -> None:
    source = "- swelling of the skin that goes on for days\n  - mild in most of the people who are treated\n"
    second = passages(source)[1]
    assert second.text == "mild in most of the people who are treated"
    assert second.context == "A\nswelling of the skin that goes on for days"


def test_a_small_table_is_one_passage_and_a_large_one_repeats_its_header_in_the_context() -> None:
    header = "| Area | Cost |\n|---|---|\n"
    (whole,) = passages(header + "| Neck | $500 |\n| Face | $900 |\n")
    assert whole.text == "Area | Cost\nNeck | $500\nFace | $900"
    parts = passages(header + "".join(f"| Part {i} of it | ${i} |\n" for i in (1, 2, 3, 4, 5)))
    assert [passage.text for passage in parts] == [
        "Area | Cost\nPart 1 of it | $1",
        "Part 2 of it | $2\nPart 3 of it | $3",
        "Part 4 of it | $4\nPart 5 of it | $5",
    ]
    assert all(count_words(passage.text) <= SMALL.max_words for passage in parts)
    assert all(passage.context == "A\nArea | Cost" for passage in parts[1:])


def test_a_sentence_longer_than_a_passage_is_a_passage_of_its_own() -> None:
    found = passages("Short one here. Very " + "long " * 19 + "end. Short two here.")
    assert [count_words(passage.text) for passage in found] == [3, 21, 3]


def test_very_short_neighbours_are_joined_and_their_headings_become_sentences() -> None:
    settings = SplitSettings(min_words=20, target_words=40, max_words=60)
    (found,) = passages("# Top\n\n## North\n\nCold.\n\n## South\n\nWarm.", settings)
    assert found.text == "North\n\nCold.\n\nSouth\n\nWarm."
    assert found.headings == ("Top",)
    assert [sentence.text for sentence in found.sentences] == ["North", "Cold.", "South", "Warm."]


def test_the_answer_under_a_question_is_never_joined() -> None:
    settings = SplitSettings(min_words=20, target_words=40, max_words=60)
    found = passages("# Top\n\n## Is it cold?\n\nYes.\n\n## Is it warm?\n\nNo.", settings)
    assert [(passage.headings[-1], passage.text) for passage in found] == [
        ("Is it cold?", "Yes."),
        ("Is it warm?", "No."),
    ]


def test_a_document_of_headings_only_is_not_lost() -> None:
    (found,) = passages("# All\n\n## There is", SplitSettings())
    assert found.text == "All\n\nThere is"


def test_the_default_sizes_keep_a_plain_text_between_half_and_one_and_a_half_targets() -> None:
    found = passages("This is a sentence of exactly nine words, see. " * 200, SplitSettings(), "a.txt")
    assert {count_words(passage.text) for passage in found} <= {117, 126, 135}


def test_splitting_is_deterministic() -> None:
    source = "# T\n\n" + "Some words stand here. And more of them, too!\n\n- a\n- b\n\n" * 30
    assert passages(source) == passages(source)


MEGABYTES = 2_000_000


@pytest.mark.parametrize("blank", [" ", "\t", "\N{NO-BREAK SPACE}", "\N{EM SPACE}"])
@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("a.txt", "{words}"),
        ("a.md", "# Price\n\n```\n{words}\n```\n"),
        ("a.html", "<article><pre>{words}</pre></article>"),
    ],
)
def test_no_passage_is_megabytes_of_white_space(name: str, source: str, blank: str) -> None:
    words = f"The price is 600 dollars{blank * MEGABYTES}and it falls later. It never rises."
    found = passages(source.format(words=words), SplitSettings(), name)
    assert [" ".join(passage.text.split()) for passage in found] == [
        "The price is 600 dollars",
        "and it falls later. It never rises.",
    ]
    assert max(len(passage.text) for passage in found) < 100


def test_much_white_space_between_many_sentences_counts_as_words() -> None:
    found = passages("".join(f"Say {number}.{' ' * 400}" for number in range(40)), name="a.txt")
    # Two words and ten for the white space behind them: with one more sentence there would be 14, or 24.
    assert {len(passage.sentences) for passage in found} == {1}
    close = passages("".join(f"Say {number}.{' ' * 39}" for number in range(40)), name="a.txt")
    assert {len(passage.sentences) for passage in close} == {4}


def test_a_lead_in_is_never_megabytes_long() -> None:
    items = "".join(f"- item {number} is a long one\n" for number in range(20))
    for introduction in (f"Risks{' ' * MEGABYTES}include:", f"{'a' * MEGABYTES}:"):
        found = passages(f"{introduction}\n\n{items}", name="a.txt")
        leads = [passage.lead_in.end - passage.lead_in.start for passage in found if passage.lead_in]
        assert leads
        assert max(leads) <= 1_600
