import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import ReadingError
from bot.ingest.readers.json_text import JsonLinesReader, JsonReader
from bot.ingest.readers.json_tree import Json
from bot.ingest.readers.reading import Reading
from bot.records.documents import Dropped, SourceClass

WORDS = st.text(alphabet="abcdé日 ", max_size=8)
VALUES: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers() | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=20,
)


def blocks(reading: Reading) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(block.kind.value, reading.text[block.start : block.end], block.headings) for block in reading.blocks]


def test_lines_are_texts_below_their_titles_and_agreed_fields_are_metadata() -> None:
    lines = [
        {
            "_id": "d1",
            "title": "Lasers",
            "text": "They heat.\n\nThey cut.",
            "author": "Ann",
            "date": "2020-01-02",
            "u": "abc",
        },
        {"_id": "d2", "text": "More.", "author": "Ann", "date": "2021"},
    ]
    reading = JsonLinesReader().read("\n".join(map(json.dumps, lines)).encode())
    assert blocks(reading) == [
        ("heading", "Lasers", ("Lasers",)),
        ("paragraph", "They heat.", ("Lasers",)),
        ("paragraph", "They cut.", ("Lasers",)),
        ("list item", "date: 2020-01-02", ("Lasers",)),
        ("list item", "u: abc", ("Lasers",)),
        ("heading", "d2", ("d2",)),
        ("paragraph", "More.", ("d2",)),
        ("list item", "date: 2021", ("d2",)),
    ]
    assert (reading.author, reading.date, reading.publisher) == ("Ann", "unknown", "unknown")
    assert reading.extraction.dropped == ()


def test_fields_that_are_long_or_nested_are_left_out_and_counted() -> None:
    record = {"text": "a", "body": "b" * 201, "tags": ["x", "y"], "more": {"z": "abc"}, "ok": True, "old": None, "n": 2}
    reading = JsonLinesReader().read(json.dumps(record).encode())
    assert [words for _, words, _ in blocks(reading)] == ["a", "tags: x, y", "ok: true", "n: 2"]
    assert reading.extraction.dropped == (Dropped("other fields of the records", 204),)


def test_what_all_records_say_of_their_source_is_metadata() -> None:
    about = {"publisher": "FDA", "source_class": "regulator", "url": "https://a.example", "created": "2021-05"}
    reading = JsonLinesReader().read("\n".join(json.dumps({"text": words, **about}) for words in "ab").encode())
    assert [words for _, words, _ in blocks(reading)] == ["a", "b"]
    assert (reading.publisher, reading.source_class, reading.date) == ("FDA", SourceClass.REGULATOR, "2021-05")
    assert reading.origin == "https://a.example"
    other = JsonLinesReader().read(b'{"text": "a", "source_class": "a friend", "author": "Ann", "creator": "Bob"}')
    assert [words for _, words, _ in blocks(other)] == ["a", "source_class: a friend", "creator: Bob"]
    assert (other.author, other.source_class) == ("Ann", SourceClass.UNKNOWN)


def test_broken_lines_are_named_and_the_others_read() -> None:
    reading = JsonLinesReader().read(b'{"text": "a"}\n{"text":\n\n[\n{"text": "b"}\n')
    assert [words for _, words, _ in blocks(reading)] == ["a", "b"]
    assert reading.extraction.dropped == (Dropped("2 lines that are no JSON: 2, 4", 9),)


def test_lines_that_are_all_broken_are_refused() -> None:
    with pytest.raises(ReadingError, match=r"^none of its 2 lines is JSON; see"):
        JsonLinesReader().read(b"a\nb")


@pytest.mark.parametrize("source", ['[{"text": "a", "id": 7}]', '{"data": [{"text": "a", "id": 7}]}'])
def test_a_list_of_records_is_read_as_such(source: str) -> None:
    assert [words for _, words, _ in blocks(JsonReader().read(source.encode()))] == ["7", "a"]


def test_other_json_becomes_nested_lines_of_key_and_value() -> None:
    source = {"name": "X100", "years": 2, "parts": [{"name": "lamp"}, "case"], "old": None, "ok": True, "none": []}
    reading = JsonReader().read(json.dumps(source).encode())
    assert reading.text == (
        "• name: X100\n• years: 2\n• parts:\n  • parts 1:\n    • name: lamp\n  • case\n• old: null\n• ok: true\n• none"
    )
    lead_in = reading.blocks[4].lead_in
    assert lead_in is not None
    assert lead_in.of(reading.text) == "parts 1:"


def test_broken_json_is_refused_with_its_place() -> None:
    with pytest.raises(ReadingError, match=r"^the JSON is broken at line 2, column 3 .*; mend it\.$"):
        JsonReader().read(b"{\n  x}")


def test_json_nested_beyond_measure_is_refused() -> None:
    with pytest.raises(ReadingError, match=r"^the JSON cannot be read .*; mend it or"):
        JsonReader().read(b"[" * 200_000)


@given(VALUES)
def test_every_string_and_key_of_any_json_is_kept(value: Json) -> None:
    text = " ".join(JsonReader().read(json.dumps(value).encode()).text.split())
    for words in _strings(value):
        assert " ".join(words.split()) in text


def _strings(value: Json) -> list[str]:
    if isinstance(value, dict):
        return [*value, *(words for inner in value.values() for words in _strings(inner))]
    if isinstance(value, list):
        return [words for inner in value for words in _strings(inner)]
    return [value] if isinstance(value, str) else []
