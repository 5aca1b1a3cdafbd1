"""Whether the first row of a table without markup names its columns."""

from collections.abc import Sequence

MAX_WORDS_OF_NAME = 8  # the name of a column is short; longer cells are content


def names_columns(cells: Sequence[str]) -> bool:
    """Whether a row of at least two filled cells holds short text without a figure in most of them."""
    filled = [cell for cell in cells if cell.strip()]
    named = sum(1 for cell in filled if _is_name(cell))
    return len(filled) >= 2 and named * 2 > len(filled) and len(filled) * 2 > len(cells)


def _is_name(cell: str) -> bool:
    has_letter = any(character.isalpha() for character in cell)
    return has_letter and not cell.strip()[0].isdigit() and len(cell.split()) <= MAX_WORDS_OF_NAME
