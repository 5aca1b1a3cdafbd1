"""The time that a question asks for: a period, or the latest or earliest; and what of the documents is of that time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, islice, zip_longest

from bot.language.answer_types import AnswerType, answer_type
from bot.language.asked_times import AskedTime, asked_time, asks_what_happens, only_says_period, shape_of
from bot.language.periods import lies_within, period_of_key
from bot.language.words import Word, term_of
from bot.library import Snapshot
from bot.records import Document, Key, Period, Span
from bot.search.query import Query
from bot.search.wanted import Wanted, idle

OPEN = frozenset({AnswerType.ANY, AnswerType.DEFINITION})  # "What happened?", and not "How many?"


@dataclass(frozen=True)
class InTime:
    """Says of documents how well the question's time fits theirs."""

    snapshot: Snapshot
    query: Query

    @cached_property
    def said(self) -> AskedTime:
        """What the question says of time."""
        return asked_time(self.query.text, self.query.asked_in, self.query.keys)

    @cached_property
    def asked(self) -> tuple[Period, ...]:
        """The periods that it asks for; of a month without a year that of each year of a document."""
        named = chain.from_iterable(map(self._of_each_year, self.said.keys))
        return tuple(period for key in named if (period := period_of_key(key)))

    @property
    def end(self) -> int:
        """Which end of an order in time it asks for, where it asks for no period."""
        return 0 if self.asked else self.said.end

    @property
    def is_asked(self) -> bool:
        """Whether the question asks for a time at all."""
        return bool(self.asked or self.end)

    def fit(self, document: str) -> tuple[int, int] | None:
        """The larger, the better; None for a document without a period.

        Of a period that is asked for, the document of just this period comes first, then those of parts of it.
        """
        period = self.snapshot.period_of(document)
        if period is None:
            return None
        if self.asked:
            within = any(lies_within(period, asked) for asked in self.asked)
            return int(within), int(any(_are_equal(period, asked) for asked in self.asked))
        return self.end * _number(period.start), self.end * _number(period.end)

    def decides(self, documents: Iterable[str]) -> bool:
        """Whether the question's time chooses among these documents."""
        periods = [period for name in documents if (period := self.snapshot.period_of(name))]
        if self.asked:
            return any(_touch(period, asked) for period in periods for asked in self.asked)
        return bool(self.end) and len({(period.start, period.end) for period in periods}) > 1

    def settled(self, wanted: Sequence[Wanted], documents: Sequence[str]) -> tuple[Wanted, ...]:
        """The words without those that choose one of these documents by its period: "the latest report".

        Dates stay, as what a document's period names is read with all that it says. Where no other word is left, they
        are idle.
        """
        if not self.decides(documents):
            return tuple(wanted)
        starts = self._said_of(filter(self.snapshot.period_of, documents)).starts
        is_settled = [one.word.start in starts and not one.is_carried and not self._is_date(one.word) for one in wanted]
        if any(not settled and not one.is_filler for one, settled in zip(wanted, is_settled, strict=True)):
            return tuple(one for one, settled in zip(wanted, is_settled, strict=True) if not settled)
        return tuple(
            idle(one, self.snapshot) if settled else one for one, settled in zip(wanted, is_settled, strict=True)
        )

    def _is_date(self, word: Word) -> bool:
        return any(key.start <= word.start < key.end for key in self.said.keys)

    @cached_property
    def asks_what_happened(self) -> bool:
        """Whether nothing else is asked of the time."""
        if not self.is_asked or self.query.carried or answer_type(self.query.text, self.query.asked_in) not in OPEN:
            return False
        starts = self._said_of(self._dated).starts
        others = (word for word in self.query.words if word.start not in starts)
        return all(asks_what_happens(word.text, self.query.asked_in) for word in others)

    def documents(self, *, wider: bool = False) -> tuple[str, ...]:
        """Those of the time, in their order; `wider` are those of a longer one, that it is a part of."""
        if self.end:
            best = max(map(self.fit, self._dated), key=lambda fit: fit or (0, 0), default=None)
            return tuple(name for name in self._dated if self.fit(name) == best)
        pairs = [(name, period, asked) for name, period in self._dated.items() for asked in self.asked]
        found = [name for name, period, asked in pairs if lies_within(*((asked, period) if wider else (period, asked)))]
        return tuple(sorted(dict.fromkeys(found), key=lambda name: self._dated[name].start))

    def central(self, documents: Iterable[str], most: int) -> list[tuple[Document, Span]]:
        """So many central sentences of documents, in turn, but for those that only say of what time these are."""
        in_turn = []
        for name in islice(documents, most):
            guide, language = self.snapshot.guide(name), self.snapshot.language_of(name)
            period = self._dated[name]
            told = (one for one in guide.central if not only_says_period(one.text, period, language, guide.title))
            in_turn.append([(self.snapshot.document(name), Span(one.start, one.end)) for one in told])
        return list(islice(filter(None, chain.from_iterable(zip_longest(*in_turn))), most))

    @cached_property
    def _dated(self) -> dict[str, Period]:
        """The period of each document that has one."""
        return {name: period for name in self.snapshot.titles if (period := self.snapshot.period_of(name))}

    def taken(self, document: str) -> Period | None:
        """The period that is answered for by a document: what is asked for, of several that which touches its own."""
        own = self.snapshot.period_of(document)
        if self.end or len(self.asked) == 1:
            return self.asked[0] if self.asked else own
        return next((asked for asked in self.asked if own and _touch(own, asked)), None)

    def of_another_time(self, documents: Sequence[str]) -> frozenset[str]:
        """Of documents, the best first, those of the series of the first that are no end of it, where one is asked for.

        Of one series are documents whose titles or names differ in nothing but what says their time.
        """
        first = next((name for name in documents if self.snapshot.period_of(name)), None)
        if not self.end or first is None:
            return frozenset()
        if self.end < 0 and not self._said_of(filter(self.snapshot.period_of, documents)).names_it:
            return frozenset()  # "the first step" is that of no document
        own, best = self._shapes(first), self.fit(first)
        return frozenset(name for name in documents if self.fit(name) not in (None, best) and own & self._shapes(name))

    def _shapes(self, document: str) -> frozenset[tuple[str, ...]]:
        shapes = (shape_of(document.rpartition(".")[0]), shape_of(self.snapshot.titles.get(document, "")))
        return frozenset(shape for shape in shapes if shape)

    def _of_each_year(self, key: Key) -> Iterable[Key]:
        if not key.name.startswith("--"):
            return [key]
        years = sorted({period.start[:4] for period in self._dated.values()}, reverse=True)
        return [replace(key, name=f"{year}{key.name[1:]}") for year in years]

    def _said_of(self, documents: Iterable[str]) -> AskedTime:
        """What the question says of time, and of what all these documents are called: "newsletter"."""
        names = [frozenset(chain.from_iterable(self._shapes(name))) for name in documents]
        common = frozenset.intersection(*names) if names else frozenset()
        called = {term_of(word, language) for word in common for language in self.snapshot.languages}

        def is_kind(word: str) -> bool:
            return any(term_of(word, language) in called for language in self.snapshot.languages)

        return asked_time(self.query.text, self.query.asked_in, self.query.keys, is_kind)


def _touch(period: Period, asked: Period) -> bool:
    return lies_within(period, asked) or lies_within(asked, period)


def _are_equal(one: Period, other: Period) -> bool:
    return (one.start, one.end) == (other.start, other.end)


def _number(day: str) -> int:
    return int(day.replace("-", ""))
