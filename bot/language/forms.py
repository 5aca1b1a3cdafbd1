"""The form of what is said to the bot: its words with the content taken out, and the examples that tell forms apart.

"Which leases mention Sarah?" and "which leases mention water damage" have one form: "which <kinds> mention _".
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import cycle, islice, pairwise
from types import MappingProxyType

from bot.language.wordlists import wordlists
from bot.language.words import folded, function_words
from bot.text.words import WORD

QUESTION = "question"  # the kind of the examples that are simply searched for
CONTENT, NUMBER, ORDINAL, KIND, KINDS = "_", "<number>", "<ordinal>", "<kind>", "<kinds>"
SLOTS = {"{x}": CONTENT, "{kind}": KIND, "{kinds}": KINDS}
SHORTEST_COMPOUND_END = 6  # letters of a kind of document at the end of a longer word: "Reinigungsverträge"

_SLOT = re.compile(r"(\{(?:x|kinds?)\})")
_STRETCHED = re.compile(r"([^\W\d])\1{2,}")  # "hellooo"
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th|er|ère|e|ème|º|ª|o|a)")


@dataclass(frozen=True, slots=True)
class Example:
    """What somebody may say, of a kind; `text` may hold the slots `SLOTS`."""

    language: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """The examples of one language, and what fills their slots.

    `kind` and `kinds` name one and several documents of a sort, `keyboard` rows of keys.
    """

    examples: tuple[Example, ...]
    kind: tuple[str, ...]
    kinds: tuple[str, ...]
    content: tuple[str, ...]
    keyboard: tuple[str, ...]


@cache
def spoken() -> Mapping[str, Spoken]:
    """The examples of every language that has some, by its code."""
    tables = sorted((file for file in files(__package__).joinpath("examples").iterdir()), key=lambda file: file.name)
    found = {
        file.name.removesuffix(".toml"): tomllib.loads(file.read_text(encoding="utf-8"))
        for file in tables
        if file.name.endswith(".toml")
    }
    return MappingProxyType(
        {
            code: Spoken(
                tuple(Example(code, kind, text) for kind, texts in table["examples"].items() for text in texts),
                kind=tuple(table["kind"].split()),
                kinds=tuple(table["kinds"].split()),
                content=tuple(table["content"]),
                keyboard=tuple(table.get("keyboard", "").split()),
            )
            for code, table in found.items()
        }
    )


@cache
def keyboard_rows() -> tuple[str, ...]:
    """The rows of keys of all keyboards, each from both ends."""
    rows = [row for one in spoken().values() for row in one.keyboard]
    return tuple(dict.fromkeys([*rows, *(row[::-1] for row in rows)]))


def form(text: str) -> list[str]:
    """The words of `text` without accents; content in a row, a kind of document, a number as one sign each."""
    found = list[str]()
    for piece in _SLOT.split(text):
        for sign in [SLOTS[piece]] if piece in SLOTS else map(_sign, WORD.findall(piece)):
            if sign != CONTENT or found[-1:] != [CONTENT]:
                found.append(sign)
    return found


def pieces(text: str) -> list[str]:
    """What a form is told by, each once: its words, its pairs of neighbours, and how much content it has."""
    said = form(text)
    content = said.count(CONTENT)
    pairs = (" ".join(pair) for pair in pairwise(["^", *said, "$"]))
    return list(dict.fromkeys([*said, *pairs, f"# {min(content, 2)}"]))


@cache
def whole_forms() -> Mapping[tuple[str, ...], str]:
    """The kind of every form without content that an example has; none where examples of one form are of two kinds."""
    kinds = dict[tuple[str, ...], str]()
    for one in (one for of_language in spoken().values() for one in of_language.examples):
        said = tuple(form(one.text))
        if CONTENT not in said:
            kinds[said] = one.kind if kinds.get(said, one.kind) == one.kind else ""
    return MappingProxyType({said: kind for said, kind in kinds.items() if kind})


@cache
def frame_words(kind: str, language: str) -> frozenset[str]:
    """The words of the examples of a kind, in that language or, where it has none, in all, and its function words."""
    languages = [language] if language in spoken() else list(spoken())
    texts = (one.text for code in languages for one in spoken()[code].examples if one.kind == kind)
    return frozenset(_bare_words(texts)).union(*map(function_words, {language, *languages}))


def filled(example: Example, turn: int) -> str:
    """The example as somebody may say it: its slots hold kinds and content, other ones at each `turn`."""
    of_language = spoken()[example.language]
    rows = {"{x}": of_language.content, "{kind}": of_language.kind, "{kinds}": of_language.kinds}
    turns = {slot: islice(cycle(row), turn % len(row), None) for slot, row in rows.items()}
    return _SLOT.sub(lambda match: next(turns[match[1]]), example.text)


def _bare_words(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from map(folded, WORD.findall(_SLOT.sub(" ", text)))


def _sign(word: str) -> str:
    """What a word counts as: itself where it belongs to the form."""
    plain = _STRETCHED.sub(r"\1", folded(word))
    if plain.isdecimal() or plain in wordlists().numbers:
        return NUMBER
    if plain in wordlists().ordinals or _ORDINAL.fullmatch(plain):
        return ORDINAL
    return _kinds().get(plain) or (plain if plain in _known() else _compound(plain))


def _compound(plain: str) -> str:
    ends = (plain[i:] for i in range(1, len(plain) - SHORTEST_COMPOUND_END + 1))
    return next((_kinds()[end] for end in ends if end in _kinds()), CONTENT)


@cache
def _kinds() -> Mapping[str, str]:
    """The sign of every name of a kind of document."""
    several = {folded(word): KINDS for one in spoken().values() for word in one.kinds}
    return MappingProxyType(several | {folded(word): KIND for one in spoken().values() for word in one.kind})


@cache
def _known() -> AbstractSet[str]:
    """The words that belong to the form: those of examples that are no questions, and function words."""
    texts = (one.text for of_one in spoken().values() for one in of_one.examples if one.kind != QUESTION)
    return frozenset(_bare_words(texts)).union(*map(function_words, spoken()))
