"""Infoboxes: their parameters and the items of each value."""

import re
from collections.abc import Iterator

from kg.documents.calls import call_of, name_of
from kg.documents.model import Infobox, Parameter, Span, Text
from kg.documents.scan import Scan
from kg.documents.text import value
from kg.documents.writer import Writer

_LINES = re.compile(r"[^\n]+")
_NO_INFOBOX = frozenset({"infobox mapframe", "infobox map", "infobox end", "infobox3cols"})


def infoboxes(scan: Scan) -> Iterator[Infobox]:
    """All infoboxes of a page, those within another one's parameters included."""
    for index in scan.every("template"):
        begin = scan.begins[index] + 2
        if "nfobox" in scan.text[begin : begin + 60]:
            name = infobox_name(name_of(scan, index))
            if name:
                yield _infobox(scan, index, name)


def infobox_name(template: str) -> str:
    """An infobox's name without the word "infobox"; empty for another template's name.

    >>> infobox_name("infobox military conflict"), infobox_name("military infobox"), infobox_name("flag")
    ('military conflict', 'military', '')
    """
    if template in _NO_INFOBOX or not (template.startswith("infobox") or template.endswith(" infobox")):
        return ""
    return template.replace("infobox", "").strip() or "infobox"


def _infobox(scan: Scan, index: int, name: str) -> Infobox:
    call = call_of(scan, index)
    parameters = tuple(_parameter(scan, key, place) for key, place in call.parameters.items() if place[0] < place[1])
    return Infobox(name, Span(*call.span()), parameters)


def _parameter(scan: Scan, name: str, place: tuple[int, int]) -> Parameter:
    writer = value(scan, *place)
    return Parameter(name, writer.text(), Span(*place), items_of(writer))


def items_of(writer: Writer) -> tuple[Text, ...]:
    """The lines of a value that show something, each as a text of its own."""
    lines = _LINES.finditer(writer.plain())
    return tuple(writer.text(*line.span()) for line in lines if not line[0].isspace())
