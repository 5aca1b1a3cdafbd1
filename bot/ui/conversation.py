"""The conversation as HTML: questions, their answers, and what stands there before the first question."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.ui.asking import LONGEST_QUESTION_CHARS
from bot.ui.exchanges import Exchange
from bot.ui.feedback import kept_question
from bot.ui.html import element, join
from bot.ui.replies import answer_html
from bot.ui.saying import Language, Spoken, lang_of, say, spoken


def exchange_html(number: int, exchange: Exchange) -> Markup:
    """A question, and what came back to it."""
    return element(
        "section",
        element("h2", exchange.question, class_="fn-question", lang=""),
        None if exchange.is_open else _edit_button(number),
        None if exchange.is_open else _edit_form(number, exchange.question),
        element(
            "div",
            _reply_html(str(number), exchange),
            class_="fn-reply",
            aria_busy="true" if exchange.is_open else None,
        ),
        class_="fn-exchange",
        id=f"fn-exchange-{number}",
        aria_label=say("Question {number}", number=number),
        data_number=number,
    )


def waiting_html() -> Markup:
    """What the script draws of a question that was just asked; the question and its number are the script's."""
    return exchange_html(0, Exchange(""))


def ending_html(count: int, examples: Sequence[str] = (), hint: str = "") -> Markup:
    """What stands after the last of `count` exchanges, or the welcome with its `examples`; then the `hint`, if any."""
    note = element("p", hint, class_="fn-hint", role="status") if hint else None
    return join(_ending() if count else _welcome(examples), note)


def _welcome(examples: Sequence[str]) -> Markup:
    buttons = [
        element("li", element("button", question, type="button", class_="fn-example", data_question=question, lang=""))
        for question in examples
    ]
    return element(
        "section",
        element("h2", say("Ask your documents")),
        element(
            "p",
            say("You get the passages that answer, word for word, each with a citation that opens its source."),
        ),
        join(element("p", say("For example:"), class_="fn-label"), element("ul", *buttons)) if buttons else None,
        class_="fn-welcome",
    )


def _edit_button(number: int) -> Markup:
    return element(
        "button",
        say("Edit"),
        type="button",
        id=f"fn-edit-{number}",
        class_="fn-edit fn-quiet",
        aria_label=say("Edit question {number}", number=number),
        data_action="edit",
    )


def _edit_form(number: int, question: str) -> Markup:
    """Shown when "Edit" is pressed; the script says then what sending it takes away."""
    return element(
        "form",
        element(
            "textarea",
            question,
            rows=2,
            maxlength=LONGEST_QUESTION_CHARS,
            aria_label=say("Question {number}", number=number),
            aria_describedby=f"fn-lost-{number}",
            autocomplete="off",
        ),
        element("p", id=f"fn-lost-{number}", class_="fn-lost", hidden=True),
        element("button", say("Ask again"), type="submit", class_="fn-send"),
        element("button", say("Cancel"), type="button", class_="fn-quiet", data_action="cancel"),
        class_="fn-edit-form",
        hidden=True,
    )


def _reply_html(key: str, exchange: Exchange) -> Markup:
    """What came back."""
    if exchange.answer is not None:
        opinions = {rated.rank: rated.opinion for rated in exchange.rated}
        kept = element("p", kept_question(), class_="fn-said-kept") if exchange.is_kept else None
        return join(answer_html(exchange.answer, key, exchange.without, opinions), kept)
    if exchange.problem:
        return _problem(key, exchange)
    return element("p", say("Reading your documents…"), class_="fn-pending")


def _problem(key: str, exchange: Exchange) -> Markup:
    """Why there is no answer. It is no alert, which would be told anew with every drawing: the script tells it once."""
    own = exchange.problem_language
    told = Spoken(exchange.problem, Language(own)) if own in set(Language) else spoken(exchange.problem)
    return join(
        element("p", told.words, class_="fn-problem", lang=lang_of(told)),
        element(
            "button",
            say("Ask again"),
            type="button",
            id=f"fn-again-{key}",
            class_="fn-again fn-quiet",
            data_action="again",
        ),
    )


def _ending() -> Markup:
    return element(
        "div",
        element("button", say("Save as HTML"), type="button", class_="fn-quiet", data_action="save", data_form="html"),
        element(
            "button", say("Save as Markdown"), type="button", class_="fn-quiet", data_action="save", data_form="md"
        ),
        element("button", say("New chat"), type="button", class_="fn-quiet fn-start-over", data_action="start over"),
        class_="fn-ending",
    )
