"""When to say "found", "possibly related" or "not in these documents"."""

from collections.abc import Sequence

from bot.records import Hit, Level
from bot.search.confidence import FOUND_FROM

# Laypeople's questions to the small shipped corpus come out lower than those that the confidence was fitted on. 0.1 was
# chosen after looking at corpus/questions.toml, so what that file says of refusals is no held-out figure.
RELATED_FROM = 0.1
# Of the words of a question, by weight, when meanings were not compared. Of corpus/questions.toml, 60 of the 81
# questions that are found with both, and 2 of the 39 that are refused, hold as many.
RELATED_FROM_WORDS = 0.5


def level_of(hits: Sequence[Hit]) -> Level:
    """The level of an answer made of `hits`, by the likeliest of them; not found without any."""
    best = max((hit.probability for hit in hits), default=0.0)
    if best >= FOUND_FROM:
        return Level.FOUND
    return Level.RELATED if best >= RELATED_FROM else Level.NOT_FOUND


def level_by_words(hits: Sequence[Hit]) -> Level:
    """The level of an answer that was found by words alone, which is never "found": sharing words proves nothing."""
    best = max((hit.scores.matched for hit in hits), default=0.0)
    return Level.RELATED if best >= RELATED_FROM_WORDS else Level.NOT_FOUND
