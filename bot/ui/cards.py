"""A quotation as HTML: a card with the words, citations that open their source, and why it is here."""

from markupsafe import Markup

from bot.feedback.records import Opinion
from bot.records import Quotation, Why
from bot.ui.citations import citation_html
from bot.ui.feedback import rating_html
from bot.ui.html import element, join
from bot.ui.quoted_words import quotation_html
from bot.ui.reasons import reasons
from bot.ui.saying import say


def card_html(quotation: Quotation, key: str, opinion: Opinion | None = None) -> Markup:
    """One quotation: what introduces it, its words with the best sentence marked, its citations, why it is here.

    Below that the thumbs, with the reader's `opinion` pressed.
    """
    also_in = [citation_html(citation, f"{key}-{i}") for i, citation in enumerate(quotation.also_in, start=1)]
    return element(
        "article",
        quotation_html(quotation),
        citation_html(quotation.citation, key, number=quotation.rank),
        element("div", element("span", say("Also in")), *also_in, class_="fn-also") if also_in else None,
        _why_html(quotation.why, key),
        rating_html(quotation.rank, key, opinion),
        class_="fn-card",
        aria_label=say("Quotation {number}", number=quotation.rank),
    )


def _why_html(why: Why, key: str) -> Markup:
    rows = [join(element("dt", reason.name), element("dd", reason.words)) for reason in reasons(why)]
    return element(
        "details",
        element("summary", say("Why this passage")),
        element("dl", *rows),
        id=f"fn-why-{key}",
        class_="fn-why",
    )
