"""How long work tells its caller where it stands."""

from enum import StrEnum
from typing import Protocol


class Stage(StrEnum):
    """The parts of a build, in order."""

    READING = "reading"
    ENCODING = "encoding"
    PUBLISHING = "publishing"


class Progress(Protocol):
    """Somebody who watches a build."""

    def __call__(self, stage: Stage, done: int, total: int) -> None:
        """Hear that `done` of `total` are done; `total` stays the same from the first call of a stage on."""
        ...


def no_progress(stage: Stage, done: int, total: int) -> None:
    """A progress that nobody watches."""
