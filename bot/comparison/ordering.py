"""Which has the most: the figures or dates of alike documents, sections or rows, set in order."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from bot.comparison.asking import asked, figure_words
from bot.comparison.stated import MOST_READ, Given, Stated, by_name, lacking, narrowed, stated
from bot.language.orders import Measure, Ordered
from bot.language.words import terms, words
from bot.library import Snapshot
from bot.records import Listed, Listing, Order
from bot.search.query import Query, Shown
from bot.search.wanted import Wanted, sought_terms
from bot.text.units import Dimension

FROM_ABOVE = frozenset((Order.HIGHEST, Order.LATEST))
_DATES = frozenset({Dimension.DATE})
_CLAUSE = re.compile(r"[;:|()]|,(?=\s)")


@dataclass(frozen=True, slots=True)
class InOrder:
    """A listing in an order, None where several things give what is asked for but cannot be set in one.

    `query` asks for the figure itself, and shows the passages that the quotations of the listing stand in. `is_whole`
    is whether all that may give it was read, `is_sure` whether the documents have all of its words, and not only others
    that mean nearly the same.
    """

    listing: Listing | None
    query: Query
    is_whole: bool = False
    is_sure: bool = False


def in_order(snapshot: Snapshot, ordered: Ordered, query: Query, wanted: Sequence[Wanted]) -> InOrder | None:
    """What is asked for, of each thing that gives it, in order; None where no two things do.

    `query` asks for the figure itself, and `wanted` are its words.
    """
    optional = ordered.implied | figure_words().neutral
    if figure := asked(query.text):
        optional |= figure.measure
        if ordered.dimensions == _DATES and figure.dimensions.isdisjoint(_DATES):
            return None  # "How many pages has the latest report?" asks for no date
    needed = [word for word in wanted if word.word.term not in optional and not word.is_filler]
    measured = _measured(ordered, query, needed)
    if not needed or not (measured or ordered.dimensions) or any(not word.is_known for word in needed):
        return None
    about = [word for word in needed if word not in measured]
    holding = list(stated(snapshot, sought_terms(needed), needed))
    found = _giving(holding, measured, ordered)
    found = _of_all(snapshot, ordered, about, measured, narrowed(about, found))
    alone = _saying_which(found, ordered)
    given = [
        Given(one.passage, one.document, one.unit, measure)
        for one in found
        if one not in alone and (measure := _figure(one, measured, ordered))
    ]
    firsts = _one_of_each(given)
    if len(firsts) < 2 or not _are_of_a_kind([one for _, one in firsts], about):
        return InOrder(None, query) if not alone and _are_several(found) else None
    firsts.sort(key=lambda pair: _place(ordered.order, pair[1]))
    is_whole = len(snapshot.lexical(sought_terms(needed), MOST_READ)) < MOST_READ
    left_out = {one.document.id for one in holding} - {one.document.id for _, one in firsts}
    said = tuple(word.word.text for word in needed)
    listed = tuple(_listed(name, one, firsts) for name, one in firsts)
    places = tuple(dict.fromkeys(Shown(one.passage.document, one.passage.start) for _, one in firsts))
    listing = Listing(is_whole and not left_out, said, listed, len(listed), ordered.order)
    return InOrder(listing, replace(query, shown=places), is_whole, not any(word.soft for word in needed))


def _measured(ordered: Ordered, query: Query, needed: Sequence[Wanted]) -> list[Wanted]:
    """The words of the figure: those right behind the word that asked, else the last before, if others name the thing.

    A measure that the word itself implies needs none: "the cheapest contract" is none of prices that says "contract".
    """
    behind = [word for word in needed if word.word.start >= ordered.place and not word.is_carried]
    if ordered.dimensions and ordered.implied:
        return []
    before = [word for word in needed if word.word.start < ordered.place]
    if not behind:
        return before[1:][-1:] if ordered.dimensions else before[-1:]
    places = {word.start: i for i, word in enumerate(words(query.text, query.language))}
    run = [
        word
        for i, word in enumerate(behind)
        if places.get(word.word.start, -1) - places.get(behind[0].word.start, 0) == i
    ]
    return run if before or not ordered.dimensions else run[1:]


def _giving(found: Iterable[Stated], measured: Sequence[Wanted], ordered: Ordered) -> Sequence[Stated]:
    """The units with the words of the figure, and with figures that it may be."""
    return [
        one
        for one in found
        if not lacking(measured, one.own) and any(measure.measures(ordered.dimensions) for measure in one.measures)
    ]


def _of_all(
    snapshot: Snapshot, ordered: Ordered, about: Sequence[Wanted], measured: Sequence[Wanted], found: Sequence[Stated]
) -> Sequence[Stated]:
    """The units `found`, or those of all documents that say elsewhere what they are of, where these are more things.

    "The Heron is a boat" may stand anywhere in a document. Things that are called so by their names are enough.
    """
    are_named = bool(about) and not any(lacking(about, one.label) for one in found)
    if are_named and len(_things(found)) > 1:
        return found
    return max(found, _of_documents(snapshot, ordered, about, measured), key=lambda units: len(_things(units)))


def _of_documents(
    snapshot: Snapshot, ordered: Ordered, about: Sequence[Wanted], measured: Sequence[Wanted]
) -> Sequence[Stated]:
    """What the documents give in which the words `about` the thing stand anywhere."""
    sought = sought_terms(measured) or sorted(ordered.told)
    if not sought or not about:
        return ()
    named: list[set[str]] = []
    for word in about:
        keys = [key for key, _ in snapshot.lexical(word.sought_terms, MOST_READ)]
        named.append({passage.document for passage in snapshot.passages(keys)})
    found = _giving(stated(snapshot, sought, measured), measured, ordered)
    are_named = frozenset.intersection(*map(frozenset, named))
    return [one for one in found if one.document.id in are_named and not one.own.isdisjoint(sought)]


def _things(found: Iterable[Stated]) -> dict[tuple[str, str, str], Stated]:
    """The things that units are about, by what names them, each with its first unit."""
    return {one.labels: one for one in reversed([*found])}


def _saying_which(found: Sequence[Stated], ordered: Ordered) -> Sequence[Stated]:
    """The units that say by themselves which it is, "The longest is 30 m"; none where several do so."""
    saying = [one for one in found if ordered.said and ordered.said <= one.own]
    return saying if len({one.labels for one in saying}) == 1 else ()


def _are_several(found: Sequence[Stated]) -> bool:
    """Whether two things say alike what is asked for."""
    return any(one.is_alike(other) for one, other in combinations(_things(found).values(), 2))


def _figure(one: Stated, measured: Sequence[Wanted], ordered: Ordered) -> Measure | None:
    """The figure that a unit gives: the only one, else the first behind the words of the figure in their clause.

    Where there are no such words it is the nearest to one that tells which it is: "12 km long". Of a row it is that of
    the cell whose header has these words.
    """
    fitting = [measure for measure in one.measures if measure.measures(ordered.dimensions)]
    spelt = one.unit.spelt_out.splitlines()
    if len(spelt) == len(one.unit.cells) > 1 and measured:
        held = [frozenset(terms(cell, one.unit.language)) for cell in spelt]
        columns = [i for i, cell in enumerate(held) if not lacking(measured, cell)]
        fitting = [measure for measure in fitting if columns == [one.cell_of(measure.quantity.start)]]
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    spoken = words(one.text, one.unit.language)
    if not measured:
        told = [word.start for word in spoken if word.term in ordered.told]
        return min(fitting, key=lambda measure: abs(measure.quantity.end - told[0])) if told else None
    ends = [word.end for word in spoken if any(word.term in other.terms for other in measured)]
    after = [measure for measure in fitting if ends and measure.quantity.start >= ends[-1]]
    return after[0] if after and not _CLAUSE.search(one.text, ends[-1], after[0].quantity.start) else None


def _one_of_each(given: Sequence[Given]) -> list[tuple[str, Given]]:
    """What is said of each thing, by its name; nothing where of one of them several figures are."""
    groups = by_name(given)
    if any(one.measure.ends != group[0].measure.ends for group in groups.values() for one in group):
        return []
    return [(name, group[0]) for name, group in groups.items()]


def _are_of_a_kind(given: Sequence[Given], about: Sequence[Wanted]) -> bool:
    """Whether all figures can be compared, and all things are of the kind asked for, or are spoken of alike."""
    first = given[0]
    if any(one.measure.kind != first.measure.kind for one in given):
        return False
    are_named = bool(about) and not any(lacking(about[:1], one.label) for one in given)
    return are_named or all(first.is_alike(one) for one in given[1:])


def _place(order: Order, given: Given) -> float:
    least, most = given.measure.ends
    return -most if order in FROM_ABOVE else least


def _listed(name: str, given: Given, firsts: Sequence[tuple[str, Given]]) -> Listed:
    document = given.document
    is_alone = sum(other.document.id == document.id for _, other in firsts) == 1
    title = document.title if is_alone else f"{document.title}: {name}"
    return Listed(document.id, title, 1, given.quotation, given.figure)
