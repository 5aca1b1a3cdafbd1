"""The command line of a benchmark: its module's docstring as help, and the arguments that several of them take."""

import tempfile
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def parser(docstring: str | None) -> ArgumentParser:
    """A parser without arguments."""
    return ArgumentParser(description=docstring, formatter_class=RawDescriptionHelpFormatter)


def parser_over_index(docstring: str | None) -> ArgumentParser:
    """A parser that takes the folder of an index, as `index`."""
    found = parser(docstring)
    found.add_argument("--index", type=Path, default=Path("index"))
    return found


def parser_over_sets(docstring: str | None) -> ArgumentParser:
    """A parser that takes the folder of the judged sets, as `data`, and where their indexes are kept, as `cache`."""
    found = parser(docstring)
    found.add_argument("data", type=Path)
    found.add_argument("--cache", type=Path)
    return found


@contextmanager
def kept_or_temporary(cache: Path | None) -> Iterator[Path]:
    """The folder for indexes: `cache`, or one that is deleted at the end."""
    with tempfile.TemporaryDirectory() as temporary:
        yield cache or Path(temporary)
