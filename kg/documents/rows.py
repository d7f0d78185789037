"""The rows and cells of a table, as mwparserfromhell reads its skeleton. The first page with a table imports this."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import mwparserfromhell
from mwparserfromhell.nodes import Tag
from mwparserfromhell.parser import ParserError

from kg.documents.grid import RawCell
from kg.documents.skeleton import Skeleton

_SIZE = re.compile(r"[\"']?\s*(\d{1,5})")
_SCOPE = re.compile(r"[\"']?\s*(?:row|col)", re.IGNORECASE)


@dataclass(slots=True)
class RawTable:
    """What a table says, row by row; `loose` are places of what stands in none of its cells."""

    caption: tuple[int, int] | None = None
    rows: list[list[RawCell]] = field(default_factory=lambda: [[]])
    loose: list[tuple[int, int]] = field(default_factory=list)


def rows_of(skeleton: Skeleton) -> RawTable | None:
    """What the table of a skeleton says; None where mwparserfromhell sees no table in it."""
    text = skeleton.text()
    try:
        nodes = mwparserfromhell.parse(text, skip_style_tags=True).nodes
    except ParserError:
        return None
    if len(nodes) != 1 or not isinstance(nodes[0], Tag) or str(nodes[0]) != text:
        return None
    walk = _Walk(skeleton, text)
    walk.inside(nodes[0], 0)
    return walk.table


class _Walk:
    """Goes through the nodes. They are loss-free, so that the running length of their text is the place of each."""

    def __init__(self, skeleton: Skeleton, text: str) -> None:
        self.source, self.text = skeleton.source, text
        self.table = RawTable()

    def inside(self, tag: Tag, at: int) -> int:
        """Read what a table or row holds that begins at `at`; where it ends."""
        at += _head(tag)
        for node in tag.contents.nodes:
            at = self._tag(node, at) if isinstance(node, Tag) else self._words(str(node), at)
        return at + _tail(tag)

    def _tag(self, tag: Tag, at: int) -> int:
        name = str(tag.tag).lower()
        if name == "tr":
            self.table.rows.append([])
            return self.inside(tag, at)
        if name in ("td", "th", "caption"):
            return self._cell(tag, name, at)
        return self._words(str(tag), at)

    def _words(self, words: str, at: int) -> int:
        if words.strip():
            self.table.loose.append((self.source(at), self.source(at + len(words))))
        return at + len(words)

    def _cell(self, tag: Tag, name: str, at: int) -> int:
        begin = at + _head(tag)
        after = begin + len(str(tag.contents))
        end = after - self.text.endswith("\n", begin, after)
        if name == "caption" or (tag.wiki_markup == "|" and self.text.startswith("+", at + 1)):
            begin = max(begin, at + 2) if tag.wiki_markup else begin
            self.table.caption = self.table.caption or (self.source(begin), self.source(end))
        else:
            self.table.rows[-1].append(self._raw(tag, name == "th", at, begin, end))
        return after + _tail(tag)

    def _raw(self, tag: Tag, header: bool, at: int, begin: int, end: int) -> RawCell:
        if tag.wiki_markup == "||" and self.text[at - 1] == "\n":  # a data cell, whatever the line above it begins with
            header = False
        attributes = at + len(tag.wiki_markup) if tag.wiki_markup else begin
        cell = RawCell(header, self.source(attributes), self.source(begin), self.source(end))
        for attribute in tag.attributes:
            _set(cell, str(attribute.name).strip().lower(), attribute.value)
        return cell


def _set(cell: RawCell, name: str, value: object) -> None:
    if name in ("rowspan", "colspan"):
        found = _SIZE.match(str(value))
        size = max(int(found[1]), 1) if found else 1
        cell.rows, cell.columns = (size, cell.columns) if name == "rowspan" else (cell.rows, size)
    elif name == "scope" and _SCOPE.match(str(value)):
        cell.header = True


def _head(tag: Tag) -> int:
    """How many characters stand before the content of a tag."""
    opening = len(tag.wiki_markup) if tag.wiki_markup else len(str(tag.tag)) + 2
    return opening + _length(tag.attributes) + len(tag.padding or "") + len(tag.wiki_style_separator or "")


def _tail(tag: Tag) -> int:
    """How many characters stand after the content of a tag."""
    return len(tag.closing_wiki_markup or "") if tag.wiki_markup else len(str(tag.closing_tag)) + 3


def _length(parts: Iterable[Any]) -> int:
    return sum(len(str(part)) for part in parts)
