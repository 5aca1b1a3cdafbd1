"""Documents that one can work out on paper, and quotations of them."""

import hashlib
from collections.abc import Sequence

from bot.records import (
    Block,
    BlockKind,
    Citation,
    Document,
    Quotation,
    QuotedSentence,
    ShortQuotation,
    SourceClass,
    Span,
    Why,
)

HOSTILE = (
    "<script>window.hacked=1</script><img src='http://evil.invalid/x.png' onerror='window.hacked=2'>"
    '"><svg onload=window.hacked=3> ![x](http://evil.invalid/y.png) [click](javascript:window.hacked=4) '
    "${window.hacked=5} {{constructor}} &lt;b&gt; `backtick` \\"
)

Piece = tuple[BlockKind, str, tuple[str, ...], int]


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def build_document(document_id: str, pieces: Sequence[Piece], **facts: object) -> Document:
    """A document whose canonical text is the pieces, list items and rows a line apart, others a blank line."""
    text, blocks = "", []
    header: Span | None = None
    for i, (kind, words, headings, level) in enumerate(pieces):
        if i:
            is_close = kind is pieces[i - 1][0] and kind in {BlockKind.LIST_ITEM, BlockKind.TABLE_ROW}
            text += "\n" if is_close else "\n\n"
        span = Span(len(text), len(text) + len(words))
        is_first_row = kind is BlockKind.TABLE_ROW and pieces[i - 1][0] is not BlockKind.TABLE_ROW
        header = span if is_first_row else header
        lead_in = header if kind is BlockKind.TABLE_ROW and not is_first_row else None
        blocks.append(Block(kind, span.start, span.end, headings, level, lead_in=lead_in))
        text += words
    return Document(
        id=document_id,
        format="markdown",
        text=text,
        text_sha256=sha256(text),
        source_sha256=sha256(f"source of {document_id}"),
        blocks=tuple(blocks),
        **{"title": "", "location": f"/home/ada/{document_id}", **facts},  # type: ignore[arg-type]  # the facts are checked by the record's own names
    )


def cite(document: Document, exact: str) -> Citation:
    """The citation of `exact`, which stands once in `document`."""
    assert document.text.count(exact) == 1, exact
    start = document.text.index(exact)
    end = start + len(exact)
    inside = [block for block in document.blocks if block.start <= start]
    return Citation(
        document=document.id,
        title=document.title,
        location=document.location,
        publisher=document.publisher,
        source_class=document.source_class,
        date=document.date,
        page=inside[-1].page,
        headings=inside[-1].headings,
        start=start,
        end=end,
        text_sha256=document.text_sha256,
        source_sha256=document.source_sha256,
        prefix=document.text[max(0, start - 32) : start],
        exact=exact,
        suffix=document.text[end : end + 32],
    )


def quote(rank: int, document: Document, exact: str, sentence: str, *, also_in: tuple[Citation, ...] = ()) -> Quotation:
    citation = cite(document, exact)
    offset = citation.start + exact.index(sentence)
    return Quotation(
        rank=rank,
        probability=0.9,
        text=exact,
        sentence=QuotedSentence(sentence, offset, offset + len(sentence)),
        citation=citation,
        also_in=also_in,
        why=Why(0.61, 0.72, 7.5, 0.8, 0.83, ("swelling", "last")),
    )


def short(quotation: Quotation, words: str, *, lead_in: str = "") -> ShortQuotation:
    """Some words of a quotation as they stand in a short answer."""
    start = quotation.citation.start + quotation.text.index(words)
    citation = quotation.citation.narrowed(start, start + len(words))
    return ShortQuotation(words, start, start + len(words), quotation.rank, lead_in, citation)


HEALING = (
    "After a non-ablative session the skin is pink and slightly swollen. Swelling goes down within two to three days. "
    "Cold packs help, and make-up may be worn again the next morning."
)
WAYS = "Ways to shorten it:\n- keep the head raised at night\n- use cold packs, ten minutes at a time\n- avoid saunas"
ROWS = "Method | Redness | Swelling\nNon-ablative | 1 to 2 days | 2 to 3 days\nAblative | 2 to 8 weeks | 5 to 10 days"
CLINIC_CLAIM = "Most of our clients see no swelling at all and go back to work the same afternoon."


def laser_document() -> Document:
    path = ("Laser skin tightening",)
    filler = [
        (
            BlockKind.PARAGRAPH,
            f"Paragraph {i} tells of something else: how light is absorbed by water in the skin, how deep it reaches, "
            "and which of the many devices does so at which wavelength.",
            (*path, "How it works"),
            0,
        )
        for i in range(1, 31)
    ]
    healing = (*path, "Recovery", "Swelling")
    pieces = [
        (BlockKind.HEADING, "Laser skin tightening", path, 1),
        (BlockKind.HEADING, "How it works", (*path, "How it works"), 2),
        *filler,
        (BlockKind.HEADING, "Recovery", (*path, "Recovery"), 2),
        (BlockKind.HEADING, "Swelling", healing, 3),
        (BlockKind.PARAGRAPH, HEALING, healing, 0),
        (BlockKind.PARAGRAPH, "Ways to shorten it:", healing, 0),
        *[(BlockKind.LIST_ITEM, line, healing, 1) for line in WAYS.split("\n")[1:]],
        *[(BlockKind.TABLE_ROW, line, healing, 0) for line in ROWS.split("\n")],
        *filler[:8],
    ]
    return build_document(
        "corpus/laser.md",
        pieces,
        title="Laser skin tightening: what to expect",
        publisher="The Open Encyclopedia",
        source_class=SourceClass.ENCYCLOPEDIA,
        date="2021-04",
        author="Several hands",
        origin="https://example.org/laser",
    )


def clinic_document() -> Document:
    return build_document(
        "corpus/clinic.md",
        [
            (BlockKind.HEADING, "Frequently asked", ("Frequently asked",), 1),
            (BlockKind.PARAGRAPH, CLINIC_CLAIM, ("Frequently asked",), 0),
            (BlockKind.PARAGRAPH, "Cold packs help.", ("Frequently asked",), 0),
        ],
        title="Brightside Clinic: questions and answers",
        publisher="Brightside Clinic",
        source_class=SourceClass.CLINIC,
    )


def hostile_document() -> Document:
    kinds = [BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW, BlockKind.CODE]
    return build_document(
        'corpus/"><img src=x onerror=window.hacked=6>.md',
        [(kind, f"{kind.name} {HOSTILE}", (HOSTILE, HOSTILE), 1) for kind in kinds],
        title=HOSTILE,
        publisher=HOSTILE,
        date=HOSTILE,
        author=HOSTILE,
        origin="javascript:window.hacked=7",
        location=HOSTILE,
    )


def long_document() -> Document:
    lines = [(BlockKind.PARAGRAPH, f"Line {i} of a very long document, full of words.", (), 0) for i in range(45_000)]
    return build_document("corpus/long.txt", lines, title="A very long document")
