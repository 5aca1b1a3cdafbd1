"""Where quoted words stand."""

from dataclasses import dataclass, replace

from bot.records.documents import Document, Passage, SourceClass, Span, block_at

SELECTOR_CONTEXT_CHARS = 32  # before and after a quotation, enough to find it again in a changed text


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a quotation stands: enough to open it, and to prove it without Footnote.

    `start` and `end` are the W3C TextPositionSelector over the document's canonical text (code points), `prefix`,
    `exact` and `suffix` its TextQuoteSelector (https://www.w3.org/TR/annotation-model/#selectors). `page_label` is what
    is printed on the page where that is not its number ("iv"). `is_upload` says that a reader of the page gave the
    file, so that title, publisher, kind of source and date are its own claims.
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
    page_label: str | None = None
    is_upload: bool = False

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


def cite(passage: Passage, document: Document) -> Citation:
    """The citation of a passage of `document`."""
    return _cited(document, Span(passage.start, passage.end), passage.headings, passage.page)


def cite_words(document: Document, span: Span) -> Citation:
    """The citation of any words of `document`; headings and page are those of the block that they begin in."""
    block = block_at(document.blocks, span.start, span.end)
    return _cited(document, span, block.headings, block.page)


def _cited(document: Document, span: Span, headings: tuple[str, ...], page: int | None) -> Citation:
    return Citation(
        document=document.id,
        title=document.title,
        location=document.location,
        publisher=document.publisher,
        source_class=document.source_class,
        date=document.date,
        page=page,
        headings=headings,
        start=span.start,
        end=span.end,
        text_sha256=document.text_sha256,
        source_sha256=document.source_sha256,
        prefix=document.text[max(0, span.start - SELECTOR_CONTEXT_CHARS) : span.start],
        exact=span.of(document.text),
        suffix=document.text[span.end : span.end + SELECTOR_CONTEXT_CHARS],
        page_label=_page_label(document, page),
        is_upload=document.is_upload,
    )


def _page_label(document: Document, page: int | None) -> str | None:
    """What is printed on the page, where that is not its number."""
    if page is None or not 0 < page <= len(document.pages):
        return None
    label = document.pages[page - 1].label
    return label if label not in ("", str(page)) else None
