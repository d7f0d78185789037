"""The skeleton of a table: its own markup, one character for whatever stands in its cells, and the way back.

mwparserfromhell reads skeletons (`kg/documents/rows.py`). So it meets no templates, links, footnotes or formatting
that could hide a bar from it, and no openers without closers, over which it goes back and forth.
"""

import re
from bisect import bisect_right

from kg.documents.scan import Scan

FILLER = "\ufffc"
"""U+FFFC, "object replacement character": no markup, no white space."""

_KEPT = frozenset({"line", "bar"})
_PIPES = {"{{!}}": "|", "{{!!}}": "||", "{{!-}}": "|-", "{{!+}}": "|+", "{{=}}": "="}
"""Templates that stand for a table's markup, https://en.wikipedia.org/wiki/Help:Table#Pipe_syntax_tutorial."""

_INERT = str.maketrans(dict.fromkeys("{}[]<>&*#:;", FILLER))
_LOOKS = re.compile(
    r"\b(?:style|class|align|valign|width|height|bgcolor|border|cellpadding|cellspacing|id|lang|data-sort-(?:value|type))"
    r" {0,3}= {0,3}(?:\"[^\"\n|]{0,500}\"|'[^'\n|]{0,500}'|[\w#%.-]{1,40})",
    re.IGNORECASE,
)
"""Attributes that say nothing about rows and cells; mwparserfromhell makes a tree of four nodes of each."""

_QUOTES = str.maketrans(dict.fromkeys("\"'", FILLER))
_TAG = re.compile(r"<(/?)(table|caption|tr|td|th)\b", re.IGNORECASE)


class Skeleton:
    """Text with, for each of its parts, the place in the page that it stands for."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._starts: list[int] = []
        self._sources: list[int] = []
        self._length = 0

    def add(self, part: str, source: int) -> None:
        """Write a part that stands at that place of the page, verbatim or as a sign for what begins there."""
        self._starts.append(self._length)
        self._sources.append(source)
        self._parts.append(part)
        self._length += len(part)

    def end_line(self, source: int) -> None:
        """Begin a new line unless one has begun."""
        if not self._parts[-1].endswith("\n"):
            self.add("\n", source)

    def text(self) -> str:
        """All that has been written."""
        return "".join(self._parts)

    def source(self, at: int) -> int:
        """The place in the page of the skeleton's character `at`."""
        index = bisect_right(self._starts, at) - 1
        return self._sources[index] + at - self._starts[index]


def skeleton_of(scan: Scan, index: int) -> Skeleton:
    """The skeleton of the scan's table.

    >>> skeleton_of(Scan("{|\\n| [[A|b]] {{!}}{{!}} <b>c\\n|}"), 0).text().replace(FILLER, "_")
    '{|\\n| _ || _c\\n|}'
    >>> skeleton_of(Scan("<table><td>a<td>{{b|c}}</table>"), 0).text().replace(FILLER, "_")
    '<table><tr><td>a</td><td>_</td></tr></table>'
    """
    return _html(scan, index) if scan.kinds[index] == "html table" else _wiki(scan, index)


def _wiki(scan: Scan, index: int) -> Skeleton:
    skeleton = Skeleton()
    begin, end = scan.inner(index)
    skeleton.add("{|", scan.begins[index])
    for cursor, child, at in _stretches(scan, begin, end):
        skeleton.add(_inert(scan.text[cursor:at]), cursor)
        if child is not None and scan.kinds[child] != "comment":
            skeleton.add(_PIPES.get(_short(scan, child), FILLER), at)
    skeleton.end_line(end)
    skeleton.add("|}", end)
    return skeleton


def _stretches(scan: Scan, begin: int, end: int) -> list[tuple[int, int | None, int]]:
    """Own text: where it begins, the span after it (None at the end), and where it ends."""
    found: list[tuple[int, int | None, int]] = []
    for child in scan.children(begin, end):
        if scan.kinds[child] not in _KEPT:
            found.append((begin, child, scan.begins[child]))
            begin = scan.ends[child]
    return [*found, (begin, None, end)]


def _inert(text: str) -> str:
    """Text without markup other than a table's: no heading, list, link or formatting begins in it."""
    if "=" in text:
        text = _LOOKS.sub(_blank, text).replace("\n=", "\n" + FILLER)
    return text.translate(_INERT)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _short(scan: Scan, child: int) -> str:
    return scan.source(child) if scan.ends[child] - scan.begins[child] <= 6 else ""


def _html(scan: Scan, index: int) -> Skeleton:
    begin, end = scan.inner(index)
    writer = _Html()
    writer.skeleton.add("<table>", scan.begins[index])
    for cursor, child, at in _stretches(scan, begin, end):
        writer.skeleton.add(_inert(scan.text[cursor:at]), cursor)
        if child is not None and scan.kinds[child] != "comment":
            writer.add(scan.source(child) if scan.kinds[child] == "tag" else "", at)
    writer.finish(end)
    return writer.skeleton


class _Html:
    """Writes the tags of rows and cells; those that HTML lets authors leave out are put in.

    https://html.spec.whatwg.org/multipage/syntax.html#optional-tags
    """

    def __init__(self) -> None:
        self.skeleton = Skeleton()
        self.open: list[str] = []

    def add(self, tag: str, at: int) -> None:
        found = _TAG.match(tag)
        if not found or found[2].lower() == "table":
            self.skeleton.add(FILLER, at)
        elif found[1]:
            self._close(found[2].lower(), at)
        else:
            self._begin(found[2].lower(), tag, at)

    def finish(self, end: int) -> None:
        self._close_all(end)
        self.skeleton.add("</table>", end)

    def _begin(self, name: str, tag: str, at: int) -> None:
        if name in ("tr", "caption"):
            self._close_all(at)
        else:
            self._close_cell(at)
            if not self.open:
                self._open("tr", "<tr>", at)
        self._open(name, _attributes_closed(tag), at)

    def _open(self, name: str, tag: str, at: int) -> None:
        self.open.append(name)
        self.skeleton.add(tag, at)

    def _close(self, name: str, at: int) -> None:
        if name == "tr":
            self._close_all(at)
        elif self.open[-1:] == [name]:
            self._end(at)

    def _close_cell(self, at: int) -> None:
        if self.open and self.open[-1] != "tr":
            self._end(at)

    def _close_all(self, at: int) -> None:
        while self.open:
            self._end(at)

    def _end(self, at: int) -> None:
        self.skeleton.add(f"</{self.open.pop()}>", at)


def _attributes_closed(tag: str) -> str:
    """The tag, without quotation marks where they do not come in pairs, and never closed in itself (as in HTML)."""
    tag = tag[:-2].rstrip("/") + ">" if tag.endswith("/>") else tag
    tag = _LOOKS.sub(_blank, tag)
    return tag.translate(_QUOTES) if tag.count('"') % 2 or tag.count("'") % 2 else tag
