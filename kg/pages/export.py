"""MediaWiki XML exports (https://www.mediawiki.org/wiki/Help:Export): pages one at a time, in bounded memory.

The bytes are cut at `<page>` and `</page>` before any XML is parsed: text in an export is escaped, so that these
tags stand nowhere else. Each page is then a small XML document of its own, which cannot hold a document type and
therefore no entities that grow.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import unescape
from xml.parsers import expat

from kg.errors import InputError
from kg.pages.fence import too_large
from kg.pages.model import Failure, Page

MAX_PAGE = 64 << 20
"""Bytes of one page's XML with all its revisions; a larger one is passed over and reported."""

MAX_HEAD = 1 << 20
"""Bytes before the first page (names of namespaces and the like)."""

ARTICLES = frozenset({0})
"""The namespace of articles."""

_NAMESPACE = re.compile(rb'<namespace key="(-?\d{1,9})"[^<>]*(?:/>|>([^<>]{0,200})</namespace>)')
_LANGUAGE = re.compile(rb'<mediawiki\b[^<>]*\bxml:lang="([A-Za-z-]{2,20})"')
_TITLE = re.compile(rb"<title>([^<>]{1,1000})</title>")
_REDIRECT = re.compile(r"\s*#[^\W\d_]{3,20}\s*:?\s*\[\[\s*:?([^\[\]|{}<>\n]{1,255})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Site:
    """What the head of an export says: its language, and the numbers of its namespaces by their names."""

    language: str = "en"
    namespaces: dict[str, int] = field(default_factory=dict)


def read_export(
    pieces: Iterable[bytes], source: str, namespaces: frozenset[int] | None = ARTICLES
) -> Iterator[Page | Failure]:
    """The pages of an export in these namespaces (None: all), from its bytes in pieces of any size.

    Of a page with several revisions the newest counts. A page that cannot be read is a failure, and so is the end
    of a file that is cut off; whatever is whole is delivered.
    """
    site, passed, delivered = Site(), 0, 0
    try:
        for part in split_pages(pieces):
            page = parse_page(part, site, source) if part.startswith(b"<page>") else None
            if page is None:
                site = read_site(part)
            elif isinstance(page, Page) and namespaces is not None and page.namespace not in namespaces:
                passed += 1
            else:
                delivered += 1
                yield page
    except InputError as error:
        yield Failure(source, str(error))
        return
    if not delivered:
        yield Failure(source, f"holds no article ({passed} page(s) of other namespaces)")


def split_pages(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The head of an export (all before its first page), then each page from `<page>` to `</page>`.

    A page larger than MAX_PAGE is given without its end. Raises an InputError where no export begins, and at the
    end of one that is cut off.

    >>> list(split_pages([b"<mediawiki><pa", b"ge>a</page> <page>b</pa", b"ge></mediawiki>"]))
    [b'<mediawiki>', b'<page>a</page>', b'<page>b</page>']
    """
    cutter = _Cutter()
    for piece in pieces:
        yield from cutter.add(piece)
    cutter.finish()


class _Cutter:
    """Cuts bytes at the tags of pages; keeps no more than one page."""

    def __init__(self) -> None:
        self.buffer = bytearray()
        self.searched = 0
        self.inside = self.headed = self.skipping = False

    def add(self, piece: bytes) -> Iterator[bytes]:
        self.buffer += piece
        while True:
            mark = b"</page>" if self.inside else b"<page>"
            found = self.buffer.find(mark, self.searched)
            if found < 0:
                self.searched = max(len(self.buffer) - len(mark), 0)
                yield from self._bounded()
                return
            yield from self._cut(found + len(mark) if self.inside else found)

    def _cut(self, at: int) -> Iterator[bytes]:
        """Give what ends here: the head, or a page; between pages stands nothing."""
        part = bytes(self.buffer[:at])
        del self.buffer[:at]
        wanted = not self.skipping if self.inside else not self.headed
        if not self.headed and b"<mediawiki" not in part:
            raise InputError("is no MediaWiki export: no <mediawiki> before its first <page>")
        self.searched, self.inside, self.headed, self.skipping = 0, not self.inside, True, False
        if wanted:
            yield part

    def _bounded(self) -> Iterator[bytes]:
        """Let go of what is too much to keep."""
        if not self.inside and not self.headed and len(self.buffer) > MAX_HEAD:
            raise InputError("is no MediaWiki export: no <page> near its beginning")
        if self.inside and len(self.buffer) > MAX_PAGE and not self.skipping:
            self.skipping = True
            yield bytes(self.buffer[:4096])
        if self.skipping or (self.headed and not self.inside):
            del self.buffer[:-_KEPT]
            self.searched = 0

    def finish(self) -> None:
        if self.inside:
            raise InputError(f"is cut off within the page {title_in(bytes(self.buffer))!r}: fetch it again")
        if b"<mediawiki" not in self.buffer and not self.headed:
            raise InputError("is no MediaWiki export: no <mediawiki> in it")
        if b"</mediawiki>" not in self.buffer:
            raise InputError("is cut off: it ends without </mediawiki>; fetch it again")


_KEPT = 64
"""Bytes that hold the beginning of a tag whose rest is still to come, and the end of an export."""


def read_site(head: bytes) -> Site:
    """What an export says before its first page.

    >>> read_site(b'<mediawiki xml:lang="fr"><namespace key="1">Discussion</namespace>')
    Site(language='fr', namespaces={'Discussion': 1})
    """
    language = _LANGUAGE.search(head)
    names = {
        unescape(name.decode("utf-8", "replace")): int(key) for key, name in _NAMESPACE.findall(head[:MAX_HEAD]) if name
    }
    return Site(language[1].decode("ascii") if language else "en", names)


def parse_page(part: bytes, site: Site, source: str) -> Page | Failure:
    """One page from the bytes between `<page>` and `</page>`; a failure names the page and the reason."""
    title = title_in(part)
    if not part.endswith(b"</page>"):
        return Failure(
            source, f"the page {title!r} has more than {MAX_PAGE >> 20} MB of XML: export its newest revision"
        )
    reader = _PageReader()
    try:
        reader.parse(part)
    except expat.ExpatError as error:
        return Failure(source, f"the page {title!r} is not well-formed XML ({error})")
    except InputError as error:
        return Failure(source, f"the page {title!r} {error}")
    return _page(reader, site, source)


def _page(reader: "_PageReader", site: Site, source: str) -> Page | Failure:
    title, newest = reader.fields.get("page/title", ""), reader.newest
    if not title or newest is None:
        return Failure(source, f"the page {title!r} has {'no revision' if title else 'no title'}")
    if newest.text is None:
        return Failure(source, f"the text of the page {title!r} is deleted")
    reason = too_large(len(newest.text.encode("utf-8", "surrogatepass")))
    if reason:
        return Failure(source, f"the page {title!r} {reason}")
    return Page(
        title=title,
        text=newest.text,
        revision=newest.number,
        timestamp=newest.timestamp,
        redirect=reader.redirect or redirect_target(newest.text),
        namespace=_namespace(reader.fields.get("page/ns", ""), title, site),
        page_id=_number(reader.fields.get("page/id", "")),
        language=site.language,
        source=source,
    )


def redirect_target(text: str) -> str | None:
    """The title that a page redirects to.

    >>> redirect_target("#REDIRECT [[Mali_War#Start]] {{R from move}}"), redirect_target("# A list")
    ('Mali War', None)
    """
    found = _REDIRECT.match(text)
    return found[1].partition("#")[0].replace("_", " ").strip() if found else None


def _namespace(number: str, title: str, site: Site) -> int:
    """The namespace's number; exports before version 0.6 only give it in the title."""
    found = _number(number)
    return found if found is not None else site.namespaces.get(title.partition(":")[0], 0)


def _number(text: str) -> int | None:
    return int(text) if re.fullmatch(r"-?\d{1,15}", text.strip()) else None


def title_in(part: bytes) -> str:
    """The title in a page's XML; empty where there is none."""
    found = _TITLE.search(part[:4096])
    return unescape(found[1].decode("utf-8", "replace")) if found else ""


@dataclass(frozen=True, slots=True)
class _Revision:
    number: int | None
    timestamp: str | None
    text: str | None


class _PageReader:
    """Takes one page's XML apart with expat."""

    def __init__(self) -> None:
        self.path: list[str] = []
        self.words: list[str] = []
        self.fields: dict[str, str] = {}
        self.redirect: str | None = None
        self.deleted = False
        self.newest: _Revision | None = None

    def parse(self, part: bytes) -> None:
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self.words.append
        parser.Parse(part, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.path.append(name)
        if len(self.path) > _DEPTH:
            raise InputError("is nested deeper than an export is")
        self.words.clear()
        if name == "redirect":
            self.redirect = attributes.get("title")
        elif name == "text":
            self.deleted = "deleted" in attributes

    def _end(self, name: str) -> None:
        self.fields["/".join(self.path[-2:])] = "".join(self.words)
        self.path.pop()
        self.words.clear()
        if name == "revision":
            self._revision()

    def _revision(self) -> None:
        get = self.fields.get
        text = None if self.deleted else get("revision/text", "")
        found = _Revision(_number(get("revision/id", "")), get("revision/timestamp"), text)
        if self.newest is None or (found.timestamp or "") >= (self.newest.timestamp or ""):
            self.newest = found
        self.fields = {key: value for key, value in self.fields.items() if key.startswith("page/")}
        self.deleted = False


_DEPTH = 12
