"""What the graph says of things that are linked, in the terms of Wikidata's properties, each with its sources."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Quad, Triple

from kg.linking.mentions import Node, gather, kind_of
from kg.linking.model import SAME_AS, WIKIDATA
from kg.linking.properties import Property, compared
from kg.triples.names import PREFIXES

_PK, _RDF, _PROV, _NIF = PREFIXES["pk"], PREFIXES["rdf"], PREFIXES["prov"], PREFIXES["nif"]
_LABEL = PREFIXES["rdfs"] + "label"
_EVERYONE = {_PK + "AllPersonnel"}


@dataclass(frozen=True, slots=True)
class Source:
    """Where we read it: the cited publication's address, the article's title, revision and date ("" if unknown)."""

    url: str = ""
    article: str = ""
    revision: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that the graph says of an item: `value` as a claim of Wikidata has it, `kind` that of the value."""

    node: str
    label: str
    qid: str
    property: Property
    value: str
    kind: str = ""
    qualifiers: tuple[tuple[str, str], ...] = ()
    sources: tuple[Source, ...] = ()


def said_of(triples: Iterable[Triple | Quad]) -> list[Said]:
    """All that can be compared, in the order of nodes and properties."""
    told = gather(triples)
    qids = {iri: qid for iri, node in told.items() if (qid := _qid(node))}
    statements = _statements(told)
    found = [said for iri in sorted(qids) for said in _of_node(iri, told, qids, statements)]
    return [*found, *_tenures(told, qids), *_figures(told, qids)]


def _qid(node: Node) -> str:
    links = {target for target in node.nodes.get(SAME_AS.value, ()) if target.startswith(WIKIDATA)}
    return links.pop().removeprefix(WIKIDATA) if len(links) == 1 else ""


def _statements(told: Mapping[str, Node]) -> dict[tuple[str, str], list[Node]]:
    """The evidence of plain triples: statement nodes by subject and predicate."""
    found: dict[tuple[str, str], list[Node]] = {}
    for node in told.values():
        for subject in node.nodes.get(_RDF + "subject", ()):
            for predicate in node.nodes.get(_RDF + "predicate", ()):
                found.setdefault((subject, predicate), []).append(node)
    return found


def _of_node(
    iri: str, told: Mapping[str, Node], qids: Mapping[str, str], statements: Mapping[tuple[str, str], list[Node]]
) -> Iterator[Said]:
    node, kind = told[iri], kind_of(told[iri])
    label = next(iter(sorted(node.values.get(_LABEL, ()))), iri)
    for property_ in (p for p in compared() if p.kind == kind):
        for value, value_kind, evidence in _values(iri, node, property_, told, qids):
            nodes = evidence or statements.get((iri, full(property_.ours)), [])
            sources = tuple(dict.fromkeys(s for n in nodes for s in _sources(n, value, told)))
            yield Said(iri, label, qids[iri], property_, value, value_kind, (), sources)


def full(name: str) -> str:
    """The IRI of a name with prefix; the place's point has its evidence at the latitude."""
    prefix, local = ("geo", "lat") if name == "geo:point" else name.split(":", 1)
    return PREFIXES[prefix] + local


def _values(
    iri: str, node: Node, property_: Property, told: Mapping[str, Node], qids: Mapping[str, str]
) -> Iterator[tuple[str, str, list[Node]]]:
    """Value, kind of value, and the nodes that hold its evidence where those are not statements."""
    if property_.ours == "geo:point":
        lat, long = (node.values.get(PREFIXES["geo"] + name, [""])[0] for name in ("lat", "long"))
        if lat and long:
            yield f"{lat},{long}", "", []
    elif property_.ours in {"pk:killed", "pk:injured"}:
        total = _victims(node, property_.ours, told)
        if total is not None:
            yield str(total), "", [node]
    else:
        name, evidence = full(property_.ours), [node] if kind_of(node) == "Attack" else []
        targets = sorted(node.nodes.get(name, ()))
        if property_.value == "item":
            yield from ((qids[t], kind_of(told[t]), evidence) for t in targets if t in qids)
        else:
            yield from ((value, "", evidence) for value in sorted({*node.values.get(name, ()), *targets}))


def _victims(node: Node, name: str, told: Mapping[str, Node]) -> int | None:
    """The victims of an attack, without attackers; None where no number is told."""
    groups = [told[group] for group in node.nodes.get(_PK + "casualties", ()) if group in told]
    counted = [g for g in groups if _PK + "Attacker" not in g.nodes.get(_PK + "victimRole", ())]
    numbers = [int(text) for group in counted for text in group.values.get(full(name), ()) if text.isdecimal()]
    return sum(numbers) if numbers else None


def _tenures(told: Mapping[str, Node], qids: Mapping[str, str]) -> Iterator[Said]:
    """Who led a mission, with the dates as qualifiers."""
    roles = {full(p.ours): p for p in compared() if p.kind == "Tenure"}
    for iri in sorted(told):
        node = told[iri]
        missions, people = node.nodes.get(_PK + "mission", ()), node.nodes.get(_PK + "person", ())
        for property_ in (roles[role] for role in node.nodes.get(_PK + "role", ()) if role in roles):
            for mission, person in ((m, p) for m in missions for p in people if m in qids and p in qids):
                label = next(iter(sorted(told[mission].values.get(_LABEL, ()))), mission)
                dates = (("P580", "start"), ("P582", "end"))
                qualifiers = tuple((pid, v) for pid, name in dates for v in node.values.get(_PK + name, ()))
                sources = tuple(dict.fromkeys(_sources(node, "", told)))
                yield Said(iri, label, qids[mission], property_, qids[person], "Person", qualifiers, sources)


def _figures(told: Mapping[str, Node], qids: Mapping[str, str]) -> Iterator[Said]:
    """Strength and losses of a mission as a whole, with the day they are of as a qualifier."""
    measures = {full(p.ours): p for p in compared() if p.kind == "Figure"}
    for iri in sorted(told):
        node = told[iri]
        kinds = set(node.nodes.get(_PK + "personnelKind", ()))
        for property_ in (measures[name] for name in node.nodes.get(_PK + "measure", ()) if name in measures):
            for mission in (m for m in node.nodes.get(_PK + "mission", ()) if m in qids and kinds <= _EVERYONE):
                label = next(iter(sorted(told[mission].values.get(_LABEL, ()))), mission)
                dates = tuple(("P585", date) for date in node.values.get(_PK + "date", ()))
                sources = tuple(dict.fromkeys(_sources(node, "", told)))
                for value in node.values.get(_PK + "value", ()):
                    yield Said(iri, label, qids[mission], property_, value, "", dates, sources)


def _sources(node: Node, value: str, told: Mapping[str, Node]) -> Iterator[Source]:
    """The sources behind a node's passages; of a statement, only if it is about this value (or about a link)."""
    objects = node.values.get(_RDF + "object", ())
    if objects and value and value not in objects and "," not in value:
        return
    for passage in sorted(node.nodes.get(_PROV + "wasDerivedFrom", ())):
        if passage in told:
            yield from _of_passage(told[passage], told)


def _of_passage(passage: Node, told: Mapping[str, Node]) -> Iterator[Source]:
    page = next((told[p] for p in passage.nodes.get(_NIF + "referenceContext", ()) if p in told), Node())
    title = next(iter(page.values.get(PREFIXES["dcterms"] + "title", page.values.get(_LABEL, ()))), "")
    revision = next(iter(page.values.get(_PK + "revision", ())), "")
    modified = next(iter(page.values.get(PREFIXES["dcterms"] + "modified", ())), "")[:10]
    cited = [u for s in passage.nodes.get(_PK + "cites", ()) if s in told for u in _urls(told[s])]
    for url in sorted(cited) or [""]:
        yield Source(url, title, revision, modified)


def _urls(source: Node) -> list[str]:
    return source.nodes.get(PREFIXES["schema"] + "url", []) or source.values.get(PREFIXES["schema"] + "url", [])
