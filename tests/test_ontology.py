"""The ontology keeps what it promises: the contract's names, each explained, no blank node, no contradiction."""

import re
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SH, SKOS

from kg.triples.names import PREFIXES, term

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "ontology").glob("*.ttl"))
GOLDEN = ROOT / "tests" / "triples" / "golden" / "ruritania.ttl"
WIKIDATA = ROOT / "../shared/wikidata"
PK = PREFIXES["pk"]

CLASSES = [
    "Mission",
    "Country",
    "Place",
    "Person",
    "Organization",
    "ArmedGroup",
    "Resolution",
    "Attack",
    "Casualties",
    "Accident",
    "Tenure",
    "Contribution",
    "Figure",
    "Page",
    "Source",
]
PROPERTIES = [
    "abbreviation",
    "established",
    "deployed",
    "ended",
    "headquarters",
    "operatesIn",
    "parent",
    "predecessor",
    "successor",
    "status",
    "number",
    "date",
    "establishes",
    "extends",
    "amends",
    "terminates",
    "concerns",
    "country",
    "mission",
    "place",
    "method",
    "perpetrator",
    "claimedBy",
    "casualties",
    "killed",
    "injured",
    "abducted",
    "nationality",
    "victimRole",
    "person",
    "role",
    "rank",
    "start",
    "end",
    "acting",
    "contributor",
    "personnel",
    "measure",
    "value",
    "personnelKind",
    "notBefore",
    "notAfter",
    "dateInferred",
    "section",
    "quote",
    "cites",
    "revision",
    "rule",
]
REUSED = [
    "schema:url",
    "geo:lat",
    "geo:long",
    "prov:wasDerivedFrom",
    "nif:beginIndex",
    "nif:endIndex",
    "nif:anchorOf",
    "nif:referenceContext",
    "schema:mainEntityOfPage",
    "schema:archivedAt",
    "dcterms:title",
    "dcterms:publisher",
    "dcterms:date",
    "dcterms:modified",
]
SCHEMES = {
    "methods": "Bombing SuicideBombing CarBombing IED Landmine Ambush Shelling Airstrike ArmedAssault Shooting "
    "AircraftShootdown Kidnapping OtherMethod",
    "victimRoles": "Peacekeeper Soldier PoliceOfficer MilitaryObserver Staff Civilian Attacker",
    "roles": "HeadOfMission DeputyHeadOfMission ForceCommander DeputyForceCommander PoliceCommissioner ChiefOfStaff "
    "OtherRole",
    "measures": "AuthorizedStrength DeployedStrength Fatalities Budget",
    "personnelKinds": "Troops Police MilitaryObservers CivilianStaff AllPersonnel",
}
BROADER = {
    "Bombing": "SuicideBombing CarBombing IED Landmine",
    "Peacekeeper": "Soldier PoliceOfficer MilitaryObserver",
}


@cache
def ontology() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in FILES:
        graph.parse(path, format="turtle")
    return graph


def pk(name: str) -> rdflib.URIRef:
    return rdflib.URIRef(PK + name)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_both_libraries_read_it_and_it_has_no_blank_node(path: Path) -> None:
    triples = list(ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
    assert len(rdflib.Graph().parse(path, format="turtle")) == len(triples)
    assert not any(isinstance(node, ox.BlankNode) for triple in triples for node in (triple.subject, triple.object))


@pytest.mark.parametrize("name", CLASSES)
def test_classes_of_the_contract(name: str) -> None:
    assert (pk(name), RDF.type, OWL.Class) in ontology()


@pytest.mark.parametrize("name", PROPERTIES)
def test_properties_of_the_contract(name: str) -> None:
    kinds = set(ontology().objects(pk(name), RDF.type))
    assert kinds & {OWL.ObjectProperty, OWL.DatatypeProperty}


@pytest.mark.parametrize("prefixed", REUSED)
def test_reused_properties_are_explained(prefixed: str) -> None:
    node = rdflib.URIRef(term(prefixed).value)
    assert ontology().value(node, RDFS.label)
    assert ontology().value(node, RDFS.comment)


def test_every_term_has_a_label_and_a_comment() -> None:
    kinds = [OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, SKOS.ConceptScheme, pk("Infobox")]
    terms = {node for kind in kinds for node in ontology().subjects(RDF.type, kind) if str(node).startswith(PK)}
    assert len(terms) > 70
    assert [
        node for node in terms if not (ontology().value(node, RDFS.label) and ontology().value(node, RDFS.comment))
    ] == []


@pytest.mark.parametrize(("scheme", "names"), SCHEMES.items())
def test_schemes_hold_the_concepts_of_the_contract(scheme: str, names: str) -> None:
    told = set(ontology().subjects(SKOS.inScheme, pk(scheme)))
    assert told == {pk(name) for name in names.split()}
    for concept in told:
        assert ontology().value(concept, SKOS.prefLabel)
        assert ontology().value(concept, SKOS.definition)


@pytest.mark.parametrize(("broad", "narrow"), BROADER.items())
def test_narrower_concepts(broad: str, narrow: str) -> None:
    assert set(ontology().subjects(SKOS.broader, pk(broad))) == {pk(name) for name in narrow.split()}


@pytest.mark.parametrize("name", ["establishes", "extends", "amends", "terminates"])
def test_what_resolutions_do_concerns_a_mission(name: str) -> None:
    assert (pk(name), RDFS.subPropertyOf, pk("concerns")) in ontology()


def test_every_shape_with_a_path_speaks_to_people() -> None:
    inner = set(ontology().objects(None, SH.property))  # its outer shape has the message
    for shape in set(ontology().subjects(RDF.type, SH.PropertyShape)) - inner:
        assert ontology().value(shape, SH.message), shape
        targets = {*ontology().objects(shape, SH.targetClass), *ontology().objects(shape, SH.targetSubjectsOf)}
        assert targets, shape


def test_a_stanza_holds_property_and_shape() -> None:
    """The shape of a property follows it at once, so that one look and one edit are enough."""
    text = (ROOT / "ontology" / "peacekg.ttl").read_text(encoding="utf-8")
    subjects = re.findall(r"^(\S+) a (?:owl|sh):(\w+)", text, re.MULTILINE)
    paths = {str(shape): str(path) for shape, path in ontology().subject_objects(SH.path)}
    properties: list[str] = []
    for name, kind in subjects:
        if name.startswith("vann:"):
            continue
        if kind.endswith("Property"):
            properties.append(term(name).value)
        elif kind == "PropertyShape" and not name.endswith(("InSchemeShape", "hasNameShape", "entityLabelShape")):
            assert paths[term(name).value] == properties[-1]
    assert len(properties) > 60


def test_no_contradiction_with_itself_or_with_a_graph() -> None:
    graph = rdflib.Graph() + ontology()
    graph.parse(GOLDEN, format="turtle")
    assert contradictions(graph) == []


def test_a_contradiction_would_be_seen() -> None:
    graph = rdflib.Graph() + ontology()
    for kind in ("Person", "Organization"):
        graph.add((rdflib.URIRef("https://x.org/both"), RDF.type, pk(kind)))
    assert contradictions(graph) != []


def contradictions(graph: rdflib.Graph) -> list[str]:
    import owlrl  # type: ignore[import-untyped]

    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics, axiomatic_triples=False, datatype_axioms=False).expand(graph)
    errors = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")
    return [str(message) for _, _, message in graph.triples((None, errors, None))]


def test_wikidata_ids_are_verified_ones() -> None:
    files = [WIKIDATA / "verified-properties.tsv", WIKIDATA / "verified-qids.tsv"]
    if not all(path.exists() for path in files):
        pytest.skip("needs the verified Wikidata ids, which do not ship with the project")
    known = {
        cell
        for path in files
        for line in path.read_text(encoding="utf-8").splitlines()
        for cell in line.split("\t")[:2]
    }
    wd = PREFIXES["wd"]
    used = {str(node).removeprefix(wd) for node in ontology().objects() if str(node).startswith(wd)}
    assert len(used) > 30
    assert used <= known


def test_the_stanza_in_the_docs_is_the_one_in_the_ontology() -> None:
    shown = re.findall(r"```turtle\n(.*?)```", (ROOT / "docs" / "ontology.md").read_text(encoding="utf-8"), re.DOTALL)
    stanzas = (ROOT / "ontology" / "peacekg.ttl").read_text(encoding="utf-8").split("\n\n")
    assert len(shown) == 1
    for block in shown:
        (stanza,) = [one for one in stanzas if one.startswith(block.split(" ", 1)[0] + " a ")]
        plain = re.compile(r"[^,;]*pk:readFrom .*|^ {8}\".*", re.MULTILINE)  # the docs show one line of several
        assert plain.sub("", block).split() == plain.sub("", stanza).split()
        (line,) = re.findall(r"pk:readFrom (\".*?\")", block)
        assert line in stanza
