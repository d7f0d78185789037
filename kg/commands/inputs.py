"""The pages that a command works on, with a progress bar where someone watches."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence, Sized
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kg.errors import UsageError
from kg.resources import folder

if TYPE_CHECKING:
    from kg.pages.model import Failure, Page

Item = TypeVar("Item")
LOG_SECONDS = 60.0


class Between(click.FloatRange):
    """A number between two others; "inf" is none, and "nan", which compares with nothing, is none either."""

    name = "number"

    def __init__(self, least: float, most: float) -> None:
        super().__init__(least, most)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number; click tells the user what else it is."""
        number = super().convert(value, param, ctx)
        if number != number:  # noqa: PLR0124  nan
            self.fail(f"{value!r} is not a number.", param, ctx)
        return float(number)


DAY = 86_400
"""Seconds of the longest time that may be waited for anything."""

seconds_option = click.option(
    "--seconds", type=Between(0.001, DAY), default=60, show_default=True, help="How long one page may take."
)


title_option = click.option(
    "--title", callback=lambda _, __, title: _worded(title), help="The title of the only INPUT, a page's wikitext."
)


def _worded(title: str | None) -> str:
    if title is not None and not title.replace("_", " ").strip():
        raise UsageError("--title is empty; give the article's title.")
    return title or ""


def checked_title(inputs: Sequence[str], title: str) -> str:
    """The title; UsageError where the inputs are not one page's wikitext."""
    from kg.pages.sources import begins_export  # noqa: PLC0415

    if title and (len(inputs) != 1 or Path(inputs[0]).is_dir()):
        raise UsageError("--title is the title of one page: give one wikitext file with it, or - for standard input.")
    if title and inputs[0] != "-" and begins_export(Path(inputs[0])):
        raise UsageError(f"{inputs[0]} is an export: its pages have titles of their own; leave --title out.")
    return title


def pages_of(inputs: Sequence[str], title: str = "") -> "Iterable[Page | Failure]":
    """The pages of the inputs (`title` is that of a single one); without inputs, those of the bundled sample."""
    from kg.pages.sources import open_pages  # noqa: PLC0415

    title = checked_title(inputs, title)
    return watched(open_pages(inputs, title), "pages") if inputs else open_pages([str(folder("samples"))])


def watched(items: Iterable[Item], unit: str, seconds: float = LOG_SECONDS) -> Iterable[Item]:
    """The same items, with a progress bar when stderr is a terminal, else with a line of JSON a minute."""
    if sys.stderr is None:
        return items
    if not sys.stderr.isatty():
        return _logged(items, unit, seconds)
    from tqdm import tqdm  # noqa: PLC0415

    tqdm.monitor_interval = 0  # no thread of its own: a process splits off from this one
    return tqdm(items, unit=f" {unit}", leave=False, file=sys.stderr)


def _logged(items: Iterable[Item], unit: str, seconds: float) -> Iterator[Item]:
    begun = told = monotonic()
    of = {"of": len(items)} if isinstance(items, Sized) else {}
    for done, item in enumerate(items):
        if (now := monotonic()) - told >= seconds:
            told = now
            sys.stderr.write(json.dumps({"seconds": round(now - begun, 1), unit: done, **of}) + "\n")
            sys.stderr.flush()
        yield item
