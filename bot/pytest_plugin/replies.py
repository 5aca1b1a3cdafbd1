"""The fixture's vocabulary: ask, and say what the answer must be."""

from collections.abc import Sequence
from typing import Self

from bot.chatbot import PASSAGES_SHOWN, ChatBot
from bot.evaluation.checking import Verdict, check_deeply
from bot.evaluation.questions import Expected, Question
from bot.records import Answer, Level, Quotation, Turn


class Reply:
    """An answer under test.

    Every assertion returns the reply, so that several can follow each other, and raises AssertionError with what came
    instead. `answer` is the whole answer for assertions of your own; `"words" in reply` looks at the passages shown.
    """

    def __init__(self, bot: ChatBot, answer: Answer, history: Sequence[Turn] = ()) -> None:
        self.answer = answer
        self._bot = bot
        self._history = tuple(history)

    @property
    def level(self) -> Level:
        """How much the passages are worth as an answer."""
        return self.answer.level

    @property
    def passages(self) -> tuple[Quotation, ...]:
        """The quotations of the answer, best first."""
        return self.answer.passages

    def quotes(
        self,
        quote: str = "",
        *,
        pattern: str = "",
        source: str = "",
        page: int | None = None,
        rank: int = PASSAGES_SHOWN,
    ) -> Self:
        """Assert that one of the first `rank` passages holds `quote` (white space apart) and is as the rest says.

        `pattern` is a regular expression; `source` a document's id, the tail of it, or the first words of its file's
        name. An answer of level `not_found` quotes nothing.
        """
        __tracebackhide__ = True
        return self._require(self._verdict(Expected(source, " ".join(quote.split()), pattern, page, rank)))

    def is_found(self) -> Self:
        """Assert that the level is `found`."""
        __tracebackhide__ = True
        return self._require(self._verdict(Expected(level=Level.FOUND)))

    def is_related(self) -> Self:
        """Assert that the level is `related`."""
        __tracebackhide__ = True
        return self._require(self._verdict(Expected(level=Level.RELATED)))

    def abstains(self) -> Self:
        """Assert that the level is `not_found`: the documents hold no answer."""
        __tracebackhide__ = True
        return self._require(self._verdict(Expected(level=Level.NOT_FOUND)))

    def verdict_on(self, quote: str) -> Verdict:
        """Whether a passage holds `quote`, and what came instead."""
        return self._verdict(Expected(quote=" ".join(quote.split())))

    def __contains__(self, quote: str) -> bool:
        return self.verdict_on(quote).is_met

    def __repr__(self) -> str:
        return f"<Reply to {self.answer.question!r}: {self.level}, {len(self.passages)} passages>"

    def _verdict(self, expected: Expected) -> Verdict:
        return check_deeply(self._bot, Question(self.answer.question, expected), self.answer, self._history)

    def _require(self, verdict: Verdict) -> Self:
        __tracebackhide__ = True
        if not verdict.is_met:
            raise AssertionError(f"\n{verdict.failure}")
        return self


class Conversation:
    """Questions asked one after the other, each with those before it as its history."""

    def __init__(self, bot: ChatBot) -> None:
        self._bot = bot
        self._history: list[Turn] = []

    def ask(self, question: str) -> Reply:
        """The reply to `question` after all that was asked before."""
        history = tuple(self._history)
        answer = self._bot.reply(question, history)
        self._history.append(Turn(question, answer))
        return Reply(self._bot, answer, history)


class Footnote:
    """The fixture: one bot, loaded once for the whole run."""

    def __init__(self, bot: ChatBot) -> None:
        self.bot = bot

    def ask(self, question: str) -> Reply:
        """The reply to `question` on its own."""
        return Reply(self.bot, self.bot.reply(question))

    def conversation(self) -> Conversation:
        """A new conversation."""
        return Conversation(self.bot)
