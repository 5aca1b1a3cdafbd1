from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import ReadingLimits
from bot.errors import ReadingError
from bot.ingest.readers import read_document
from bot.ingest.readers.parts import MAX_NOTES
from bot.records.documents import Document
from bot.text.normalise import clean

MEBIBYTE = 1 << 20
TEXTS = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=40)


def archive(files: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as file:
        for name, data in files.items():
            file.writestr(name, data)
    return buffer.getvalue()


def read(data: bytes, limits: ReadingLimits | None = None) -> Document:
    document = read_document(Path("my_files.zip"), "my_files.zip", data, limits or ReadingLimits())
    assert document is not None
    return document


def blocks(document: Document) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(block.kind.value, document.text[block.start : block.end], block.headings) for block in document.blocks]


def test_each_member_is_read_by_its_own_reader_below_its_name() -> None:
    inner = archive({"deep.md": b"# Deep\n\nRisks include:\n\n- pain\n"})
    document = read(
        archive({"a/b.csv": b"x,y\nz,1\n", "in.zip": inner, "p.png": b"\x89PNG\r\n\x1a\n", "__MACOSX/._b": b"x"})
    )
    assert blocks(document) == [
        ("heading", "a/b.csv", ("a/b.csv",)),
        ("table row", "x | y", ("a/b.csv",)),
        ("table row", "z | 1", ("a/b.csv",)),
        ("heading", "in.zip", ("in.zip",)),
        ("heading", "deep.md", ("in.zip", "deep.md")),
        ("heading", "Deep", ("in.zip", "deep.md", "Deep")),
        ("paragraph", "Risks include:", ("in.zip", "deep.md", "Deep")),
        ("list item", "pain", ("in.zip", "deep.md", "Deep")),
    ]
    assert [block.level for block in document.blocks if block.level] == [1, 1, 2, 3]
    lead_in = document.blocks[-1].lead_in
    assert lead_in is not None
    assert lead_in.of(document.text) == "Risks include:"
    assert (document.format, document.title, document.extraction.tables) == ("zip", "My files", 1)
    assert [dropped.reason.split(":")[0] for dropped in document.extraction.dropped] == ["p.png"]


def test_a_member_that_opts_out_is_noted() -> None:
    document = read(archive({"a.md": b"+++\nindex = false\n+++\nsecret", "b.txt": b"open"}))
    assert "secret" not in document.text
    assert document.extraction.dropped[0].reason == "a.md: its front matter says `index = false`"


def test_an_archive_without_readable_files_is_refused_with_an_example() -> None:
    with pytest.raises(
        ReadingError, match=r"^my_files\.zip: the archive holds no file that can be read, of 1; a\.png: "
    ):
        read(archive({"a.png": b"\x89PNG\r\n\x1a\n"}))


def test_archives_in_each_other_are_read_only_so_deep() -> None:
    data = archive({"a.txt": b"words"})
    for _ in range(3):
        data = archive({"in.zip": data})
    with pytest.raises(ReadingError, match=r"it lies more than 2 files deep; unpack it or raise --max-nesting\.$"):
        read(data)
    assert read(data, ReadingLimits(nesting=4)).text.endswith("words")


def test_all_levels_together_may_unpack_to_no_more_than_the_limit() -> None:
    filling = b"word " * (MEBIBYTE // 8)
    data = archive({f"{i}.zip": archive({"a.txt": filling}) for i in range(4)})
    assert len(read(data, ReadingLimits(unpacked_mib=3)).blocks) == 3 * 4
    with pytest.raises(ReadingError, match=r"^my_files\.zip: the archives inside each other unpack to 2 MiB or more"):
        read(data, ReadingLimits(unpacked_mib=2))


def test_names_that_lead_outside_are_only_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    document = read(archive({"../outside.txt": b"one", "/absolute.txt": b"two"}))
    assert [words for kind, words, _ in blocks(document) if kind == "paragraph"] == ["one", "two"]
    assert list(tmp_path.iterdir()) == []


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_a_text_in_an_archive_has_the_blocks_that_it_has_alone(texts: list[str]) -> None:
    files = {f"{i}.txt": text.encode() for i, text in enumerate(texts)}
    try:
        document = read(archive(files))
    except ReadingError:
        return
    alone = []
    for name, data in files.items():
        try:
            single = read_document(Path(name), name, data)
        except ReadingError:
            continue
        assert single is not None
        alone += [("heading", name)] + [(kind, words) for kind, words, _ in blocks(single)]
    assert [(kind, words) for kind, words, _ in blocks(document)] == alone
    assert clean(document.text) == document.text


def test_of_very_many_unreadable_files_the_first_are_named_and_the_rest_counted() -> None:
    pictures = {f"{i}.png": b"\x89PNG\r\n\x1a\n" for i in range(MAX_NOTES + 7)}
    dropped = read(archive({"a.txt": b"words", **pictures})).extraction.dropped
    assert len(dropped) == MAX_NOTES + 1
    assert dropped[-1].reason == "7 more files or parts of files"
