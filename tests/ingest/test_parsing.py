"""Files through the reading process: the same documents as without it, and nothing that a hostile file can do."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from bot.config import ReadingLimits, SplitSettings
from bot.errors import ReadingError, SettingsError
from bot.ingest.parsing import ParsingProcess
from bot.ingest.readers import read_document
from bot.ingest.splitter import split
from bot.records import Document, Passage
from bot.text.normalise import clean
from tests.conftest import ROOT
from tests.ingest import hostile_files
from tests.ingest.hostile_files import CANARY, HOSTILE_TEXTS
from tests.ingest.test_split_properties import SOURCES, assert_faithful
from tests.patience import LIMIT_S

SIZES = SplitSettings(3, 6, 12)
LIMITS = ReadingLimits(seconds=LIMIT_S, memory_mib=256, unpacked_mib=16, pages=1_000)


@pytest.fixture(scope="module")
def reading() -> Iterator[ParsingProcess]:
    with ParsingProcess(SIZES, LIMITS) as process:
        yield process


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def assert_same_as_in_process(reading: ParsingProcess, path: Path) -> None:
    assert over_the_pipe(reading, path) == in_process(path)


def over_the_pipe(reading: ParsingProcess, path: Path) -> tuple[Document, tuple[Passage, ...]] | str | None:
    try:
        parsed = reading.parse(path, path.name)
    except ReadingError as error:
        return str(error)
    return (parsed.document, parsed.passages) if parsed else None


def in_process(path: Path) -> tuple[Document, tuple[Passage, ...]] | str | None:
    try:
        document = read_document(path, path.name, path.read_bytes())
    except ReadingError as error:
        return str(error)
    return (document, split(document, SIZES)) if document else None


@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(source=SOURCES)
def test_what_comes_over_the_pipe_is_what_reading_gives(
    suffix: str, source: str, reading: ParsingProcess, tmp_path: Path
) -> None:
    data = source.encode("utf-8", errors="surrogatepass")
    assert_same_as_in_process(reading, written(tmp_path, f"a{suffix}", data))


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "corpus").glob("*.md")))
def test_the_shipped_corpus_comes_over_the_pipe_as_it_is(name: str, reading: ParsingProcess) -> None:
    assert_same_as_in_process(reading, ROOT / "corpus" / name)


@pytest.mark.parametrize("kind", HOSTILE_TEXTS)
@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_hostile_characters_give_a_clean_document_with_exact_spans(
    kind: str, suffix: str, reading: ParsingProcess, tmp_path: Path
) -> None:
    size = 2_000_000 if suffix == ".txt" else 100_000  # the readers differ in time, what follows them does not
    parsed = reading.parse(written(tmp_path, f"a{suffix}", HOSTILE_TEXTS[kind][:size]), "a")
    assert parsed is not None
    assert clean(parsed.document.text) == parsed.document.text
    assert_faithful(parsed.document, parsed.passages)


def test_overrides_of_direction_stay_in_the_text_as_they_are(reading: ParsingProcess, tmp_path: Path) -> None:
    parsed = reading.parse(written(tmp_path, "a.txt", HOSTILE_TEXTS["right-to-left overrides"]), "a")
    assert parsed is not None
    assert parsed.document.text.encode() == HOSTILE_TEXTS["right-to-left overrides"]


def test_words_under_60_000_nested_tags_are_read(reading: ParsingProcess, tmp_path: Path) -> None:
    parsed = reading.parse(written(tmp_path, "a.html", hostile_files.nested_tags(60_000)), "a")
    assert parsed is not None
    assert "deep words" in parsed.document.text


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("bomb.zip", hostile_files.zip_bomb(64)),
        ("bomb.docx", hostile_files.document_bomb(64)),
        ("nested.zip", hostile_files.nested_archives(6)),
        ("bomb.pdf", hostile_files.flate_bomb(64)),
        ("pages.pdf", hostile_files.many_pages(100_000)),
        ("laughs.docx", hostile_files.document_with(hostile_files.billion_laughs())),
        ("cut.docx", hostile_files.document_with(b"")[:200]),
        ("cut.pdf", hostile_files.many_pages(1)[:60]),
        ("binary.txt", bytes(range(256)) * 100),
        ("program.txt", b"\x7fELF" + bytes(1_000)),
        ("nothing.txt", b""),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(
    name: str, data: bytes, reading: ParsingProcess, tmp_path: Path
) -> None:
    path = written(tmp_path, name, data)
    with pytest.raises(ReadingError, match=r"^[^\n]+\.$") as caught:
        reading.parse(path, name)
    assert str(caught.value).startswith(f"{path}: ")
    assert names_in(tmp_path) == [name]


@pytest.mark.parametrize("name", ["a.xml", "a.html", "a.md", "a.svg", "a.docx"])
@pytest.mark.parametrize("kind", ["outside entity", "billion laughs"])
def test_entities_are_never_expanded(name: str, kind: str, reading: ParsingProcess, tmp_path: Path) -> None:
    secret = written(tmp_path, "secret", CANARY.encode())
    xml = hostile_files.outside_entity(str(secret)) if kind == "outside entity" else hostile_files.billion_laughs()
    data = hostile_files.document_with(xml) if name.endswith(".docx") else xml
    try:
        parsed = reading.parse(written(tmp_path, name, data), name)
    except ReadingError:
        return
    assert parsed is not None
    assert CANARY not in parsed.document.text
    assert len(parsed.document.text) <= len(data)


@pytest.mark.parametrize("data", [hostile_files.page_loop(), hostile_files.climbing_archive()], ids=["loop", "climb"])
def test_files_that_lead_elsewhere_end_in_words_or_a_refusal_and_write_nothing(
    data: bytes, reading: ParsingProcess, tmp_path: Path
) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    for suffix in (".pdf", ".zip"):
        assert "crashed" not in str(over_the_pipe(reading, written(inner, f"a{suffix}", data)))
    assert names_in(tmp_path) == ["inner"]
    assert not Path("/climbed.txt").exists()


@pytest.mark.parametrize(
    ("limits", "data", "message"),
    [
        (ReadingLimits(file_mib=1), b"word " * 300_000, r"is larger than 1 MiB; raise --max-file-mib or take it out"),
        (ReadingLimits(characters=9), b"ten words.", r"the file holds .* the limit is 9; .*--max-characters"),
        (
            ReadingLimits(seconds=LIMIT_S, memory_mib=64),
            b"A word. " * 3_000_000,
            r"needs more than 64 MiB of memory .*--max-memory-mib",
        ),
    ],
    ids=["size", "characters", "memory"],  # a reader that takes too long is in test_parsing_child
)
def test_a_file_beyond_a_limit_is_refused_with_its_option_and_the_next_is_read(
    limits: ReadingLimits, data: bytes, message: str, tmp_path: Path
) -> None:
    with ParsingProcess(SplitSettings(), limits) as reading:
        path = written(tmp_path, "a.txt", data)
        with pytest.raises(ReadingError, match=rf"^{path}: {message}"):
            reading.parse(path, "a")
        parsed = reading.parse(written(tmp_path, "b.txt", b"Words."), "b")
        assert parsed is not None
        assert parsed.document.text == "Words."


def test_text_of_the_greatest_length_is_read(tmp_path: Path) -> None:
    with ParsingProcess(SplitSettings(), ReadingLimits(seconds=LIMIT_S, characters=10)) as reading:
        assert reading.parse(written(tmp_path, "a.txt", b"ten words."), "a") is not None


def test_a_limit_too_low_to_start_is_a_mistake_of_settings() -> None:
    message = r"does not start with 8 MiB of memory; raise --max-memory-mib"
    with ParsingProcess(SIZES, ReadingLimits(memory_mib=8)) as reading, pytest.raises(SettingsError, match=message):
        reading.parse(ROOT / "README.md", "a")


def test_pipes_devices_folders_and_missing_files_are_refused_at_once(reading: ParsingProcess, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    for path in (pipe, Path(os.devnull), tmp_path):
        with pytest.raises(ReadingError, match="is no file but a folder, pipe or device; take it out"):
            reading.parse(path, "a")
    with pytest.raises(ReadingError, match=r"b\.txt: cannot be read \(No such file or directory\); check"):
        reading.parse(tmp_path / "b.txt", "a")


def test_a_name_that_is_no_text_is_refused(reading: ParsingProcess, tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"caf\xe9.txt")
    with pytest.raises(ReadingError, match=r"caf\\udce9\.txt: its name is not valid text; rename the file\."):
        reading.parse(path, "a")


def test_a_document_that_opts_out_is_none(reading: ParsingProcess, tmp_path: Path) -> None:
    assert reading.parse(written(tmp_path, "a.md", b"+++\nindex = false\n+++\ntext"), "a") is None


def test_a_relative_path_is_located_from_here(
    reading: ParsingProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, "a.txt", b"Words.")
    monkeypatch.chdir(tmp_path)
    parsed = reading.parse(Path("a.txt"), "docs/a.txt")
    assert parsed is not None
    assert parsed.document.location == str(tmp_path / "a.txt")
    assert parsed.document.id == "docs/a.txt"
