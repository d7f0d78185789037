"""The fence around a page: how large it may be, how long it may take, how much memory it may need."""

import multiprocessing
import os
import pickle
import resource
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import Generic, TypeVar

from kg.pages.model import Failure, Page

MAX_BYTES = 2 << 20
"""UTF-8 bytes of a page's wikitext. MediaWiki itself refuses more ($wgMaxArticleSize, 2048 KiB)."""

Result = TypeVar("Result")


def too_large(size: int) -> str:
    """Why a page of so many bytes is not read; empty where it may be.

    >>> too_large(1000), too_large(5_000_000)
    ('', 'has 5.0 MB of wikitext; a page may have 2.1 MB (the limit of MediaWiki): split it')
    """
    if size <= MAX_BYTES:
        return ""
    most = f"{MAX_BYTES / 1e6:.1f} MB"
    return f"has {size / 1e6:.1f} MB of wikitext; a page may have {most} (the limit of MediaWiki): split it"


def fenced(
    pages: Iterable[Page | Failure], function: Callable[[Page], Result], seconds: float, megabytes: int
) -> Iterator[Result | Failure]:
    """`function(page)` for each page, in a process of its own that is ended when a page takes or needs more.

    The process serves page after page; after a failure a new one takes over. Results must be picklable. An error in
    the function is a failure as well, and failures among the pages are handed on.
    """
    worker = _Worker(function, seconds, megabytes)
    try:
        for page in pages:
            yield page if isinstance(page, Failure) else worker.ask(page)
    finally:
        worker.end()


class _Worker(Generic[Result]):
    """The process, started when there is something to do."""

    def __init__(self, function: Callable[[Page], Result], seconds: float, megabytes: int) -> None:
        self.function, self.seconds, self.megabytes = function, seconds, megabytes
        self.process: ForkProcess | None = None
        self.line: Connection | None = None

    def ask(self, page: Page) -> Result | Failure:
        """What the function makes of the page."""
        line = self.line or self._start()
        try:
            line.send(page)
            result = self._received(line, page)
        except (EOFError, BrokenPipeError, ConnectionResetError):
            result = _failure(page, "ended the process that read it")
        if isinstance(result, Failure):
            self.end()
        return result

    def _received(self, line: Connection, page: Page) -> Result | Failure:
        if not line.poll(self.seconds):
            return _failure(page, f"took longer than {self.seconds:g} seconds")
        return line.recv()  # type: ignore[no-any-return]

    def _start(self) -> Connection:
        context = multiprocessing.get_context("fork")
        self.line, other = context.Pipe()
        self.process = context.Process(
            target=_serve, args=(other, self.line, self.megabytes, self.function), daemon=True
        )
        self.process.start()
        other.close()
        return self.line

    def end(self) -> None:
        """End the process, whatever it does."""
        if self.process and self.line:
            self.process.kill()
            self.process.join()
            self.process.close()
            self.line.close()
        self.process = self.line = None


def _failure(page: Page, what: str) -> Failure:
    return Failure(page.source or page.title, f"the page {page.title!r} {what}")


def _serve(line: Connection, other: Connection, megabytes: int, function: Callable[[Page], object]) -> None:
    other.close()  # else this process would not notice that the other one is gone
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the other process ends this one
    limit = _used() + (megabytes << 20)
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    with suppress(EOFError):
        while True:
            line.send_bytes(_answer(line.recv(), megabytes, function))


def _answer(page: Page, megabytes: int, function: Callable[[Page], object]) -> bytes:
    try:
        return pickle.dumps(function(page))
    except MemoryError:
        return pickle.dumps(_failure(page, f"needs more than {megabytes} MB of memory"))
    except Exception as error:  # whatever a page does to its reader, the next page is read
        said = f"could not be read ({type(error).__name__}: {error}; please report it)"
        return pickle.dumps(_failure(page, said))


def _used() -> int:
    """Bytes of address space that the process has now (0 where the system does not say)."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE") if statm.exists() else 0
