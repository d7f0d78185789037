"""The graph: triples in an embedded engine, and what can be asked of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, overload

from pyoxigraph import Quad, RdfFormat, Store, Triple

from kg.answers.asking import ask, pointed_at
from kg.answers.model import Rows, rows_of
from kg.answers.queries import Query
from kg.errors import InputError, UsageError
from kg.files import write_whole
from kg.triples.formats import format_of, serialize
from kg.triples.names import BASE, PREFIXES

if TYPE_CHECKING:
    import pandas

    from kg.answers.explain import Explanation
    from kg.answers.summary import Summary
    from kg.answers.validate import Problem


class Graph:
    """Triples, whose own IRIs begin with `base`; `summary` says what was read, where pages were."""

    def __init__(
        self, triples: Iterable[Triple | Quad] = (), *, summary: Summary | None = None, base: str = BASE
    ) -> None:
        self.store = Store()
        self.summary = summary
        self.base = base
        self.add(triples)

    @classmethod
    def load(cls, where: str | Path) -> Graph:
        """The graph in a file (format from its suffix), or in all graph files of a folder."""
        from kg.answers.load import load  # noqa: PLC0415 (it needs this class)

        return load(Path(where))

    def add(self, triples: Iterable[Triple | Quad]) -> None:
        """Add triples; those already there change nothing."""
        self.store.extend(Quad(*triple) if isinstance(triple, Triple) else triple for triple in triples)

    def add_ntriples(self, data: bytes) -> None:
        """Add triples that kg itself wrote as N-Triples."""
        self.store.load(data, RdfFormat.N_TRIPLES, lenient=True)

    def __len__(self) -> int:
        return len(self.store)

    def __iter__(self) -> Iterator[Triple]:
        return (quad.triple for quad in self.store)

    def query(self, query: str | Query, /, **parameters: object) -> Rows:
        """The answer to SPARQL, or to a shipped query by name with its parameters."""
        return ask(self, query, parameters)

    def run(self, sparql: str) -> Rows:
        """The answer to one query without parameters. The prefixes of `kg build`'s Turtle need not be declared."""
        try:
            return rows_of(
                self.store.query(sparql, base_iri=self.base, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
            )
        except SyntaxError as error:
            raise UsageError(f"The query cannot be read {pointed_at(sparql, str(error))}") from None
        except (RuntimeError, OSError) as error:  # an unknown function, a SERVICE that does not answer
            raise InputError(f"The query cannot be answered: {error}") from None

    def to_dataframe(self, query: str | Query, /, **parameters: object) -> pandas.DataFrame:
        """The answer as a pandas data frame (extra `tables`): numbers as numbers, dates and IRIs as text."""
        import pandas as pd  # noqa: PLC0415 (an extra)

        rows = self.query(query, **parameters)
        return pd.DataFrame(list(rows), columns=list(rows.variables))

    def _repr_html_(self) -> str:
        from kg.answers.notebook import html_of_graph  # noqa: PLC0415

        return html_of_graph(self)

    @overload
    def serialize(self, path: None = None, format: str | None = None) -> str: ...
    @overload
    def serialize(self, path: str | Path, format: str | None = None) -> None: ...
    def serialize(self, path: str | Path | None = None, format: str | None = None) -> str | None:  # noqa: A002
        """The graph as text, or into a file (whole or not at all), in `format` or that of the suffix; else Turtle."""
        if path is None:
            return self.to_bytes(format or "turtle").decode("utf-8")
        write_whole(Path(path), self.to_bytes(format or format_of(Path(path))))
        return None

    def to_bytes(self, format: str) -> bytes:  # noqa: A002
        """The graph in a format, byte-identical for the same triples."""
        return serialize(self.store, format, self.base)

    def explain(self, iri: str, sources: Iterable[str] = ()) -> Explanation:
        """The passages and sources behind a node; `sources` (wikitext, exports) give the sentences around them."""
        from kg.answers.explain import explain  # noqa: PLC0415

        return explain(self, iri, tuple(sources), through_facts=True)

    def validate(self, sources: Iterable[str] = ()) -> tuple[Problem, ...]:
        """What is wrong: broken shapes, broken rules, and passages that do not stand in the wikitext of `sources`."""
        from kg.answers.validate import validate  # noqa: PLC0415 (imports pyshacl: 0.5 s)

        return validate(self, tuple(sources))
