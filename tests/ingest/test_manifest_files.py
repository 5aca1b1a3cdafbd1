"""Every file of the evaluation folder, read by one reading process: what must come of each is in the table below.

The folder (`shared/data/files`, found beside the project) is no part of it: where it is absent nothing is checked.
"""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from bot.config import ReadingLimits, SplitSettings
from bot.errors import ReadingError
from bot.ingest.parsing import Parsed, ParsingProcess
from bot.text.normalise import clean
from tests.ingest.test_split_properties import assert_faithful
from tests.patience import LIMIT_S

LEAK = "CANARY-XXE-LEAK-7f3a"
MAX_BYTES = 2 << 30
WEIGHED_EVERY_S = 0.2
MEMORY_MIB = ReadingLimits().memory_mib
LOCKED = r"encrypted and needs a password"
NO_TEXT = r"holds no text"
SCAN = r"holds no text, .*(is an image|are images)"
UNLOCKED = "pdf encryption test password: asdfzxcv"
LOREM = "Lorem ipsum dolor sit amet, consetetur sadipscing elitr"


@dataclass(frozen=True)
class Expected:
    """What the text holds and lacks when it is read, or the reason of the refusal; with both, either will do."""

    holds: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    refused: str = ""


def holds(*words: str, lacks: tuple[str, ...] = ()) -> Expected:
    return Expected(words, lacks)


def refused(reason: str) -> Expected:
    return Expected(refused=reason)


def either(reason: str, *words: str, lacks: tuple[str, ...] = ()) -> Expected:
    return Expected(words, lacks, reason)


DOCX_MARKS = ("314b0a30-5b04-470b-b9f7-eed2c2bec74a", "49e168b7-d2ae-407f-a055-2167576f39a1")
DOCX_HEADINGS = ("d666f1f7-46cb-42bd-9a39-9a39cf2a509f", "Abstract")
TABLE: dict[str, Expected] = {
    "pdf/minimal-document.pdf": holds(LOREM),
    "pdf/pdflatex-image.pdf": holds(LOREM),
    "pdf/libreoffice-writer-password.pdf": refused(LOCKED),
    "pdf/imagemagick-ASCII85Decode.pdf": refused(SCAN),
    "pdf/imagemagick-images.pdf": refused(SCAN + r".*OCR"),
    "pdf/inline-image.pdf": holds("Test"),
    "pdf/pdflatex-forms.pdf": holds("Name", "Submit"),
    "pdf/libreoffice-form.pdf": holds("First Name", "Nationality"),
    "pdf/mistitled_outlines_example.pdf": holds("Contents", "Foo", "Baz"),
    "pdf/habibi-rotated.pdf": holds("habibi"),
    "pdf/libre-office-link.pdf": holds("This is a link to an awesome blog."),
    "pdf/base64image.pdf": holds("www.PDFAnnotator.com"),
    "pdf/output_with_metadata_pymupdf.pdf": holds("Hello, World!"),
    "pdf/pdfkit.pdf": holds("Foo: bar"),
    "pdf/annotated_pdf.pdf": holds("Some text.", "Not highlighted"),
    "pdf/multicolumn.pdf": holds("Two-Column Document with Lorem Ipsum", "This is a sample document with two columns"),
    "pdf/AutoCad_Simple.pdf": holds("EXAMPLE"),
    "pdf/GeoBase_NHNC1_Data_Model_UML_EN.pdf": holds("National Hydro Network, Canada"),
    "pdf/Sample_Td-matrix.pdf": holds("Hello PDF"),
    "pdf/Seige_of_Vicksburg_Sample_OCR.pdf": holds("it became too conspicuous and dangerous for use"),
    "pdf/box.pdf": refused(SCAN),
    "pdf/commented-xmp.pdf": holds("The Crazy Ones", "The troublemakers."),
    "pdf/crazyones-encrypted-256.pdf": either(LOCKED, "The troublemakers."),
    "pdf/encrypted-file.pdf": refused(LOCKED),
    "pdf/r2-empty-password.pdf": holds(UNLOCKED),
    "pdf/r2-user-password.pdf": refused(LOCKED),
    "pdf/r3-user-password.pdf": refused(LOCKED),
    "pdf/r4-aes-v2-no-key-length.pdf": holds(UNLOCKED),
    "pdf/r4-user-password.pdf": refused(LOCKED),
    "pdf/r5-owner-password.pdf": holds(UNLOCKED),
    "pdf/r6-both-passwords.pdf": refused(LOCKED),
    "pdf/r6-owner-password.pdf": holds(UNLOCKED),
    "pdf/unencrypted.pdf": holds(UNLOCKED),
    "pdf/form.pdf": holds("foo"),
    "pdf/form_evince.pdf": holds("foo"),
    "pdf/hello-world.pdf": holds("Hello World", "Привет, мир", "你好世界"),
    "pdf/2c23_imagemagick-CCITTFaxDecode.pdf": refused(SCAN),
    "pdf/4fee_imagemagick-lzw.pdf": refused(SCAN),
    "pdf/inkscape-abc.pdf": holds("A", "B", "C"),
    "pdf/issue-301.pdf": holds("e"),
    "pdf/issue-914-xmp-data.pdf": holds("商品编码"),
    "pdf/labeled-edges-center-image.pdf": holds("Top Left", "Centered", "Bottom Right"),
    "pdf/d97f_libreoffice-writer-password.pdf": refused(LOCKED),
    "pdf/missing_info.pdf": holds("PDF document without /Info key in document root."),
    "pdf/outline-without-title.pdf": holds("Contents", "Foo", "Baz"),
    "pdf/d2c8_pdflatex-forms.pdf": holds("Name", "Submit"),
    "pdf/reportlab-inline-image.pdf": holds("Test"),
    "pdf/test Orient.pdf": holds("This is box text on left written vertically"),
    "pdf/two-different-pages.pdf": holds("1", "2"),
    "pdf/annotations.pdf": holds("Dummy PDF file"),
    "pdf/empty.pdf": refused(NO_TEXT),
    "pdf/hello_structure.pdf": holds("Hello World", "Goodbye"),
    "pdf/issue-192-example.pdf": holds("Agaaaaa"),
    "pdf/issue-33-lorem-ipsum.pdf": holds("Voluptatem", "Quisquam"),
    "pdf/issue-71-duplicate-chars.pdf": holds("项目描述：负责四川省甘孜州丹巴磨子电站", lacks=("项项", "目目")),
    "pdf/issue-848.pdf": holds("three police officers have been murdered"),
    "pdf/la-precinct-bulletin-2014-p1.pdf": holds("REGISTRAR-RECORDER/COUNTY CLERK"),
    "pdf/malformed-from-issue-932.pdf": either("cannot be opened", "2021"),
    "pdf/password-example.pdf": refused(LOCKED),
    "pdf/pdffill-demo.pdf": holds("You can open a PDF or create a blank PDF by PDFill."),
    "pdf/senate-expenditures.pdf": holds("DOCUMENT NO.", "PAYEE NAME"),
    "pdf/word365_structure.pdf": holds("Titre", "Liste 3", "Liste numérotée 2"),
    "pdf/RECEIPT-2024-TXN-98765_retail_purchase.pdf": holds("TECHMART ELECTRONICS", "San Francisco, CA 94103"),
    "pdf/SPARSE-2024-INV-1234_borderless_table.pdf": holds("INVENTORY RECONCILIATION REPORT"),
    "pdf/masterformat_partial_numbering.pdf": holds("RFP for Construction Management Services"),
    "other/random.bin": refused("binary data"),
    "docx/test.docx": holds(*DOCX_MARKS, *DOCX_HEADINGS, lacks=("data:image/png;base64",)),
    "other/test.json": holds("5b64c88c-b3c3-4510-bcb8-da0b200602d8", "9700dc99-6685-40b4-9a3a-5e406dcb37f3"),
    "other/test.pptx": holds(
        "2cdda5c8-e50e-4db4-b5f0-9722a649f455",
        "04191ea8-5c73-4215-a1d3-1cfb43aaaf12",
        "44bf7d06-5e7a-4a40-a2e1-a2e42ef28c8a",
        "1b92870d-e3b5-4e65-8153-919f4ff45592",
        lacks=("![", "Picture4.jpg"),
    ),
    "other/test.xlsx": holds(
        "09060124-b5e7-4717-9d07-3c046eb",
        "6ff4173b-42a5-4784-9b19-f49caff4d93d",
        "affc7dad-52dc-4b98-9b5d-51e65d8a8ad0",
    ),
    "other/test_files.zip": holds(*DOCX_MARKS, *DOCX_HEADINGS),
    "other/test_notebook.ipynb": holds("Test Notebook", 'print("markitdown")', lacks=("nbformat", "nbformat_minor")),
    "other/test_rss.xml": holds(
        "The Official Microsoft Blog",
        "Ignite 2024: Why nearly 70% of the Fortune 500 now use Microsoft 365 Copilot",
        "In the case of AI, it is absolutely true that the industry is moving incredibly fast",
        lacks=("<rss", "<feed"),
    ),
    "docx/comments.docx": holds("Ouch."),
    "docx/empty.docx": refused(NO_TEXT),
    "docx/external-picture.docx": refused(NO_TEXT),
    "docx/footnotes.docx": holds("Ouch.", "A tachyon walks into a bar.", "Fin."),
    "docx/single-paragraph.docx": holds("Walking on imported air"),
    "docx/strikethrough.docx": holds("Today's Special: Salmon"),
    "docx/text-box.docx": holds("Datum plane"),
    "docx/tiny-picture.docx": refused(NO_TEXT),
    "docx/utf8-bom.docx": holds("This XML has a byte order mark."),
    "docx/blk-paras-and-tables.docx": holds("Lorem ipsum dolor sit amet", "Text before", "Text after"),
    "docx/doc-no-coreprops.docx": refused(NO_TEXT),
    "docx/par-hyperlinks.docx": holds("One awesome hyperlink.", "the first one here, the second one, and the third."),
    "docx/par-rendered-page-breaks.docx": holds("No page breaks", "this hyperlink and another one here"),
    "docx/set-no-settings-part.docx": refused(NO_TEXT),
    "docx/tbl-cell-access.docx": holds("1", "9"),
    "docx/having-images.docx": refused(NO_TEXT),
    "docx/77e1_test.docx": holds("python-docx was here!", "python-docx was here too!"),
    "malicious/xxe_net.docx": refused("entit"),
    "malicious/billion_laughs.docx": refused("entit"),
    "malicious/xxe_file.xml": either("entit", lacks=(LEAK,)),
    "malicious/xxe_file.html": holds("visible text", lacks=(LEAK,)),
    "malicious/billion_laughs.svg": refused("SVG image"),
    "malicious/quadratic.xml": either("entit", lacks=(LEAK,)),
    "malicious/quadratic.html": holds("visible text", lacks=(LEAK,)),
    "malicious/xxe_net.svg": refused("SVG image"),
    "malicious/zipbomb_512MB.docx": refused("unpacks to 513 MiB"),
    "malicious/nested_zip_bomb.zip": refused("no file that can be read|unpack"),
    "malicious/zip_traversal.zip": either("link|outside", "traversal"),
    "malicious/external_rel.docx": holds("external rel text"),
    "malicious/no_document.docx": refused("word/document.xml"),
    "malicious/bad_crc.docx": holds("crc"),
    "malicious/ole_encrypted.docx": refused("password|encrypt"),
    "malicious/huge_paragraphs.docx": holds("Paragraph 0 about topic 0.", "Paragraph 59999 about topic"),
    "generated_ok/hidden_text.docx": holds("shown", lacks=("HIDDEN-TEXT",)),
    "malicious/js_openaction.pdf": holds("Hello from a generated PDF", lacks=("app.alert",)),
    "malicious/truncated.pdf": either("cannot be opened as a PDF", "Hello"),
    "malicious/bad_startxref.pdf": either("cannot be opened as a PDF", "Hello from a generated PDF"),
    "malicious/page_parent_loop.pdf": either("cannot be opened as a PDF", "Hello from a generated PDF"),
    "malicious/same_page_100k.pdf": refused("100,?000 pages|took longer than"),
    "malicious/flate_bomb_double.pdf": refused(f"of {MEMORY_MIB} MiB in use|needs more than {MEMORY_MIB} MiB"),
    "malicious/xobject_loop.pdf": either("cannot be opened as a PDF", "Hello from a generated PDF"),
    "malicious/random.pdf": refused("binary data|cannot be opened as a PDF"),
    "malicious/html_named.pdf": either("HTML", "I am HTML", lacks=("<",)),
    "malicious/pdf_named.txt": either("a PDF", "Hello from a generated PDF", lacks=("endobj",)),
    "malicious/polyglot.pdf.html": either("a PDF", "Hello from a generated PDF", lacks=("script",)),
    "malicious/deep_div.html": holds("deep words"),
    "malicious/title_xss.txt": holds("<img src=x onerror=alert(document.domain)>"),
    "malicious/prompt_injection.html": holds("Refund window is 30 days.", lacks=("ignore", "IGNORE", "Ignore")),
    "malicious/unclosed.html": holds("unclosed text"),
    "malicious/table_bomb.html": holds("c"),
    "encodings/latin1_decl_utf8.html": holds("Café déjà vu, naïve façade"),
    "encodings/gb18030.html": holds("北京是中国的首都"),
    "encodings/utf8_bom.html": holds("Café 東京 Москва €"),
    "encodings/utf8_bom.txt": holds("Café 東京 €"),
    "encodings/utf16le_nobom.txt": holds("Café 東京 €"),
    "encodings/latin1.txt": holds("Café déjà vu naïve façade"),
    "encodings/sjis.txt": holds("東京は日本の首都です"),
    "encodings/koi8r.txt": holds("Москва столица России"),
    "text_edge/empty.txt": refused(NO_TEXT),
    "text_edge/whitespace.txt": refused(NO_TEXT),
    "text_edge/invalid_utf8.txt": holds("good text \ufffd", "tail"),
    "text_edge/cr_only.txt": holds("line one line two line three"),
    "text_edge/no_spaces_1MB.txt": holds("a" * 1_000_000),
    "text_edge/zalgo.txt": holds("\u0338"),
    "text_edge/emoji.txt": holds("👩\u200d👩\u200d👧\u200d👦 family 🇫🇷 flag 🏳️\u200d🌈"),
    "text_edge/soft_hyphen.txt": holds("photo\xadsyn\xadthesis"),
    "text_edge/ragged.csv": holds("unclosed", "7"),
    "text_edge/huge_field.csv": holds("x" * 131_073),
    "text_edge/md_nested.md": holds("deep quote"),
    "text_edge/dots.txt": holds(". . . ."),
    "text_edge/bad.json": refused("JSON is broken"),
    "text_edge/dup_a.txt": holds("The warranty period for the X100 is 24 months."),
    "text_edge/name with spaces & ünïcode (1).txt": holds("file name test"),
    f"text_edge/{'a' * 200}.txt": holds("long name"),
    "text_edge/UPPER.TXT": holds("upper-case extension"),
    "malicious/xxe.epub": either("entit", lacks=(LEAK,)),
    "malicious/drm.epub": refused(r"DRM"),
    "malicious/traversal.epub": either("outside", "trav"),
}


def evaluation_files() -> Path | None:
    folders = (parent / "shared" / "data" / "files" for parent in Path(__file__).resolve().parents)
    return next((folder for folder in folders if folder.is_dir()), None)


def read_all(folder: Path) -> dict[str, Parsed | str | None]:
    outcomes: dict[str, Parsed | str | None] = {}
    with ParsingProcess(SplitSettings(), ReadingLimits(seconds=LIMIT_S)) as reading:
        for name in TABLE:
            try:
                outcomes[name] = reading.parse(folder / name, name)
            except ReadingError as error:
                outcomes[name] = str(error)
    return outcomes


def fault(expected: Expected, outcome: Parsed | str | None) -> str:
    """What is wrong with an outcome, or ""."""
    if outcome is None:
        return "left out"
    if isinstance(outcome, str):
        return "" if expected.refused and re.search(expected.refused, outcome) else f"refused: {outcome}"
    if expected.refused and not (expected.holds or expected.lacks):
        return f"read: {outcome.document.text[:100]!r}"
    text = " ".join(outcome.document.text.split())
    missing = [words for words in expected.holds if words not in text]
    present = [words for words in (*expected.lacks, LEAK) if words in text]
    return f"lacks {missing}, holds {present}" if missing or present else ""


@contextmanager
def weighed() -> Iterator[list[int]]:
    """The bytes that this process's children held together, weighed five times a second."""
    weights: list[int] = []
    is_over = threading.Event()

    def weigh() -> None:
        while not is_over.wait(WEIGHED_EVERY_S):
            for child in psutil.Process().children(recursive=True):
                try:
                    weights.append(child.memory_info().rss)
                except psutil.Error:
                    continue

    thread = threading.Thread(target=weigh)
    thread.start()
    yield weights
    is_over.set()
    thread.join()


def snapshot(folder: Path) -> list[tuple[str, int, int]]:
    entries = [path for path in folder.rglob("*") if path.is_file()]
    return sorted((str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in entries)


@pytest.mark.real
def test_every_evaluation_file_is_read_or_refused_as_the_manifest_expects(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = evaluation_files()
    if folder is None:
        return
    monkeypatch.chdir(tmp_path)
    before = snapshot(folder)
    with weighed() as weights:
        outcomes = read_all(folder)
    assert snapshot(folder) == before
    assert list(tmp_path.iterdir()) == []
    assert max(weights) < MAX_BYTES
    faults = {name: fault(TABLE[name], outcome) for name, outcome in outcomes.items()}
    assert {name: what for name, what in faults.items() if what} == {}
    for parsed in outcomes.values():
        if isinstance(parsed, Parsed):
            assert clean(parsed.document.text) == parsed.document.text
            assert_faithful(parsed.document, parsed.passages)
    assert_pages_are_as_listed(folder, outcomes)


def assert_pages_are_as_listed(folder: Path, outcomes: dict[str, Parsed | str | None]) -> None:
    """The manifest lists every file of the table, and how many pages some of them have."""
    lines = (folder / "manifest.tsv").read_text(encoding="utf-8").splitlines()[1:]
    listed = {line.split("\t")[0]: re.search(r"\bpages=(\d+)", line) for line in lines}
    assert sorted(listed) == sorted(TABLE)
    wrong = [
        name
        for name, pages in listed.items()
        if pages and isinstance(parsed := outcomes[name], Parsed) and len(parsed.document.pages) != int(pages[1])
    ]
    assert wrong == []
