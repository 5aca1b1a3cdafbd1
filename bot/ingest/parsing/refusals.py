"""Why a file was not read: one sentence for each limit, with the option that raises it."""

import signal

from bot.config import ReadingLimits

# A buffer that is doubled when it is full needs half of the limit to fail; the last look at it came a little earlier.
MUCH_OF_MEMORY = 0.25
_REMEDY = "or take it out of the folder."


def too_slow(limits: ReadingLimits) -> str:
    """The file needs more time."""
    return f"took longer than {limits.seconds:g} s to read; raise --max-seconds {_REMEDY}"


def too_much_memory(limits: ReadingLimits) -> str:
    """The file needs more memory."""
    return f"needs more than {limits.memory_mib} MiB of memory to read; raise --max-memory-mib {_REMEDY}"


def too_large(limits: ReadingLimits) -> str:
    """The file has more bytes."""
    return f"is larger than {limits.file_mib} MiB; raise --max-file-mib {_REMEDY}"


def too_much_to_send(limits: ReadingLimits) -> str:
    """What was read is too long for the pipe; the limit on characters alone is checked by the readers."""
    allowed = f"{limits.characters:,} characters"
    return f"holds more text, or in smaller pieces, than {allowed} allow; raise --max-characters {_REMEDY}"


def crashed(how: str) -> str:
    """A reader failed in a way that it was not made for."""
    return f"crashed its reader ({how}); convert it to another format {_REMEDY}"


def ended(status: int, memory_mib: int, limits: ReadingLimits) -> str:
    """The reading process ended with exit status `status` (negative: by a signal), and no answer.

    Libraries in C end themselves when they get no memory, so it says how much was in use, when that was much.
    """
    name = f"exit status {status}" if status >= 0 else _signal_name(-status)
    if name in ("SIGKILL", "SIGTERM"):
        return f"was being read when the reading process was killed from outside ({name}); build again {_REMEDY}"
    if memory_mib > limits.memory_mib * MUCH_OF_MEMORY:
        use = f"{name}, with {memory_mib} of {limits.memory_mib} MiB in use"
        return f"crashed its reader ({use}); raise --max-memory-mib {_REMEDY}"
    return crashed(name)


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def nonsense(what: str) -> str:
    """The child's answer contradicts itself."""
    return f"was read into something that is no document ({what}); report it, {_REMEDY}"
