"""When to say "found", "possibly related" or "not in these documents"."""

from collections.abc import Sequence

from bot.records import Hit, Level

# Provisional, like the probabilities they cut (bot.search.confidence): an even chance is "found"; under one in five
# the passages are shown only as the closest there is.
FOUND_FROM = 0.5
RELATED_FROM = 0.2


def level_of(hits: Sequence[Hit]) -> Level:
    """The level of an answer made of `hits`, by the likeliest of them; not found without any."""
    best = max((hit.probability for hit in hits), default=0.0)
    if best >= FOUND_FROM:
        return Level.FOUND
    return Level.RELATED if best >= RELATED_FROM else Level.NOT_FOUND
