"""Exported answers as one HTML file that needs nothing beside it, no script, and may fetch nothing."""

from collections.abc import Iterator

from markupsafe import Markup

from bot.exports.records import Export, to_line
from bot.exports.wording import (
    PROVE,
    TITLE,
    about,
    hashes,
    heading_of,
    opening,
    parts,
    place,
    said_line,
    source,
)
from bot.records import Answer, Aspect, Citation, Quotation

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
FIGURE = Markup("<figure>\n{}<blockquote>{}<mark>{}</mark>{}</blockquote>\n{}</figure>\n")
CAPTION = Markup("<figcaption>{}<small>{}</small><small>{}</small></figcaption>\n")


def html_of(export: Export) -> str:
    """The file's text; equal exports give equal bytes."""
    head = HEAD.format(TITLE, Markup(STYLE), TITLE, about(len(export.answers), export.made_at), PROVE)  # noqa: S704  (our own)
    foot = FOOT.format(Markup(to_line(export)))  # noqa: S704  (holds no markup)
    return str(head + Markup("").join(map(_answer, export.answers)) + foot)


def _answer(answer: Answer) -> Markup:
    lines = [PARAGRAPH.format(line) for line in opening(answer)]
    quotations = map(_quotation, answer.passages)
    return Markup("").join(
        [QUESTION.format(answer.question), *lines, *quotations, *(_aspect(aspect) for aspect in answer.sources_say)]
    )


def _quotation(quotation: Quotation) -> Markup:
    cut = parts(quotation)
    lead_in = PARAGRAPH.format(f"{quotation.lead_in} …") if quotation.lead_in else Markup("")
    captions = Markup("").join(_captions(quotation))
    return FIGURE.format(lead_in, cut.before, cut.sentence, cut.after, captions)


def _captions(quotation: Quotation) -> Iterator[Markup]:
    yield _caption(f"{quotation.rank}. {source(quotation.citation)}", quotation.citation)
    for citation in quotation.also_in:
        yield _caption(f"Also in {source(citation)}", citation)


def _caption(words: str, citation: Citation) -> Markup:
    return CAPTION.format(words, place(citation), hashes(citation))


def _aspect(aspect: Aspect) -> Markup:
    said = [
        FIGURE.format(
            PARAGRAPH.format(said_line(one)), "", one.sentence.text, "", _caption(source(one.citation), one.citation)
        )
        for one in aspect.said
    ]
    return Markup("").join([COMPARED.format(heading_of(aspect)), *said])
