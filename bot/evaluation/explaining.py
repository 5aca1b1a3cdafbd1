"""Why a question failed, in lines that help to mend the documents or the question."""

from collections.abc import Sequence
from dataclasses import fields
from textwrap import shorten

from bot.evaluation.beside import Difference
from bot.evaluation.expected import Expected
from bot.evaluation.sources import names_document
from bot.library import Library
from bot.records import Answer, Level, Quotation, Why

INDENT = " " * len("expected: ")
SENTENCE_CHARS = 160
DOCUMENTS_NAMED = 8
DOCUMENTS_READ = 200  # to say whether a quote stands in any; reading more would keep a failing test waiting


def explain(expected: Expected, answer: Answer, seen: Answer, rank: int | None, note: str = "") -> list[str]:
    """What was expected and what came: the passages of `answer`, and the expected one when `seen` has it at `rank`."""
    shown = list(answer.passages)
    if rank and rank > len(shown):
        shown.append(seen.passages[rank - 1])
    lines = [f"expected: {_wanted(expected)}", f"got:      {_got(expected, answer, rank)}"]
    if expected.names_passage and rank is None:
        lines[-1] += f", nor anywhere in the first {len(seen.passages)}" if len(seen.passages) > len(shown) else ""
    if note:
        lines.append(f"{INDENT}{note}")
    for quotation in shown:
        lines += _lines(quotation, answer.best_words(quotation), is_expected=quotation.rank == rank)
    return lines


def explain_beside(differences: Sequence[Difference], note: str = "") -> list[str]:
    """What was expected beside the passages, and what came; `note` is a line of its own at the end."""
    lines = []
    for difference in differences:
        lines += [f"expected: {difference.expected}", f"got:      {difference.got}"]
        lines += [f"{INDENT}{detail}" for detail in difference.details]
    return [*lines, f"{INDENT}{note}"] if note else lines


def hint(library: Library, expected: Expected) -> str:
    """What may be wrong with the expectation itself: a document or a quote that the library does not hold."""
    documents = [summary.id for summary in library.documents()]
    named = [name for name in documents if names_document(expected.source, name)] if expected.source else documents
    if not named:
        return _no_document(expected.source, documents)
    if not expected.quote or len(named) > DOCUMENTS_READ:
        return ""
    if any(expected.quote in " ".join(library.text(name).split()) for name in named):
        return ""
    return f"These words stand nowhere in {named[0] if len(named) == 1 else 'the documents'}; compare the quote."


def hint_beside(library: Library, expected: Expected) -> str:
    """What may be wrong with what is expected beside the passages: a name that no document of the library has."""
    documents = [summary.id for summary in library.documents()]
    for source in expected.documents_beside:
        if not any(names_document(source, name) for name in documents):
            return _no_document(source, documents)
    return ""


def _no_document(source: str, documents: Sequence[str]) -> str:
    held = ", ".join(documents[:DOCUMENTS_NAMED]) + (", …" if len(documents) > DOCUMENTS_NAMED else "")
    return f"No document of the index is called {source!r}; it holds {held}."


def _wanted(expected: Expected) -> str:
    if expected.must_abstain:
        return "no answer (level not_found)"
    if not expected.names_passage:
        return f"level {expected.level}"
    parts = [f'"{expected.quote}"'] if expected.quote else []
    parts += [f"a match of /{expected.pattern}/"] if expected.pattern else []
    what = " and ".join(parts) or "a passage"
    source = f" from {expected.source}" if expected.source else ""
    page = f" on page {expected.page}" if expected.page else ""
    level = f", level {expected.level}" if expected.level else ""
    return f"{what}{source}{page}, at rank {expected.rank} or better{level}"


def _got(expected: Expected, answer: Answer, rank: int | None) -> str:
    if answer.remark:
        return f'no search, but a reply to small talk: "{answer.remark}"'
    level = f"level {answer.level}"
    if expected.level is None and answer.level is Level.NOT_FOUND:
        level += " (the passages are folded away)"
    if answer.level is not Level.FOUND and answer.unknown_words:
        level += f"; in no document: {', '.join(answer.unknown_words)}"
    if not expected.names_passage:
        return level
    if rank is None:
        return f"{level}; the expected passage is not among the {len(answer.passages)} shown"
    too_deep = ", too deep" if rank > expected.rank else ""
    return f"{level}; the expected passage is at rank {rank}{too_deep}"


def _lines(quotation: Quotation, words: str, *, is_expected: bool) -> list[str]:
    citation = quotation.citation
    page = f", page {citation.page}" if citation.page else ""
    place = " › ".join((citation.document + page, *citation.headings[-1:]))
    also = "".join(f" (also in {other.document})" for other in quotation.also_in)
    mark = "   <- expected" if is_expected else ""
    return [
        f"  {quotation.rank:>2}. {place}{also}{mark}",
        f"      {shorten(words, SENTENCE_CHARS, placeholder=' …')}",
        f"      probability {quotation.probability:.2f}; {_score_parts(quotation.why)}",
    ]


def _score_parts(why: Why) -> str:
    """Every part of the score by its name, whatever parts there are; but for what says nothing."""
    parts = ((field.name.replace("_", " "), getattr(why, field.name)) for field in fields(why))
    return "; ".join(f"{name} {_shown(value)}" for name, value in parts if value not in (None, ""))


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "none"
    return f"{value:.2f}" if isinstance(value, float) else str(value)
