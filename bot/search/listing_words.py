"""What a question for all documents of a kind asks for: the words that each must hold, and which of them tell most.

"Which contracts have a penalty?" names a kind of document and what it must hold. The kind may stand anywhere, and in
every one; what is counted and quoted are the places of the penalty.
"""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np

from bot.encoders import Encoder
from bot.language.words import is_name, names_documents, negates, negations, term_of
from bot.library import Snapshot
from bot.library.runs import Rows
from bot.search.finding import Clause, Flags, Found, Held, clause_of, found_in, held_by, phrase_of
from bot.search.kinds import NEARLY_ALL
from bot.search.query import Query
from bot.search.wanted import Wanted, wanted_words

_QUOTED = re.compile(r"[\"“„«][^\"“”„«»]+[\"”“»]")
NEAREST_READ = 50  # sentences, of which several may be of one document
# Of sentences about some words that hold none of them a third come so near, of others none in 300
# (`python -m benchmarks.find --near`).
NEAR_FROM = 0.42


@dataclass(frozen=True, slots=True)
class Required:
    """A clause that a document must hold, where it is held, and the word of the question it begins with."""

    clause: Clause
    held: Held
    start: int
    end: int

    @property
    def frequency(self) -> int:
        """In how many documents."""
        return int(np.count_nonzero(self.held.documents))


@dataclass(frozen=True, slots=True)
class AllWith:
    """Every document `among` some that is `required` to hold words; `telling` are those whose places count."""

    required: tuple[Required, ...]
    telling: tuple[Required, ...]
    among: Flags

    @property
    def documents(self) -> Flags:
        """Those that hold all of it."""
        held: Flags = np.logical_and.reduce([self.among, *(one.held.documents for one in self.required)])
        return held

    @property
    def lacking(self) -> Flags:
        """Those that are of the kind, and hold nothing of what tells."""
        of_kind = (one.held.documents for one in self.required if one not in self.telling)
        without = (~one.held.documents for one in self.telling)
        found: Flags = np.logical_and.reduce([self.among & bool(self.telling), *of_kind, *without])
        return found

    @property
    def stand_ins(self) -> tuple[str, ...]:
        """The words by which it is held where none of the documents has it as it was asked."""
        return tuple(dict.fromkeys(word for one in self.required for word in one.clause.stand_ins))

    @property
    def as_far_as_held(self) -> "AllWith":
        """The same without the words that no document holds; of nothing where none of them is left that tells."""
        telling = tuple(one for one in self.telling if one.frequency)
        required = tuple(one for one in self.required if one.frequency)
        return AllWith(required, telling, self.among & bool(telling))

    @property
    def words(self) -> tuple[str, ...]:
        """What every document holds, as it was asked."""
        return tuple(one.clause.text for one in self.required)

    @property
    def unheld(self) -> tuple[str, ...]:
        """What of it no document holds."""
        return tuple(one.clause.text for one in self.required if not one.frequency)

    @property
    def telling_terms(self) -> tuple[frozenset[str], ...]:
        """For each that tells, every term in which a place that counts may hold it."""
        return tuple(frozenset(term for way in one.clause.ways for term in way.terms) for one in self.telling)

    def found(self, snapshot: Snapshot, documents: Flags, most: int) -> Iterator[Found]:
        """The first `most` of such `documents` with their places, the rarer the words there the earlier."""
        count = len(self.among)
        weights = [math.log(1 + count / max(one.frequency, 1)) for one in self.telling]
        return found_in(snapshot, documents, [one.held for one in self.telling], weights, most)

    def found_lacking(self, snapshot: Snapshot, most: int) -> Iterator[Found]:
        """The first `most` of those that hold nothing of what tells, with their first passages."""
        return found_in(snapshot, self.lacking, [], [], most)

    def denying(self, snapshot: Snapshot) -> Flags:
        """Those that hold all of it, where every place that counts negates it."""
        denying = self.documents & ~self._affirming(snapshot)  # of so many as remain, the places are read
        for place, found in zip(
            np.flatnonzero(denying).tolist(), self.found(snapshot, denying, len(denying)), strict=True
        ):
            denying[place] = found.count > 0 and all(
                denies(text, self.telling_terms, found.language)
                for text in _texts(snapshot, found.sentences[: found.count])
            )
        return denying

    def _affirming(self, snapshot: Snapshot) -> Flags:
        """Which documents have a place that counts, in a sentence without any word that negates."""
        forward, texts = snapshot.forward, snapshot.texts
        times = np.zeros(len(forward.sentences), dtype=np.int16)
        for one in self.telling:
            times[one.held.sentences] += 1
        owners = texts.at(np.searchsorted(forward.first_sentences, np.flatnonzero(times), side="right") - 1)
        times = times[times > 0]
        with_all = np.zeros(len(self.among), dtype=np.bool_)
        with_all[owners[times == len(self.telling)]] = True
        counting = (times == len(self.telling)) | ~with_all[owners]
        affirming = np.zeros(len(self.among), dtype=np.bool_)
        affirming[owners[counting & ~self._has_negation(snapshot)]] = True
        return affirming

    def _has_negation(self, snapshot: Snapshot) -> Flags:
        """Whether each of the sentences with something that tells has a word that negates, in some language."""
        forward = snapshot.forward
        said = {term_of(word, code) for code in snapshot.languages for word in negations(code)}
        numbers = [number for number in map(forward.number, sorted(said)) if number is not None]
        places = np.flatnonzero(np.isin(forward.sentences.values, numbers))
        negated = np.zeros(len(forward.sentences), dtype=np.bool_)
        negated[np.searchsorted(forward.sentences.offsets, places, side="right") - 1] = True
        telling = np.zeros(len(forward.sentences), dtype=np.bool_)
        for one in self.telling:
            telling[one.held.sentences] = True
        return negated[telling]


def denies(text: str, telling: Iterable[AbstractSet[str]], language: str) -> bool:
    """Whether `text` negates one of the words that tell: "cats are allowed, dogs are not" allows no dogs."""
    return any(negates(text, terms, language) for terms in telling)


def all_with(query: Query, snapshot: Snapshot) -> AllWith:
    """Every document that holds the words of `query`, which are what is asked for and no frame of the question.

    Words for documents as such ask for nothing, nor does the kind where no document holds its name.
    """
    among = snapshot.is_asked()
    wanted = [word for word in wanted_words(query, snapshot) if not _names_documents(word, query, snapshot)]
    kind = _first_run(query)
    single = [_required(clause_of(word, snapshot), [word], snapshot, among) for word in wanted]
    required = _with_names(query, wanted, single, snapshot)
    in_kind = [one for one in required if one.start < kind]
    named = max(in_kind, key=lambda one: (one.frequency, one.start), default=None) if len(required) > 1 else None
    if named is not None and not named.frequency:
        required = [one for one in required if one is not named]
    return AllWith(tuple(required), tuple(_telling(required, named, among)), among)


def near_ones(
    snapshot: Snapshot, encoder: Encoder, asked: AllWith, taken: AbstractSet[str], most: int
) -> Iterator[Found]:
    """Documents that are not `taken` with a sentence that comes near in meaning to what tells, the nearest first."""
    if not asked.telling:
        return
    vector = encoder.encode([" ".join(one.clause.text for one in asked.telling)])[0]
    seen = set(taken)
    for row, position, _ in snapshot.nearest_sentences(vector, NEAREST_READ):
        if len(seen) >= len(taken) + most:
            return
        name = snapshot.passage(row).document
        if name not in seen and snapshot.sentence_cosines(vector, [row])[0][position] >= NEAR_FROM:
            seen.add(name)
            sentence = snapshot.forward.first_sentences[[row]] + position
            yield Found(name, snapshot.language_of(name), 0, sentence)


def names_among(snapshot: Snapshot, documents: Flags) -> int:
    """How many documents these texts are, by all their names."""
    ids = snapshot.texts.ids
    return sum(len(snapshot.names_of(ids[place])) for place in np.flatnonzero(documents).tolist())


def _texts(snapshot: Snapshot, sentences: Rows) -> Iterator[str]:
    """The texts of sentences of these numbers."""
    places = [snapshot.forward.place(number) for number in sentences.tolist()]
    passages = snapshot.passages([row for row, _ in places])
    return (passage.sentences[i].text for passage, (_, i) in zip(passages, places, strict=True))


def _telling(required: Sequence[Required], kind: Required | None, among: Flags) -> list[Required]:
    """The words that tell one document from another; of words that all hold, the rarest."""
    least = NEARLY_ALL * np.count_nonzero(among)
    telling = [one for one in required if one is not kind and one.frequency < least]
    others = [one for one in required if one is not kind] or list(required)
    return telling or sorted(others, key=lambda one: (one.frequency, len(one.held.rows)))[:1]


def _required(clause: Clause, words: Sequence[Wanted], snapshot: Snapshot, among: Flags) -> Required:
    return Required(clause, held_by(clause, snapshot, among), words[0].word.start, words[-1].word.end)


def _with_names(
    query: Query, wanted: Sequence[Wanted], single: Sequence[Required], snapshot: Snapshot
) -> list[Required]:
    """The words, those of a name of several together, where a document has them so: "Anna Berg"."""
    if query.text.istitle() and not _QUOTED.search(query.text):
        return list(single)
    found: list[Required] = []
    first = 0
    while first < len(wanted):
        after = first + 1
        while after < len(wanted) and _is_one_name(query, wanted[after - 1], wanted[after]):
            after += 1
        texts = [word.word.text for word in wanted[first:after]]
        name = phrase_of(" ".join(texts), texts, snapshot)
        whole = _required(name, wanted[first:after], snapshot, snapshot.is_asked()) if len(texts) > 1 else None
        found += [whole] if whole and whole.frequency else single[first:after]
        first = after
    return found


def _is_one_name(query: Query, word: Wanted, following: Wanted) -> bool:
    """Whether the words stand side by side, and are written as names or in quotes."""
    start, end = word.word.start, following.word.end
    are_names = is_name(word.word) and is_name(following.word)
    is_quoted = any(quoted.start() < start and end < quoted.end() for quoted in _QUOTED.finditer(query.text))
    return query.text[word.word.end : following.word.start] == " " and (are_names or is_quoted)


def _first_run(query: Query) -> int:
    """Where the words end that stand at the beginning of those asked for, without another between them."""
    end = query.words[0].end if query.words else 0
    for word in query.words[1:]:
        if query.text[end : word.start].strip():
            break
        end = word.end
    return end


def _names_documents(word: Wanted, query: Query, snapshot: Snapshot) -> bool:
    return any(names_documents(word.word.text, code) for code in {*snapshot.languages, query.asked_in})
