"""How well what is wanted is told, beside the nearest example by the encoder alone.

    python -m benchmarks.intents [FILE.toml]

FILE holds `[[ask]]` tables with `language`, `text` and `kind`: a kind of `bot.conversation.intents`, or `question` (as
`extreme` is) for what must simply be searched for. Recall is the share of a kind that is told as such, precision the
share of what is told as such that is. The examples are encoded first, for a minute or two.
"""

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.command import parser
from benchmarks.fit_intents import turn
from benchmarks.table import print_table
from bot import load_encoder
from bot.conversation.intents import recognise
from bot.encoders import Encoder
from bot.encoders.common_words import common_terms
from bot.language.forms import QUESTION, filled, spoken
from bot.language.words import term_of

HELD_OUT = Path("tests/data/intents.toml")
PLAIN = {"extreme": QUESTION}  # kinds that are searched for, too


@dataclass(frozen=True, slots=True)
class Ask:
    """Something said, and what is wanted by it."""

    language: str
    text: str
    kind: str


def asks_of(file: Path) -> list[Ask]:
    """What a file holds, in its order."""
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["ask"]
    return [Ask(row["language"], row["text"], PLAIN.get(row["kind"], row["kind"])) for row in rows]


def told(text: str, language: str) -> str:
    """The kind that the bot takes a text for."""
    intent = recognise(text, [language], lambda word: term_of(word) in common_terms())
    return intent.kind.value if intent else QUESTION


def nearest(encoder: Encoder) -> Callable[[str], str]:
    """What takes a text for the kind of the example that is nearest by its vector."""
    examples = [one for of_one in spoken().values() for one in of_one.examples]
    vectors = encoder.encode([filled(one, turn(one)) for one in examples])
    return lambda text: examples[int((vectors @ encoder.encode([text])[0]).argmax())].kind


def shares(asks: Sequence[Ask], kinds: Sequence[str]) -> dict[str, str]:
    """Recall and precision of each kind, as text."""
    found = {}
    for kind in dict.fromkeys(ask.kind for ask in asks):
        wanted = [told == kind for ask, told in zip(asks, kinds, strict=True) if ask.kind == kind]
        right = [ask.kind == kind for ask, told in zip(asks, kinds, strict=True) if told == kind]
        found[kind] = f"{sum(wanted)}/{len(wanted)}  {sum(right)}/{len(right)}"
    wishes = [told == ask.kind for ask, told in zip(asks, kinds, strict=True) if ask.kind != QUESTION]
    taken = [told != QUESTION for ask, told in zip(asks, kinds, strict=True) if ask.kind == QUESTION]
    found["no question, told right"] = f"{sum(wishes)}/{len(wishes)}"
    found["questions taken for something else"] = f"{sum(taken)}/{len(taken)}"
    return found


def main() -> None:
    """Run the benchmark."""
    options = parser(__doc__)
    options.add_argument("file", type=Path, nargs="?", default=HELD_OUT)
    options.add_argument("--wrong", action="store_true", help="print what is told wrong")
    arguments = options.parse_args()
    by_nearest = nearest(load_encoder())
    everything = asks_of(arguments.file)
    for language in ("all", *dict.fromkeys(ask.language for ask in everything)):
        asks = [ask for ask in everything if language in ("all", ask.language)]
        as_it_is = [told(ask.text, ask.language) for ask in asks]
        of_ways = [shares(asks, way) for way in (as_it_is, [by_nearest(ask.text) for ask in asks])]
        print_table(
            [f"{language}: recall, precision", "as it is", "nearest example"],
            [[kind, *(way[kind] for way in of_ways)] for kind in of_ways[0]],
        )
        if arguments.wrong and language == "all":
            wrong = [(ask, kind) for ask, kind in zip(asks, as_it_is, strict=True) if kind != ask.kind]
            print("\n".join(f"{ask.kind} taken for {kind}: {ask.text}" for ask, kind in wrong))


if __name__ == "__main__":
    main()
