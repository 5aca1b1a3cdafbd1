"""The drawing process for its users: a page of a PDF in, its picture or its boxes out, whatever the file holds."""

import threading
from pathlib import Path

from bot.config import ReadingLimits, SplitSettings
from bot.errors import ReadingError
from bot.ingest.drawing.messages import (
    MAX_PIXELS,
    Answer,
    Outcome,
    PageBoxes,
    PageRequest,
    PdfPage,
    Wanted,
    decoded_answer,
    encoded_request,
)
from bot.ingest.drawing.png import size_of
from bot.ingest.parsing.framing import FrameTooLong
from bot.ingest.parsing.messages import MIB
from bot.ingest.parsing.receiving import Nonsense
from bot.ingest.parsing.refusals import too_large
from bot.ingest.parsing.running_child import Ended, NotSent, RunningChild, TooMuchMemory, TooSlow
from bot.ingest.parsing.source_file import OpenedSource
from bot.records.documents import Span

# Somebody waits for it. Of 99 pages of 54 real and hostile PDFs the slowest took 0.15 s to draw and the middle one
# 0.05 s; starting the child takes 0.25 s. The longest answer that is taken follows from the characters: 16 MiB, which
# is a picture of `MAX_PIXELS` that cannot be compressed and a little more.
DRAWING_LIMITS = ReadingLimits(seconds=10.0, characters=1_000_000, pages=1_000_000)
WAIT_SECONDS = 15.0  # for pages that others want drawn
RECYCLED_PAGES = 500  # then a new child, for leaks that nobody sees
DRAWING = "bot.ingest.drawing.child"


class DrawingProcess:
    """Draws pages in a child process, one at a time; safe to use from several threads.

    The child is started at the first page, and again after one that took it down.
    """

    def __init__(self, limits: ReadingLimits = DRAWING_LIMITS) -> None:
        self._limits = limits
        self._lock = threading.Lock()
        self._child: RunningChild | None = None
        self._pages = 0

    def picture(self, page: PdfPage) -> bytes:
        """The page as a PNG of at most `MAX_PIXELS`.

        Raises:
            ReadingError: the file has changed or is gone, or the page cannot be drawn within the limits.
            SettingsError: the child cannot be started.
        """
        _, picture = self._ask(PageRequest(Wanted.PICTURE, page, Span(0, 0)))
        size = size_of(picture)
        if size is None or not 0 < size[0] * size[1] <= 2 * MAX_PIXELS:  # sides are rounded up to whole pixels
            raise ReadingError(_failed("drawn", "what came back is no picture of a page"))
        return picture

    def boxes(self, page: PdfPage, span: Span) -> PageBoxes:
        """Where on the page the words of `span` stand. Raises as `picture` does."""
        answer, _ = self._ask(PageRequest(Wanted.BOXES, page, span))
        if answer.boxes is None:
            raise ReadingError(_failed("laid out", "no boxes came back"))
        return answer.boxes

    def close(self) -> None:
        """End the child, if one is running; the next page starts another."""
        with self._lock:
            self._end_child()

    def _ask(self, request: PageRequest) -> tuple[Answer, bytes]:
        if not self._lock.acquire(timeout=WAIT_SECONDS):
            raise ReadingError("other pages are being drawn; try again in a moment.")
        try:
            return self._answer(request)
        except (TooSlow, TooMuchMemory, FrameTooLong, Ended) as error:
            reason = self._lost(error)
        except Nonsense as what:
            reason = f"what came back makes no sense: {what}"
        except NotSent as why:
            reason = f"the file {why}"
        except UnicodeEncodeError:
            reason = "the name of the file is not valid text"
        finally:
            self._lock.release()
        raise ReadingError(_failed("drawn", reason))

    def _answer(self, request: PageRequest) -> tuple[Answer, bytes]:
        payload = encoded_request(request)
        child = self._ready_child()
        source = self._opened(request.page.path)
        is_whole = False
        try:
            answer, picture = decoded_answer(child.ask(payload, source))
            is_whole = answer.outcome in (Outcome.DONE, Outcome.REFUSED)
        finally:
            if not is_whole:
                self._end_child()
        match answer.outcome:
            case Outcome.DONE:
                return answer, picture
            case Outcome.REFUSED:
                raise ReadingError(answer.reason)
            case Outcome.EXHAUSTED:
                raise TooMuchMemory
            case Outcome.CRASHED:
                raise ReadingError(_failed("drawn", answer.reason))

    def _lost(self, error: TooSlow | TooMuchMemory | FrameTooLong | Ended) -> str:
        match error:
            case TooSlow():
                return f"it takes longer than {self._limits.seconds:g} s"
            case TooMuchMemory():
                return f"it needs more than {self._limits.memory_mib} MiB of memory"
            case FrameTooLong():
                return "the picture is too large"
            case Ended():
                return f"the drawing process ended with status {error.status}"

    def _opened(self, path: Path) -> OpenedSource:
        try:
            return OpenedSource.at(path, self._limits.file_mib * MIB, too_large(self._limits))
        except ReadingError as error:
            raise ReadingError(f"the file {error}") from error

    def _ready_child(self) -> RunningChild:
        if self._child and (not self._child.is_alive or self._pages >= RECYCLED_PAGES):
            self._end_child()
        if self._child is None:
            self._child, self._pages = RunningChild(SplitSettings(), self._limits, program=DRAWING), 0
        self._pages += 1
        return self._child

    def _end_child(self) -> None:
        child, self._child = self._child, None
        if child:
            child.end()


def _failed(what: str, reason: str) -> str:
    return f"the page cannot be {what} ({reason}); read its text instead."
