"""An infobox as its mappings see it: the mapped parameters with their passages, ready for the readers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.documents.model import Document, Infobox, Parameter
from kg.facts.model import Evidence
from kg.reading.evidence import Passage
from kg.values.mappings import InfoboxMapping, mappings_for

_NUMBER = re.compile(r"\d+")
_MAX_BOXES = 30


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter that a mapping reads."""

    document: Document
    mapping: InfoboxMapping
    parameter: Parameter

    @property
    def number(self) -> str:
        """The number in the parameter's name: "2" of leader_name2; "1" where it has none."""
        found = _NUMBER.search(self.parameter.name)
        return found[0] if found else "1"

    def evidence(self) -> tuple[Evidence, ...]:
        """The value as a passage."""
        rule = f"infobox/{self.mapping.infobox}/{self.parameter.name}"
        return Passage(self.document, self.parameter.text, (), self.parameter.span).evidence(rule)


@dataclass(frozen=True, slots=True)
class Box:
    """The fields of one infobox, grouped by the class that they say something of."""

    infobox: Infobox
    fields: tuple[Field, ...]

    def of(self, subject: str) -> list[Field]:
        """The fields that tell properties of this class."""
        return [field for field in self.fields if field.mapping.subject == subject]

    def telling(self, subject: str, prefixed: str) -> list[Field]:
        """The fields that tell one property of this class."""
        return [field for field in self.of(subject) if field.mapping.property == prefixed]


def boxes(document: Document) -> Iterator[Box]:
    """The page's infoboxes with what is mapped of them; empty values give no field."""
    for infobox in document.infoboxes[:_MAX_BOXES]:
        mappings = mappings_for(infobox.name)
        fields = tuple(
            Field(document, mappings[p.name.lower()], p)
            for p in infobox.parameters
            if p.name.lower() in mappings and (p.text.plain.strip() or p.text.marks)
        )
        if fields:
            yield Box(infobox, fields)
