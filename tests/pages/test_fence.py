"""A page that takes too long, needs too much or fails is a failure; the next one is read."""

import os
import time

from kg.pages.fence import within
from kg.pages.model import Failure, Page

PAGE = Page("A", "text", source="a.txt")


def length(page: Page) -> int:
    return len(page.text)


def sleep(_: Page) -> int:
    time.sleep(60)
    return 0


def eat(_: Page) -> int:
    return len(bytearray(1 << 31))


def fail(_: Page) -> int:
    raise ValueError("no good")


def die(_: Page) -> int:
    os._exit(3)


def test_a_result_comes_back() -> None:
    assert within(10, 512, length, PAGE) == 4


def test_a_page_that_takes_too_long_is_ended() -> None:
    started = time.monotonic()
    assert within(0.2, 512, sleep, PAGE) == Failure("a.txt", "the page 'A' took longer than 0.2 seconds")
    assert time.monotonic() - started < 30


def test_a_page_that_needs_too_much_memory_is_ended() -> None:
    assert within(10, 256, eat, PAGE) == Failure("a.txt", "the page 'A' needs more than 256 MB of memory")


def test_an_error_is_a_failure() -> None:
    assert within(10, 512, fail, PAGE) == Failure("a.txt", "the page 'A' could not be read (ValueError: no good)")


def test_a_process_that_dies_is_a_failure() -> None:
    assert within(10, 512, die, PAGE) == Failure("a.txt", "reading the page 'A' ended its process")
