"""The fence around a page: how large it may be, how long it may take, how much memory it may need."""

import multiprocessing
import os
import pickle
import resource
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import cache
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from pathlib import Path
from time import monotonic
from typing import Any, Protocol, TypeVar

from kg.pages.model import Failure

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


def nothing() -> None:
    """Makes nothing ready."""


def fenced(
    pages: Iterable[Any],
    function: Callable[[Any], Result],
    seconds: float,
    megabytes: int,
    workers: int = 1,
    *,
    warm: Callable[[], object] = nothing,
) -> Iterator[Result | Failure]:
    """`function(page)` for each page, in their order, in processes that are ended when a page takes or needs more.

    A process serves page after page; after a failure a new one takes over. Results must be picklable. An error in the
    function is a failure as well. What is no page (a failure, say) is handed on in its place. `warm` loads what the
    function needs: in each process, while this one goes on; and here, once a process has to be replaced.
    """
    ready = cache(warm)
    pool = _Pool([_Worker(function, seconds, megabytes, ready) for _ in range(workers)])
    try:
        yield from pool.run(pages)
    finally:
        pool.end()


class Readable(Protocol):
    """What a process can be asked to read: a page, parsed or not."""

    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def source(self) -> str: ...  # noqa: D102


class _Task:
    """A page and, once `done`, what came of it."""

    def __init__(self, page: Any, done: bool = False) -> None:
        self.page, self.done = page, done
        self.result: Any = page if done else None

    def finish(self, result: Any) -> None:
        self.result, self.done = result, True


class _Pool:
    """Some workers; results leave in the order of the pages."""

    def __init__(self, workers: "list[_Worker]") -> None:
        self.workers = workers
        self.tasks: deque[_Task] = deque()

    def run(self, pages: Iterable[Any]) -> Iterator[Any]:
        for page in pages:
            task = _Task(page, done=isinstance(page, Failure) or not hasattr(page, "title"))
            self.tasks.append(task)
            while self._collect(patient=False):  # a worker that is done serves again, before another is started
                pass
            if not task.done:
                self._idle().give(task)
            while self.tasks and (self.tasks[0].done or len(self.tasks) > _AHEAD):
                yield self._first()
        while self.tasks:
            yield self._first()

    def _first(self) -> Any:
        while not self.tasks[0].done:
            self._collect()
        return self.tasks.popleft().result

    def _idle(self) -> "_Worker":
        while True:
            for worker in self.workers:
                if worker.task is None:
                    return worker
            self._collect()

    def _collect(self, patient: bool = True) -> bool:
        """Take what answers there are, if any; who is patient waits for an answer or a deadline."""
        busy = {worker.line: worker for worker in self.workers if worker.task and worker.line}
        left = min((worker.deadline for worker in busy.values()), default=0) - monotonic()
        ready = wait(list(busy), max(left, 0) if patient else 0)
        for line, worker in busy.items():
            if line in ready:
                worker.take()
            elif worker.deadline <= monotonic():
                worker.give_up(f"took longer than {worker.seconds:g} seconds")
        return bool(ready)

    def end(self) -> None:
        for worker in self.workers:
            worker.end()


_AHEAD = 200
"""Pages that may be read while an earlier one is not done."""


class _Worker:
    """The process, started when there is something to do."""

    def __init__(
        self, function: Callable[[Any], object], seconds: float, megabytes: int, warm: Callable[[], object]
    ) -> None:
        self.function, self.seconds, self.megabytes, self.warm = function, seconds, megabytes, warm
        self.started = False
        self.process: ForkProcess | None = None
        self.line: Connection | None = None
        self.task: _Task | None = None
        self.deadline = 0.0

    def give(self, task: _Task) -> None:
        """Ask for what the function makes of a page."""
        getting_ready = 0.0 if self.line else _GETTING_READY
        line = self.line or self._start()
        self.task, self.deadline = task, monotonic() + self.seconds + getting_ready
        try:
            line.send(task.page)
        except (BrokenPipeError, ConnectionResetError):
            self.give_up(_ENDED)

    def take(self) -> None:
        """Receive the answer."""
        assert self.line and self.task  # noqa: S101  (only a busy worker is asked)
        try:
            result = self.line.recv()
        except (EOFError, ConnectionResetError):
            self.give_up(_ENDED)
            return
        if result is _Ready:
            self.deadline = monotonic() + self.seconds
            return
        self.task.finish(result)
        self.task = None
        if isinstance(result, Failure):
            self.end()

    def give_up(self, what: str) -> None:
        """End the process; the page is a failure."""
        if self.task:
            self.task.finish(_failure(self.task.page, what))
        self.end()

    def _start(self) -> Connection:
        if self.started:
            self.warm()  # what this process knows, its successors know
        self.started = True
        context = multiprocessing.get_context("fork")
        self.line, other = context.Pipe()
        work = (other, self.megabytes, self.function, self.warm)
        self.process = context.Process(target=_serve, args=work, daemon=True)
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
        self.process = self.line = self.task = None


_ENDED = "ended the process that read it"
_GETTING_READY = 60.0
"""Seconds that a new process has besides, until it says that it is ready."""


class _Ready:
    """What a process says before it reads."""


def _failure(page: Readable, what: str) -> Failure:
    return Failure(page.source or page.title, f"the page {page.title!r} {what}")


def _serve(line: Connection, megabytes: int, function: Callable[[Any], object], warm: Callable[[], object]) -> None:
    os.closerange(3, line.fileno())  # other workers' lines, a decompressor's pipes: their ends would not be noticed
    os.closerange(line.fileno() + 1, os.sysconf("SC_OPEN_MAX"))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the other process ends this one
    warm()
    line.send(_Ready)
    limit = _used() + (megabytes << 20)
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    with suppress(EOFError):
        while True:
            line.send_bytes(_answer(line.recv(), megabytes, function))


def _answer(page: Readable, megabytes: int, function: Callable[[Any], object]) -> bytes:
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
