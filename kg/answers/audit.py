"""The reading reports of pages as text: nothing is lost silently."""

from collections import Counter
from collections.abc import Iterable, Mapping

from kg.answers.tables import clean, columns
from kg.reading.report import KINDS, Report

Counts = Counter[tuple[str, str]]
_STATES = ("read", "ignored", "unread")


def counts_of(report: Report) -> Counts:
    """How many units of each kind were read, ignored by name, or left unread."""
    return Counter((unit.kind, unit.status) for unit in report.units)


def page_text(report: Report) -> str:
    """One page: its figures, what was left unread, and what its own reading left out."""
    unread = [
        f"  unread {unit.kind}: {clean(unit.name)} (characters {unit.span.begin}-{unit.span.end})"
        for unit in report.unread()
    ]
    notes = [f"  note: {clean(note)}" for note in report.notes]
    return "\n".join([clean(report.title), *_indented(figures(counts_of(report))), *unread, *notes]) + "\n"


def total_text(pages: int, counts: Counts) -> str:
    """The sum over pages."""
    return "\n".join([f"All {pages} pages" if pages != 1 else "1 page", *_indented(figures(counts))]) + "\n"


def figures(counts: Mapping[tuple[str, str], int]) -> str:
    """A table: kind, what became of its units, and the share that was read or ignored by name, in per cent."""
    lines = [_line(kind, counts) for kind in KINDS]
    told = [line for line in lines if line]
    return columns(["", *_STATES, "%"], told) if told else "nothing that is counted\n"


def _line(kind: str, counts: Mapping[tuple[str, str], int]) -> list[str]:
    numbers = [counts.get((kind, state), 0) for state in _STATES]
    if not sum(numbers):
        return []
    return [
        f"{kind}s".replace("ys", "ies"),
        *map(str, numbers),
        f"{100 * (sum(numbers) - numbers[-1]) / sum(numbers):.1f}",
    ]


def _indented(text: str) -> Iterable[str]:
    return (f"  {line}" for line in text.splitlines())
