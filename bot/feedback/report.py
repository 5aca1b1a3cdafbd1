"""What an owner learns from feedback: questions without an answer, alike ones together, and passages voted down."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.errors import QuestionError
from bot.feedback.records import Entry, Opinion, Thumb, Unanswered
from bot.feedback.store import Kept
from bot.records import Level
from bot.search.query import parse_query

ALIKE = 0.5  # share of content words of two questions that both have: "pain after laser", "Is there pain after lasers?"


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that ask much the same, the first asked first, and how often they were asked together."""

    questions: tuple[str, ...]
    times: int


@dataclass(frozen=True, slots=True)
class Votes:
    """How often one opinion was given."""

    opinion: Opinion
    times: int


@dataclass(frozen=True, slots=True)
class Downvoted:
    """A passage that readers voted down, by what of it answers best, and to which questions it came."""

    document: str
    start: int
    end: int
    words: str
    votes: tuple[Votes, ...]
    questions: tuple[str, ...]

    @property
    def down(self) -> int:
        """How many thumbs down it got."""
        return sum(votes.times for votes in self.votes if votes.opinion is not Opinion.RELEVANT)


@dataclass(frozen=True, slots=True)
class FeedbackReport:
    """The whole report; most frequent first, equals in the order in which they came."""

    thumbs: int
    damaged: int
    unanswered: tuple[Group, ...]
    downvoted: tuple[Downvoted, ...]


def report_of(kept: Kept) -> FeedbackReport:
    """The report over everything kept."""
    thumbs = standing(kept.entries)
    return FeedbackReport(len(thumbs), kept.damaged, _grouped(_unanswered(kept.entries, thumbs)), _downvoted(thumbs))


def standing(entries: Sequence[Entry]) -> list[Thumb]:
    """The thumbs that were not taken back, oldest first; of those on one quotation of one answer the last."""
    thumbs = [entry for entry in entries if isinstance(entry, Thumb)]
    last = {(one.answer, one.rank): place for place, one in enumerate(thumbs)}
    unnamed = [one for one in thumbs if not one.answer]
    withdrawn = Counter(replace(one, is_withdrawn=False, day="") for one in unnamed if one.is_withdrawn)
    left = []
    for place, one in reversed([*enumerate(thumbs)]):  # who takes back means the last that was given
        key = replace(one, day="")
        if one.is_withdrawn or (one.answer and last[one.answer, one.rank] != place):
            continue
        if withdrawn[key]:
            withdrawn[key] -= 1
        else:
            left.append(one)
    return left[::-1]


def _unanswered(entries: Sequence[Entry], thumbs: Sequence[Thumb]) -> dict[str, int]:
    """Questions without an answer, and how often each was asked as far as that is known."""
    times = Counter(entry.question for entry in entries if isinstance(entry, Unanswered))
    helped = {one.question for one in thumbs if one.opinion is Opinion.RELEVANT}
    for one in thumbs:
        if one.level is Level.NOT_FOUND and one.question not in helped:
            times.setdefault(one.question, 1)
    return dict(times)


def _grouped(times: dict[str, int]) -> tuple[Group, ...]:
    """A question joins the first group whose first question is like it."""
    groups: list[list[str]] = []
    firsts: list[frozenset[str]] = []
    having: dict[str, list[int]] = {}  # term -> the groups whose first question has it
    for question in times:
        terms = _terms(question)
        near = sorted({number for term in terms for number in having.get(term, ())})
        home = next((number for number in near if _are_alike(terms, firsts[number])), None)
        if home is not None:
            groups[home].append(question)
            continue
        for term in sorted(terms):
            having.setdefault(term, []).append(len(groups))
        groups.append([question])
        firsts.append(terms)
    counted = (Group(tuple(group), sum(times[question] for question in group)) for group in groups)
    return tuple(sorted(counted, key=lambda group: -group.times))


def _are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= ALIKE * len(one | other)


def _terms(question: str) -> frozenset[str]:
    try:
        return frozenset(parse_query(question).terms)
    except QuestionError:
        return frozenset()


def _downvoted(thumbs: Sequence[Thumb]) -> tuple[Downvoted, ...]:
    by_place: dict[tuple[str, int, int, str], list[Thumb]] = {}
    for one in thumbs:
        by_place.setdefault((one.document, one.start, one.end, one.text_sha256), []).append(one)
    passages = [_passage(group) for group in by_place.values()]
    return tuple(sorted((one for one in passages if one.down), key=lambda one: -one.down))


def _passage(thumbs: Sequence[Thumb]) -> Downvoted:
    first = thumbs[0]
    votes = Counter(one.opinion for one in thumbs)
    return Downvoted(
        document=first.document,
        start=first.start,
        end=first.end,
        words=first.words,
        votes=tuple(Votes(opinion, votes[opinion]) for opinion in Opinion if votes[opinion]),
        questions=tuple(dict.fromkeys(_asked_down(thumbs))),
    )


def _asked_down(thumbs: Sequence[Thumb]) -> Iterator[str]:
    return (one.question for one in thumbs if one.opinion is not Opinion.RELEVANT)
