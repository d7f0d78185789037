"""A worker: a process of its own that reads jobs from standard input and answers on standard output.

It can be killed at any time: it holds nothing but a store opened for reading. What a query could do besides
(take all memory, reach the network, outlive the server) the operating system keeps it from.
"""

import contextlib
import ctypes
import json
import os
import signal
import sys
import traceback
from typing import BinaryIO

from kg.errors import KgError
from kg.explorer.model import READY, Answer, said

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # Linux, sched.h


def confine(memory: int) -> None:
    """No more memory than this (bytes), and no network, as far as the system can do that."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 (not on Windows)

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(AttributeError, OSError):
        libc = ctypes.CDLL(None)
        if libc.unshare(_NEW_NETWORK) != 0:  # only root may do it alone
            libc.unshare(_NEW_USER | _NEW_NETWORK)


def serve(settings: dict[str, object], jobs: BinaryIO, answers: BinaryIO) -> None:
    """Do jobs until the server closes the pipe. A job that takes far too long ends the process: the server is gone."""
    from kg.explorer.jobs import Desk  # noqa: PLC0415 (after the memory is bounded)

    desk = Desk.from_settings(settings)
    patience = float(str(settings["seconds"])) + 10
    answers.write(READY)
    answers.flush()
    if settings.get("draws"):
        from kg.explorer.pictures import warm  # noqa: PLC0415 (only where it is used)

        warm()
    for line in jobs:
        signal.setitimer(signal.ITIMER_REAL, patience)  # its default action is to end the process
        answer = _done(desk.do, json.loads(line))
        signal.setitimer(signal.ITIMER_REAL, 0)
        answers.write(answer.head() + answer.body)
        answers.flush()


def _done(do: object, job: dict[str, object]) -> Answer:
    try:
        answer = do(job["job"], job["arguments"])  # type: ignore[operator]
    except KgError as error:
        return said(400, str(error))
    except RecursionError:
        return said(400, "The query is nested too deeply.")
    except Exception:
        print(traceback.format_exc(), file=sys.stderr)  # noqa: T201 (the server's log)
        return said(500, "A fault in the explorer itself; the server's log has the details.")
    assert isinstance(answer, Answer)  # noqa: S101
    return answer


def main() -> None:
    """Started by the pool with one argument, the settings as JSON."""
    settings = json.loads(sys.argv[1])
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not stand between the answers
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server ends its workers itself
    confine(int(settings["memory"]))
    with contextlib.suppress(AttributeError, OSError):
        os.nice(int(settings["nice"]))
    serve(settings, sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
