"""A PDF of two pages, called "iv" and "v", and the document that reading it gives."""

from pathlib import Path

from bot.config import ReadingLimits, SplitSettings
from bot.ingest.parsing import ParsingProcess
from bot.records import Document
from tests.ingest.pdf_files import Sheet, Words, lines, write_pdf
from tests.patience import LIMIT_S

FIRST = "After the second session the skin is calm, and no swelling is seen by anyone."
SECOND = "Cold packs are used for ten minutes at a time, never longer."
FILLER = [f"Sentence {k} tells of something else, such as how deep the light reaches." for k in range(1, 25)]
LABELS = "/PageLabels << /Nums [0 << /S /r /St 4 >>] >>"


def printed_bytes() -> bytes:
    """FIRST stands in two lines on the first page, SECOND in one on the second."""
    words = FIRST.split()
    split = [" ".join(words[:9]), " ".join(words[9:])]
    first = [*lines(FILLER, y=150, size=11), *lines(split, y=520, size=11)]
    second = [Words("Care at home", 72, 110, 15, is_bold=True), *lines([SECOND], y=150, size=11)]
    second += lines(FILLER, y=190, size=11)
    return write_pdf([Sheet(first), Sheet(second)], info="/Title (Laser care in print)", catalog=LABELS)


def printed_document(folder: Path) -> Document:
    """The document of that PDF, whose file is `folder/print/care.pdf`."""
    path = folder / "print" / "care.pdf"
    path.parent.mkdir()
    path.write_bytes(printed_bytes())
    with ParsingProcess(SplitSettings(), ReadingLimits(seconds=LIMIT_S)) as reading:
        parsed = reading.parse(path, "print/care.pdf")
    assert parsed is not None
    return parsed.document
