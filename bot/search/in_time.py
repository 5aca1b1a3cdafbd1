"""The time that a question asks for: a period, or the latest or earliest; and candidates in the order of theirs."""

from bot.language.periods import lies_within, period_of_key
from bot.language.words import end_in_time
from bot.library import Snapshot
from bot.records import Period
from bot.search.query import Query


def asked_periods(query: Query) -> tuple[Period, ...]:
    """The periods, each with its year, that the question asks for."""
    return tuple(period for key in query.keys if (period := period_of_key(key)))


class InTime:
    """Says of documents how well the question's time fits theirs."""

    def __init__(self, snapshot: Snapshot, query: Query) -> None:
        self._snapshot = snapshot
        self._asked = asked_periods(query)
        self._end = 0 if self._asked else end_in_time(query.text, query.asked_in)

    @property
    def is_asked(self) -> bool:
        """Whether the question asks for a time at all."""
        return bool(self._asked or self._end)

    def fit(self, document: str) -> tuple[int, int] | None:
        """The larger, the better; None for a document without a period.

        Of a period that is asked for, the document of just this period comes first, then those of parts of it.
        """
        period = self._snapshot.period_of(document)
        if period is None:
            return None
        if self._asked:
            within = any(lies_within(period, asked) for asked in self._asked)
            return int(within), int(any(_are_equal(period, asked) for asked in self._asked))
        return self._end * _number(period.start), self._end * _number(period.end)


def _are_equal(one: Period, other: Period) -> bool:
    return (one.start, one.end) == (other.start, other.end)


def _number(day: str) -> int:
    return int(day.replace("-", ""))
