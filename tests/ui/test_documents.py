"""The list of documents, a choice among them, and receipts, as HTML and values."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from bot import ChatBot
from bot.errors import SettingsError
from bot.feedback.store import FeedbackStore
from bot.ingest.progress import Stage
from bot.library import DocumentSummary
from bot.records import SourceClass
from bot.records.documents import Dropped
from bot.records.receipts import FileStatus, LeftOut, Receipt
from bot.ui.choosing import Choice, ChoosingEvents, choice_of
from bot.ui.documents_html import SHOWN_DOCUMENTS, documents_html
from bot.ui.documents_pane import DocumentsEvents, documents_pane
from bot.ui.exchanges import Asked, Exchange
from bot.ui.receipts_html import standing_html, standing_words
from bot.ui.uploading import Standing, Uploads
from tests.ui.real_bots import small_bot

HOSTILE = "<img src=x onerror=alert(1)>\"'"


def summary(document_id: str, title: str = "", passages: int = 3, same_as: str = "") -> DocumentSummary:
    location = f"/home/ada/{document_id}"
    return DocumentSummary(
        document_id, title, location, "unknown", SourceClass.UNKNOWN, "unknown", "text", passages, 90, same_as
    )


DOCUMENTS = (
    summary("contracts/a.md", "Lease"),
    summary("contracts/b/c.txt"),
    summary("minutes/may.md", "May", same_as="contracts/a.md"),
)


def is_uploaded(location: str) -> bool:
    return location.startswith("/home/ada/minutes/")


def test_a_choice_holds_whole_collections_and_single_documents_as_far_as_they_are_there() -> None:
    choice = Choice(("minutes",), ("contracts/b/c.txt", "contracts/gone.md"))
    assert choice.within(DOCUMENTS) == ("contracts/b/c.txt", "minutes/may.md")
    later = (*DOCUMENTS, summary("minutes/june.md"), summary("minutes-old/june.md"))
    assert choice.within(later) == ("contracts/b/c.txt", "minutes/may.md", "minutes/june.md")
    assert Choice((), ()).within(DOCUMENTS) == ()


@pytest.mark.parametrize(
    "sent", [None, 7, " ", "minutes", "[]", "{}", '{"collections": "minutes", "documents": []}', '{"collections": []}']
)
def test_what_is_no_choice_is_refused_and_never_taken_for_all_documents(sent: object) -> None:
    with pytest.raises(SettingsError, match="did not say which documents to ask"):
        choice_of(sent)


def test_a_page_without_a_choice_asks_all_documents() -> None:
    assert choice_of("") is None


def test_documents_are_listed_by_collection_with_counts() -> None:
    drawn = documents_html(DOCUMENTS, is_uploaded)
    assert drawn.count("<section") == 2
    assert 'data-documents="3"' in drawn
    assert "2 documents" in drawn
    assert "1 document<" in drawn
    assert "b/c.txt · text · 3 passages" in drawn
    assert "same text as contracts/a.md" in drawn


def test_only_uploaded_documents_can_be_removed_and_none_of_a_read_only_page() -> None:
    drawn = documents_html(DOCUMENTS, is_uploaded)
    assert "Uploaded here" in drawn
    assert drawn.count('data-action="remove"') == drawn.count('aria-label="Remove May"') == 1
    assert 'data-action="remove"' not in documents_html(DOCUMENTS, is_uploaded, is_read_only=True)
    assert "fn-upload" in str(documents_pane(is_read_only=False).html_template)
    assert "fn-upload" not in str(documents_pane(is_read_only=True).html_template)


def test_an_empty_library_and_a_large_collection_say_so() -> None:
    assert "holds no document yet" in documents_html((), is_uploaded)
    many = tuple(summary(f"all/{number:05}.md") for number in range(SHOWN_DOCUMENTS + 1_500))
    drawn = documents_html(many, is_uploaded)
    assert drawn.count("fn-one") == SHOWN_DOCUMENTS
    assert "1,500 more are not listed; they are chosen with their collection." in drawn
    assert f'data-count="{SHOWN_DOCUMENTS + 1_500}"' in drawn


def test_names_and_titles_stay_text() -> None:
    drawn = documents_html([summary(f"{HOSTILE}/a{HOSTILE}.md", HOSTILE)], lambda _: True)
    assert "<img" not in drawn
    assert 'onerror=alert(1)>"' not in drawn


def told(html: str) -> str:
    """The text of every cell of a receipt, without marks."""
    import re

    return re.sub(r"\s*<[^>]+>\s*", "|", html)


def test_a_receipt_says_what_of_a_file_is_not_in_the_text() -> None:
    receipt = Receipt(
        path="/srv/index-uploads/scan.pdf",
        document="index-uploads/scan.pdf",
        status=FileStatus.ADDED,
        format="pdf",
        pages=12,
        passages=1_204,
        blank_pages=(2, 3, 4, 5, 6, 7, 8),
        scans=(2, 3, 4, 5, 6, 7),
        encoding="cp1252",
        repaired=1,
        dropped=(Dropped("a picture", 0), Dropped("hidden text", 12)),
    )
    drawn = standing_html(Standing(receipts=(receipt,)))
    assert "/srv" not in drawn
    for said in (
        "scan.pdf",
        "✓ added",
        "pdf",
        "|12|",
        "1,204",
        "scanned pages without text: 2, 3, 4, 5, 6 and 1 more",
        "empty pages: 8",
        "1 character not readable as cp1252",
        "left out: a picture · left out: hidden text (12 characters)",
    ):
        assert said in told(drawn)


def test_what_was_not_taken_has_its_reason_without_the_place_on_the_server() -> None:
    path = f"/srv/index-uploads/{HOSTILE}.bin"
    refused = Receipt(path, "d", FileStatus.REFUSED, reason=f"{path}: holds <b>; see {path}.")
    left_out = LeftOut("/srv/index-uploads/no.html", "asks not to be indexed; take it out of the folder.")
    standing = Standing(receipts=(refused,), left_out=(left_out,))
    drawn = standing_html(standing)
    assert "/srv" not in drawn
    assert "<img" not in drawn
    assert "<b>" not in drawn
    assert ">asks not to be indexed.<" in drawn
    assert standing_words(standing) == "2 not taken; the table says why."


def test_files_that_wait_can_be_read_by_a_button() -> None:
    drawn = standing_html(Standing(waiting=2, problem="The index is busy."))
    assert "2 uploaded files are not in the index yet." in drawn
    assert 'data-action="build"' in drawn
    assert "busy" not in drawn  # that is told once, beside it
    assert "button" not in standing_html(Standing(waiting=2, is_busy=True))


@pytest.mark.parametrize(
    ("standing", "words"),
    [
        (Standing(), ""),
        (Standing(is_busy=True), "Looking at the files…"),
        (Standing(is_busy=True, done=1, total=2), "Reading: 1 of 2 new files…"),
        (Standing(is_busy=True, stage=Stage.ENCODING, done=0, total=1), "Encoding: 0 of 1 text…"),
        (Standing(is_busy=True, stage=Stage.PUBLISHING), "Making the files ready to be asked…"),
        (Standing(problem="The disk is full."), "The disk is full."),
        (Standing(waiting=2), ""),
        (Standing(removed=("u/a.md", "u/b.md")), "Removed u/a.md, u/b.md."),
        (
            Standing(receipts=(Receipt("a", "a", FileStatus.ADDED),), removed=("u/b.md",)),
            "1 file ready to be asked. Removed u/b.md.",
        ),
        (Standing(receipts=(Receipt("a", "a", FileStatus.DUPLICATE, same_as="b"),)), "1 file ready to be asked."),
    ],
)
def test_how_far_the_uploads_are_is_one_sentence(standing: Standing, words: str) -> None:
    assert standing_words(standing) == words


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[ChatBot]:
    with small_bot(tmp_path) as bot:
        yield bot


def choosing(documents: Sequence[str], collections: Sequence[str] = ()) -> str:
    """What a page sends."""
    return json.dumps({"collections": list(collections), "documents": list(documents)})


def test_a_question_goes_to_what_its_own_page_says_that_it_asks(bot: ChatBot) -> None:
    conversing = ChoosingEvents(bot, FeedbackStore(bot.library.path), ())
    asked = Asked(Exchange("laser"))

    def cited(chosen: str) -> set[str]:
        answered = json.loads(conversing.answer(asked, chosen))["kept"]["1"]["answer"]
        return {quotation["citation"]["document"] for quotation in answered["passages"]}

    assert cited(choosing(["notes/sun.md"])) == {"notes/sun.md"}
    assert cited(choosing(["notes/sun.md", "notes/gone.md"])) == {"notes/sun.md"}
    assert cited(choosing([], ["notes"])) == cited("") == {"notes/laser.md", "notes/sun.md"}
    for none in (choosing([]), choosing(["notes/gone.md"], ["gone"])):
        with pytest.raises(SettingsError, match="No document is chosen"):
            cited(none)


def test_the_list_says_why_it_cannot_be_made(bot: ChatBot) -> None:
    listing = DocumentsEvents(bot, Uploads(bot))
    assert "notes/sun.md" in listing.listed()
    bot.library.close()
    for name in ("manifest.json", "footnote.db"):
        (bot.library.path / name).unlink()
    assert "fn-problem" in listing.listed()
