"""A graph file that grows page by page, survives any end of the program, and appears only when it is whole.

Beside `graph.nq` lie, while it is built, `.graph.nq.part` and `.graph.nq.journal`. Each line of the journal is a
checkpoint: so many bytes of the part stand for all pages up to a position. Both are forced to the disk, the part first;
going on cuts the part to the last checkpoint. The first line says what is being built, so that nothing else goes on.
"""

import errno
import fcntl
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path
from typing import IO, Any

from kg.dumps.model import Tally
from kg.errors import InputError, UsageError
from kg.pages.model import Failure
from kg.pages.walk import Position

_BUFFER = 1 << 20


class Journal:
    """An output file under construction. `job` says what is built; with `resume` an unfinished one goes on."""

    def __init__(self, target: Path, job: Mapping[str, Any], resume: bool) -> None:
        self.target = Path(os.path.realpath(target))
        self.part = self.target.with_name(f".{self.target.name}.part")
        self._path = self.target.with_name(f".{self.target.name}.journal")
        self.position, self.tally = Position(), Tally()
        self._size = self._told = 0
        try:
            self._lines = self._path.open("a+b")
            self._lock()
            whole = self._resumed(job) if resume else 0
            self._begin(whole, job)
        except OSError as error:
            self.close()
            raise self._unwritable(error) from None
        except BaseException:
            self.close()
            raise

    def _lock(self) -> None:
        try:
            fcntl.flock(self._lines, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UsageError(
                f"{self.target} is being written by another build; wait for it, or name another file."
            ) from None

    def _resumed(self, job: Mapping[str, Any]) -> int:
        """Take up the last checkpoint; how many bytes of the journal are whole."""
        self._lines.seek(0)
        lines = [line for line in self._lines.read().splitlines(keepends=True) if line.endswith(b"\n")]
        if not lines or not self.part.exists():
            return 0
        if json.loads(lines[0]) != json.loads(json.dumps(job)):
            raise UsageError(
                f"{self.target}: what is unfinished there was begun with other inputs, options or rules; "
                "begin anew without --resume."
            )
        points = [json.loads(line) for line in lines[1:]]
        failures = [Failure(*pair) for point in points for pair in point["failures"]]
        if points:
            self.position = Position(*points[-1]["position"])
            self.tally = Tally.of(points[-1]["counts"], failures)
            self._size, self._told = points[-1]["bytes"], len(failures)
        return sum(map(len, lines))

    def _begin(self, whole: int, job: Mapping[str, Any]) -> None:
        self._lines.truncate(whole)
        self._out: IO[bytes] = self.part.open("r+b" if whole else "wb", _BUFFER)
        if self._out.seek(0, os.SEEK_END) < self._size:
            raise InputError(f"{self.part} is shorter than its journal says; begin anew without --resume.")
        self._out.truncate(self._size)
        self._out.seek(self._size)
        if not whole:
            self._append(job)

    def write(self, data: bytes) -> None:
        """Add to the file."""
        try:
            self._out.write(data)
        except OSError as error:
            raise self._unwritable(error) from None

    def save(self, position: Position) -> None:
        """A checkpoint: all up to this position is written and counted."""
        try:
            self._force(self._out)
            self._append(
                {
                    "position": astuple(position),
                    "bytes": self._out.tell(),
                    "counts": self.tally.counts(),
                    "failures": [[new.source, new.message] for new in self.tally.failures[self._told :]],
                }
            )
            self._told = len(self.tally.failures)
        except OSError as error:
            raise self._unwritable(error) from None

    def _append(self, line: Mapping[str, Any]) -> None:
        self._lines.write(json.dumps(line).encode() + b"\n")
        self._force(self._lines)

    @staticmethod
    def _force(file: IO[bytes]) -> None:
        file.flush()
        os.fsync(file.fileno())

    def finish(self, wanted: bool = True) -> None:
        """The file is whole: it takes its place (unless nothing is `wanted`), and the journal goes."""
        try:
            self._force(self._out)
            self._out.close()
            if wanted:
                self.part.replace(self.target)
            else:
                self.part.unlink()
            self._path.unlink()
        except OSError as error:
            raise self._unwritable(error) from None
        self.close()

    def close(self) -> None:
        """Let go of the files; what is unfinished stays for another time."""
        for file in (getattr(self, "_out", None), getattr(self, "_lines", None)):
            with suppress(OSError):
                if file:
                    file.close()

    def _unwritable(self, error: OSError) -> InputError:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        more = "; once there is room, --resume goes on from the last checkpoint" if full else ""
        return InputError(f"{self.target}: cannot be written ({error.strerror or error}){more}.")
