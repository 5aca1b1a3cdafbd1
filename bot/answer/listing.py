"""Listings: every document that holds what was asked for, with its count and one quotation, and the answer of that."""

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from bot.answer.composition import cite, quote
from bot.answer.placing import placed
from bot.answer.short import Quoted, short_quotation
from bot.answer.units import Unit, units_of
from bot.encoders import Encoder
from bot.language.words import has_negation, terms
from bot.library import Snapshot
from bot.records import Answer, CitedQuotation, Hit, Level, Listed, Listing, Passage, Scores, Span
from bot.search.find_query import find
from bot.search.finding import Found
from bot.search.listing_words import all_with, near_ones
from bot.search.query import Query

MOST_LISTED = 1_000
MOST_QUOTED = 7  # in the short answer
PLACES_READ = 8  # of a document, the best, for a statement among them
UNRANKED = Scores(0.0, 0.0, 0.0, 0.0, 0.0)
_PART_END = re.compile(r"[,;](?=\s)|[.()–—]")


@dataclass(frozen=True, slots=True)
class Shown:
    """A document of a listing, and what its quotation is made of; `denies` is whether all its places negate."""

    listed: Listed
    hit: Hit
    unit: Unit
    denies: bool


@dataclass(frozen=True, slots=True)
class Listings:
    """A listing, with what its documents, or else those that deny or are near, are made of.

    `unheld` are the words that no document holds.
    """

    listing: Listing
    shown: tuple[Shown, ...]
    unheld: tuple[str, ...]


def find_documents(snapshot: Snapshot, typed: str) -> Listing:
    """What `footnote find` lists. Raises QuestionError, with what to type instead, when it cannot be read."""
    finding = find(snapshot, typed, MOST_LISTED)
    shown = _in_order(_shown(snapshot, found, name) for found, names in finding.documents for name in names)
    documents = tuple(one.listed for one in shown)
    return Listing(len(documents) == finding.total, finding.words, documents, finding.total)


def listing_of(snapshot: Snapshot, query: Query, encoder: Encoder | None = None) -> Listings:
    """Every document that holds the words of `query`, which are what is asked for and no frame of the question.

    Documents in which every place with the words negates them stand apart, unless the question negates, too: then it
    asks for these. With an `encoder`, documents without the words that come near them in meaning stand apart as well.
    """
    asked = all_with(query, snapshot)
    held = [
        _shown(snapshot, found, name, asked.telling_terms)
        for found in asked.found(snapshot, MOST_LISTED)
        for name in snapshot.names_of(found.document)
    ]
    negates = has_negation(query.text, query.asked_in)
    wanted = _in_order(one for one in held if one.denies is negates)
    denying = () if negates else _in_order(one for one in held if one.denies)
    taken = frozenset(one.listed.document for one in held)
    nearest = near_ones(snapshot, encoder, asked, taken) if encoder else ()
    near = tuple(_shown(snapshot, found, found.document) for found in nearest)
    texts = (snapshot.texts.ids[place] for place in np.flatnonzero(asked.documents).tolist())
    unread = sum(len(snapshot.names_of(name)) for name in texts) - len(held)
    listing = Listing(
        complete=not unread,
        words=asked.words,
        documents=tuple(one.listed for one in wanted),
        total=len(wanted) + unread,
        perhaps=tuple(one.listed for one in near),
        denying=tuple(one.listed for one in denying),
    )
    return Listings(listing, wanted or (*denying, *near), asked.unheld)


def listing_answer(snapshot: Snapshot, question: str, listings: Listings, passages: int) -> Answer:
    """The answer that a listing is: the quotations of the first documents, in the passages that they stand in."""
    listing = listings.listing
    by_text = {one.hit.key: one for one in reversed(listings.shown)}  # documents with the same text are one passage
    shown = [one for one in listings.shown if by_text[one.hit.key] is one][: min(MOST_QUOTED, passages)]
    hits, sentences = [one.hit for one in shown], [one.unit.sentence for one in shown]
    quotations = quote(placed(hits), sentences, snapshot.document, snapshot.aliases)
    spans = [Span(sentence.start, sentence.end) for sentence in sentences]
    short = tuple(
        short_quotation(Quoted(one.unit, span), quotation, lambda name: snapshot.document(name).text)
        for one, span, quotation in zip(shown, spans, quotations, strict=True)
    )
    level = Level.FOUND if listing.documents else Level.RELATED if shown else Level.NOT_FOUND
    return Answer(question, level, listings.unheld, quotations, short_answer=short, listing=listing)


def _in_order(shown: Iterable[Shown]) -> tuple[Shown, ...]:
    return tuple(sorted(shown, key=lambda one: (one.listed.quotation.citation.is_upload, one.listed.document)))


def _shown(snapshot: Snapshot, found: Found, name: str, telling: AbstractSet[str] = frozenset()) -> Shown:
    """A document with its best quotation: one that does not negate what is `telling`, and states, before others."""
    source = snapshot.document(name)

    @cache
    def read(row: int) -> tuple[Passage, tuple[Unit, ...]]:
        passage = replace(snapshot.passage(row), document=name)
        return passage, units_of(0, passage, source, found.language)

    def unit(sentence: int) -> tuple[int, Unit]:
        row, position = snapshot.forward.place(sentence)
        return row, read(row)[1][position]

    best = [unit(sentence) for sentence in found.sentences[:PLACES_READ].tolist()]
    row, one = min(best, key=lambda place: (_negates(place[1], telling), not place[1].states))
    denies = all(_negates(unit(sentence)[1], telling) for sentence in found.sentences[: found.count].tolist())
    citation = cite(read(row)[0], source).narrowed(one.sentence.start, one.sentence.end)
    quotation = CitedQuotation(citation.exact, citation.start, citation.end, citation)
    hit = Hit(row, read(row)[0], one.sentence, UNRANKED, probability=float(found.count > 0))
    return Shown(Listed(name, source.title, found.count, quotation), hit, one, denies)


def _negates(unit: Unit, telling: AbstractSet[str]) -> bool:
    """Whether every part of a sentence that holds what is telling has a word that negates."""
    parts = _PART_END.split(unit.sentence.text)
    held = [part for part in parts if not telling.isdisjoint(terms(part, unit.language))]
    return bool(held) and all(has_negation(part, unit.language) for part in held)
