"""Exported answers as one HTML file that needs nothing beside it, no script, and may fetch nothing."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from bot.exports.overviews import Entry, Section, sections
from bot.exports.records import Export, to_line
from bot.exports.wording import (
    PASSAGES,
    PROVE,
    TITLE,
    about,
    entry_line,
    hashes,
    heading_of,
    opening,
    place,
    said_line,
    source,
)
from bot.records import Answer, Aspect, Citation, Quotation, ShortQuotation, Span

STYLE = """
:root { color-scheme: light dark; }
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }
body { font: 1.0625rem/1.6 system-ui, sans-serif; overflow-wrap: anywhere; }
h2 { margin: 2.5rem 0 0.5rem; }
p { margin: 0.3rem 0; white-space: pre-line; }
figure { margin: 1.25rem 0; padding: 0 0 0 1rem; border-inline-start: 4px solid #0b6158; }
blockquote { margin: 0; white-space: pre-line; }
mark { background: #fff0bd; color: #1d2321; }
figcaption { margin-top: 0.5rem; font-size: 0.9375rem; }
small { display: block; }
@media print { figure { break-inside: avoid; } }
"""
HEAD = Markup("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{}</title>
<style>{}</style>
</head>
<body>
<main>
<h1>{}</h1>
<p>{}</p>
<p>{}</p>
""")
FOOT = Markup("""</main>
<script type="application/json">
{}
</script>
</body>
</html>
""")
QUESTION = Markup("<h2>{}</h2>\n")
PARAGRAPH = Markup("<p>{}</p>\n")
COMPARED = Markup("<h3>{}</h3>\n")
FIGURE = Markup("<figure>\n{}<blockquote>{}</blockquote>\n{}</figure>\n")
MARK = Markup("<mark>{}</mark>")
CAPTION = Markup("<figcaption>{}<small>{}</small><small>{}</small></figcaption>\n")


def html_of(export: Export) -> str:
    """The file's text; equal exports give equal bytes."""
    head = HEAD.format(TITLE, Markup(STYLE), TITLE, about(len(export.answers), export.made_at), PROVE)  # noqa: S704  (our own)
    foot = FOOT.format(Markup(to_line(export)))  # noqa: S704  (holds no markup)
    return str(head + Markup("").join(map(_answer, export.answers)) + foot)


def _answer(recorded: Answer) -> Markup:
    answer = recorded.without_repeats()
    lines = [PARAGRAPH.format(line) for line in opening(answer)]
    short = [*map(_short, answer.short_answer), PARAGRAPH.format(PASSAGES)] if answer.short_answer else []
    quotations = (_quotation(quotation, answer.marked(quotation)) for quotation in answer.passages)
    return Markup("").join(
        [
            QUESTION.format(answer.question),
            *lines,
            *map(_section, sections(answer)),
            *short,
            *quotations,
            *map(_aspect, answer.sources_say),
        ]
    )


def _section(section: Section) -> Markup:
    entries = Markup("").join(map(_entry, section.entries))
    lines = [PARAGRAPH.format(line) for line in section.lines]
    questions = [PARAGRAPH.format(question) for question in section.questions]
    return Markup("").join([COMPARED.format(section.heading), *lines, entries, *questions])


def _entry(entry: Entry) -> Markup:
    line = entry_line(entry)
    named = PARAGRAPH.format(line) if line else Markup("")
    if entry.quotation is None:
        return named
    citation = entry.quotation.citation
    return FIGURE.format(named, entry.quotation.text, _caption(source(citation), citation))


def _short(quotation: ShortQuotation) -> Markup:
    caption = _caption(f"{quotation.rank}. {source(quotation.citation)}", quotation.citation)
    return FIGURE.format(_lead_in(quotation), quotation.text, caption)


def _quotation(quotation: Quotation, marked: Sequence[Span]) -> Markup:
    words, end = Markup(""), 0
    for span in marked:
        words += quotation.text[end : span.start] + MARK.format(span.of(quotation.text))
        end = span.end
    captions = Markup("").join(_captions(quotation))
    return FIGURE.format(_lead_in(quotation), words + quotation.text[end:], captions)


def _lead_in(quotation: Quotation | ShortQuotation) -> Markup:
    return PARAGRAPH.format(f"{quotation.lead_in} …") if quotation.lead_in else Markup("")


def _captions(quotation: Quotation) -> Iterator[Markup]:
    yield _caption(f"{quotation.rank}. {source(quotation.citation)}", quotation.citation)
    for citation in quotation.also_in:
        yield _caption(f"Also in {source(citation)}", citation)


def _caption(words: str, citation: Citation) -> Markup:
    return CAPTION.format(words, place(citation), hashes(citation))


def _aspect(aspect: Aspect) -> Markup:
    said = [
        FIGURE.format(
            PARAGRAPH.format(said_line(one)),
            MARK.format(one.sentence.text),
            _caption(source(one.citation), one.citation),
        )
        for one in aspect.said
    ]
    return Markup("").join([COMPARED.format(heading_of(aspect)), *said])
