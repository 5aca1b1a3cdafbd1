"""What is kept of a reader's thumb and of a question without an answer: neither says who it was, or at what hour."""

import json
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache
from typing import Literal, TypeAlias

from pydantic import TypeAdapter, ValidationError

from bot.records import Answer, Level, Quotation


class Opinion(StrEnum):
    """What a reader thinks of a quotation as an answer to the question: a thumb up, or the reason for one down."""

    RELEVANT = "relevant"
    IRRELEVANT = "irrelevant"
    OUTDATED = "outdated"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Thumb:
    """An opinion on the quotation of `rank`, or, `is_withdrawn`, that it was taken back.

    `pinned` are the words of the conversation that were searched for beside the question, `words` what of the
    quotation answers best; `day` is ISO 8601, UTC. `answer` names the answer at random, as its seal does; "" in
    records of earlier versions.
    """

    day: str
    question: str
    pinned: tuple[str, ...]
    level: Level
    rank: int
    document: str
    start: int
    end: int
    text_sha256: str
    words: str
    opinion: Opinion
    is_withdrawn: bool = False
    answer: str = ""
    kind: Literal["thumb"] = "thumb"


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that no document answers."""

    day: str
    question: str
    kind: Literal["unanswered"] = "unanswered"


Entry: TypeAlias = Thumb | Unanswered


def thumb(
    answer: Answer, quotation: Quotation, opinion: Opinion, day: str, name: str, *, is_withdrawn: bool = False
) -> Thumb:
    """The record of an opinion on one quotation of the answer of that `name`."""
    citation = quotation.citation
    return Thumb(
        day=day,
        question=answer.question,
        pinned=tuple(word.text for word in answer.carried),
        level=answer.level,
        rank=quotation.rank,
        document=citation.document,
        start=citation.start,
        end=citation.end,
        text_sha256=citation.text_sha256,
        words=answer.best_words(quotation),
        opinion=opinion,
        is_withdrawn=is_withdrawn,
        answer=name,
    )


@cache
def _entries() -> TypeAdapter[Entry]:
    return TypeAdapter(Entry)


def to_line(entry: Entry) -> str:
    """One line of ASCII."""
    return json.dumps(asdict(entry))


def from_line(line: str) -> Entry | None:
    """What `to_line` wrote; None when it is something else."""
    try:
        return _entries().validate_json(line)
    except ValidationError:
        return None
