"""Whether two figures of one dimension are equal, or one takes in the other; in doubt neither is said."""

from bot.text.quantities import Quantity
from bot.text.units import Dimension

EXACT_SHARE = 0.005  # of the larger: what is left of a unit turned into another, as people round it
MONTHS_SHARE = 0.04  # months and years have no one length: 30 days are a month, 52 weeks a year
NEAR_SHARE = 0.1  # "about six weeks" may be forty days; whether two such figures differ is not for a machine to say
SAME_DEGREES = 0.5  # of a temperature, whose zero is none

POINTS = frozenset({Dimension.DATE, Dimension.CLOCK})


def agree(one: Quantity, other: Quantity) -> bool | None:
    """Whether the figures are equal or one range holds the other; None where that cannot be told."""
    if one.unit.dimension in POINTS:
        return _points_agree(one, other)
    ends = [
        _same(one, other, a, b)
        for a, b in ((one.low, other.low), (one.high, other.high))
        if a is not None and b is not None
    ]
    opens = ((one.low is None) + (other.low is None), (one.high is None) + (other.high is None))
    if opens in ((0, 0), (2, 0), (0, 2)):
        if all(end is True for end in ends):
            return True
        if None in ends:
            return None
        return opens == (0, 0) and (_holds(one, other) or _holds(other, one))
    return _bound_agrees(one, other)


def _points_agree(one: Quantity, other: Quantity) -> bool | None:
    """Of hours and dates: equal or not. A point is not compared with a span, nor spans that share an end."""
    if (one.low == one.high) is not (other.low == other.high):
        return None
    same = (one.low == other.low, one.high == other.high)
    return all(same) if len(set(same)) == 1 else None


def _same(one: Quantity, other: Quantity, a: float, b: float) -> bool | None:
    """Whether two ends are the same figure; None where they are so near that it may be meant."""
    difference = abs(a - b)
    if one.unit.dimension is Dimension.TEMPERATURE:
        return difference <= (0 if one.unit == other.unit else SAME_DEGREES)
    share = difference / max(abs(a), abs(b)) if difference else 0.0
    is_exact = one.unit == other.unit
    exact = 1e-9 if is_exact else MONTHS_SHARE if one.unit.dimension is Dimension.TIME else EXACT_SHARE
    if share <= exact:
        return True
    is_sure = is_exact and not one.is_approximate and not other.is_approximate
    return None if share <= NEAR_SHARE and not is_sure else False


def _holds(one: Quantity, other: Quantity) -> bool:
    """Whether a span takes in the other one."""
    ends = (one.low, one.high, other.low, other.high)
    low, high, least, most = (end if end is not None else 0.0 for end in ends)
    return low <= least and most <= high


def _bound_agrees(one: Quantity, other: Quantity) -> bool | None:
    """A bound and a closed figure agree where that ends at the bound, and differ where it lies beyond."""
    bound, closed = (one, other) if None in (one.low, one.high) else (other, one)
    is_upper = bound.high is not None
    end, near, far = (bound.high, closed.high, closed.low) if is_upper else (bound.low, closed.low, closed.high)
    if end is None or near is None or far is None:
        return None
    if _same(one, other, end, near):
        return True
    is_beyond = far > end * (1 + NEAR_SHARE) if is_upper else far < end * (1 - NEAR_SHARE)
    return False if is_beyond else None
