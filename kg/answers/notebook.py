"""How graphs, answers and evidence look in a notebook: HTML in which every value is escaped."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kg.answers.model import Rows
from kg.answers.tables import shown

if TYPE_CHECKING:
    from kg.answers.explain import Explanation, Passage, Source
    from kg.answers.graph import Graph

_ROWS = 50
_KINDS = """SELECT ?class (COUNT(?node) AS ?nodes) WHERE { ?node a ?class
FILTER(STRSTARTS(STR(?class), "https://w3id.org/peacekg/ontology#")) } GROUP BY ?class ORDER BY DESC(?nodes) ?class"""


def html_of_graph(graph: "Graph") -> str:
    """How many triples, and how many nodes of each class."""
    return f"<p><b>PeaceKG graph</b>, {len(graph):,} triples</p>{html_of_rows(graph.run(_KINDS))}"


def html_of_rows(rows: Rows) -> str:
    """A table, the first rows of a long answer."""
    lines = [[escape(shown(cell)) for cell in row] for row in rows.terms[:_ROWS]]
    more = f"<p>{len(rows) - _ROWS:,} more rows</p>" if len(rows) > _ROWS else ""
    return _table([escape(name) for name in rows.variables], lines) + more


def _table(heads: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    head = "".join(f"<th>{name}</th>" for name in heads)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in line) + "</tr>" for line in lines)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def html_of_explanation(told: "Explanation") -> str:
    """Each passage in its sentence, marked, with its sources."""
    return "".join(_passage(passage) for passage in told.passages)


def _passage(passage: "Passage") -> str:
    left, right = "\x02", "\x03"  # characters that no text keeps, replaced once all else is escaped
    marked = escape(passage.marked(left, right)).replace(left, "<mark>").replace(right, "</mark>")
    where = escape(f"{passage.page}, characters {passage.begin}–{passage.end}")
    sources = "".join(f"<li>{_source(source)}</li>" for source in passage.sources)
    claim = f"<b>{escape(passage.claim)}</b> " if passage.claim else ""
    return f"<blockquote>{claim}{marked}<br><small>{where}</small><ul>{sources}</ul></blockquote>"


def _source(source: "Source") -> str:
    text = escape(str(source))
    safe = urlsplit(source.url).scheme in {"http", "https"} if source.url else False
    return f'<a href="{escape(source.url)}" rel="noopener noreferrer">{text}</a>' if safe else text
