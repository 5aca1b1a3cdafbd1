"""The routes to pages and files: who gets what, and what nobody gets."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from bot.errors import ReadingError, SettingsError
from bot.ingest.collection import folder_settings
from bot.ingest.drawing.png import size_of
from bot.records import Document, Span
from bot.ui.originals import add_routes, is_offered
from bot.ui.pdf_pages import PdfPages
from tests.ui.printed import FIRST, printed_document
from tests.ui.samples import FakeLibrary

if TYPE_CHECKING:
    from bot.chatbot import ChatBot


class Bot:
    """What the routes know of a bot."""

    def __init__(self, *documents: Document) -> None:
        self.library = FakeLibrary({document.id: document for document in documents})


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return printed_document(tmp_path_factory.mktemp("originals"))


@pytest.fixture
def pages() -> Iterator[PdfPages]:
    pages = PdfPages()
    yield pages
    pages.close()


@pytest.fixture
def client(printed: Document, pages: PdfPages) -> TestClient:
    text = replace(printed, id="print/notes.md", format="markdown", pages=())
    gone = replace(printed, id="print/gone.pdf", location=str(Path(printed.location).with_name("gone.pdf")))
    app = FastAPI()
    add_routes(app, cast("ChatBot", Bot(printed, text, gone)), pages)
    return TestClient(app)


@pytest.fixture
def offered(printed: Document) -> Iterator[Path]:
    """The settings file that offers the files of the folder."""
    path = Path(printed.location).with_name("footnote.toml")
    path.write_text("[page]\noriginals = true\n", encoding="utf-8")
    yield path
    path.unlink(missing_ok=True)


def test_a_page_is_sent_as_a_picture_that_may_be_kept(client: TestClient, printed: Document) -> None:
    wanted = {"document": printed.id, "page": "2", "sha256": printed.source_sha256}
    sent = client.get("/source/page.png", params=wanted)
    assert (sent.status_code, sent.headers["content-type"]) == (200, "image/png")
    assert size_of(sent.content) == (1600, 2071)
    assert sent.headers["cache-control"] == "private, max-age=86400, immutable"


@pytest.mark.parametrize(
    ("wanted", "status"),
    [
        ({"document": "print/care.pdf", "page": "0"}, 404),
        ({"document": "print/care.pdf", "page": "3"}, 404),
        ({"document": "print/care.pdf", "page": "1", "sha256": "another"}, 404),
        ({"document": "print/notes.md", "page": "1"}, 404),
        ({"document": "print/gone.pdf", "page": "1"}, 404),
        ({"document": "../../etc/passwd", "page": "1"}, 404),
        ({"document": "/etc/passwd", "page": "1"}, 404),
        ({"document": "print/care.pdf", "page": "one"}, 422),
        ({"page": "1"}, 422),
    ],
)
def test_what_is_no_page_of_the_library_is_not_sent(client: TestClient, wanted: dict[str, str], status: int) -> None:
    assert client.get("/source/page.png", params=wanted).status_code == status


def test_a_file_is_sent_only_while_its_owner_offers_it(client: TestClient, printed: Document, offered: Path) -> None:
    wanted = {"document": printed.id}
    sent = client.get("/source/original", params=wanted)
    assert sent.content == Path(printed.location).read_bytes()
    assert sent.headers["content-type"] == "application/octet-stream"
    assert sent.headers["content-disposition"] == "attachment; filename*=UTF-8''care.pdf"
    for settings in (
        "[page]\noriginals = false\n",
        "[page]\noriginals = 1\n",
        '[care]\nexamples = "care.toml"\n',
        "[page",
    ):
        offered.write_text(settings, encoding="utf-8")
        assert client.get("/source/original", params=wanted).status_code == 403
    offered.unlink()
    assert client.get("/source/original", params=wanted).status_code == 403
    assert client.get("/source/original", params={"document": "../care.pdf"}).status_code == 404


def test_a_file_that_changed_is_not_sent(pages: PdfPages, printed: Document, tmp_path: Path) -> None:
    folder = tmp_path / "print"
    folder.mkdir()
    (folder / "footnote.toml").write_text("[page]\noriginals = true\n", encoding="utf-8")
    (folder / "care.pdf").write_bytes(b"something else")
    (folder / "link.pdf").symlink_to("/etc/passwd")
    moved = [replace(printed, id=f"print/{name}", location=str(folder / name)) for name in ("care.pdf", "link.pdf")]
    folders = replace(printed, id="print", location=str(folder))
    app = FastAPI()
    add_routes(app, cast("ChatBot", Bot(*moved, folders)), pages)
    for document in moved:
        sent = TestClient(app).get("/source/original", params={"document": document.id})
        assert (sent.status_code, sent.json()["detail"][:26]) == (404, "The file has changed since")
    assert TestClient(app).get("/source/original", params={"document": "print"}).status_code == 403


def test_permission_is_that_of_the_built_folder_and_of_no_other(printed: Document, tmp_path: Path) -> None:
    inner = tmp_path / "docs" / "inner"
    inner.mkdir(parents=True)
    document = replace(printed, id="docs/inner/a.pdf", location=str(inner / "a.pdf"))
    (tmp_path / "footnote.toml").write_text("[page]\noriginals = true\n", encoding="utf-8")
    assert not is_offered(document)
    (inner / "footnote.toml").write_text("[page]\noriginals = true\n", encoding="utf-8")
    assert is_offered(document)
    (tmp_path / "docs" / "footnote.toml").write_text("[page]\noriginals = false\n", encoding="utf-8")
    assert not is_offered(document)
    (tmp_path / "docs" / "footnote.toml").write_text("[page]\noriginals = true\n", encoding="utf-8")
    assert is_offered(document)
    assert not is_offered(replace(document, location="/elsewhere/a.pdf"))
    assert not is_offered(replace(document, location="https://example.org/docs/inner/a.pdf"))


def test_the_setting_is_true_or_false() -> None:
    assert folder_settings(b"[page]\noriginals = true\n", "footnote.toml").originals
    with pytest.raises(SettingsError, match=r"footnote\.toml: 'originals' must be true or false, got 'yes'"):
        folder_settings(b'[page]\noriginals = "yes"\n', "footnote.toml")


def test_pages_are_kept_up_to_the_bytes_allowed(printed: Document) -> None:
    pages = PdfPages(kept_bytes=1)
    try:
        first = pages.picture(printed, 1)
        assert pages.picture(printed, 1) == first
        assert pages._kept == {}
        with pytest.raises(ReadingError, match="the document has no page 3 that can be drawn"):
            pages.picture(printed, 3)
    finally:
        pages.close()


def test_a_page_that_is_kept_is_not_drawn_again(printed: Document, pages: PdfPages, tmp_path: Path) -> None:
    first = pages.picture(printed, 1)
    assert pages.picture(replace(printed, location=str(tmp_path / "moved.pdf")), 1) is first
    start = printed.text.index(FIRST)
    assert len(pages.boxes(printed, 1, Span(start, start + len(FIRST))).boxes) == 2
