"""The pages that a command works on, with a progress bar where someone watches."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence, Sized
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

import click

from kg.resources import folder

if TYPE_CHECKING:
    from kg.pages.model import Failure, Page

Item = TypeVar("Item")
LOG_SECONDS = 60.0


seconds_option = click.option(
    "--seconds", type=click.FloatRange(min=0.001), default=60, show_default=True, help="How long one page may take."
)


def pages_of(inputs: Sequence[str]) -> "Iterable[Page | Failure]":
    """The pages of the inputs; without inputs, those of the bundled sample."""
    from kg.pages.sources import open_pages  # noqa: PLC0415

    return watched(open_pages(inputs), "pages") if inputs else open_pages([str(folder("samples"))])


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
