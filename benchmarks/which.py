"""How often the bot asks back when it should, and how often what it sets in an order is in the right one.

    python -m benchmarks.which [FOLDER ...] [--errors]

Each FOLDER holds TOML files, each of which becomes a library of its own; without one, benchmarks/data/which is asked,
whose part `fitted` was looked at while this was written, and whose part `aside` was run at the end only. A file holds
`[[document]]`s with `name` and `text`, or a `template` and the `[[thing]]`s that fill it, and `[[ask]]`s:

    question = "..."
    after = ["..."]     # what was asked before, optional
    count = 4           # between so many things it has to be asked back; without, it must not be
    first = "regex"     # what the first quotation of the order must match

Beside it stand baselines: never asking back, and the nearest unit as the first of the order.
"""

import re
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.command import parser
from benchmarks.table import print_table
from bot import Answer, ChatBot, Library, Turn, build, load_encoder
from bot.answer.level import judge
from bot.answer.placing import placed
from bot.answering import PASSAGES_READ
from bot.encoders import Encoder
from bot.search.ranking import search

OWN = Path(__file__).resolve().parent / "data" / "which"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, what must come of it, and what did; `nearest` is the first quotation without any order."""

    question: str
    count: int
    first: str
    answer: Answer
    nearest: str

    @property
    def says(self) -> str:
        """The first quotation of the order, "" where nothing is in one."""
        listing = self.answer.listing
        return listing.documents[0].quotation.text if listing and listing.order else ""

    @property
    def is_right(self) -> bool:
        """Whether exactly what must come of it did."""
        if self.first:
            return bool(self.says) and _matches(self.first, self.says)
        return (self.answer.which.count if self.answer.which else 0) == self.count


def asked_of(file: Path, encoder: Encoder) -> Iterator[Asked]:
    """The questions of a file, asked over its documents."""
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as name:
        docs = Path(name) / "docs"
        docs.mkdir()
        for number, thing in enumerate(data.get("thing", [])):
            (docs / f"{number}.md").write_text(data["template"].format(**thing), encoding="utf-8")
        for document in data.get("document", []):
            (docs / document["name"]).write_text(document["text"], encoding="utf-8")
        build(Path(name) / "index", [docs], encoder)
        with Library.open(Path(name) / "index") as library:
            bot = ChatBot(library, encoder)
            for ask in data["ask"]:
                history: list[Turn] = []
                for before in ask.get("after", []):
                    history.append(Turn(before, bot.reply(before, history)))
                answer = bot.reply(ask["question"], history)
                nearest = nearest_of(bot, ask["question"], history)
                yield Asked(ask["question"], ask.get("count", 0), ask.get("first", ""), answer, nearest)


def nearest_of(bot: ChatBot, question: str, history: Sequence[Turn]) -> str:
    """What answers best in the best passage for a question, without any order; "" without a passage."""
    query = bot.searched_for(question, history).query
    with bot.library.snapshot() as snapshot:
        ranking = search(snapshot, bot.encoder, query, PASSAGES_READ)
        judged = judge(snapshot, query, ranking, placed(ranking.hits), snapshot.document)
    return judged.sentences[0].text if judged.hits else ""


def rows_of(name: str, asked: Sequence[Asked]) -> list[list[str]]:
    """The figures of a part of the data."""
    orders = [one for one in asked if one.first]
    others = [one for one in asked if not one.first]
    ambiguous = [one for one in others if one.count]
    back = [one for one in others if one.answer.which]
    said = [one for one in orders if one.says]
    nearest = sum(_matches(one.first, one.nearest) for one in orders)
    ordered = sum(one.is_right for one in orders)
    return [
        [name, "asks back", _share(_right(back), len(back)), _share(_right(ambiguous), len(ambiguous)), ""],
        [name, "leaves settled questions alone", "", _share(_right(others, of=0), len(others) - len(ambiguous)), ""],
        [name, "never asks back", "", _share(0, len(ambiguous)), ""],
        [
            name,
            "first of the order",
            _share(ordered, len(said)),
            _share(ordered, len(orders)),
            _share(nearest, len(orders)),
        ],
    ]


def _right(asked: Sequence[Asked], of: int | None = None) -> int:
    return sum(one.is_right for one in asked if of is None or one.count == of)


def _share(part: int, whole: int) -> str:
    return f"{part} of {whole}"


def _matches(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None


def main() -> None:
    """Print the figures of each folder."""
    arguments = parser(__doc__)
    arguments.add_argument("folders", nargs="*", type=Path)
    arguments.add_argument("--errors", action="store_true", help="print what came out otherwise")
    told = arguments.parse_args()
    encoder, rows = load_encoder(), []
    for folder in told.folders or sorted(path for path in OWN.iterdir() if path.is_dir()):
        asked = [one for file in sorted(folder.glob("*.toml")) for one in asked_of(file, encoder)]
        rows += rows_of(folder.name, asked)
        for one in asked if told.errors else ():
            if not one.is_right:
                which = [choice.name for choice in one.answer.which.choices] if one.answer.which else []
                short = [quotation.text[:80] for quotation in one.answer.short_answer[:2]]
                print(f"{one.question}  ->  {one.answer.level} {which} {one.says} {short}")
    print_table(["part", "what", "right of what is said", "of what should be", "nearest unit"], rows)


if __name__ == "__main__":
    main()
