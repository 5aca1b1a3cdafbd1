"""The drawing process over real files, and over a child that misbehaves."""

import hashlib
import io
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import psutil
import pytest
from PIL import Image

from bot.errors import ReadingError
from bot.ingest.drawing import DRAWING_LIMITS, DrawingProcess, PdfPage
from bot.ingest.drawing.messages import MAX_PIXELS, PICTURE_WIDTH, decoded_answer
from bot.ingest.drawing.png import png_of, size_of
from bot.ingest.parsing import running_child
from bot.ingest.parsing.receiving import Nonsense
from bot.ingest.readers.pdf import PdfReader
from bot.records import Span
from bot.records.documents import Page
from tests.conftest import ROOT
from tests.ingest.pdf_files import HEIGHT, WIDTH, Sheet, lines, write_pdf
from tests.patience import LIMIT_S

LIMITS = replace(DRAWING_LIMITS, seconds=LIMIT_S, memory_mib=300)
TEXT = ["One line of words here", "and the last line of them."]
MISBEHAVING = """
import os, sys, threading; sys.path.insert(0, {root!r})
from bot.ingest.drawing import child
def draw(data, page, limits):
    {statement}
child.picture_of = draw
child.main()
"""


@pytest.fixture(scope="module")
def drawing() -> Iterator[DrawingProcess]:
    process = DrawingProcess(LIMITS)
    yield process
    process.close()


def page_of(path: Path, data: bytes, number: int = 1) -> PdfPage:
    path.write_bytes(data)
    return PdfPage(path, hashlib.sha256(data).hexdigest(), number, PdfReader().read(data).pages[number - 1])


def unread(path: Path, data: bytes) -> PdfPage:
    path.write_bytes(data)
    return PdfPage(path, hashlib.sha256(data).hexdigest(), 1, Page("1", 0, 0))


def pixels_of(png: bytes) -> npt.NDArray[np.uint8]:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_ink_of_the_quoted_words_and_no_other_lies_in_their_boxes(
    drawing: DrawingProcess, tmp_path: Path, rotation: int
) -> None:
    page = page_of(tmp_path / "a.pdf", write_pdf([Sheet(lines(TEXT, y=300, size=14), rotation=rotation)]))
    dark = pixels_of(drawing.picture(page)).max(axis=2) < 128
    boxes = drawing.boxes(page, Span(0, 49))
    assert (boxes.width, boxes.height) == ((WIDTH, HEIGHT) if rotation % 180 == 0 else (HEIGHT, WIDTH))
    scale = dark.shape[1] / boxes.width
    inside = np.zeros_like(dark)
    for box in boxes.boxes:
        inside[int(box.y0 * scale) - 1 : int(box.y1 * scale) + 2, int(box.x0 * scale) - 1 : int(box.x1 * scale) + 2] = 1
    assert len(boxes.boxes) == 2
    assert dark.sum() > 1_000
    assert not (dark & ~inside).any()
    first = drawing.boxes(page, Span(0, len(TEXT[0]))).boxes
    assert first == boxes.boxes[:1]


def test_pixels_come_back_from_a_png_as_they_were() -> None:
    colours = np.random.default_rng(7).integers(0, 256, (5, 7, 3), dtype=np.uint8)
    grey = np.repeat(colours[..., :1], 3, axis=2)
    for pixels, mode in ((colours, "RGB"), (grey, "L")):
        png = png_of(pixels)
        assert Image.open(io.BytesIO(png)).mode == mode
        assert (pixels_of(png) == pixels).all()
        assert size_of(png) == (7, 5)
    assert size_of(b"GIF89a") is None
    assert size_of(png_of(grey)[:20]) is None


def test_a_page_of_any_size_is_drawn_within_the_pixels_allowed(drawing: DrawingProcess, tmp_path: Path) -> None:
    usual = write_pdf([Sheet(lines(TEXT))])
    for box, expected in (("0 0 612 792", PICTURE_WIDTH), ("0 0 300 14400", 288), ("0 0 14400 14400", PICTURE_WIDTH)):
        data = usual.replace(b"/MediaBox [0 0 612 792]", f"/MediaBox [{box}]".encode())
        size = size_of(drawing.picture(unread(tmp_path / "a.pdf", data)))
        assert size is not None
        assert abs(size[0] - expected) <= 2
        assert size[0] * size[1] <= 1.01 * MAX_PIXELS
    thin = usual.replace(b"/MediaBox [0 0 612 792]", b"/MediaBox [0 0 0.001 14400]")
    with pytest.raises(ReadingError, match=r"0\.001 by 14400 points, too thin to be drawn"):
        drawing.picture(unread(tmp_path / "a.pdf", thin))


def test_a_file_that_changed_or_is_gone_is_not_drawn(drawing: DrawingProcess, tmp_path: Path) -> None:
    page = page_of(tmp_path / "a.pdf", write_pdf([Sheet(lines(TEXT))]))
    page.path.write_bytes(write_pdf([Sheet(lines(["Other words", "than before."]))]))
    with pytest.raises(ReadingError, match=r"^the file has changed since the index was built; build it again"):
        drawing.picture(page)
    page.path.unlink()
    for ask in (drawing.picture, lambda page: drawing.boxes(page, Span(0, 4))):
        with pytest.raises(ReadingError, match=r"^the file cannot be read .No such file"):
            ask(page)


def test_what_is_no_pdf_or_no_page_is_refused(drawing: DrawingProcess, tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="cannot be opened as a PDF"):
        drawing.picture(unread(tmp_path / "a.pdf", b"%PDF-1.7 and nothing more"))
    whole = unread(tmp_path / "b.pdf", write_pdf([Sheet(lines(TEXT))]))
    with pytest.raises(ReadingError, match="the PDF has 1 pages, and no page 9; build the index again"):
        drawing.picture(PdfPage(whole.path, whole.source_sha256, 9, whole.known))
    with pytest.raises(ReadingError, match="the name of the file is not valid text"):
        drawing.picture(PdfPage(tmp_path / "\udcff.pdf", "a", 1, whole.known))


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("os.abort()", "the drawing process ended with status -6"),
        ("threading.Event().wait()", "it takes longer than 1 s"),
        ("held = [bytearray(8 << 20) for _ in range(200)]", "it needs more than 300 MiB of memory"),
        ("return b'<svg onload=alert(1)>'", "what came back is no picture of a page"),
        ("return bytes(64 << 20)", "the picture is too large"),
        ("raise OSError('unforeseen')", "OSError: unforeseen"),
        ("open('/etc/passwd')", "PermissionError: open is not allowed while a file is read"),
        ("import socket; socket.socket()", r"PermissionError: socket\.__new__ is not allowed"),
        ("os.system('true')", r"PermissionError: os\.system is not allowed"),
    ],
)
def test_a_page_that_takes_its_drawer_down_costs_itself_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, statement: str, reason: str
) -> None:
    page = unread(tmp_path / "a.pdf", write_pdf([Sheet(lines(TEXT))]))
    command = [sys.executable, "-B", "-c", MISBEHAVING.format(root=str(ROOT), statement=statement)]
    drawing = DrawingProcess(replace(LIMITS, seconds=1) if "wait" in statement else LIMITS)
    with monkeypatch.context() as patched:
        patched.setattr(running_child, "child_command", lambda _: command)
        with pytest.raises(ReadingError, match=f"^the page cannot be drawn .{reason}"):
            drawing.picture(page)
        drawing.close()
    monkeypatch.setattr(drawing, "_limits", LIMITS)  # the next page ends, and may take its time
    try:
        assert size_of(drawing.picture(page)) is not None
    finally:
        drawing.close()


def test_the_child_outlives_the_thread_that_asked_for_its_first_page(tmp_path: Path) -> None:
    """Linux ends a process together with the thread that started it."""
    drawing = DrawingProcess()
    page = unread(tmp_path / "a.pdf", write_pdf([Sheet(lines(TEXT))]))
    first = threading.Thread(target=drawing.picture, args=(page,))
    first.start()
    first.join()
    child = drawing._child
    try:
        assert size_of(drawing.picture(page)) is not None
        assert drawing._child is child
    finally:
        drawing.close()


def test_closing_leaves_no_process_behind(tmp_path: Path) -> None:
    before = {child.pid for child in psutil.Process().children()}
    drawing = DrawingProcess(LIMITS)
    drawing.picture(unread(tmp_path / "a.pdf", write_pdf([Sheet(lines(TEXT))])))
    drawing.close()
    assert {child.pid for child in psutil.Process().children()} <= before


@pytest.mark.parametrize(
    ("payload", "complaint"),
    [
        (b"", "Invalid JSON"),
        (b'["done","",[0,10,[]]]', "without a size"),
        (b'["done","",[10,10,[[0,0,1e999,1]]]]', "without a size"),
        (b'["done","",[10,10,[["0",0,1,1]]]]', "valid number"),
        (b'["odd","",null]', "Input should be"),
    ],
)
def test_an_answer_that_makes_no_sense_is_noticed(payload: bytes, complaint: str) -> None:
    with pytest.raises(Nonsense, match=complaint):
        decoded_answer(payload)
