"""An answer as plain text for a terminal."""

import os
import shutil
import sys
import textwrap
from pathlib import Path

from bot.records import UNKNOWN, Answer, Citation, Level, Quotation

WIDEST = 100
INDENT = "   "

LEVEL_WORDS = {
    Level.FOUND: "Found in your documents:",
    Level.RELATED: "Nothing answers this for certain; possibly related:",
    Level.NOT_FOUND: "Not in these documents.",
}


def render(answer: Answer, *, is_styled: bool | None = None) -> str:
    """The answer with its quotations and citations; the best sentence of each is bold when `is_styled`.

    By default styled only on a terminal that does not ask for plain text (https://no-color.org).
    """
    if is_styled is None:
        is_styled = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    lines = [LEVEL_WORDS[answer.level]]
    if answer.level is not Level.FOUND and answer.unknown_words:
        lines.append(f"No document holds: {', '.join(answer.unknown_words)}.")
    if answer.level is Level.NOT_FOUND and answer.passages:
        lines.append("The closest passages are:")
    for quotation in answer.passages:
        lines += ["", _quotation(quotation, is_styled=is_styled)]
    return "\n".join(lines)


def _quotation(quotation: Quotation, *, is_styled: bool) -> str:
    text = quotation.text
    if is_styled:
        first = quotation.sentence.start - quotation.citation.start
        last = quotation.sentence.end - quotation.citation.start
        text = f"{text[:first]}\x1b[1m{text[first:last]}\x1b[22m{text[last:]}"
    lead_in = f"{quotation.lead_in} …\n" if quotation.lead_in else ""
    lines = [_wrapped(line) for line in f"{lead_in}{text}".splitlines()]
    sources = [f"{INDENT}[{quotation.rank}] {_source(quotation.citation)}"]
    sources += [f"{INDENT}    also in {_source(also)}" for also in quotation.also_in]
    return "\n".join([*lines, *sources])


def _wrapped(line: str) -> str:
    width = min(shutil.get_terminal_size().columns, WIDEST)
    return textwrap.fill(line, width, initial_indent=INDENT, subsequent_indent=INDENT)


def _source(citation: Citation) -> str:
    date = "date unknown" if citation.date == UNKNOWN else citation.date
    who = [citation.publisher, citation.source_class.value, date]
    page = f", page {citation.page}" if citation.page else ""
    headings = citation.headings[1:] if citation.headings[:1] == (citation.title,) else citation.headings
    place = " › ".join((citation.title, *headings))
    span = f"{_short(citation.location)}{page}, characters {citation.start}-{citation.end}"
    return f"{place}\n{INDENT}    {' · '.join(word for word in who if word != UNKNOWN)}\n{INDENT}    {span}"


def _short(location: str) -> str:
    """The location as seen from the current folder when it lies inside it."""
    try:
        return str(Path(location).relative_to(Path.cwd()))
    except ValueError:
        return location
