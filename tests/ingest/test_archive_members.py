import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import ReadingLimits
from bot.errors import ReadingError
from bot.ingest.readers.archive_members import MAX_ENTRIES, Members
from tests.ingest.office_files import zip_of

LIMITS = ReadingLimits(unpacked_mib=1)
MEBIBYTE = 1 << 20
CENTRAL = b"PK\x01\x02"


def members(data: bytes) -> Members:
    return Members(data, LIMITS)


def patched(data: bytes, offset: int, value: bytes) -> bytes:
    """`data` with a field of its first central entry overwritten (offsets: APPNOTE.TXT, 4.3.12)."""
    start = data.index(CENTRAL) + offset
    return data[:start] + value + data[start + len(value) :]


@given(st.dictionaries(st.text("abc/.é ", min_size=1).filter(lambda n: n[-1] != "/"), st.binary(max_size=50)))
def test_members_come_out_as_they_were_put_in(content: dict[str, bytes]) -> None:
    read = members(zip_of(content))
    assert list(read.names()) == list(content)
    assert {name: read.read(name) for name in read.names()} == content


def test_traversal_is_only_a_name_and_folders_are_left_out() -> None:
    read = members(zip_of({"../../etc/x": b"1", "/abs": b"2", "folder/": b""}))
    assert read.names() == ("../../etc/x", "/abs")
    assert read.read("../../etc/x") == b"1"


def test_of_two_members_with_one_name_the_last_counts() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a", b"old")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a", b"new")
    read = members(target.getvalue())
    assert (read.names(), read.read("a")) == (("a",), b"new")


def test_a_missing_member_is_named() -> None:
    with pytest.raises(ReadingError, match="no member 'b'"):
        members(zip_of({"a": b""})).read("b")


def test_an_encrypted_member_is_refused_and_the_others_are_read() -> None:
    read = members(patched(zip_of({"a": b"secret", "b": b"open"}), 8, b"\x01\x00"))
    with pytest.raises(ReadingError, match="'a' is encrypted; save the file without a password"):
        read.read("a")
    assert read.read("b") == b"open"


def test_a_member_whose_bytes_were_flipped_is_refused_by_name() -> None:
    data = zip_of({"a": b"words"})
    start = 30 + len("a")  # after the local header, which holds the time: any byte may stand there
    with pytest.raises(ReadingError, match="the member 'a' is damaged"):
        members(data[:start] + b"\xff" + data[start + 1 :]).read("a")


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"no archive", zip_of({"a": b"x" * 99})[:-30]])
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    with pytest.raises(ReadingError, match="no sound ZIP archive"):
        members(data)


def test_an_archive_that_declares_too_much_is_refused_before_anything_is_unpacked() -> None:
    assert len(members(zip_of({"a": bytes(MEBIBYTE)})).read("a")) == MEBIBYTE
    with pytest.raises(ReadingError, match="unpacks to 2 MiB or more, the limit is 1; split the file or raise"):
        members(zip_of({"a": bytes(MEBIBYTE), "b": b"x"}))


def test_what_is_read_is_counted_too() -> None:
    read = members(zip_of({"a": bytes(MEBIBYTE)}))
    read.read("a")
    with pytest.raises(ReadingError, match="unpacks to 2 MiB or more"):
        read.read("a")


def test_a_member_larger_than_it_declares_gains_nothing() -> None:
    data = patched(zip_of({"a": bytes(50 * MEBIBYTE)}), 24, (1_000).to_bytes(4, "little"))
    with pytest.raises(ReadingError, match="'a' is damaged"):
        members(data).read("a")


def test_a_size_that_no_compression_reaches_is_refused() -> None:
    data = patched(zip_of({"a": b"x"}), 24, (MEBIBYTE - 1).to_bytes(4, "little"))
    with pytest.raises(ReadingError, match="claims to unpack from 3 to 1048575 bytes, which no compression does"):
        members(data)


def test_members_that_share_their_bytes_are_refused() -> None:
    data = patched(zip_of({"a": b"x" * 100}), 20, (5_000).to_bytes(4, "little"))
    with pytest.raises(ReadingError, match="overlap"):
        members(data)


def test_too_many_members_are_refused_before_they_are_listed() -> None:
    with pytest.raises(ReadingError, match=f"more than {MAX_ENTRIES} files"):
        members(CENTRAL * (MAX_ENTRIES + 1))


def test_a_method_that_unpacks_without_bounds_is_refused() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("a", b"x")
    with pytest.raises(ReadingError, match="'a' is packed by method 12"):
        members(target.getvalue()).read("a")


@given(st.data())
def test_any_damage_is_a_reading_error_or_none(data: st.DataObject) -> None:
    sound = zip_of({"a": b"some words", "b": b"more"})
    place = data.draw(st.integers(0, len(sound) - 1))
    damaged = sound[:place] + data.draw(st.binary(min_size=1, max_size=4)) + sound[place + 1 :]
    try:
        read = members(damaged)
        contents = [read.read(name) for name in read.names()]
    except ReadingError:
        return
    assert set(contents) <= {b"some words", b"more"}
