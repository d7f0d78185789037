"""The same panels as one HTML file: no server, no script, nothing fetched; pictures and style are inside it."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from pyoxigraph import NamedNode

from kg.answers.asking import nodes_named
from kg.answers.graph import Graph
from kg.answers.parameters import iri
from kg.errors import UsageError
from kg.explorer.names import HEAD, Cell, cells, labels
from kg.explorer.panels import Shown, subject_panels
from kg.explorer.pictures import draw
from kg.explorer.rendering import render

ROWS = 60
_FACTS = 150
_MISSIONS = """
SELECT ?mission (COUNT(DISTINCT ?fact) AS ?facts) WHERE {
  ?mission a pk:Mission . ?fact pk:mission ?mission ; prov:wasDerivedFrom ?passage
}
GROUP BY ?mission
ORDER BY DESC(?facts) ?mission
LIMIT 30
"""
_EVIDENCE = """
SELECT ?fact ?quote ?page ?title ?url WHERE {
  ?fact pk:mission %s ; a ?class ; prov:wasDerivedFrom ?passage .
  FILTER(?class IN (pk:Attack, pk:Accident, pk:Tenure, pk:Contribution, pk:Figure))
  ?passage pk:quote|nif:anchorOf ?quote .
  FILTER NOT EXISTS { ?passage pk:quote ?better . FILTER(?better != ?quote) }
  OPTIONAL { ?passage nif:referenceContext/schema:url ?page }
  OPTIONAL {
    ?passage pk:cites ?source
    OPTIONAL { ?source dcterms:title ?title }
    OPTIONAL { ?source schema:url ?url }
  }
  OPTIONAL { ?fact pk:notBefore ?day }
}
ORDER BY ?class (STR(?day)) ?fact ?quote ?title
LIMIT 150
"""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A panel and its picture as a data URI (empty where it has none), and the same for the width of a phone."""

    panel: Shown
    picture: str
    narrow: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A mission: its name, its panels, and the sentences behind its facts."""

    name: str
    panels: Sequence[Drawn]
    evidence: Sequence[Sequence[Cell]]


def report(
    graph: Graph,
    missions: Sequence[str] = (),
    title: str = "",
    watch: Callable[[Sequence[str]], Iterable[str]] = iter,
) -> bytes:
    """The report on these missions (names or IRIs), or on the thirty with the most facts.

    `watch` hands on the missions, and so sees the turn of each.
    """
    nodes = [_mission(graph, name) for name in missions] or [str(row["mission"]) for row in graph.run(HEAD + _MISSIONS)]
    names = labels(graph, nodes)
    chapters = [_chapter(graph, node, names.get(node, node)) for node in watch(nodes)]
    style = (Path(__file__).parent / "static" / "explorer.css").read_text(encoding="utf-8")
    told = title or (chapters[0].name if len(chapters) == 1 else "Peacekeeping missions")
    return render("report.html", title=told, chapters=chapters, style=style, triples=len(graph), rows=ROWS)


def _mission(graph: Graph, name: str) -> str:
    if node := iri(name):
        return node.value
    found = nodes_named(graph, name)
    if not found:
        raise UsageError(f"Nothing in the graph is called {name!r}.")
    if len(found) > 1:
        raise UsageError(f"{name!r} names {len(found)} nodes of the graph; give the IRI of one.")
    return found[0].value


def _chapter(graph: Graph, node: str, name: str) -> Chapter:
    panels = [_drawn(panel) for panel in subject_panels(graph, node, "Mission")]
    return Chapter(name, panels, _evidence(graph, node))


def _drawn(panel: Shown) -> Drawn:
    """Where there is nothing to draw, the table stands alone."""
    return Drawn(panel, _picture(panel, narrow=False), _picture(panel, narrow=True).replace(" ", "%20"))


def _picture(panel: Shown, *, narrow: bool) -> str:
    if not panel.drawn:
        return ""
    picture = draw(panel.rows, panel.form, themed=True, narrow=narrow, told=panel.query.told)
    return f"data:image/svg+xml,{quote(_small(picture.decode()), safe=_SAFE)}" if picture else ""


def _small(svg: str) -> str:
    """The same picture without what only those who read its source need: lines, its head, fine fractions."""
    whole = re.sub(r"\s*\n\s*", " ", re.sub(r"\n\s*(?=<)", "", svg[svg.index("<svg") :]))
    places = re.sub(r' (?:d|x|y|transform)="[^"]*"', lambda found: _DIGITS.sub("", found[0]), whole)
    return re.sub("<metadata>.*?</metadata>", "", places)


_DIGITS = re.compile(r"(?<=\.\d\d)\d+")
_SAFE = " /:;=,.()-_!*@$+[]{}~^|'"  # what a double-quoted attribute and a URI both bear; in srcset, a space ends a URI


def _evidence(graph: Graph, node: str) -> list[list[Cell]]:
    rows = graph.run(HEAD + _EVIDENCE % NamedNode(node)).terms[:_FACTS]
    return [_plain(line) for line in cells(graph, rows)]


def _plain(line: Sequence[Cell]) -> list[Cell]:
    """Fact, sentence, article, source: the fact's page is not in this file, so its name stands alone."""
    fact, sentence, page, title, url = line
    article = Cell("article", page.href, outside=True) if page.href else Cell("")
    source = Cell(title.text or url.text, url.href, outside=bool(url.href))
    return [Cell(fact.text), Cell(sentence.text), article, source]
