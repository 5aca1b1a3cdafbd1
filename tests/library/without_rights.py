"""A process that has no rights beyond those of the files, and tries to read or write a library.

Started as `python -m tests.library.without_rights read|write FOLDER`, it prints what came of it.
"""

import os
import sys
from pathlib import Path

import faiss  # noqa: F401 - another user may not be able to read where it is installed
import tantivy  # noqa: F401 - likewise

from bot.errors import FootnoteError
from tests.library.samples import AFTER, BEFORE, answers_of, update

NOBODY = 65534


def attempt(action: str, folder: Path) -> str:
    """What reading or updating the library gave, or the error in words."""
    try:
        if action == "write":
            return f"published {update(folder, AFTER).generation}"
        answers_of(folder)
    except FootnoteError as error:
        return f"{type(error).__name__}: {error}"
    return f"answered from {len(BEFORE)} documents"


if __name__ == "__main__":
    if os.geteuid() == 0:  # root may write to what is read-only
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    sys.stdout.write(attempt(sys.argv[1], Path(sys.argv[2])))
