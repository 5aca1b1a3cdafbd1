"""Questions put to a bot, and whether its answers are what was expected."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.chatbot import ChatBot
from bot.evaluation.beside import differences
from bot.evaluation.explaining import explain, explain_beside, hint, hint_beside
from bot.evaluation.questions import Expected, Question
from bot.evaluation.sources import names_document
from bot.records import Answer, Citation, Level, Turn

LOOKED_AT = 50  # passages, to say how deep the expected one of a failed question is


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether an answer is what was expected.

    `rank` is that of the first passage that was expected, shown or deeper, None when none was looked for or seen.
    `failure` says in some lines what was expected, what came, and why; "" when met.
    """

    is_met: bool
    rank: int | None = None
    failure: str = ""


@dataclass(frozen=True, slots=True)
class CheckedTurn:
    """One question of a conversation, its answer, and the verdict on it."""

    question: Question
    answer: Answer
    verdict: Verdict


def check(
    question: Question, answer: Answer, deeper: Answer | None = None, note: str = "", note_beside: str = ""
) -> Verdict:
    """The verdict on `answer`; follow-ups are not asked.

    `deeper` is the same answer with more passages, to find the expected one in when it is not shown; `note` and
    `note_beside` are lines to add to what the failure says of the passages and of what stands beside them.
    """
    expected = question.expected
    rank = rank_of(expected, answer)
    beside = differences(expected, answer)
    has_passage = not expected.names_passage or (rank is not None and rank <= expected.rank)
    is_answered = _is_level_met(expected, answer) and has_passage
    if is_answered and not beside:
        return Verdict(is_met=True, rank=rank)
    seen = deeper or answer
    rank = rank or rank_of(expected, seen)
    lines = [f"asked:    {question.text}"]
    lines += () if is_answered else explain(expected, answer, seen, rank, note)
    lines += explain_beside(beside, note_beside) if beside else ()
    return Verdict(is_met=False, rank=rank, failure="\n".join(lines))


def rank_of(expected: Expected, answer: Answer) -> int | None:
    """The rank of the first passage that is as expected, whatever rank is allowed; None without one."""
    if not expected.names_passage:
        return None
    for quotation in answer.passages:
        if any(is_expected(expected, citation) for citation in (quotation.citation, *quotation.also_in)):
            return quotation.rank
    return None


def is_expected(expected: Expected, citation: Citation) -> bool:
    """Whether the cited passage is of the expected document and page and holds the expected words."""
    text = " ".join(citation.exact.split())
    return (
        (not expected.source or names_document(expected.source, citation.document))
        and (expected.page is None or expected.page == citation.page)
        and expected.quote in text
        and re.search(expected.pattern, text) is not None
    )


def ask(bot: ChatBot, question: Question, history: Sequence[Turn] = ()) -> Answer:
    """What `bot` answers to `question` after `history`; follow-ups are not asked."""
    return bot.reply(question.text, history, without=question.without, pinned=question.pinned)


def examine(bot: ChatBot, question: Question) -> tuple[CheckedTurn, ...]:
    """`question` and its follow-ups asked in one conversation; every turn is asked, whatever came before."""
    history: list[Turn] = []
    checked = []
    for turn in question.turns:
        answer = ask(bot, turn, history)
        checked.append(CheckedTurn(turn, answer, check_deeply(bot, turn, answer, history)))
        history.append(Turn(turn.text, answer))
    return tuple(checked)


def check_deeply(bot: ChatBot, question: Question, answer: Answer, history: Sequence[Turn] = ()) -> Verdict:
    """The verdict on an answer of `bot` after `history`; a failure says where the expected passage is instead."""
    verdict = check(question, answer)
    if verdict.is_met:
        return verdict
    beside = hint_beside(bot.library, question.expected)
    if not question.expected.names_passage:
        return check(question, answer, note_beside=beside)
    deeper = look_deeper(bot, question.text, history, without=question.without, pinned=question.pinned)
    note = hint(bot.library, question.expected) if verdict.rank is None else ""
    return check(question, answer, deeper, note, beside)


def look_deeper(
    bot: ChatBot,
    question: str,
    history: Sequence[Turn] = (),
    *,
    without: Sequence[str] = (),
    pinned: Sequence[str] = (),
) -> Answer:
    """The answer that `bot` gives, with up to `LOOKED_AT` passages."""
    return bot.reply(question, history, without=without, pinned=pinned, passages=LOOKED_AT)


def _is_level_met(expected: Expected, answer: Answer) -> bool:
    if expected.level is not None:
        return answer.level is expected.level and not answer.remark
    return answer.level is not Level.NOT_FOUND or (expected.names_more and not expected.names_passage)
