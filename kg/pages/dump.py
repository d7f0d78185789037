"""Scans an export's bytes for the pages worth reading. What is not chosen is never cut, parsed or copied."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kg.errors import InputError
from kg.pages.export import MAX_HEAD, MAX_PAGE, Site, parse_page, read_site, title_in
from kg.pages.model import Failure, Page

PAGE, _CLOSE = b"<page>", b"</page>"
_NAMESPACE = re.compile(rb"<ns>(-?\d{1,9})</ns>")
_TIME = re.compile(rb"<timestamp>([0-9TZ:.-]{1,40})</timestamp>")
_HEAD = 4096
MANY_REVISIONS = 4 << 20
"""Bytes of a page from which on only its newest revision is kept while the rest of it arrives."""

Places = Callable[[bytes, int, int], Iterable[tuple[int, bool]]]
"""Finds, between two places of some bytes and in order, where pages begin, and where reasons to read them (True)."""


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page as an export has it, from `<page>` to `</page>`; `number` counts the pages of its stretch from 1."""

    xml: bytes
    number: int
    site: Site
    source: str

    @property
    def title(self) -> str:
        """The page's title, for messages."""
        return title_in(self.xml)

    def parse(self) -> Page | Failure:
        """The page, or why it cannot be read."""
        return parse_page(self.xml, self.site, self.source)


def every_page(data: bytes, begin: int, end: int) -> Iterator[tuple[int, bool]]:
    """Chooses all pages.

    >>> list(every_page(b"<page>a</page><page>b</page>", 0, 28))
    [(0, True), (14, True)]
    """
    place = data.find(PAGE, begin, end)
    while place >= 0:
        yield place, True
        place = data.find(PAGE, place + 1, end)


class Scanner:
    """Takes an export in pieces and gives its chosen pages; `pages` counts all that went by.

    It keeps the pieces of one page at most. `places` looks at each byte once: it finds pages and reasons to read them.
    Only the page that reaches from one piece into the next is copied, since copying all costs as much as looking.
    """

    def __init__(self, source: str, places: Places, site: Site | None = None, namespace: int | None = 0) -> None:
        self.source, self.places, self.site, self.namespace = source, places, site, namespace
        self.pages = 0
        self.passed = 0
        self._rest = b""
        self._torn = False

    def add(self, piece: bytes) -> Iterator[RawPage]:
        """The chosen pages that end in this piece."""
        first = 0 if self.site is None else piece.find(_CLOSE) + len(_CLOSE)
        if first < len(_CLOSE):
            yield from self._joined(self._rest + piece)
            return
        end = piece.rfind(_CLOSE) + len(_CLOSE)
        begun = self._rest + piece[:first]
        self._rest = piece[end:]
        yield from self._chosen(begun, 0, len(begun))
        yield from self._chosen(piece, first, end)

    def _joined(self, data: bytes) -> Iterator[RawPage]:
        """The chosen pages of all that has come, where the end of a page does not stand in one piece."""
        if self.site is None:
            if not self._headed(data):
                return
            data = data[max(data.find(PAGE), 0) :]
        end = data.rfind(_CLOSE) + len(_CLOSE)
        if end < len(_CLOSE):
            self._rest = _newest(data) if len(data) > MANY_REVISIONS else data
            self._bounded()
            return
        self._rest = data[end:]
        yield from self._chosen(data, 0, end)

    def _headed(self, data: bytes) -> bool:
        """Whether the head of the export is there; an InputError where it will never be."""
        place = data.find(PAGE)
        if place < 0 and len(data) < MAX_HEAD and b"</mediawiki>" not in data:
            self._rest = data
            return False
        if b"<mediawiki" not in data[: place if place >= 0 else None]:
            raise InputError("is no MediaWiki export: no <mediawiki> before its first <page>")
        self.site = read_site(data[: place if place >= 0 else None])
        return True

    def _bounded(self) -> None:
        if len(self._rest) > MAX_PAGE:  # its title is kept, for the message when it ends
            self._rest, self._torn = self._rest[:_HEAD] + self._rest[-_HEAD:], True

    def _chosen(self, data: bytes, begin: int, end: int) -> Iterator[RawPage]:
        """The chosen ones of the pages between two places."""
        done = 0
        torn, self._torn = self._torn, False
        for place, wanted in self.places(data, begin, end):
            if data.startswith(PAGE, place):
                begin = place
                self.pages += 1
            if wanted and begin >= done and (close := data.find(_CLOSE, begin)) >= place:
                done = close + len(_CLOSE)
                first = torn and data.find(_CLOSE) == close
                yield from self._page(data[begin : begin + _HEAD] if first else data[begin:done])

    def _page(self, xml: bytes) -> Iterator[RawPage]:
        found = _NAMESPACE.search(xml, 0, _HEAD)
        if found and self.namespace is not None and int(found[1]) != self.namespace:
            self.passed += 1
            return
        assert self.site is not None  # noqa: S101  (see `add`)
        yield RawPage(xml, self.pages, self.site, self.source)

    def finish(self) -> None:
        """At the end of the whole export: an InputError where it is cut off."""
        if self.site is None:
            raise InputError("is no MediaWiki export: no <mediawiki> in it")
        if b"</mediawiki>" not in self._rest:
            whole = "1 whole page" if self.pages == 1 else f"{self.pages:,} whole pages"
            where = f" within a page, after {whole}" if PAGE in self._rest else ""
            raise InputError(f"is cut off{where}: it ends without </mediawiki>; fetch it again")

    def within_page(self) -> bool:
        """Whether a page has begun and not ended."""
        return PAGE in self._rest


def _newest(data: bytes) -> bytes:
    """The beginning of a page without its older revisions: all before the first, the newest whole one, the open one."""
    first, last = data.find(b"<revision>"), data.rfind(b"<revision>")
    if first == last:
        return data
    parts = data[first:last].split(b"</revision>")[:-1]
    newest = max(parts, key=_time, default=b"")
    return data[:first] + newest + b"</revision>" + data[last:] if newest else data


def _time(revision: bytes) -> bytes:
    found = _TIME.search(revision)
    return found[1] if found else b""
