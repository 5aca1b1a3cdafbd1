"""Plain phrases, looked for in a question whatever the forms of its words, and small slips of the typist."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, pairwise

from bot.language.words import Word, term_of, words
from bot.records import Span

GAP_WORDS = 4  # a "*" stands for none to so many words: "my * is burning" takes in "my whole left cheek is burning"
LONGEST_CHARS = 50  # of one; what is longer is no word of any phrase
SHORTEST_CHARS = 5  # of a misspelt word; shorter words have correct neighbours everywhere

MARK = "#"  # in a phrase: what has been marked before
BLANK = "_"  # in a phrase: what has been left out of account before
ARTICLES = "(?:a|an|the|some|veri|sever|my)"  # as terms; what follows them is worth showing
START = r"(?:\A|(?<=\| ))"
SENTENCE_END = re.compile(r"[.!?;\n]")

Lists = Mapping[str, tuple[str, ...]]


def listed(text: str) -> tuple[str, ...]:
    """The phrases of `text`, between commas."""
    return tuple(" ".join(phrase.split()) for phrase in text.split(","))


@dataclass(frozen=True, slots=True)
class Line:
    """The words of a question as index terms with one blank between, and where each stands in the question.

    A bar stands between two sentences, so that no gap of a phrase reaches over their border.
    """

    terms: str
    starts: tuple[int, ...]
    words: tuple[Word, ...]

    def span(self, match: re.Match[str]) -> Span:
        """The place in the question of a match in `terms`."""
        first, last = (bisect_right(self.starts, place) - 1 for place in (match.start(), match.end() - 1))
        return Span(self.words[first].start, self.words[last].end)

    def marked(self, rule: re.Pattern[str], mark: str = MARK) -> "Line":
        """The same line with every letter that `rule` finds replaced by `mark`."""
        terms = rule.sub(lambda match: "".join(" " if letter == " " else mark for letter in match.group()), self.terms)
        return replace(self, terms=terms)


def line_of(question: str, knows_word: Callable[[str], bool], vocabulary: "Vocabulary") -> Line:
    """The line of a question; a word that `knows_word` does not know becomes that of the vocabulary one edit away."""
    found = tuple(words(question))
    terms = [_term(word, knows_word, vocabulary) for word in found]
    ends = [bool(SENTENCE_END.search(question, a.end, b.start)) for a, b in pairwise(found)]
    pieces = [f"{term} |" if is_last else term for term, is_last in zip(terms, [*ends, False], strict=False)]
    starts = tuple(accumulate((len(piece) + 1 for piece in pieces), initial=0))[:-1]
    return Line(" ".join(pieces), starts, found)


@dataclass(frozen=True)  # no slots, so that what is cached has a place
class Vocabulary:
    """What phrases are made of: the endings that count, and words as they are written, with the term of each."""

    endings: tuple[str, ...]
    spellings: Mapping[str, str]

    def one_edit_from(self, typed: str) -> str | None:
        """The first of the words that is one edit away from `typed`.

        Two such words are equal after at most one letter is taken out of each, so that few need to be compared
        (symmetric deletion; Garbe 2012, SymSpell).
        """
        near = {written for shortened in _shortened(typed) for written in self._by_shortened.get(shortened, ())}
        return min((word for word in near if is_one_edit(typed, word)), key=self._places.__getitem__, default=None)

    @cached_property
    def _by_shortened(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for written in self.spellings:
            for shortened in _shortened(written):
                found.setdefault(shortened, []).append(written)
        return found

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {written: place for place, written in enumerate(self.spellings)}


def vocabulary_of(lists: Lists) -> Vocabulary:
    """The vocabulary of all phrases of `lists`, in their order."""
    parts = dict.fromkeys(part for phrases in lists.values() for phrase in phrases for part in phrase.split())
    endings = (ending for part in parts if part.startswith("-") for ending in (part[1:], f"{part[1:]}s"))
    written = (part for part in parts if part.isalpha() and len(part) >= SHORTEST_CHARS)
    return Vocabulary(tuple(endings), {word: term_of(word) for word in written})


def pattern_of(phrases: Iterable[str], lists: Lists) -> re.Pattern[str]:
    """What finds any of `phrases` in a line.

    A phrase is words, of which any form counts; "*" for a few words between; "<name>" for any phrase of that list;
    "-itis" for the end of a word as it is written; "^" at its beginning for that of a sentence; "!<name>" for a word
    that none of that list follows soon; "#" and "_" for what `Line.marked` has put there. Longer phrases go first.
    """
    return re.compile(_any_of(phrases, lists))


def _any_of(phrases: Iterable[str], lists: Lists) -> str:
    ordered = sorted(dict.fromkeys(phrases), key=lambda phrase: (-len(phrase.split()), phrase))
    return "(?:" + "|".join(_regex(phrase, lists) for phrase in ordered) + ")"


def _regex(phrase: str, lists: Lists) -> str:
    regex, gap = "", ""
    for part in phrase.split():
        if part == "*":
            gap = rf"(?: [^ |]+){{0,{GAP_WORDS}}}? "
        elif part == "^":
            regex = START
        else:
            regex += (gap or " ") * (regex not in ("", START)) + _part(part, lists)
            gap = ""
    return regex


def _part(part: str, lists: Lists) -> str:
    if part.startswith("<"):
        return _any_of(lists[part.strip("<>")], lists)
    if part.startswith("!"):
        unwanted = _any_of(lists[part.strip("!<>")], lists)
        return rf"(?!(?:[^ |]+ ){{0,{GAP_WORDS}}}?{unwanted})(?:{ARTICLES} )*[^ |]+"
    if part in (MARK, BLANK):
        return f"{part}+(?: {part}+)*"
    if part.startswith("-"):
        return rf"\b\w*{part[1:]}s?\b"
    return rf"\b{' '.join(word.term for word in words(part))}\b"


def _term(word: Word, knows_word: Callable[[str], bool], vocabulary: Vocabulary) -> str:
    typed = word.text.casefold()
    if typed.endswith(vocabulary.endings):
        return typed  # a stem has lost its ending: "university" and "arthritis" both end in "iti"
    if len(typed) < SHORTEST_CHARS or typed in vocabulary.spellings or knows_word(typed):
        return word.term
    meant = vocabulary.one_edit_from(typed)
    return word.term if meant is None else vocabulary.spellings[meant]


def _shortened(word: str) -> set[str]:
    """The word, and what it is with any one letter less; too long a word is no slip in one of ours."""
    if len(word) > LONGEST_CHARS:
        return set()
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def is_one_edit(a: str, b: str) -> bool:
    """Whether one letter less, other or more, or two neighbours swapped, make `a` of `b`; not when they are equal."""
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    if a[start + 1 :] == b[start + 1 :] or a[start:] == b[start + 1 :] or a[start + 1 :] == b[start:]:
        return True
    return a[start : start + 2] == b[start : start + 2][::-1] and a[start + 2 :] == b[start + 2 :]
