from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store, Variable

from kg.answers.parameters import bind, iri
from kg.answers.queries import Query, parse
from kg.errors import UsageError

XSD = "http://www.w3.org/2001/XMLSchema#"


def query(type_: str, default: str = "") -> Query:
    return parse(f"#+ param: it | {type_} | {default} | A value.\nSELECT ?it WHERE {{ VALUES ?it {{ UNDEF }} }}", "q")


def nothing(_: str) -> list[NamedNode]:
    return []


def bound(type_: str, value: object) -> list[object]:
    answer = Store().query(bind(query(type_), {"it": value}, nothing))
    return [solution[0] for solution in answer]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("type_", "value", "term"),
    [
        ("string", "x", Literal("x")),
        ("integer", "-12", Literal("-12", datatype=NamedNode(XSD + "integer"))),
        ("integer", 12, Literal(12)),
        ("date", "2019-01-20", Literal("2019-01-20", datatype=NamedNode(XSD + "date"))),
        ("date", date(2019, 1, 20), Literal("2019-01-20", datatype=NamedNode(XSD + "date"))),
        ("iri", "urn:x", NamedNode("urn:x")),
        ("iri", "wd:Q657", NamedNode("http://www.wikidata.org/entity/Q657")),
        ("entity", "https://example.org/x", NamedNode("https://example.org/x")),
        ("concept", "pk:Ambush", NamedNode("https://w3id.org/peacekg/ontology#Ambush")),
        ("concept", "Ambush", NamedNode("https://w3id.org/peacekg/ontology#Ambush")),
        ("string", NamedNode("urn:given"), NamedNode("urn:given")),
    ],
)
def test_a_value_becomes_a_term(type_: str, value: object, term: object) -> None:
    assert bound(type_, value) == [term]


@pytest.mark.parametrize(
    ("type_", "value"),
    [
        ("integer", "1.5"),
        ("integer", "٣"),
        ("integer", "9" * 40),
        ("date", "2019"),
        ("date", "2019-02-30"),
        ("date", "20-1-2019"),
        ("iri", "Chad"),
        ("iri", "urn:a> <urn:b"),
        ("iri", "urn:a\nb"),
        ("entity", "Nowhere"),
        ("concept", "Ambush }"),
        ("concept", ""),
    ],
)
def test_what_does_not_fit_is_refused(type_: str, value: str) -> None:
    with pytest.raises(UsageError, match="it="):
        bound(type_, value)


def test_an_empty_default_leaves_the_variable_free() -> None:
    assert bind(query("string"), {}, nothing) == query("string").text


def test_a_default_is_a_value() -> None:
    assert '"7"' in bind(query("integer", "7"), {}, nothing)


def test_several_values_mean_any() -> None:
    assert sorted(map(str, bound("string", ["b", "a", "a"]))) == ['"a"', '"b"']


def test_a_name_is_looked_up() -> None:
    assert "<urn:chad>" in bind(
        query("entity"), {"it": "Chad"}, lambda name: [NamedNode("urn:chad")] if name == "Chad" else []
    )


def test_an_unknown_parameter_is_named() -> None:
    with pytest.raises(UsageError, match="no parameter 'that'; it has it"):
        bind(query("string"), {"that": "x"}, nothing)


def test_a_placeholder_stands_wherever_it_is_used() -> None:
    text = (
        "#+ param: it | string | | A value.\nSELECT * { VALUES ?it { UNDEF } { SELECT ?it { VALUES ?it { UNDEF } } } }"
    )
    assert bind(parse(text, "q"), {"it": "x"}, nothing).count('{ "x" }') == 2


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_text_is_never_sparql(text: str) -> None:
    """Whatever is typed comes back as one literal, or is refused; it never changes the query."""
    assert bound("string", text) == [Literal(text)]


@given(st.text(st.sampled_from("a:/#<>{}\"'\\ \n\t?.;|^`%")) | st.text())
def test_an_iri_is_one_term_or_refused(text: str) -> None:
    node = iri(text)
    if node is not None:
        store = Store()
        store.add(Quad(node, NamedNode("urn:p"), node))
        answer = store.query(f"SELECT ?s WHERE {{ VALUES ?s {{ {node} }} ?s <urn:p> ?o }}")
        assert answer.variables == [Variable("s")]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "attack", ['" } ?s ?p ?o . #', "x' } #", "} UNION { ?s ?p ?o }", "\\u0022 } #", "\\", '"""', "\n} #"]
)
def test_known_injections_stay_text(attack: str) -> None:
    assert bound("string", attack) == [Literal(attack)]
    for type_ in ("iri", "entity", "concept", "integer", "date"):
        with pytest.raises(UsageError):
            bound(type_, attack)
