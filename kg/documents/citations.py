"""Sources: cite templates, bracketed and bare web addresses, and what stands around them."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.documents.calls import Call, call_of, name_of
from kg.documents.links import address
from kg.documents.model import Citation, Span
from kg.documents.scan import Scan
from kg.documents.text import prose

MAX_SOURCES = 50
"""Sources read from one footnote; real ones hold a handful."""

_URL = re.compile(r"https?://[^\s<>\"\[\]{}|\\^`]+", re.IGNORECASE)
_ARCHIVED = re.compile(r"https?://web\.archive\.org/web/\d{4,14}[a-z_]{0,4}/(https?://.+)", re.IGNORECASE)
_DATE = re.compile(
    r"\b(?:\d{1,2} [A-Z][a-z]{2,8} \d{4}|[A-Z][a-z]{2,8} \d{1,2}, \d{4}|[A-Z][a-z]{2,8} \d{4}|\d{4}-\d\d-\d\d)\b"
)
_ITALICS = re.compile(r"(?<!')''(?!')([^'\n]{2,80})''(?!')")
_TITLES = ("title", "script-title", "trans-title", "chapter", "contribution")
_PUBLISHERS = (
    "publisher",
    "work",
    "newspaper",
    "website",
    "journal",
    "magazine",
    "periodical",
    "agency",
    "institution",
)
_DATES = ("date", "year", "publication-date")
_ADDRESSES = ("url", "chapter-url", "chapterurl", "contribution-url", "conference-url", "transcript-url", "article-url")
_ARCHIVES = ("archive-url", "archiveurl", "archive_url")
_ARCHIVERS = frozenset({"webarchive", "wayback", "webcite", "cite archives"})
_CITES = frozenset({"citation", "cite", "c web", "c news"})


def is_cite(name: str) -> bool:
    """Whether a template of that normal name describes a source.

    >>> is_cite("cite web"), is_cite("citation"), is_cite("citation needed")
    (True, True, False)
    """
    return name in _CITES or (name.startswith(("cite ", "vcite ", "citation/")) and name not in _ARCHIVERS)


def read_citations(wikitext: str, offset: int = 0) -> list[Citation]:
    """The sources that a footnote's wikitext describes; where it describes none, its words are the source.

    >>> [c.url for c in read_citations("[https://example.org/a Title], {{cite web|url=http://example.com|title=B}}")]
    ['https://example.org/a', 'http://example.com']
    """
    scan = Scan(wikitext)
    found: list[Citation] = []
    for source in _sources(scan, offset):
        if source.url or source.title or source.text:
            found.append(source)
        elif found and source.archive and not found[-1].archive:
            found[-1] = replace(found[-1], archive=source.archive)
        if len(found) >= MAX_SOURCES:
            break
    return found or _words(scan, offset)


def _words(scan: Scan, offset: int) -> list[Citation]:
    words = shown(scan, 0, len(scan.text))
    return [Citation(Span(offset, offset + len(scan.text)), text=words)] if words else []


def _sources(scan: Scan, offset: int) -> Iterator[Citation]:
    """All sources in their order; one with nothing but an archived address belongs to the one before it."""
    cursor = 0
    starts = list(_described(scan))
    for index, following in zip(starts, [*starts[1:], None], strict=False):
        yield from _bare(scan.text, cursor, scan.begins[index], offset)
        cursor = scan.ends[index]
        tail = scan.text[cursor : len(scan.text) if following is None else scan.begins[following]]
        yield _described_by(scan, index, tail, offset)
    yield from _bare(scan.text, cursor, len(scan.text), offset)


def _described(scan: Scan) -> Iterator[int]:
    """The outermost external links, cite templates and archive templates."""
    stop = 0
    for index, kind in enumerate(scan.kinds):
        if scan.ends[index] <= stop or kind not in ("external", "template"):
            continue
        if kind == "external" or _describes(name_of(scan, index)):
            stop = scan.ends[index]
            yield index


def _describes(name: str) -> bool:
    return is_cite(name) or name in _ARCHIVERS


def _described_by(scan: Scan, index: int, tail: str, offset: int) -> Citation:
    if scan.kinds[index] == "external":
        return _bracketed(scan, index, tail, offset)
    call = call_of(scan, index)
    if call.name in _ARCHIVERS:
        return Citation(_span(call, offset), archive=address(call.value("url", "1")))
    return cited(call, offset)


def cited(call: Call, offset: int = 0) -> Citation:
    """The source that a cite template describes."""
    url = next((url for name in _ADDRESSES if (url := address(_value(call, (name,))))), "")
    return Citation(
        _span(call, offset),
        url=url or _tweet(call),
        title=_value(call, _TITLES) or _value(call, ("1",)),
        publisher=_value(call, _PUBLISHERS),
        date=_value(call, _DATES),
        archive=next((url for name in _ARCHIVES if (url := address(_value(call, (name,))))), ""),
    )


def _tweet(call: Call) -> str:
    number, user = call.value("number"), call.value("user")
    plain = re.fullmatch(r"\d{1,20}", number) and re.fullmatch(r"\w{1,20}", user)
    return f"https://twitter.com/{user}/status/{number}" if plain and call.name == "cite tweet" else ""


def _bracketed(scan: Scan, index: int, tail: str, offset: int) -> Citation:
    begin, end = scan.begins[index], scan.ends[index]
    found = _URL.search(scan.text, begin, end)
    url, archive = original(found[0]) if found else ("", "")
    date, publisher = _DATE.search(tail), _ITALICS.search(tail)
    return Citation(
        Span(begin + offset, end + offset),
        url=url,
        title=shown(scan, begin, end),
        publisher=shown(Scan(publisher[1]), 0, len(publisher[1])) if publisher else "",
        date=date[0] if date else "",
        archive=archive,
    )


def _bare(text: str, begin: int, end: int, offset: int) -> Iterator[Citation]:
    for found in _URL.finditer(text, begin, end):
        url, archive = original(found[0].rstrip(".,;:!?)"))
        yield Citation(Span(found.start() + offset, found.start() + len(found[0]) + offset), url=url, archive=archive)


def original(url: str) -> tuple[str, str]:
    """The address that an archived copy was made of, and the copy's; of another address itself and nothing.

    >>> original("https://web.archive.org/web/20131224220642/https://example.org/a")
    ('https://example.org/a', 'https://web.archive.org/web/20131224220642/https://example.org/a')
    """
    found = _ARCHIVED.fullmatch(url)
    return (found[1], url) if found else (url, "")


def _span(call: Call, offset: int) -> Span:
    begin, end = call.span()
    return Span(begin + offset, end + offset)


def _value(call: Call, names: tuple[str, ...]) -> str:
    place = call.first(names)
    if not place:
        return ""
    part = call.scan.text[place[0] : place[1]]
    return part if part.isalnum() else shown(call.scan, *place) if _MARKUP.search(part) else " ".join(part.split())


_MARKUP = re.compile(r"[\[{<&]|''")


def shown(scan: Scan, begin: int, end: int) -> str:
    """The words that a range shows, with single spaces."""
    return " ".join(prose(scan, begin, end).plain().split())
