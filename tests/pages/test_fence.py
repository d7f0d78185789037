"""A page that takes too long, needs too much or fails is a failure; the next one is read."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from kg.pages.fence import fenced
from kg.pages.model import Failure, Page

PAGE = Page("A", "text", source="a.txt")


def within(seconds: float, megabytes: int, function: Callable[[Page], object], page: Page) -> object:
    return next(fenced([page], function, seconds, megabytes))


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
    assert within(10, 512, fail, PAGE) == Failure(
        "a.txt", "the page 'A' could not be read (ValueError: no good; please report it)"
    )


def test_a_process_that_dies_is_a_failure() -> None:
    assert within(10, 512, die, PAGE) == Failure("a.txt", "the page 'A' ended the process that read it")


def one(page: Page) -> object:
    """Does to its process what the page asks for, or tells which process it is."""
    if page.title == "sleep":
        return sleep(page)
    return die(page) if page.title == "die" else os.getpid()


def test_the_pages_around_a_failure_are_read() -> None:
    pages: list[Page | Failure] = [Page(title, "") for title in ("a", "b", "sleep", "c", "die", "d")]
    pages.insert(1, Failure("gone.txt", "does not exist"))
    results = list(fenced(pages, one, 0.3, 512))
    assert [isinstance(result, Failure) for result in results] == [False, True, False, True, False, True, False]
    assert results[0] == results[2] != os.getpid()


def test_a_result_that_cannot_travel_is_a_failure() -> None:
    assert isinstance(within(10, 512, lambda _: lambda: 0, PAGE), Failure)


def slow_first(page: Page) -> str:
    time.sleep(0.2 if page.title == "0" else 0.01)
    return page.title


def test_several_workers_give_results_in_order() -> None:
    pages: list[Page | Failure] = [Page(str(number), "") for number in range(12)]
    pages.insert(5, Failure("gone.txt", "does not exist"))
    for workers in (1, 2, 3):
        results = list(fenced(pages, slow_first, 10, 512, workers))
        assert [r.message if isinstance(r, Failure) else r for r in results] == [
            p.message if isinstance(p, Failure) else p.title for p in pages
        ]


def test_several_workers_work_at_the_same_time() -> None:
    started = time.monotonic()
    list(fenced([Page("0", "")] * 4, slow_first, 10, 512, 4))
    assert time.monotonic() - started < 0.7


def test_a_worker_that_is_free_serves_again_and_its_result_leaves_at_once() -> None:
    def rare() -> Iterator[Page]:
        for _ in range(3):
            yield PAGE
            time.sleep(1)  # much longer than the page takes

    def told(_: Page) -> int:
        return os.getpid()

    left: list[object] = []
    pages = (left.append(len(left)) or page for page in rare())  # type: ignore[func-returns-value]
    found = [(result, len(left)) for result in fenced(pages, told, 10, 512, workers=2)]
    assert len({process for process, _ in found}) == 1
    assert found[0][1] < 3


def test_a_worker_holds_no_file_of_the_program(tmp_path: Path) -> None:
    """Else a pipe that the program closes would stay open, and its reader wait for ever."""

    def handles(_: Page) -> list[int]:
        return sorted(int(path.name) for path in Path("/proc/self/fd").iterdir())

    with (tmp_path / "open").open("w") as file:
        found = within(10, 512, handles, PAGE)
        assert isinstance(found, list) and file.fileno() not in found[:-2] and len(found) <= 5


def test_each_process_makes_itself_ready_and_this_one_before_it_starts_another() -> None:
    ready: list[int] = []

    def told(page: Page) -> tuple[int, list[int]]:
        if page.title == "bad":
            raise ValueError
        return os.getpid(), ready

    pages = [Page("1", ""), Page("2", ""), Page("bad", ""), Page("3", "")]
    found = fenced(pages, told, 10, 512, warm=lambda: ready.append(os.getpid()))
    first, second, bad, third = found
    assert first == second and first == (first[0], [first[0]])  # type: ignore[index]
    assert isinstance(bad, Failure)
    assert third[1] == [os.getpid()] == ready  # type: ignore[index]


def test_getting_ready_does_not_count() -> None:
    assert next(fenced([PAGE], length, 0.5, 512, warm=lambda: time.sleep(1))) == 4
