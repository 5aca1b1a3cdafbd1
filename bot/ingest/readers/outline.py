"""The state a reader keeps while it walks down a document: the heading path, and what introduces a list."""

from bot.records.documents import Span
from bot.text.long_sentences import MAX_CHARS
from bot.text.sentences import sentence_spans
from bot.text.words import count_words

MAX_LEAD_IN_WORDS = 40  # more is a paragraph of its own; a passage's context should not outweigh its text


class HeadingPath:
    """The headings in force, outermost first."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []

    def enter(self, level: int, heading: str) -> tuple[str, ...]:
        """Open `heading`, which closes those of its level and below; the new path."""
        self._open = [(depth, text) for depth, text in self._open if depth < level]
        self._open.append((level, heading))
        return self.path

    @property
    def path(self) -> tuple[str, ...]:
        """The headings in force at this point."""
        return tuple(text for _, text in self._open)


def lead_in_of(text: str, paragraph: Span) -> Span | None:
    """The words of `paragraph` that introduce the list right below it.

    All of it up to MAX_LEAD_IN_WORDS and the length of a sentence; of a longer one the last sentence, if that is short
    and ends with a colon or without a full stop; else None.
    """
    is_short = paragraph.end - paragraph.start <= MAX_CHARS
    if is_short and count_words(paragraph.of(text)) <= MAX_LEAD_IN_WORDS:
        return paragraph
    last = sentence_spans(paragraph.of(text))[-1]
    span = Span(paragraph.start + last.start, paragraph.start + last.end)
    is_open = not span.of(text).endswith((".", "!", "?", "。"))
    return span if is_open and count_words(span.of(text)) <= MAX_LEAD_IN_WORDS else None
