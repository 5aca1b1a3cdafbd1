"""Asks every question of the shipped file in a process of its own: one line of JSON an answer.

python -m tests.all_answers INDEX THREADS
"""

import sys
from collections.abc import Iterable, Iterator

from bot import ChatBot, Library
from bot.evaluation.questions import Question, read_questions
from bot.records import Turn
from tests.conftest import ROOT

CONVERSATIONS = read_questions(ROOT / "corpus" / "questions.toml").questions


def answers(bot: ChatBot, conversations: Iterable[Question] = CONVERSATIONS) -> Iterator[str]:
    """The answer to every turn as JSON, each conversation from its beginning."""
    for conversation in conversations:
        history: list[Turn] = []
        for turn in conversation.turns:
            answer = bot.reply(turn.text, history)
            history.append(Turn(turn.text, answer))
            yield answer.to_json()


def main(index: str, threads: int) -> None:
    """Ask with so many threads of torch; those of OpenMP are told by the environment."""
    import torch

    torch.set_num_threads(threads)
    with Library.open(index) as library:
        for line in answers(ChatBot(library)):
            sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]  # a TextIOWrapper
    main(sys.argv[1], int(sys.argv[2]))
