"""The form of what is said to the bot: its words with the content taken out, and the examples that tell forms apart.

"Which leases mention Sarah?" and "which leases mention water damage" have one form: "which <kinds> mention _".
"""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain, cycle, islice, pairwise
from types import MappingProxyType

from bot.language.asked_times import end_in_time
from bot.language.identifiers import identifiers_in
from bot.language.tables import languages
from bot.language.wordlists import wordlists
from bot.language.words import folded, function_words
from bot.text.words import WORD

QUESTION = "question"  # the kind of the examples that are simply searched for
CONTENT, NUMBER, ORDINAL, KIND, KINDS = "_", "<number>", "<ordinal>", "<kind>", "<kinds>"
SLOTS = {"{x}": CONTENT, "{kind}": KIND, "{kinds}": KINDS}
SHORTEST_RUN = 4  # neighbouring keys in a row: "asdf" is one, "were" in "were you" is known as a word before
FEWEST_OF_FRAME = 2  # examples
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


def number_in(text: str, language: str) -> int:
    """The first ordinal or number of a text; -1 for the last of something, 0 for none."""
    for word in map(str.casefold, WORD.findall(text)):
        digits = re.match(r"\d{1,3}", word)
        number = int(digits.group()) if digits else wordlists().ordinals.get(word) or wordlists().numbers.get(word)
        if number:
            return number
    return -1 if end_in_time(text, language) > 0 else 0


def names_kind(word: str) -> bool:
    """Whether it names a kind of documents, one or several: "report", "leases"."""
    return folded(word) in _kinds()


def is_one_letter(word: str) -> bool:
    """Whether it is one letter again and again."""
    return len(word) > 2 and len(set(word)) == 1


def is_keyboard_noise(word: str) -> bool:
    """Whether a hand, and no head, wrote it: one letter, one syllable or a row of keys over and over, no vowel."""
    if re.fullmatch(r"(\w{1,3}?)\1{2,}|(\w{2,4})\2+", word):
        return True
    if len(word) < SHORTEST_RUN:
        return False
    runs = (word[i : i + SHORTEST_RUN] for i in range(len(word) - SHORTEST_RUN + 1))
    if any(run in row for run in runs for row in keyboard_rows()):
        return True
    return word.isascii() and word.isalpha() and len(word) > SHORTEST_RUN and not re.search(r"[aeiouy]", word)


def form(text: str, is_kind: Callable[[str], bool] | None = None) -> list[str]:
    """The words of `text` without accents; content in a row, a kind of document, a number as one sign each.

    An identifier is content. What `is_kind` says of words that would be content makes them names of several documents.
    """
    found = list[str]()
    for piece in _SLOT.split(_without_identifiers(text)):
        for sign in [SLOTS[piece]] if piece in SLOTS else (_sign(word, is_kind) for word in WORD.findall(piece)):
            if sign != CONTENT or found[-1:] != [CONTENT]:
                found.append(sign)
    return found


def pieces(text: str, is_kind: Callable[[str], bool] | None = None) -> list[str]:
    """What a form is told by, each once: its words, its pairs of neighbours, and how much content it has."""
    said = form(text, is_kind)
    content = said.count(CONTENT)
    pairs = (" ".join(pair) for pair in pairwise(["^", *said, "$"]))
    return list(dict.fromkeys([*said, *pairs, f"# {min(content, 2)}"]))


@cache
def whole_forms() -> Mapping[tuple[str, ...], str]:
    """The kind of every form that an example has and that is without content, or names kinds of documents beside it.

    None where examples of one form are of two kinds.
    """
    kinds = dict[tuple[str, ...], str]()
    for one in (one for of_language in spoken().values() for one in of_language.examples):
        said = tuple(form(one.text))
        if CONTENT not in said or not {KIND, KINDS}.isdisjoint(said):
            kinds[said] = one.kind if kinds.get(said, one.kind) == one.kind else ""
    return MappingProxyType({said: kind for said, kind in kinds.items() if kind})


def begins_as(kind: str, said: Sequence[str], negating: AbstractSet[str]) -> bool:
    """Whether a form is an example of that kind that names documents and content, or begins as one.

    Such an example ends with its only content, or has none, and one of the words `negating` follows: "how many pumps
    are there without a seal".
    """
    return CONTENT in said and any(
        KINDS in said[:end] and whole_forms().get(tuple(said[:end])) == kind and _may_end(said, end, negating)
        for end in range(1, len(said) + 1)
    )


def _may_end(said: Sequence[str], end: int, negating: AbstractSet[str]) -> bool:
    return end == len(said) or (said.index(CONTENT) == end - 1) or (CONTENT not in said[:end] and said[end] in negating)


def asks_behind(said: Sequence[str]) -> bool:
    """Whether a form asks for documents behind a word of grammar: "for which pumps"."""
    asking = frozenset(map(folded, chain.from_iterable(language.asking for language in languages().values())))
    return said[2:3] == [KINDS] and said[1] in asking and said[0] in _known() - asking and CONTENT in said[3:]


@cache
def frame_words(kind: str, language: str) -> frozenset[str]:
    """The words that several examples of a kind have, in that language or, where it has none, in all; of grammar, too.

    A word of one example may be content: "letters with a stamp".
    """
    languages = [language] if language in spoken() else list(spoken())
    texts = (one.text for code in languages for one in spoken()[code].examples if one.kind == kind)
    counts = Counter(word for text in texts for word in set(_bare_words([text])))
    several = (word for word, count in counts.items() if count >= FEWEST_OF_FRAME)
    return frozenset(several).union(*map(function_words, {language, *languages}))


def filled(example: Example, turn: int) -> str:
    """The example as somebody may say it: its slots hold kinds and content, other ones at each `turn`."""
    of_language = spoken()[example.language]
    rows = {"{x}": of_language.content, "{kind}": of_language.kind, "{kinds}": of_language.kinds}
    turns = {slot: islice(cycle(row), turn % len(row), None) for slot, row in rows.items()}
    return _SLOT.sub(lambda match: next(turns[match[1]]), example.text)


def _bare_words(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from map(folded, WORD.findall(_SLOT.sub(" ", text)))


def _sign(word: str, is_kind: Callable[[str], bool] | None) -> str:
    """What a word counts as: itself where it belongs to the form."""
    plain = _unstretched(folded(word))
    if plain.isdecimal() or plain in wordlists().numbers:
        return NUMBER
    if plain in wordlists().ordinals or _ORDINAL.fullmatch(plain):
        return ORDINAL
    sign = _kinds().get(plain) or (plain if plain in _known() else _compound(plain))
    return KINDS if sign == CONTENT and is_kind is not None and is_kind(word) else sign


def _unstretched(plain: str) -> str:
    """A word with its letters said at length said once, or twice where that is a word: "hellooo", "cooool"."""
    once = _STRETCHED.sub(r"\1", plain)
    twice = _STRETCHED.sub(r"\1\1", plain)
    return twice if once not in _known() and twice in _known() else once


def _without_identifiers(text: str) -> str:
    """`text` with content in place of its identifiers."""
    end, kept = 0, list[str]()
    for key in sorted(identifiers_in(text), key=lambda key: (key.start, -key.end)):
        if key.start >= end:
            kept += [text[end : key.start], "{x}"]
            end = key.end
    return "".join([*kept, text[end:]])


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
