"""Takes from a process that reads files of strangers what such a process does not need.

Two walls, one behind the other. The operating system's (`confinement`) hold for code in C too: limits of memory and
time, Landlock (`landlock`), a filter of system calls (`system_calls`). Python's own (`guard`) stands on every system
and has the better words.
"""

from bot.sandbox.confinement import Layer, Sandbox, confine, limit_processor_time
from bot.sandbox.guard import Guard

__all__ = ["Guard", "Layer", "Sandbox", "confine", "limit_processor_time"]
