"""Answers as a file holds them: one line of JSON that a program reads, beside the words for people."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError

from bot.errors import SettingsError
from bot.records import Answer, Aspect, Citation, Listed, Listing, Quotation, ShortQuotation

FORMAT = 1
BEGINNING = '{"footnote_export": '
UNSAFE = "<>&`"  # neither HTML nor Markdown may take any of the JSON for something else


@dataclass(frozen=True, slots=True)
class Export:
    """Answers to the questions of a conversation, in their order, and when they were saved (UTC, ISO 8601)."""

    footnote_export: int
    made_at: str
    answers: tuple[Answer, ...]


@cache
def _exports() -> TypeAdapter[Export]:
    return TypeAdapter(Export)


def exported(answers: Sequence[Answer], made_at: str) -> Export:
    """The answers as they may be given to others."""
    return Export(FORMAT, made_at, tuple(map(without_paths, answers)))


def without_paths(answer: Answer) -> Answer:
    """The answer without where its files lie on this machine, which is nobody else's business."""
    return replace(
        answer,
        passages=tuple(map(_quotation, answer.passages)),
        short_answer=tuple(map(_short, answer.short_answer)),
        sources_say=tuple(map(_aspect, answer.sources_say)),
        listing=answer.listing and listed_without_paths(answer.listing),
    )


def listed_without_paths(listing: Listing) -> Listing:
    """The listing without where the files lie on this machine."""
    return replace(
        listing,
        documents=tuple(map(_listed, listing.documents)),
        perhaps=tuple(map(_listed, listing.perhaps)),
        denying=tuple(map(_listed, listing.denying)),
    )


def told_location(location: str, document: str) -> str:
    """A location as it may be told to others: a web address without a password, else the document's id."""
    is_web_address = location.startswith(("http://", "https://")) and "@" not in _host(location)
    return location if is_web_address else document


def to_line(export: Export) -> str:
    """One line of ASCII, which no markup around it can be confused with."""
    line = json.dumps(asdict(export))
    for character in UNSAFE:
        line = line.replace(character, f"\\u{ord(character):04x}")
    return line


def from_line(line: str) -> Export:
    """What `to_line` wrote. Raises SettingsError when it is something else, or of another version."""
    try:
        export = _exports().validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the whole line"
        raise SettingsError(f"its record is damaged ({place}: {first['msg']}); save the answers again.") from error
    if export.footnote_export != FORMAT:
        raise SettingsError(
            f"it is of format {export.footnote_export}, and this Footnote reads format {FORMAT}; save it again."
        )
    return export


def _quotation(quotation: Quotation) -> Quotation:
    also_in = tuple(map(_citation, quotation.also_in))
    return replace(quotation, citation=_citation(quotation.citation), also_in=also_in)


def _short(quotation: ShortQuotation) -> ShortQuotation:
    return replace(quotation, citation=_citation(quotation.citation))


def _listed(listed: Listed) -> Listed:
    return replace(listed, quotation=replace(listed.quotation, citation=_citation(listed.quotation.citation)))


def _aspect(aspect: Aspect) -> Aspect:
    return replace(aspect, said=tuple(replace(said, citation=_citation(said.citation)) for said in aspect.said))


def _citation(citation: Citation) -> Citation:
    return replace(citation, location=told_location(citation.location, citation.document))


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:  # such as an unclosed bracket in the host
        return "@"
