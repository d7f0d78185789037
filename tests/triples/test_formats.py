"""Every format holds the same triples, in the same bytes each time, for every reader."""

import json
import os
import random
import subprocess
import sys
import warnings
from pathlib import Path

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store, Triple
from rdflib.compare import isomorphic

from kg.errors import InputError, UsageError
from kg.facts.model import Entity, Fact
from kg.pages.model import Page
from kg.triples.formats import FORMATS, format_named, format_of, parse, serialize
from kg.triples.names import BASE, PREFIXES, term
from kg.triples.write import page_facts

CONFTEST = Path(__file__).parent / "conftest.py"
RDFLIB = {"turtle": "turtle", "ntriples": "nt", "nquads": "nquads", "jsonld": "json-ld", "rdfxml": "xml"}
SCRIPT = """
import hashlib, runpy, sys
from kg.triples.formats import FORMATS, serialize
from kg.triples.write import page_facts
example = runpy.run_path(sys.argv[1])
triples = page_facts(example["example_page"](), example["example_facts"]())
for name in FORMATS:
    print(name, hashlib.sha256(serialize(set(triples), name)).hexdigest())
"""


def from_rdflib(data: bytes, name: str) -> rdflib.Graph:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of rdflib, against itself
        if name == "nquads":
            dataset = rdflib.Dataset(default_union=True)
            dataset.parse(data=data, format="nquads")
            graph = rdflib.Graph()
            graph += dataset.default_graph
            return graph
        return rdflib.Graph().parse(data=data, format=RDFLIB[name])


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_says_the_same_to_both_libraries(name: str, page: Page, facts: list[Fact]) -> None:
    triples = page_facts(page, facts)
    data = serialize(triples, name)
    assert set(parse(data, name)) == set(triples)
    plain = rdflib.Graph().parse(data=serialize(triples, "ntriples"), format="nt")
    assert len(plain) == len(triples)
    assert isomorphic(from_rdflib(data, name), plain)


@pytest.mark.parametrize("name", FORMATS)
def test_order_and_repetition_change_nothing(name: str, page: Page, facts: list[Fact]) -> None:
    triples = page_facts(page, facts)
    shuffled = [*triples, *triples[:9]]
    random.Random(5).shuffle(shuffled)  # noqa: S311 (an order, not a secret)
    assert serialize(shuffled, name) == serialize(triples, name)


def test_the_surroundings_change_nothing() -> None:
    surroundings = [
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "Pacific/Auckland", "LC_ALL": "tr_TR.UTF-8"},
    ]
    root = str(Path(__file__).parents[2])
    said = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT, str(CONFTEST)],
            env={**os.environ, **setting},
            cwd=root,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for setting in surroundings
    ]
    assert said[0] == said[1]
    assert said[0].count("\n") == len(FORMATS)


def test_quads_and_triples_are_the_same() -> None:
    triple = Triple(NamedNode("urn:a"), term("rdfs:label"), Literal("x"))
    quad = Quad(triple.subject, triple.predicate, triple.object, DefaultGraph())
    assert serialize([quad, triple], "nt") == b'<urn:a> <http://www.w3.org/2000/01/rdf-schema#label> "x" .\n'


def test_a_store_gives_the_same_turtle() -> None:
    node, text = NamedNode(BASE + "attack/x"), Literal("\b\f\x7f\ufffe\\u0008")
    triples = [Triple(node, term("pk:quote"), text), Triple(node, term("rdfs:label"), Literal("x", language="en"))]
    store = Store()
    store.extend(Quad(triple.subject, triple.predicate, triple.object, NamedNode("urn:graph")) for triple in triples)
    store.extend(Quad(*triple) for triple in triples[:1])
    assert serialize(store, "turtle") == serialize(triples, "turtle")
    assert r'"\u0008\u000C\u007F' in serialize(store, "turtle").decode()
    assert set(parse(serialize(store, "turtle"), "turtle")) == set(triples)


def test_triples_on_triples_come_back() -> None:
    triple = Triple(NamedNode("urn:a"), NamedNode("urn:p"), Literal("x"))
    other = Triple(NamedNode("urn:b"), NamedNode("urn:says"), triple)
    assert list(parse(serialize([other], "turtle"), "turtle")) == [other]


def test_turtle_writes_numbers_truth_and_names_short() -> None:
    node = NamedNode(BASE + "figure/x-1")
    triples = [
        Triple(node, term("rdf:type"), term("pk:Figure")),
        Triple(node, term("pk:value"), Literal("209", datatype=term("xsd:integer"))),
        Triple(node, term("pk:dateInferred"), Literal("true", datatype=term("xsd:boolean"))),
        Triple(node, term("pk:quote"), Literal('a "b"\n\x01')),
    ]
    assert serialize(triples, "turtle").decode() == (
        f"@base <{BASE}> .\n"
        f"@prefix pk: <{PREFIXES['pk']}> .\n@prefix rdf: <{PREFIXES['rdf']}> .\n"
        "\n<figure/x-1> a pk:Figure ;\n    pk:dateInferred true ;\n"
        '    pk:quote "a \\"b\\"\\n\\u0001" ;\n    pk:value 209 .\n'
    )


@pytest.mark.parametrize("ill", ["", "many", "1e3", "--4", "4.0", "٤"])
def test_ill_typed_numbers_are_quoted(ill: str) -> None:
    triple = Triple(NamedNode("urn:a"), term("pk:value"), Literal(ill, datatype=term("xsd:integer")))
    for name in FORMATS:
        assert list(parse(serialize([triple], name), name)) == [triple]


def test_json_ld_is_plain_json() -> None:
    node = NamedNode(BASE + "tenure/x")
    triples = [
        Triple(node, term("rdf:type"), term("pk:Tenure")),
        Triple(node, term("pk:role"), term("pk:ForceCommander")),
        Triple(node, term("pk:acting"), Literal("true", datatype=term("xsd:boolean"))),
        Triple(node, term("rdfs:label"), Literal("Chef", language="fr")),
        Triple(node, term("pk:start"), Literal("2013", datatype=term("xsd:gYear"))),
    ]
    assert json.loads(serialize(triples, "jsonld"))["@graph"] == [
        {
            "id": node.value,
            "type": "Tenure",
            "label": {"fr": "Chef"},
            "role": "ForceCommander",
            "acting": True,
            "start": {"@value": "2013", "@type": PREFIXES["xsd"] + "gYear"},
        }
    ]


iris = st.one_of(
    st.sampled_from(
        [PREFIXES["pk"] + "x", BASE + "page/A#char=1,2", BASE, BASE + "a/../b", BASE + "a//b", BASE + "a/.b"]
    ),
    st.text(st.characters(categories=["L", "N"], include_characters="/:.-_~#?&=()'!"), max_size=20).map(BASE.__add__),
    st.sampled_from(sorted(PREFIXES.values())).flatmap(
        lambda space: st.text("ab./#-_:", max_size=5).map(space.__add__)
    ),
)


def valid(iri: str) -> bool:
    try:
        return bool(NamedNode(iri))
    except ValueError:
        return False


nodes = iris.filter(valid).map(NamedNode)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
literals = st.one_of(
    words.map(Literal),
    words.map(lambda text: Literal(text, language="en")),
    st.tuples(words, nodes).map(lambda pair: Literal(pair[0], datatype=pair[1])),
    st.tuples(
        st.one_of(words, st.integers().map(str)),
        st.sampled_from(["integer", "boolean", "nonNegativeInteger", "decimal", "date", "string"]),
    ).map(lambda pair: Literal(pair[0], datatype=term(f"xsd:{pair[1]}"))),
)
triples_drawn = st.tuples(nodes, nodes, st.one_of(nodes, literals)).map(lambda parts: Triple(*parts))


@settings(max_examples=300, deadline=None)
@given(st.lists(triples_drawn, max_size=6))
def test_any_triples_come_back(triples: list[Triple]) -> None:
    for name in ("turtle", "jsonld", "ntriples", "nquads"):
        assert set(parse(serialize(triples, name), name)) == set(triples)


def test_control_characters_are_replaced_in_xml_alone() -> None:
    triple = Triple(NamedNode("urn:a"), term("nif:anchorOf"), Literal("a\x00\x0b\r\nb"))
    assert list(parse(serialize([triple], "turtle"), "turtle")) == [triple]
    (read,) = parse(serialize([triple], "rdfxml"), "rdfxml")
    assert isinstance(read.object, Literal)
    assert read.object.value == "a\ufffd\ufffd\r\nb"


def test_blank_nodes_of_other_graphs_pass_through() -> None:
    triple = Triple(BlankNode("a"), term("rdfs:label"), Literal("x"))
    assert b"_:a" in serialize([triple], "turtle")
    assert b'"_:a"' in serialize([triple], "jsonld")


def test_names_of_formats() -> None:
    assert [format_named(name) for name in ("ttl", "Turtle", "json-ld", "RDF/XML", "n-quads")] == [
        "turtle",
        "turtle",
        "jsonld",
        "rdfxml",
        "nquads",
    ]
    assert format_of("a/b.nt") == "ntriples"
    for wrong in ("graph.xlsx", "graph"):
        with pytest.raises(UsageError, match="turtle, ntriples"):
            format_of(wrong)


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"@prefix x: <urn:x> .\nx:a x:b .", "turtle", "line 2"),
        (b"\xff\xfe\x00", "turtle", "the text"),
        (b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>', "rdfxml", "entities"),
        (b'{"@context": "https://remote.example/context", "a": 1}', "jsonld", "the text"),
        (b'{"@id": ', "jsonld", "the text"),
    ],
)
def test_broken_input_is_named(data: bytes, name: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        list(parse(data, name))


def test_files_are_named(tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text("<a> <b> .")
    with pytest.raises(InputError, match=r"broken\.ttl: line 1"):
        list(parse(broken))
    with pytest.raises(InputError, match=r"none\.ttl: does not exist; check the name"):
        list(parse(tmp_path / "none.ttl"))


def test_entities_do_not_share_labels_by_accident(page: Page) -> None:
    triples = page_facts(page, [], subject=Entity("Person", "x"))
    assert sum(triple.predicate == term("rdfs:label") for triple in triples) == 1
