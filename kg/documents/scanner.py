"""One pass over a wikitext with a stack of openers.

Follows the order of MediaWiki's preprocessor (https://www.mediawiki.org/wiki/Preprocessor_ABNF), with one
difference: an opener that is never closed is plain text and hides nothing that follows it. Every character
is looked at a bounded number of times and there is no recursion, so that the cost grows linearly with the
text whatever it holds.
"""

import re
from bisect import bisect_left
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.documents.scan import Scan

RAW = frozenset({"nowiki", "pre", "math", "chem", "ce", "source", "syntaxhighlight", "gallery", "timeline", "score"})
RAW |= {"hiero", "imagemap", "inputbox", "templatestyles", "graph", "mapframe", "maplink", "templatedata"}
"""Tags whose inside is not wikitext (besides `ref`, whose inside is read when its citation is asked for)."""

_TOKEN = re.compile(
    r"""<!--|</?[A-Za-z][^<>]*>|\{\{+|\{\||\}\}+|\[\[|\[(?=https?:|//|ftps?:|mailto:)|\]+|\||\n|''+"""
    r"""|&(?:[A-Za-z][A-Za-z0-9]{1,30}|\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6});|__[A-Z]{3,30}__"""
)
_TAG_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")
_CLOSING = re.compile(r"</([A-Za-z][A-Za-z0-9]*)[ \t\n]*>")
DEAD = -1
"""The end of an opener without its closer."""


class Scanner:
    """Fills a Scan. Openers wait on a stack; `open` counts them by kind so that a lone closer costs nothing."""

    def __init__(self, scan: "Scan") -> None:
        self.scan, self.text = scan, scan.text
        self.stack: list[int] = []
        self.html_tables: list[int] = []
        self.open = {"{{": 0, "[[": 0, "[": 0, "{|": 0}
        self.closings: dict[str, list[tuple[int, int]]] | None = None
        self.no_comment_end = False

    def run(self) -> None:
        """Read the whole text."""
        actions: dict[str, Callable[[int, int], int]] = {
            "<": self._angle,
            "{": self._open_brace,
            "}": self._close_brace,
            "[": self._open_bracket,
            "]": self._close_bracket,
            "|": self._bar,
            "\n": partial(self._add, "line"),
            "'": partial(self._add, "quotes"),
            "&": partial(self._add, "entity"),
            "_": partial(self._add, "switch"),
        }
        text, search = self.text, _TOKEN.search
        match = search(text)
        while match:
            begin, end = match.span()
            match = search(text, actions[text[begin]](begin, end))

    def _add(self, kind: str, begin: int, end: int) -> int:
        scan = self.scan
        scan.kinds.append(kind)
        scan.begins.append(begin)
        scan.ends.append(end)
        scan.nexts.append(len(scan.kinds))
        return end

    def _push(self, kind: str, begin: int) -> None:
        self.stack.append(len(self.scan.kinds))
        self.open[kind] += 1
        self._add(kind, begin, DEAD)

    def _pop(self, kind: str) -> int:
        """The innermost opener of that kind; those above it stay plain text."""
        while True:
            index = self.stack.pop()
            opener = self.scan.kinds[index]
            self.open[opener] -= 1
            if opener == kind:
                return index

    def _close(self, index: int, kind: str, end: int) -> None:
        scan = self.scan
        scan.kinds[index], scan.ends[index], scan.nexts[index] = kind, end, len(scan.kinds)
        while self.html_tables and self.html_tables[-1] > index:
            self.html_tables.pop()

    def _top(self) -> str:
        return self.scan.kinds[self.stack[-1]] if self.stack else ""

    def _open_brace(self, begin: int, end: int) -> int:
        if self.text[begin + 1] == "|":
            if self._starts_line(begin):
                self._push("{|", begin)
            return end
        while end - begin > 3:
            self._push("{{", begin)
            begin += 2
        self._push("{{", begin)
        return end

    def _close_brace(self, begin: int, end: int) -> int:
        while end - begin >= 2 and self.open["{{"]:
            begin += self._close_template(begin, end - begin)
        return end

    def _close_template(self, begin: int, available: int) -> int:
        index = self._pop("{{")
        opened = self.scan.begins[index]
        if self.text.startswith("{{{", opened) and available >= 3 and not self._opened_at(opened + 2):
            self._close(index, "argument", begin + 3)
            return 3
        if self.text.startswith("{{{", opened) and not self._opened_at(opened + 2):
            self.scan.begins[index] = opened + 1
        self._close(index, "template", begin + 2)
        return 2 + self._bar_template(index, opened, available - 2) if self.text[begin - 1] == "!" else 2

    def _bar_template(self, index: int, opened: int, available: int) -> int:
        """`{{!}}` stands for a bar: `{{{!}}` opens a table, `{{!}}}` closes one. How many braces more it takes."""
        begin, end = self.scan.span(index)
        if end - begin == 5 and begin > opened:
            self.scan.begins[index], self.scan.kinds[index], self.scan.ends[index] = opened, "{|", DEAD
            self.stack.append(index)
            self.open["{|"] += 1
        elif end - begin == 5 and available % 2 and self._top() == "{|" and self._starts_line(begin):
            self._close(self._pop("{|"), "table", end + 1)
            return 1
        return 0

    def _opened_at(self, begin: int) -> bool:
        """Whether another opener of the same run of braces stands there: then only two of them are this one's."""
        place = bisect_left(self.scan.begins, begin)
        return self.scan.begins[place : place + 1] == [begin]

    def _open_bracket(self, begin: int, end: int) -> int:
        self._push("[[" if end - begin == 2 else "[", begin)
        return end

    def _close_bracket(self, begin: int, end: int) -> int:
        while begin < end:
            if self._top() == "[":
                begin += 1
                self._close_external(begin)
            elif end - begin >= 2 and self.open["[["]:
                begin += 2
                self._close_link(begin)
            else:
                return end
        return end

    def _close_external(self, end: int) -> None:
        index = self._pop("[")
        if not self._breaks(index):
            self._close(index, "external", end)

    def _close_link(self, end: int) -> None:
        index = self._pop("[[")
        if not self._breaks(index):
            self._close(index, "link", end)

    def _breaks(self, index: int) -> bool:
        """Whether a line ends inside an open link, before its first bar."""
        kinds, nexts = self.scan.kinds, self.scan.nexts
        index += 1
        while index < len(kinds) and kinds[index] != "bar":
            if kinds[index] == "line":
                return True
            index = nexts[index]
        return False

    def _bar(self, begin: int, end: int) -> int:
        if self.open["{|"] and self.text.startswith("}", end) and self._starts_line(begin):
            doubled = self.text.startswith("}}", end)
            if self._top() == "{|" or not doubled:
                self._close(self._pop("{|"), "table", end + 1)
                return end + 1
        if self._top() in ("{{", "[["):
            self._add("bar", begin, end)
        return end

    def _starts_line(self, begin: int) -> bool:
        line = self.text.rfind("\n", max(begin - 20, 0), begin) + 1
        return not self.text[max(line, begin - 20, 0) : begin].strip(" \t:*#;")

    def _angle(self, begin: int, end: int) -> int:
        if self.text[begin + 1] == "!":
            return self._comment(begin, end)
        found = _TAG_NAME.match(self.text, begin)
        name = found[1].lower() if found else ""
        opens = self.text[begin + 1] != "/" and (name == "ref" or name in RAW)
        if name == "table":
            return self._html_table(begin, end)
        return self._opaque(name, begin, end) if opens else self._add("tag", begin, end)

    def _html_table(self, begin: int, end: int) -> int:
        """A tag of a table of HTML. Brackets bind stronger: one that a template or a table cuts off ends no other."""
        if self.text[begin + 1] != "/":
            self.html_tables.append(len(self.scan.kinds))
        elif self.html_tables:
            while self.stack and self.stack[-1] > self.html_tables[-1] and self._top() in ("[", "[["):
                self._pop(self._top())
            if not self.stack or self.stack[-1] < self.html_tables[-1]:
                self._close(self.html_tables.pop(), "html table", end)
                return end
        return self._add("tag", begin, end)

    def _comment(self, begin: int, end: int) -> int:
        close = -1 if self.no_comment_end else self.text.find("-->", end)
        if close >= 0:
            return self._add("comment", begin, close + 3)
        self.no_comment_end = True
        return self._add("tag", begin, end)

    def _opaque(self, name: str, begin: int, end: int) -> int:
        kind = name if name in ("ref", "nowiki") else "raw"
        if self.text[end - 2] == "/":
            return self._add(kind, begin, end)
        close = self._closing(name, end)
        return self._add(kind, begin, close) if close else self._add("tag", begin, end)

    def _closing(self, name: str, begin: int) -> int:
        """Where the next closing tag of that name ends; 0 where there is none."""
        if self.closings is None:
            self.closings = {}
            for match in _CLOSING.finditer(self.text):
                self.closings.setdefault(match[1].lower(), []).append(match.span())
        places = self.closings.get(name, [])
        index = bisect_left(places, (begin, 0))
        return places[index][1] if index < len(places) else 0
