"""Walks through inputs, dumps above all: gives the chosen pages, and tells at each where one could go on later."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BufferedReader
from pathlib import Path
from typing import cast

from kg.errors import InputError
from kg.pages.compressed import blocks, decompressed
from kg.pages.dump import Places, RawPage, Scanner, every_page
from kg.pages.export import Site, read_site
from kg.pages.model import Failure, Page
from kg.pages.sources import PEEK, begins_export, files, is_export, open_pages, stream_pages
from kg.pages.streams import PIECE, Opened, Stretch, opened, stretches
from kg.pages.titles import by_text, given


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a row of inputs: page `number` of the stretch that begins at byte `begin` of input `file`.

    `before` pages lie in earlier stretches and inputs.
    """

    file: int = 0
    begin: int = 0
    number: int = 0
    before: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """What stands at a position: a page, a failure, or nothing (one only came by)."""

    position: Position
    page: RawPage | Page | Failure | None


@dataclass(slots=True)
class Progress:
    """How far a walk is: bytes on the disk and their total (0 where it is not known), and bytes unpacked."""

    done: int = 0
    total: int = 0
    unpacked: int = 0
    open: Opened | None = None

    @property
    def read(self) -> int:
        """Bytes of all inputs that have been read."""
        return self.done + (self.open.read if self.open else 0)


Chooser = Callable[[Path], Places]


def choose_all(_: Path) -> Places:
    """Every page of every file."""
    return every_page


@dataclass(slots=True)
class Walk:
    """A walk through `inputs` that skips what lies up to `after`; `threads` may decompress.

    `title` is that of the only input, a page's wikitext.
    """

    inputs: Sequence[str]
    choose: Chooser = choose_all
    after: Position = Position()
    threads: int = 1
    cut: Callable[[Path], list[Stretch]] = stretches
    progress: Progress = field(default_factory=Progress)
    title: str = ""

    def __iter__(self) -> Iterator[Found]:
        found = list(files(self.inputs))
        self.progress.total = sum(_length(name) for name in found)
        before = self.after.before
        for number, name in enumerate(found):
            if number < self.after.file:
                self.progress.done += _length(name)
                continue
            here = self.after if number == self.after.file else Position(number, before=before)
            for one in self._file(name, here):
                before = one.position.before + one.position.number
                yield one

    def _file(self, name: str | Failure, here: Position) -> Iterator[Found]:
        if isinstance(name, Failure):
            yield from _numbered([name], here)
        elif name == "-":
            yield from self._standard_input(here)
        elif begins_export(Path(name)):
            yield from self._export(Path(name), here)
        else:
            yield from _numbered(open_pages([name], self.title), here)
            self.progress.done += _length(name)

    def _export(self, path: Path, here: Position) -> Iterator[Found]:
        """An export's stretches; after damage the next file follows."""
        places, rows, end = self.choose(path), self.cut(path), path.stat().st_size
        site = read_head(path) if here.begin or not rows or rows[0].begin else None
        before, passed = here.before, 0
        for stretch in rows:
            if stretch.begin < here.begin:
                self.progress.done += stretch.end - stretch.begin
                continue
            scanner = Scanner(str(path), places, site)
            start = Position(here.file, stretch.begin, here.number if stretch.begin == here.begin else 0, before)
            try:
                yield from self._stretch(stretch, scanner, start)
                if stretch.end == end:
                    scanner.finish()
                elif scanner.within_page():
                    raise InputError(f"is damaged within a page near byte {stretch.end:,}")
            except InputError as error:
                yield Found(Position(here.file, end, 1, before + scanner.pages), Failure(str(path), str(error)))
                return
            site, before, passed = scanner.site, before + scanner.pages, passed + scanner.passed
            yield Found(Position(here.file, stretch.end, 0, before), None)
        if passed and passed == before - here.before:
            failure = Failure(str(path), f"holds no article ({passed} page(s) of other namespaces)")
            yield Found(Position(here.file, end, 1, before), failure)

    def _stretch(self, stretch: Stretch, scanner: Scanner, start: Position) -> Iterator[Found]:
        with opened(stretch, self.threads) as self.progress.open:
            yield from self._scanned(self.progress.open.pieces, scanner, start)
        self.progress.open = None
        self.progress.done += stretch.end - stretch.begin

    def _scanned(self, pieces: Iterable[bytes], scanner: Scanner, start: Position) -> Iterator[Found]:
        for piece in pieces:
            self.progress.unpacked += len(piece)
            for page in scanner.add(piece):
                if page.number > start.number:
                    yield Found(_at(start, page.number), page)

    def _standard_input(self, here: Position) -> Iterator[Found]:
        """An export is scanned as it comes; anything else is read as one page."""
        stream = decompressed(sys.stdin.buffer)
        head = cast(BufferedReader, stream).peek(PEEK)  # each kind of stream that it may be can do this
        if not is_export(head[:PEEK]):
            titled = given(self.title) if self.title else by_text
            yield from _numbered(stream_pages(stream, "standard input", titled), here)
            return
        scanner = Scanner("standard input", self.choose(Path("-")))
        try:
            yield from self._scanned(blocks(stream, PIECE), scanner, here)
            scanner.finish()
        except InputError as error:
            yield Found(_at(here, scanner.pages), Failure("standard input", str(error)))
        yield Found(_at(here, scanner.pages), None)


def _at(start: Position, number: int) -> Position:
    return Position(start.file, start.begin, number, start.before)


def _numbered(pages: Iterable[Page | Failure], here: Position) -> Iterator[Found]:
    for number, page in enumerate(pages, 1):
        if number > here.number:
            yield Found(_at(here, number), page)


def _length(name: str | Failure) -> int:
    return Path(name).stat().st_size if isinstance(name, str) and Path(name).is_file() else 0


def read_head(path: Path) -> Site:
    """What an export says before its first page."""
    with opened(stretches(path)[0]) as stream:
        return read_site(next(stream.pieces, b"").partition(b"<page>")[0])
