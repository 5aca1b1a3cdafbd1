"""Many visitors of a running page, each of whom opens a long conversation that his browser kept, and asks on.

    python -m benchmarks.visitors [--index DIR] [--visitors 500] [--megabytes 9]

Starts `footnote serve` over the index in a process of its own, on loopback, and reads how much memory that process
holds: once warm, and after so many visitors. Every visitor has a session of his own, which he never closes. The
conversation is made of answers to the headings of the indexed documents, over and over; it is opened in pieces, as
assets/history.js does. At the end as many programs ask a question and never fetch the answer.
"""

import asyncio
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from typing import Any
from uuid import uuid4

import httpx
import psutil

from benchmarks.command import parser_over_index
from benchmarks.latency import questions_of
from benchmarks.load import LIMIT_S, ask_alone, served
from benchmarks.table import print_table
from bot import Library
from bot.ui.history import FORMAT

PIECE_CHARS = 500_000  # as in assets/history.js
MOST_TOLD = 10  # rows of the table

Exchange = dict[str, Any]  # as a browser keeps it


@dataclass(frozen=True, slots=True)
class Page:
    """A running page, and which of its functions does what."""

    client: httpx.Client
    functions: dict[str, int]

    @classmethod
    def at(cls, url: str) -> "Page":
        """The page at that address."""
        # A connection each time: one that was idle for long the server may close at the moment of the next request.
        client = httpx.Client(base_url=url, timeout=LIMIT_S, limits=httpx.Limits(max_keepalive_connections=0))
        told = client.get("/config").json()["dependencies"]
        return cls(client, {target[1]: one["id"] for one in told for target in one["targets"]})

    def send(self, session: str, event: str, **sent: object) -> dict[str, Any]:
        """What the page tells the browser of that session when it sends this event. Raises HTTPStatusError."""
        body = {"fn_index": self.functions[event], "data": [], "session_hash": session, "event_data": sent}
        answer = self.client.post("/gradio_api/run/predict", json=body).raise_for_status()
        told: dict[str, Any] = json.loads(answer.json()["data"][0])
        return told

    def ask(self, session: str, question: str, last: Exchange | None = None) -> Exchange:
        """The exchange that a browser keeps of a question after another one."""
        before = {"earlier": [last["question"]], "last": last["answer"]} if last else {}
        asked = {"question": question, "number": 1, "count": 1, **before}
        exchange: Exchange = self.send(session, "ask_question", asked=json.dumps(asked), chosen="")["kept"]["1"]
        return exchange

    def open(self, session: str, exchanges: Sequence[Exchange]) -> None:
        """Have a conversation drawn, piece by piece."""
        drawn = 0
        for piece in pieces(exchanges):
            text = json.dumps({"format": FORMAT, "exchanges": piece}, ensure_ascii=False)
            drawn = self.send(session, "open_conversation", drawn=drawn, exchanges=text)["count"]

    def ask_and_go(self, question: str) -> None:
        """Ask as a program does that never fetches the answer."""
        self.client.post("/gradio_api/call/v2/ask", json={"question": question}).raise_for_status()


def pieces(exchanges: Sequence[Exchange]) -> Iterator[list[Exchange]]:
    """The exchanges in parts of at most PIECE_CHARS, or of one exchange that is longer."""
    piece: list[Exchange] = []
    chars = 0
    for exchange in exchanges:
        chars += len(json.dumps(exchange, ensure_ascii=False))
        if piece and chars > PIECE_CHARS:
            yield piece
            piece, chars = [], 0
        piece.append(exchange)
    yield piece


def conversation(page: Page, questions: Sequence[str], size_bytes: int) -> list[Exchange]:
    """A conversation of at least that size as JSON, of the answers to these questions in turn."""
    answered = [page.ask(uuid4().hex, question) for question in questions]
    exchanges: list[Exchange] = []
    for exchange in cycle(answered):
        exchanges.append(exchange)
        size_bytes -= len(json.dumps(exchange))
        if size_bytes <= 0:
            return exchanges
    return exchanges


def visit(page: Page, exchanges: Sequence[Exchange], question: str) -> None:
    """One visitor: he opens the conversation, and asks on."""
    session = uuid4().hex
    page.open(session, exchanges)
    page.ask(session, question, exchanges[-1])


def serving_process() -> psutil.Process:
    """The page's process, which is the one child of this one."""
    (process,) = psutil.Process(os.getpid()).children()
    return process


def main() -> None:
    """Run the benchmark."""
    options = parser_over_index(__doc__)
    options.add_argument("--visitors", type=int, default=500)
    options.add_argument("--megabytes", type=float, default=9)
    arguments = options.parse_args()
    with Library.open(arguments.index) as library:
        questions = questions_of(library)
    with served(arguments.index) as url:
        page, process = Page.at(url), serving_process()
        exchanges = conversation(page, questions, int(arguments.megabytes * 1e6))
        rows = [["warm", _mebibytes(process)]]
        every = max(1, arguments.visitors // MOST_TOLD)
        for number in range(1, arguments.visitors + 1):
            visit(page, exchanges, questions[number % len(questions)])
            if number == 1 or number % every == 0:
                rows.append([f"{number} visitors", _mebibytes(process)])
        for number in range(arguments.visitors):
            page.ask_and_go(questions[number % len(questions)])
        asyncio.run(ask_alone(url, questions[:1]))  # answered after all of them
        rows.append([f"and {arguments.visitors} programs that fetch no answer", _mebibytes(process)])
    print_table(["after", "resident MiB"], rows)


def _mebibytes(process: psutil.Process) -> str:
    return f"{process.memory_info().rss / 2**20:.0f}"


if __name__ == "__main__":
    main()
