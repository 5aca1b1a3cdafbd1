"""Whether two statements can be compared, and whether they then say the same."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from bot.dialogue.concepts import spoken_of, touched
from bot.dialogue.conditions import Condition
from bot.dialogue.contrasts import are_contrary
from bot.dialogue.frames import are_at_other_settings, are_on_other_sides, are_set_apart, likeness
from bot.records.sources_say import Figure, Said, Stance, Verdict, Words
from bot.text.units import KELVINS, Dimension

# Two figures in the same words are the same to rounding; days against months to the length of a month; and "about"
# to a tenth, as people mean it ("about six weeks", "roughly a month and a half").
EXACT_SHARE = 0.04
APPROXIMATE_SHARE = 0.1
# A share of a temperature means nothing: 0 °C is no zero. Whole degrees of either scale are half a degree apart.
SAME_DEGREES = 0.5
# Short sentences that differ in so few words are the same said of two cases ("the flight to Rome", "to Oslo"); longer
# ones, or with more words apart, are other wordings. Chosen of 2 to 4 and of 10 to 13 on the pairs for development of
# benchmarks/sources_say.py: with more, fewer pairs by another author are compared; with less, "differ" is cried.
MOST_OWN_WORDS = 3
SHORT_WORDS = 11
LEAST_LIKENESS = 0.4  # of 0.3 to 0.6 on those pairs: with more, "differ" is cried; with less, fewer are compared
ENOUGH_COVERED = 2  # words of the question: sentences that each have two of them need not have the same two

_ORDER = (Verdict.DIFFER, Verdict.AGREE, Verdict.NOT_COMPARABLE)


@dataclass(frozen=True, slots=True)
class Statement:
    """What a source says, with what decides about comparing it: conditions, what of the question it covers, its kinds.

    `question` is what it answers, `kinds` are, by noun, the words that tell one kind of it from another ("full-time"
    staff). `rate` is what a figure is said to be for ("session", "day"), "" when nothing is said. `spoken` are all
    concepts of the sentence, `own` those that tell it from the question, `subject` those before its verb, `head` the
    noun of "a discount of 2 %", `cases` the contrasts it takes a side of.
    """

    said: Said
    conditions: tuple[Condition, ...]
    covered: frozenset[str]
    kinds: dict[str, frozenset[str]]
    rate: str = ""
    spoken: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    question: str = ""
    head: str = ""
    cases: dict[int, frozenset[str]] = field(default_factory=dict)


def verdict_of(statements: Sequence[Statement]) -> Verdict:
    """Differ when two documents differ anywhere, else agree when two agree, else not comparable.

    Two sentences that agree in one of their figures do not differ in the others.
    """
    found: dict[tuple[Words, Words], set[Verdict]] = {}
    for one, other in combinations(statements, 2):
        if one.said.document != other.said.document:
            found.setdefault((one.said.sentence, other.said.sentence), set()).add(compare(one, other))
    is_figures = any(statement.said.figure is not None for statement in statements)
    verdicts = [
        Verdict.AGREE if is_figures and Verdict.AGREE in some else min(some, key=_ORDER.index)
        for some in found.values()
    ]
    return min(verdicts, key=_ORDER.index, default=Verdict.NOT_COMPARABLE)


def compare(one: Statement, other: Statement) -> Verdict:
    """How two statements compare; not at all unless they speak of the same under the same conditions."""
    verdict = _compare_values(one.said, other.said)  # first, being quick
    return verdict if verdict is not Verdict.NOT_COMPARABLE and _is_comparable(one, other) else Verdict.NOT_COMPARABLE


def _compare_values(one: Said, other: Said) -> Verdict:
    if one.figure is not None and other.figure is not None:
        return _compare_figures(one.figure, other.figure)
    if one.stance is not None and other.stance is not None:
        return _compare_stances(one.stance, other.stance)
    return Verdict.NOT_COMPARABLE


def _is_comparable(one: Statement, other: Statement) -> bool:
    if (one.rate and other.rate and one.rate != other.rate) or are_contrary(one.cases, other.cases):
        return False
    if _are_set_apart(one, other) or are_at_other_settings(one.said, other.said) or _measure_others(one, other):
        return False
    is_strict = _are_alike(one, other)
    if not _holds_for(one, other, is_strict=is_strict) or not _holds_for(other, one, is_strict=is_strict):
        return False
    return not is_strict or (_cover_the_same(one, other) and not _are_other_kinds(one.kinds, other.kinds))


def _cover_the_same(one: Statement, other: Statement) -> bool:
    return one.covered == other.covered or min(len(one.covered), len(other.covered)) >= ENOUGH_COVERED


def _measure_others(one: Statement, other: Statement) -> bool:
    """Whether one figure is "interest of" what is asked, the other "a discount of" something else."""
    if not one.head or not other.head or one.head == other.head:
        return False
    return (one.head in touched(one.question)) is not (other.head in touched(one.question))


def _are_set_apart(one: Statement, other: Statement) -> bool:
    ours, theirs = one.said.sentence.text, other.said.sentence.text
    if are_on_other_sides(ours, theirs) or are_set_apart(ours, theirs, one.question):
        return True
    if _has_own_subject(one, other) and _has_own_subject(other, one):
        return True
    return _is_about_another(one, other) or _is_about_another(other, one) or _count_others(one, other)


def _has_own_subject(one: Statement, other: Statement) -> bool:
    """Whether the subject of `one` names what neither the question nor `other` does."""
    return not all(_is_named(concept, one, other) for concept in one.subject)


def _is_about_another(one: Statement, other: Statement) -> bool:
    """Whether `one` names neither in its subject nor elsewhere the thing asked about that `other` speaks of."""
    if not one.subject or any(_is_named(concept, one, other) for concept in one.subject):
        return False
    asked = [concept for concept in other.subject if spoken_of(concept, touched(one.question))]
    return bool(asked) and not any(spoken_of(concept, one.spoken) for concept in asked)


def _count_others(one: Statement, other: Statement) -> bool:
    """Whether only one of two counts is said to be of those asked for: "six had burns", "nine were women"."""
    if one.said.figure is None or one.said.figure.dimension != Dimension.COUNT or other.said.figure is None:
        return False
    ours, theirs = (s.covered - touched(s.said.figure.counted) if s.said.figure else s.covered for s in (one, other))
    return bool(ours) is not bool(theirs)


def _is_named(concept: str, one: Statement, other: Statement) -> bool:
    return spoken_of(concept, other.spoken) or spoken_of(concept, touched(one.question))


def _are_alike(one: Statement, other: Statement) -> bool:
    """Whether the two, both short, are one sentence but for a few words: those tell their cases apart."""
    longest = max(len(statement.said.sentence.text.split()) for statement in (one, other))
    apart = len(one.own - other.spoken) + len(other.own - one.spoken)
    return longest <= SHORT_WORDS and apart <= MOST_OWN_WORDS and likeness(_rest(one), _rest(other)) >= LEAST_LIKENESS


def _rest(statement: Statement) -> str:
    """The sentence without the words of the value."""
    sentence, words = statement.said.sentence, statement.said.words
    start, end = words.start - sentence.start, words.end - sentence.start
    return sentence.text if statement.said.figure is None else f"{sentence.text[:start]} {sentence.text[end:]}"


def _holds_for(one: Statement, other: Statement, *, is_strict: bool) -> bool:
    """Whether each condition of `one` is one of `other` or named in it: a rule is no match for its exception.

    Of two sentences that each say things of their own only firm ones are held against each other, unless `is_strict`.
    """
    return all(
        condition.concepts <= other.spoken or any(condition.is_same(theirs) for theirs in other.conditions)
        for condition in one.conditions
        if is_strict or condition.is_firm
    )


def _are_other_kinds(ones: dict[str, frozenset[str]], others: dict[str, frozenset[str]]) -> bool:
    """Whether both name a kind of the same thing, and not the same kind: "new machines", "used machines"."""
    return any(noun in others and not kinds & others[noun] for noun, kinds in ones.items())


def _compare_figures(one: Figure, other: Figure) -> Verdict:
    if one.dimension != other.dimension or one.unit != other.unit or one.is_vague or other.is_vague:
        return Verdict.NOT_COMPARABLE
    share = APPROXIMATE_SHARE if one.is_approximate or other.is_approximate else EXACT_SHARE
    if one.dimension in (Dimension.CLOCK, Dimension.DATE):
        share = 0.0
    if one.dimension == Dimension.TEMPERATURE:
        one, other, share = _above_zero(one), _above_zero(other), SAME_DEGREES / KELVINS
    is_same = _are_same(one, other, share)
    return Verdict.AGREE if is_same else Verdict.DIFFER


def _are_same(one: Figure, other: Figure, share: float) -> bool:
    """Whether the ends agree; one number agrees with itself as a bound ("30 days", "at least 30 days")."""
    if (_is_point(one) and _is_open(other)) or (_is_open(one) and _is_point(other)):
        return _is_near(_end(one), _end(other), share)
    return all(_is_near(ours, theirs, share) for ours, theirs in ((one.low, other.low), (one.high, other.high)))


def _above_zero(figure: Figure) -> Figure:
    """A temperature counted from the one zero that all scales share."""
    return replace(
        figure,
        low=None if figure.low is None else figure.low + KELVINS,
        high=None if figure.high is None else figure.high + KELVINS,
    )


def _is_point(figure: Figure) -> bool:
    return figure.low is not None and figure.low == figure.high


def _is_open(figure: Figure) -> bool:
    return (figure.low is None) is not (figure.high is None)


def _end(figure: Figure) -> float | None:
    return figure.low if figure.low is not None else figure.high


def _is_near(one: float | None, other: float | None, share: float) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= share * max(abs(one), abs(other))


def _compare_stances(one: Stance, other: Stance) -> Verdict:
    """A yes with reservations neither repeats a yes nor contradicts it, but contradicts a no."""
    if one is other:
        return Verdict.AGREE
    return Verdict.DIFFER if Stance.NO in (one, other) else Verdict.NOT_COMPARABLE
