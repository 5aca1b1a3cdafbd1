"""Where quoted words stand."""

from dataclasses import dataclass, replace

from bot.records.documents import SourceClass

SELECTOR_CONTEXT_CHARS = 32  # before and after a quotation, enough to find it again in a changed text


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a quotation stands: enough to open it, and to prove it without Footnote.

    `start` and `end` are the W3C TextPositionSelector over the document's canonical text (code points), `prefix`,
    `exact` and `suffix` its TextQuoteSelector (https://www.w3.org/TR/annotation-model/#selectors).
    """

    document: str
    title: str
    location: str
    publisher: str
    source_class: SourceClass
    date: str
    page: int | None
    headings: tuple[str, ...]
    start: int
    end: int
    text_sha256: str
    source_sha256: str
    prefix: str
    exact: str
    suffix: str

    def narrowed(self, start: int, end: int) -> "Citation":
        """The citation of a part of these words, with as much around it as this one knows.

        `start` and `end` count code points of the document, within those of this citation.
        """
        around = f"{self.prefix}{self.exact}{self.suffix}"
        first, last = start - self.start + len(self.prefix), end - self.start + len(self.prefix)
        return replace(
            self,
            start=start,
            end=end,
            prefix=around[max(0, first - SELECTOR_CONTEXT_CHARS) : first],
            exact=around[first:last],
            suffix=around[last : last + SELECTOR_CONTEXT_CHARS],
        )
