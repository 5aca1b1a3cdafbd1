"""Passages that warn: who should not have something, what can go wrong, when to see a doctor."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answer.level import RELATED_FROM
from bot.answer.placing import Placed
from bot.records import Move, Passage

# Said of a passage's place: all of it warns.
_HEADING = re.compile(
    r"contraindicat|side effects?|adverse|complication|\brisks?\b|warn|precaution|safety|caution|danger|drawback|\bharm"
    r"|should not|who should|not (?:a |an )?(?:good )?(?:candidate|suitable|for)|when to (?:call|see|seek)"
    r"|recommend to patients|not medical advice",
    re.IGNORECASE,
)
# Said in it once: an advice against, or to ask first.
_ADVICE = re.compile(
    r"contraindicat\w*|\b(?:should|must|may) ?not (?:be|have|use|undergo|take|get|receive|consider)\b|\bunsuitable\b"
    r"|\bnot (?:suitable|recommended|suited|safe|advis\w+|for use)\b|\brules? (?:it )?out\b|\bavoid(?:ing)?\b"
    r"|\bpregnan\w+|\bbreast-?feed\w*|\bnursing\b|\bseek (?:medical )?(?:care|help|advice|attention)\b"
    r"|\b(?:consult|ask|talk (?:to|with)|tell|call|speak (?:to|with))\b[^.]{0,40}\b(?:doctor|physician|clinician"
    r"|provider)s?\b",
    re.IGNORECASE,
)
# Said in it more than once: harm. Once is no more than a mention ("a reduced risk of side effects").
_HARM = re.compile(
    r"\b(?:side|adverse) (?:effects?|events?|reactions?)\b|\bcomplications?\b|\bburn(?:s|ed|t)?\b|\bscar(?:s|ring)?\b"
    r"|\bblister\w*|\bnerve damage\b|\bfat loss\b|\bdisfigure\w*|\binfections?\b|\bhyperpigmentation\b|\bwarn\w*",
    re.IGNORECASE,
)


def warns(passage: Passage) -> bool:
    """Whether a passage, by its nearest heading or its own words, warns of a treatment or of what may come of it."""
    heading = passage.headings[-1] if passage.headings else ""
    if _HEADING.search(heading) or _ADVICE.search(passage.text):
        return True
    return len(_HARM.findall(passage.text)) > 1


def warnings_first(hits: Sequence[Placed], least: float = RELATED_FROM) -> tuple[Placed, ...]:
    """The same hits, those that warn first; within both groups the order stays.

    A warning that likely answers something else, below the probability `least`, stays where it is among the others:
    a caution on another matter helps nobody.
    """
    ranks = range(len(hits))
    first = {i for i in ranks if hits[i].hit.probability >= least and warns(hits[i].hit.passage)}
    order = sorted(ranks, key=lambda i: i not in first)
    return tuple(_told(hits[was], now - was) for now, was in enumerate(order))


def _told(hit: Placed, ranks_down: int) -> Placed:
    if ranks_down == 0:
        return hit
    return replace(hit, move=Move.WARNS if ranks_down < 0 else Move.BEHIND_WARNINGS)
