"""The language of a text: of a document from all that it says, of a question also from what the library holds."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

import regex

from bot.language.tables import ENGLISH, languages
from bot.language.words import folded, function_words
from bot.text.words import spelt_words

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

SAMPLE_CHARS = 8_000  # of a document: some 1,200 words, read in 2 ms
FEWEST_LETTERS = 20  # fewer tell nothing
# Function words, of all words of a text: .35 to .55 in prose of the language, at most .2 in that of another.
ENOUGH_FUNCTION_WORDS = 0.25
CLEAR_LEAD = 1.5  # times as many as in the next language; related ones share up to half of theirs
SURE_LEAD = 12.0  # natural logarithms of likelihood by which the detector must prefer another language to English
SURE_OF_FOREIGN = 2  # function words of a question that make it one in a language the library does not hold

_LETTER = regex.compile(r"\p{L}")
_SCRIPTS = (
    ("ja", regex.compile(r"[\p{Hiragana}\p{Katakana}]")),
    ("zh", regex.compile(r"\p{Han}")),
    ("th", regex.compile(r"\p{Thai}")),
    ("ar", regex.compile(r"[\p{L}&&\p{Arabic}]", regex.VERSION1)),
    ("he", regex.compile(r"[\p{L}&&\p{Hebrew}]", regex.VERSION1)),
)
MIN_KANA_SHARE = 0.1  # of the letters: Japanese has half, Chinese a name now and then


def language_of(text: str) -> str:
    """The code of the language that a document is read in; English where it cannot be told, or is none we know.

    By its script where that tells, else by its function words, and where those are few by a detector.
    """
    sample = text[:SAMPLE_CHARS]
    letters = len(_LETTER.findall(sample))
    if letters < FEWEST_LETTERS:
        return ENGLISH
    return _by_script(sample, letters) or _by_function_words(sample) or _by_detector(sample)


def question_language(question: str, held: Sequence[str]) -> str:
    """The code of the language of a question to documents in the languages `held`, the most frequent first.

    The most function words decide; of languages with equally many the first held. A language that no document has
    must have two at least.
    """
    script = _by_script(question, max(len(_LETTER.findall(question)), 1))
    if script:
        return script
    counts = _function_words(spelt_words(question))
    first = [*held, ENGLISH]
    foreign = [code for code in counts if code not in first and counts[code] >= SURE_OF_FOREIGN]
    return max([*first, *foreign], key=lambda code: (counts[code], code in held, -[*first, *foreign].index(code)))


def _by_script(text: str, letters: int) -> str:
    """The language of the script of most letters, "" for those that several languages of ours are written in."""
    for code, pattern in _SCRIPTS:
        share = len(pattern.findall(text)) / letters
        if share > (MIN_KANA_SHARE if code == "ja" else 0.5):
            return code
    return ""


def _by_function_words(sample: str) -> str:
    """The language whose function words are many and far more than those of the next; "" if there is none."""
    found = list(spelt_words(sample))
    (first, most), (_, next_most) = _function_words(found).most_common(2)
    is_clear = most >= ENOUGH_FUNCTION_WORDS * len(found) and most >= CLEAR_LEAD * next_most
    return first if is_clear else ""


def _function_words(found: Iterable[str]) -> "Counter[str]":
    """How many of the words carry the form of a sentence in each language."""
    counts = Counter(dict.fromkeys(languages(), 0))
    known = _languages_of_words()
    for word, times in Counter(map(folded, found)).items():
        for code in known.get(word, ()):
            counts[code] += times
    return counts


@cache
def _languages_of_words() -> dict[str, list[str]]:
    """The languages of which each function word is one."""
    known: dict[str, list[str]] = {}
    for code in languages():
        for word in function_words(code):
            known.setdefault(word, []).append(code)
    return known


def _by_detector(sample: str) -> str:
    """The likeliest language that is written in Latin letters, when it is surely likelier than English."""
    scores = dict(_detector().rank(sample))
    best = max(scores, key=lambda code: (scores[code], code))
    return best if scores[best] - scores[ENGLISH] >= SURE_LEAD else ENGLISH


@cache
def _detector() -> "LanguageIdentifier":
    """Naive Bayes over byte n-grams (Lui and Baldwin 2012); its model lies in its package. Loading takes a second."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    detector = LanguageIdentifier.from_model_file(MODEL_FILE)
    detector.set_languages([code for code, language in languages().items() if language.words and language.stemmer])
    return detector
