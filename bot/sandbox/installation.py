"""What a confined process must still be able to read: its own program, which imports parts of itself when needed."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

# Where the loader looks for the libraries that an extension module is linked to; NixOS and Guix have stores for that.
_LIBRARIES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/nix/store", "/gnu/store")
# PDFium takes the letters of a font that a PDF names but does not hold from here.
_FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/X11/fonts")
_LOADER_CACHE = "/etc/ld.so.cache"


def installed() -> tuple[str, ...]:
    """The folders and archives that Python imports from, links resolved."""
    return tuple(sorted({os.path.realpath(path) for path in _imported_from()}))


def readable_in_c() -> tuple[str, ...]:
    """What code in C may read beside `installed`; not all of it exists everywhere."""
    asked = filter(os.path.isabs, os.environ.get("LD_LIBRARY_PATH", "").split(os.pathsep))
    return (*_LIBRARIES, *_FONTS, _LOADER_CACHE, str(Path(sys.base_prefix) / "lib"), *asked)


def _imported_from() -> Iterator[str]:
    """Of a working copy only the package: beside it may lie an index, or documents."""
    package = Path(__file__).parents[1]
    yield str(package)
    is_working_copy = not _is_for_packages(package.parent)
    for entry in sys.path:
        if entry and not (is_working_copy and os.path.realpath(entry) == os.path.realpath(package.parent)):
            yield entry


def _is_for_packages(folder: Path) -> bool:
    """Whether pip has installed anything there."""
    return any(folder.glob("*.dist-info"))
