"""What became of the source files of a library, and of every citation into them."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, partial
from pathlib import Path

from bot.errors import NothingToIndex, ReadingError
from bot.ingest.folders import find_sources
from bot.ingest.opening import hash_source
from bot.ingest.parsing import Parsed
from bot.ingest.quoted_places import QuotedPlaces
from bot.library import Snapshot
from bot.library.view import DocumentSummary
from bot.records import Citation, Document, Passage, Span
from bot.records.citations import cite
from bot.text.relocation import Standing, relocate

Parse = Callable[[Path, str], Parsed | None]


class SourceState(StrEnum):
    """What became of a source file."""

    UNCHANGED = "unchanged"  # the same bytes at the same place
    MOVED = "moved"  # the same bytes under another name below the same folder
    CHANGED = "changed"  # other bytes at the same place
    UNREADABLE = "unreadable"  # there, but it cannot be read, or not as a document any more
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class CitationStanding:
    """What became of the citation from `start` to `end` of the stored text.

    `now` is the span of its words, or of what they have become, in the text that the source gives today.
    """

    start: int
    end: int
    standing: Standing
    now: Span | None


@dataclass(frozen=True, slots=True)
class SourceStanding:
    """What became of the source of a document, and how many of its citations stand how.

    `found_at` is where a moved source lies now, `reason` why one cannot be read. `citations` tells of each citation
    into a source whose bytes are not the same; of others all are valid.
    """

    document: str
    location: str
    state: SourceState
    found_at: str = ""
    reason: str = ""
    valid: int = 0
    moved: int = 0
    changed: int = 0
    gone: int = 0
    citations: tuple[CitationStanding, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether every quotation of the document can still be read in its source."""
        return not self.changed and not self.gone


def sources_standing(
    snapshot: Snapshot, summaries: Sequence[DocumentSummary], parse: Parse
) -> Iterator[SourceStanding]:
    """The standing of the source of every document of `snapshot`, which `summaries` lists, by id.

    A citation into the same bytes is valid, wherever they lie now: it was proved against what was read from them. One
    into other bytes is sought in what `parse` reads from them now; when nothing can be read, it is gone. Its words must
    be whole sentences or rows there, under the same headings and behind the same lead-in or header row.
    """
    keys = _keys_by_document(summaries)
    elsewhere = cache(lambda root: _hashes_below(root, {summary.location for summary in summaries}))
    for summary in summaries:
        document = snapshot.document(summary.id)
        passages = snapshot.passages(keys[summary.same_as or summary.id])
        yield _standing(document, passages, parse, elsewhere)


def _keys_by_document(summaries: Sequence[DocumentSummary]) -> dict[str, range]:
    """The keys of each document's passages."""
    keys: dict[str, range] = {}
    first = 0
    for summary in sorted(summaries, key=lambda summary: summary.row_order):
        keys[summary.id] = range(first, first + summary.passages)
        first += summary.passages
    return keys


def _standing(
    document: Document, passages: Sequence[Passage], parse: Parse, elsewhere: Callable[[Path], dict[str, str]]
) -> SourceStanding:
    path = Path(document.location)
    standing = SourceStanding(document.id, document.location, SourceState.UNCHANGED, valid=len(passages))
    try:
        digest = hash_source(path)
    except (FileNotFoundError, NotADirectoryError):
        place = elsewhere(_root(document)).get(document.source_sha256)
        if place:
            return replace(standing, state=SourceState.MOVED, found_at=place)
        return _judged(replace(standing, state=SourceState.GONE), document, passages, None)
    except (OSError, ReadingError) as error:
        why = f"cannot be read ({error.strerror})." if isinstance(error, OSError) else str(error)
        unread = replace(standing, state=SourceState.UNREADABLE, reason=f"{path}: {why}")
        return _judged(unread, document, passages, None)
    if digest == document.source_sha256:
        return standing
    try:
        parsed = parse(path, document.id)
    except ReadingError as error:
        unread = replace(standing, state=SourceState.UNREADABLE, reason=str(error))
        return _judged(unread, document, passages, None)
    return _judged(replace(standing, state=SourceState.CHANGED), document, passages, parsed)


def _judged(
    standing: SourceStanding, document: Document, passages: Sequence[Passage], parsed: Parsed | None
) -> SourceStanding:
    """`standing` with what became of each citation in what was `parsed`."""
    places = QuotedPlaces(document, parsed) if parsed else None
    text = parsed.document.text if parsed else ""
    citations = tuple(_citation_standing(cite(passage, document), text, places) for passage in passages)
    counts = Counter(citation.standing for citation in citations)
    return replace(
        standing,
        valid=counts[Standing.VALID],
        moved=counts[Standing.MOVED],
        changed=counts[Standing.CHANGED],
        gone=counts[Standing.GONE],
        citations=citations,
    )


def _citation_standing(citation: Citation, text: str, places: QuotedPlaces | None) -> CitationStanding:
    is_whole = partial(places.is_whole, Span(citation.start, citation.end)) if places else None
    found = relocate(citation, text, is_whole)
    return CitationStanding(citation.start, citation.end, found.standing, found.place)


def _root(document: Document) -> Path:
    """The folder that was built: the document's id is its name and the path inside it."""
    location = Path(document.location)
    inside = 0
    for part, name in zip(reversed(location.parts), reversed(document.id.split("/")), strict=False):
        if part != name:
            break
        inside += 1
    return location.parents[max(0, inside - 2)]


def _hashes_below(root: Path, known: set[str]) -> dict[str, str]:
    """Where each file below `root` lies that no document comes from, by the hash of its bytes; of equals the first."""
    found: dict[str, str] = {}
    try:
        files = find_sources([root], {}).files
    except NothingToIndex:
        return found
    for source in files:
        if not source.problem and str(source.path) not in known:
            try:
                found.setdefault(hash_source(source.path), str(source.path))
            except (OSError, ReadingError):  # it cannot be the one that is sought, as far as anybody can tell
                continue
    return found
