"""The conversation as HTML: questions, their answers, and what stands there before the first question."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from bot.records import Answer, Turn
from bot.ui.html import element, join
from bot.ui.replies import answer_html


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question and what came back: an answer, or a sentence that says why there is none, or nothing yet."""

    question: str
    answer: Answer | None = None
    problem: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it still waits for what comes back."""
        return self.answer is None and not self.problem


def turns(exchanges: Sequence[Exchange]) -> tuple[Turn, ...]:
    """The exchanges that were answered, for the bot to understand a follow-up by."""
    return tuple(Turn(exchange.question, exchange.answer) for exchange in exchanges if exchange.answer is not None)


def conversation_html(exchanges: Sequence[Exchange], examples: Sequence[str] = (), hint: str = "") -> Markup:
    """All exchanges in order, or the welcome with its `examples` when there are none; then the `hint`, if any."""
    drawn = [_exchange_html(number, exchange) for number, exchange in enumerate(exchanges, start=1)]
    if not exchanges:
        drawn = [_welcome(examples)]
    elif not exchanges[-1].is_open:
        drawn.append(_start_over())
    note = element("p", hint, class_="fn-hint", role="status") if hint else None
    return element("div", *drawn, note, class_="fn-conversation")


def _welcome(examples: Sequence[str]) -> Markup:
    buttons = [
        element("li", element("button", question, type="button", class_="fn-example", data_question=question))
        for question in examples
    ]
    return element(
        "section",
        element("h2", "Ask your documents"),
        element("p", "You get the passages that answer, word for word, each with a citation that opens its source."),
        join(element("p", "For example:", class_="fn-label"), element("ul", *buttons)) if buttons else None,
        class_="fn-welcome",
    )


def _exchange_html(number: int, exchange: Exchange) -> Markup:
    return element(
        "section",
        element("h2", exchange.question, class_="fn-question"),
        element("div", _reply_html(str(number), exchange), class_="fn-reply"),
        class_="fn-exchange",
        id=f"fn-exchange-{number}",
        aria_label=f"Question {number}",
    )


def _reply_html(key: str, exchange: Exchange) -> Markup:
    if exchange.answer is not None:
        return answer_html(exchange.answer, key)
    if exchange.problem:
        return element("p", exchange.problem, class_="fn-problem", role="alert")
    return element("p", "Reading your documents…", class_="fn-pending")


def _start_over() -> Markup:
    return element("button", "Start over", type="button", class_="fn-start-over", data_action="start over")
