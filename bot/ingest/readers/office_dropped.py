"""Counting what of an Office file does not become text."""

from bot.records.documents import Dropped

MIN_WORDS_OF_ALT_TEXT = 2  # one word is the name of a file


class DroppedTally:
    """Characters left out, by reason, in the order in which the reasons first came up."""

    def __init__(self) -> None:
        self._characters: dict[str, int] = {}

    def add(self, reason: str, characters: int = 0) -> None:
        """Note that `characters` (0: unknown) were left out for `reason`."""
        self._characters[reason] = self._characters.get(reason, 0) + characters

    def dropped(self) -> tuple[Dropped, ...]:
        """All that was noted."""
        return tuple(Dropped(reason, characters) for reason, characters in self._characters.items())


def alternative_text(description: str) -> str:
    """The words that describe a picture, or "" when its `description` is a file name or was made by a machine.

    Office parts its own description by an empty line from the warning that it may be wrong, in every language.
    """
    words = description.split()
    is_by_machine = "\n" in description.strip()
    return "" if is_by_machine or len(words) < MIN_WORDS_OF_ALT_TEXT else " ".join(words)
