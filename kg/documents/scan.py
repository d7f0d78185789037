"""The balanced spans of a wikitext: templates, links, tables, references, tags, lines (`kg/documents/scanner.py`)."""

from bisect import bisect_left
from collections.abc import Iterator

from kg.documents.scanner import DEAD, Scanner

_WIDTHS = {"template": 2, "argument": 3, "link": 2, "external": 1}


class Scan:
    """The spans of a wikitext, as parallel lists in the order of their beginnings.

    `nexts[i]` is the index of the first span that begins after span `i` has ended. A span whose `ends` is -1 was
    opened and never closed: it is passed over, and what it holds belongs to the span around it.

    >>> scan = Scan("a {{b|[[c]]}}")
    >>> [(scan.kinds[i], scan.inside(i)) for i in scan.children(0, 13)]
    [('template', 'b|[[c]]')]
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.kinds: list[str] = []
        self.begins: list[int] = []
        self.ends: list[int] = []
        self.nexts: list[int] = []
        Scanner(self).run()

    def children(self, begin: int, end: int) -> Iterator[int]:
        """The indices of the outermost spans that lie within `text[begin:end]`."""
        begins, ends, nexts = self.begins, self.ends, self.nexts
        index, count = bisect_left(begins, begin), len(begins)
        while index < count and begins[index] < end:
            if ends[index] == DEAD or ends[index] > end:
                index += 1
            else:
                yield index
                index = nexts[index]

    def every(self, kind: str) -> Iterator[int]:
        """The indices of all closed spans of a kind, however deep."""
        return (i for i, k in enumerate(self.kinds) if k == kind and self.ends[i] != DEAD)

    def span(self, index: int) -> tuple[int, int]:
        """Where a span begins and ends, brackets included."""
        return self.begins[index], self.ends[index]

    def inner(self, index: int) -> tuple[int, int]:
        """Where the inside of a template, argument, link, external link or table begins and ends."""
        width = _WIDTHS.get(self.kinds[index])
        if width is None:
            return self._inner_of_table(*self.span(index))
        return self.begins[index] + width, self.ends[index] - width

    def _inner_of_table(self, begin: int, end: int) -> tuple[int, int]:
        text = self.text
        if text[begin] == "<":
            return text.index(">", begin) + 1, text.rindex("<", begin, end)
        return begin + (2 if text[begin + 1] == "|" else 6), end - (2 if text[end - 2] == "|" else 6)

    def inside(self, index: int) -> str:
        """The wikitext between its brackets."""
        begin, end = self.inner(index)
        return self.text[begin:end]

    def source(self, index: int) -> str:
        """The whole span, brackets included."""
        return self.text[self.begins[index] : self.ends[index]]
