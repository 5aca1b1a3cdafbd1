"""The exchanges of a conversation: the browser keeps them, the server sees those that it is sent and keeps none."""

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
    `is_kept` says that the question was kept for the owner of the documents, because they do not answer it. `seal` is
    that on the answer, from `bot.feedback.seals`; "" for one that an earlier version gave.
    """

    question: str
    answer: Answer | None = None
    problem: str = ""
    problem_language: str = ""
    without: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()
    rated: tuple[Rated, ...] = ()
    is_kept: bool = False
    seal: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it still waits for what comes back."""
        return self.answer is None and not self.problem

    def opinion_on(self, rank: int) -> Opinion | None:
        """What the reader thinks of the quotation of that rank, if anything."""
        return next((rated.opinion for rated in self.rated if rated.rank == rank), None)

    def with_opinion(self, rank: int, opinion: Opinion | None) -> "Exchange":
        """With that opinion on a quotation of its answer, or without one."""
        others = tuple(rated for rated in self.rated if rated.rank != rank)
        given = (Rated(rank, opinion),) if opinion else ()
        return replace(self, rated=(*others, *given))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that waits for its answer in a conversation of the browser's.

    It is its exchange of that `number`, from 1; `count` is how many there are once it is answered. `before` are the
    turns that it may lean on, oldest first.
    """

    exchange: Exchange
    number: int = 1
    count: int = 1
    before: tuple[Turn, ...] = ()

    def without(self, word: str) -> "Asked":
        """With `word` not searched for."""
        exchange = self.exchange
        left_out = tuple(dict.fromkeys((*exchange.without, word)))
        return replace(self, exchange=replace(exchange, without=left_out))

    def with_again(self, word: str) -> "Asked":
        """With `word` no longer left out, be it by the reader or by the search."""
        exchange = self.exchange
        left_out = tuple(other for other in exchange.without if other != word)
        pinned = exchange.pinned if word in exchange.without else (*exchange.pinned, word)
        return replace(self, exchange=replace(exchange, without=left_out, pinned=pinned))

    def answered(self, answer: Answer, seal: str, *, is_kept: bool = False) -> Exchange:
        """The exchange with its answer."""
        return replace(self.exchange, answer=answer, seal=seal, is_kept=is_kept)

    def failed(self, problem: str, language: str = "") -> Exchange:
        """The exchange with a sentence that says why there is no answer, in `language` if it is the page's own."""
        return replace(self.exchange, problem=problem, problem_language=language)
