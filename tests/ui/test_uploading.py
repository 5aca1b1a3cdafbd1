"""Uploads: names, limits, who may send them, their build and their removal."""

import asyncio
import errno
import os
import threading
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from bot import ChatBot
from bot.errors import DiskFull, DocumentMissing, SettingsError
from bot.ingest.build import build
from bot.ingest.collection import own_kind
from bot.ingest.folders import UPLOADS_MARK
from bot.library import Library
from bot.records.receipts import FileStatus
from bot.ui.guard import Bodies, Guard, Rules
from bot.ui.upload_folder import UploadLimits
from bot.ui.upload_names import LONGEST_BYTES, cleaned_name, free_name
from bot.ui.upload_routes import add_upload_routes
from bot.ui.uploading import Uploads
from tests.fakes import WordEncoder
from tests.patience import LIMIT_S
from tests.ui.real_bots import SUN, small_bot

if TYPE_CHECKING:
    from bot.chatbot import ChatBot

OWN = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
NEEDLES = b"# Needles\n\nThe needle is made of gold.\n"


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[ChatBot]:
    with small_bot(tmp_path) as bot:
        yield bot


@pytest.fixture
def uploads(bot: ChatBot) -> Uploads:
    return Uploads(bot, limits=UploadLimits(file_mib=1, files=3))


def kept_in(uploads: Uploads) -> list[str]:
    """What lies in the folder, besides the mark by which it is known."""
    return sorted({path.name for path in uploads.folder.iterdir()} - {UPLOADS_MARK})


def client_of(uploads: Uploads) -> TestClient:
    app = FastAPI()
    add_upload_routes(app, uploads)
    app.add_middleware(Bodies)
    app.add_middleware(Guard, rules=Rules(hosts=("testserver",), upload_bytes=uploads.limits.file_mib << 20))
    return TestClient(app)


async def chunks(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


def run(work: Coroutine[object, object, str]) -> str:
    """Its result; computed in a thread, since playwright's loop may be running in this one."""
    with ThreadPoolExecutor(1) as threads:
        return threads.submit(asyncio.run, work).result()


def store(uploads: Uploads, name: str, *parts: bytes) -> str:
    return run(uploads.store(name, chunks(*parts)))


def send(client: TestClient, name: str, content: bytes, headers: dict[str, str]) -> tuple[int, object]:
    """The status and the JSON of the answer."""
    answer = client.post("/footnote/uploads/file", content=content, headers={"footnote-name": name, **headers})
    return answer.status_code, answer.json()


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("lease.pdf", "lease.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\win.ini", "win.ini"),
        ("/abs/olute.txt", "olute.txt"),
        (".hidden.md", "hidden.md"),
        ("a\x00b\nc\u202e.txt", "a b c.txt"),
        ('what? <now> "then"|*.md', "what now then.md"),
        ("con.txt", "_con.txt"),
        ("trailing. . ", "trailing"),
        ("U\u0308bung.txt", "Übung.txt"),
    ],
)
def test_a_name_becomes_a_plain_name_of_one_folder(name: str, cleaned: str) -> None:
    assert cleaned_name(name) == cleaned


@pytest.mark.parametrize("name", ["", "..", "a/", "...", "\x00", "<>"])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(SettingsError, match="is no name for a file"):
        cleaned_name(name)


@given(st.text())
def test_no_name_leads_out_of_the_folder_or_hides(name: str) -> None:
    try:
        cleaned = cleaned_name(name)
    except SettingsError:
        return
    assert Path(cleaned).name == cleaned
    assert not cleaned.startswith(".")
    assert "\\" not in cleaned
    assert cleaned.isprintable()
    assert len(cleaned.encode()) <= LONGEST_BYTES
    assert cleaned_name(cleaned) == cleaned


def test_a_long_name_keeps_its_ending() -> None:
    cleaned = cleaned_name("ä" * 300 + ".pdf")
    assert cleaned == "ä" * ((LONGEST_BYTES - 4) // 2) + ".pdf"


def test_a_second_file_of_a_name_gets_a_number(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").touch()
    (tmp_path / "a (2).pdf").symlink_to("nowhere")  # would be written through
    assert free_name(tmp_path, "a.pdf") == tmp_path / "a (3).pdf"
    assert free_name(tmp_path, "b.pdf") == tmp_path / "b.pdf"


def test_an_uploaded_file_is_read_can_be_asked_and_is_removed_again(uploads: Uploads, bot: ChatBot) -> None:
    assert store(uploads, "needles.md", NEEDLES[:7], NEEDLES[7:]) == "needles.md"
    assert uploads.standing().waiting == 1
    uploads.build()
    uploads.wait()
    standing = uploads.standing()
    (receipt,) = standing.receipts
    assert (receipt.status, receipt.format, receipt.passages) == (FileStatus.ADDED, "markdown", 1)
    assert (standing.is_busy, standing.waiting, standing.problem) == (False, 0, "")
    assert bot.reply("needle gold").passages[0].citation.document == "index-uploads/needles.md"
    uploads.remove("index-uploads/needles.md")
    uploads.wait()
    assert uploads.standing().removed == ("index-uploads/needles.md",)
    assert [summary.id for summary in bot.library.documents()] == ["notes/laser.md", "notes/sun.md"]
    assert kept_in(uploads) == []


def test_a_file_that_cannot_be_read_has_a_reason_and_does_not_stay(uploads: Uploads) -> None:
    store(uploads, "data.txt", b"\x00\x01\x02")
    store(uploads, "needles.md", NEEDLES)
    uploads.build()
    uploads.wait()
    refused, added = uploads.standing().receipts
    assert (refused.status, added.status) == (FileStatus.REFUSED, FileStatus.ADDED)
    assert "binary data" in refused.reason
    assert kept_in(uploads) == ["needles.md"]
    assert uploads.standing().waiting == 0


def test_what_was_built_before_has_no_receipt_again(uploads: Uploads) -> None:
    store(uploads, "needles.md", NEEDLES)
    uploads.build()
    uploads.wait()
    store(uploads, "needles.md", NEEDLES + b"\nAnd of steel.\n")
    uploads.build()
    uploads.wait()
    assert [Path(receipt.path).name for receipt in uploads.standing().receipts] == ["needles (2).md"]


def test_a_file_over_a_limit_leaves_nothing_behind(uploads: Uploads) -> None:
    with pytest.raises(SettingsError, match=r"big\.txt: is larger than 1 MiB"):
        store(uploads, "big.txt", *[b"a" * 100_000] * 11)
    assert kept_in(uploads) == []
    for number in range(3):
        store(uploads, f"{number}.txt", b"text")
    with pytest.raises(SettingsError, match="There are 3 uploaded files, which is the limit"):
        store(uploads, "3.txt", b"text")
    tight = Uploads(uploads._chatbot, limits=UploadLimits(total_mib=1))
    (uploads.folder / "0.txt").write_bytes(b"a" * (1 << 20))
    with pytest.raises(SettingsError, match="hold 1 MiB, the limit"):
        store(tight, "4.txt", b"text")


def test_a_broken_upload_leaves_nothing_behind(uploads: Uploads) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield b"half"
        raise SettingsError("The upload was broken off.")

    with pytest.raises(SettingsError, match="broken off"):
        run(uploads.store("a.txt", broken()))
    assert kept_in(uploads) == []


def test_a_full_disk_is_said(uploads: Uploads) -> None:
    async def full() -> AsyncIterator[bytes]:
        yield b"half"
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(DiskFull, match=r"a\.txt: no room left on the disk"):
        run(uploads.store("a.txt", full()))
    assert kept_in(uploads) == []


@pytest.mark.parametrize(
    "name", ["footnote.toml", ".footnote.toml", "x/questions.yaml", "FOOTNOTE.TOML", "Footnote.toml", "A.QUESTIONS.yml"]
)
def test_settings_and_tests_of_a_folder_are_not_taken(uploads: Uploads, name: str) -> None:
    assert own_kind(Path(cleaned_name(name).lower()))
    with pytest.raises(SettingsError, match="is no document; rename the file"):
        store(uploads, name, b"[page]\nnotice = 'mine'\n")
    assert not uploads.folder.exists()
    assert send(client_of(uploads), name.replace("/", "%2F"), b"[page]\noriginals = false\n", OWN)[0] == 422


def test_documents_of_the_owner_stay(uploads: Uploads, bot: ChatBot) -> None:
    with pytest.raises(SettingsError, match=r"notes/sun\.md: was not uploaded here"):
        uploads.remove("notes/sun.md")
    with pytest.raises(DocumentMissing, match=r"no document 'notes/gone\.md'"):
        uploads.remove("notes/gone.md")
    assert Path(bot.library.document("notes/sun.md").location).is_file()


def test_a_disk_that_is_full_at_the_build_is_said_without_its_places(
    uploads: Uploads, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> None:
        raise DiskFull("/srv/index/footnote.db: no room left on the disk")

    monkeypatch.setattr(uploads, "_built", full)
    store(uploads, "needles.md", NEEDLES)
    uploads.build()
    uploads.wait()
    assert uploads.standing().problem == (
        "There is no room left on the disk; the files are kept, so free some space and try again."
    )
    assert uploads.standing().waiting == 1


def test_a_busy_index_is_said_and_the_files_wait_for_another_try(uploads: Uploads, bot: ChatBot) -> None:
    store(uploads, "needles.md", NEEDLES)
    with Library.write(bot.library.path):
        uploads.build()
        uploads.wait()
        standing = uploads.standing()
    assert standing.problem.startswith("Another program is changing the index just now; the files are kept")
    assert (standing.is_busy, standing.waiting, standing.receipts) == (False, 1, ())
    uploads.build()
    uploads.wait()
    assert (uploads.standing().problem, len(uploads.standing().receipts)) == ("", 1)


def test_an_index_of_another_encoder_is_not_encoded_anew(bot: ChatBot, uploads: Uploads) -> None:
    store(uploads, "needles.md", NEEDLES)
    other = Uploads(ChatBot(bot.library, WordEncoder(fingerprint="words-2")))
    other.build()
    other.wait()
    assert "was built with the encoder 'words'" in other.standing().problem
    assert bot.library.manifest().encoder_fingerprint == "words-1"


def test_one_build_runs_at_a_time_and_what_comes_meanwhile_is_in_the_next(
    uploads: Uploads, bot: ChatBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached, go_on, running = threading.Event(), threading.Event(), []
    built = uploads._built

    def held() -> object:
        running.append(threading.active_count())
        reached.set()
        assert go_on.wait(LIMIT_S)
        return built()

    monkeypatch.setattr(uploads, "_built", held)
    store(uploads, "first.md", NEEDLES)
    uploads.build()
    assert reached.wait(LIMIT_S)
    store(uploads, "second.md", b"# Sun\n\nThe sun is far.\n")
    uploads.build()
    uploads.build()
    assert uploads.standing().is_busy
    go_on.set()
    uploads.wait()
    assert len(running) == 2
    assert sorted(Path(receipt.path).name for receipt in uploads.standing().receipts) == ["first.md", "second.md"]
    assert len(bot.library.documents()) == 4


def test_a_file_comes_over_http_straight_to_the_disk(uploads: Uploads) -> None:
    client = client_of(uploads)
    assert send(client, "l%C3%A9ase%2F..%2Fn%C3%A9edles.md", NEEDLES, OWN) == (200, {"name": "néedles.md"})
    assert (uploads.folder / "néedles.md").read_bytes() == NEEDLES
    assert "1 uploaded file is not in the index yet." in client.get("/footnote/uploads").json()["html"]
    assert client.post("/footnote/uploads/build", headers=OWN).status_code == 200
    uploads.wait()
    told = client.get("/footnote/uploads").json()
    assert (told["is_busy"], told["words"]) == (False, "1 file ready to be asked.")
    assert "néedles.md" in told["html"]
    assert str(uploads.folder) not in told["html"]
    removal = {"footnote-name": "index-uploads%2Fn%C3%A9edles.md", **OWN}
    assert client.post("/footnote/uploads/remove", headers=removal).status_code == 200
    uploads.wait()
    assert client.get("/footnote/uploads").json()["words"] == "Removed index-uploads/néedles.md."


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": "http://evil.invalid"},
        {"Origin": "null"},
        {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "http://testserver", "Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://testserver.evil.invalid"},
        {"Origin": "http://testserver:8080"},
    ],
)
@pytest.mark.parametrize("what", ["file", "build", "remove"])
def test_no_other_site_changes_the_documents(uploads: Uploads, headers: dict[str, str], what: str) -> None:
    answer = client_of(uploads).post(f"/footnote/uploads/{what}", content=NEEDLES, headers=headers)
    assert answer.status_code == 403
    assert "Only Footnote's own page" in answer.json()["detail"] or "Another website" in answer.json()["detail"]
    assert not uploads.folder.exists()


def test_an_upload_that_says_it_is_too_large_is_not_even_read(uploads: Uploads) -> None:
    answer = send(client_of(uploads), "a.txt", b"a" * ((1 << 20) + 1), OWN)
    assert answer == (413, {"detail": "This is larger than 1 MiB, which is the limit."})


def test_a_bad_name_and_a_missing_document_are_said(uploads: Uploads) -> None:
    client = client_of(uploads)
    assert send(client, "", b"text", OWN)[0] == 422
    missing = client.post("/footnote/uploads/remove", headers={"footnote-name": "notes/gone.md", **OWN})
    assert (missing.status_code, missing.json()["problem"]) == (
        404,
        "The index holds no document 'notes/gone.md' any more.",
    )


@pytest.mark.parametrize("what", ["file", "build", "remove"])
def test_read_only_means_that_nothing_changes(bot: ChatBot, what: str) -> None:
    uploads = Uploads(bot, is_read_only=True)
    answer = client_of(uploads).post(f"/footnote/uploads/{what}", content=NEEDLES, headers=OWN)
    assert answer.status_code == 403
    assert "--read-only" in answer.json()["problem"]
    with pytest.raises(SettingsError, match="--read-only"):
        store(uploads, "a.md", NEEDLES)
    with pytest.raises(SettingsError, match="--read-only"):
        uploads.remove("notes/sun.md")
    with pytest.raises(SettingsError, match="--read-only"):
        uploads.build()
    assert not uploads.folder.exists()


def test_what_a_killed_server_was_receiving_goes_after_a_day(uploads: Uploads) -> None:
    uploads.folder.mkdir()
    old, new = uploads.folder / ".part-old", uploads.folder / ".part-new"
    for part in (old, new):
        part.touch()
    os.utime(old, (0, 0))
    uploads.build()
    uploads.wait()
    assert kept_in(uploads) == [".part-new"]


def test_an_upload_stays_one_when_its_folder_is_renamed_and_its_index_is_gone(uploads: Uploads, tmp_path: Path) -> None:
    store(uploads, "same.md", SUN.encode())
    moved = uploads.folder.rename(tmp_path / "elsewhere")
    index = tmp_path / "another"
    build(index, [moved], WordEncoder())
    build(index, [tmp_path / "notes"], WordEncoder())
    with Library.open(index) as library:
        (upload,) = (each for each in library.documents() if each.is_upload)
        assert (upload.id, upload.same_as) == ("elsewhere/same.md", "notes/sun.md")
