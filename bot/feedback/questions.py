"""Thumbs up as a question file: what readers found relevant must be found again after every change."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import QuestionError
from bot.feedback.records import Opinion, Thumb
from bot.search.query import parse_query

HEADER = """\
# Questions whose answers readers called relevant; made by `footnote report --questions`.
# `pytest FILE` or `footnote evaluate FILE` asks them all. How such a file is written: docs/testing-your-documents.md.
"""
DELETE = "\x7f"  # JSON leaves it as it is, TOML does not take it


@dataclass(frozen=True, slots=True)
class QuestionText:
    """The text of a question file, how many questions it has, and how many thumbs up say nothing on their own."""

    text: str
    questions: int
    left_out: int


def question_file(thumbs: Sequence[Thumb], index: str) -> QuestionText:
    """The file over the index in that folder: of each question the passage that stood highest.

    A question without a content word ("Why?") is left out, for without its conversation it asks nothing.
    """
    best: dict[str, Thumb] = {}
    left_out = 0
    for one in (one for one in thumbs if one.opinion is Opinion.RELEVANT):
        question = _question(one)
        if question is None:
            left_out += 1
        elif question not in best or one.rank < best[question].rank:
            best[question] = one
    tables = [_table(question, one) for question, one in best.items()]
    return QuestionText("\n".join([HEADER, f"index = {_string(index)}\n", *tables]), len(tables), left_out)


def _question(one: Thumb) -> str | None:
    try:
        query = parse_query(one.question)
    except QuestionError:
        return None
    return query.text if query.words else None


def _table(question: str, one: Thumb) -> str:
    lines = [
        "[[questions]]",
        f"question = {_string(question)}",
        f"quote = {_string(' '.join(one.words.split()))}",
        f"source = {_string(one.document)}",
    ]
    if one.pinned:
        lines.append(f"pinned = [{', '.join(map(_string, one.pinned))}]")
    return "\n".join(lines) + "\n"


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace(DELETE, "\\u007f")
