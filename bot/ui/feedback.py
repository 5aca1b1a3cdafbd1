"""Thumbs as HTML: whether a quotation is of use, and if not, why."""

from typing import assert_never

from markupsafe import Markup

from bot.feedback.records import Opinion
from bot.ui.html import element
from bot.ui.saying import say

REASONS = (Opinion.IRRELEVANT, Opinion.OUTDATED, Opinion.WRONG)
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
            element("summary", _thumb("fn-thumb fn-down"), _down_words(down)),
            *(_button(rank, key, reason, opinion) for reason in REASONS),
            id=f"fn-down-{key}",
            class_="fn-reasons",
        ),
        element("p", kept(), class_="fn-said-kept") if opinion else None,
        role="group",
        aria_label=say("Is quotation {number} of use?", number=rank),
        class_="fn-rating",
    )


def kept() -> str:
    """What pressing a thumb does."""
    return say(
        "Kept for the owner of these documents, with your question and without your name. Press again to take it back."
    )


def kept_question() -> str:
    """What became of a question without an answer."""
    return say("As the documents do not answer it, this question is kept for their owner, without your name.")


def _down_words(down: Opinion | None) -> str:
    return say("Marked {opinion}", opinion=_words(down).lower()) if down else say("Not of use")


def _words(opinion: Opinion) -> str:
    match opinion:
        case Opinion.RELEVANT:
            return say("Relevant")
        case Opinion.IRRELEVANT:
            return say("Irrelevant")
        case Opinion.OUTDATED:
            return say("Outdated")
        case Opinion.WRONG:
            return say("Wrong")
        case _:
            assert_never(opinion)


def _button(rank: int, key: str, opinion: Opinion, given: Opinion | None, drawn: Markup | None = None) -> Markup:
    return element(
        "button",
        drawn,
        _words(opinion),
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
