"""Every document that holds what was asked for, with one quotation of each."""

from dataclasses import dataclass
from enum import StrEnum

from bot.records.citations import Citation
from bot.records.sources_say import Figure


class Order(StrEnum):
    """What the documents of a listing are sorted by: nothing but their ids, or the figure or date of each."""

    NONE = ""
    HIGHEST = "highest"
    LOWEST = "lowest"
    LATEST = "latest"
    EARLIEST = "earliest"


@dataclass(frozen=True, slots=True)
class CitedQuotation:
    """Words of a document: `text == citation.exact`, and `start` and `end` are those of `citation`."""

    text: str
    start: int
    end: int
    citation: Citation


@dataclass(frozen=True, slots=True)
class Listed:
    """One document of a listing: in how many places it holds what was looked for, and the words of the best of them.

    `figure` is what it is sorted by, where the listing is in an order.
    """

    document: str
    title: str
    count: int
    quotation: CitedQuotation
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """All documents that hold what was asked for, in any of its forms.

    `words` are those that were looked for, as they were asked; every document of `documents` holds all of them. A word
    that none holds as it was asked is held by one of the `stand_ins`: spelt otherwise, or part of a longer word.
    `complete` says that no document that holds them is left out; `total` counts them all. `perhaps` are documents
    without the words that come near in meaning; `denying` those in which every place with the words negates them. Both
    are apart from `documents`, and not counted. Where those that are `lacking` the words were asked for, `documents`
    are the ones that do not hold them, with a count of 0, behind those that hold them to deny them, unless it was asked
    what texts say nothing of: then these are `denying`.
    """

    complete: bool
    words: tuple[str, ...]
    documents: tuple[Listed, ...]
    total: int
    order: Order = Order.NONE
    perhaps: tuple[Listed, ...] = ()
    denying: tuple[Listed, ...] = ()
    stand_ins: tuple[str, ...] = ()
    lacking: bool = False
