"""The reading report: of everything on a page that could be read, what was read, ignored by name, or left unread."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Literal

from kg.documents.model import Document, Span
from kg.documents.read import apparatus
from kg.facts.model import Fact
from kg.reading.columns import columns_of
from kg.values.mappings import ignored_parameters, mappings_for

UnitKind = Literal["infobox parameter", "list item", "table row", "casualty sentence", "reference"]
Status = Literal["read", "ignored", "unread"]
KINDS: tuple[UnitKind, ...] = ("infobox parameter", "list item", "table row", "casualty sentence", "reference")
_HARM = re.compile(
    r"\b(?:kill(?:ed|s|ing)|dead|died|deaths?|injur(?:ed|ies|ing)|wound(?:ed|ing)|abducted|kidnapped|fatalit(?:y|ies)|casualt(?:y|ies))\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|several|scores|hundreds?|a|an)\b",
    re.IGNORECASE,
)
_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Unit:
    """Something on a page that could tell a fact: what it is, where it stands, and what became of it."""

    kind: UnitKind
    span: Span
    name: str
    status: Status


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many units of one kind were read, ignored by name, and left unread."""

    read: int = 0
    ignored: int = 0
    unread: int = 0

    @property
    def total(self) -> int:
        """All units of the kind."""
        return self.read + self.ignored + self.unread

    @property
    def percent(self) -> float:
        """The share that was read or ignored by name, of all; 100 where there is nothing."""
        return round(_PERCENT * (self.read + self.ignored) / self.total, 1) if self.total else float(_PERCENT)


@dataclass(frozen=True, slots=True)
class Report:
    """The units of a page in its order, and what to know of it ("table larger than …")."""

    title: str
    units: tuple[Unit, ...]
    notes: tuple[str, ...] = ()

    def coverage(self) -> dict[UnitKind, Coverage]:
        """The figures of each kind."""
        counts = Counter((unit.kind, unit.status) for unit in self.units)
        return {kind: Coverage(counts[kind, "read"], counts[kind, "ignored"], counts[kind, "unread"]) for kind in KINDS}

    def unread(self) -> tuple[Unit, ...]:
        """The units that gave no fact and are ignored by no name."""
        return tuple(unit for unit in self.units if unit.status == "unread")

    def as_dict(self) -> dict[str, object]:
        """The report for JSON."""
        figures = {kind: {**asdict(c), "percent": c.percent} for kind, c in self.coverage().items()}
        left = [{"kind": u.kind, "name": u.name, "begin": u.span.begin, "end": u.span.end} for u in self.unread()]
        return {"title": self.title, "coverage": figures, "unread": left, "notes": list(self.notes)}


def report_of(document: Document, facts: Iterable[Fact]) -> Report:
    """The report of a page whose facts have been read: a unit is read when the evidence of some fact overlaps it."""
    evidence = [e for fact in facts for e in fact.evidence]
    passages = _Passages(e.span for e in evidence)
    cited = {citation for e in evidence for citation in e.citations}
    units = [
        *_parameters(document, passages),
        *_items(document, passages),
        *_rows(document, passages),
        *_sentences(document, passages),
    ]
    units += _references(document, {c.span for c in cited})
    notes = [document.page.note, *(note.reason for note in document.unread)]
    return Report(document.page.title, tuple(units), tuple(filter(None, notes)))


class _Passages:
    """The stretches that facts were read from, asked whether one overlaps a span."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.begins: list[int] = []
        self.reach: list[int] = []
        for span in sorted(spans):
            self.begins.append(span.begin)
            self.reach.append(max(span.end, self.reach[-1] if self.reach else 0))

    def overlap(self, span: Span) -> bool:
        """Whether some stretch that begins before the span's end reaches beyond its beginning."""
        last = bisect_right(self.begins, span.end - 1) - 1
        return last >= 0 and self.reach[last] > span.begin


def _status(read: bool) -> Status:
    return "read" if read else "unread"


def _parameters(document: Document, passages: _Passages) -> Iterator[Unit]:
    for box in document.infoboxes:
        mapped, ignored = mappings_for(box.name), ignored_parameters(box.name)
        for parameter in box.parameters:
            if parameter.text.plain.strip() or parameter.text.marks:
                name = parameter.name.lower()
                skip = name in ignored and name not in mapped
                status: Status = "ignored" if skip else _status(passages.overlap(parameter.span))
                yield Unit("infobox parameter", parameter.span, f"{box.name}: {parameter.name}", status)


def _items(document: Document, passages: _Passages) -> Iterator[Unit]:
    """List items; those of sections without prose ("External links") are ignored by the section's name."""
    for item in document.items:
        skip = any(heading.lower() in apparatus() for heading in item.section)
        status: Status = "ignored" if skip else _status(passages.overlap(item.span))
        yield Unit("list item", item.span, item.text.plain.strip()[:60], status)


def _rows(document: Document, passages: _Passages) -> Iterator[Unit]:
    for table in document.tables:
        for row in columns_of(table).rows:
            spans = [cell.span for cell in row if cell is not None]
            if spans:
                span = Span(min(s.begin for s in spans), max(s.end for s in spans))
                name = " | ".join(dict.fromkeys(cell.text.plain.strip() for cell in row if cell is not None))[:60]
                yield Unit("table row", span, name, _status(passages.overlap(span)))


def _sentences(document: Document, passages: _Passages) -> Iterator[Unit]:
    for sentence in document.sentences:
        plain = sentence.text.plain
        if _HARM.search(plain) and _NUMBER.search(plain):
            yield Unit("casualty sentence", sentence.span, plain[:60], _status(passages.overlap(sentence.span)))


def _references(document: Document, cited: set[Span]) -> Iterator[Unit]:
    for key in document.references.keys():  # noqa: SIM118  References is no mapping
        sources = document.references.citations((key,))
        if sources:
            yield Unit("reference", sources[0].span, key[:60], _status(any(source.span in cited for source in sources)))
