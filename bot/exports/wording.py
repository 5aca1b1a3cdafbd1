"""The words around exported quotations: what both forms of a file say of an answer, a citation and a comparison."""

from collections.abc import Iterator

from bot.exports.overviews import Entry, notes, sections
from bot.records import UNKNOWN, Answer, Aspect, Citation, Level, Said

TITLE = "Answers from Footnote"
LEVELS = {
    Level.FOUND: "Found in the documents",
    Level.RELATED: "Possibly related",
    Level.NOT_FOUND: "Not in the documents; the closest passages, for what they are worth",
}
PASSAGES = "The passages:"  # between the short answer and what it is taken from
PROVE = (
    "Every quotation is word for word from the document named below it. The command “footnote verify”, given this "
    "file on a machine that has the index of the documents, proves it again."
)


def about(count: int, made_at: str) -> str:
    """When the file was made, and of how much."""
    questions = "1 question" if count == 1 else f"{count} questions"
    return f"{questions}, saved {made_at.replace('T', ' at ').replace('+00:00', ' UTC')}."


def opening(answer: Answer) -> Iterator[str]:
    """The lines between a question and its first quotation."""
    if answer.remark:
        yield answer.remark
        return
    if answer.care:
        yield f"Please read this first: {answer.care.note}"
    yield from notes(answer)
    if answer.passages or not sections(answer):
        is_empty = not answer.passages and answer.level is Level.NOT_FOUND
        yield "Not in the documents" if is_empty else LEVELS[answer.level]
    if answer.by_words:
        yield "Found by words alone, while the language model was being loaded."
    if answer.unknown_words:
        yield f"Nowhere in the documents: {', '.join(answer.unknown_words)}."
    if answer.carried:
        yield f"Also searched for: {', '.join(word.text for word in answer.carried)}."
    if answer.left_out:
        yield f"Left out, as nothing is found with it: {', '.join(word.text for word in answer.left_out)}."


def entry_line(entry: Entry) -> str:
    """What stands before the quotation of an entry, or in its place; "" for nothing."""
    indent = "– " * (entry.level - 1)
    return f"{indent}{' · '.join(part for part in (entry.name, *entry.facts) if part)}"


def source(citation: Citation) -> str:
    """Where it stands, who says it, and when; what an upload says of these is told as its own words."""
    page = f"page {citation.page_label or citation.page}" if citation.page is not None else ""
    title = citation.title.strip() or citation.document
    place = _joined(title, " › ".join(citation.headings), page)
    said_by = _joined(citation.publisher, citation.source_class.value, citation.date)
    if citation.is_upload:
        said_by = f"uploaded; says of itself: {said_by}" if said_by else "uploaded"
    return _joined(place, said_by)


def _joined(*facts: str) -> str:
    return " · ".join(fact for fact in facts if fact and fact != UNKNOWN)


def place(citation: Citation) -> str:
    """Where the words stand, for a proof by hand."""
    where = f", {citation.location}" if citation.location != citation.document else ""
    return f"{citation.document}{where}, characters {citation.start} to {citation.end}"


def hashes(citation: Citation) -> str:
    """The SHA-256 of the text that the characters are counted in, and of the file that it was read from."""
    return f"SHA-256 of the text {citation.text_sha256}, of the file {citation.source_sha256}"


def heading_of(aspect: Aspect) -> str:
    """The thing compared, and how what is said of it compares."""
    return f"Side by side: {aspect.name} ({aspect.verdict.value})"


def said_line(said: Said) -> str:
    """What stands before the sentence of a source: its figure."""
    return said.words.text
