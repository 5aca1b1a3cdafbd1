"""Fits the weights of `bot.answer.short`, prints them, and says what they are worth.

    python -m benchmarks.fit_answer DATA [--cache DIR]

DATA holds the folders of `SETS`, in BEIR layout, with answer spans. Of each, the even questions are fitted on whose
answer is quoted by some of the units of the passages that are chosen from, and not by all; the odd ones are left to
show what the weights are worth. One table compares the first quotation of the short answer with the weights as they
are and as they are fitted, the nearest and the first sentence of the first passage, and that passage as a whole: the
share of questions whose answer it holds, and its median length in words. Another shows, for the fitted weights, what
becomes of both when a sentence is quoted with its neighbour sooner or later. The indexes are kept in the cache folder.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import lru_cache, partial
from itertools import chain, product
from operator import attrgetter

import numpy as np

from benchmarks.command import parser_over_sets
from benchmarks.fit_ranking import Question, fit
from benchmarks.sets import Share, opened_sets
from benchmarks.table import print_table
from bot import load_encoder
from bot.answer.evidence import Asked, Evidence
from bot.answer.short import LONGEST_PAIR_WORDS, NEIGHBOUR_FROM, PASSAGES_CHOSEN_FROM, Choice, choice, choose, quoted
from bot.encoders import Encoder
from bot.evaluation.judged import JudgedQuestion, evenly
from bot.evaluation.systems import DOCUMENTS_HELD, Quote, quote_of
from bot.library import Snapshot
from bot.records import Hit, Span
from bot.search.ranking import search

SETS = {"squad_dev_articles": Share(1.0, 1_400), "covidqa": Share(1.0, 1_400)}
FEATURES = [field.name for field in fields(Evidence) if field.name != "grades"]  # whose mean is `keys`
NEIGHBOURS_FROM = (0.2, 0.3, 0.4, 0.5, 0.6)
LONGEST_PAIRS_WORDS = (45, 60)


@dataclass(frozen=True, slots=True)
class Read:
    """A question with the passages that were read for it, and what was chosen of these."""

    question: JudgedQuestion
    hits: tuple[Hit, ...]
    found: Choice


Way = Callable[[Read], Quote | None]  # of answering: what is quoted first


def read(snapshot: Snapshot, encoder: Encoder, questions: Sequence[JudgedQuestion]) -> Iterator[Read]:
    """Each question with what was read for it."""
    document = lru_cache(DOCUMENTS_HELD)(snapshot.document)
    for question in questions:
        ranking = search(snapshot, encoder, question.query, PASSAGES_CHOSEN_FROM)
        asked = Asked.of(question.query, ranking.wanted)
        yield Read(question, ranking.hits, choice(asked, snapshot, ranking.vector, ranking.hits, document))


def features_of(reads: Sequence[Read]) -> list[Question]:
    """The evidence of the units that state something, for every question that has both right and wrong ones."""
    found = []
    values = attrgetter(*FEATURES)
    for one in reads:
        stating = [chosen for own in one.found.units.values() for chosen in own if chosen.unit.states]
        places = [quote_of(one.hits[chosen.unit.passage].passage, chosen.unit.sentence).place for chosen in stating]
        right = np.array([one.question.is_answered_at(place) for place in places], dtype=np.float32)
        if 0 < right.sum() < len(right):
            found.append((np.array([values(chosen.evidence) for chosen in stating], dtype=np.float32), right))
    return found


def weighed_by(weights: Mapping[str, float], one: Read) -> Read:
    """The same question and passages, with a choice among the same units by other weights."""
    units = list(chain.from_iterable(one.found.units.values()))
    chosen = choose(
        [unit.unit for unit in units], [unit.evidence for unit in units], weights, among=range(PASSAGES_CHOSEN_FROM)
    )
    return replace(one, found=Choice.of(chosen))


def answer(
    one: Read, neighbour_from: float = NEIGHBOUR_FROM, longest_pair_words: int = LONGEST_PAIR_WORDS
) -> Quote | None:
    """The first quotation of the short answer."""
    quotes = quoted(one.found, neighbour_from=neighbour_from, longest_pair_words=longest_pair_words)
    return next((quote_of(one.hits[quote.unit.passage].passage, quote.span) for quote in quotes), None)


def nearest(one: Read) -> Quote | None:
    """The sentence of the first passage that is nearest in meaning."""
    return next((quote_of(hit.passage, hit.sentence) for hit in one.hits), None)


def first(one: Read) -> Quote | None:
    """The first sentence of the first passage."""
    return next((quote_of(hit.passage, hit.passage.sentences[0]) for hit in one.hits), None)


def passage(one: Read) -> Quote | None:
    """The whole of the first passage."""
    return next((quote_of(hit.passage, Span(hit.passage.start, hit.passage.end)) for hit in one.hits), None)


def worth(way: Way, reads: Sequence[Read]) -> str:
    """The share of questions whose answer is quoted, and the median length in words."""
    quotes = [(one.question, way(one)) for one in reads]
    hits = [quote is not None and question.is_answered_at(quote.place) for question, quote in quotes]
    return f"{np.mean(hits):.3f} ({np.median([quote.words for _, quote in quotes if quote]):g})"


def halves(sets: Mapping[str, Sequence[Read]]) -> dict[str, Sequence[Read]]:
    """The even and the odd questions of each set, by what tables call them."""
    return {
        f"{name}, {half}": reads[start::2] for name, reads in sets.items() for start, half in enumerate(("even", "odd"))
    }


def print_worth(as_it_is: Mapping[str, Sequence[Read]], fitted: Mapping[str, Sequence[Read]]) -> None:
    """Print both tables; the questions have the same names and order in both."""
    plain = {"nearest sentence": nearest, "first sentence": first, "first passage": passage}
    rows = [
        [name, worth(answer, reads), worth(answer, fitted[name]), *(worth(way, reads) for way in plain.values())]
        for name, reads in as_it_is.items()
    ]
    print_table(["answered (words)", "as it is", "fitted", *plain], rows)
    print()
    rows = []
    for start, words in product(NEIGHBOURS_FROM, LONGEST_PAIRS_WORDS):
        way = partial(answer, neighbour_from=start, longest_pair_words=words)
        rows.append([f"{start}", f"{words}", *(worth(way, reads) for reads in fitted.values())])
    print_table(["NEIGHBOUR_FROM", "LONGEST_PAIR_WORDS", *fitted], rows)


def main() -> None:
    """Run the fit."""
    arguments = parser_over_sets(__doc__).parse_args()
    encoder = load_encoder()
    sets: dict[str, list[Read]] = {}
    for collection, snapshot in opened_sets(arguments.data, SETS, arguments.cache, encoder):
        questions = evenly(collection.questions, SETS[collection.name].questions)
        sets[collection.name] = list(read(snapshot, encoder, questions))
    fitted_on = {name: features_of(reads[::2]) for name, reads in sets.items()}
    for name, reads in sets.items():
        print(f"{name}: {len(fitted_on[name])} of {len(reads[::2])} even questions are fitted on")
    weights = fit([(SETS[name].weight, questions) for name, questions in fitted_on.items()], FEATURES)
    weights = {name: weight for name, weight in weights.items() if weight}
    print("WEIGHTS = {", *(f'    "{name}": {weight},' for name, weight in weights.items()), "}", sep="\n")
    print()
    fitted = {name: [weighed_by(weights, one) for one in reads] for name, reads in sets.items()}
    print_worth(halves(sets), halves(fitted))


if __name__ == "__main__":
    main()
