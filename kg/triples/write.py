"""Facts as triples: one table says which field becomes which property, and how its value is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, Triple

from kg.facts.model import Accident, Attack, Casualties, Entity, Fact, Name, Statement, Value
from kg.pages.model import Page
from kg.triples.entities import article_url, entities_of, entity_triples, is_other_name, plain_title
from kg.triples.evidence import dropped_addresses, evidence_triples, link_triples, page_triples
from kg.triples.iris import (
    Node,
    actor_iri,
    casualties_iris,
    checked_base,
    entity_iri,
    fact_iri,
    is_unnamed,
    names_of_fields,
    statement_iri,
)
from kg.triples.literals import address, day_bounds, decimal, integer, named, partial_date, text
from kg.triples.names import BASE, term
from kg.values.dates import PartialDate

if TYPE_CHECKING:
    from kg.reading.read import Reading

Term = NamedNode | Literal
_TYPE, _MISSION, _CASUALTIES = term("rdf:type"), term("pk:mission"), term("pk:casualties")
_ACTORS = frozenset({"perpetrator", "claimed_by"})
_TRUE = Literal("true", datatype=term("xsd:boolean"))


def _concept(name: str) -> NamedNode:
    return term(f"pk:{name}")


# Field of a fact -> property, and how a value is written; None: as an entity. Fields that are not told give nothing.
_FIELDS: Mapping[str, tuple[str, Callable[[Any], Term] | None]] = {
    "mission": ("pk:mission", None),
    "person": ("pk:person", None),
    "role": ("pk:role", _concept),
    "rank": ("pk:rank", text),
    "nationality": ("pk:nationality", None),
    "start": ("pk:start", partial_date),
    "end": ("pk:end", partial_date),
    "acting": ("pk:acting", lambda _: _TRUE),
    "contributor": ("pk:contributor", None),
    "personnel": ("pk:personnel", integer),
    "comment": ("rdfs:comment", text),
    "date": ("pk:date", partial_date),
    "date_inferred": ("pk:dateInferred", lambda _: _TRUE),
    "place": ("pk:place", None),
    "country": ("pk:country", None),
    "method": ("pk:method", _concept),
    "perpetrator": ("pk:perpetrator", None),
    "claimed_by": ("pk:claimedBy", None),
    "killed": ("pk:killed", integer),
    "injured": ("pk:injured", integer),
    "abducted": ("pk:abducted", integer),
    "victim_role": ("pk:victimRole", _concept),
    "measure": ("pk:measure", _concept),
    "value": ("pk:value", integer),
    "personnel_kind": ("pk:personnelKind", _concept),
}
_WRITERS: tuple[tuple[type, Callable[[Any], Term | None]], ...] = (
    (str, text),
    (Name, named),
    (PartialDate, partial_date),
    (int, integer),
    (float, decimal),
)
_ADDRESSES = frozenset({"schema:url", "schema:archivedAt", "schema:mainEntityOfPage"})


def triples_of(reading: Reading, base: str = BASE) -> list[Triple]:
    """All that was read from a page, as triples without repetition. `base` is what IRIs begin with (UsageError)."""
    return page_facts(reading.document.page, reading.facts, base, reading.subject)


def page_facts(page: Page, facts: Sequence[Fact], base: str = BASE, subject: Entity | None = None) -> list[Triple]:
    """The triples of facts that were read from this page; `subject` is what the page is about."""
    root = checked_base(base)
    named_ones = dict.fromkeys(entity for fact in facts for entity in entities_of(fact))
    entities = dict.fromkeys([*([subject] if subject else []), *named_ones])
    found: dict[Triple, None] = dict.fromkeys(page_triples(page, root))
    for entity in entities:
        found.update(dict.fromkeys(entity_triples(entity, root, page.language)))
    for fact in facts:
        found.update(dict.fromkeys(_fact_triples(fact, page, root)))
    return list(found)


def dropped(facts: Iterable[Fact]) -> Iterator[str]:
    """The addresses among the facts that are no web addresses: they are left out of the graph, and told here."""
    for fact in facts:
        if isinstance(fact, Statement) and _value_of(fact, "") is None:
            yield f"{fact.property} {fact.value}"
        yield from dropped_addresses(fact.evidence)


def _fact_triples(fact: Fact, page: Page, base: str) -> Iterator[Triple]:
    if isinstance(fact, Statement):
        yield from _statement_triples(fact, page, base)
        return
    node = fact_iri(fact, base)
    yield Triple(node, _TYPE, term(f"pk:{type(fact).__name__}"))
    yield from _field_triples(node, fact, base)
    yield from _bounds(node, fact)
    yield from evidence_triples(node, fact.evidence, page, base)
    if isinstance(fact, Attack | Accident):
        yield from _incident_triples(node, fact, page, base)


def _field_triples(node: NamedNode, fact: Node | Casualties, base: str) -> Iterator[Triple]:
    for name in names_of_fields(fact):
        value = getattr(fact, name)
        if name not in _FIELDS or value is None or value is False:
            continue
        prefixed, write = _FIELDS[name]
        for one in value if isinstance(value, tuple) else (value,):
            yield Triple(node, term(prefixed), write(one) if write else _iri(name, one, node, base))


def _iri(field: str, entity: Entity, node: NamedNode, base: str) -> NamedNode:
    return actor_iri(entity, node, base) if field in _ACTORS else entity_iri(entity, base)


def _bounds(node: NamedNode, fact: Node) -> Iterator[Triple]:
    date = getattr(fact, "date", None)
    if date and (bounds := day_bounds(date)):
        yield Triple(node, term("pk:notBefore"), bounds[0])
        yield Triple(node, term("pk:notAfter"), bounds[1])


def _incident_triples(node: NamedNode, fact: Attack | Accident, page: Page, base: str) -> Iterator[Triple]:
    mission = entity_iri(fact.mission, base)
    for group, victims in zip(fact.casualties, casualties_iris(fact.casualties, node), strict=True):
        yield Triple(node, _CASUALTIES, victims)
        yield Triple(victims, _TYPE, term("pk:Casualties"))
        yield Triple(victims, _MISSION, mission)
        yield from _field_triples(victims, group, base)
        yield from link_triples(victims, fact.evidence, page, base)
    for actor in (one for name in sorted(_ACTORS) for one in getattr(fact, name, ()) if is_unnamed(one)):
        yield from entity_triples(actor, base, page.language, actor_iri(actor, node, base))
    if url := article_url(fact.article, page.language):
        yield Triple(node, term("schema:mainEntityOfPage"), url)
        yield Triple(node, term("rdfs:label"), named(Name(plain_title(fact.article))))


def _statement_triples(fact: Statement, page: Page, base: str) -> Iterator[Triple]:
    """A plain triple, and the node that carries its evidence."""
    subject, predicate = entity_iri(fact.subject, base), term(fact.property)
    value = _value_of(fact, base)
    if value is None:
        return
    if is_other_name(predicate, value, fact.subject):
        predicate = term("skos:altLabel")
    yield Triple(subject, predicate, value)
    node = statement_iri(subject, predicate, value, base)
    yield Triple(node, _TYPE, term("rdf:Statement"))
    yield Triple(node, term("rdf:subject"), subject)
    yield Triple(node, term("rdf:predicate"), predicate)
    yield Triple(node, term("rdf:object"), value)
    yield from evidence_triples(node, fact.evidence, page, base)


def _value_of(fact: Statement, base: str) -> Term | None:
    if fact.property in _ADDRESSES and isinstance(fact.value, str):
        return address(fact.value)
    return _term_of(fact.value, base)


def _term_of(value: Value, base: str) -> Term | None:
    if isinstance(value, Entity):
        return entity_iri(value, base or BASE)
    if isinstance(value, bool):
        return Literal(str(value).lower(), datatype=term("xsd:boolean"))
    for kind, write in _WRITERS:
        if isinstance(value, kind):
            return write(value)
    return None
