"""What somebody wants who says something: small talk, a guide, a listing, an act on the last answer, or an answer.

Kinds are told apart by examples (bot/language/examples), whose weights `python -m benchmarks.fit_intents` has fitted:
those of the words decide where they are sure, beside the vector of the default encoder elsewhere. What is like no
example is simply searched for.
"""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from pathlib import Path

import numpy as np

from bot.encoders import Encoder, FloatArray
from bot.language.detection import question_language
from bot.language.forms import QUESTION, form, frame_words, keyboard_rows, pieces, spoken, whole_forms
from bot.language.wordlists import wordlists
from bot.language.words import Word, end_in_time, folded, words
from bot.text.normalise import clean
from bot.text.words import WORD

LONGEST_WORDS = 24  # more words than that are a story, whatever they begin with
SHORTEST_RUN = 4  # neighbouring keys in a row: "asdf" is one, "were" in "were you" is known as a word before

# By how much a kind must lead over a plain question, and over it by words alone to need no encoder; by how much words
# must speak for a question to need none. The first is a choice among 0, .1, .2 and .3: more left out wishes of
# tests/data/intents.toml and spared hardly a question. The others are judgements.
MARGIN = 0.1
SURE = 1.0
SURE_OF_QUESTION = 0.9
WHOLE = 2.0  # the lead of what is an example, word for word; it is never open, and that of wishes is 2 when fitted well
VECTOR_SHARE = 1.5  # how much a vector counts beside the words of a text
RECIPE = "intents 1"  # changes whenever the same examples are read otherwise
_POINT = re.compile(r"[.!?,;:…]+\s+")
FITTED = files("bot.language").joinpath("examples", "fitted.npz")


class Kind(StrEnum):
    """What may be wanted, the most telling first: "hi, what can you do" asks for help and greets besides."""

    DOCUMENTS = "documents"
    LISTING = "listing"
    GUIDE = "guide"
    HELP = "help"
    SHORTER = "shorter"
    MORE = "more"
    NTH = "nth"
    WHY = "why"
    WHERE = "where"
    IDENTITY = "identity"
    INSULT = "insult"
    COMPLAINT = "complaint"
    GOODBYE = "goodbye"
    THANKS = "thanks"
    GREETING = "greeting"
    ACKNOWLEDGEMENT = "acknowledgement"
    ABSURD = "absurd"
    EMPTY = "empty"


# What is said beside something else: "Thanks! And how long does it take?" is a question.
SOCIAL = frozenset(
    {Kind.INSULT, Kind.COMPLAINT, Kind.GOODBYE, Kind.THANKS, Kind.GREETING, Kind.ACKNOWLEDGEMENT},
)


@dataclass(frozen=True, slots=True)
class Intent:
    """What is wanted, and by how much that leads over a plain question.

    `content` are the words that belong to no form of a guide or listing; `number` is that of the thing chosen, counted
    from 1, with -1 for the last and 0 for none.
    """

    kind: Kind
    margin: float
    content: tuple[Word, ...] = ()
    number: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """Weights of shape (pieces, kinds) and, for words with a vector after them, (pieces + d, kinds).

    `encoder` is the fingerprint of the encoder of those vectors, `made_from` changes with the examples.
    """

    kinds: tuple[str, ...]
    pieces: tuple[str, ...]
    by_words: FloatArray
    by_both: FloatArray
    encoder: str
    made_from: str

    def write(self, path: Traversable) -> None:
        """Keep it in a file, rounded to 16 bits."""
        texts = {"kinds": "\n".join(self.kinds), "pieces": "\n".join(self.pieces)}
        texts |= {"encoder": self.encoder, "made_from": self.made_from}
        np.savez_compressed(
            Path(str(path)),
            allow_pickle=False,
            by_words=self.by_words.astype("<f2"),
            by_both=self.by_both.astype("<f2"),
            **{name: np.frombuffer(text.encode(), dtype=np.uint8) for name, text in texts.items()},
        )

    @classmethod
    def read(cls, path: Traversable) -> "Fitted":
        """What `write` kept."""
        with as_file(path) as file, np.load(file, allow_pickle=False) as kept:
            texts = {name: kept[name].tobytes().decode() for name in ("kinds", "pieces", "encoder", "made_from")}
            by_words, by_both = (kept[name].astype(np.float32) for name in ("by_words", "by_both"))
        kinds, known = (tuple(texts[name].split("\n")) for name in ("kinds", "pieces"))
        return cls(kinds, known, by_words, by_both, texts["encoder"], texts["made_from"])


def recognise(
    question: str, languages: Sequence[str], knows_word: Callable[[str], bool], encoder: Encoder | None = None
) -> Intent | None:
    """What is wanted; None for a question to the documents.

    `languages` are those it may be asked in, the likeliest first. Nonsense is what has no word at all, or only numbers
    or words that `knows_word` does not know and that no typist means. An `encoder` counts that the weights are of.
    """
    text = " ".join(clean(question).split())
    nonsense = _nonsense(text, knows_word)
    if nonsense:
        return Intent(nonsense, 1.0)
    if len(WORD.findall(text)) > LONGEST_WORDS:
        return None
    heard = _heard(text, encoder if encoder and encoder.fingerprint == fitted().encoder else None)
    if heard is None:
        return None
    kind, margin = heard
    language = question_language(text, languages)
    content = content_of(question, kind, language) if kind in (Kind.GUIDE, Kind.LISTING) else ()
    return Intent(kind, margin, content, _number_in(text, language) if kind is Kind.NTH else 0)


def content_of(question: str, kind: Kind, language: str) -> tuple[Word, ...]:
    """The words of a question that belong to no form of that kind: "List all cleaning contracts" is of cleaning."""
    frame = frame_words(kind, language)
    return tuple(word for word in words(question, language) if folded(word.text) not in frame)


@cache
def fitted() -> Fitted:
    """The weights that the package holds."""
    return Fitted.read(FITTED)


def made_from() -> str:
    """What changes with the examples, and with how they are read."""
    return hashlib.sha256(f"{RECIPE} {dict(spoken())!r}".encode()).hexdigest()


def word_rows(texts: Sequence[str], places: Mapping[str, int]) -> FloatArray:
    """The pieces of texts, shape (n, pieces); a text whose pieces are all known is of unit length."""
    rows = np.zeros((len(texts), len(places)), dtype=np.float32)
    for row, text in zip(rows, texts, strict=True):
        found = pieces(text)
        row[[places[piece] for piece in found if piece in places]] = 1 / np.sqrt(max(1, len(found)))
    return rows


def _heard(text: str, encoder: Encoder | None) -> tuple[Kind, float] | None:
    """The kind of a text and its lead; of what is said after a greeting or the like the more telling of both."""
    first, *others = _POINT.split(text, maxsplit=1)
    if others and WORD.search(others[0]):
        before = _told(first, None)
        if before and before[0] in SOCIAL:
            after = _heard(others[0], encoder)
            return after and min(before, after, key=lambda told: list(Kind).index(told[0]))
    return _told(text, encoder)


def _told(text: str, encoder: Encoder | None) -> tuple[Kind, float] | None:
    """The kind of one sentence and its lead; None for a question. Only where words leave it open a vector is asked."""
    known = whole_forms().get(tuple(form(text)))
    if known:
        return None if known == QUESTION else (Kind(known), WHOLE)
    row = word_rows([text], _places())[0]
    kind, lead = _first(row @ fitted().by_words)
    if encoder is not None and -SURE_OF_QUESTION < lead < SURE:
        vector = VECTOR_SHARE * encoder.encode([text])[0]
        kind, lead = _first(np.concatenate([row, vector]) @ fitted().by_both)
    return (kind, round(lead, 4)) if lead > MARGIN else None


def _first(scores: FloatArray) -> tuple[Kind, float]:
    """The likeliest kind, and by how much it leads over a question."""
    by_kind = dict(zip(fitted().kinds, scores.tolist(), strict=True))
    question = by_kind.pop(QUESTION)
    kind = max(by_kind, key=by_kind.__getitem__)
    return Kind(kind), by_kind[kind] - question


@cache
def _places() -> Mapping[str, int]:
    return {piece: i for i, piece in enumerate(fitted().pieces)}


def _number_in(text: str, language: str) -> int:
    """The first ordinal or number of a text; -1 for the last of something, 0 for none."""
    for word in map(str.casefold, WORD.findall(text)):
        digits = re.match(r"\d{1,3}", word)
        number = int(digits.group()) if digits else wordlists().ordinals.get(word) or wordlists().numbers.get(word)
        if number:
            return number
    return -1 if end_in_time(text, language) > 0 else 0


def _nonsense(text: str, knows_word: Callable[[str], bool]) -> Kind | None:
    """Whether nothing was said, or nothing that means anything."""
    if not any(letter.isprintable() and not letter.isspace() for letter in text):
        return Kind.EMPTY
    found = [word.casefold() for word in WORD.findall(text)]
    if not found or (all(map(str.isdecimal, found)) and not any(map(knows_word, found))):
        return Kind.ABSURD
    is_noise = all(_is_one_letter(word) or (_is_keyboard_noise(word) and not knows_word(word)) for word in found)
    is_babble = len(found) > 2 and len(set(found)) == 1 and not knows_word(found[0])
    return Kind.ABSURD if is_noise or is_babble else None


def _is_one_letter(word: str) -> bool:
    return len(word) > 2 and len(set(word)) == 1


def _is_keyboard_noise(word: str) -> bool:
    """Whether a hand, and no head, wrote it: one letter, one syllable or a row of keys over and over, no vowel."""
    if re.fullmatch(r"(\w{1,3}?)\1{2,}|(\w{2,4})\2+", word):
        return True
    if len(word) < SHORTEST_RUN:
        return False
    runs = (word[i : i + SHORTEST_RUN] for i in range(len(word) - SHORTEST_RUN + 1))
    if any(run in row for run in runs for row in keyboard_rows()):
        return True
    return word.isascii() and word.isalpha() and len(word) > SHORTEST_RUN and not re.search(r"[aeiouy]", word)
