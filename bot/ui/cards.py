"""A quotation as HTML: a card with the words, citations that open their source, and why it is here."""

from markupsafe import Markup

from bot.feedback.records import Opinion
from bot.records import Quotation, QuotedSentence, Why
from bot.ui.citations import citation_html
from bot.ui.feedback import rating_html
from bot.ui.html import element, join
from bot.ui.reasons import reasons
from bot.ui.saying import say


def card_html(quotation: Quotation, key: str, opinion: Opinion | None = None) -> Markup:
    """One quotation: what introduces it, its words with the best sentence marked, its citations, why it is here.

    Below that the thumbs, with the reader's `opinion` pressed.
    """
    also_in = [citation_html(citation, f"{key}-{i}") for i, citation in enumerate(quotation.also_in, start=1)]
    return element(
        "article",
        element("p", quotation.lead_in, class_="fn-lead-in", lang="") if quotation.lead_in else None,
        element("blockquote", _marked(quotation.text, quotation.citation.start, quotation.sentence), lang=""),
        citation_html(quotation.citation, key, number=quotation.rank),
        element("div", element("span", say("Also in")), *also_in, class_="fn-also") if also_in else None,
        _why_html(quotation.why, key),
        rating_html(quotation.rank, key, opinion),
        class_="fn-card",
        aria_label=say("Quotation {number}", number=quotation.rank),
    )


def _marked(text: str, offset: int, sentence: QuotedSentence) -> Markup:
    start, end = sentence.start - offset, sentence.end - offset
    if not 0 <= start < end <= len(text):
        return join(text)
    return join(text[:start], element("mark", text[start:end]), text[end:])


def _why_html(why: Why, key: str) -> Markup:
    rows = [join(element("dt", reason.name), element("dd", reason.words)) for reason in reasons(why)]
    return element(
        "details",
        element("summary", say("Why this passage")),
        element("dl", *rows),
        id=f"fn-why-{key}",
        class_="fn-why",
    )
