"""How a build is done: which pages, by how many processes, with what is known from before."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.build import MEGABYTES, page_part
from kg.commands.inputs import checked_title
from kg.errors import InputError, UsageError, reason

if TYPE_CHECKING:
    from kg.dumps.cache import Cache
    from kg.dumps.engine import Fence
    from kg.dumps.model import Tally
    from kg.pages.walk import Walk

SHOW = "?"
_OPTIONS = (
    click.option(
        "--select",
        is_flag=False,
        flag_value=SHOW,
        help="Which pages of an export to read: groups with commas between, or all; alone, it shows the groups. "
        "Else all pages of a small file and `missions` of a large one.",
    ),
    click.option(
        "--titles",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="Read only the pages with a title in this file (one a line), by the index of a multistream dump.",
    ),
    click.option(
        "--workers", type=click.IntRange(1, 256), help="How many processes read pages (else one for each processor)."
    ),
    click.option("--resume", is_flag=True, help="Go on with an unfinished file of N-Quads."),
    click.option(
        "--cache",
        type=click.Path(file_okay=False, path_type=Path),
        help="A folder that remembers what pages gave: only new revisions and new rules are read.",
    ),
    click.option(
        "--engine",
        type=click.Choice(["local", "spark"]),
        default="local",
        show_default=True,
        help="Where pages are read.",
    ),
    click.option("--master", default="local[*]", show_default=True, help="The Spark cluster."),
)


@dataclass(frozen=True, slots=True)
class Settings:
    """The options of a build besides its inputs, output, format, base and seconds."""

    title: str
    select: str | None
    titles: Path | None
    workers: int | None
    resume: bool
    cache: Path | None
    engine: str
    master: str

    @property
    def groups(self) -> list[str]:
        """The groups of pages asked for."""
        return [name.strip() for name in (self.select or "").split(",") if name.strip()]


def engine_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds the options of Settings to a command."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def listing() -> str:
    """The groups of pages that --select knows."""
    from kg.answers.tables import columns  # noqa: PLC0415
    from kg.pages.choose import ALL, groups  # noqa: PLC0415

    rows = [[group.name, f"{len(group.parts) + len(group.names):,}", group.about] for group in groups().values()]
    return columns(["group", "words", "chooses"], [*rows, [ALL, "", "every page"]])


@dataclass(frozen=True, slots=True)
class Work:
    """A build that is set up: `job` says in JSON what it builds from, and by what rules."""

    base: str
    walk: "Walk"
    read: Callable[[Any], Any]
    fence: "Fence"
    cache: "Cache | None"
    job: dict[str, Any]

    def stream(self, write: Callable[[bytes], object]) -> "Tally":
        """Build, and write N-Triples in the order of the pages."""
        from kg.dumps.local import build_stream  # noqa: PLC0415

        return build_stream(self.walk, self.read, self.fence, write, self.cache)

    def file(self, target: Path, resume: bool) -> "Tally":
        """Build into a file that appears when it is whole."""
        from kg.dumps.local import build_file  # noqa: PLC0415

        return build_file(self.walk, self.read, self.fence, target, self.job, resume=resume, cache=self.cache)


def set_up(inputs: Sequence[str], settings: Settings, base: str, seconds: float) -> Work:
    """A build of these inputs; UsageError where options contradict each other."""
    from kg.dumps.cache import Cache, rules  # noqa: PLC0415
    from kg.dumps.engine import Fence  # noqa: PLC0415
    from kg.pages.choose import known  # noqa: PLC0415

    if settings.titles and (settings.select or settings.title):
        given = "--select" if settings.select else "--title"
        raise UsageError(f"--titles and {given} both say which pages to read: give one of them.")
    for name in settings.groups:
        known(name)
    workers = settings.workers or os.cpu_count() or 1
    options = {
        "base": base,
        "title": settings.title,
        "select": settings.groups,
        "titles": str(settings.titles or ""),
    }
    return Work(
        base,
        _walk(inputs, settings, workers),
        partial(page_part, base, True),
        Fence(workers, seconds, MEGABYTES),
        Cache(settings.cache, base) if settings.cache else None,
        {**options, "rules": rules().hex(), "inputs": [_identity(name) for name in inputs]},
    )


def on_spark(inputs: Sequence[str], settings: Settings, base: str, seconds: float, output: str) -> "Tally":
    """A build on Spark, into a new folder."""
    from kg.dumps.engine import Fence  # noqa: PLC0415
    from kg.dumps.spark import Job, build_spark  # noqa: PLC0415
    from kg.pages.choose import chooser  # noqa: PLC0415

    job = Job(partial(chooser, settings.groups), partial(page_part, base, True), Fence(1, seconds, MEGABYTES))
    return build_spark(inputs, job, settings.master, output)


def _walk(inputs: Sequence[str], settings: Settings, workers: int) -> "Walk":
    from kg.pages.choose import choose_titles, chooser  # noqa: PLC0415
    from kg.pages.index import cut_for  # noqa: PLC0415
    from kg.pages.walk import Walk  # noqa: PLC0415

    if settings.titles is None:
        return Walk(inputs, chooser(settings.groups), threads=workers, title=checked_title(inputs, settings.title))
    titles = _titles(settings.titles)
    return Walk(inputs, choose_titles(titles), threads=workers, cut=cut_for(titles))


def _titles(path: Path) -> frozenset[str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {reason(error)}.") from None
    return frozenset(line.replace("_", " ").strip() for line in lines if line.strip())


def _identity(name: str) -> list[object]:
    """What an input is, as far as a look at it tells: its name, size and time of change."""
    path = Path(name)
    if name == "-" or not path.exists():
        return [name]
    status = path.stat()
    return [str(path.resolve()), status.st_size, status.st_mtime_ns]
