r"""A quotation with its citation as text to paste: plain, Markdown, BibTeX.

Whatever a document is called and says, it is only words where it is pasted: Markdown's marks are escaped as
https://spec.commonmark.org/0.31.2/#backslash-escapes says, BibTeX's by commands, because BibTeX counts braces even
behind a backslash.
"""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote

from bot.exports.records import told_location
from bot.records import UNKNOWN, Document, Span
from bot.records.citations import SELECTOR_CONTEXT_CHARS, Citation
from bot.ui.labels import is_web_address, page_words, path, title_of
from bot.ui.saying import say
from bot.ui.viewer_place import page_at

# A quotation somebody pastes; of more than some two printed pages one keeps the file.
LONGEST_QUOTATION_CHARS = 10_000

_MARKDOWN = re.compile(r"[\\`*_\[\]<>&|~#$]")
_MARKDOWN_NUMBER = re.compile(r"^(\d{1,9})([.)])")
_BIBTEX = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{character: f"\\{character}" for character in "$&#_%"},
}
_DATE = re.compile(r"(\d{4})(-\d{2}){0,2}")
_URL_CHARS = "!#$%&'()*+,/:;=?@[]~"  # beside letters, digits and _.-~, what may stand in an address


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation, and what the document says of itself that a citation does not hold."""

    citation: Citation
    author: str
    origin: str

    @property
    def where(self) -> str:
        """Where the source can be had: the web address it was taken from, else the document's name."""
        return self.origin if is_web_address(self.origin) else self.citation.location


def quoted(document: Document, span: Span) -> Quoted:
    """The words of `span` and where they stand."""
    inside = [block for block in document.blocks if block.start <= span.start]
    page = page_at(document, span.start)
    label = document.pages[page - 1].label if page and page <= len(document.pages) else ""
    citation = Citation(
        document=document.id,
        title=title_of(document),
        location=told_location(document.location, document.id),
        publisher=document.publisher,
        source_class=document.source_class,
        date=document.date,
        page=page,
        headings=inside[-1].headings if inside else (),
        start=span.start,
        end=span.end,
        text_sha256=document.text_sha256,
        source_sha256=document.source_sha256,
        prefix=document.text[max(0, span.start - SELECTOR_CONTEXT_CHARS) : span.start],
        exact=span.of(document.text),
        suffix=document.text[span.end : span.end + SELECTOR_CONTEXT_CHARS],
        page_label=label if label not in ("", str(page)) else None,
        is_upload=document.is_upload,
    )
    return Quoted(citation, document.author, document.origin)


def as_plain(words: Quoted) -> str:
    """The quotation in quotation marks, its source on the line below, and how to prove it on the next."""
    citation = words.citation
    return f"“{citation.exact}”\n— {'. '.join(_source(words))}.\n{_proof(citation)}\n"


def as_markdown(words: Quoted) -> str:
    """The quotation as a block quote of Markdown, its source and its proof below it."""
    lines = [markdown_line(line) for line in words.citation.exact.splitlines()]
    quotation = "\n".join(f"> {line}\\" if line and after else f"> {line}" for line, after in _with_next(lines))
    title, *others = _source(words, has_place=False)
    source = ". ".join([f"*{markdown_line(title)}*", *map(markdown_line, others)])
    place = f"<{_address(words.where)}>" if is_web_address(words.where) else markdown_line(words.where)
    return f"{quotation}\n\n— {source}. {place}\n\n{markdown_line(_proof(words.citation))}\n"


def as_bibtex(words: Quoted) -> str:
    """An entry of BibTeX of the kind `misc`, the quotation itself in `annote`."""
    citation = words.citation
    fields = [("title", f"{{{bibtex(citation.title)}}}")]
    fields += [*_known(words), *_dated(citation.date)]
    if is_web_address(words.where):
        fields.append(("url", _address(words.where)))
    else:
        fields.append(("howpublished", bibtex(words.where)))
    if citation.page is not None:
        fields.append(("pages", bibtex(citation.page_label or str(citation.page))))
    note = f"{say('Uploaded file, which says this of itself')}. " if citation.is_upload else ""
    fields += [("note", bibtex(f"{note}{_proof(citation)}")), ("annote", bibtex(citation.exact))]
    written = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields)
    return f"@misc{{{_key(citation)},\n{written}\n}}\n"


def markdown_line(text: str) -> str:
    """`text` on one line of Markdown that shows it as it is, but for white space."""
    line = _MARKDOWN.sub(lambda match: f"\\{match.group()}", " ".join(text.split()))
    line = _MARKDOWN_NUMBER.sub(r"\1\\\2", line)
    return f"\\{line}" if line[:1] in ("-", "+", "=", ":") else line


def bibtex(text: str) -> str:
    """`text` as the words of a field of BibTeX, on one line, its braces in pairs."""
    shown = (character for character in " ".join(text.split()) if unicodedata.category(character) != "Cc")
    return "".join(_BIBTEX.get(character, character) for character in shown)


def _source(words: Quoted, *, has_place: bool = True) -> list[str]:
    citation = words.citation
    known = [value for value in (words.author, citation.publisher, citation.date) if value not in ("", UNKNOWN)]
    known += [say("Uploaded file, which says this of itself")] if citation.is_upload else []
    page = [page_words(citation.page, citation.page_label)] if citation.page is not None else []
    headings = [say("Under “{headings}”", headings=path(citation.headings))] if citation.headings else []
    return [citation.title, *known, *page, *headings, *([words.where] if has_place else [])]


def _proof(citation: Citation) -> str:
    return say(
        "Characters {start}–{end} of the text with SHA-256 {text}, read from the file with SHA-256 {file}.",
        start=str(citation.start),
        end=str(citation.end),
        text=citation.text_sha256,
        file=citation.source_sha256,
    )


def _known(words: Quoted) -> list[tuple[str, str]]:
    # The author in braces of its own, or BibTeX would take a society "of X and Y" for two people.
    fields = [("author", words.author, "{{{}}}"), ("publisher", words.citation.publisher, "{}")]
    return [(name, shape.format(bibtex(value))) for name, value, shape in fields if value not in ("", UNKNOWN)]


def _dated(date: str) -> list[tuple[str, str]]:
    """The date for old styles and new; what is no date of ours as its owner wrote it."""
    if date in ("", UNKNOWN):
        return []
    match = _DATE.fullmatch(date)
    return [("year", match.group(1)), ("date", date)] if match else [("date", bibtex(date))]


def _address(url: str) -> str:
    """A web address without what would end it early: spaces, braces, angle brackets, backslashes."""
    return quote(url, safe=_URL_CHARS)


def _key(citation: Citation) -> str:
    plain = unicodedata.normalize("NFKD", citation.title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)[:4]
    return "-".join(["footnote", *words, str(citation.start)])


def _with_next(lines: list[str]) -> list[tuple[str, str]]:
    """Each line with the one that follows, "" behind the last."""
    return list(zip(lines, [*lines[1:], ""], strict=True))
