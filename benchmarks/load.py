"""Many people asking a running page at the same moment: how long each waits, and whether each gets his own answer.

    python -m benchmarks.load [--index DIR] [--people 50] [--rounds 3]

Starts `footnote serve` over the index in a process of its own, on loopback. Every person has a cookie of his own and
asks another question; the questions are the headings of the indexed documents. Each answer is compared with the one
to the same question asked alone.
"""

import asyncio
import json
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path

import httpx
import numpy as np

from benchmarks.command import parser_over_index
from benchmarks.latency import questions_of
from benchmarks.table import print_table
from bot import Library

LIMIT_S = 600.0  # against hanging for ever
COMPLETE = re.compile(r"^event: complete\ndata: (.*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of one person, the JSON of its answer ("" after an error), and when it came, from the first click."""

    question: str
    answer: str
    seconds: float


async def ask(client: httpx.AsyncClient, question: str) -> str:
    """The JSON of the answer of a page to one question; "" when there was an error."""
    asked = await client.post("/gradio_api/call/v2/ask", json={"question": question})
    event = asked.json()["event_id"]
    told = COMPLETE.search((await client.get(f"/gradio_api/call/ask/{event}")).text)
    return json.dumps(json.loads(told.group(1))[0]) if told else ""


async def ask_at_once(url: str, questions: Sequence[str]) -> list[Asked]:
    """What comes of it when each of these questions is asked by a person of his own at the same moment."""
    people = [httpx.AsyncClient(base_url=url, timeout=LIMIT_S) for _ in questions]
    try:
        for person in people:
            await person.get("/")  # gives the cookie
        began = time.perf_counter()

        async def timed(person: httpx.AsyncClient, question: str) -> Asked:
            answer = await ask(person, question)
            return Asked(question, answer, time.perf_counter() - began)

        pairs = zip(people, questions, strict=True)
        return await asyncio.gather(*(timed(person, question) for person, question in pairs))
    finally:
        for person in people:
            await person.aclose()


async def ask_alone(url: str, questions: Sequence[str]) -> dict[str, str]:
    """The JSON of the answer to each question, asked one after the other."""
    async with httpx.AsyncClient(base_url=url, timeout=LIMIT_S) as client:
        return {question: await ask(client, question) for question in questions}


@contextmanager
def served(index: Path) -> Iterator[str]:
    """The address of `footnote serve` over an index, once its encoder is loaded."""
    command = [sys.executable, "-m", "bot", "serve", "--index", str(index), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        url = next(found.group() for line in process.stdout or () if (found := re.search(r"http://[\d.]+:\d+", line)))
        while httpx.get(f"{url}/footnote/waiting").json()["warming_up"]:
            time.sleep(0.1)
        yield url
    finally:
        process.send_signal(signal.SIGINT)
        process.wait()


def main() -> None:
    """Run the benchmark."""
    options = parser_over_index(__doc__)
    options.add_argument("--people", type=int, default=50)
    options.add_argument("--rounds", type=int, default=3)
    arguments = options.parse_args()
    with Library.open(arguments.index) as library:
        questions = list(islice(cycle(questions_of(library)), arguments.people))
    with served(arguments.index) as url:
        alone = asyncio.run(ask_alone(url, questions))
        asked = [one for _ in range(arguments.rounds) for one in asyncio.run(ask_at_once(url, questions))]
    seconds = np.array([one.seconds for one in asked])
    row = [
        str(arguments.people),
        str(len(asked)),
        str(sum(not one.answer for one in asked)),
        str(sum(bool(one.answer) and one.answer != alone[one.question] for one in asked)),
        f"{np.median(seconds):.2f}",
        f"{np.percentile(seconds, 99):.2f}",
    ]
    print_table(["people at once", "questions", "errors", "other answers", "median s", "99th percentile s"], [row])


if __name__ == "__main__":
    main()
