"""Blocks, pages and the notes of a reader as JSON, both ways."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from bot.records.documents import Block, BlockKind, Dropped, Extraction, Page, Span


def blocks_to_json(blocks: Sequence[Block]) -> str:
    """One row a block."""
    return _json(
        [
            [b.kind.value, b.start, b.end, b.headings, b.level, b.page, b.lead_in and [b.lead_in.start, b.lead_in.end]]
            for b in blocks
        ]
    )


def blocks_of_json(text: str) -> tuple[Block, ...]:
    """What `blocks_to_json` wrote."""
    return tuple(
        Block(BlockKind(kind), start, end, tuple(headings), level, page, lead_in and Span(*lead_in))
        for kind, start, end, headings, level, page, lead_in in json.loads(text)
    )


def pages_to_json(pages: Sequence[Page]) -> str:
    """One row a page."""
    return _json([[page.label, page.start, page.end, page.furniture] for page in pages])


def pages_of_json(text: str) -> tuple[Page, ...]:
    """What `pages_to_json` wrote."""
    return tuple(Page(label, start, end, tuple(furniture)) for label, start, end, furniture in json.loads(text))


def extraction_to_json(extraction: Extraction) -> str:
    """One object with all fields."""
    return _json(asdict(extraction))


def extraction_of_json(text: str) -> Extraction:
    """What `extraction_to_json` wrote."""
    fields = json.loads(text)
    return Extraction(
        tables=fields["tables"],
        encoding=fields["encoding"],
        repaired=fields["repaired"],
        blank_pages=tuple(fields["blank_pages"]),
        scans=tuple(fields["scans"]),
        dropped=tuple(Dropped(**dropped) for dropped in fields["dropped"]),
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
