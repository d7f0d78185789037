"""Takes a page apart: `read_document` turns a Page into a Document."""

import re
import tomllib
from functools import cache
from itertools import pairwise

from kg.documents.blocks import Block, blocks
from kg.documents.families import families
from kg.documents.hatnotes import is_hatnote
from kg.documents.infobox import infoboxes
from kg.documents.links import prefix_of, title_of
from kg.documents.model import Document, ListItem, Note, Sentence, Span, Table, Text
from kg.documents.references import PageReferences
from kg.documents.scan import Scan
from kg.documents.sentences import sentences
from kg.documents.tables import TableReader
from kg.documents.text import prose
from kg.documents.writer import Writer
from kg.pages.model import Page
from kg.resources import folder

MAX_TABLES = 6
"""Tables within tables, this deep."""
HALF_TABLE = "table without a beginning or an end"
MIN_WORDS = 4
"""A list item of fewer words is no sentence."""

_LETTER = re.compile(r"\w")


def read_document(page: Page) -> Document:
    """The page's infoboxes, sentences, list items, tables, categories and footnotes, each with its offsets."""
    scan = Scan(page.text)
    reader = _Reader(scan)
    for block in blocks(scan, 0, len(page.text)):
        reader.read(block)
    return Document(
        page=page,
        infoboxes=tuple(infoboxes(scan)),
        sentences=tuple(reader.sentences),
        items=tuple(reader.items),
        tables=tuple(reader.tables),
        categories=_categories(scan),
        references=PageReferences(scan),
        unread=tuple(reader.unread),
    )


@cache
def apparatus() -> frozenset[str]:
    """Headings of sections without prose (`language/vocabulary/sections.toml`)."""
    data = tomllib.loads((folder("language") / "vocabulary" / "sections.toml").read_text(encoding="utf-8"))
    return frozenset(data["apparatus"])


class _Reader:
    """Goes through the blocks and keeps what they say and where they stand."""

    def __init__(self, scan: Scan) -> None:
        self.scan = scan
        self.sentences: list[Sentence] = []
        self.items: list[ListItem] = []
        self.tables: list[Table] = []
        self.table_reader = TableReader(scan)
        self.table_depth = 0
        self.unread: list[Note] = []
        self.section: tuple[str, ...] = ()
        self.levels: list[tuple[int, str]] = []
        self.lead: Text = Text("")
        self.above: list[tuple[int, str]] = []
        self.paragraph = 0

    def read(self, block: Block) -> None:
        actions = {
            "heading": self._heading,
            "paragraph": self._paragraph,
            "item": self._item,
            "table": self._table,
            "rest": self._rest,
        }
        actions[block.kind](block)

    def _heading(self, block: Block) -> None:
        title = " ".join(prose(self.scan, block.begin, block.end).plain().split())
        self.levels = [level for level in self.levels if level[0] < block.depth] + [(block.depth, title)]
        self.section = tuple(title for _, title in self.levels)
        self.lead, self.above = Text(""), []

    def _paragraph(self, block: Block) -> None:
        writer = self._write(block)
        if not _LETTER.search(writer.plain()) or is_hatnote(writer, block.begin, block.end):
            return
        self.above = []
        if len(writer.breaks) > 1 and self._broken_list(writer):
            return
        self._sentences(writer)

    def _write(self, block: Block) -> Writer:
        writer = prose(self.scan, block.begin, block.end)
        self.unread += [Note(Span(*place), "markup nested too deep") for place in writer.unread]
        return writer

    def _sentences(self, writer: Writer) -> None:
        found = [text for text in sentences(writer) if _LETTER.search(text.plain)]
        if found and not self._in_apparatus():
            self.sentences += [Sentence(text, text.whole(), self.section, self.paragraph) for text in found]
            self.paragraph += 1
        self.lead = found[-1] if found else self.lead

    def _in_apparatus(self) -> bool:
        return any(title.lower() in apparatus() for title in self.section)

    def _broken_list(self, writer: Writer) -> bool:
        """Whether a paragraph is a list whose items <br> divides: then its parts become items."""
        places = [0, *writer.breaks, writer.length]
        parts = [writer.text(begin, end) for begin, end in pairwise(places)]
        parts = [part for part in parts if part.plain]
        if any(len(part.plain.split()) > 12 for part in parts) or len(parts) < 3:
            return False
        self.items += [self._list_item(part, 1, self.lead.plain) for part in parts]
        return True

    def _list_item(self, text: Text, depth: int, lead: str) -> ListItem:
        keys = tuple(reference.key for reference in self.lead.references)
        return ListItem(text, text.whole(), self.section, depth, lead, keys)

    def _item(self, block: Block) -> None:
        writer = self._write(block)
        text = writer.text()
        if not text.plain or is_hatnote(writer, block.begin, block.end):
            return
        self.above = [item for item in self.above if item[0] < block.depth]
        lead = "\n".join([self.lead.plain, *(plain for _, plain in self.above)])
        self.items.append(self._list_item(text, block.depth, lead))
        self.above.append((block.depth, text.plain))
        if len(text.plain.split()) >= MIN_WORDS and not self._in_apparatus():
            found = [part for part in sentences(writer) if _LETTER.search(part.plain)]
            self.sentences += [Sentence(part, part.whole(), self.section, self.paragraph) for part in found]
            self.paragraph += 1

    def _rest(self, block: Block) -> None:
        """A line of half a table; lines that follow one another are one note."""
        last = self.unread[-1] if self.unread else None
        begin = block.begin
        if last and last.reason == HALF_TABLE and not self.scan.text[last.span.end : begin].strip():
            begin = self.unread.pop().span.begin
        self.unread.append(Note(Span(begin, block.end), HALF_TABLE))

    def _table(self, block: Block) -> None:
        if self.table_depth >= MAX_TABLES:
            self.unread.append(Note(Span(block.begin, block.end), "table nested too deep"))
            return
        found = self.table_reader.read(block.index, self.section)
        self.unread += found.unread
        if found.table:
            self.tables.append(found.table)
        self.table_depth += 1
        for begin, end in found.layout:
            for inner in blocks(self.scan, begin, end, 1):
                self.read(inner)
        for index in found.nested:
            self._table(Block("table", *self.scan.span(index), index=index))
        self.table_depth -= 1


def _categories(scan: Scan) -> tuple[str, ...]:
    """Titles of the page's categories, without the namespace and the sort key."""
    found: dict[str, None] = {}
    for index in scan.every("link"):
        target = scan.inside(index).partition("|")[0]
        if prefix_of(target) in families().link_prefixes["category"]:
            found[title_of(target.partition(":")[2])] = None
    return tuple(found)
