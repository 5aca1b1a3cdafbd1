"""Quotations as HTML: the short answer, and a card for each passage with its citations and why it is here."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.feedback.records import Opinion
from bot.records import Quotation, ShortQuotation, Span, Why
from bot.ui.citations import citation_html, place_html
from bot.ui.feedback import rating_html
from bot.ui.html import element, join
from bot.ui.quoted_words import quotation_html
from bot.ui.reasons import reasons
from bot.ui.saying import say


def short_answer_html(short_answer: Sequence[ShortQuotation], key: str) -> Markup | None:
    """The words that answer, each above where they stand; None when there are none."""
    if not short_answer:
        return None
    quoted = [
        element(
            "figure",
            quotation_html(quotation),
            element("figcaption", place_html(quotation.citation, f"{key}-short-{number}", quotation.rank)),
        )
        for number, quotation in enumerate(short_answer, start=1)
    ]
    return element("section", *quoted, class_="fn-short", aria_label=say("The short answer"))


def card_html(quotation: Quotation, key: str, best: Sequence[Span] = (), opinion: Opinion | None = None) -> Markup:
    """One passage: what introduces it, its words with the `best` of them marked, its citations, why it is here.

    Below that the thumbs, with the reader's `opinion` pressed.
    """
    also_in = [citation_html(citation, f"{key}-{i}") for i, citation in enumerate(quotation.also_in, start=1)]
    return element(
        "article",
        quotation_html(quotation, best),
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
