"""The things of a graph for which an item is sought, with all that the graph tells of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.linking.model import Mention
from kg.triples.names import PREFIXES
from kg.values.countries import country_named

KINDS = ("Mission", "Country", "Place", "Person", "ArmedGroup", "Organization", "Resolution", "Attack")
_MOST_CONTEXTS = 20
_PK = PREFIXES["pk"]
_TYPE = PREFIXES["rdf"] + "type"
_LABEL, _ALT = PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "altLabel"
_ARTICLE = PREFIXES["schema"] + "mainEntityOfPage"
_DERIVED = PREFIXES["prov"] + "wasDerivedFrom"
_SUBJECT, _OBJECT = PREFIXES["rdf"] + "subject", PREFIXES["rdf"] + "object"
_PAGE, _QUOTE = PREFIXES["nif"] + "referenceContext", _PK + "quote"
_LAT, _LONG = PREFIXES["geo"] + "lat", PREFIXES["geo"] + "long"
_BEGIN, _END = ("established", "deployed", "date", "start"), ("ended", "end")


@dataclass(slots=True)
class Node:
    """What the triples tell of one node: its values and nodes by predicate, and the nodes that point to it."""

    values: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    nodes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    told_by: list[str] = field(default_factory=list)


def mentions_of(triples: Iterable[Triple | Quad]) -> list[Mention]:
    """All entities of a graph, by IRI; and attacks that have an article of their own."""
    told = gather(triples)
    found = [_mention(node, kind, told) for node in sorted(told) if (kind := kind_of(told[node]))]
    return [mention for mention in found if mention.name]


def gather(triples: Iterable[Triple | Quad]) -> dict[str, Node]:
    """The triples by their subject."""
    told: dict[str, Node] = defaultdict(Node)
    for triple in triples:
        if not isinstance(triple.subject, NamedNode):
            continue
        subject, predicate = triple.subject.value, triple.predicate.value
        if isinstance(triple.object, Literal):
            told[subject].values[predicate].append(triple.object.value)
        elif isinstance(triple.object, NamedNode):
            told[subject].nodes[predicate].append(triple.object.value)
            if predicate.startswith(_PK) or predicate in (_SUBJECT, _OBJECT):
                told[triple.object.value].told_by.append(subject)
    return told


def kind_of(node: Node) -> str:
    """The class that is linked: the narrowest; empty for facts, passages and who is only described ("gunmen")."""
    types = {name.removeprefix(_PK) for name in node.nodes.get(_TYPE, ())}
    kind = next((kind for kind in KINDS if kind in types), "")
    described = kind in {"Organization", "Person"} and all(label.islower() for label in node.values.get(_LABEL, ("A",)))
    return "" if (kind == "Attack" or described) and _ARTICLE not in node.nodes else kind


def _mention(iri: str, kind: str, told: Mapping[str, Node]) -> Mention:
    node = told[iri]
    article = next(map(title_of, sorted(node.nodes.get(_ARTICLE, ()))), "")
    labels = sorted(node.values.get(_LABEL, ())) or ([article] if article else [])
    passages = sorted(set(_passages(iri, told)))
    others = [*labels[1:], *node.values.get(_ALT, ()), *node.values.get(_PK + "abbreviation", ())]
    return Mention(
        node=iri,
        kind=kind,
        name=labels[0] if labels else "",
        article=article,
        names=tuple(sorted(set(others))),
        countries=frozenset(_countries(iri, told)),
        contexts=tuple(_quotes(passages, told))[:_MOST_CONTEXTS] if kind == "Place" else (),
        pages=frozenset(page for passage in passages for page in told[passage].nodes.get(_PAGE, ())),
        place=_place(node),
        years=(_year(node, _BEGIN), _year(node, _END)),
    )


def title_of(url: str) -> str:
    """The title that an article's address holds.

    >>> title_of("https://en.wikipedia.org/wiki/H%C3%A9di_Annabi")
    'Hédi Annabi'
    """
    return unquote(url.rpartition("/wiki/")[2]).replace("_", " ").partition("#")[0] if "/wiki/" in url else ""


def _passages(iri: str, told: Mapping[str, Node]) -> Iterator[str]:
    """The passages of a node, and of the facts and statements that speak of it."""
    for teller in (iri, *told[iri].told_by):
        if teller in told:
            yield from (p for p in told[teller].nodes.get(_DERIVED, ()) if p in told)


def _quotes(passages: Iterable[str], told: Mapping[str, Node]) -> Iterator[str]:
    for passage in passages:
        yield from told[passage].values.get(_QUOTE, ())


def _countries(iri: str, told: Mapping[str, Node]) -> Iterator[str]:
    """Wikidata ids of the countries that a thing is told of: its own, else those of its facts, else their missions'."""
    own = _ids(told[iri].nodes.get(_PK + "country", ()), told)
    if own:
        return iter(own)
    facts = [told[fact] for fact in told[iri].told_by if fact in told]
    stated = [id_ for fact in facts for id_ in _ids(fact.nodes.get(_PK + "country", ()), told)]
    missions = [m for fact in facts for m in fact.nodes.get(_PK + "mission", ())]
    speaking = [*(told[m] for m in missions if m in told), *facts]  # a mission itself tells of its headquarters
    hosts = [id_ for node in speaking for id_ in _ids(node.nodes.get(_PK + "operatesIn", ()), told)]
    return iter(stated or hosts)


def _ids(countries: Iterable[str], told: Mapping[str, Node]) -> list[str]:
    labels = [label for country in countries if country in told for label in told[country].values.get(_LABEL, ())]
    return [found.qid for label in labels if (found := country_named(label)) and found.qid]


def _place(node: Node) -> tuple[float, float] | None:
    lats, longs = node.values.get(_LAT), node.values.get(_LONG)
    try:
        return (float(lats[0]), float(longs[0])) if lats and longs else None
    except ValueError:
        return None


def _year(node: Node, properties: Iterable[str]) -> int | None:
    for name in properties:
        for value in node.values.get(_PK + name, ()):
            if value[:4].isdecimal():
                return int(value[:4])
    return None
