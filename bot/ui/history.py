"""Conversations are kept in the reader's browser, and nowhere else: what it gives back of one, checked."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from pydantic import ValidationError

from bot.errors import SettingsError
from bot.records.wire import first_problem, reader
from bot.ui.exchanges import Exchange

FORMAT = 1
# At once; assets/history.js opens a long conversation piece by piece, of a quarter of this.
MOST_CHARS = 2_000_000
MOST_SAVED_CHARS = 6_000_000  # in one file; a browser keeps some 5 million characters for a page


@dataclass(frozen=True, slots=True)
class Kept:
    """Some exchanges of a conversation in the form in which a browser keeps them."""

    format: int
    exchanges: tuple[Exchange, ...]


@cache
def _kept() -> Callable[[str], Kept]:
    return reader(Kept)


def exchanges_of(text: object, *, most_chars: int = MOST_CHARS) -> tuple[Exchange, ...]:
    """The exchanges that a browser kept, as JSON. Raises SettingsError when `text` is no such thing, or too long."""
    if not isinstance(text, str):
        raise SettingsError("The browser gave back no conversation; delete it from the history.")
    if len(text) > most_chars:
        raise SettingsError(
            f"What the browser gave back of this conversation has {len(text):,} characters, and at most "
            f"{most_chars:,} are taken at once; begin a new chat."
        )
    try:
        kept = _kept()(text)
    except ValidationError as error:
        raise SettingsError(
            "This conversation was kept by another version of Footnote, or changed since, and cannot be opened "
            f"({first_problem(error)}); delete it from the history."
        ) from error
    if kept.format != FORMAT:
        raise SettingsError(
            f"This conversation was kept in format {kept.format}, and this Footnote reads format {FORMAT}; "
            "delete it from the history."
        )
    if any(exchange.is_open for exchange in kept.exchanges):  # which no browser of ours keeps
        raise SettingsError("This conversation was changed since it was kept: a question has no answer; delete it.")
    return kept.exchanges
