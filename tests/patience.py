"""Time in tests: an event is waited for however long a busy machine takes, and work is compared with less work."""

import time
from collections.abc import Callable

LIMIT_S = 600.0  # of one wait, against hanging for ever; what comes at all comes in a fraction of it on any machine
LIMIT_MS = 1_000 * LIMIT_S
LOOK_EVERY_S = 0.01
TIMES_LARGER = 16  # so that linear work takes 16 times as long, and quadratic work 256 times
MOST_TIMES = 64
NOISE_S = 0.1


def wait_until(has_come: Callable[[], object]) -> None:
    """Return when `has_come` gives something true."""
    limit = time.monotonic() + LIMIT_S
    while not has_come():
        assert time.monotonic() < limit, f"{has_come} is not true after {LIMIT_S:g} s"
        time.sleep(LOOK_EVERY_S)


def assert_grows_no_faster_than_its_input(work: Callable[[int], object], size: int) -> None:
    """`work(size)` takes little more than 16 times the processor time that a sixteenth of that size takes."""
    less_s = min(_processor_s(work, size // TIMES_LARGER) for _ in range(3))
    assert _processor_s(work, size) <= MOST_TIMES * less_s + NOISE_S


def _processor_s(work: Callable[[int], object], size: int) -> float:
    """What this thread alone takes: what others do meanwhile does not count."""
    began = time.thread_time()
    work(size)
    return time.thread_time() - began
