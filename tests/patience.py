"""How tests wait: for an event, however long a busy machine takes to come to it."""

import time
from collections.abc import Callable

LIMIT_S = 300.0  # of one wait, against hanging for ever; what comes at all comes in a fraction of it on any machine
LIMIT_MS = 1_000 * LIMIT_S
LOOK_EVERY_S = 0.01


def wait_until(has_come: Callable[[], object]) -> None:
    """Return when `has_come` gives something true."""
    limit = time.monotonic() + LIMIT_S
    while not has_come():
        assert time.monotonic() < limit, f"{has_come} is not true after {LIMIT_S:g} s"
        time.sleep(LOOK_EVERY_S)
