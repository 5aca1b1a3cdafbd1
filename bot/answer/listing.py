"""Listings: every document that holds what was asked for, with its count and one quotation, and the answer of that."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from bot.answer.composition import quote
from bot.answer.placing import placed
from bot.answer.short import part
from bot.answer.units import Unit, units_of
from bot.encoders import Encoder
from bot.language.orders import measures_in
from bot.language.words import asks_of_mentions, asks_of_texts, has_negation, term_of
from bot.library import Snapshot
from bot.records import Answer, CitedQuotation, Hit, Level, Listed, Listing, Passage, Scores
from bot.records.citations import cite
from bot.search.find_query import find
from bot.search.finding import Found
from bot.search.listing_words import AllWith, all_with, denies, names_among, near_ones
from bot.search.query import Query

MOST_LISTED = 1_000
MOST_NEAR = 5
MOST_QUOTED = 7  # in the short answer
PLACES_READ = 8  # of a document, the best, for a statement among them
UNRANKED = Scores(0.0, 0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Shown:
    """A document of a listing, and what its quotation is made of."""

    listed: Listed
    hit: Hit
    unit: Unit


@dataclass(frozen=True, slots=True)
class Listings:
    """A listing, with what its documents, or else those that deny or are near, are made of.

    `unheld` are the words that no document holds; `is_foreign` is whether none is in the language of the question.
    """

    listing: Listing
    shown: tuple[Shown, ...]
    unheld: tuple[str, ...]
    is_foreign: bool


def find_documents(snapshot: Snapshot, typed: str) -> Listing:
    """What `footnote find` lists. Raises QuestionError, with what to type instead, when it cannot be read."""
    finding = find(snapshot, typed, MOST_LISTED)
    shown = _in_order(_shown(snapshot, found, name) for found, names in finding.documents for name in names)
    documents = tuple(one.listed for one in shown)
    is_all = len(documents) == finding.total
    return Listing(is_all, finding.words, documents, finding.total, stand_ins=finding.stand_ins)


def listing_of(snapshot: Snapshot, query: Query, encoder: Encoder | None = None) -> Listings:
    """Every document that holds the words of `query`, which are what is asked for and no frame of the question.

    Documents in which every place with the words negates them stand apart, unless mentions are asked for; a question
    that negates them asks for these and for those that do not hold them, or for the latter alone where it asks what
    texts say nothing of. Where a word is in no document at all, those with all others stand apart; with an `encoder`
    those near in meaning, too.
    """
    words = tuple(word for word in query.words if not has_negation(word.text, query.asked_in))
    asked = all_with(replace(query, words=words), snapshot)
    if has_negation(query.text, query.asked_in):
        return _lacking(snapshot, asked, query)
    is_foreign = query.asked_in not in snapshot.languages
    held = asked.as_far_as_held if asked.unheld else asked
    denied = held.denying(snapshot) & (not asks_of_mentions(query.text, query.asked_in))
    holding, partly = asked.documents & ~denied, held.documents & ~denied
    wanted = _shown_of(snapshot, asked, asked.found(snapshot, holding, MOST_LISTED))
    denying = _shown_of(snapshot, held, held.found(snapshot, denied, max(MOST_NEAR, MOST_LISTED - len(wanted))))
    near = list(_shown_of(snapshot, held, held.found(snapshot, partly, MOST_NEAR))[:MOST_NEAR]) if asked.unheld else []
    taken = frozenset(snapshot.texts.ids[place] for place in np.flatnonzero(held.documents).tolist())
    nearest = near_ones(snapshot, encoder, asked, taken, MOST_NEAR - len(near)) if encoder else ()
    near += [_shown(snapshot, found, found.document) for found in nearest]
    total = names_among(snapshot, holding)
    listing = Listing(
        complete=len(wanted) == total,
        words=asked.words,
        documents=tuple(one.listed for one in wanted),
        total=total,
        perhaps=tuple(one.listed for one in near),
        denying=tuple(one.listed for one in denying),
        stand_ins=asked.stand_ins,
    )
    return Listings(listing, wanted or (*denying, *near), asked.unheld, is_foreign)


def _lacking(snapshot: Snapshot, asked: AllWith, query: Query) -> Listings:
    """The documents without what tells: those that deny it first, or apart where texts are asked for."""
    of_texts, is_foreign = asks_of_texts(query.text, query.asked_in), query.asked_in not in snapshot.languages
    denied, lacking = asked.denying(snapshot), asked.lacking
    most = MOST_LISTED - (0 if of_texts else int(np.count_nonzero(denied)))
    silent = _shown_of(snapshot, asked, asked.found_lacking(snapshot, most))
    deny = _shown_of(
        snapshot,
        asked,
        asked.found(snapshot, denied, max(MOST_NEAR, MOST_LISTED - len(silent)) if of_texts else MOST_LISTED),
    )
    wanted = silent if of_texts else (*deny, *silent)
    total = names_among(snapshot, lacking if of_texts else lacking | denied)
    listing = Listing(
        complete=len(wanted) == total,
        words=tuple(one.clause.text for one in asked.telling),
        documents=tuple(one.listed for one in wanted),
        total=total,
        denying=tuple(one.listed for one in deny) if of_texts else (),
        stand_ins=asked.stand_ins,
        lacking=True,
    )
    return Listings(listing, wanted or deny, asked.unheld, is_foreign)


def is_of_things(snapshot: Snapshot, listings: Listings, things: str) -> bool:
    """Whether a listing tells which of the `things` are such as was asked.

    It does not where a quotation counts them itself ("12 rooms have a bath"), or no document holds either their name or
    what they should be without.
    """
    is_known = any(snapshot.document_frequency(term_of(things, language)) for language in snapshot.languages)
    if listings.listing.lacking and listings.unheld and not is_known:
        return False
    for one in listings.shown:
        language = snapshot.language_of(one.listed.document)
        counted = (measure.quantity.counted for measure in measures_in(one.listed.quotation.text, language))
        if term_of(things, language) in counted:
            return False
    return True


def listing_answer(snapshot: Snapshot, question: str, listings: Listings, passages: int) -> Answer:
    """The answer that a listing is: the quotations of the first documents, in the passages that they stand in."""
    listing = listings.listing
    by_text = {one.hit.key: one for one in reversed(listings.shown)}  # documents with the same text are one passage
    shown = [one for one in listings.shown if by_text[one.hit.key] is one][: min(MOST_QUOTED, passages)]
    hits, sentences = placed([one.hit for one in shown]), [one.unit.sentence for one in shown]
    quotations = quote(hits, sentences, snapshot.document, snapshot.aliases)
    quoted = zip(shown, quotations, strict=True)
    short = tuple(part(one.unit, one.unit.sentence, quotation, snapshot.document) for one, quotation in quoted)
    is_sure = listing.documents and not (listings.unheld and listings.is_foreign)  # they may say it otherwise
    level = Level.FOUND if is_sure else Level.RELATED if shown else Level.NOT_FOUND
    return Answer(question, level, listings.unheld, quotations, short_answer=short, listing=listing)


def _shown_of(snapshot: Snapshot, asked: AllWith, found: Iterable[Found]) -> tuple[Shown, ...]:
    """What was found, under all its names."""
    terms = asked.telling_terms
    return _in_order(_shown(snapshot, one, name, terms) for one in found for name in snapshot.names_of(one.document))


def _in_order(shown: Iterable[Shown]) -> tuple[Shown, ...]:
    return tuple(sorted(shown, key=lambda one: (one.listed.quotation.citation.is_upload, one.listed.document)))


def _shown(snapshot: Snapshot, found: Found, name: str, telling: Sequence[AbstractSet[str]] = ()) -> Shown:
    """A document with its best quotation: one that does not negate what is `telling`, and states, before others."""
    source = snapshot.document(name)

    @cache
    def read(row: int) -> tuple[Passage, tuple[Unit, ...]]:
        passage = replace(snapshot.passage(row), document=name)
        return passage, units_of(0, passage, source, found.language)

    def unit(sentence: int) -> tuple[int, Unit]:
        row, position = snapshot.forward.place(sentence)
        return row, read(row)[1][position]

    def is_negated(one: Unit) -> bool:
        return denies(one.sentence.text, telling, one.language)

    best = [unit(sentence) for sentence in found.sentences[:PLACES_READ].tolist()]
    row, one = min(best, key=lambda place: (is_negated(place[1]), not place[1].states))
    citation = cite(read(row)[0], source).narrowed(one.sentence.start, one.sentence.end)
    quotation = CitedQuotation(citation.exact, citation.start, citation.end, citation)
    hit = Hit(row, read(row)[0], one.sentence, UNRANKED, probability=float(found.count > 0))
    return Shown(Listed(name, source.title, found.count, quotation), hit, one)
