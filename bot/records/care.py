"""A word of care before an answer: that somebody's safety is asked about, and where to turn."""

from dataclasses import dataclass
from enum import StrEnum

from bot.records.documents import Span


class Concern(StrEnum):
    """How a question bears on somebody's health."""

    NONE = "none"
    PERSONAL = "personal"
    RED_FLAG = "red_flag"


@dataclass(frozen=True, slots=True)
class Translation:
    """A text in the language of that BCP 47 tag."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class CareNote:
    """A note to show before an answer, and the words of the question that called for it: the question, read whole.

    No words when the questions before it did. `translations` are the note in other languages, as far as its owner has
    written them.
    """

    kind: Concern
    words: tuple[Span, ...]
    note: str
    translations: tuple[Translation, ...] = ()

    def in_language(self, language: str) -> str | None:
        """The note in that language, None where nobody has written it."""
        return next((one.text for one in self.translations if one.language == language), None)


@dataclass(frozen=True, slots=True)
class CareExamples:
    """What the owner of a folder has written about care.

    `notes` go from the mildest to the gravest; `questions` has first those that are about nobody's safety, then those
    that each note is for. `warnings` are sentences and headings of documents that warn, `others` such that do not.
    """

    notes: tuple[CareNote, ...]
    questions: tuple[tuple[str, ...], ...]
    warnings: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CareGuide:
    """The notes of a folder, and what tells when to show them, learnt from its examples.

    Weights are float16, little-endian, in base64, as `bot.encoders.examples` reads them: for each note those that tell
    the questions that are at least so grave, by the vectors of the encoder with that fingerprint and by their words;
    for each red flag the same by words alone; and for sentences that warn. `made_from` changes with the examples.
    """

    notes: tuple[CareNote, ...]
    encoder: str
    by_meaning: tuple[str, ...]
    by_words: tuple[str, ...]
    warning: str
    made_from: str
