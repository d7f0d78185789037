"""The fence around a page: how large it may be, how long it may take, how much memory it may need."""

import multiprocessing
import os
import resource
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

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


def within(seconds: float, megabytes: int, function: Callable[[Page], Result], page: Page) -> Result | Failure:
    """`function(page)` in a process of its own, which is ended when it takes longer or needs more memory.

    The result must be picklable. An error in the function is a failure as well.
    """
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_serve, args=(sender, megabytes, function, page))
    child.start()
    sender.close()
    try:
        return _received(receiver, seconds, page)
    finally:
        child.kill()
        child.join()
        child.close()
        receiver.close()


def _received(receiver: Connection, seconds: float, page: Page) -> "Result | Failure":
    if not receiver.poll(seconds):
        return Failure(page.source or page.title, f"the page {page.title!r} took longer than {seconds:g} seconds")
    try:
        return receiver.recv()  # type: ignore[no-any-return]
    except EOFError:
        return Failure(page.source or page.title, f"reading the page {page.title!r} ended its process")


def _serve(sender: Connection, megabytes: int, function: Callable[[Page], object], page: Page) -> None:
    limit = _used() + (megabytes << 20)
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    source = page.source or page.title
    try:
        sender.send(function(page))
    except MemoryError:
        sender.send(Failure(source, f"the page {page.title!r} needs more than {megabytes} MB of memory"))
    except Exception as error:  # whatever a page does to its reader, the next page is read
        sender.send(Failure(source, f"the page {page.title!r} could not be read ({type(error).__name__}: {error})"))


def _used() -> int:
    """Bytes of address space that the process has now (0 where the system does not say)."""
    statm = Path("/proc/self/statm")
    return int(statm.read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE") if statm.exists() else 0
