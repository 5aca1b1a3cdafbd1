"""An answer as plain text for a terminal."""

import os
import shutil
import sys
import textwrap
from pathlib import Path

from bot.cli.sources_say import INDENT, WIDEST, render_sources
from bot.cli.visible import visible
from bot.records import UNKNOWN, Answer, CareNote, Citation, Level, Quotation
from bot.ui.reasons import move_words

CARE_HEADING = "Please read this first:"
CARE_INDENT = "!  "

LEVEL_WORDS = {
    Level.FOUND: "Found in your documents:",
    Level.RELATED: "Nothing answers this for certain; possibly related:",
    Level.NOT_FOUND: "Not in these documents.",
}


def render(answer: Answer, *, is_styled: bool | None = None) -> str:
    """The answer with its quotations and citations; the best sentence of each is bold when `is_styled`.

    By default styled only on a terminal that does not ask for plain text (https://no-color.org). Nothing that documents
    or their names hold can steer the terminal.
    """
    if answer.remark:
        return visible(answer.remark, keeps_lines=True)
    if is_styled is None:
        is_styled = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    parts = [_care(answer.care)] if answer.care else []
    parts.append(_opening(answer))
    parts += [_quotation(quotation, is_styled=is_styled) for quotation in answer.passages]
    if answer.sources_say:
        table = render_sources(answer.sources_say, answer.passages, _width())
        parts.append(f"What the sources say:\n\n{visible(table, keeps_lines=True)}")
    if answer.did_you_mean:
        parts.append("\n".join(["Did you mean:", *(_wrapped(visible(one)) for one in answer.did_you_mean)]))
    return "\n\n".join(parts)


def _care(care: CareNote) -> str:
    return f"{CARE_INDENT}{CARE_HEADING}\n{_wrapped(care.note, CARE_INDENT)}"


def _opening(answer: Answer) -> str:
    lines = []
    if answer.carried:
        lines.append(f"Also searching: {', '.join(visible(word.text) for word in answer.carried)}")
    if answer.left_out:
        left_out = ", ".join(visible(word.text) for word in answer.left_out)
        lines.append(f"Left out, as nothing is found with it: {left_out}")
    lines.append(LEVEL_WORDS[answer.level])
    if answer.level is not Level.FOUND and answer.unknown_words:
        lines.append(f"No document holds: {visible(', '.join(answer.unknown_words))}.")
    if answer.level is Level.NOT_FOUND and answer.passages:
        lines.append("The closest passages are:")
    return "\n".join(lines)


def _quotation(quotation: Quotation, *, is_styled: bool) -> str:
    text = visible(quotation.text, keeps_lines=True)
    if is_styled:
        first = quotation.sentence.start - quotation.citation.start
        last = quotation.sentence.end - quotation.citation.start
        text = f"{text[:first]}\x1b[1m{text[first:last]}\x1b[22m{text[last:]}"
    lead_in = f"{visible(quotation.lead_in, keeps_lines=True)} …\n" if quotation.lead_in else ""
    lines = [_wrapped(line) for line in f"{lead_in}{text}".splitlines()]
    sources = [f"{INDENT}[{quotation.rank}] {_source(quotation.citation)}"]
    if quotation.why.moved:
        sources.append(f"{INDENT}    ({move_words(quotation.why.moved)})")
    sources += [f"{INDENT}    also in {_source(also)}" for also in quotation.also_in]
    return "\n".join([*lines, *sources])


def _wrapped(line: str, indent: str = INDENT) -> str:
    return textwrap.fill(line, _width(), initial_indent=indent, subsequent_indent=indent)


def _width() -> int:
    return min(shutil.get_terminal_size().columns, WIDEST)


def _source(citation: Citation) -> str:
    page = f", page {citation.page}" if citation.page else ""
    headings = citation.headings[1:] if citation.headings[:1] == (citation.title,) else citation.headings
    place = " › ".join((citation.title, *headings))
    span = f"{_short(citation.location)}{page}, characters {citation.start}-{citation.end}"
    return f"\n{INDENT}    ".join(visible(line) for line in (place, _said_by(citation), span))


def _said_by(citation: Citation) -> str:
    """Who says it and when; what an upload says of these is told as its own words."""
    date = "date unknown" if citation.date == UNKNOWN and not citation.is_upload else citation.date
    who = " · ".join(word for word in (citation.publisher, citation.source_class.value, date) if word != UNKNOWN)
    if not citation.is_upload:
        return who
    return f"uploaded; says of itself: {who}" if who else "uploaded"


def _short(location: str) -> str:
    """The location as seen from the current folder when it lies inside it."""
    try:
        return str(Path(location).relative_to(Path.cwd()))
    except ValueError:
        return location
