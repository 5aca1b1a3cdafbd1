import pytest

from bot.errors import ReadingError
from bot.ingest.frontmatter import FrontMatter, iso_date, split_front_matter
from bot.records.documents import SourceClass

TOML = """+++
title = "Laser skin care"
publisher = "FDA"
source_class = "regulator"
author = ["Ann Lee", "Bo Li"]
date = 2025-10-15
origin = "fda.gov"
index = false
weight = 3
+++

# Text
"""


def test_toml_front_matter_is_read_and_taken_off() -> None:
    front, body = split_front_matter(TOML)
    assert front == FrontMatter(
        "Laser skin care", "FDA", SourceClass.REGULATOR, "Ann Lee, Bo Li", "2025-10-15", "fda.gov", is_indexed=False
    )
    assert body == "# Text\n"


def test_yaml_front_matter_is_read_and_other_keys_are_passed_over() -> None:
    front, body = split_front_matter("---\ntitle: A tale\ndate: 2024-05\ntags: [a, b]\n---\nText")
    assert front == FrontMatter("A tale", date="2024-05")
    assert body == "Text"


@pytest.mark.parametrize(
    "text", ["---\nA sentence.\n\n---\nmore", "---\nno end", "--- x\na: 1\n---\n", "plain", "", "---"]
)
def test_a_text_that_opens_with_a_rule_has_no_front_matter(text: str) -> None:
    assert split_front_matter(text) == (FrontMatter(), text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('+++\ntitle = "a"\ntitle = \n+++\n', r"^line 3: front matter is no valid TOML"),
        ("---\ntitle: a\nb: [1\n---\n", r"^line 4: front matter is no valid YAML"),
        ("+++\ntitle = 1\n", r"^line 1: front matter opened with \+\+\+ is never closed"),
        ("---\nsource_class: gossip\n---\n", r"'source_class' must be one of 'encyclopedia wiki', .* got 'gossip'"),
        ("---\nindex: maybe\n---\n", r"'index' must be true or false, got 'maybe'"),
        ("---\nday: 2024-13-45\n---\n", r"^line 1: front matter cannot be read"),
        ("---\n" + "[" * 5_000 + "\n---\n", r"front matter"),
    ],
)
def test_bad_front_matter_says_what_is_wrong_and_where(text: str, message: str) -> None:
    with pytest.raises(ReadingError, match=message):
        split_front_matter(text)


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2016", "2016"),
        ("2016-09", "2016-09"),
        ("2016-09-03T10:00:00Z", "2016-09-03"),
        ("3 May 2016", "unknown"),
        ("", "unknown"),
    ],
)
def test_a_date_is_as_exact_as_its_source(value: str, date: str) -> None:
    assert iso_date(value) == date


def test_a_value_that_names_more_than_fits_into_memory_is_shown_shortened() -> None:
    lists = "\n".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9) if i else 'lol'}]" for i in range(40))
    with pytest.raises(ReadingError, match=r"'source_class' must be one of .*, got \[.*\.\.\.\]; correct it") as caught:
        split_front_matter(f"---\n{lists}\nsource_class: *a39\n---\ntext")
    assert len(str(caught.value)) < 600
