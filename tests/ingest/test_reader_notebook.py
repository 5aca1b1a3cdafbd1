import json

import pytest

from bot.errors import ReadingError
from bot.ingest.readers.notebook import NotebookReader
from bot.ingest.readers.reading import Reading
from bot.records.documents import Dropped


def read(notebook: object) -> Reading:
    return NotebookReader().read(json.dumps(notebook).encode())


def blocks(reading: Reading) -> list[tuple[str, str]]:
    return [(block.kind.value, reading.text[block.start : block.end]) for block in reading.blocks]


def test_cells_are_read_and_metadata_is_not() -> None:
    reading = read(
        {
            "nbformat": 4,
            "metadata": {"kernelspec": {"name": "secret"}},
            "cells": [
                {"cell_type": "markdown", "source": ["# Dose\n", "\n", "Take *two*.\n"]},
                {
                    "cell_type": "code",
                    "source": "print(\n    40 + 2)",
                    "outputs": [
                        {"output_type": "stream", "text": ["42\n"]},
                        {"output_type": "display_data", "data": {"image/png": "AAAA", "text/plain": ["<Figure>"]}},
                        {"output_type": "error", "traceback": ["\x1b[0;31mValueError\x1b[0m", "bad"]},
                    ],
                },
                {"cell_type": "raw", "source": "As is."},
            ],
        }
    )
    assert blocks(reading) == [
        ("heading", "Dose"),
        ("paragraph", "Take two."),
        ("code", "print(\n    40 + 2)"),
        ("code", "42"),
        ("code", "<Figure>"),
        ("code", "ValueError\nbad"),
        ("paragraph", "As is."),
    ]
    assert reading.title == "Dose"
    assert reading.extraction.dropped == (Dropped("pictures that cells put out"),)


def test_notebooks_of_version_3_are_read() -> None:
    cells = [
        {"cell_type": "heading", "level": 2, "source": "Old"},
        {"cell_type": "code", "input": "1 + 1", "outputs": [{"output_type": "pyout", "text": "2", "png": "AA"}]},
    ]
    reading = read({"nbformat": 3, "worksheets": [{"cells": cells}]})
    assert blocks(reading) == [("heading", "Old"), ("code", "1 + 1"), ("code", "2")]


@pytest.mark.parametrize(("notebook", "reason"), [([], "no Jupyter notebook"), ({"cells": "x"}, "has no cells")])
def test_what_is_no_notebook_is_refused(notebook: object, reason: str) -> None:
    with pytest.raises(ReadingError, match=reason):
        read(notebook)
