import pytest
from pyoxigraph import Literal, NamedNode, Quad, Triple

from kg.answers.graph import Graph
from kg.answers.model import Rows
from kg.answers.queries import shipped
from kg.errors import InputError, UsageError

A, P = NamedNode("urn:a"), NamedNode("urn:p")


def test_triples_and_quads_are_one_graph() -> None:
    graph = Graph([Triple(A, P, Literal(1)), Quad(A, P, Literal(2), NamedNode("urn:g")), Triple(A, P, Literal(1))])
    assert len(graph) == 2
    assert {row["o"] for row in graph.query("SELECT ?o { ?s ?p ?o }")} == {1, 2}


def test_rows_are_plain_values() -> None:
    terms = [
        '"10"^^xsd:integer',
        '"1.5"^^xsd:decimal',
        "true",
        '"2013-07"^^xsd:gYearMonth',
        '"Tchad"@fr',
        "<urn:x>",
        '"x"^^xsd:integer',
        "UNDEF",
    ]
    prefix = "PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> "
    rows = Graph().query(prefix + f"SELECT ?v {{ VALUES ?v {{ {' '.join(terms)} }} }}")
    assert [row["v"] for row in rows] == [10, 1.5, True, "2013-07", "Tchad", "urn:x", "x", None]
    assert rows[0] == {"v": 10}
    assert rows[:2] == [{"v": 10}, {"v": 1.5}]


def test_ask_is_true_or_false() -> None:
    graph = Graph([Triple(A, P, A)])
    assert graph.query("ASK { ?s ?p ?o }")
    assert not graph.query("ASK { ?s <urn:other> ?o }")
    assert graph.query("ASK { ?s ?p ?o }")[0] == {"ask": True}


def test_construct_gives_triples() -> None:
    rows = Graph([Triple(A, P, A)]).query("CONSTRUCT { ?s <urn:q> ?o } WHERE { ?s ?p ?o }")
    assert rows.form == "construct"
    assert list(rows) == [{"subject": "urn:a", "predicate": "urn:q", "object": "urn:a"}]


def test_an_empty_answer_is_false() -> None:
    rows = Graph().query("SELECT ?s { ?s ?p ?o }")
    assert not rows and len(rows) == 0 and isinstance(rows, Rows)


@pytest.mark.parametrize(
    "query", ["SELECT ?s {", "SELECT ?s { ?s ?p ?o } INSERT DATA { <urn:x> <urn:y> 1 }", "EXPLAIN ALL "]
)
def test_what_is_no_query_is_refused(query: str) -> None:
    graph = Graph([Triple(A, P, A)])
    with pytest.raises(UsageError, match="cannot be read") as caught:
        graph.query(query)
    assert str(caught.value).splitlines()[-1].strip() == "^"
    assert len(graph) == 1


@pytest.mark.parametrize("query", ["DROP ALL ", "# all\nINSERT DATA { <urn:x> <urn:y> 1 }"])
def test_updates_are_refused(query: str) -> None:
    graph = Graph([Triple(A, P, A)])
    with pytest.raises(UsageError, match="Graphs are asked, not changed"):
        graph.query(query)
    assert len(graph) == 1


def test_a_service_that_does_not_answer_is_said() -> None:
    with pytest.raises(InputError, match="cannot be answered"):
        Graph().query("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }")


@pytest.mark.parametrize("query", shipped(), ids=lambda query: query.name)
def test_a_shipped_query_is_asked_by_name(query: object) -> None:
    name = query.name  # type: ignore[attr-defined]
    assert Graph().query(name).variables == Graph().query(query).variables  # type: ignore[arg-type]


def test_a_parameter_may_be_called_query() -> None:
    from kg.answers.queries import parse

    query = parse("#+ param: query | string | | Text.\nSELECT ?query { VALUES ?query { UNDEF } }", "q")
    assert list(Graph().query(query, query="x")) == [{"query": "x"}]


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UsageError, match="known are"):
        Graph().serialize(format="docx")


def test_rows_of_the_engine_are_the_tuples_they_stand_for() -> None:
    rows = Graph([Triple(NamedNode(f"urn:{n}"), NamedNode("urn:p"), Literal(n)) for n in range(3)]).query(
        "SELECT ?s ?o ?none { ?s ?p ?o } ORDER BY ?s"
    )
    told = tuple((NamedNode(f"urn:{n}"), Literal(n), None) for n in range(3))
    assert (tuple(rows.terms), rows.terms[1], rows.terms[1:]) == (told, told[1], told[1:])
    assert rows.terms == told
    assert rows.terms != told[:2]
    assert hash(rows.terms) == hash(told)
