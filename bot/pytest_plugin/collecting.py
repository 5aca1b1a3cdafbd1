"""Question files as pytest collects them: one test a question, its follow-ups in the same conversation.

pytest looks at every file beside the one that it was asked to run, so this imports nothing before a file is read.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.errors import FootnoteError

if TYPE_CHECKING:
    from bot.evaluation.questions import Question
    from bot.pytest_plugin.bots import Place


class QuestionsAsTests(pytest.File):
    """A question file.

    A file that merely has such a name, and in which nothing looks like a question of ours, is passed over unless it
    was named itself.
    """

    def collect(self) -> Iterator["QuestionAsTest"]:
        """One test for each question, in the order of the file."""
        from bot.evaluation.questions import load_table, read_questions
        from bot.pytest_plugin.bots import Place

        try:
            if not self.session.isinitpath(self.path) and _is_foreign(load_table(self.path)):
                return
            file = read_questions(self.path)
        except FootnoteError as error:
            raise self.CollectError(str(error)) from error
        for question in file.questions:
            item = QuestionAsTest.from_parent(self, name=question.text.replace("::", ":"))
            item.question = question
            if question.known_failure:
                item.add_marker(pytest.mark.xfail(reason=question.known_failure, strict=True))
            item.place = Place(file.index, file.documents)
            yield item


class QuestionAsTest(pytest.Item):
    """A question and its follow-ups: met when every answer is as expected."""

    question: "Question"
    place: "Place"

    def runtest(self) -> None:
        """Ask; raise AssertionError with a message for each turn whose answer is not as expected."""
        from bot.evaluation.checking import examine
        from bot.pytest_plugin.bots import bots_of, place_of

        turns = examine(bots_of(self.config).bot(place_of(self.config, self.place)), self.question)
        failures = [turn.verdict.failure for turn in turns if not turn.verdict.is_met]
        if failures:
            raise AssertionError("\n\n".join(failures))

    def repr_failure(
        self,
        excinfo: pytest.ExceptionInfo[BaseException],
        style: object = None,  # noqa: ARG002  (pytest's signature)
    ) -> str:
        """The message alone of what an owner can mend; a traceback of anything else."""
        if isinstance(excinfo.value, AssertionError | FootnoteError | pytest.UsageError):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, None, str]:
        """Where the question stands."""
        return self.path, None, self.name


def _is_foreign(table: dict[str, object]) -> bool:
    """Whether no entry of `questions` (or of a misspelt key) has a question in it."""
    lists = [value for value in table.values() if isinstance(value, list)]
    return not any(isinstance(entry, dict) and "question" in entry for entries in lists for entry in entries)
