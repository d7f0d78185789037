"""What the columns of an answer are, so that it can be drawn: names, numbers, dates, nodes, coordinates."""

import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from kg.answers.model import Rows, Term, value_of
from kg.answers.tables import shown
from kg.triples.names import PREFIXES
from kg.values.missions import abbreviated

_XSD = PREFIXES["xsd"]
_DATES = frozenset(_XSD + name for name in ("date", "gYear", "gYearMonth", "dateTime"))
_LONGEST_TITLE = 36
_YEAR = re.compile(r"-?[0-9]{4,6}")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")


def when(term: Term | None) -> float | None:
    """A date as years since 1: a year is its first of January, a month its first day.

    >>> when(Literal("2014-07"))
    2014.5
    """
    found = _DATE.match(term.value) if isinstance(term, Literal) else None
    if not found:
        return None
    month, day = int(found[2] or 1), int(found[3] or 1)
    return int(found[1]) + (month - 1) / 12 + (day - 1) / 372


@dataclass(frozen=True)
class Shape:
    """An answer seen by column; `told` says what the columns mean, as the query's head does."""

    rows: Rows
    told: Mapping[str, str] = field(default_factory=dict)

    def title(self, name: str) -> str:
        """What a column is, in few words: the beginning of its meaning, else its name.

        >>> Shape(Rows((), ()), {"killed": "people killed in them, the attackers left out"}).title("killed")
        'people killed in them'
        """
        brief = re.split(r"[,;:(]", self.told.get(name, ""))[0].strip()
        return brief if 0 < len(brief) <= _LONGEST_TITLE else spaced(name)

    def column(self, name: str) -> list[Term | None]:
        """The cells of a column."""
        at = self.rows.variables.index(name)
        return [row[at] for row in self.rows.terms]

    def texts(self, name: str) -> list[str]:
        """The cells of a column in few characters: a concept without its prefix, a mission by its letters."""
        texts = [named(cell) for cell in self.column(name)]
        return [abbreviated(text) for text in texts] if name == "missionName" else texts

    def briefs(self, name: str, longest: int = 34) -> list[str]:
        """The same, cut to what a picture has room for."""
        return [short(text, longest) for text in self.texts(name)]

    def numbers(self, name: str) -> list[float | None]:
        """The cells of a column as numbers."""
        return [_number(cell) for cell in self.column(name)]

    def _all(self, fits: Callable[[Term], bool]) -> tuple[str, ...]:
        return tuple(name for name in self.rows.variables if _every(self.column(name), fits))

    @cached_property
    def dates(self) -> tuple[str, ...]:
        """Columns of dates."""
        return self._all(lambda cell: isinstance(cell, Literal) and cell.datatype.value in _DATES)

    @cached_property
    def measures(self) -> tuple[str, ...]:
        """Columns of numbers that are neither coordinates nor years nor numbers of documents."""
        apart = {"latitude", "longitude", "year", "number"}
        return tuple(name for name in self._all(lambda cell: _number(cell) is not None) if name not in apart)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Columns of texts and concepts, those that say the same in each row last."""
        found = self._all(lambda cell: _number(cell) is None and not _is_long_node(cell))
        found = tuple(name for name in found if name not in self.dates)
        return tuple(sorted(found, key=lambda name: len(self.rows) > 1 and len(set(self.texts(name))) == 1))


def short(text: str, longest: int = 34) -> str:
    """A text cut to what a picture has room for."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def wrapped(text: str, width: int) -> str:
    """A name on one line, or on two and cut.

    >>> wrapped("United Nations Stabilisation Mission in Haiti", 20)
    'United Nations\\nStabilisation…'
    """
    lines = textwrap.wrap(text, width, max_lines=2, placeholder="…")
    return "\n".join(lines)


def spaced(name: str) -> str:
    """The name of a variable or class as words.

    >>> spaced("countryName"), spaced("inAttack"), spaced("ArmedGroup")
    ('country', 'in attack', 'armed group')
    """
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name)
    return words.removesuffix(" name").strip()


def named(term: Term | None) -> str:
    """A term as a label on a picture.

    >>> named(NamedNode("https://w3id.org/peacekg/ontology#SuicideBombing"))
    'suicide bombing'
    >>> named(NamedNode("https://w3id.org/peacekg/ontology#IED"))
    'IED'
    """
    text = shown(term)
    if isinstance(term, NamedNode) and text.startswith("pk:"):
        words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text[3:])
        return words if words.isupper() else words.lower()
    return text


def _every(cells: Sequence[Term | None], fits: Callable[[Term], bool]) -> bool:
    given = [cell for cell in cells if cell is not None]
    return bool(given) and all(map(fits, given))


def _is_long_node(cell: Term) -> bool:
    return isinstance(cell, NamedNode) and not cell.value.startswith(PREFIXES["pk"])


def _number(cell: Term | None) -> float | None:
    if isinstance(cell, Literal) and cell.datatype.value == _XSD + "gYear":
        return None
    value = value_of(cell)
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None
