"""What kind of answer a question asks for, and whether a sentence holds one.

A little of what question classification knows (Li and Roth 2002, "Learning Question Classifiers"): the kinds that a
pattern can tell, and those that people ask about their health.
"""

import re
from enum import StrEnum


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
    ANY = "any"


_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_NUMBER_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten|twelve|half|third|hundred|thousand|million|billion"
_PROPER_NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][a-z]+")


def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# The first that fits decides: "how long" asks for a time, though "how" alone asks for nothing in particular, and "what
# are the symptoms of flu" for no definition.
_ASKS = (
    (
        _pattern(r"\bhow (?:many|much)\b|\bwhat (?:percent|percentage|number|proportion|rate)\b|\bprevalence\b"),
        AnswerType.QUANTITY,
    ),
    (_pattern(r"\bhow (?:long|old|often|soon)\b|\bwhen\b|\bwhat (?:year|date|day|time)\b"), AnswerType.TIME),
    (_pattern(r"\bat risk\b|\brisk factors?\b"), AnswerType.RISK),
    (_pattern(r"\bwho(?:se|m)?\b"), AnswerType.PERSON),
    (_pattern(r"\bwhere\b"), AnswerType.PLACE),
    (_pattern(r"\bsymptoms?\b|\bwarning signs?\b"), AnswerType.SYMPTOM),
    (_pattern(r"\bprevent(?:s|ed|ing|ion)?\b"), AnswerType.PREVENTION),
    (_pattern(r"\b(?:treatments?|treated|cured?|remed(?:y|ies))\b"), AnswerType.TREATMENT),
    (_pattern(r"\bdiagnos(?:e|ed|is)\b|\btests?\b"), AnswerType.DIAGNOSIS),
    (_pattern(r"\b(?:outlook|prognosis)\b"), AnswerType.OUTLOOK),
    (_pattern(r"\bwhy\b|\b(?:what|which) (?:\w+ ){0,2}causes?\b|\bcauses? of\b"), AnswerType.REASON),
    (
        _pattern(
            r"^\W*what(?:[’']s| is| are| (?:do|does)\b.*\bmean)\b(?! (?:the|being|your|my|some|their)\b)"
            r"|\bdefin(?:e|ition)\b"
        ),
        AnswerType.DEFINITION,
    ),
)
_ANSWERS = {
    AnswerType.QUANTITY: _pattern(rf"\d|\b(?:{_NUMBER_WORDS})\b"),
    AnswerType.TIME: _pattern(
        r"\b(?:1[5-9]|20)\d\d\b|\b(?:second|minute|hour|day|week|month|year|decade)s?\b|\bcentur(?:y|ies)\b"
        rf"|\b(?:{_MONTHS})\b"
    ),
    AnswerType.SYMPTOM: _pattern(r"\b(?:symptoms?|signs?|include[sd]?|pain|fever)\b"),
    AnswerType.PREVENTION: _pattern(r"\b(?:prevent\w*|avoid\w*|reduces?)\b"),
    AnswerType.TREATMENT: _pattern(r"\b(?:treat\w*|therap\w*|surgery|medications?|medicines?)\b"),
    AnswerType.DIAGNOSIS: _pattern(r"\b(?:diagnos\w*|tests?|tested|exam\w*|detect\w*)\b"),
    AnswerType.OUTLOOK: _pattern(r"\b(?:prognosis|outlook|recover\w*|surviv\w*)\b"),
    AnswerType.RISK: _pattern(r"\b(?:risks?|affects?|likely|percent)\b"),
    AnswerType.REASON: _pattern(
        r"\b(?:because|due to|since|so that|in order|caused?|causes|reasons?|therefore|results?|mutations?)\b"
    ),
    AnswerType.PERSON: _PROPER_NAME,
    AnswerType.PLACE: _PROPER_NAME,
    # The subject in a dozen words, then what it is: "Book syndrome is a very rare type of ectodermal dysplasia."
    AnswerType.DEFINITION: _pattern(
        r"^\W*(?:[\w'’(),/-]+\s+){1,12}?(?:is|are|was|were|refers? to|means?|describes?)\s+"
        r"(?:an?|one|any|the name|characterized|when|conditions?|diseases?|disorders?|types?|groups?)\b"
    ),
}


KINDS = tuple(kind for kind in AnswerType if kind is not AnswerType.ANY)  # what an index notes of every sentence


def answer_type(question: str) -> AnswerType:
    """The type of answer that `question` asks for, by its question word or what it names."""
    return next((kind for pattern, kind in _ASKS if pattern.search(question)), AnswerType.ANY)


def named(text: str, kind: AnswerType) -> list[str]:
    """What `text` names of that kind, as it is written; nothing for `ANY`."""
    return [match.group() for match in _ANSWERS[kind].finditer(text)] if kind is not AnswerType.ANY else []


def holds(text: str, kind: AnswerType) -> bool:
    """Whether `text` names something of that kind; never for `ANY`, of which every text does."""
    return kind is not AnswerType.ANY and _ANSWERS[kind].search(text) is not None
