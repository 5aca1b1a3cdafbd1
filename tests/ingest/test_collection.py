"""Settings of a folder: what they say, and what a hostile footnote.toml costs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.config import FolderSettings, ReadingLimits, SplitSettings
from bot.errors import SettingsError
from bot.ingest.build import build
from bot.ingest.collection import folder_settings
from bot.ingest.parsing import ParsingProcess
from bot.records import SourceClass
from tests.fakes import WordEncoder


@pytest.fixture(scope="module")
def reading() -> Iterator[ParsingProcess]:
    with ParsingProcess(SplitSettings(), ReadingLimits(memory_mib=128)) as process:
        yield process


def settings(text: str) -> FolderSettings:
    return folder_settings(text.encode(), "footnote.toml")


def test_notice_and_examples_are_read() -> None:
    text = '[page]\nnotice = "Not legal advice."\nexamples = ["What is due?"]\n'
    assert settings(text) == FolderSettings("Not legal advice.", ("What is due?",))


def test_care_and_yielding_classes_are_read() -> None:
    text = '[care]\nexamples = "care.toml"\n[sources]\nyielding = ["clinic or seller"]\n'
    assert settings(text) == FolderSettings(care_examples="care.toml", yielding=(SourceClass.CLINIC,))


def test_a_file_of_the_folder_is_read_in_the_process_with_limits(reading: ParsingProcess, tmp_path: Path) -> None:
    text = """[page]
notice = "Né à Noël."
examples = ["Wann?", "Où?"]
originals = true
[care]
examples = "our.care.toml"
[sources]
yielding = ["clinic or seller", "journal"]
"""
    for mark in ("", "\ufeff"):
        (tmp_path / "footnote.toml").write_text(mark + text, encoding="utf-8")
        assert reading.folder_settings(tmp_path) == settings(text)
    assert settings(text) == FolderSettings(
        "Né à Noël.",
        ("Wann?", "Où?"),
        yielding=(SourceClass.CLINIC, SourceClass.JOURNAL),
        originals=True,
        care_examples="our.care.toml",
    )


def test_a_folder_without_the_file_has_no_settings_and_starts_no_process(tmp_path: Path) -> None:
    with ParsingProcess(SplitSettings()) as process:
        assert process.folder_settings(tmp_path) == FolderSettings()
        assert process.last_sandbox is None


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"a" + b".a" * 32_000 + b" = 1", r"has a key of more than 50 parts, and there is none; mend it"),
        (b"[" + b"a." * 32_000 + b"a]\n" + b"b." * 32_000 + b"b = 1", r"has a key of more than 50 parts"),
        (b"a = {b" + b".a" * 32_000 + b" = 1}", r"has a key of more than 50 parts"),
        (b'"a' + b'"."a' * 32_000 + b'" = 1', r"has a key of more than 50 parts"),
        (b"a = " + b"[" * 100_000, r"cannot be read as TOML \(maximum recursion depth exceeded.*\); mend it"),
        (b"a = " + b"{a = " * 100_000, r"cannot be read as TOML \(maximum recursion depth exceeded.*\); mend it"),
        (b"page" + b".a" * 49 + b" = 1", r"nothing is known by the name 'a'; \[page\] takes notice"),
        (b"page.notice = " + b"{a = " * 300 + b"1" + b"}" * 300, r"'notice' must be a text, got \{.*\}\.$"),
        (b"page.notice = 0x" + b"f" * 5_000, r"'notice' must be a text, got a number of thousands of digits"),
        (b'"' + b"k" * 100_000 + b'" = 1', r"nothing is known by the name 'k+\.\.\.k+'"),
        (b"#" * (1 << 20) + b"\n", r"is larger than 1 MiB, and settings are not; mend it"),
        ("page = 1".encode("utf-16"), r"is no UTF-8 text \(at byte 0\); save it as UTF-8"),
        (b"a = '\x00'", r"cannot be read as TOML"),
        (b"a = 2024-13-45", r"cannot be read as TOML"),
        (b"\xff", r"is no UTF-8 text"),
    ],
)
def test_a_hostile_file_costs_one_sentence(
    data: bytes, complaint: str, reading: ParsingProcess, tmp_path: Path
) -> None:
    path = tmp_path / "footnote.toml"
    path.write_bytes(data)
    with pytest.raises(SettingsError, match=rf"^{path}: {complaint}") as caught:
        reading.folder_settings(tmp_path)
    assert len(str(caught.value)) < len(str(path)) + 400
    assert "\n" not in str(caught.value)


def test_a_build_over_a_hostile_file_stops_and_makes_nothing(tmp_path: Path, word_encoder: WordEncoder) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "a.txt").write_text("Words.", encoding="utf-8")
    (docs / "footnote.toml").write_bytes(b"a" + b".a" * 32_000 + b" = 1")
    with pytest.raises(SettingsError, match=r"footnote\.toml: has a key of more than 50 parts"):
        build(tmp_path / "index", [docs], word_encoder)
    assert not (tmp_path / "index").exists()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("page = ", "cannot be read as TOML"),
        ("[page]\nnotise = 'x'", "nothing is known by the name 'notise'"),
        ("[pages]\nnotice = 'x'", "nothing is known by the name 'pages'"),
        ("page = 3", "'page' must be a table, got 3"),
        ("[page]\nnotice = 3", "'notice' must be a text, got 3"),
        ("[page]\nexamples = 'x'", "'examples' must be a list of questions, got 'x'"),
        ("[page]\nexamples = ['']", r"'examples' must be a list of questions, got \[''\]"),
        ("[care]\nenabled = true", r"nothing is known by the name 'enabled'; .*\[care\] takes examples"),
        ("[care]\nexamples = 1", r"'care\.examples' must be a file beside it whose name ends in care\.toml, got 1"),
        ("[sources]\nyielding = ['sellers']", r"'yielding' must be a list of source classes .*got \['sellers'\]"),
    ],
)
def test_a_mistake_is_named_with_its_file(text: str, complaint: str) -> None:
    with pytest.raises(SettingsError, match=rf"footnote\.toml: .*{complaint}|footnote\.toml: {complaint}"):
        settings(text)
