"""The cases of the SPARQL 1.1 protocol's test suite that a read-only endpoint meets, and real clients."""

import json
import subprocess
from typing import Any

import httpx
import pytest

SELECT = "SELECT ?s WHERE { ?s a <https://w3id.org/peacekg/ontology#Mission> } ORDER BY ?s"
ASK = "ASK { ?s ?p ?o }"
CONSTRUCT = "CONSTRUCT WHERE { ?s a <https://w3id.org/peacekg/ontology#Mission> }"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
QUERY = {"Content-Type": "application/sparql-query"}


def post(server: Any, body: str, headers: dict[str, str], query: str = "") -> httpx.Response:
    return httpx.post(f"{server.url}/sparql{query}", content=body.encode(), headers=headers, timeout=30)


def test_query_by_get(server: Any) -> None:
    answer = server.ask(ASK)
    assert (answer.status_code, answer.json()["boolean"]) == (200, True)
    assert answer.headers["content-type"] == "application/sparql-results+json"


def test_query_by_post_of_a_form(server: Any) -> None:
    answer = post(server, "query=ASK%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D", FORM)
    assert answer.json()["boolean"] is True


def test_query_by_direct_post(server: Any) -> None:
    assert post(server, ASK, QUERY).json()["boolean"] is True


@pytest.mark.parametrize(
    ("query", "accept", "kind", "start"),
    [
        (SELECT, "application/sparql-results+json", "application/sparql-results+json", b'{"head"'),
        (SELECT, "application/sparql-results+xml", "application/sparql-results+xml", b"<?xml"),
        (SELECT, "text/csv", "text/csv", b"s\r\n"),
        (SELECT, "text/tab-separated-values", "text/tab-separated-values", b"?s\n"),
        (SELECT, "text/html;q=0.9, application/json;q=0.2, text/csv;q=0.5", "text/csv", b"s\r\n"),
        (ASK, "application/sparql-results+xml", "application/sparql-results+xml", b"<?xml"),
        (CONSTRUCT, "text/turtle", "text/turtle", b"@prefix"),
        (CONSTRUCT, "application/n-triples", "application/n-triples", b"<http"),
        (CONSTRUCT, "application/ld+json", "application/ld+json", b"{"),
        (CONSTRUCT, "application/rdf+xml", "application/rdf+xml", b"<?xml"),
        (CONSTRUCT, "*/*", "text/turtle", b"@prefix"),
    ],
)
def test_formats_are_negotiated(server: Any, query: str, accept: str, kind: str, start: bytes) -> None:
    answer = server.ask(query, Accept=accept)
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == kind
    assert answer.content.startswith(start) or start == b"{"


@pytest.mark.parametrize("accept", ["image/png", "text/turtle"])
def test_a_format_that_does_not_fit_is_406(server: Any, accept: str) -> None:
    assert server.ask(SELECT, Accept=accept).status_code == 406


@pytest.mark.parametrize(
    ("status", "method", "body", "headers", "query"),
    [
        (400, "GET", "", {}, "?query=ASK%7B%7D&query=ASK%7B%7D"),
        (400, "POST", "", FORM, ""),
        (400, "GET", "", {}, "?query=NONSENSE"),
        (400, "POST", "query=ASK%FF", FORM, ""),
        (415, "POST", ASK, {"Content-Type": "text/plain"}, ""),
        (415, "POST", ASK, {}, ""),
        (403, "POST", "update=CLEAR%20ALL", FORM, ""),
        (403, "POST", "CLEAR ALL", {"Content-Type": "application/sparql-update"}, ""),
        (403, "GET", "", {}, "?update=CLEAR%20ALL"),
        (405, "PUT", "", {}, "?query=ASK%7B%7D"),
        (405, "DELETE", "", {}, ""),
    ],
)
def test_wrong_requests(
    *, server: Any, status: int, method: str, body: str, headers: dict[str, str], query: str
) -> None:
    answer = httpx.request(method, f"{server.url}/sparql{query}", content=body.encode(), headers=headers, timeout=30)
    assert answer.status_code == status, answer.text


def test_bytes_that_are_not_utf8(server: Any) -> None:
    answer = httpx.post(f"{server.url}/sparql", content=b"ASK {\xff}", headers=QUERY, timeout=30)
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "LOAD <file:///etc/passwd>",
        "DROP ALL",
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { sErViCe silent <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o FILTER(?s<pk:x) SERVICE?v#>\n{ ?s ?p ?o } }",
    ],
)
def test_what_leaves_the_graph_is_refused(server: Any, query: str) -> None:
    answer = server.ask(query)
    assert answer.status_code == 400, answer.text
    if "service" in query.lower() and "FILTER" not in query:
        assert "SERVICE is not allowed" in answer.text
    elif "SELECT" not in query:
        assert answer.text.startswith("Graphs are asked, not changed")


def test_the_word_service_is_no_fault_elsewhere(server: Any) -> None:
    answer = server.ask('SELECT ("service" AS ?service) { } # a SERVICE\n')
    assert answer.json()["results"]["bindings"][0]["service"]["value"] == "service"


def test_from_reads_no_file(server: Any) -> None:
    answer = server.ask("SELECT * FROM <file:///etc/passwd> WHERE { ?s ?p ?o }")
    assert answer.json()["results"]["bindings"] == []


def test_the_data_set_of_the_request(server: Any) -> None:
    query = "?query=ASK%7B%3Fs+%3Fp+%3Fo%7D&default-graph-uri=urn%3Anothing"
    assert server.get(f"/sparql{query}").json()["boolean"] is False


def test_a_web_page_of_another_origin_may_ask(server: Any) -> None:
    asked = httpx.options(f"{server.url}/sparql", headers={"Origin": "https://example.org"}, timeout=30)
    assert asked.status_code == 204
    assert server.ask(ASK, Origin="https://example.org").headers["access-control-allow-origin"] == "*"


def test_the_service_description(server: Any) -> None:
    answer = server.get("/sparql", headers={"Accept": "text/turtle"})
    assert "service-description#" in answer.text
    assert "SPARQL11Query" in answer.text


def test_prefixes_may_be_left_out(server: Any) -> None:
    assert server.ask("ASK { ?s a pk:Mission }").json()["boolean"] is True


def test_sparqlwrapper(server: Any) -> None:
    from SPARQLWrapper import JSON, POST, SPARQLWrapper

    for method in ("GET", POST):
        client = SPARQLWrapper(f"{server.url}/sparql")
        client.setMethod(method)
        client.setReturnFormat(JSON)
        client.setQuery(SELECT)
        answer: Any = client.query().convert()
        assert answer["results"]["bindings"]


def test_rdflib(server: Any) -> None:
    from rdflib import Graph
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    store = SPARQLStore(f"{server.url}/sparql")
    assert len(list(Graph(store).query(SELECT))) >= 2


def test_curl(server: Any) -> None:
    command = ["curl", "-sf", f"{server.url}/sparql", "--data-urlencode", f"query={SELECT}", "-H", "Accept: text/csv"]
    assert b"mission/" in subprocess.run(command, capture_output=True, check=True).stdout


def test_our_own_client(server: Any) -> None:
    import kg

    rows = kg.Endpoint(f"{server.url}/sparql").query("attacks-by-year")
    assert sum(int(str(row["attacks"])) for row in rows) > 5


def test_json_is_what_the_engine_says(server: Any, sample: Any) -> None:
    import kg

    known = [row["s"] for row in kg.Graph.load(sample).query(SELECT)]
    told = json.loads(server.ask(SELECT).text)["results"]["bindings"]
    assert [row["s"]["value"] for row in told] == known
