"""Whether a question is about somebody's safety: a person together with a state of health, a fear or a complaint."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from itertools import takewhile

from bot.dialogue.care_alarms import ALARM
from bot.dialogue.care_asking import ASKING
from bot.dialogue.care_body import BODY
from bot.dialogue.care_dangers import DANGER
from bot.dialogue.care_health import HEALTH
from bot.dialogue.care_names import NAMES
from bot.dialogue.care_rules import PERSONAL, RED_FLAG, TOLD, Rules
from bot.dialogue.care_signs import COMPLAINT, HARM, SUITABLE
from bot.dialogue.care_words import PERSONS, SAFETY
from bot.dialogue.phrases import BLANK, Line, Vocabulary, line_of, pattern_of, vocabulary_of
from bot.records import Concern, Span

LISTS = {**PERSONS, **NAMES, **HEALTH, **SAFETY, **SUITABLE, **HARM, **COMPLAINT, **BODY, **ASKING, **ALARM, **DANGER}
SENTENCE = re.compile(r"[^| ][^|]*")
OF_HEALTH = frozenset({"case", "circumstance"})  # lists whose phrases look for a state that was marked before


@dataclass(frozen=True, slots=True)
class Reading:
    """The concern of a question and the words that made it so, in the question's order; no words without concern.

    `is_crisis` is for thoughts of suicide or of harming oneself, a red flag with a word of its own.
    """

    concern: Concern
    words: tuple[Span, ...] = ()
    is_crisis: bool = False


Found = list[re.Match[str]]


@cache
def _rule(name: str) -> re.Pattern[str]:
    return pattern_of((f"<{name}>",), LISTS)


@cache
def _vocabulary() -> Vocabulary:
    return vocabulary_of(LISTS)


def read_concern(question: str, knows_word: Callable[[str], bool]) -> Reading:
    """What concern `question` tells of; a word that `knows_word` does not know may be a misspelt one of the lists.

    Precision comes from wanting two signs: a word of illness alone ("What is diabetes?") is a question like another.
    """
    line = line_of(question, knows_word, _vocabulary())
    alarms = _red_flag(line)
    if alarms:
        is_crisis = _rule("crisis").search(line.terms) is not None
        return Reading(Concern.RED_FLAG, _spans(line, alarms), is_crisis)
    signs = _personal(line)
    return Reading(Concern.PERSONAL, _spans(line, signs)) if signs else Reading(Concern.NONE)


def _red_flag(line: Line) -> Found:
    """The signs of alarm that are told: not the matter of a general question, nor of one about what may come."""
    told: Found = []
    for sentence in SENTENCE.finditer(line.terms):
        alarms = list(_rule("alarm").finditer(line.terms, *sentence.span()))
        if alarms and _is_told(line.terms, *sentence.span()):
            told += alarms
    return told or _in_one_sentence(RED_FLAG, line.terms)


def _in_one_sentence(rules: Rules, terms: str) -> Found:
    readings = (_first(rules, partial(_search, terms, sentence.span())) for sentence in SENTENCE.finditer(terms))
    return next((reading for reading in readings if reading), [])


def _is_told(terms: str, start: int, end: int) -> bool:
    def has(*names: str) -> bool:
        return any(_rule(name).search(terms, start, end) for name in names)

    if has("crisis", "since"):
        return True
    return not has("foreseeing") and (has("own", "other") or not has("questioning"))


def _personal(line: Line) -> Found:
    """The signs of the first rule of `PERSONAL` that holds."""
    asked = line.marked(_rule("asking"), BLANK)  # the "I" of "I would like to know" is about nobody
    marked = asked.marked(_rule("health"))

    found = _first(PERSONAL, lambda name: _rule(name).search((marked if name in OF_HEALTH else asked).terms))
    if found:
        return found
    return _in_one_sentence(TOLD, asked.marked(_rule("incidental"), BLANK).terms)


def _search(terms: str, span: tuple[int, int], name: str) -> re.Match[str] | None:
    return _rule(name).search(terms, *span)


def _first(rules: Rules, search: Callable[[str], re.Match[str] | None]) -> Found:
    """What the first of `rules` that holds has found; each list is looked for once, and none in vain."""
    search = cache(search)
    for signs in rules:
        wanted, unwanted = _parted(signs)
        found = list(takewhile(bool, map(search, wanted)))
        if len(found) == len(wanted) and not any(map(search, unwanted)):
            return [match for match in found if match]
    return []


@cache
def _parted(signs: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The lists of which something must be there, and those of which nothing may, which a "!" marks."""
    wanted = tuple(sign for sign in signs if not sign.startswith("!"))
    return wanted, tuple(sign[1:] for sign in signs if sign.startswith("!"))


def _spans(line: Line, found: Found) -> tuple[Span, ...]:
    return tuple(sorted((line.span(match) for match in found), key=lambda span: (span.start, span.end)))
