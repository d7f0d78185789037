"""What a reconciliation service serves: things with their names, types and properties.

Two catalogues are served: the graph's own entities, and the shipped table of Wikidata's items.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.linking.backends.embedded import shipped_index
from kg.linking.backends.index import NameIndex
from kg.linking.mentions import KINDS, mentions_of
from kg.linking.model import WIKIDATA, Item, Mention
from kg.triples.names import PREFIXES
from kg.values.countries import country_named

Value = Mapping[str, object]
_HIDDEN = {PREFIXES["rdf"] + "type", PREFIXES["rdfs"] + "label"}
_NUMBER, _DAY = re.compile(r"[+-]?\d{1,15}(\.\d{1,15})?"), re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_NUMBERS = {PREFIXES["xsd"] + name: cast for name, cast in (("integer", int), ("decimal", float), ("double", float))}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Things by name; `space` begins their IRIs, `schema` those of properties; `values` are by id and property."""

    name: str
    space: str
    schema: str
    index: NameIndex
    values: Mapping[str, Mapping[str, Sequence[Value]]] = field(default_factory=dict)

    def properties(self, kind: str = "") -> list[str]:
        """The properties that things of a kind have, by name."""
        wanted = [i.qid for i in self.index.items.values() if not kind or i.kind == kind]
        return sorted({name for id_ in wanted for name in self.values.get(id_, ())})

    def kinds(self) -> list[str]:
        """The types of the things."""
        return sorted({item.kind for item in self.index.items.values() if item.kind})


def shipped_catalogue() -> Catalogue:
    """The shipped table; a thing's country is its one property."""
    index = shipped_index()
    names = {item.qid: item.label for item in index.items.values()}
    values = {
        item.qid: {"P17": [{"id": item.country, "name": names[item.country]}]}
        for item in index.items.values()
        if item.country in names
    }
    return Catalogue(
        "Wikidata items that PeaceKG ships", WIKIDATA, "http://www.wikidata.org/prop/direct/", index, values
    )


def graph_catalogue(triples: Iterable[Triple | Quad], base: str) -> Catalogue:
    """The entities of a graph, with all that it tells of them."""
    told = list(triples)
    mentions = [mention for mention in mentions_of(told) if mention.node.startswith(base)]
    items = [_item(mention, base) for mention in mentions]
    names = {mention.node: mention.name for mention in mentions}
    values = _values(told, names, base)
    titles = [(m.article, m.node.removeprefix(base)) for m in mentions if m.article]
    return Catalogue(
        "PeaceKG: a graph of peacekeeping missions", base, PREFIXES["pk"], NameIndex(items, titles), values
    )


def _item(mention: Mention, base: str) -> Item:
    """An entity as an item; a country also has the names and codes that the table of countries knows."""
    country = country_named(mention.name) if mention.kind == "Country" else None
    names = (*mention.names, *(country.names if country else ()))
    codes = tuple(filter(None, (country.iso2, country.iso3, country.ioc))) if country else ()
    only = next(iter(mention.countries)) if len(mention.countries) == 1 else ""
    return Item(
        qid=mention.node.removeprefix(base),
        label=mention.name,
        kind=mention.kind,
        aliases=tuple(dict.fromkeys(name for name in names if name != mention.name)),
        country=country.qid if country else only,
        article=mention.article,
        place=mention.place,
        codes=codes,
    )


def _values(triples: Iterable[Triple | Quad], names: Mapping[str, str], base: str) -> dict[str, dict[str, list[Value]]]:
    """The values of each entity, as data extension gives them, in a fixed order."""
    found: dict[str, dict[str, list[Value]]] = {}
    for triple in sorted(triples, key=str):
        subject, predicate = triple.subject, triple.predicate.value
        if not isinstance(subject, NamedNode) or subject.value not in names or predicate in _HIDDEN:
            continue
        if (value := _value(triple.object, names, base)) is not None:
            of_node = found.setdefault(subject.value.removeprefix(base), {})
            of_node.setdefault(short(predicate), []).append(value)
    return found


def _value(node: object, names: Mapping[str, str], base: str) -> Value | None:
    if isinstance(node, NamedNode):
        if node.value in names:
            return {"id": node.value.removeprefix(base), "name": names[node.value]}
        return {"str": node.value}
    return _literal(node) if isinstance(node, Literal) else None


def _literal(literal: Literal) -> Value:
    """A number or day as such; everything else, a broken number too, as its text."""
    cast, text = _NUMBERS.get(literal.datatype.value), literal.value
    if cast and _NUMBER.fullmatch(text) and (cast is float or "." not in text):
        return {"int": int(text)} if cast is int else {"float": float(text)}
    if literal.datatype.value == PREFIXES["xsd"] + "date" and _DAY.fullmatch(text):
        return {"date": f"{text}T00:00:00Z"}
    return {"str": text}


def short(iri: str) -> str:
    """A property's name with its prefix, or its IRI.

    >>> short("https://w3id.org/peacekg/ontology#headquarters")
    'pk:headquarters'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def known_kind(name: str) -> str:
    """The kind that a type's id names, in any of its forms; empty where it is none of ours.

    >>> known_kind("pk:Country"), known_kind("https://w3id.org/peacekg/ontology#Place"), known_kind("Q5")
    ('Country', 'Place', '')
    """
    bare = name.rpartition("#")[2].rpartition(":")[2]
    return bare if bare in KINDS else ""
