"""Sentences that give the figure asked for, and whether two of them give it of the same thing."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.comparison.asking import Asked, figure_words, is_name
from bot.comparison.values import POINTS
from bot.language.words import Word, function_words, terms, words
from bot.records import Passage, Sentence
from bot.text.moments import moments
from bot.text.quantities import Quantity, may_measure, quantities
from bot.text.units import Dimension
from bot.text.words import WORD

MOST_MISSING = 1  # words of a question that a sentence with nothing else of its own need not say
NEGATED_WORDS = 5  # "must not be heated to more than 40 °C"
LOOK_BACK = 3  # words between a preposition and the last word of what it introduces
_YEAR = re.compile(r"(?:19|20)\d\d")
_DEFINITE = re.compile(
    r"(?<!\bin )(?<!\bon )(?<!\bat )\b(?:(?P<alone>it|we|they)|the|this|these|our|your|its|my)\b", re.IGNORECASE
)
LOOK_AHEAD_CHARS = 40  # what may be the two words after "the"
_NEGATION = re.compile(r"n['’]t\b", re.IGNORECASE)


class Ambiguous:
    """A sentence that gives several figures of what is asked."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence with the one figure in it that is asked for.

    `rest` are the words beside the figure; `others` the other figures; `place` the terms of title and headings.
    """

    passage: Passage
    sentence: Sentence
    title: str
    figure: Quantity
    rest: tuple[Word, ...]
    others: frozenset[str]
    limits: tuple[str, ...]
    is_negated: bool

    @property
    def terms(self) -> frozenset[str]:
        """The index terms of the words beside the figure."""
        return frozenset(word.term for word in self.rest)

    @property
    def place(self) -> frozenset[str]:
        """The index terms of title and headings."""
        return frozenset(terms(" ".join((self.title, *self.passage.headings))))


def may_answer(asked: Asked, passage: Passage, title: Callable[[], str]) -> list[Sentence]:
    """The sentences of a passage that are on what is asked; their figures are not read yet.

    `title` gives that of the document, for sentences that do not name the thing themselves.
    """
    found = []
    for sentence in passage.sentences:
        said = frozenset(terms(sentence.text))
        if asked.counted and asked.counted not in said:
            continue
        missing = asked.subject - said
        if missing:
            missing -= frozenset(terms(" ".join((title(), *passage.headings))))
        if _may_be_left_out(asked, missing):
            found.append(sentence)
    return found


def statement_of(asked: Asked, passage: Passage, sentence: Sentence, title: str) -> Statement | Ambiguous | None:
    """What a sentence states of what is asked: one figure, several, or nothing."""
    found = _figures(asked, sentence.text)
    if len(found) == 1:
        return _statement(asked, passage, sentence, title, found[0])
    return Ambiguous() if found and asked.subject <= frozenset(terms(sentence.text)) else None


def _may_be_left_out(asked: Asked, missing: frozenset[str]) -> bool:
    """Whether a sentence that lacks these words of the question may still be on the thing that it names."""
    is_named = bool(asked.counted) or len(missing) < len(asked.subject)
    return not missing or (len(missing) <= MOST_MISSING and is_named and missing.isdisjoint(asked.names))


def _figures(asked: Asked, text: str) -> list[Quantity]:
    return [figure for figure in _read(text, asked.dimensions) if _is_asked(asked, figure)]


def _read(text: str, dimensions: frozenset[Dimension]) -> list[Quantity]:
    """The figures of a sentence in order; with points in time, which are then no lengths of time, where asked for."""
    points = moments(text) if dimensions & POINTS else ()
    figures = quantities(text) if may_measure(text, dimensions) else ()
    lengths = (figure for figure in figures if not any(_overlap(figure, point) for point in points))
    return sorted((*points, *lengths), key=lambda figure: figure.start)


def _is_asked(asked: Asked, figure: Quantity) -> bool:
    if figure.is_vague or figure.unit.dimension not in asked.dimensions:
        return False
    if asked.counted:
        return terms(figure.counted)[-1:] == [asked.counted]
    return figure.is_interval or not asked.recurs


def _statement(asked: Asked, passage: Passage, sentence: Sentence, title: str, figure: Quantity) -> Statement:
    text = sentence.text
    said = figure_words()
    rest = tuple(word for word in words(text) if word.end <= figure.start or word.start >= figure.end)
    small = [word.text.lower() for word in rest]
    is_negated = not said.negations.isdisjoint(small) or _NEGATION.search(text) is not None
    if _negates(text[: figure.start]) and (figure.low is None) != (
        figure.high is None
    ):  # "not be kept above 40" is "at most 40"
        figure, is_negated = replace(figure, low=figure.high, high=figure.low), False
    others = [
        text[other.start : other.end].lower()
        for other in (*moments(text), *quantities(text))
        if not _overlap(other, figure)
    ]
    numbers = [word.term for word in rest if any(map(str.isdigit, word.text)) and word.term not in asked.subject]
    limits = tuple(sorted(said.limits.intersection(small)))
    return Statement(passage, sentence, title, figure, rest, frozenset((*others, *numbers)), limits, is_negated)


def _negates(before: str) -> bool:
    """Whether the last words before a figure hold a negation."""
    last = [match.group().lower() for match in WORD.finditer(before)][-NEGATED_WORDS:]
    return not figure_words().negations.isdisjoint(last)


def _overlap(one: Quantity, other: Quantity) -> bool:
    return one.start < other.end and other.start < one.end


def are_of_one_thing(asked: Asked, one: Statement, other: Statement) -> bool:
    """Whether both give the same quantity of the same thing under the same conditions, as far as their words tell.

    At most one of them says something that neither the question nor the other does, and that restricts nothing.
    """
    same = (one.others, one.limits, one.is_negated, one.figure.is_interval, one.figure.unit.base)
    if same != (other.others, other.limits, other.is_negated, other.figure.is_interval, other.figure.unit.base):
        return False
    own, others = _own_words(asked, one, other), _own_words(asked, other, one)
    shared = asked.subject | (one.terms & other.terms)
    return all(
        _adds_nothing(asked, statement, added, shared) for statement, added in ((one, own), (other, others))
    ) and _stand_alike(asked, one, other)


def _own_words(asked: Asked, one: Statement, other: Statement) -> list[Word]:
    """The words of `one` that say more than the question and `other` do."""
    known = asked.subject | asked.measure | figure_words().neutral | other.terms | other.place
    return [word for word in one.rest if word.term not in known and word.text.lower() not in function_words()]


def _adds_nothing(asked: Asked, statement: Statement, added: Sequence[Word], shared: frozenset[str]) -> bool:
    """Whether the words that a statement has for itself name no other thing and no condition."""
    if added and not asked.subject <= statement.terms:
        return False
    text = statement.sentence.text
    return not any(_is_name(text, word) or _restricts(text, word, shared) for word in added)


def _is_name(text: str, word: Word) -> bool:
    """Whether a word is spelt as a name is: with a capital inside a sentence, or with digits."""
    is_first = not text[: word.start].strip(" \"'“‘(*_")
    return is_name(word.text[1:] if is_first else word.text)


def _restricts(text: str, word: Word, shared: frozenset[str]) -> bool:
    """Whether a word belongs to a phrase that a preposition introduces, or stands right beside a word of both."""
    before = [match.group().lower() for match in WORD.finditer(text, 0, word.start)][-LOOK_BACK:]
    if not figure_words().restricts.isdisjoint(before) or word.term in figure_words().all_measures:
        return True
    if re.match(r"\s+of\b", text[word.end :]):  # "an upgrade of the licence"
        return True
    return any(_touches(text, word, near) and near.term in shared for near in words(text))


def _touches(text: str, word: Word, near: Word) -> bool:
    between = text[min(word.end, near.end) : max(word.start, near.start)]
    return near != word and not between.strip(" -") and len(between) <= 1


def _stand_alike(asked: Asked, one: Statement, other: Statement) -> bool:
    """Whether no heading or title says of another thing, or of another case, what the sentence below it says."""
    known = asked.subject | asked.measure | figure_words().neutral | one.terms | other.terms
    ones, others = _heading_terms(one) - known, _heading_terms(other) - known
    if ones != others:
        return False
    return _titles_alike(asked, one, other, known)


def _heading_terms(statement: Statement) -> frozenset[str]:
    headings = statement.passage.headings
    below = headings[1:] if headings[:1] == (statement.title,) else headings
    return frozenset(word.term for heading in below for word in _telling_words(heading))


def _titles_alike(asked: Asked, one: Statement, other: Statement, known: frozenset[str]) -> bool:
    """Whether the titles do not tell two things or two cases apart.

    What is said of "the pump" holds for that of the document, unless the question has a name for it; only what is said
    of all of a kind holds whatever the title, if the question has more than one word or the titles name the kind.
    """
    ones, others = _telling_words(one.title), _telling_words(other.title)
    shared = {word.term for word in ones} & {word.term for word in others}
    own, theirs = ([word for word in titled if word.term not in known | shared] for titled in (ones, others))
    if _tells_a_case(one.title, own, known) or _tells_a_case(other.title, theirs, known):
        return False
    have_years = [any(map(_is_year, titled)) for titled in (own, theirs)]
    if (all(have_years) or (any(have_years) and shared)) and one.terms != other.terms:
        return False
    own, theirs = ([word for word in titled if not _is_year(word)] for titled in (own, theirs))
    if asked.names or not (own or theirs):
        return True
    is_definite = any(_is_definite(asked, statement) for statement in (one, other))
    if own and theirs:
        is_telling = bool(asked.subject & shared) or len(asked.subject) + bool(asked.counted) > 1
        is_special = any(_is_special(asked, one.title, word) for word in own) or any(
            _is_special(asked, other.title, word) for word in theirs
        )
        return is_telling and not (shared - asked.subject or is_definite or is_special)
    title = one.title if own else other.title
    return not (is_definite and any(_is_name(title, word) for word in (*own, *theirs)))


def _tells_a_case(title: str, own: Sequence[Word], known: frozenset[str]) -> bool:
    """Whether a title is of a case of what is asked, as "For children" and "Salt for children" are."""
    said = words(title)
    for i, word in enumerate(said):
        if word.text.lower() in figure_words().cases and (not i or said[i - 1].term in known):
            return any(added.start > word.start for added in own)
    return False


def _is_special(asked: Asked, title: str, word: Word) -> bool:
    """Whether a word of a title makes a kind of what is asked: "car tyres", but not "tyre shop"."""
    return any(
        near.start > word.start and near.term in asked.subject and _touches(title, word, near) for near in words(title)
    )


def _is_definite(asked: Asked, statement: Statement) -> bool:
    """Whether a sentence is on the one thing of its document: "the pump", "we", but not "in the fridge"."""
    text = statement.sentence.text
    for match in _DEFINITE.finditer(text):
        following = terms(text[match.end() : match.end() + LOOK_AHEAD_CHARS])[:2]
        if not following or not asked.subject.union(asked.measure).isdisjoint(following) or match["alone"]:
            return True
    return False


def _telling_words(text: str) -> list[Word]:
    return [word for word in words(text) if word.text.lower() not in function_words()]


def _is_year(word: Word) -> bool:
    return _YEAR.fullmatch(word.text) is not None
