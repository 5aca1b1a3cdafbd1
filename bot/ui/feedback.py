"""Thumbs as HTML: whether a quotation is of use, and if not, why."""

from markupsafe import Markup

from bot.feedback.records import Opinion
from bot.ui.html import element

REASONS = (Opinion.IRRELEVANT, Opinion.OUTDATED, Opinion.WRONG)
KEPT = "Kept for the owner of these documents, with your question and without your name. Press again to take it back."
KEPT_QUESTION = "As the documents do not answer it, this question is kept for their owner, without your name."
# A hand of our own drawing, in a square of 24; turned around it points down.
THUMB = "M2 11h4v10H2zM8 20V11l4-8c2 0 3 1 3 3l-1 4h6c1 0 2 1 2 2l-2 7c0 1-1 2-2 2h-7z"


def rating_html(rank: int, key: str, opinion: Opinion | None) -> Markup:
    """The thumbs under one quotation, with what the reader thinks of it pressed."""
    down = opinion if opinion in REASONS else None
    return element(
        "div",
        _button(rank, key, Opinion.RELEVANT, opinion, _thumb("fn-thumb")),
        element(
            "details",
            element("summary", _thumb("fn-thumb fn-down"), f"Marked {down.value}" if down else "Not of use"),
            *(_button(rank, key, reason, opinion) for reason in REASONS),
            id=f"fn-down-{key}",
            class_="fn-reasons",
        ),
        element("p", KEPT, class_="fn-said-kept") if opinion else None,
        role="group",
        aria_label=f"Is quotation {rank} of use?",
        class_="fn-rating",
    )


def _button(rank: int, key: str, opinion: Opinion, given: Opinion | None, drawn: Markup | None = None) -> Markup:
    return element(
        "button",
        drawn,
        opinion.value.capitalize(),
        type="button",
        id=f"fn-{opinion.value}-{key}",
        class_="fn-quiet fn-opinion",
        aria_pressed="true" if opinion is given else "false",
        data_action="rate",
        data_rank=rank,
        data_opinion=opinion.value,
    )


def _thumb(class_: str) -> Markup:
    return element("svg", element("path", d=THUMB), viewBox="0 0 24 24", class_=class_, aria_hidden="true")
