"""What a worker can be asked to do: pages, panels, pictures and queries, each made from one graph."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode

from kg.answers.graph import Graph
from kg.answers.model import Rows
from kg.answers.queries import named, shipped
from kg.errors import KgError, UsageError
from kg.explorer import sparql
from kg.explorer.article import Articles
from kg.explorer.description import description
from kg.explorer.facts import FACTS, details, facts_about
from kg.explorer.lists import PAGE, Lists
from kg.explorer.model import HTML, Answer, said
from kg.explorer.names import HEAD, Cell, cells, labels
from kg.explorer.nodes import CLASSES, checked, node
from kg.explorer.panels import ROWS, asked_panel, first_form
from kg.explorer.pictures import DRAWN, FORMS, draw, nothing
from kg.explorer.rendering import render
from kg.explorer.search import Index
from kg.explorer.store import opened
from kg.explorer.tables import DOWNLOADS, download, taken
from kg.triples.names import PREFIXES

_LARGE = 300_000  # triples; panels of larger graphs take seconds and are fetched one by one
_COUNTS = "SELECT ?class (COUNT(?node) AS ?n) WHERE { ?node a ?class } GROUP BY ?class"
_LINE = re.compile(r"error at (\d+):(\d+)")
PICTURES: Mapping[str, str] = {"svg": "image/svg+xml", "png": "image/png"}


@dataclass(slots=True)
class Desk:
    """A graph, the articles it was read from, and how long an answer may be; `do` does a job by name."""

    graph: Graph
    articles: Articles
    size: int = 32 << 20
    _index: Index = field(init=False)
    _lists: Lists = field(init=False)
    _large: bool = False

    def __post_init__(self) -> None:
        self._index = Index(self.graph)
        self._lists = Lists(self.graph)
        self._large = len(self.graph) > _LARGE

    @classmethod
    def from_settings(cls, settings: Mapping[str, Any]) -> "Desk":
        """The desk of a worker."""
        return cls(opened(Path(settings["store"])), Articles(settings.get("sources", ())), int(settings["size"]))

    def do(self, name: str, arguments: Mapping[str, Any]) -> Answer:
        """The answer to a job; what is wrong with an address stands on a page, with a query of the endpoint in text."""
        try:
            return self._jobs()[name](arguments)
        except KgError as error:
            if name in {"sparql", "describe"}:
                raise
            return Answer(render("error.html", title="That cannot be shown", message=str(error)), HTML, 400)

    def _jobs(self) -> Mapping[str, Callable[[Mapping[str, Any]], Answer]]:
        return {
            "home": self.home,
            "list": self.list,
            "search": self.search,
            "node": self.node,
            "panel": self.panel,
            "ask": self.ask,
            "sparql": self.sparql,
            "describe": self.describe,
        }

    def home(self, _: Mapping[str, Any]) -> Answer:
        """What there is, and where to begin."""
        rows = self.graph.run(_COUNTS)
        counts = {str(row["class"]).removeprefix(PREFIXES["pk"]): row["n"] for row in rows}
        missions = self._cells(self._lists.all("Mission")[:PAGE])
        kinds = [(kind, counts[kind]) for kind in dict.fromkeys((*CLASSES, *FACTS)) if counts.get(kind)]
        return Answer(render("home.html", kinds=kinds, missions=missions, queries=shipped(), triples=len(self.graph)))

    def list(self, given: Mapping[str, Any]) -> Answer:
        """All nodes of a class, or its facts about a node, a hundred a page."""
        kind, asked = str(given.get("kind", "")), str(given.get("about", ""))
        if kind not in ({*FACTS} if asked else {*CLASSES, *FACTS}):
            return _missing("There is no such list.")
        about = checked(asked) if asked else None
        nodes = facts_about(self.graph, about)[kind] if about else self._lists.all(kind)
        page = _whole(given.get("page"), 1)
        shown = nodes[PAGE * (page - 1) : PAGE * page]
        heads, lines = details(self.graph, list(map(NamedNode, shown)), about) if kind in FACTS and shown else ([], [])
        values = {
            "kind": kind,
            "page": page,
            "first": PAGE * (page - 1) + 1,
            "count": len(nodes),
            "found": self._cells(shown),
            "heads": heads,
            "lines": lines,
            "about": about.value if about else "",
            "label": labels(self.graph, [about.value]).get(about.value, about.value) if about else "",
        }
        return Answer(render("list.html", **values))

    def _cells(self, nodes: Sequence[str]) -> Sequence[Sequence[Cell]]:
        return cells(self.graph, [[NamedNode(node)] for node in nodes])

    def search(self, given: Mapping[str, Any]) -> Answer:
        """Nodes by name."""
        words = str(given.get("q", ""))[:200]
        return Answer(render("search.html", words=words, hits=self._index.find(words)))

    def node(self, given: Mapping[str, Any]) -> Answer:
        """A node, its facts and panels; for a passage or a fact, the text that it was read from."""
        found = node(self.graph, str(given.get("iri", "")), deferred=self._large)
        if found is None:
            return _missing("The graph says nothing of this node.")
        return Answer(render("node.html", node=found, tellings=self.articles.tellings(found.passages)))

    def panel(self, given: Mapping[str, Any]) -> Answer:
        """A shipped query's answer as a page, a picture or a download."""
        name, _, kind = str(given["name"]).partition(".")
        asked = {key: str(value) for key, value in given["given"].items()}
        try:
            query = named(name)
        except UsageError as error:
            return _missing(str(error))
        form = asked.get("as", "")
        shown = asked_panel(self.graph, name, form if form in FORMS else first_form(query), asked)
        if kind in PICTURES:
            return self._picture(shown.rows, shown.form, kind, query.told, narrow="narrow" in asked)
        if kind in DOWNLOADS:
            return download(shown.rows, kind, query.name)
        if kind:
            return _missing("A panel is a page, .svg, .png, .csv, .json or .ttl.")
        return Answer(render("panel.html", panel=shown, query=query, asked=asked, forms=FORMS, most=ROWS))

    def ask(self, given: Mapping[str, Any]) -> Answer:
        """The SPARQL page, with the answer to `query` if there is one."""
        text = str(given.get("query", ""))
        form = str(given.get("as") or "table")
        if (kind := str(given.get("format", ""))) and text.strip():
            return self._asked(text, kind, form, narrow="narrow" in given)
        rows, problem = self._tried(text) if text.strip() else (None, "")
        place = _LINE.search(problem)
        lines = cells(self.graph, rows.terms[:ROWS]) if rows is not None else []
        values = {
            "query": text,
            "form": form if form in FORMS else "table",
            "rows": rows,
            "lines": lines,
            "problem": problem,
            "line": int(place[1]) if place else 0,
            "most": ROWS,
            "queries": shipped(),
            "prefixes": HEAD,
            "forms": DRAWN,
        }
        return Answer(render("ask.html", **values), HTML, 400 if problem else 200)

    def _tried(self, text: str) -> tuple[Rows | None, str]:
        try:
            return self._rows(text), ""
        except KgError as error:
            return None, str(error)

    def _rows(self, text: str) -> Rows:
        """The answer to a reader's query: few enough rows to be held in memory."""
        sparql.check(text)
        return taken(sparql.answer_to(self.graph.store, text))

    def _asked(self, text: str, kind: str, form: str, *, narrow: bool) -> Answer:
        rows = self._rows(text)
        if kind in PICTURES:
            return self._picture(rows, form, kind, {}, narrow=narrow)
        if kind in DOWNLOADS:
            return download(rows, kind, "answer")
        return _missing("Formats are svg, png, csv, json and ttl.")

    def _picture(self, rows: Rows, form: str, kind: str, told: Mapping[str, str], *, narrow: bool = False) -> Answer:
        """The picture; on a page, words take its place where there is nothing to draw."""
        if form not in DRAWN:
            return _missing(f"A picture is one of {', '.join(DRAWN)}.")
        picture = draw(rows, form, kind=kind, themed=kind == "svg", narrow=narrow, told=told)
        if picture is None and kind == "svg":
            why = "No rows: the graph tells nothing on this." if not rows else f"This answer cannot be drawn as {form}."
            picture = nothing(why)
        return Answer(picture, PICTURES[kind]) if picture else _missing("This answer has nothing that can be drawn so.")

    def sparql(self, given: Mapping[str, Any]) -> Answer:
        """The endpoint's answer to a query."""
        made = sparql.answer(
            self.graph,
            given["query"],
            given["wanted"],
            self.size,
            default=given.get("default"),
            named=given.get("named"),
        )
        if made is None:
            known = ", ".join(kind.partition(";")[0] for kind, _ in (*sparql.RESULTS.values(), *sparql.GRAPHS.values()))
            return said(406, f"No such format for this query; known are {known}.")
        return Answer(*made)

    def describe(self, given: Mapping[str, Any]) -> Answer:
        """The endpoint's description of itself."""
        form = next((name for name in given["wanted"] if name in sparql.GRAPHS), None)
        if form is None:
            return said(406, "The service description is Turtle, N-Triples, JSON-LD or RDF/XML.")
        return Answer(*description(self.graph, given["url"], form))


def _whole(text: object, least: int) -> int:
    return min(max(int(str(text)), least), 10**6) if re.fullmatch(r"[0-9]{1,7}", str(text)) else least


def _missing(message: str) -> Answer:
    return Answer(render("error.html", title="Not found", message=message), HTML, 404)
