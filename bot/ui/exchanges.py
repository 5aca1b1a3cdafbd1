"""A conversation as the page holds it: questions and what came back; asking anew gives another conversation."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.feedback.records import Opinion
from bot.records import Answer, Turn


@dataclass(frozen=True, slots=True)
class Rated:
    """What the reader thinks of the quotation of that rank."""

    rank: int
    opinion: Opinion


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question and what came back: an answer, or a sentence that says why there is none, or nothing yet.

    `problem_language` is that of a sentence of the page's own; "" for one from below it, which is English.
    `without` and `pinned` are words of the conversation that the reader took out of the search, and put into it.
    An answer stands until the one to the same question, `is_asked_again`, takes its place. `is_kept` says that the
    question was kept for the owner of the documents, because they do not answer it.
    """

    question: str
    answer: Answer | None = None
    problem: str = ""
    problem_language: str = ""
    without: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()
    is_asked_again: bool = False
    rated: tuple[Rated, ...] = ()
    is_kept: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it still waits for what comes back."""
        return self.is_asked_again or (self.answer is None and not self.problem)

    def opinion_on(self, rank: int) -> Opinion | None:
        """What the reader thinks of the quotation of that rank, if anything."""
        return next((rated.opinion for rated in self.rated if rated.rank == rank), None)


@dataclass(frozen=True, slots=True)
class Conversation:
    """The exchanges of one conversation, numbered from 1; `id` names it in the reader's browser."""

    id: str = ""
    exchanges: tuple[Exchange, ...] = ()

    @property
    def is_waiting(self) -> bool:
        """Whether a question of it is being answered."""
        return any(exchange.is_open for exchange in self.exchanges)

    def has(self, number: int) -> bool:
        """Whether there is a question of that number."""
        return 1 <= number <= len(self.exchanges)

    def asked(self, question: str) -> "Conversation":
        """With one more question."""
        return replace(self, exchanges=(*self.exchanges, Exchange(question)))

    def edited(self, number: int, question: str) -> "Conversation":
        """With another question in the place of that one, and without those that came after it."""
        return replace(self, exchanges=self.exchanges[: number - 1]).asked(question)

    def without(self, number: int, word: str) -> "Conversation":
        """With that question asked again, and `word` not searched for."""
        exchange = self.exchanges[number - 1]
        return self._asked_again(number, tuple(dict.fromkeys((*exchange.without, word))), exchange.pinned)

    def with_again(self, number: int, word: str) -> "Conversation":
        """With that question asked again, and `word` no longer left out, be it by the reader or by the search."""
        exchange = self.exchanges[number - 1]
        left_out = tuple(other for other in exchange.without if other != word)
        pinned = exchange.pinned if word in exchange.without else (*exchange.pinned, word)
        return self._asked_again(number, left_out, pinned)

    def again(self, number: int) -> "Conversation":
        """With that question asked again as it is."""
        exchange = self.exchanges[number - 1]
        return self._asked_again(number, exchange.without, exchange.pinned)

    def rated(self, number: int, rank: int, opinion: Opinion | None) -> "Conversation":
        """With that opinion on a quotation of that question's answer, or without one."""
        exchange = self.exchanges[number - 1]
        others = tuple(rated for rated in exchange.rated if rated.rank != rank)
        given = (Rated(rank, opinion),) if opinion else ()
        return self._with(number - 1, replace(exchange, rated=(*others, *given)))

    def before_open(self) -> tuple[Exchange, ...]:
        """The exchanges before the one that waits."""
        return self.exchanges[: self._open_place()]

    def open_one(self) -> Exchange:
        """The exchange that waits; there must be one."""
        return self.exchanges[self._open_place()]

    def open_number(self) -> int:
        """The number of the exchange that waits; there must be one."""
        return self._open_place() + 1

    def settled(self, answer: Answer, *, is_kept: bool = False) -> "Conversation":
        """With this answer in the place of what was waited for."""
        return self._settled(replace(self.open_one(), answer=answer, problem="", problem_language="", is_kept=is_kept))

    def failed(self, problem: str, language: str = "") -> "Conversation":
        """With a sentence that says why there is no answer, in that `language` if it is the page's own."""
        return self._settled(
            replace(self.open_one(), answer=None, problem=problem, problem_language=language, is_kept=False)
        )

    def _settled(self, exchange: Exchange) -> "Conversation":
        return self._with(self._open_place(), replace(exchange, is_asked_again=False, rated=()))

    def _asked_again(self, number: int, without: tuple[str, ...], pinned: tuple[str, ...]) -> "Conversation":
        exchange = replace(self.exchanges[number - 1], without=without, pinned=pinned, is_asked_again=True)
        return self._with(number - 1, exchange)

    def _with(self, place: int, exchange: Exchange) -> "Conversation":
        return replace(self, exchanges=(*self.exchanges[:place], exchange, *self.exchanges[place + 1 :]))

    def _open_place(self) -> int:
        return next(place for place, exchange in enumerate(self.exchanges) if exchange.is_open)


def turns(exchanges: Sequence[Exchange]) -> tuple[Turn, ...]:
    """The exchanges that were answered, for the bot to understand a follow-up by."""
    return tuple(Turn(exchange.question, exchange.answer) for exchange in exchanges if exchange.answer is not None)
