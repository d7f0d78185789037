"""Workers, and who is served next: bounded, fair, and never stuck behind a slow query."""

import asyncio
import json
import os
import sys
import time
from collections import Counter, OrderedDict, deque
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from kg.explorer.limits import Limits
from kg.explorer.model import READY, Answer, Job, said

_TICK = 0.1
_CROWD = 4
_OLDEST = 4
_BETWEEN_STOPS = 0.2
_GENTLE = 19


@dataclass(slots=True, eq=False)
class Turn:
    """Someone who waits, and where the answer goes."""

    job: Job
    client: str
    answer: "asyncio.Future[Answer]"


@dataclass(slots=True)
class Queue:
    """Clients take turns. Where many queries of one client wait, the newest goes first, every fourth time the oldest.

    In a flood that cannot be served in time, answering someone who is still there beats answering no one
    (adaptive LIFO; Maurer, "Fail at Scale", ACM Queue 13:8, 2015).
    """

    turns: "OrderedDict[str, deque[Turn]]" = field(default_factory=OrderedDict)
    length: int = 0
    served: int = 0

    def add(self, turn: Turn) -> None:
        """Wait."""
        self.turns.setdefault(turn.client, deque()).append(turn)
        self.length += 1

    def next(self) -> Turn | None:
        """Who is served now; those who have gone are passed over."""
        while self.turns:
            client, waiting = self.turns.popitem(last=False)
            self.served += 1
            newest = len(waiting) > _CROWD and self.served % _OLDEST
            turn = waiting.pop() if newest else waiting.popleft()
            self.length -= 1
            if waiting:
                self.turns[client] = waiting
            if not turn.answer.done():
                return turn
        return None


class Worker:
    """A process that does one job at a time."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.gentle = False

    @classmethod
    async def start(cls, settings: Mapping[str, object]) -> "Worker":
        """A new process, once it has opened the graph; ConnectionError where it cannot."""
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "kg.explorer.worker",
            json.dumps(dict(settings)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            env=environment,
            limit=1 << 20,
        )
        worker = cls(process)
        try:
            assert process.stdout is not None  # noqa: S101
            if await process.stdout.readline() != READY:
                raise ConnectionError("a worker could not start")
        except BaseException:  # also when the server stops meanwhile
            await worker.end()
            raise
        return worker

    async def do(self, job: Job) -> Answer:
        """The answer; ConnectionError where the process ends before it."""
        assert self.process.stdin is not None  # noqa: S101
        assert self.process.stdout is not None  # noqa: S101
        try:
            self.process.stdin.write(job.to_line())
            await self.process.stdin.drain()
            head = json.loads(await self.process.stdout.readuntil(b"\n"))
            body = await self.process.stdout.readexactly(head["size"])
        except (asyncio.IncompleteReadError, OSError) as error:
            raise ConnectionError from error
        return Answer(body, head["type"], head["status"], head["headers"])

    def gently(self) -> None:
        """Let others go first on the processor; without privileges, there is no way back."""
        self.gentle = True
        with suppress(OSError, AttributeError):
            os.setpriority(os.PRIO_PROCESS, self.process.pid, _GENTLE)

    async def end(self) -> None:
        """At once, whatever it does."""
        with suppress(ProcessLookupError):
            self.process.kill()
        await self.process.wait()


class Pool:
    """`settings` go to each worker; `counts` is what happened, for /metrics."""

    def __init__(self, limits: Limits, settings: Mapping[str, object]) -> None:
        self.limits = limits
        self.counts: Counter[str] = Counter()
        self._settings = {**settings, **limits.as_dict()}
        self._queue = Queue()
        self._idle: list[Worker] = []
        self._busy = 0
        self._slow = 0
        self._brisk: dict[Turn, float] = {}
        self._last_stop = 0.0
        self._tasks: set[asyncio.Task[None]] = set()
        self._working: set[asyncio.Task[None]] = set()
        self._stopping = False

    async def start(self) -> None:
        """Start all workers."""
        many = self.limits.workers + self.limits.spare
        self._idle = list(await asyncio.gather(*(Worker.start(self._settings) for _ in range(many))))

    async def stop(self) -> None:
        """End all workers; whoever still waits is told."""
        while turn := self._queue.next():
            _settle(turn, said(503, "The server is stopping."))
        self._stopping = True
        for task in tuple(self._working):  # one that starts a worker is let: a process half started cannot be ended
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(worker.end() for worker in self._idle))

    @property
    def state(self) -> dict[str, int]:
        """How many wait, run, and run long."""
        return {"waiting": self._queue.length, "running": self._busy, "slow": self._slow}

    async def run(self, job: Job, client: str = "") -> Answer:
        """The answer to a job, or a refusal; cancelling it frees its worker."""
        if self._queue.length >= self.limits.waiting:
            self.counts["refused"] += 1
            return busy()
        turn = Turn(job, client, asyncio.get_running_loop().create_future())
        self._queue.add(turn)
        self._dispatch()
        try:
            async with asyncio.timeout(self.limits.patience + self.limits.seconds):
                return await turn.answer
        except TimeoutError:
            self.counts["refused"] += 1
            return busy()

    def _dispatch(self) -> None:
        while self._idle and self._busy < self.limits.workers and (turn := self._queue.next()):
            self._busy += 1
            task = asyncio.create_task(self._serve(self._idle.pop(), turn))
            self._tasks.add(task)
            self._working.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _serve(self, worker: Worker, turn: Turn) -> None:
        doing = asyncio.create_task(worker.do(turn.job))
        try:
            stopped = await self._watch(worker, doing, turn)
            _settle(turn, stopped or self._outcome(doing))
        except asyncio.CancelledError:
            _settle(turn, said(503, "The server is stopping."))
            await _ended(doing, worker)
            raise
        finally:
            self._busy -= 1
            self._working.discard(asyncio.current_task())
        if stopped or doing.exception() or worker.gentle:
            self._dispatch()
            await _ended(doing, worker)
            if self._stopping:
                return
            worker = await Worker.start(self._settings)
        self._idle.append(worker)
        self._dispatch()

    async def _watch(self, worker: Worker, doing: "asyncio.Task[Answer]", turn: Turn) -> Answer | None:
        """Wait for the end; an answer means that the job has to be stopped, and why."""
        begin, slow = time.monotonic(), False
        self._brisk[turn] = begin
        try:
            while not (await asyncio.wait({doing}, timeout=_TICK))[0]:
                spent = time.monotonic() - begin
                if not slow and spent > self.limits.quick and self._slow < self.limits.slow:
                    slow, self._slow = True, self._slow + 1
                    del self._brisk[turn]
                    worker.gently()
                if why := self._reason(turn, spent, slow):
                    return why
            return None
        finally:
            self._slow -= slow
            self._brisk.pop(turn, None)

    def _reason(self, turn: Turn, spent: float, slow: bool) -> Answer | None:
        if turn.answer.done():
            self.counts["abandoned"] += 1
            return said(503, "No one waits for this answer any more.")
        if spent > self.limits.seconds:
            self.counts["timeouts"] += 1
            return said(503, f"The query was stopped after {self.limits.seconds:g} seconds; ask for less.")
        if not slow and spent > self.limits.quick and self._queue.length and self._is_next_to_stop(turn):
            self.counts["preempted"] += 1
            return busy()
        return None

    def _is_next_to_stop(self, turn: Turn) -> bool:
        """The one that has run longest, and no more than a few a second: on a busy machine all look slow."""
        now = time.monotonic()
        if min(self._brisk.values()) < self._brisk[turn] or now - self._last_stop < _BETWEEN_STOPS:
            return False
        self._last_stop = now
        return True

    def _outcome(self, doing: "asyncio.Task[Answer]") -> Answer:
        if doing.exception():
            self.counts["crashed"] += 1
            memory = self.limits.memory >> 20
            why = f"it needed more than {memory} MiB of memory, or was nested too deeply"
            return said(503, f"The query was stopped: {why}. Ask for less.")
        answer = doing.result()
        self.counts["done"] += 1
        return answer


def busy() -> Answer:
    """The answer to those who cannot be served in time."""
    return said(503, "The server is busy with long queries; try again in a moment.", **{"Retry-After": "5"})


def _settle(turn: Turn, answer: Answer) -> None:
    if not turn.answer.done():
        turn.answer.set_result(answer)


async def _ended(doing: "asyncio.Task[Answer]", worker: Worker) -> None:
    doing.cancel()
    with suppress(asyncio.CancelledError, ConnectionError):
        await doing
    await worker.end()
