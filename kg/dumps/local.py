"""Builds on this machine: parts go to a file with a journal, or to whatever takes bytes."""

from collections.abc import Callable, Mapping
from pathlib import Path
from time import monotonic
from typing import Any

from kg.answers.summary import Part
from kg.dumps.cache import Cache
from kg.dumps.engine import Fence, Outcome, Read, count, outcomes
from kg.dumps.journal import Journal
from kg.dumps.model import Tally
from kg.dumps.progress import Meter
from kg.pages.walk import Walk

SAVE_SECONDS = 2.0
"""Time between two checkpoints, about."""


def build_stream(
    walk: Walk, read: Read, fence: Fence, write: Callable[[bytes], object], cache: Cache | None = None
) -> Tally:
    """Build, and `write` each page's triples as N-Triples, in the order of the pages."""
    tally = Tally()
    meter = Meter(walk.progress, tally)
    try:
        for outcome in outcomes(walk, read, fence, cache):
            _take(outcome, tally, write)
            meter.show()
    finally:
        meter.close()
        if cache:
            cache.close()
    return tally


def build_file(
    walk: Walk,
    read: Read,
    fence: Fence,
    target: Path,
    job: Mapping[str, Any],
    *,
    resume: bool,
    cache: Cache | None = None,
) -> Tally:
    """Build into a file of N-Quads that appears when it is whole; what was begun before goes on with `resume`."""
    journal = Journal(target, job, resume)
    walk.after = journal.position
    meter, saved = Meter(walk.progress, journal.tally), monotonic()
    try:
        for outcome in outcomes(walk, read, fence, cache):
            _take(outcome, journal.tally, journal.write)
            meter.show()
            if monotonic() - saved > SAVE_SECONDS:
                journal.save(outcome.position)
                saved = monotonic()
                if cache:
                    cache.save()
        journal.finish(wanted=journal.tally.read > 0)
    finally:
        meter.close()
        journal.close()
        if cache:
            cache.close()
    return journal.tally


def _take(outcome: Outcome, tally: Tally, write: Callable[[bytes], object]) -> None:
    count(tally, outcome)
    if isinstance(outcome.result, Part):
        write(outcome.result.triples)
