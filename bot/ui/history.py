"""Conversations kept in the reader's browser, and nowhere else: what it gives back, checked."""

from dataclasses import dataclass, replace
from functools import cache

from pydantic import TypeAdapter, ValidationError

from bot.errors import SettingsError
from bot.ui.exchanges import Conversation

FORMAT = 1
MOST_CHARS = 10_000_000  # a browser keeps some 5 million characters for a page


@dataclass(frozen=True, slots=True)
class Kept:
    """A conversation in the form in which a browser keeps it."""

    format: int
    conversation: Conversation


@cache
def _kept() -> TypeAdapter[Kept]:
    return TypeAdapter(Kept)


def conversation_of(text: object) -> Conversation:
    """The conversation that a browser kept, as JSON. Raises SettingsError when `text` is no such thing."""
    if not isinstance(text, str) or len(text) > MOST_CHARS:
        raise SettingsError("The browser gave back no conversation; delete it from the history.")
    try:
        kept = _kept().validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "the whole text"
        raise SettingsError(
            "This conversation was kept by another version of Footnote, or changed since, and cannot be opened "
            f"({place}: {first['msg']}); delete it from the history."
        ) from error
    if kept.format != FORMAT:
        raise SettingsError(
            f"This conversation was kept in format {kept.format}, and this Footnote reads format {FORMAT}; "
            "delete it from the history."
        )
    return _settled(kept.conversation)


def _settled(conversation: Conversation) -> Conversation:
    """Without what was being answered, which no browser of ours keeps."""
    return replace(conversation, exchanges=tuple(one for one in conversation.exchanges if not one.is_open))
