"""What a graph answers: rows of RDF terms, and the plain Python values that they stand for."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal as OneOf
from typing import overload

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolution, QuerySolutions, QueryTriples, Triple

Term = NamedNode | BlankNode | Literal | Triple
Value = str | int | float | bool | None
Row = dict[str, Value]
Cells = tuple[Term | None, ...]
Form = OneOf["select", "ask", "construct"]

_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS = frozenset(
    _XSD + name for name in ("integer", "int", "long", "short", "nonNegativeInteger", "positiveInteger")
)
_FLOATS = frozenset(_XSD + name for name in ("decimal", "double", "float"))


def value_of(term: Term | None) -> Value:
    """A term as Python sees it: numbers and booleans as such, all else (IRIs, dates, text) as its characters.

    >>> value_of(Literal("10", datatype=NamedNode(_XSD + "integer"))), value_of(NamedNode("urn:x")), value_of(None)
    (10, 'urn:x', None)
    """
    if isinstance(term, Literal):
        return _literal(term.value, term.datatype.value)
    if term is None or isinstance(term, Triple):
        return None if term is None else str(term)
    return term.value


def _literal(text: str, datatype: str) -> Value:
    try:
        if datatype in _INTEGERS:
            return int(text)
        if datatype in _FLOATS:
            return float(text)
    except ValueError:  # an ill-typed literal stays the text that it is
        return text
    return text in {"true", "1"} if datatype == _XSD + "boolean" else text


class Lines(Sequence[Cells]):
    """The engine's rows as tuples, which are made when they are read: an answer may have more rows than are shown."""

    def __init__(self, solutions: Iterable[QuerySolution]) -> None:
        self._solutions = tuple(solutions)

    @overload
    def __getitem__(self, index: int) -> Cells: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Cells, ...]: ...
    def __getitem__(self, index: int | slice) -> Cells | tuple[Cells, ...]:
        if isinstance(index, slice):
            return tuple(map(tuple, self._solutions[index]))
        return tuple(self._solutions[index])

    def __iter__(self) -> Iterator[Cells]:
        return map(tuple, self._solutions)

    def __len__(self) -> int:
        return len(self._solutions)

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, (tuple, Lines)) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))


@dataclass(frozen=True, slots=True)
class Rows(Sequence[Row]):
    """An answer: `variables` name the columns, `terms` are its cells (None where a cell is empty).

    A row is a dictionary of plain values. ASK gives one row, `{"ask": True}`, and the answer's truth is its own;
    CONSTRUCT and DESCRIBE give one row for each triple: subject, predicate, object.
    """

    variables: tuple[str, ...]
    terms: Sequence[Cells]
    form: Form = "select"

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, slice):
            return [self._row(cells) for cells in self.terms[index]]
        return self._row(self.terms[index])

    def __iter__(self) -> Iterator[Row]:
        return map(self._row, self.terms)

    def __len__(self) -> int:
        return len(self.terms)

    def __bool__(self) -> bool:
        return bool(value_of(self.terms[0][0])) if self.form == "ask" else bool(self.terms)

    def __str__(self) -> str:
        from kg.answers.tables import table  # noqa: PLC0415 (it needs this class)

        return table(self)

    def _repr_html_(self) -> str:
        from kg.answers.notebook import html_of_rows  # noqa: PLC0415 (only in notebooks)

        return html_of_rows(self)

    def _row(self, cells: Cells) -> Row:
        return dict(zip(self.variables, map(value_of, cells), strict=True))


def rows_of(answer: QuerySolutions | QueryBoolean | QueryTriples) -> Rows:
    """The engine's answer, read to its end."""
    if isinstance(answer, QueryBoolean):
        return Rows(("ask",), ((Literal(bool(answer)),),), "ask")
    if isinstance(answer, QueryTriples):
        return rows_of_triples(answer)
    return Rows(tuple(variable.value for variable in answer.variables), Lines(answer))


def rows_of_triples(triples: Iterable[Triple]) -> Rows:
    """Triples as rows."""
    return Rows(("subject", "predicate", "object"), tuple(tuple(triple) for triple in triples), "construct")
