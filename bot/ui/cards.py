"""An answer as HTML: its level in words, then one card a quotation, each with citations that open their source."""

from typing import assert_never

from markupsafe import Markup

from bot.records import Answer, Citation, Level, Quotation, QuotedSentence, Why
from bot.ui.html import element, join
from bot.ui.labels import place_line, source_line, title_of
from bot.ui.reasons import reasons


def answer_html(answer: Answer, key: str) -> Markup:
    """The whole answer. `key` is unique among the answers of a page; the ids of the citations begin with it."""
    heading = element("h3", level_words(answer.level), class_=f"fn-level fn-level-{answer.level.name.lower()}")
    cards = [card_html(quotation, f"{key}-{quotation.rank}") for quotation in answer.passages]
    return join(
        heading,
        element("p", _explanation(answer), class_="fn-explanation"),
        _unknown_words(answer.unknown_words),
        _folded(cards, key) if answer.level is Level.NOT_FOUND else join(*cards),
    )


def level_words(level: Level) -> str:
    """What a level says to a reader."""
    match level:
        case Level.FOUND:
            return "Found in your documents"
        case Level.RELATED:
            return "Possibly related"
        case Level.NOT_FOUND:
            return "Not in these documents"
        case _:
            assert_never(level)


def card_html(quotation: Quotation, key: str) -> Markup:
    """One quotation: what introduces it, its words with the best sentence marked, its citations, and why it is here."""
    also_in = [citation_html(citation, f"{key}-{i}") for i, citation in enumerate(quotation.also_in, start=1)]
    return element(
        "article",
        element("p", quotation.lead_in, class_="fn-lead-in") if quotation.lead_in else None,
        element("blockquote", _marked(quotation.text, quotation.citation.start, quotation.sentence)),
        citation_html(quotation.citation, key, number=quotation.rank),
        element("div", element("span", "Also in"), *also_in, class_="fn-also") if also_in else None,
        _why_html(quotation.why, key),
        class_="fn-card",
        aria_label=f"Quotation {quotation.rank}",
    )


def citation_html(citation: Citation, key: str, *, number: int | None = None) -> Markup:
    """The button that opens a citation in its source; without a `number` a small one."""
    place = place_line(citation)
    return element(
        "button",
        element("span", str(number), class_="fn-number") if number is not None else None,
        element(
            "span",
            element("span", title_of(citation), class_="fn-title"),
            element("span", place, class_="fn-place") if place else None,
            element("span", source_line(citation), class_="fn-source"),
            class_="fn-citation-words",
        ),
        type="button",
        id=f"fn-cite-{key}",
        class_="fn-citation" if number is not None else "fn-citation fn-citation-small",
        title="Open in its source",
        data_document=citation.document,
        data_start=citation.start,
        data_end=citation.end,
        data_sha256=citation.text_sha256,
    )


def _marked(text: str, offset: int, sentence: QuotedSentence) -> Markup:
    start, end = sentence.start - offset, sentence.end - offset
    if not 0 <= start < end <= len(text):
        return join(text)
    return join(text[:start], element("mark", text[start:end]), text[end:])


def _explanation(answer: Answer) -> str:
    if not answer.passages:
        return "The documents hold nothing that comes near this question."
    match answer.level:
        case Level.FOUND:
            return "Quoted word for word; the sentence that fits best is marked."
        case Level.RELATED:
            return "No passage clearly answers this. These come near; judge for yourself."
        case Level.NOT_FOUND:
            return "No passage answers this question, so there is nothing to quote."
        case _:
            assert_never(answer.level)


def _unknown_words(words: tuple[str, ...]) -> Markup | None:
    if not words:
        return None
    marked = [element("b", word) for word in words]
    listed = Markup(", ").join(marked)
    return element("p", "Nowhere in the documents: ", listed, ".", class_="fn-unknown")


def _folded(cards: list[Markup], key: str) -> Markup | None:
    if not cards:
        return None
    summary = "The closest passage, for what it is worth"
    if len(cards) > 1:
        summary = f"The {len(cards)} closest passages, for what they are worth"
    return element("details", element("summary", summary), *cards, id=f"fn-closest-{key}", class_="fn-closest")


def _why_html(why: Why, key: str) -> Markup:
    rows = [join(element("dt", reason.name), element("dd", reason.words)) for reason in reasons(why)]
    return element(
        "details",
        element("summary", "Why this passage"),
        element("dl", *rows),
        id=f"fn-why-{key}",
        class_="fn-why",
    )
