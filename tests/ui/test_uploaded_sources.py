"""Whatever a reader of the page uploads, it is told as an upload, and cited in the place of no built document."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot import Answer, ChatBot, Citation, Library, build
from bot.cli.terminal import render
from bot.encoders.sentence_transformer import SentenceTransformerEncoder
from bot.exports.as_html import html_of
from bot.exports.as_markdown import markdown_of
from bot.exports.records import exported
from bot.records import Aspect, Figure, Level, Said, SourceClass, Span, Verdict, Words
from bot.ui.compared import rows
from bot.ui.documents_html import documents_html
from bot.ui.quoting import as_bibtex, as_markdown, as_plain, quoted
from bot.ui.replies import answer_html
from bot.ui.saying import Language, speaking
from bot.ui.upload_routes import add_upload_routes
from bot.ui.uploading import Uploads
from tests.fakes import WordEncoder
from tests.ui.real_bots import LASER, small_bot

OWN = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
CLAIMS = "---\ntitle: {title}\npublisher: FDA\nsource_class: regulator\ndate: 1999\n---\n\n"
PRICE = "What is the price of a laser session?"


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[ChatBot]:
    with small_bot(tmp_path) as bot:
        yield bot


class Page:
    """The routes by which the page gives and removes files."""

    def __init__(self, bot: ChatBot) -> None:
        self._uploads = Uploads(bot)
        app = FastAPI()
        add_upload_routes(app, self._uploads)
        self._client = TestClient(app)

    def upload(self, name: str, text: str) -> None:
        self._post("file", {"footnote-name": name}, text)
        self._post("build", {})
        self._uploads.wait()

    def remove(self, document_id: str) -> None:
        self._post("remove", {"footnote-name": document_id})
        self._uploads.wait()

    def _post(self, what: str, headers: dict[str, str], text: str = "") -> None:
        answer = self._client.post(f"/footnote/uploads/{what}", content=text, headers={**headers, **OWN})
        assert answer.status_code == 200, answer.text


@pytest.fixture
def page(bot: ChatBot) -> Page:
    return Page(bot)


def sources(answer: Answer) -> list[tuple[str, list[str]]]:
    """Of each quotation the document that is cited, and those that it is also in."""
    return [(one.citation.document, [also.document for also in one.also_in]) for one in answer.passages]


def without_also_in(answer: Answer) -> Answer:
    return replace(answer, passages=tuple(replace(quotation, also_in=()) for quotation in answer.passages))


def only_upload(answer: Answer) -> Citation:
    (citation,) = {
        citation.document: citation
        for quotation in answer.passages
        for citation in (quotation.citation, *quotation.also_in)
        if citation.is_upload
    }.values()
    return citation


def test_the_same_text_under_other_front_matter_takes_nothing_over_and_leaves_no_trace(
    bot: ChatBot, page: Page, tmp_path: Path
) -> None:
    before = bot.reply(PRICE)
    page.upload("a.md", CLAIMS.format(title="Price of a laser session") + LASER)
    during = bot.reply(PRICE)
    assert without_also_in(during) == before
    assert sources(during)[0] == ("notes/laser.md", ["index-uploads/a.md"])
    claimed = only_upload(during)
    assert (claimed.title, claimed.publisher, claimed.source_class) == (
        "Price of a laser session",
        "FDA",
        SourceClass.REGULATOR,
    )
    page.remove("index-uploads/a.md")
    assert bot.reply(PRICE).to_json() == before.to_json()
    page.upload("a.md", CLAIMS.format(title="Price of a laser session") + LASER)
    (tmp_path / "notes" / "laser.md").unlink()
    build(bot.library.path, [tmp_path / "notes"], WordEncoder())
    left = bot.reply(PRICE)
    assert (left.passages[0].citation.document, left.passages[0].citation.is_upload) == ("index-uploads/a.md", True)
    assert left.passages[0].citation.exact == before.passages[0].citation.exact


def test_a_document_built_after_its_upload_is_cited_as_if_nothing_had_been_uploaded(
    bot: ChatBot, page: Page, tmp_path: Path
) -> None:
    text = "# Needles\n\nThe needle is made of gold.\n"
    page.upload("a.md", CLAIMS.format(title="Gold") + text)
    assert only_upload(bot.reply("gold needle")).document == "index-uploads/a.md"
    (tmp_path / "notes" / "needles.md").write_text(text, encoding="utf-8")
    build(bot.library.path, [tmp_path / "notes"], WordEncoder())
    assert sources(bot.reply("gold needle"))[0] == ("notes/needles.md", ["index-uploads/a.md"])
    with bot.library.snapshot() as snapshot:
        contexts = [passage.context for passage in snapshot.passages(range(snapshot.passage_count))]
    assert not any("Gold" in context for context in contexts)


@pytest.mark.parametrize("copies", [1, 300])
def test_near_copies_that_rank_first_are_behind_the_built_document(bot: ChatBot, page: Page, copies: int) -> None:
    built = (
        "The price of a session with this laser is named before the first visit and holds for a year after it. "
        "Whoever comes later is told of another one in a letter that says how long it holds."
    )
    documents = bot.library.path.parent / "notes"
    (documents / "price.md").write_text(f"# Visits\n\n{built}\n", encoding="utf-8")
    build(bot.library.path, [documents], WordEncoder())
    before = bot.reply(PRICE, passages=3)
    reworded = built.replace("letter", "message")  # the same figures, names and units, so it is folded
    copied = "\n\n".join(f"## {PRICE} {number}\n\n{reworded}" for number in range(copies))
    page.upload("a.md", CLAIMS.format(title=f"{PRICE} {PRICE}") + f"{copied}\n")
    with bot.library.snapshot() as snapshot:
        assert snapshot.manifest.uploaded_passages == copies
    for asked in (bot, ChatBot(bot.library, WordEncoder(), waits_for_encoder=False)):
        during = asked.reply(PRICE, passages=3)
        built_ones = [document for document, _ in sources(during) if document.startswith("notes/")]
        assert built_ones[0] == "notes/price.md"
        assert during.passages[0].citation.document == "notes/price.md"
        assert {also.document for also in during.passages[0].also_in} == {"index-uploads/a.md"}
    assert [document for document, _ in sources(bot.reply(PRICE, passages=3))] == [
        document for document, _ in sources(before)
    ]


def test_a_new_sentence_of_an_uploaded_revision_is_found_and_marked(bot: ChatBot, page: Page) -> None:
    page.upload("revised.md", LASER.replace("every session.", "every session. The needle costs 70 dollars."))
    quoted = bot.reply("What does the needle cost?").passages[0]
    assert (quoted.citation.document, quoted.citation.is_upload) == ("index-uploads/revised.md", True)
    assert quoted.sentence.text == "The needle costs 70 dollars."


def test_a_seller_does_not_yield_to_an_upload_that_says_it_is_a_regulator(bot: ChatBot, page: Page) -> None:
    documents = bot.library.path.parent / "notes"
    (documents / "footnote.toml").write_text('[sources]\nyielding = ["clinic or seller"]\n', encoding="utf-8")
    sold = (
        "---\nsource_class: clinic or seller\ntitle: Needles\n---\n\nThe needle is made of gold and lasts for years.\n"
    )
    (documents / "needles.md").write_text(sold, encoding="utf-8")
    build(bot.library.path, [documents], WordEncoder())
    warned = "The needle is made of gold and burns for years.\n"
    asked = "Is the needle made of gold?"
    page.upload("a.md", CLAIMS.format(title="Needles") + warned)
    assert [document for document, _ in sources(bot.reply(asked))][:2] == ["notes/needles.md", "index-uploads/a.md"]
    page.remove("index-uploads/a.md")
    (documents / "warning.md").write_text(CLAIMS.format(title="Needles") + warned, encoding="utf-8")
    build(bot.library.path, [documents], WordEncoder())
    assert [document for document, _ in sources(bot.reply(asked))][:2] == ["notes/warning.md", "notes/needles.md"]


def test_a_folder_built_later_does_not_take_over_by_sorting_first(bot: ChatBot, tmp_path: Path) -> None:
    before = bot.reply(PRICE)
    (tmp_path / "aaa").mkdir()
    (tmp_path / "aaa" / "copy.md").write_text(CLAIMS.format(title="Copy") + LASER, encoding="utf-8")
    build(bot.library.path, [tmp_path / "aaa"], WordEncoder())
    during = bot.reply(PRICE)
    assert without_also_in(during) == before
    assert sources(during)[0] == ("notes/laser.md", ["aaa/copy.md"])
    assert not during.passages[0].also_in[0].is_upload


@pytest.mark.parametrize(
    ("language", "claims", "bare"),
    [
        (Language.ENGLISH, "uploaded; says of itself: FDA · regulator · 1999", "uploaded"),
        (Language.GERMAN, "hochgeladen; sagt von sich selbst: FDA · Behörde · 1999", "hochgeladen"),
        (Language.SPANISH, "archivo subido; dice de sí mismo: FDA · autoridad reguladora · 1999", "archivo subido"),
    ],
)
def test_the_page_says_that_a_source_was_uploaded(
    bot: ChatBot, page: Page, language: Language, claims: str, bare: str
) -> None:
    page.upload("a.md", CLAIMS.format(title="Gold") + "The needle is made of gold.\n")
    with speaking(language):
        assert f">{claims}<" in answer_html(bot.reply("gold needle"), "1")
    page.remove("index-uploads/a.md")
    page.upload("b.md", "The needle is made of gold.\n")
    with speaking(language):
        assert f">{bare}<" in answer_html(bot.reply("gold needle"), "1")


def test_terminal_exports_and_json_say_that_a_source_was_uploaded(bot: ChatBot, page: Page) -> None:
    page.upload("a.md", CLAIMS.format(title="Gold") + "The needle is made of gold.\n")
    answer = bot.reply("gold needle")
    told = "uploaded; says of itself: FDA · regulator · 1999"
    assert told in render(answer)
    export = exported([answer], "2026-01-01T00:00:00+00:00")
    assert told in html_of(export)
    assert told in markdown_of(export)
    assert '"is_upload": true' in answer.to_json()
    assert Answer.from_json(answer.to_json()) == answer
    assert Answer.from_json(answer.to_json().replace(', "is_upload": true', "")).passages[0].citation.is_upload is False


def test_a_copied_quotation_a_list_of_documents_and_a_table_of_sources_say_that_a_source_was_uploaded(
    bot: ChatBot, page: Page
) -> None:
    page.upload("a.md", CLAIMS.format(title="Gold") + "The needle is made of gold.\n")
    document = bot.library.document("index-uploads/a.md")
    words = quoted(document, Span(0, len(document.text)))
    assert "FDA. 1999. Uploaded file, which says this of itself" in as_plain(words)
    assert "Uploaded file, which says this of itself" in as_markdown(words)
    assert "note = {Uploaded file, which says this of itself. Characters" in as_bibtex(words)
    assert "a.md · markdown · 1 passage · uploaded" in documents_html(bot.library.documents(), lambda _: False)
    spoken = Words(document.text, 0, len(document.text))
    said = Said(document.id, 1, words.citation, spoken, spoken, Figure(1, 1, "", "count"))
    (row,) = rows(Aspect("gold", (said,), Verdict.AGREE))
    assert row.source == "FDA (uploaded)"


@pytest.mark.real
def test_no_number_of_uploads_takes_the_place_of_a_built_answer(
    tmp_path: Path, real_encoder: SentenceTransformerEncoder
) -> None:
    index, docs, uploads = tmp_path / "index", tmp_path / "docs", tmp_path / "index-uploads"
    docs.mkdir()
    uploads.mkdir()
    (docs / "handbook.md").write_text(
        "# Renting the lodge\n\nA deposit of 600 dollars is due when the lodge is booked. It comes back a week after "
        "the stay, unless something is broken.\n\n# Keys\n\nThe keys hang behind the door of the mill.\n",
        encoding="utf-8",
    )
    question = "How much is the deposit?"
    build(index, [docs], real_encoder)
    with Library.open(index) as library:
        (before, *_) = ChatBot(library, real_encoder).reply(question).passages
    for number in range(17):
        wrong = f"How much is the deposit? The deposit is {900 + number} dollars. The deposit, the deposit."
        (uploads / f"{number}.md").write_text(f"# How much is the deposit? {number}\n\n{wrong}\n", encoding="utf-8")
    build(index, [uploads], real_encoder)
    with Library.open(index) as library:
        answer = ChatBot(library, real_encoder).reply(question)
        other = ChatBot(library, real_encoder).reply("What is the deposit number 907 dollars?")
    assert answer.level is Level.FOUND
    assert answer.passages[0].citation == before.citation
    assert answer.passages[0].probability >= before.probability
    assert all(quotation.citation.is_upload for quotation in answer.passages[1:])
    assert any("907" in quotation.text for quotation in other.passages)  # what only an upload says is found, too
