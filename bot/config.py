"""The settings of a build and of a search, as values that are passed in; nothing here is read from the world."""

from dataclasses import dataclass

from bot.errors import SettingsError
from bot.records import CareGuide, SourceClass


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


# What no machine has, be it seconds, MiB or characters; more, or an infinity, the system cannot take as a limit.
LARGEST_LIMIT = 1_000_000_000


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """What reading one file may cost. A file that wants more is refused with a reason, never cut.

    `unpacked_mib` bounds what all members of an archive (a ZIP, and so every Office file and e-book) unpack to,
    `nesting` how deep archives and attachments may stand inside each other.
    """

    seconds: float = 60.0
    memory_mib: int = 768
    file_mib: int = 512
    unpacked_mib: int = 256
    characters: int = 20_000_000
    pages: int = 10_000
    nesting: int = 2

    def __post_init__(self) -> None:
        for name in self.__slots__:
            limit = getattr(self, name)
            if not limit > 0:
                raise SettingsError(f"the limit {name!r} must be greater than 0, got {limit!r}.")
            if limit > LARGEST_LIMIT:
                raise SettingsError(f"the limit {name!r} must be at most {LARGEST_LIMIT:,}, got {limit!r}.")


@dataclass(frozen=True, slots=True)
class FolderSettings:
    """What the owner of a folder wants of the answers over it.

    A standing notice and questions to start with; what tells which questions get a note of care and see warnings first,
    once a build has learnt it from the file `care_examples` beside the settings; the source classes whose passages
    yield to those of a regulator or a journal; and whether readers may download the files. That and `care_examples` are
    asked of the folder itself each time, and never kept in an index.
    """

    notice: str = ""
    examples: tuple[str, ...] = ()
    care: tuple[CareGuide, ...] = ()
    yielding: tuple[SourceClass, ...] = ()
    originals: bool = False
    care_examples: str = ""
