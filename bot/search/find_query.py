"""The grammar of `footnote find`: words, phrases in quotes, what must not be there, and fields of the document.

notice "notice period" -rent title:lease type:pdf folder:2024 after:2024-03 before:2025 dog OR cat
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from functools import lru_cache

import numpy as np

from bot.errors import QuestionError
from bot.language.words import terms, words
from bot.library import DocumentSummary, Snapshot
from bot.records import UNKNOWN, Period
from bot.search.finding import Clause, Flags, Found, Held, clauses_of, either, found_in, held_by, phrase_of
from bot.search.query import every_word

MOST_ITEMS = 50  # words, phrases and fields of one search
_QUOTES = str.maketrans("“”„‟«»", '""""""')
_ITEM = re.compile(
    r'(?P<minus>-?)(?:(?P<field>[^\W\d_]+):(?=[^\s]))?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))|(?P<lone>")'
)
_DATE = re.compile(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?")
OR = "OR"
NEAR_NAME = 0.75  # of difflib's ratio: "titel" is .8 of "title"
DECEMBER = 12


class Field(StrEnum):
    """What of a document can be asked for beside its words."""

    TITLE = "title"
    TYPE = "type"
    FOLDER = "folder"
    AFTER = "after"
    BEFORE = "before"


EXAMPLES = {
    Field.TITLE: "title:lease",
    Field.TYPE: "type:pdf",
    Field.FOLDER: "folder:contracts",
    Field.AFTER: "after:2024",
    Field.BEFORE: "before:2024-03",
}


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a year, a month or a day, first and last."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Condition:
    """A field with the value that a document must have in it, or must not; `days` are those of a date."""

    field: Field
    value: str
    is_negated: bool
    days: Days | None = None

    def admits(self, document: DocumentSummary, period: Period | None, language: str) -> bool:
        """Whether the document, which is of that period and read in that language, is as it must be."""
        return self._is_met(document, period, language) is not self.is_negated

    def _is_met(self, document: DocumentSummary, period: Period | None, language: str) -> bool:
        value = self.value.casefold()
        match self.field:
            case Field.TITLE:
                return _holds(document.title, self.value, language)
            case Field.TYPE:
                suffix = document.id.rpartition("/")[2].rpartition(".")[2]
                return value.removeprefix(".") in (suffix.casefold(), document.format.casefold())
            case Field.FOLDER:
                return f"/{value.strip('/')}/" in f"/{document.id.rpartition('/')[0]}/".casefold()
            case Field.AFTER | Field.BEFORE:
                found = _days_of(document, period)
                if found is None or self.days is None:
                    return False
                return found.last >= self.days.first if self.field is Field.AFTER else found.first < self.days.first


@dataclass(frozen=True, slots=True)
class FindQuery:
    """A search as it was typed: `text` are its plain words, the others are read item by item.

    `phrases`, `alternatives` and `without` are texts; those of a phrase stand in quotes.
    """

    text: str
    phrases: tuple[str, ...]
    alternatives: tuple[tuple[str, ...], ...]
    without: tuple[str, ...]
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a search found: the words that were looked for, and every text that holds them, with the names admitted.

    `stand_ins` are as in a `Clause`.
    """

    words: tuple[str, ...]
    stand_ins: tuple[str, ...]
    documents: tuple[tuple[Found, tuple[str, ...]], ...]
    total: int


def _days_of(document: DocumentSummary, period: Period | None) -> Days | None:
    """The days that a document is about, else those of its date; None when neither is known."""
    if period is not None:
        return Days(date.fromisoformat(period.start), date.fromisoformat(period.end))
    return None if document.date == UNKNOWN else _days(document.date)


def parse_find(typed: str) -> FindQuery:
    """The search that was typed. Raises QuestionError, with what to type instead, when it cannot be read."""
    items = list(_items(typed))
    if not items:
        raise QuestionError('The search is empty; give a word, a "phrase" in quotes, or a field such as title:lease.')
    if len(items) > MOST_ITEMS:
        raise QuestionError(f"The search has {len(items)} words, phrases and fields; give at most {MOST_ITEMS}.")
    groups = list(_groups(items))
    plain = [one for one in groups if len(one) == 1]
    own = [one for (one,) in plain if one.condition is None and not one.is_negated]
    return FindQuery(
        text=" ".join(one.text for one in own if not one.text.startswith('"')),
        phrases=tuple(one.text for one in own if one.text.startswith('"')),
        alternatives=tuple(tuple(one.text for one in group) for group in groups if len(group) > 1),
        without=tuple(one.text for (one,) in plain if one.condition is None and one.is_negated),
        conditions=tuple(one.condition for (one,) in plain if one.condition is not None),
    )


def find(snapshot: Snapshot, typed: str, most: int) -> Finding:
    """Every document that holds all words of what was typed, in the order of their ids, the first `most` with places.

    Raises QuestionError as `parse_find` does.
    """
    query = parse_find(typed)
    wanted = [*(clauses_of(every_word(query.text, snapshot.languages), snapshot) if query.text else ())]
    wanted += [_clause(text, snapshot) for text in query.phrases]
    wanted += [either([_clause(text, snapshot) for text in group]) for group in query.alternatives]
    names = _Names(snapshot, query.conditions)
    documents = snapshot.is_asked()
    held: list[Held] = []
    for clause in sorted(wanted, key=lambda clause: _frequency(clause, snapshot)):
        held.append(held_by(clause, snapshot, documents))
        documents = documents & held[-1].documents
    for text in query.without:
        documents = documents & ~held_by(_clause(text, snapshot), snapshot, documents).documents
    documents = names.among(documents)
    found = found_in(snapshot, documents, held, [1.0] * len(held), most)
    total = sum(len(names.of(snapshot.texts.ids[place])) for place in np.flatnonzero(documents).tolist())
    return Finding(
        words=tuple(clause.text for clause in wanted),
        stand_ins=tuple(dict.fromkeys(word for clause in wanted for word in clause.stand_ins)),
        documents=tuple((one, names.of(one.document)) for one in found),
        total=total,
    )


class _Names:
    """The names of the texts that are asked and that all conditions admit."""

    def __init__(self, snapshot: Snapshot, conditions: Sequence[Condition]) -> None:
        self._snapshot = snapshot
        self._conditions = conditions
        self._held = snapshot.summaries() if conditions else {}

    def among(self, documents: Flags) -> Flags:
        """Those of the texts that have such a name."""
        if not self._conditions:
            return documents
        is_admitted = documents.copy()
        for place in np.flatnonzero(documents).tolist():
            is_admitted[place] = bool(self.of(self._snapshot.texts.ids[place]))
        return is_admitted

    def of(self, document: str) -> tuple[str, ...]:
        """Of one text."""
        names = self._snapshot.names_of(document)
        if not self._conditions:
            return names
        held, language, period_of = self._held, self._snapshot.language_of(document), self._snapshot.period_of
        return tuple(
            name for name in names if all(one.admits(held[name], period_of(name), language) for one in self._conditions)
        )


@dataclass(frozen=True, slots=True)
class _Item:
    text: str
    is_negated: bool
    condition: Condition | None = None


def _items(typed: str) -> Iterator[_Item]:
    straight = typed.translate(_QUOTES)
    for match in _ITEM.finditer(straight):
        if match["lone"]:
            raise QuestionError(f"The quotation mark before {straight[match.end() :][:30]!r} is not closed; close it.")
        is_negated, value = bool(match["minus"]), (match["word"] or match["phrase"] or "").strip()
        field = _field(match["field"] or (value[:-1] if value.endswith(":") else ""))
        if field is not None:
            given = value if match["field"] else ""
            yield _Item(match.group(), is_negated, _condition(field, given, is_negated=is_negated))
        elif words(match.group()):
            quoted = f'"{value}"' if match["phrase"] is not None else value
            yield _Item(f"{match['field']}:{quoted}" if match["field"] else quoted, is_negated)


def _groups(items: Sequence[_Item]) -> Iterator[list[_Item]]:
    """The items by themselves; those with OR between them together."""
    group: list[_Item] = []
    joins = False
    for item in items:
        if item.text == OR and group and not joins:
            joins = True
            continue
        if group and not joins:
            yield group
            group = []
        group.append(item)
        joins = False
        if len(group) > 1 and any(one.is_negated or one.condition for one in group):
            raise QuestionError(f"{OR} stands between words and phrases only; leave it out before {item.text!r}.")
    if joins:
        raise QuestionError(f"After {OR} a word or a phrase is missing; give one, or leave it out.")
    yield group


def _field(name: str) -> Field | None:
    """The field of that name; None for what is none. Raises QuestionError for what looks like one misspelt."""
    names = [field.value for field in Field]
    if name.casefold() in names:
        return Field(name.casefold())
    near = get_close_matches(name.casefold(), names, 1, NEAR_NAME)
    if near:
        raise QuestionError(f"There is no field {name}:, did you mean {near[0]}:? There are {', '.join(names)}.")
    return None


def _condition(field: Field, value: str, *, is_negated: bool) -> Condition:
    if not value:
        raise QuestionError(f"After {field}: a value is missing; write it without a blank, as in {EXAMPLES[field]}.")
    if field not in (Field.AFTER, Field.BEFORE):
        return Condition(field, value, is_negated)
    days = _days(value)
    if days is None:
        raise QuestionError(f"{field}: takes a date such as 2024, 2024-03 or 2024-03-15, got {value!r}.")
    return Condition(field, value, is_negated, days)


def _days(iso: str) -> Days | None:
    """The days of a year, a month or a day; None for what is none of these."""
    match = _DATE.fullmatch(iso)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
        last = date(year or 0, month or DECEMBER, day or monthrange(year or 0, month or DECEMBER)[1])
    except ValueError:  # the 31st of April
        return None
    return Days(first, last)


def _holds(title: str, value: str, language: str) -> bool:
    """Whether the words of the value stand in the title one after the other, in any of their forms."""
    return _spoken(value, language) in f" {' '.join(terms(title, language))} "


@lru_cache
def _spoken(value: str, language: str) -> str:
    """The terms of a value between blanks; one search asks for it once for every document."""
    return f" {' '.join(terms(value, language))} "


def _clause(text: str, snapshot: Snapshot) -> Clause:
    """A phrase, or a word in all its forms; what is written as one word and read as several is a phrase."""
    clauses = [] if text.startswith('"') else clauses_of(every_word(text, snapshot.languages), snapshot)
    if len(clauses) == 1:
        return clauses[0]
    return phrase_of(text, [word.text for word in words(text)], snapshot)


def _frequency(clause: Clause, snapshot: Snapshot) -> int:
    """About how many passages hold it."""
    return sum(min(map(snapshot.document_frequency, way.terms)) for way in clause.ways)
