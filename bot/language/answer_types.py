"""What kind of answer a question asks for, and whether a sentence holds one, by the patterns of their languages.

A little of what question classification knows (Li and Roth 2002, "Learning Question Classifiers"): the kinds that a
pattern can tell, and in English those that people ask about their health.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from bot.language.tables import ENGLISH, languages
from bot.language.wordlists import as_written


class AnswerType(StrEnum):
    """What an answer must name."""

    QUANTITY = "quantity"
    TIME = "time"
    SYMPTOM = "symptom"
    PREVENTION = "prevention"
    TREATMENT = "treatment"
    DIAGNOSIS = "diagnosis"
    OUTLOOK = "outlook"
    RISK = "risk"
    REASON = "reason"
    PERSON = "person"
    PLACE = "place"
    DEFINITION = "definition"
    PRICE = "price"  # a quantity in a language that does not tell it apart
    ANY = "any"


KINDS = tuple(kind for kind in AnswerType if kind is not AnswerType.ANY)  # what an index notes of every sentence
_PROPER_NAME = r"(?-i:(?<![.!?]\s)(?<!^)\b[A-ZÀ-ÖØ-Þ][a-zß-öø-ÿ]+)"  # not the first word of a sentence
_SUM = r"(?:[€$£¥₪]\s?\d|\d\s?(?:[€$£¥₪]|(?:EUR|USD|GBP|CHF)\b))"


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The patterns of a language by kind: `asks` of questions, in the order in which they decide, `names` of texts."""

    asks: Mapping[AnswerType, re.Pattern[str]]
    names: Mapping[AnswerType, re.Pattern[str]]


def answer_type(question: str, language: str = ENGLISH) -> AnswerType:
    """The type of answer that `question` asks for, by its question word or what it names."""
    composed = unicodedata.normalize("NFC", question)
    asks = _patterns(language).asks
    return next((kind for kind, pattern in asks.items() if pattern.search(composed)), AnswerType.ANY)


def named(text: str, kind: AnswerType, language: str = ENGLISH) -> list[str]:
    """What `text` names of that kind, as it is written, with letters composed; nothing for `ANY`."""
    pattern = _patterns(language).names.get(kind)
    composed = unicodedata.normalize("NFC", text)
    return [match.group() for match in pattern.finditer(composed)] if pattern else []


def holds(text: str, kind: AnswerType, language: str = ENGLISH) -> bool:
    """Whether `text` names something of that kind; never for `ANY`, of which every text does."""
    pattern = _patterns(language).names.get(kind)
    return pattern is not None and pattern.search(unicodedata.normalize("NFC", text)) is not None


@cache
def _patterns(language: str) -> _Patterns:
    known = languages()[language]
    return _Patterns(
        asks={AnswerType(kind): _compiled(pattern, language) for kind, pattern in known.asks},
        names={AnswerType(kind): _compiled(pattern, language) for kind, pattern in known.names},
    )


def _compiled(pattern: str, language: str) -> re.Pattern[str]:
    """The pattern with what its marks stand for: lists of words of the language, any proper name, any sum of money."""
    words = {f"<{name}>": "|".join(map(re.escape, as_written(language, name))) for name in ("months", "numbers")}
    for mark, alternatives in (*words.items(), ("<name>", _PROPER_NAME), ("<sum>", _SUM)):
        pattern = pattern.replace(mark, alternatives)
    return re.compile(pattern, re.IGNORECASE)
