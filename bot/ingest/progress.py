"""How long work tells its caller where it stands."""

from enum import StrEnum
from typing import Protocol


class Stage(StrEnum):
    """The parts of a build. Files are read while texts are encoded; what is published comes last."""

    READING = "reading"
    ENCODING = "encoding"
    PUBLISHING = "publishing"


class Progress(Protocol):
    """Somebody who watches a build."""

    def __call__(self, stage: Stage, done: int, total: int) -> None:
        """Hear that `done` of `total` are done; neither falls, and texts to encode grow while files are read."""
        ...


def no_progress(stage: Stage, done: int, total: int) -> None:
    """A progress that nobody watches."""
