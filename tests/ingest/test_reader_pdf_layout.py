from bot.ingest.readers.pdf_columns import regions_of
from bot.ingest.readers.pdf_headings import Piece, heading_levels
from bot.ingest.readers.pdf_runs import Run
from bot.records.documents import BlockKind

PROSE = "words that fill a line of a column"


def run(number: int, x0: float, y0: float, x1: float, text: str = PROSE, quarter: int = 0) -> Run:
    return Run(number, text, 0, x0, y0, x1, y0 + 10, 10, is_bold=False, quarter=quarter)


def column(first: int, x0: float, y0: float, rows: int = 4, text: str = PROSE) -> list[Run]:
    return [run(first + k, x0, y0 + 12 * k, x0 + 150, text) for k in range(rows)]


def numbers(runs: list[Run]) -> list[list[int]]:
    return [[run.number for run in region] for region in regions_of(runs)]


def test_a_line_over_both_columns_parts_what_is_above_from_what_is_below() -> None:
    above = column(0, 50, 100) + column(10, 250, 100)
    title = run(20, 50, 160, 400)
    below = column(30, 50, 180) + column(40, 250, 180)
    assert numbers([*above, title, *below]) == [
        [0, 1, 2, 3],
        [10, 11, 12, 13],
        [20],
        [30, 31, 32, 33],
        [40, 41, 42, 43],
    ]


def test_three_columns_are_read_from_left_to_right() -> None:
    runs = column(20, 450, 100) + column(0, 50, 100) + column(10, 250, 100)
    assert numbers(runs) == [[0, 1, 2, 3], [10, 11, 12, 13], [20, 21, 22, 23]]


def test_columns_whose_lines_do_not_stand_beside_each_other_are_columns_too() -> None:
    assert numbers(column(0, 50, 100) + column(10, 250, 105)) == [[0, 1, 2, 3], [10, 11, 12, 13]]


def test_short_cells_beside_each_other_are_read_row_by_row() -> None:
    cells = [run(10 * row + k, 50 + 200 * k, 100 + 12 * row, 80 + 200 * k, "cell") for row in range(4) for k in (0, 1)]
    assert numbers(cells) == [[0, 1, 10, 11, 20, 21, 30, 31]]


def test_bullets_are_no_column() -> None:
    bullets = [run(k, 50, 100 + 12 * k, 55, "•") for k in range(4)]
    assert numbers(bullets + column(10, 70, 100)) == [[0, 10, 1, 11, 2, 12, 3, 13]]


def test_turned_text_is_a_region_of_its_own_behind_the_rest() -> None:
    assert numbers([run(0, 10, 10, 90, "margin", quarter=1), *column(1, 50, 100)]) == [[1, 2, 3, 4], [0]]


def piece(text: str, size: float = 10, is_bold: bool = False) -> Piece:
    return Piece(BlockKind.PARAGRAPH, 0, len(text), 0, 1, size, is_bold, 1, text)


def test_levels_follow_the_sizes_and_bold_text_comes_last() -> None:
    body = piece("words and words " * 20)
    pieces = [
        piece("Title", 20),
        piece("Part", 14),
        body,
        piece("Section", is_bold=True),
        body,
        piece("Part", 14),
        body,
    ]
    assert heading_levels(pieces) == [1, 2, 0, 3, 0, 2, 0]


def test_a_name_above_a_larger_heading_and_the_last_line_are_no_headings() -> None:
    body = piece("words and words " * 20)
    assert heading_levels([piece("Ann Lee", 12), piece("Summary", 14), body, piece("The End", 14)]) == [0, 1, 0, 0]


def test_where_much_is_set_large_nothing_is_a_heading() -> None:
    assert heading_levels([piece("Large words on a slide", 20), piece("small words on the slide"), piece("more")]) == [
        0,
        0,
        0,
    ]
