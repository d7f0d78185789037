"""Opens files by what they begin with: plain, gzip, bzip2 or Zstandard."""

import bz2
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from kg.errors import InputError

BLOCK = 1 << 18
"""Bytes read at a time."""

_GZIP, _BZIP2, _ZSTANDARD = b"\x1f\x8b", b"BZh", b"\x28\xb5\x2f\xfd"
_FOREIGN = {b"\xfd7zXZ\0": "an xz", b"PK\x03\x04": "a zip", b"7z\xbc\xaf\x27\x1c": "a 7-Zip", b"Rar!": "a RAR"}


@contextmanager
def open_file(path: Path) -> Iterator[IO[bytes]]:
    """The file's bytes, decompressed. An OSError where it cannot be opened, an InputError as in `decompressed`."""
    with path.open("rb") as stream:
        yield decompressed(stream)


def decompressed(stream: IO[bytes]) -> IO[bytes]:
    """The bytes of a stream, decompressed if it begins like a compressed file.

    Raises an InputError for a compression that is not known.
    """
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream))
    head = buffered.peek(8)[:8]
    for magic, name in _FOREIGN.items():
        if head.startswith(magic):
            raise InputError(f"is {name} archive: unpack it first (plain, .gz, .bz2 and .zst are read)")
    if head.startswith(_GZIP):
        return cast(IO[bytes], gzip.GzipFile(fileobj=buffered))
    if head.startswith(_BZIP2):
        return bz2.BZ2File(buffered)
    return io.BufferedReader(_Zstandard(buffered), BLOCK) if head.startswith(_ZSTANDARD) else buffered


class _Zstandard(io.RawIOBase):
    """A stream of Zstandard frames, decompressed. (The library's own reader takes a cut-off file for a whole one.)"""

    def __init__(self, stream: IO[bytes]) -> None:
        import zstandard  # noqa: PLC0415  (only where such a file is read)

        self._new = zstandard.ZstdDecompressor().decompressobj
        self._frame = self._new()
        self._stream, self._packed, self._within = stream, b"", False
        self._ready = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            packed = self._packed or self._stream.read(_PACKED)
            if not packed:
                if self._within:
                    raise EOFError
                return 0
            self._ready = memoryview(self._unpacked(packed))
        size = min(len(buffer), len(self._ready))
        buffer[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size

    def _unpacked(self, packed: bytes) -> bytes:
        data = self._frame.decompress(packed)
        self._within, self._packed = not self._frame.eof, b""
        if self._frame.eof:
            self._packed, self._frame = self._frame.unused_data, self._new()
        return data


_PACKED = 1 << 11
"""Packed bytes given to Zstandard at once. Four may stand for 128 KB, so that this bounds the memory to 64 MB."""


def blocks(stream: IO[bytes], size: int = BLOCK) -> Iterator[bytes]:
    """The stream in pieces of at most `size` bytes; an InputError where it is damaged or cut off."""
    while block := read(stream, size):
        yield block


def read(stream: IO[bytes], size: int) -> bytes:
    """At most `size` bytes, none only at the end; an InputError where the stream is damaged or cut off."""
    try:
        return stream.read(size)
    except EOFError as error:
        raise InputError("is cut off: its compressed data ends too early; fetch it again") from error
    except (OSError, zlib.error, ValueError) as error:
        raise InputError(f"cannot be read ({error}); fetch it again") from error
    except Exception as error:  # zstandard.ZstdError, without importing the library for its name
        if type(error).__name__ != "ZstdError":
            raise
        raise InputError(f"cannot be decompressed ({error}); fetch it again") from error
