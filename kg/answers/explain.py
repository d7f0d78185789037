"""Where a node was read: the passages behind it, each with its sentence, its sources and the rule that read it."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from pyoxigraph import NamedNode

from kg.answers.asking import Engine, nodes_named
from kg.answers.model import Row
from kg.answers.parameters import iri
from kg.answers.passages import Context, context, documents, pages_titled
from kg.answers.tables import clean, shown
from kg.errors import UsageError
from kg.triples.names import BASE, PREFIXES

_PATH = re.compile(r"[a-z][a-z-]*/[^\s<>\"{}|\\^`]+")
_HEAD = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
_DETAILS = """
  OPTIONAL { ?passage pk:quote ?quote }
  OPTIONAL { ?passage pk:section ?section }
  OPTIONAL { ?read pk:rule ?rule . ?passage pk:rule ?rule }
  OPTIONAL { ?page dcterms:title|rdfs:label ?title }
  OPTIONAL { ?page schema:url ?url }
  OPTIONAL { ?page pk:revision ?revision }
"""
# The passage stands in each branch: joined after the union, all passages of the graph would be read.
_PASSAGES = """
SELECT DISTINCT
  ?claim ?value ?label ?passage ?begin ?end ?anchor ?quote ?section ?page ?title ?url ?revision ?rule
WHERE {
  {
    VALUES ?node { %(node)s } ?node prov:wasDerivedFrom ?passage .
    ?passage nif:beginIndex ?begin ; nif:endIndex ?end ; nif:anchorOf ?anchor ; nif:referenceContext ?page .
    BIND(?node AS ?read)
  } UNION {
    VALUES ?node { %(node)s } ?read pk:casualties ?node ; prov:wasDerivedFrom ?passage .
    ?passage nif:beginIndex ?begin ; nif:endIndex ?end ; nif:anchorOf ?anchor ; nif:referenceContext ?page .
  } UNION {
    VALUES ?node { %(node)s }
    ?read rdf:subject ?node ; rdf:predicate ?claim ; rdf:object ?value ; prov:wasDerivedFrom ?passage .
    ?passage nif:beginIndex ?begin ; nif:endIndex ?end ; nif:anchorOf ?anchor ; nif:referenceContext ?page .
    OPTIONAL { ?value rdfs:label ?label FILTER(LANG(?label) IN ("", "en")) }
  } UNION {
    VALUES ?passage { %(node)s }
    ?passage nif:beginIndex ?begin ; nif:endIndex ?end ; nif:anchorOf ?anchor ; nif:referenceContext ?page .
    BIND(?passage AS ?read)
  }
%(details)s}
ORDER BY ?claim ?value ?page ?begin ?end ?rule ?label
"""
_MOST = 20
# An entity of which nothing is said itself is explained by the facts that name it.
_THROUGH = """
SELECT DISTINCT ?claim ?value ?label ?passage ?begin ?end ?anchor ?quote ?section ?page ?title ?url ?revision ?rule
WHERE {
  {
    SELECT DISTINCT ?claim ?value ?read ?passage ?page ?begin ?end WHERE {
      VALUES ?node { %(node)s }
      {
        ?read ?claim ?node ; prov:wasDerivedFrom ?passage
        FILTER(?claim NOT IN (rdf:subject, rdf:object)) BIND(?read AS ?value)
      }
      UNION { ?read rdf:object ?node ; rdf:predicate ?claim ; rdf:subject ?value ; prov:wasDerivedFrom ?passage }
      ?passage nif:beginIndex ?begin ; nif:endIndex ?end ; nif:referenceContext ?page .
    }
    ORDER BY ?page ?begin ?end ?claim ?value LIMIT %(most)d
  }
  ?passage nif:anchorOf ?anchor
  OPTIONAL { ?value rdfs:label ?label FILTER(LANG(?label) IN ("", "en")) }
%(details)s}
ORDER BY ?page ?begin ?end ?claim ?value ?rule ?label
"""
_SOURCES = """
SELECT DISTINCT ?passage ?source ?title ?publisher ?date ?url ?archive WHERE {
  VALUES ?passage { %s }
  ?passage pk:cites ?source
  OPTIONAL { ?source dcterms:title ?title }
  OPTIONAL { ?source dcterms:publisher ?publisher }
  OPTIONAL { ?source dcterms:date ?date }
  OPTIONAL { ?source schema:url ?url }
  OPTIONAL { ?source schema:archivedAt ?archive }
}
ORDER BY ?passage ?source
"""


@dataclass(frozen=True, slots=True)
class Source:
    """A publication that a passage cites; what the citation does not tell is empty."""

    iri: str
    title: str = ""
    publisher: str = ""
    date: str = ""
    url: str = ""
    archive: str = ""

    def __str__(self) -> str:
        parts = [part for part in (self.title, self.publisher, self.date, self.url or self.archive) if part]
        return clean(", ".join(parts) or self.iri)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a page that says something of the node.

    `claim` is what it says ("pk:headquarters Bamako"), empty where the node itself is the fact; `begin` and `end`
    count the wikitext's code points, `anchor` is that slice, `quote` the slice as a reader sees it.
    """

    iri: str
    claim: str
    begin: int
    end: int
    anchor: str
    quote: str
    section: str
    page: str
    url: str
    revision: str
    rules: tuple[str, ...]
    sources: tuple[Source, ...] = ()
    context: Context | None = None

    def marked(self, left: str = "»", right: str = "«") -> str:
        """The sentence with the evidence marked inside it; the evidence alone where the sentence is not known."""
        if self.context is None or self.context.begin == self.context.end:
            return f"{left}{clean(self.quote or self.anchor)}{right}"
        plain, begin, end = self.context.plain, self.context.begin, self.context.end
        return f"{clean(plain[:begin])}{left}{clean(plain[begin:end])}{right}{clean(plain[end:])}"


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that is known of where a node comes from; `str` of it is what `kg explain` prints.

    `more`: there are further facts that name the node.
    """

    node: str
    passages: tuple[Passage, ...] = field(default=())
    more: bool = False

    def __len__(self) -> int:
        return len(self.passages)

    def __str__(self) -> str:
        told = [_told(passage) for passage in self.passages]
        return "\n".join([*told, f"… and more than these {_MOST}; kg query finds them.\n"] if self.more else told)

    def _repr_html_(self) -> str:
        from kg.answers.notebook import html_of_explanation  # noqa: PLC0415 (only in notebooks)

        return html_of_explanation(self)


def explain(engine: Engine, node: str, sources: Sequence[str] = (), *, through_facts: bool = False) -> Explanation:
    """The passages behind a node, named by IRI or label; `sources` hold the wikitext for the sentences around them.

    `through_facts`: where nothing is said of the node itself, the facts that name it, the first twenty.
    """
    found = _node(engine, node)
    passages = _passages(engine, _PASSAGES % {"node": found, "details": _DETAILS}, "{claim} {value}")
    more = False
    if not passages and through_facts:
        passages = _passages(
            engine, _THROUGH % {"node": found, "most": _MOST + 1, "details": _DETAILS}, "{claim} of {value}"
        )
        more = len(passages) > _MOST
        passages = _naming(passages[:_MOST], _names(engine, found))
    return Explanation(found.value, tuple(_within(passages, sources) if sources else passages), more)


def _names(engine: Engine, node: NamedNode) -> list[str]:
    rows = engine.run(f"{_HEAD}SELECT ?name {{ {node} rdfs:label|skos:altLabel ?name }}")
    return [str(row["name"]).casefold() for row in rows]


def _naming(passages: Sequence[Passage], names: Sequence[str]) -> list[Passage]:
    """Of each fact's passages those in which a name stands; all of them where it stands in none."""
    naming = [one for one in passages if any(name in one.quote.casefold() for name in names)]
    named = {one.claim for one in naming}
    return [one for one in passages if one in naming or one.claim not in named]


def _passages(engine: Engine, sparql: str, claim: str) -> list[Passage]:
    rows = list(engine.run(_HEAD + sparql))
    cited = _cited(engine, sorted({str(row["passage"]) for row in rows}))
    groups = groupby(rows, lambda row: (row["claim"], row["value"], row["passage"]))
    return [_passage(list(group), cited, claim) for _, group in groups]


def _node(engine: Engine, text: str) -> NamedNode:
    text = text.removeprefix("<").removesuffix(">")
    if node := iri(text):
        return node
    nodes = nodes_named(engine, text)
    if not nodes and _PATH.fullmatch(text):  # as it stands in the Turtle, below @base
        return NamedNode(getattr(engine, "base", BASE) + text)
    if len(nodes) != 1:
        several = f"{len(nodes)} nodes: {', '.join(sorted(node.value for node in nodes)[:5])}" if nodes else "no node"
        raise UsageError(f"{text!r} names {several}; give an IRI of the graph.")
    return nodes[0]


def _cited(engine: Engine, passages: Sequence[str]) -> Mapping[str, list[Source]]:
    cited: dict[str, list[Source]] = defaultdict(list)
    for row in engine.run(_HEAD + _SOURCES % " ".join(str(NamedNode(passage)) for passage in passages)):
        names = ("source", "title", "publisher", "date", "url", "archive")
        cited[str(row["passage"])].append(Source(*(_text(row[name]) for name in names)))
    return cited


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _passage(rows: Sequence[Row], cited: Mapping[str, Sequence[Source]], claim: str) -> Passage:
    row = rows[0]
    return Passage(
        iri=str(row["passage"]),
        claim=claim.format(claim=shown(NamedNode(str(row["claim"]))), value=_value(row)) if row["claim"] else "",
        begin=int(row["begin"] or 0),
        end=int(row["end"] or 0),
        anchor=_text(row["anchor"]),
        quote=_text(row["quote"]),
        section=_text(row["section"]),
        page=_text(row["title"]) or _text(row["page"]),
        url=_text(row["url"]),
        revision=_text(row["revision"]),
        rules=tuple(dict.fromkeys(str(row["rule"]) for row in rows if row["rule"])),
        sources=tuple(cited.get(str(row["passage"]), ())),
    )


def _value(row: Row) -> str:
    """The object of a statement: its name, or in few characters."""
    text = _text(row["label"]) or _text(row["value"])
    return shown(node) if (node := iri(text)) else clean(text)


def _within(passages: Sequence[Passage], sources: Sequence[str]) -> tuple[Passage, ...]:
    """The same passages, each in its sentence."""
    taken = documents(pages_titled(sources, frozenset(passage.page for passage in passages)))
    return tuple(
        replace(passage, context=context(taken[passage.page], passage.begin, passage.end))
        if passage.page in taken
        else passage
        for passage in passages
    )


def _told(passage: Passage) -> str:
    where = (
        f"{passage.page}{f', {passage.section}' if passage.section else ''}, characters {passage.begin}-{passage.end}"
    )
    revision = f", revision {passage.revision}" if passage.revision else ""
    lines = [
        clean(passage.claim),
        f"  {passage.marked()}",
        f"  in: {clean(where + revision)}",
        *(f"  source: {source}" for source in passage.sources),
        *(f"  rule: {clean(rule)}" for rule in passage.rules),
    ]
    return "\n".join(line for line in lines if line) + "\n"
