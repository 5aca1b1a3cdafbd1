"""Which figures of a sentence may be what is asked for: of that dimension, counting that, measured of the same."""

import re
from collections.abc import Sequence

from bot.dialogue.asked import Asked
from bot.dialogue.concepts import concepts
from bot.dialogue.contexts import Context, clause_around
from bot.dialogue.measures import Measure, measure_of
from bot.text.quantities import Quantity
from bot.text.units import Dimension, unit_of

# "Two weeks until the vaccine protects" is not how long it protects.
_ONSET = re.compile(r"\s+(?:until|till|before|ahead of|in advance|prior to)\b", re.IGNORECASE)
_LASTS = re.compile(
    r"\b(?:lasts|lasted|lasting|(?<!the )(?<!your )(?<!its )last"
    r"(?! (?:session|treatment|visit|appointment|one|time|step))"
    r"|holds?|keeps?|persists?|remains?|stays?|maintained|w(?:ears?|ore|orn) off|endures?|faded?|gone"
    r"|durable)\b",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(
    r"(?<!not )\b(?:immediate(?:ly)?|instant(?:ly|aneous)?|at once|(?:right|straight) ?away|the moment"
    r"|as soon as|on the spot|the same day|(?:directly|straight) after)\b",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"\b(?:not|no|never|rarely)\b|n['’]t\b", re.IGNORECASE)
_ASKS_IDEAL = re.compile(r"\b(?:ideal|best|right|perfect|recommended|suitable)\b", re.IGNORECASE)
_IDEAL = re.compile(r"\b(?:ideal|best|right|perfect|recommend\w*|suit\w*|candidates?|should|optimal|optimum)\b", re.I)
_OUTCOME = re.compile(r"\b(?:results?|effects?|benefits?|improvements?|outcomes?|lift|looks?)\b", re.IGNORECASE)
_AXES = {
    "width": re.compile(r"\b(?:wide|width|across)\b", re.IGNORECASE),
    "height": re.compile(r"\b(?:high|tall|height)\b", re.IGNORECASE),
    "depth": re.compile(r"\b(?:deep|depth|below|beneath|under)\b", re.IGNORECASE),
    "length": re.compile(r"\b(?:long|length)\b", re.IGNORECASE),
    "thickness": re.compile(r"\b(?:thick|thickness)\b", re.IGNORECASE),
}
_AXIS_AFTER = re.compile(
    r"[\s-]+(?:in\s+)?(wide|width|across|high|tall|height|deep|depth|long|length|thick|thickness)\b", re.I
)
_ASKS_ONSET = re.compile(r"\b(?:until|before|when|advance|ahead|notice|prior)\b", re.IGNORECASE)


def may_answer(asked: Asked, context: Context, read: Sequence[Quantity]) -> bool:
    """Whether a look at the dimensions leaves anything of `read`: most sentences have no more to be asked."""
    wanted = (Dimension.COUNT,) if asked.counted else asked.dimensions
    if any(quantity.unit.dimension in wanted or not wanted for quantity in read):
        return True
    return asked.measure is Measure.RESULT and _AT_ONCE.search(context.text) is not None


def figures_asked(asked: Asked, context: Context, read: Sequence[Quantity], *, is_close: bool) -> list[Quantity]:
    """Those of `read` that may be what is asked for; where there are none, that it is at once.

    In a sentence that `is_close`, that is, says most of what is asked, a time need not say what it is measured of.
    """
    wanted = [quantity for quantity in read if _is_asked(asked, context, quantity, is_close=is_close)]
    return wanted or (_at_once(context.text) if asked.measure is Measure.RESULT else [])


def _at_once(text: str) -> list[Quantity]:
    """The time of what shows immediately: none."""
    match = _AT_ONCE.search(text)
    if match and _NEGATED.search(text, 0, match.start()):
        return []
    return [Quantity(match.start(), match.end(), 0.0, 0.0, unit_of("second"))] if match else []


def _is_asked(asked: Asked, context: Context, quantity: Quantity, *, is_close: bool) -> bool:
    dimension = quantity.unit.dimension
    if asked.counted:
        counted = quantity.counted or context.column
        return dimension is Dimension.COUNT and asked.counted in concepts(counted)[-2:]
    if dimension is Dimension.COUNT or (asked.dimensions and dimension not in asked.dimensions):
        return False
    if dimension is Dimension.LENGTH:
        return _is_along(asked.question, context.text, quantity)
    return dimension is not Dimension.TIME or _is_time_asked(asked, context, quantity, is_close=is_close)


def _is_time_asked(asked: Asked, context: Context, quantity: Quantity, *, is_close: bool) -> bool:
    """Whether the time is measured of what is asked for; a lead ("two weeks before") only where that is."""
    is_onset = (
        _ONSET.match(context.text, quantity.end) is not None
        and _ASKS_ONSET.search(asked.question) is None
        and _LASTS.search(context.text, 0, quantity.start) is None
    )
    measure = _measure(context, quantity)
    if asked.measure is Measure.AGE and _ASKS_IDEAL.search(asked.question) and not _IDEAL.search(context.about):
        return False
    if asked.measure is Measure.LASTING:
        is_kept = _LASTS.search(context.about) is not None and _OUTCOME.search(context.about) is not None
        return is_kept and measure in (Measure.PLAIN, Measure.RESULT, Measure.LASTING)
    if measure is Measure.PLAIN and is_close and asked.measure is not Measure.SPACING:
        return not is_onset or asked.measure is Measure.ABSTAINING
    return measure is asked.measure and not (is_onset and asked.measure is Measure.PLAIN)


def _is_along(question: str, text: str, quantity: Quantity) -> bool:
    """Whether a length may be along the axis that the question names: a figure that is "tall" is no width."""
    asked = [axis for axis, pattern in _AXES.items() if pattern.search(question)]
    said = _AXIS_AFTER.match(text, quantity.end)
    return not asked or said is None or any(_AXES[axis].search(said[1]) for axis in asked)


def _measure(context: Context, quantity: Quantity) -> Measure:
    """What a time measures: said by the figure itself, the head of its column, or its clause."""
    if quantity.is_interval:
        return Measure.SPACING
    if re.match(r"\s+apart\b", context.text[quantity.end :]):
        return Measure.SPACING
    column = measure_of(context.column)
    if column is not Measure.PLAIN:
        return column
    return measure_of(clause_around(context.text, quantity.start, quantity.end))
