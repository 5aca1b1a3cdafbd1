"""A process that has no rights beyond those of the files, and looks for what a build would read.

Started as `python -m tests.ingest.closed_folders FOLDER`, it prints a line for each file that was found: its id and its
problem; or the error in words.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from bot.errors import FootnoteError
from bot.ingest.collection import settings_file
from bot.ingest.folders import find_sources

NOBODY = 65534


def found(folder: Path) -> Iterator[str]:
    """What is found below the folder."""
    try:
        settings_file(folder)
        for source in find_sources([folder], {}).files:
            yield f"{source.document_id}: {source.problem}"
    except FootnoteError as error:
        yield f"{type(error).__name__}: {error}"


if __name__ == "__main__":
    if os.geteuid() == 0:  # root may look into what is closed
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    sys.stdout.write("\n".join(found(Path(sys.argv[1]))))
