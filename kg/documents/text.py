"""Wikitext as a reader sees it: `text_of` turns a stretch of wikitext into a Text."""

import re
from html import unescape

from kg.documents.expand import write_argument, write_template, write_value
from kg.documents.footnotes import reference_key
from kg.documents.links import write_external, write_link
from kg.documents.model import Text
from kg.documents.scan import Scan
from kg.documents.writer import Handler, Writer

_BREAKS = re.compile(r"</?(?:br|p|li|div|tr|td|center|blockquote)\b", re.IGNORECASE)
_POSSESSIVE = re.compile(r"s\b")


def text_of(wikitext: str, offset: int = 0) -> Text:
    """The text that this wikitext shows; spans in it count from `offset`. Line breaks and list items begin new lines.

    >>> text_of("'''Two''' [[Chad]]ians were killed&nbsp;near {{lang|fr|Gao}}.<ref>BBC</ref>").plain
    'Two Chadians were killed near Gao.'
    """
    return value(Scan(wikitext), 0, len(wikitext), offset).text()


def prose(scan: Scan, begin: int, end: int) -> Writer:
    """What a stretch of prose shows, line breaks as spaces."""
    writer = Writer(scan, HANDLERS)
    writer.write(begin, end)
    return writer


def value(scan: Scan, begin: int, end: int, offset: int = 0) -> Writer:
    """What a value (of a parameter, of a cell) shows: its items stand on lines of their own."""
    writer = Writer(scan, HANDLERS, offset, divides=True)
    write_value(writer, begin, end)
    return writer


def cell_value(scan: Scan, begin: int, end: int) -> Writer:
    """What a table's cell shows; a table within it is read for itself."""
    writer = Writer(scan, _CELL_HANDLERS, divides=True)
    write_value(writer, begin, end)
    return writer


def _nothing(writer: Writer, index: int) -> None:
    """Comments, formulas, pictures, magic words, tables within text: no prose."""


def _inside(writer: Writer, index: int) -> None:
    """A table of HTML in a value is there for its looks: its rows and cells are lines."""
    writer.write(*writer.scan.inner(index))


def _reference(writer: Writer, index: int) -> None:
    writer.references.append((writer.length, reference_key(writer.scan, index)))


def _quotes(writer: Writer, index: int) -> None:
    """Two apostrophes are italics, three bold, five both; what exceeds these is an apostrophe of the text."""
    begin, end = writer.scan.begins[index], writer.scan.ends[index]
    count = end - begin
    extra = 1 if count == 4 else max(count - 5, 0)
    if count == 3 and _POSSESSIVE.match(writer.scan.text, end) and not writer.scan.text[begin - 1 : begin].isspace():
        extra = 1
    if extra:
        writer.verbatim(begin, begin + extra)


def _entity(writer: Writer, index: int) -> None:
    begin, end = writer.scan.begins[index], writer.scan.ends[index]
    shown = unescape(writer.scan.text[begin:end])
    if shown == writer.scan.text[begin:end]:
        writer.verbatim(begin, end)
    else:
        writer.produced(" " if shown.isspace() else shown, begin, end)


def _tag(writer: Writer, index: int) -> None:
    begin, end = writer.scan.begins[index], writer.scan.ends[index]
    if _BREAKS.match(writer.scan.text, begin):
        writer.divide(begin, end)


def _nowiki(writer: Writer, index: int) -> None:
    begin, end = writer.scan.begins[index], writer.scan.ends[index]
    text = writer.scan.text
    first, last = text.find(">", begin, end) + 1, text.rfind("<", begin, end)
    if first < last:
        writer.verbatim(first, last)


HANDLERS: dict[str, Handler] = {
    "argument": write_argument,
    "comment": _nothing,
    "entity": _entity,
    "external": write_external,
    "html table": _inside,
    "link": write_link,
    "nowiki": _nowiki,
    "quotes": _quotes,
    "raw": _nothing,
    "ref": _reference,
    "switch": _nothing,
    "table": _nothing,
    "tag": _tag,
    "template": write_template,
}
_CELL_HANDLERS: dict[str, Handler] = HANDLERS | {"html table": _nothing}
