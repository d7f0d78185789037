"""The reconciliation service: every answer against the specification's schemas, and what a hostile client may send."""

import json
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema import Draft7Validator
from referencing import Registry
from referencing.jsonschema import DRAFT7

import kg
from kg.errors import UsageError
from kg.linking.service.catalogue import graph_catalogue, shipped_catalogue
from kg.linking.service.queries import MOST_QUERIES, read_queries
from kg.linking.service.server import MOST_BYTES, Server

SPECIFICATION = Path(__file__).resolve().parents[2] / "../shared/reconciliation-api"
SAMPLES = Path(__file__).resolve().parents[2] / "samples"
SWAGGER = {"definitions": {"securityDefinitions": {"additionalProperties": {"type": "object", "required": ["type"]}}}}
needs_schemas = pytest.mark.skipif(not SPECIFICATION.exists(), reason="the specification's schemas are not here")


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    graph = kg.build(SAMPLES)
    server = Server({"": graph_catalogue(graph, graph.base), "/wikidata": shipped_catalogue()})
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    with httpx.Client(base_url=server.url, trust_env=False) as made:
        yield made
    server.shutdown()
    server.server_close()


def validator(version: str, name: str) -> Draft7Validator:
    """The schema as its authors mean it: Draft 7, with a stand-in for the one it takes from swagger.io."""
    schemas = {}
    for path in sorted((SPECIFICATION / version / "schemas").glob("*.json")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        schemas[path.name] = {k: v for k, v in schema.items() if k != "$schema"}
    resources: list[tuple[str, Any]] = [(s.get("$id", name), DRAFT7.create_resource(s)) for name, s in schemas.items()]
    folder = f"https://reconciliation-api.github.io/specs/{version}/schemas/"
    resources += [(folder + file, DRAFT7.create_resource(s)) for file, s in schemas.items()]
    resources.append(("http://swagger.io/v2/schema.json", DRAFT7.create_resource(SWAGGER)))
    return Draft7Validator(schemas[f"{name}.json"], registry=Registry[Any]().with_resources(resources))


def valid(answer: httpx.Response, name: str, version: str = "0.2") -> Any:
    """The JSON of an answer, which has the schema and may be read from any page."""
    assert answer.status_code == 200, answer.text
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    told = answer.json()
    if SPECIFICATION.exists():
        validator(version, name).validate(told)
    return told


def match(client: httpx.Client, path: str = "/", **queries: Any) -> Any:
    answer = client.post(path, data={"queries": json.dumps(queries)})
    return valid(answer, "reconciliation-result-batch")


EXAMPLES = [
    (version, path.parents[1].name, path.parent.name, path.name)
    for version in ("0.1", "0.2")
    for path in sorted((SPECIFICATION / version / "examples").glob("*/*/*.json"))
    if (SPECIFICATION / version / "schemas" / f"{path.parents[1].name}.json").exists()
]


@needs_schemas
@pytest.mark.parametrize(("version", "schema", "folder", "name"), EXAMPLES)
def test_the_schemas_agree_with_their_examples(version: str, schema: str, folder: str, name: str) -> None:
    """If this fails, the validator here is not what the specification means, and the other tests say nothing."""
    path = SPECIFICATION / version / "examples" / schema / folder / name
    found = validator(version, schema).is_valid(json.loads(path.read_text(encoding="utf-8")))
    assert found == (folder == "valid")


@needs_schemas
def test_queries_of_the_specification_are_read_as_it_means() -> None:
    folder = SPECIFICATION / "0.2" / "examples" / "reconciliation-query-batch"
    for path in sorted(folder.glob("valid/*.json")):
        assert read_queries(path.read_text(encoding="utf-8")), path
    for path in sorted(folder.glob("invalid/*.json")):
        with pytest.raises(UsageError):
            read_queries(path.read_text(encoding="utf-8"))


@needs_schemas
def test_queries_of_the_specification_are_answered(client: httpx.Client) -> None:
    for path in sorted((SPECIFICATION / "0.2" / "examples" / "reconciliation-query-batch" / "valid").glob("*.json")):
        queries = json.loads(path.read_text(encoding="utf-8"))
        assert set(match(client, **queries)) == set(queries)


@pytest.mark.parametrize("path", ["/", "/wikidata"])
@pytest.mark.parametrize("version", ["0.1", "0.2"])
def test_manifest(client: httpx.Client, path: str, version: str) -> None:
    told = valid(client.get(path), "manifest", version)
    assert told["versions"] == ["0.1", "0.2"]
    assert told["identifierSpace"] == {
        "/": "https://w3id.org/peacekg/id/", "/wikidata": "http://www.wikidata.org/entity/",
    }[path]  # fmt: skip
    assert told["suggest"]["entity"]["service_url"] == str(client.base_url).rstrip("/") + path.rstrip("/")


def test_candidates_are_sorted_and_the_sure_one_matches(client: httpx.Client) -> None:
    told = match(client, "/wikidata", q={"query": "Kidal", "type": "Place"})["q"]["result"]
    assert told[0]["id"] == "Q650100"
    assert [c["match"] for c in told] == [True, False, False]
    assert [c["score"] for c in told] == sorted((c["score"] for c in told), reverse=True)


def test_what_openrefine_sends(client: httpx.Client) -> None:
    told = match(client, "/wikidata", q1={"query": "Burkina Faso", "limit": 3}, q0={"query": "Atlantis", "limit": 3})
    assert (told["q1"]["result"][0]["id"], told["q1"]["result"][0]["match"]) == ("Q965", True)
    assert not [c for c in told["q0"]["result"] if c["match"]]


@pytest.mark.parametrize(("text", "kind", "id_"), [
    ("Goma", "Place", "place/Goma"),
    ("Nepalese", "Country", "country/Nepal"),
    ("UKR", "Country", "country/Ukraine"),
    ("Uruguayan", "Country", "country/Uruguay"),
    ("Bintou Keita", "", "person/Bintou_Keita"),
    ("MINUSTAH", "Mission", "mission/United_Nations_Stabilisation_Mission_in_Haiti"),
    ("place/Goma", "", "place/Goma"),
])  # fmt: skip
def test_the_graphs_entities_by_name_code_demonym_and_id(client: httpx.Client, text: str, kind: str, id_: str) -> None:
    told = match(client, q={"query": text, **({"type": kind} if kind else {})})["q"]["result"]
    assert (told[0]["id"], told[0]["match"]) == (id_, True)


def test_types(client: httpx.Client) -> None:
    def ids(**query: Any) -> list[str]:
        return [c["id"] for c in match(client, q={"query": "Goma", **query})["q"]["result"]]

    assert "place/Goma" in ids(type="https://w3id.org/peacekg/ontology#Place")
    assert "place/Goma" not in ids(type="Person")
    assert "place/Goma" in ids(type=["Person", "Place"], type_strict="any")
    assert "place/Goma" in ids(type="Person", type_strict="should")
    assert ids(type="Unheard-of") == []


def test_a_country_among_the_properties_decides_between_homonyms(client: httpx.Client) -> None:
    def best(country: str) -> tuple[str, bool]:
        query = {"query": "Tripoli District", "type": "Place", "properties": [{"pid": "P17", "v": {"id": country}}]}
        found = match(client, "/wikidata", q=query)["q"]["result"][0]
        return found["id"], found["match"]

    assert (best("Q822"), best("Q1016")) == (("Q2484819", True), ("Q32837", True))


def test_a_limit_and_a_batch_in_a_get(client: httpx.Client) -> None:
    answer = client.get(
        "/", params={"queries": json.dumps({"a": {"query": "Resolution", "limit": 1}, "b": {"query": "x"}})}
    )
    told = valid(answer, "reconciliation-result-batch")
    assert len(told["a"]["result"]) <= 1
    assert set(told) == {"a", "b"}


def test_properties_without_a_name(client: httpx.Client) -> None:
    query = {"properties": [{"pid": "pk:abbreviation", "v": "MONUSCO"}]}
    told = match(client, q=query)["q"]["result"]
    assert [c["id"].startswith("mission/United_Nations_Organization") for c in told] == [True]


def test_a_blank_cell_finds_nothing(client: httpx.Client) -> None:
    assert match(client, q={"query": " ", "type": "Country"})["q"]["result"] == []


def test_suggestions(client: httpx.Client) -> None:
    told = valid(client.get("/suggest/entity", params={"prefix": "gom"}), "suggest-entities-response")
    assert told["result"][0]["id"] == "place/Goma"
    told = valid(client.get("/suggest/type", params={"prefix": "cou"}), "suggest-types-response")
    assert [t["id"] for t in told["result"]] == ["Country"]
    told = valid(client.get("/suggest/property", params={"prefix": "headq"}), "suggest-properties-response")
    assert [p["id"] for p in told["result"]] == ["pk:headquarters"]
    valid(client.get("/wikidata/suggest/entity", params={"prefix": "", "cursor": "5"}), "suggest-entities-response")


def test_data_extension(client: httpx.Client) -> None:
    mission = match(client, q={"query": "MONUSCO"})["q"]["result"][0]["id"]
    properties = [{"id": name} for name in ("pk:established", "pk:headquarters", "pk:operatesIn", "none")]
    asked = {"ids": [mission, "nobody"], "properties": properties}
    told = valid(client.post("/", data={"extend": json.dumps(asked)}), "data-extension-response")
    row = told["rows"][mission]
    assert row["pk:operatesIn"] == [
        {"id": "country/Democratic_Republic_of_the_Congo", "name": "Democratic Republic of the Congo"}
    ]
    assert row["none"] == [] == told["rows"]["nobody"]["pk:headquarters"]


def test_proposed_properties(client: httpx.Client) -> None:
    told = valid(
        client.get("/properties", params={"type": "Mission", "limit": "50"}), "data-extension-property-proposal"
    )
    assert {"pk:established", "pk:operatesIn"} <= {p["id"] for p in told["properties"]}


def test_preview(client: httpx.Client) -> None:
    answer = client.get("/preview", params={"id": "place/Goma"})
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "Goma" in answer.text
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert client.get("/preview", params={"id": "<script>"}).status_code == 404


def test_a_hostile_name_stays_text() -> None:
    graph = kg.build("'''<b>''' ", title="X")
    graph = kg.build(
        "{{Infobox United Nations|name=X}} '''X''' is a mission in [[Mali]].", title='X "><script>alert(1)</script>'
    )
    from kg.linking.service.answers import preview

    catalogue = graph_catalogue(graph, graph.base)
    for id_ in catalogue.index.items:
        assert "<script" not in (preview(catalogue, id_) or "")


def test_a_browser_may_ask(client: httpx.Client) -> None:
    answer = client.options("/", headers={"Origin": "http://example.org", "Access-Control-Request-Method": "POST"})
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert client.get("/nowhere").headers["Access-Control-Allow-Origin"] == "*"


BROKEN = ["", "x", "[]", "{", '{"q": 1}', '{"q": {}}', '{"q": {"query": 1}}', '{"q": {"query": "x", "limit": 0}}',
          '{"q": {"query": "x", "limit": true}}', '{"q": {"query": "x", "properties": [{}]}}', "[" * 100_000,
          '{"q": {"query": "x", "type_strict": "none"}}', '{"q": {"query": "x", "lang": "en"}}',
          '{"q": {"query": "x", "properties": [{"pid": "a", "v": null}]}}']  # fmt: skip


@pytest.mark.parametrize("text", BROKEN, ids=range(len(BROKEN)))
def test_broken_queries_are_refused_with_a_reason(client: httpx.Client, text: str) -> None:
    answer = client.post("/", data={"queries": text})
    assert answer.status_code == 400
    assert answer.json()["message"]


@pytest.mark.parametrize("text", ["", "1", "{}", '{"ids": [1], "properties": []}', '{"ids": [], "properties": [1]}'])
def test_broken_extensions_are_refused(client: httpx.Client, text: str) -> None:
    assert client.post("/", data={"extend": text}).status_code == 400


def test_batches_have_a_bound(client: httpx.Client) -> None:
    many = {f"q{n}": {"query": "x"} for n in range(MOST_QUERIES + 1)}
    assert client.post("/", data={"queries": json.dumps(many)}).status_code == 413


def test_a_body_has_a_bound(client: httpx.Client) -> None:
    with socket.create_connection((client.base_url.host, client.base_url.port or 0)) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % (MOST_BYTES + 1))
        assert connection.recv(100).startswith(b"HTTP/1.1 413")
    with socket.create_connection((client.base_url.host, client.base_url.port or 0)) as connection:
        connection.sendall(b"POST / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 411")


def test_a_long_query_is_cut_and_answered(client: httpx.Client) -> None:
    assert match(client, q={"query": "Gao " * 20_000})["q"]["result"] is not None
