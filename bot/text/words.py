"""Words and index terms: one analysis for counting, for the lexical index, for queries and for matched words."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tantivy

# What breaks a word in two where a line may end, or does: a soft hyphen, or a hyphen before a small letter.
_BREAK = r"(?:\xad+(?:\n[ \t]*)?|(?<=[^\W\d_])-\n[ \t]*(?=[a-z]))"
_BREAKS = re.compile(_BREAK)
WORD = re.compile(rf"[^\W_]+(?:{_BREAK}[^\W_]+)*")
_RUN = re.compile(r"[^\W\d_]+|[$€£¥%°℃]")
LONGEST_TERM_CHARS = 64  # longer runs are not words; tantivy refuses terms over 65,530 bytes

# Words that carry the form of an English question and not its subject. They are left out of lexical queries, where a
# small corpus would otherwise rank "will", "need" of any passage above the one word that matters.
FUNCTION_WORDS = frozenset(
    """
    a about after again all also am an and any are aren as at be because been before being both but by can could
    couldn d did didn do does doesn doing don down during each else ever every few for from further had has hasn
    have haven having he her here hers him his how i if in into is isn it its just let ll m many may me might
    mine more most much must my myself no nor not now of off on once one only or other ought our ours out over
    own please re s same shall she should shouldn so some such t tell than that the their theirs them then there
    these they this those through to too under until up us ve very was wasn we were weren what when where which
    while who whom whose why will with would wouldn yes yet you your yours
    """.split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands in a text (`text[start:end]`) and the index term it becomes."""

    text: str
    start: int
    end: int
    term: str


def runs_of(text: str) -> frozenset[str]:
    """The runs of letters in `text`, in lower case, and the signs for units: whatever names an amount has one of few.

    One look at a sentence, in place of the many patterns that it cannot fit.
    """
    return frozenset(_RUN.findall(text.lower()))


@cache
def analyzer() -> "tantivy.TextAnalyzer":
    """The analysis of the lexical index: split at non-alphanumerics, lower case, no accents, English Snowball stem."""
    import tantivy

    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(LONGEST_TERM_CHARS))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )


def unbroken(text: str) -> str:
    """`text` with the words whole that a soft hyphen or the end of a line breaks; offsets are lost."""
    return _BREAKS.sub("", text) if "\xad" in text or "\n" in text else text


@lru_cache(maxsize=65_536)
def term_of(word: str) -> str:
    """The index term of one word, or "" when the index drops it (over-long runs)."""
    terms = analyzer().analyze(unbroken(word))
    return terms[0] if terms else ""


def words(text: str) -> list[Word]:
    """All words of `text` in order; over-long runs are left out."""
    found = (Word(m.group(), m.start(), m.end(), term_of(m.group())) for m in WORD.finditer(text))
    return [word for word in found if word.term]


def terms(text: str) -> list[str]:
    """The index terms of `text` in order: those of `words`, without their places, and several times faster."""
    return [term for term in map(term_of, WORD.findall(text)) if term]


def content_words(text: str) -> list[Word]:
    """The words of `text` that carry its subject: no English function words."""
    return [word for word in words(text) if word.text.casefold() not in FUNCTION_WORDS]


def count_words(text: str) -> int:
    """How many words `text` has; a run of digits or letters is one, as in the index."""
    return sum(1 for _ in WORD.finditer(text))
