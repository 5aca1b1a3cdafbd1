"""What a build did with uploaded files, as HTML: how far it is, and then a receipt for each file."""

from collections.abc import Iterator
from pathlib import PurePath

from markupsafe import Markup

from bot.ingest.progress import Stage
from bot.records.receipts import FileStatus, LeftOut, Receipt
from bot.ui.html import element
from bot.ui.uploading import Standing

SHOWN_PAGES = 5  # of the numbers of scanned pages, and then how many more
COLUMNS = ("File", "Result", "Format", "Pages", "Passages", "To know")
RESULTS = {
    FileStatus.ADDED: "✓ added",
    FileStatus.CHANGED: "✓ read again",
    FileStatus.MOVED: "✓ added",
    FileStatus.UNCHANGED: "✓ already there",
    FileStatus.DUPLICATE: "= same text",
    FileStatus.REFUSED: "✕ refused",
}


def standing_words(standing: Standing) -> str:
    """How far a build is, or how it ended, in a sentence; "" when there is nothing to say."""
    if standing.is_busy:
        return _progress_words(standing)
    if standing.problem:
        return standing.problem
    if standing.receipts or standing.left_out:
        return _result_words(standing)
    return f"Removed {', '.join(standing.removed)}." if standing.removed else ""


def standing_html(standing: Standing) -> Markup:
    """A button for files that wait, because a build failed or was interrupted, and the receipts of the last builds."""
    parts = []
    if standing.waiting and not standing.is_busy:
        again = element("button", "Read now", type="button", class_="fn-quiet", data_action="build")
        is_one = standing.waiting == 1
        words = f"{_counted(standing.waiting, 'uploaded file')} {'is' if is_one else 'are'} not in the index yet. "
        parts.append(element("p", words, again, class_="fn-stored"))
    if standing.receipts or standing.left_out:
        parts.append(_table(standing))
    return element("div", *parts)


def _progress_words(standing: Standing) -> str:
    match standing.stage:
        case Stage.READING:
            return f"Reading: {standing.done:,} of {_counted(standing.total, 'new file')}…"
        case Stage.ENCODING:
            return f"Encoding: {standing.done:,} of {_counted(standing.total, 'text')}…"
        case Stage.PUBLISHING:
            return "Making the files ready to be asked…"


def _result_words(standing: Standing) -> str:
    refused = sum(receipt.status is FileStatus.REFUSED for receipt in standing.receipts) + len(standing.left_out)
    ready = len(standing.receipts) + len(standing.left_out) - refused
    said = [f"{_counted(ready, 'file')} ready to be asked"] if ready else []
    if refused:
        said.append(f"{refused:,} not taken; the table says why")
    return "; ".join(said) + "."


def _table(standing: Standing) -> Markup:
    rows = [_row(receipt) for receipt in standing.receipts]
    rows += [_left_out_row(each) for each in standing.left_out]
    head = element("tr", *(element("th", column, scope="col") for column in COLUMNS))
    table = element(
        "table",
        element("caption", "Receipt of the upload"),
        element("thead", head),
        element("tbody", *rows),
    )
    return element("div", table, class_="fn-receipts", tabindex=0, role="region", aria_label="Receipt of the upload")


def _row(receipt: Receipt) -> Markup:
    is_refused = receipt.status is FileStatus.REFUSED
    cells = (
        RESULTS[receipt.status],
        receipt.format,
        "" if is_refused or not receipt.pages else f"{receipt.pages:,}",
        "" if is_refused or receipt.same_as else f"{receipt.passages:,}",
        " · ".join(_notes(receipt)),
    )
    return _cells(PurePath(receipt.path).name, cells)


def _left_out_row(left_out: LeftOut) -> Markup:
    return _cells(PurePath(left_out.path).name, ("✕ left out", "", "", "", left_out.reason))


def _cells(name: str, cells: tuple[str, ...]) -> Markup:
    """A row; the label of a cell stands before it where there is no room for columns."""
    named = zip(COLUMNS[1:], cells, strict=True)
    drawn = (element("td", text, data_label=label, class_="" if text else "fn-nothing") for label, text in named)
    return element("tr", element("th", name, scope="row"), *drawn)


def _notes(receipt: Receipt) -> Iterator[str]:
    """What the owner of a file should know: why it was refused, or what of it is not in the text."""
    if receipt.reason:
        yield _without_path(receipt)
    if receipt.same_as:
        yield f"the text of {receipt.same_as}"
    if receipt.scans:
        yield f"scanned pages without text: {_numbers(receipt.scans)}"
    if blank := tuple(page for page in receipt.blank_pages if page not in receipt.scans):
        yield f"empty pages: {_numbers(blank)}"
    if receipt.repaired:
        yield f"{_counted(receipt.repaired, 'character')} not readable as {receipt.encoding}"
    for dropped in receipt.dropped:
        amount = f" ({_counted(dropped.characters, 'character')})" if dropped.characters else ""
        yield f"left out: {dropped.reason}{amount}"


def _without_path(receipt: Receipt) -> str:
    """The reason; where the file lies on the server is nobody's business here."""
    return receipt.reason.removeprefix(f"{receipt.path}: ").replace(receipt.path, PurePath(receipt.path).name)


def _numbers(pages: tuple[int, ...]) -> str:
    shown = ", ".join(map(str, pages[:SHOWN_PAGES]))
    return shown if len(pages) <= SHOWN_PAGES else f"{shown} and {len(pages) - SHOWN_PAGES} more"


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
