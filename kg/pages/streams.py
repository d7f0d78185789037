"""Stretches of an export that can be read on their own, and the fastest decompressor at hand.

A *multistream* bz2 file is a row of bz2 streams; each begins at a byte, with ten bytes that stand nowhere else
(`BZh`, its level, and the six digits of pi that begin a block). Wikimedia cuts them between pages. Such a file can be
read from any of its streams on, a plain one from any page; whatever is packed otherwise is one stretch.
"""

import bz2
import fcntl
import io
import mmap
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import IO

from kg.errors import InputError
from kg.pages.compressed import decompressed, read

_STREAM = re.compile(rb"BZh[1-9]1AY&SY")
_PAGE = re.compile(rb"\s*<page>")
STRETCH = 256 << 20
"""Bytes of a stretch on the disk, about: fifteen seconds of work. Shorter ones keep processors idle between them."""

PIECE = 1 << 20
"""Bytes handed on at a time: few calls for each, and still in the processor's cache."""

_TRIES = 8


@dataclass(frozen=True, slots=True)
class Stretch:
    """Bytes `begin` to `end` of a file as it lies on the disk; `packed` says how: "bz2", "plain" or "" (in one)."""

    path: str
    begin: int
    end: int
    packed: str = ""


def stretches(path: Path, size: int = STRETCH) -> list[Stretch]:
    """The file in stretches of at least `size` bytes, each beginning with a page (the first with the export's head)."""
    length = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(10)
        packed = "bz2" if _STREAM.match(head) else "plain" if head.lstrip(b"\xef\xbb\xbf \n\r\t")[:1] == b"<" else ""
        if not packed or length <= size:
            return [Stretch(str(path), 0, length, packed)]
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            cuts = [0, *(_bz2_cuts if packed == "bz2" else _plain_cuts)(data, size), length]
    return [Stretch(str(path), begin, end, packed) for begin, end in pairwise(cuts)]


def _plain_cuts(data: mmap.mmap, size: int) -> Iterator[int]:
    at = size
    while at < len(data) and (found := data.find(b"<page>", at)) > 0:
        yield found
        at = found + size


def _bz2_cuts(data: mmap.mmap, size: int) -> Iterator[int]:
    """Streams that begin with a page. Where several in a row do not, the file was not cut between pages."""
    at, tries = size, 0
    while tries < _TRIES and (found := _STREAM.search(data, at, at + size)):
        if _PAGE.match(_first_block(data, found.start())):
            yield found.start()
            at, tries = found.start() + size, 0
        else:
            at, tries = found.end(), tries + 1


def _first_block(data: mmap.mmap, at: int) -> bytes:
    """The first bytes of a stream; a block holds 900,000 bytes at most, packed or not."""
    try:
        return bz2.BZ2Decompressor().decompress(data[at : at + (1 << 20)], max_length=100)
    except OSError:
        return b""


class Opened:
    """The bytes of a stretch, decompressed in pieces; `read` counts those taken from the disk so far."""

    def __init__(self, file: io.FileIO, begin: int, pieces: Iterator[bytes]) -> None:
        self.pieces = pieces
        self._file, self._begin = file, begin

    @property
    def read(self) -> int:
        """Bytes of the file that were taken so far (a decompressor's, too: it shares the file's position)."""
        return 0 if self._file.closed else os.lseek(self._file.fileno(), 0, os.SEEK_CUR) - self._begin


@contextmanager
def opened(stretch: Stretch, workers: int = 1) -> Iterator[Opened]:
    """Opens a stretch; `lbzip2` with so many threads decompresses bz2 where it is installed, else Python's bz2.

    An InputError, while reading, where the bytes are damaged.
    """
    with io.FileIO(stretch.path) as file:
        file.seek(stretch.begin)
        program = shutil.which("lbzip2") if stretch.packed == "bz2" else None
        if program:
            with _lbzip2(program, file, stretch, workers) as pieces:
                yield Opened(file, stretch.begin, pieces)
        else:
            with io.BufferedReader(file) as buffered:  # held here, since it closes the file when it goes
                yield Opened(file, stretch.begin, _pieces(buffered, stretch))


def _pieces(file: "io.BufferedReader[io.FileIO]", stretch: Stretch) -> Iterator[bytes]:
    if stretch.packed == "plain":
        return _some(file, stretch.end - stretch.begin)
    if stretch.packed == "bz2" and not _whole(stretch):
        return _all(bz2.BZ2File(io.BytesIO(b"".join(_some(file, stretch.end - stretch.begin)))))
    return _all(decompressed(file))


def _whole(stretch: Stretch) -> bool:
    return stretch.begin == 0 and stretch.end == Path(stretch.path).stat().st_size


def _all(stream: IO[bytes]) -> Iterator[bytes]:
    while piece := read(stream, PIECE):
        yield piece


def _some(file: IO[bytes] | io.FileIO, size: int) -> Iterator[bytes]:
    while size > 0 and (piece := file.read(min(size, PIECE))):
        size -= len(piece)
        yield piece


@contextmanager
def _lbzip2(program: str, file: io.FileIO, stretch: Stretch, workers: int) -> Iterator[Iterator[bytes]]:
    command = [program, "-dc", f"-n{max(workers, 1)}"]
    source = file if _whole(stretch) else subprocess.PIPE
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=source, stdout=pipe, stderr=pipe) as process, ThreadPoolExecutor(1) as feeder:  # noqa: S603
        if process.stdin:
            feeder.submit(_feed, process.stdin, _some(file, stretch.end - stretch.begin))
        try:
            yield _output(process)
        finally:
            process.kill()


def _feed(target: IO[bytes], pieces: Iterator[bytes]) -> None:
    try:
        with target:
            for piece in pieces:
                target.write(piece)
    except (BrokenPipeError, ValueError):
        pass  # the reader has seen enough


def _output(process: "subprocess.Popen[bytes]") -> Iterator[bytes]:
    assert process.stdout and process.stderr  # noqa: S101  (both are pipes)
    with suppress(AttributeError, OSError):  # Linux only: fewer turns between the two processes
        fcntl.fcntl(process.stdout, fcntl.F_SETPIPE_SZ, PIECE)
    while piece := process.stdout.read(PIECE):
        yield piece
    said = process.stderr.read(1000).decode("utf-8", "replace").strip()
    if process.wait():
        reason = said.splitlines()[-1].removeprefix("lbzip2: ") if said else "lbzip2 failed"
        raise InputError(f"cannot be decompressed ({reason}); fetch it again")
