"""What a build did with uploaded files, as HTML: how far it is, and then a receipt for each file."""

from collections.abc import Iterator
from pathlib import PurePath
from typing import assert_never

from markupsafe import Markup

from bot.ingest.progress import Stage
from bot.records.receipts import FileStatus, LeftOut, Receipt
from bot.ui.html import element
from bot.ui.remedies import for_uploaders
from bot.ui.saying import number, say, say_count
from bot.ui.uploading import Standing

SHOWN_PAGES = 5  # of the numbers of scanned pages, and then how many more


def standing_words(standing: Standing) -> str:
    """How far a build is, or how it ended, in a sentence; "" when there is nothing to say."""
    if standing.is_busy:
        return _progress_words(standing)
    if standing.problem:
        return standing.problem
    said = [_result_words(standing)] if standing.receipts or standing.left_out else []
    if standing.removed:
        said.append(say("Removed {files}.", files=", ".join(standing.removed)))
    return " ".join(said)


def standing_html(standing: Standing) -> Markup:
    """A button for files that wait, because a build failed or was interrupted, and the receipts of the last builds."""
    parts = []
    if standing.waiting and not standing.is_busy:
        again = element("button", say("Read now"), type="button", class_="fn-quiet", data_action="build")
        words = say_count(
            standing.waiting,
            "{count} uploaded file is not in the index yet.",
            "{count} uploaded files are not in the index yet.",
        )
        parts.append(element("p", f"{words} ", again, class_="fn-stored"))
    if standing.receipts or standing.left_out:
        parts.append(_table(standing))
    return element("div", *parts)


def _progress_words(standing: Standing) -> str:
    done = standing.done
    match standing.stage:
        case Stage.READING if not standing.total:
            return say("Looking at the files…")
        case Stage.READING:
            return say_count(
                standing.total,
                "Reading: {done} of {count} new file…",
                "Reading: {done} of {count} new files…",
                done=done,
            )
        case Stage.ENCODING:
            return say_count(
                standing.total, "Encoding: {done} of {count} text…", "Encoding: {done} of {count} texts…", done=done
            )
        case Stage.PUBLISHING:
            return say("Making the files ready to be asked…")


def _result_words(standing: Standing) -> str:
    refused = sum(receipt.status is FileStatus.REFUSED for receipt in standing.receipts) + len(standing.left_out)
    ready = len(standing.receipts) + len(standing.left_out) - refused
    said = [say_count(ready, "{count} file ready to be asked", "{count} files ready to be asked")] if ready else []
    if refused:
        said.append(say("{count} not taken; the table says why", count=refused))
    return "; ".join(said) + "."


def _table(standing: Standing) -> Markup:
    rows = [_row(receipt) for receipt in standing.receipts]
    rows += [_left_out_row(each) for each in standing.left_out]
    head = element("tr", *(element("th", column, scope="col") for column in _columns()))
    table = element(
        "table",
        element("caption", say("Receipt of the upload")),
        element("thead", head),
        element("tbody", *rows),
    )
    return element(
        "div", table, class_="fn-receipts", tabindex=0, role="region", aria_label=say("Receipt of the upload")
    )


def _row(receipt: Receipt) -> Markup:
    is_refused = receipt.status is FileStatus.REFUSED
    cells = (
        _result(receipt.status),
        receipt.format,
        "" if is_refused or not receipt.pages else number(receipt.pages),
        "" if is_refused or receipt.same_as else number(receipt.passages),
        " · ".join(_notes(receipt)),
    )
    return _cells(PurePath(receipt.path).name, cells)


def _left_out_row(left_out: LeftOut) -> Markup:
    return _cells(PurePath(left_out.path).name, (say("✕ left out"), "", "", "", for_uploaders(left_out.reason)))


def _cells(name: str, cells: tuple[str, ...]) -> Markup:
    """A row; the label of a cell stands before it where there is no room for columns."""
    named = zip(_columns()[1:], cells, strict=True)
    drawn = (element("td", text, data_label=label, class_="" if text else "fn-nothing") for label, text in named)
    return element("tr", element("th", name, scope="row"), *drawn)


def _notes(receipt: Receipt) -> Iterator[str]:
    """What who uploaded a file should know: why it was refused, or what of it is not in the text."""
    if receipt.reason:
        yield _without_path(receipt)
    if receipt.same_as:
        yield say("the text of {document}", document=receipt.same_as)
    if receipt.scans:
        yield say("scanned pages without text: {pages}", pages=_numbers(receipt.scans))
    if blank := tuple(page for page in receipt.blank_pages if page not in receipt.scans):
        yield say("empty pages: {pages}", pages=_numbers(blank))
    if receipt.repaired:
        yield say_count(
            receipt.repaired,
            "{count} character not readable as {encoding}",
            "{count} characters not readable as {encoding}",
            encoding=receipt.encoding,
        )
    for dropped in receipt.dropped:
        characters = say_count(dropped.characters, "{count} character", "{count} characters")
        amount = f" ({characters})" if dropped.characters else ""
        yield say("left out: {what}", what=f"{dropped.reason}{amount}")


def _without_path(receipt: Receipt) -> str:
    """The reason; where the file lies on the server is nobody's business here."""
    reason = receipt.reason.removeprefix(f"{receipt.path}: ").replace(receipt.path, PurePath(receipt.path).name)
    return for_uploaders(reason)


def _numbers(pages: tuple[int, ...]) -> str:
    shown = ", ".join(map(str, pages[:SHOWN_PAGES]))
    more = len(pages) - SHOWN_PAGES
    return shown if more <= 0 else say("{pages} and {count} more", pages=shown, count=more)


def _columns() -> tuple[str, ...]:
    return say("File"), say("Result"), say("Format"), say("Pages"), say("Passages"), say("To know")


def _result(status: FileStatus) -> str:
    match status:
        case FileStatus.ADDED | FileStatus.MOVED:
            return say("✓ added")
        case FileStatus.CHANGED:
            return say("✓ read again")
        case FileStatus.UNCHANGED:
            return say("✓ already there")
        case FileStatus.DUPLICATE:
            return say("= same text")
        case FileStatus.REFUSED:
            return say("✕ refused")
        case _:
            assert_never(status)
