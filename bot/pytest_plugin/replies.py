"""The fixture's vocabulary: ask, and say what the answer must be."""

from collections.abc import Mapping, Sequence
from typing import Literal, Self

from bot.chatbot import PASSAGES_SHOWN, ChatBot
from bot.evaluation.checking import Verdict, check_deeply
from bot.evaluation.entries import Entry
from bot.evaluation.expected import COLLECTION, Expected, ExpectedAspect, ExpectedListing, ExpectedWhich, Saying
from bot.evaluation.questions import Question
from bot.records import Act, Answer, Concern, Level, Order, Quotation, Turn
from bot.records import Verdict as Comparison

Says = Mapping[str, str | Sequence[str]]


class Reply:
    """An answer under test.

    Every assertion returns the reply, so that several can follow each other, and raises AssertionError with what came
    instead. `answer` is the whole answer for assertions of your own; `"words" in reply` looks at the passages shown.
    """

    def __init__(
        self,
        bot: ChatBot,
        answer: Answer,
        history: Sequence[Turn] = (),
        *,
        without: Sequence[str] = (),
        pinned: Sequence[str] = (),
    ) -> None:
        self.answer = answer
        self._bot = bot
        self._history = tuple(history)
        self._without = tuple(without)
        self._pinned = tuple(pinned)

    @property
    def level(self) -> Level:
        """How much the passages are worth as an answer."""
        return self.answer.level

    @property
    def passages(self) -> tuple[Quotation, ...]:
        """The quotations of the answer, best first."""
        return self.answer.passages

    def answers(self, words: str) -> Self:
        """Assert that the first quotation of the short answer holds `words` (white space apart)."""
        __tracebackhide__ = True
        return self._require(Expected(answer=" ".join(words.split())))

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
        return self._require(Expected(source, " ".join(quote.split()), pattern, page, rank))

    def is_found(self) -> Self:
        """Assert that the level is `found`."""
        __tracebackhide__ = True
        return self._require(Expected(level=Level.FOUND))

    def is_related(self) -> Self:
        """Assert that the level is `related`."""
        __tracebackhide__ = True
        return self._require(Expected(level=Level.RELATED))

    def abstains(self) -> Self:
        """Assert that the level is `not_found`: the documents hold no answer."""
        __tracebackhide__ = True
        return self._require(Expected(level=Level.NOT_FOUND))

    def remarks(self, pattern: str = "") -> Self:
        """Assert that this was taken for small talk, and answered with a reply in which `pattern` matches."""
        __tracebackhide__ = True
        return self._require(Expected(remark=pattern))

    def cares(self, kind: Literal["personal", "red_flag", "none"]) -> Self:
        """Assert that a care note of this kind stands before the passages, or that none does."""
        __tracebackhide__ = True
        return self._require(Expected(care=Concern(kind)))

    def carries(self, word: str, *words: str) -> Self:
        """Assert that the search took these words, in whatever form, over from the conversation, or had them pinned."""
        __tracebackhide__ = True
        return self._require(Expected(carried=(word, *words)))

    def carries_nothing(self) -> Self:
        """Assert that only the words of the question itself were searched for."""
        __tracebackhide__ = True
        return self._require(Expected(carried=()))

    def offers(self, pattern: str = "") -> Self:
        """Assert that other questions are offered, and that `pattern` matches in one of them."""
        __tracebackhide__ = True
        return self._require(Expected(did_you_mean=pattern))

    def sources_differ(self, aspect: str = "", says: Says | None = None) -> Self:
        """Assert that an aspect is shown on which the sources differ.

        `aspect` is its name or a part of it. By source (named as in `quotes`), `says` gives words of its sentence that
        take in some of the figure shown.
        """
        __tracebackhide__ = True
        return self._compares(aspect, Comparison.DIFFER, says)

    def sources_agree(self, aspect: str = "", says: Says | None = None) -> Self:
        """Assert that an aspect is shown on which the sources agree; the rest as in `sources_differ`."""
        __tracebackhide__ = True
        return self._compares(aspect, Comparison.AGREE, says)

    def compares_nothing(self) -> Self:
        """Assert that nothing the sources say is set side by side."""
        __tracebackhide__ = True
        return self._require(Expected(sources_say=()))

    def lists(
        self,
        *documents: str,
        exactly: bool = False,
        words: Sequence[str] = (),
        count: int | None = None,
        complete: bool | None = None,
        first: str = "",
        order: Literal["highest", "lowest", "latest", "earliest"] | None = None,
        perhaps: Sequence[str] = (),
    ) -> Self:
        """Assert that all `documents` are listed, named as `source` in `quotes`; and no others where `exactly`.

        `words` are among those that were looked for, `count` is that of all documents that hold them, `complete`
        whether the listing says that it leaves out none, `first` its first document, `order` what it is sorted by, and
        `perhaps` are among the documents that only come near in meaning.
        """
        __tracebackhide__ = True
        sorted_by = Order(order) if order else None
        listing = ExpectedListing(documents, exactly, tuple(words), count, complete, first, sorted_by, tuple(perhaps))
        return self._require(Expected(listing=listing))

    def lists_nothing(self) -> Self:
        """Assert that no documents are listed."""
        __tracebackhide__ = True
        return self._require(Expected(listing=False))

    def guides(self, document: str = "") -> Self:
        """Assert that this says what `document` is about, or, without one, any."""
        __tracebackhide__ = True
        return self._require(Expected(guide=document))

    def guides_collection(self) -> Self:
        """Assert that this says what all documents together are about."""
        __tracebackhide__ = True
        return self._require(Expected(guide=COLLECTION))

    def guides_nothing(self) -> Self:
        """Assert that this is no guide."""
        __tracebackhide__ = True
        return self._require(Expected(guide=False))

    def asks_which(self, *names: str, count: int | None = None) -> Self:
        """Assert that several things are said to answer equally well: `count` of them, with these names or parts."""
        __tracebackhide__ = True
        return self._require(Expected(which=ExpectedWhich(count, names)))

    def asks_nothing(self) -> Self:
        """Assert that the answer does not ask which of several things is meant."""
        __tracebackhide__ = True
        return self._require(Expected(which=False))

    def is_taken_from(self, period: str) -> Self:
        """Assert that the answer is taken from this ISO 8601 period, such as "2022-Q3" or "2022-07-01/2022-09-30"."""
        __tracebackhide__ = True
        return self._require(Expected(period=Entry("is_taken_from", {"period": period}).period("period")))

    def is_taken_from_no_period(self) -> Self:
        """Assert that the answer names no period that it is taken from."""
        __tracebackhide__ = True
        return self._require(Expected(period=False))

    def acts(self, act: Literal["shorter", "more", "nth", "why", "where", "which"]) -> Self:
        """Assert that this did `act` to the last answer."""
        __tracebackhide__ = True
        return self._require(Expected(act=Act(act)))

    def verdict_on(self, quote: str) -> Verdict:
        """Whether a passage holds `quote`, and what came instead."""
        return self._verdict(Expected(quote=" ".join(quote.split())))

    def __contains__(self, quote: str) -> bool:
        return self.verdict_on(quote).is_met

    def __repr__(self) -> str:
        return f"<Reply to {self.answer.question!r}: {self.level}, {len(self.passages)} passages>"

    def _compares(self, aspect: str, comparison: Comparison, says: Says | None) -> Self:
        __tracebackhide__ = True
        return self._require(Expected(sources_say=(ExpectedAspect(aspect, comparison, _sayings(says or {})),)))

    def _verdict(self, expected: Expected) -> Verdict:
        asked = Question(self.answer.question, expected, pinned=self._pinned, without=self._without)
        return check_deeply(self._bot, asked, self.answer, self._history)

    def _require(self, expected: Expected) -> Self:
        __tracebackhide__ = True
        verdict = self._verdict(expected)
        if not verdict.is_met:
            raise AssertionError(f"\n{verdict.failure}")
        return self


class Conversation:
    """Questions asked one after the other, each with those before it as its history."""

    def __init__(self, bot: ChatBot) -> None:
        self._bot = bot
        self._history: list[Turn] = []

    def ask(self, question: str, *, without: Sequence[str] = (), pinned: Sequence[str] = ()) -> Reply:
        """The reply to `question` after all that was asked before.

        It is never searched for with the words of the conversation in `without`, and always with those `pinned`.
        """
        history = tuple(self._history)
        answer = self._bot.reply(question, history, without=without, pinned=pinned)
        self._history.append(Turn(question, answer))
        return Reply(self._bot, answer, history, without=without, pinned=pinned)


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


def _sayings(says: Says) -> tuple[Saying, ...]:
    return tuple(
        Saying(source, " ".join(words.split()))
        for source, given in says.items()
        for words in ([given] if isinstance(given, str) else given)
    )
