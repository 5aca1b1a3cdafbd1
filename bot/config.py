"""The settings of a build and of a search, as values that are passed in; nothing here is read from the world."""

from dataclasses import dataclass

from bot.errors import SettingsError
from bot.records import SourceClass


@dataclass(frozen=True, slots=True)
class SplitSettings:
    """Sizes of passages, in words (`bot.text.words.count_words`).

    A passage is closed once it has `target_words`, is never longer than `max_words` unless one sentence is, and is
    joined to a neighbour under the same heading while shorter than `min_words`.
    """

    min_words: int = 60
    target_words: int = 120
    max_words: int = 180

    def __post_init__(self) -> None:
        if not 0 < self.min_words <= self.target_words <= self.max_words:
            raise SettingsError(
                f"passage sizes must be 0 < min <= target <= max words, got "
                f"{self.min_words}, {self.target_words}, {self.max_words}."
            )


@dataclass(frozen=True, slots=True)
class PageSettings:
    """What the owner of a folder wants of the answers over it.

    A standing notice and questions to start with; whether questions about somebody's safety get a note of care and
    see warnings first; and the source classes whose passages yield to those of a regulator or a journal.
    """

    notice: str = ""
    examples: tuple[str, ...] = ()
    care: bool = False
    yielding: tuple[SourceClass, ...] = ()
