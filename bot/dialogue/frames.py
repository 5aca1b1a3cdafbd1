"""What a sentence is set in: the phrase it opens with ("In city traffic, …"), and what it stands before or after."""

import re
from difflib import SequenceMatcher
from functools import lru_cache

from bot.dialogue.concepts import REMEMBERED, spoken_of, telling, touched
from bot.records.sources_say import Said
from bot.text.quantities import Quantity, quantities
from bot.text.units import Dimension

_OPENERS = (
    r"(?:in|for|with|at|on|inside|outside|under|during|after|before|following|without|within|by|from|when|if|while"
    r"|where|once|unless|using|among)"
)
# Up to a comma, else up to what begins the clause: "Where the water is hard, descale", "For short hair one wash does".
_FRAME = re.compile(
    rf"\s*(?P<words>{_OPENERS}\b(?:[^,;:]{{3,90}}?(?=,)"
    r"|(?:\s+[\w'-]+){1,7}?(?=\s(?:the|an?|you|we|it|they|is|are)\b)))",
    re.IGNORECASE,
)
_SIDES = (
    ("before", re.compile(r"\b(?:before|prior to|ahead of|in advance of)\s+(?=(?P<rest>[^,;.]{2,40}))", re.IGNORECASE)),
    ("after", re.compile(r"\b(?:after|following|once)\s+(?=(?P<rest>[^,;.]{2,40}))", re.IGNORECASE)),
)
_AT = re.compile(r"\bat(?: a [a-z]+ of)?\s+$", re.IGNORECASE)
ANCHOR_WORDS = 6  # "coming in for your peel": what is further on is no longer what one is before


@lru_cache(maxsize=REMEMBERED)
def frame_of(text: str) -> frozenset[str]:
    """The concepts of the phrase that `text` opens with, which say when, where or for whom the rest holds."""
    match = _FRAME.match(text)
    return frozenset(telling(match["words"].replace("-", " "))) if match else frozenset()


def are_set_apart(one: str, other: str, question: str) -> bool:
    """Whether both sentences open with a phrase of their own: "In open air, …" against "Inside a brick house, …".

    Of 17 such pairs among the first four files of benchmarks/sources_say.py none could be compared; where only one of
    the sentences does, 16 of 30 could.
    """
    asked = touched(question)
    return _is_foreign(frame_of(one), touched(other) | asked) and _is_foreign(frame_of(other), touched(one) | asked)


def _is_foreign(frame: frozenset[str], spoken: frozenset[str]) -> bool:
    return any(not spoken_of(concept, spoken) for concept in frame)


def are_at_other_settings(one: Said, other: Said) -> bool:
    """Whether both were measured at a setting and not at the same: "at 7 days", "at 28 days"."""
    ours, theirs = _settings(one), _settings(other)
    return any(dimension in theirs and not _are_near(figure, theirs[dimension]) for dimension, figure in ours.items())


def _settings(said: Said) -> dict[Dimension, Quantity]:
    """By dimension, the figures after "at", but for the one that is said."""
    text, start = said.sentence.text, said.words.start - said.sentence.start
    if said.figure is None:
        return {}
    settings = (q for q in quantities(text) if q.start != start and _AT.search(text, 0, q.start))
    return {q.unit.dimension: q for q in settings if q.unit.dimension.value != said.figure.dimension}


def _are_near(one: Quantity, other: Quantity) -> bool:
    return (one.low, one.high, one.unit.base) == (other.low, other.high, other.unit.base)


def likeness(one: str, other: str) -> float:
    """The share of their words, small ones too, that two sentences have in common, in the order of both; 0 to 1."""
    ours, theirs = one.lower().split(), other.lower().split()
    return SequenceMatcher(None, ours, theirs, autojunk=False).ratio()


def are_on_other_sides(one: str, other: str) -> bool:
    """Whether one is before what the other is after: "24 hours before your peel", "three days after your peel"."""
    ones, others = sides(one), sides(other)
    return any(anchor in others and others[anchor] != side for anchor, side in ones.items())


def sides(text: str) -> dict[str, str]:
    """By concept, whether `text` is "before" or "after" it; nothing of what it is both."""
    return dict(_sides(text))


@lru_cache(maxsize=REMEMBERED)
def _sides(text: str) -> tuple[tuple[str, str], ...]:
    found: dict[str, set[str]] = {}
    for side, pattern in _SIDES:
        for match in pattern.finditer(text):
            for concept in telling(" ".join(match["rest"].split()[:ANCHOR_WORDS])):
                found.setdefault(concept, set()).add(side)
    return tuple((concept, min(of_it)) for concept, of_it in found.items() if len(of_it) == 1)
