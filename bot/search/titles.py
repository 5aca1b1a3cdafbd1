"""Which document is meant where somebody names it by words of its title: "the bird report"."""

from collections import Counter
from math import log
from pathlib import PurePosixPath

from bot.language.forms import names_kind
from bot.language.words import content_words
from bot.library import Snapshot
from bot.search.kinds import READ


def document_meant(snapshot: Snapshot, words: str) -> str | None:
    """The document whose title and file name hold the most telling of these words; None when several do, or none.

    The only document is meant by any words. None is where a heading holds more of them, kinds of documents aside: then
    the section below it is meant.
    """
    titles = snapshot.titles
    asked = {term for code in snapshot.languages for term in _terms(words, code)}
    held = {
        name: _terms(f"{title} {PurePosixPath(name).stem}", snapshot.language_of(name)) & asked
        for name, title in titles.items()
    }
    counts = Counter(term for terms in held.values() for term in terms)
    worth = {name: sum(log(1 + len(titles) / counts[term]) for term in sorted(held[name])) for name in titles}
    best = max(worth.values(), default=0.0)
    meant = [name for name in titles if len(titles) == 1 or worth[name] == best > 0.0]
    if len(meant) != 1 or _held_by_heading(snapshot, words) > len(held[meant[0]]):
        return None
    return meant[0]


def _held_by_heading(snapshot: Snapshot, words: str) -> int:
    """How many of the words, kinds of documents aside, the heading below a title holds that holds most."""
    telling = " ".join(word for word in words.split() if not names_kind(word))
    asked = sorted({term for code in snapshot.languages for term in _terms(telling, code)})
    passages = snapshot.passages([key for key, _ in snapshot.lexical(asked, READ)] if asked else [])
    documents = dict.fromkeys(passage.document for passage in passages)
    outlines = {name: snapshot.guide(name).outline for name in documents}
    held = (
        _terms(entry.heading, snapshot.language_of(name)).intersection(asked)
        for name, outline in outlines.items()
        for entry in outline
        if entry.heading != snapshot.titles[name]
    )
    return max(map(len, held), default=0)


def _terms(text: str, language: str) -> set[str]:
    """The terms of content words, also of those that dashes and underscores of a file name join."""
    return {word.term for word in content_words(text.replace("_", " ").replace("-", " "), language)}
