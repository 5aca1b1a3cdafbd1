"""What kind of answer a question asks for, and whether a sentence holds one."""

import re
from enum import StrEnum


class AnswerType(StrEnum):
    """What an answer must name."""

    QUANTITY = "quantity"
    TIME = "time"
    PERSON = "person"
    PLACE = "place"
    REASON = "reason"
    ANY = "any"


_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_NUMBER_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|twelve|half|third|hundred|thousand|million|billion"
_PROPER_NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][a-z]+")

# The first that fits decides: "how long" asks for a time, though "how" alone asks for nothing in particular.
_ASKS = (
    (
        re.compile(
            r"\bhow (?:many|much)\b|\bwhat (?:percent|percentage|number|proportion|rate)\b|\bprevalence\b",
            re.IGNORECASE,
        ),
        AnswerType.QUANTITY,
    ),
    (
        re.compile(r"\bhow (?:long|old|often|soon)\b|\bwhen\b|\bwhat (?:year|date|day|time)\b", re.IGNORECASE),
        AnswerType.TIME,
    ),
    (re.compile(r"\bwho(?:se|m)?\b", re.IGNORECASE), AnswerType.PERSON),
    (re.compile(r"\bwhere\b", re.IGNORECASE), AnswerType.PLACE),
    (re.compile(r"\bwhy\b", re.IGNORECASE), AnswerType.REASON),
)
_ANSWERS = {
    AnswerType.QUANTITY: re.compile(rf"\d|\b(?:{_NUMBER_WORDS})\b", re.IGNORECASE),
    AnswerType.TIME: re.compile(
        r"\b(?:1[5-9]|20)\d\d\b|\b(?:second|minute|hour|day|week|month|year|decade)s?\b|\bcentur(?:y|ies)\b"
        rf"|\b(?:{_MONTHS})\b",
        re.IGNORECASE,
    ),
    AnswerType.PERSON: _PROPER_NAME,
    AnswerType.PLACE: _PROPER_NAME,
    AnswerType.REASON: re.compile(
        r"\b(?:because|due to|since|so that|in order|caused|reason|therefore|result)\b", re.IGNORECASE
    ),
}


KINDS = tuple(kind for kind in AnswerType if kind is not AnswerType.ANY)  # what an index notes of every sentence


def answer_type(question: str) -> AnswerType:
    """The type of answer that `question` asks for, by its question word."""
    return next((kind for pattern, kind in _ASKS if pattern.search(question)), AnswerType.ANY)


def holds(text: str, kind: AnswerType) -> bool:
    """Whether `text` names something of that kind; never for `ANY`, of which every text does."""
    return kind is not AnswerType.ANY and _ANSWERS[kind].search(text) is not None
