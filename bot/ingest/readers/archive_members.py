"""The members of a ZIP archive, read into memory within limits; nothing is ever written."""

import io
import struct
import zipfile
import zlib

from bot.config import ReadingLimits
from bot.errors import ReadingError

# More files than any document has parts: a presentation of 1,000 slides has about 5,000.
MAX_ENTRIES = 65_536
CHUNK_BYTES = 1 << 20
MEBIBYTE = 1 << 20
# Deflate cannot shrink further (258 bytes for 2 bits, https://zlib.net/zlib_tech.html); whoever claims more lies.
MAX_DEFLATE_RATIO = 1_032
SHORTEST_BYTES = 64  # a ratio says nothing of a member this small

_ENTRY_SIGNATURE = b"PK\x01\x02"
_ENCRYPTED_FLAG = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others inflate without a bound, and no document uses them
# What zipfile raises for archives that are damaged or made to hurt.
_FAULTS = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


class Members:
    """The files inside an archive, by name. Names are only names: `../x` and links lead nowhere.

    Raises ReadingError for data that is no sound archive, and for one that holds too many files or unpacks to more
    than `limits.unpacked_mib`. What `read` inflates is counted again, so a false declaration gains nothing.
    """

    def __init__(self, data: bytes, limits: ReadingLimits) -> None:
        self._max_bytes = limits.unpacked_mib * MEBIBYTE
        self._inflated_bytes = 0
        self._archive = _opened(data)
        # Of several members of one name the last counts, as for other programs.
        named = (info for info in self._archive.infolist() if info.filename)  # of a damaged one, no name may be left
        self._infos = {info.filename: info for info in named if not info.is_dir()}
        self._check_declared_sizes(len(data))

    def names(self) -> tuple[str, ...]:
        """The names of the files in archive order, each once; folders are left out."""
        return tuple(self._infos)

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    def size(self, name: str) -> int:
        """The bytes that the file called `name` claims to unpack to."""
        return self._info(name).file_size

    def read(self, name: str) -> bytes:
        """The content of the file called `name`.

        Raises ReadingError when there is none, when it is encrypted or damaged, or when all that was read of this
        archive exceeds the limit.
        """
        info = self._info(name)
        if info.flag_bits & _ENCRYPTED_FLAG:
            raise ReadingError(f"the member {name!r} is encrypted; save the file without a password.")
        if info.compress_type not in _METHODS:
            raise ReadingError(
                f"the member {name!r} is packed by method {info.compress_type}, which is not read; "
                "pack the file again with ordinary compression."
            )
        try:
            return self._inflated(info)
        except _FAULTS as error:
            raise ReadingError(
                f"the member {name!r} is damaged ({error or type(error).__name__}); get a sound copy of the file."
            ) from error

    def _info(self, name: str) -> zipfile.ZipInfo:
        info = self._infos.get(name)
        if info is None:
            raise ReadingError(f"the archive has no member {name!r}; get a sound copy of the file.")
        return info

    def _inflated(self, info: zipfile.ZipInfo) -> bytes:
        chunks: list[bytes] = []
        with self._archive.open(info) as member:
            while chunk := member.read(CHUNK_BYTES):
                chunks.append(chunk)
                self._inflated_bytes += len(chunk)
                if self._inflated_bytes > self._max_bytes:
                    raise self._too_much(self._inflated_bytes)
        return b"".join(chunks)

    def _check_declared_sizes(self, archive_bytes: int) -> None:
        infos = self._archive.infolist()
        declared = sum(info.file_size for info in infos)
        if declared > self._max_bytes:
            raise self._too_much(declared)
        if sum(info.compress_size for info in infos) > archive_bytes:
            raise ReadingError("the members of the archive overlap, which only a hostile file does; leave it out.")
        for info in infos:
            if info.file_size > max(info.compress_size, SHORTEST_BYTES) * MAX_DEFLATE_RATIO:
                raise ReadingError(
                    f"the member {info.filename!r} claims to unpack from {info.compress_size} to {info.file_size} "
                    "bytes, which no compression does; get a sound copy of the file."
                )

    def _too_much(self, size: int) -> ReadingError:
        return ReadingError(
            f"the archive unpacks to {-(-size // MEBIBYTE)} MiB or more, the limit is {self._max_bytes // MEBIBYTE}; "
            "split the file or raise --max-unpacked-mib."
        )


def _opened(data: bytes) -> zipfile.ZipFile:
    # Counted before zipfile makes an object of each.
    if data.count(_ENTRY_SIGNATURE) > MAX_ENTRIES:
        raise ReadingError(f"the archive holds more than {MAX_ENTRIES} files; unpack it and add the folder instead.")
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except _FAULTS as error:
        raise ReadingError(f"the file is no sound ZIP archive ({error}); get a sound copy of it.") from error
