"""Every constraint of the ontology is broken once, and says so in words; the example graph breaks none."""

import re
from functools import cache

import pytest
import rdflib
from pyoxigraph import Triple
from rdflib.namespace import RDF, SH

from kg.facts.model import Entity, Fact
from kg.pages.model import Page
from kg.resources import folder
from kg.triples.formats import parse
from kg.triples.names import BASE, PREFIXES
from kg.triples.shapes import Violation, violations
from kg.triples.write import page_facts

HEAD = f"@base <{BASE}> .\n" + "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
# Nodes that the broken ones may point to.
GOOD = """
<m> a pk:Mission ; rdfs:label "M"@en .
<c> a pk:Country ; rdfs:label "C"@en .
<d> a pk:Country ; rdfs:label "D"@en .
<p> a pk:Person ; rdfs:label "P"@en .
<page> a pk:Page, nif:Context .
<t> a nif:String ; nif:beginIndex "0"^^xsd:integer ; nif:endIndex "1"^^xsd:integer ;
    nif:anchorOf "t" ; pk:quote "t" ; nif:referenceContext <page> .
"""
MISSION = '<N> a pk:Mission ; rdfs:label "N"@en ; '
RESOLUTION = '<N> a pk:Resolution ; rdfs:label "N"@en ; '
PLACE = '<N> a pk:Place ; rdfs:label "N"@en ; '
FACT = "pk:mission <m> ; prov:wasDerivedFrom <t> ; "
ATTACK = f"<N> a pk:Attack ; {FACT}"
CASUALTIES = f"<N> a pk:Casualties ; {FACT}"
TENURE = f"<N> a pk:Tenure ; {FACT} pk:person <p> ; "
CONTRIBUTION = f"<N> a pk:Contribution ; {FACT} pk:contributor <c> ; "
FIGURE = f"<N> a pk:Figure ; {FACT} pk:measure pk:Budget ; pk:value 1 ; "
PASSAGE = '<N> a nif:String ; pk:quote "q" ; nif:referenceContext <page> ; nif:anchorOf "a" ; '
SPAN = 'nif:beginIndex "1"^^xsd:integer ; nif:endIndex "2"^^xsd:integer ; '
BROKEN = {
    "entityLabel": ["<N> a pk:Person .", '<N> a pk:Country ; rdfs:label "no language" .'],
    "abbreviation": [MISSION + 'pk:abbreviation "UN"@en .', MISSION + f'pk:abbreviation "{"U" * 41}" .'],
    "established": [MISSION + 'pk:established "2013" .', MISSION + 'pk:established "2013-13"^^xsd:gYearMonth .'],
    "deployed": [MISSION + "pk:deployed 2013 ."],
    "ended": [MISSION + 'pk:ended "0000-44-00"^^xsd:date .', MISSION + "pk:ended <c> ."],
    "headquarters": [MISSION + "pk:headquarters <p> .", MISSION + 'pk:headquarters "Zenda" .'],
    "operatesIn": [MISSION + "pk:operatesIn <p> ."],
    "parent": [MISSION + "pk:parent <c> ."],
    "predecessor": [MISSION + "pk:predecessor <c> ."],
    "successor": [MISSION + "pk:successor <c> ."],
    "status": [MISSION + 'pk:status "Active" .', MISSION + 'pk:status "active", "completed" .'],
    "url": [MISSION + 'schema:url "https://x.org" .', MISSION + "schema:url <ftp://x.org/> ."],
    "number": [RESOLUTION + "pk:number 0 .", RESOLUTION + "pk:number 1, 2 .", RESOLUTION + 'pk:number "S/1" .'],
    "date": [RESOLUTION + 'pk:date "May" .', ATTACK + 'pk:date "2013"^^xsd:gYear, "2014"^^xsd:gYear .'],
    "concerns": [RESOLUTION + "pk:concerns <c> ."],
    "establishes": [RESOLUTION + "pk:establishes <c> ."],
    "extends": [RESOLUTION + "pk:extends <c> ."],
    "amends": [RESOLUTION + "pk:amends <c> ."],
    "terminates": [RESOLUTION + "pk:terminates <c> ."],
    "country": [PLACE + "pk:country <m> .", ATTACK + "pk:country <t> ."],
    "latitude": [PLACE + "geo:lat 91.0 .", PLACE + 'geo:lat "18 N" .', PLACE + "geo:lat 1.0, 2.0 ."],
    "longitude": [PLACE + "geo:long -180.5 ."],
    "mission": [
        "<N> a pk:Attack ; prov:wasDerivedFrom <t> .",
        "<N> a pk:Attack ; prov:wasDerivedFrom <t> ; pk:mission <c> .",
    ],
    "evidence": [
        "<N> a pk:Attack ; pk:mission <m> .",
        "<N> a rdf:Statement .",
        "<N> a pk:Accident ; pk:mission <m> ; prov:wasDerivedFrom <c> .",
    ],
    "notBefore": [
        ATTACK + 'pk:notAfter "2013-01-01"^^xsd:date .',
        ATTACK + 'pk:notBefore "2013-01-02"^^xsd:date ; pk:notAfter "2013-01-01"^^xsd:date .',
    ],
    "notAfter": [ATTACK + 'pk:notBefore "2013-01-01"^^xsd:date .'],
    "dateInferred": [ATTACK + 'pk:dateInferred "yes" .'],
    "start": [TENURE + 'pk:start "then" .', CONTRIBUTION + 'pk:start "2013"^^xsd:gYear, "2014"^^xsd:gYear .'],
    "end": [TENURE + 'pk:end "now" .'],
    "nationality": [TENURE + "pk:nationality <p> .", CASUALTIES + 'pk:nationality "Chad" .'],
    "place": [ATTACK + 'pk:place "Zenda" .'],
    "method": [
        ATTACK + "pk:method pk:Peacekeeper .",
        ATTACK + "pk:method pk:Ambush, pk:Shelling .",
        ATTACK + 'pk:method "x" .',
    ],
    "perpetrator": [ATTACK + 'pk:perpetrator "someone" .', ATTACK + "pk:perpetrator <nameless> ."],
    "claimedBy": [ATTACK + "pk:claimedBy <nameless> ."],
    "casualties": [ATTACK + "pk:casualties 3 ."],
    "killed": [CASUALTIES + "pk:killed -1 .", CASUALTIES + "pk:killed 3.5 ."],
    "injured": [CASUALTIES + 'pk:injured "many" .'],
    "abducted": [CASUALTIES + 'pk:abducted "1"^^xsd:integer, "2"^^xsd:integer .'],
    "victimRole": [CASUALTIES + "pk:victimRole pk:Ambush ."],
    "person": [f"<N> a pk:Tenure ; {FACT} .", f"<N> a pk:Tenure ; {FACT} pk:person <m> ."],
    "role": [TENURE + "pk:role pk:Ambush ."],
    "rank": [TENURE + 'pk:rank "General"@en .'],
    "acting": [TENURE + 'pk:acting "perhaps" .'],
    "contributor": [f"<N> a pk:Contribution ; {FACT} .", CONTRIBUTION + "pk:contributor <d> ."],
    "personnel": [CONTRIBUTION + "pk:personnel -4 .", CONTRIBUTION + 'pk:personnel "some" .'],
    "measure": [f"<N> a pk:Figure ; {FACT} pk:value 1 .", FIGURE + "pk:measure pk:Fatalities ."],
    "value": [f"<N> a pk:Figure ; {FACT} pk:measure pk:Budget .", FIGURE + "pk:value -2 ."],
    "personnelKind": [FIGURE + "pk:personnelKind pk:Budget ."],
    "beginIndex": [
        PASSAGE + 'nif:endIndex "2"^^xsd:integer .',
        PASSAGE + 'nif:beginIndex "5"^^xsd:integer ; nif:endIndex "2"^^xsd:integer .',
    ],
    "endIndex": [PASSAGE + 'nif:beginIndex "2"^^xsd:integer .'],
    "anchorOf": [f'<N> a nif:String ; {SPAN} pk:quote "q" ; nif:referenceContext <page> .'],
    "referenceContext": [f'<N> a nif:String ; {SPAN} pk:quote "q" ; nif:anchorOf "a" .'],
    "quote": [f'<N> a nif:String ; {SPAN} nif:anchorOf "a" ; nif:referenceContext <page> .'],
    "cites": [PASSAGE + SPAN + "pk:cites <page> ."],
    "revision": ['<N> a pk:Page ; pk:revision "seven" .'],
}  # fmt: skip
CASES = [(shape, number, turtle) for shape, cases in BROKEN.items() for number, turtle in enumerate(cases)]


@cache
def messages() -> dict[str, str]:
    """Shape -> its message."""
    graph = rdflib.Graph().parse(folder("ontology") / "peacekg.ttl", format="turtle")
    inner = set(graph.objects(None, SH.property))
    return {
        re.sub(r".*#|Shape$", "", str(shape)): str(graph.value(shape, SH.message))
        for shape in graph.subjects(RDF.type, SH.PropertyShape)
        if shape not in inner
    }


@cache
def found() -> list[Violation]:
    """All broken examples in one graph: each has its own node, so one validation tells of all."""
    parts = [re.sub(r"<N>", f"<broken/{shape}-{number}>", turtle) for shape, number, turtle in CASES]
    return violations(parse("\n".join([HEAD, GOOD, *parts]).encode(), "turtle"))


def test_every_shape_is_broken_once() -> None:
    assert BROKEN.keys() == messages().keys()


@pytest.mark.parametrize(("shape", "number"), [(shape, number) for shape, number, _ in CASES])
def test_what_breaks_a_shape_is_caught_with_its_message(shape: str, number: int) -> None:
    said = {one.message for one in found() if one.node == f"{BASE}broken/{shape}-{number}"}
    assert said == {messages()[shape]}


def test_the_good_nodes_beside_them_are_not_blamed() -> None:
    assert {one.node for one in found() if not one.node.startswith(f"{BASE}broken/")} == set()


def test_warnings_are_told_from_violations() -> None:
    severities = {one.node.rsplit("/", 1)[1]: one.severity for one in found()}
    assert severities["operatesIn-0"] == "Warning"
    assert severities["parent-0"] == "Violation"


def test_a_violation_says_where() -> None:
    (one,) = [one for one in found() if one.node.endswith("/acting-0")]
    assert one.path == PREFIXES["pk"] + "acting"
    assert one.value == "perhaps"


def test_the_example_breaks_nothing(page: Page, facts: list[Fact], mission: Entity) -> None:
    assert violations(page_facts(page, facts, subject=mission)) == []


def test_the_order_of_violations_is_fixed() -> None:
    assert found() == sorted(found())


def test_an_empty_graph_is_valid() -> None:
    nothing: list[Triple] = []
    assert violations(nothing) == []
