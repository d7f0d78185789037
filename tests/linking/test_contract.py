"""What every backend must do alike: one suite, run on all of them with data about the same few items."""

import gzip
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, Store

from kg.linking.backends.action_api import ActionApi, WikiTitles
from kg.linking.backends.dump_index import DumpIndex
from kg.linking.backends.embedded import Embedded
from kg.linking.backends.reconciliation import ReconciliationService
from kg.linking.backends.sparql import Sparql
from kg.linking.index import build_index
from kg.linking.match import match
from kg.linking.model import Backend, Mention
from kg.linking.service.catalogue import shipped_catalogue
from kg.linking.service.server import Server
from kg.linking.transport import ServiceError, Transport

RECORDED = Path(__file__).resolve().parents[2] / "../shared/wikidata/api-recordings"
NAMES = ("embedded", "wiki", "api", "sparql", "service", "index of SQL", "index of JSON")
FRANCE = {
    "id": "Q142",
    "type": "item",
    "labels": {"en": {"language": "en", "value": "France"}},
    "aliases": {"en": [{"language": "en", "value": "French Republic"}]},
    "descriptions": {"en": {"language": "en", "value": "country in Europe"}},
    "claims": {
        "P31": [
            {
                "rank": "normal",
                "mainsnak": {"property": "P31", "datavalue": {"value": {"entity-type": "item", "id": "Q6256"}}},
            }
        ]
    },
    "sitelinks": {"enwiki": {"site": "enwiki", "title": "France"}},
}
TURTLE = """
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix wdt: <http://www.wikidata.org/prop/direct/> .
@prefix schema: <http://schema.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
wd:Q142 rdfs:label "France"@en, "France"@fr ; skos:altLabel "French Republic"@en ; wdt:P31 wd:Q6256 .
<https://en.wikipedia.org/wiki/France> schema:about wd:Q142 ; schema:isPartOf <https://en.wikipedia.org/> ;
    schema:name "France"@en .
wd:Q1 rdfs:label "KG test A"@en .
wd:Q2 owl:sameAs wd:Q1 .
"""
SQL = {
    "page": (
        "CREATE TABLE `page` (\n  `page_id` int,\n  `page_namespace` int,\n  `page_title` varbinary(255)\n);\n"
        "INSERT INTO `page` VALUES (1,0,'France'),(2,0,'French_Republic'),(3,1,'France'),(4,0,'Nope\\'s');\n"
    ),
    "page_props": (
        "CREATE TABLE `page_props` (\n  `pp_page` int,\n  `pp_propname` varbinary(60),\n  `pp_value` blob\n);\n"
        "INSERT INTO `page_props` VALUES (1,'wikibase_item','Q142'),(1,'defaultsort','France');\n"
    ),
    "redirect": (
        "CREATE TABLE `redirect` (\n  `rd_from` int,\n  `rd_namespace` int,\n  `rd_title` varbinary(255),\n"
        "  `rd_interwiki` varbinary(32),\n  `rd_fragment` varbinary(255)\n);\n"
        "INSERT INTO `redirect` VALUES (2,0,'France',NULL,NULL);\n"
    ),
}
Serve = Callable[[Callable[[str, dict[str, str]], tuple[int, str, bytes]]], str]


@pytest.fixture(params=NAMES)
def backend(request: pytest.FixtureRequest, serve: Serve, transport: Transport, tmp_path: Path) -> Iterator[Backend]:
    match request.param:
        case "embedded":
            yield Embedded()
        case "wiki":
            yield WikiTitles(transport, serve(recorded()), Embedded())
        case "api":
            url = serve(recorded())
            yield ActionApi(transport, url, url)
        case "sparql":
            yield Sparql(transport, serve(engine()))
        case "service":
            yield from own_service(transport)
        case name:
            with DumpIndex(indexed(tmp_path, name)) as index:
                yield index


def recorded() -> Callable[[str, dict[str, str]], tuple[int, str, bytes]]:
    """A server that gives the recorded answers of a real MediaWiki with Wikibase."""
    if not RECORDED.exists():
        pytest.skip("the recorded answers are not here")
    bodies = {path.stem: path.read_bytes() for path in RECORDED.glob("*.json")}
    entities = (
        json.loads(bodies["wbgetentities-ids"])["entities"]
        | json.loads(bodies["wbgetentities-redirected-id"])["entities"]
    )

    def answer(path: str, form: dict[str, str]) -> tuple[int, str, bytes]:
        kind = "application/json"
        if form["action"] == "wbgetentities":
            if "bogus" in form["ids"]:
                return 200, kind, bodies["wbgetentities-bad-id-error"]
            told = {q: entities.get(q, {"id": q, "missing": ""}) for q in form["ids"].split("|")}
            return 200, kind, json.dumps({"entities": told, "success": 1}).encode()
        if form["action"] == "wbsearchentities":
            found = [{"id": "Q142", "label": "France"}] if form["search"] in {"France", "French Republic"} else []
            return (
                200,
                kind,
                json.dumps({"search": found, "success": 1}).encode() if found else bodies["wbsearchentities-empty"],
            )
        if form.get("list") == "search":
            return 200, kind, b'{"batchcomplete": true, "query": {"search": []}}'
        return 200, kind, bodies["pageprops-wikibase_item-redirects"]

    return answer


def engine() -> Callable[[str, dict[str, str]], tuple[int, str, bytes]]:
    """A real SPARQL engine behind a socket."""
    store = Store()
    store.load(TURTLE.encode(), format=RdfFormat.TURTLE)

    def answer(path: str, form: dict[str, str]) -> tuple[int, str, bytes]:
        found = store.query(form["query"])
        assert isinstance(found, QuerySolutions)
        body = found.serialize(format=QueryResultsFormat.JSON)
        return 200, "application/sparql-results+json", body or b""

    return answer


def own_service(transport: Transport) -> Iterator[Backend]:
    server = Server({"": shipped_catalogue()})
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield ReconciliationService(transport, server.url)
    server.shutdown()
    server.server_close()


def indexed(folder: Path, name: str) -> Path:
    target = folder / "index.sqlite"
    dumps = []
    if name == "index of JSON":
        dumps = [folder / "dump.json.gz"]
        dumps[0].write_bytes(
            gzip.compress(f"[\n{json.dumps(FRANCE)},\n{json.dumps({'id': 'P31', 'labels': {}})}\n]\n".encode())
        )
    else:
        for table, text in SQL.items():
            dumps.append(folder / f"xwiki-{table}.sql.gz")
            dumps[-1].write_bytes(gzip.compress(text.encode()))
    build_index(dumps, target)
    return target


def test_titles(backend: Backend) -> None:
    found = backend.lookup_titles(["France", "Nope"])
    assert {title: match.qid for title, match in found.items()} == {"France": "Q142"}
    assert found["France"].title == "France"


def test_titles_of_nothing(backend: Backend) -> None:
    assert backend.lookup_titles([]) == {}


def test_search(backend: Backend) -> None:
    found = backend.search("France", "Country")
    assert "Q142" in [item.qid for item in found][:3]
    assert next(item.label for item in found if item.qid == "Q142") == "France"


def test_search_by_another_name(backend: Backend) -> None:
    assert "Q142" in [item.qid for item in backend.search("French Republic")]


def test_search_for_another_kind(backend: Backend) -> None:
    assert "Q142" not in [item.qid for item in backend.search("France", "Person") if item.kind]


def test_search_for_nothing_of_the_kind(backend: Backend) -> None:
    assert backend.search("Zzqqxx Wwvvyy", "Person") == []


def test_get(backend: Backend) -> None:
    found = backend.get(["Q142", "Q999999999"])
    assert {qid: item.label for qid, item in found.items()} == {"Q142": "France"}
    assert found["Q142"].qid == "Q142"
    assert found["Q142"].kind in {"Country", ""}


def test_get_nothing(backend: Backend) -> None:
    assert backend.get([]) == {}


def test_twice_the_same(backend: Backend) -> None:
    assert backend.search("France") == backend.search("France")
    assert backend.get(["Q142"]) == backend.get(["Q142"])


def test_it_says_what_it_is(backend: Backend) -> None:
    assert backend.name in {"embedded", "wiki", "api", "sparql", "service", "index"}
    assert backend.version


def test_what_a_service_is_not_sure_of_is_not_linked(transport: Transport) -> None:
    """The service knows Kinshasa as an administrative unit alone, and does not call it a match."""
    for service in own_service(transport):
        found = service.search("Kinshasa", "Place")
        assert (found[0].qid, found[0].doubted) == ("Q3091458", True)
        mention = Mention("n", "Place", "Kinshasa", countries=frozenset({"Q974"}))
        assert match(mention, service, {}, {}).status != "accept"
        assert match(Mention("n", "Place", "Kidal"), service, {}, {}).qid == "Q650100"


def test_merged_items(serve: Serve, transport: Transport) -> None:
    url = serve(recorded())
    for of in (ActionApi(transport, url, url), Sparql(transport, serve(engine()))):
        assert of.get(["Q2"])["Q2"].qid == "Q1"


def test_one_bad_id_does_not_fail_its_batch(serve: Serve, transport: Transport) -> None:
    url = serve(recorded())
    assert set(ActionApi(transport, url, url).get(["Q142", "bogus", "Q270"])) == {"Q142", "Q270"}


def test_redirects_and_normalised_titles_of_the_recorded_answer(serve: Serve, transport: Transport) -> None:
    url = serve(recorded())
    found = ActionApi(transport, url, url).lookup_titles(["france", "French Republic", "Warsaw", "Nope"])
    assert {t: (m.qid, m.redirected) for t, m in found.items()} == {
        "france": ("Q142", False),
        "French Republic": ("Q142", True),
        "Warsaw": ("Q270", False),
    }


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        ({"versions": ["1.0-draft"], "name": "x"}, "speaks version 1.0-draft"),
        ({"name": "x", "identifierSpace": "http://www.wikidata.org/entity/", "schemaSpace": "x"}, ""),
    ],
)
def test_versions_are_negotiated(manifest: dict[str, Any], said: str, serve: Serve, transport: Transport) -> None:
    url = serve(lambda path, form: (200, "application/json", json.dumps(manifest).encode()))
    if said:
        with pytest.raises(Exception, match=said):
            ReconciliationService(transport, url)
    else:
        assert "0.1" in ReconciliationService(transport, url).version


def test_a_continued_answer_is_fetched_to_its_end(serve: Serve, transport: Transport) -> None:
    """All keys of `continue` are sent back; properties of one page may come in two parts."""
    asked: list[dict[str, str]] = []

    def answer(path: str, form: dict[str, str]) -> tuple[int, str, bytes]:
        asked.append(form)
        page: dict[str, Any] = {"title": "Gao", "pageid": 1}
        if "ppcontinue" not in form:
            told = {"continue": {"ppcontinue": "1|x", "continue": "||"}, "query": {"pages": [page]}}
        else:
            page["pageprops"] = {"wikibase_item": "Q188904"}
            told = {"batchcomplete": True, "query": {"pages": [page]}}
        return 200, "application/json", json.dumps(told).encode()

    url = serve(answer)
    assert ActionApi(transport, url, url).lookup_titles(["Gao"])["Gao"].qid == "Q188904"
    assert (asked[1]["ppcontinue"], asked[1]["continue"]) == ("1|x", "||")


def test_an_answer_that_never_ends_is_an_error(serve: Serve, transport: Transport) -> None:
    told = json.dumps({"continue": {"ppcontinue": "1"}, "query": {"pages": []}}).encode()
    url = serve(lambda path, form: (200, "application/json", told))
    with pytest.raises(ServiceError, match="more than 200 parts"):
        ActionApi(transport, url, url).lookup_titles(["Gao"])


def test_the_kind_comes_from_a_class_above(serve: Serve, transport: Transport) -> None:
    """A walled town is a subclass of city; the table of classes only knows the city."""

    def claim(property_: str, qid: str) -> list[dict[str, Any]]:
        value = {"entity-type": "item", "id": qid}
        return [{"rank": "normal", "mainsnak": {"property": property_, "datavalue": {"value": value}}}]

    entities = {
        "Q900": {"id": "Q900", "labels": {"en": {"value": "Gao"}}, "claims": {"P31": claim("P31", "Q901")}},
        "Q901": {"id": "Q901", "claims": {"P279": claim("P279", "Q902")}},
        "Q902": {"id": "Q902", "claims": {"P279": claim("P279", "Q515")}},
    }

    def answer(path: str, form: dict[str, str]) -> tuple[int, str, bytes]:
        told = {qid: entities.get(qid, {"id": qid, "missing": ""}) for qid in form["ids"].split("|")}
        return 200, "application/json", json.dumps({"entities": told}).encode()

    url = serve(answer)
    assert (ActionApi(transport, url, url).get(["Q900"])["Q900"].kind) == "Place"
