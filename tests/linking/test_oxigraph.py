"""A real SPARQL server with a real part of Wikidata: `oxigraph serve`, asked through SPARQLWrapper."""

import gzip
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.linking.backends.guard import within, wrapped
from kg.linking.backends.sparql import Sparql
from kg.linking.compare import compare
from kg.linking.match import match
from kg.linking.model import Mention
from kg.linking.ours import Said
from kg.linking.properties import compared
from kg.linking.transport import BusyError, Politeness, Transport

SUBSET = Path(__file__).resolve().parents[2] / "../shared/wikidata/wikidata-subset.nt.gz"
OXIGRAPH = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(OXIGRAPH is None, reason="oxigraph is not installed: make test-oxigraph installs it"),
    pytest.mark.skipif(not SUBSET.exists(), reason="the subset of Wikidata is not here"),
]


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("oxigraph")
    (folder / "subset.nt").write_bytes(gzip.decompress(SUBSET.read_bytes()))
    assert OXIGRAPH
    load = [OXIGRAPH, "load", "--lenient", "-l", str(folder / "db"), "-f", str(folder / "subset.nt")]
    subprocess.run(load, check=True, capture_output=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    serve = [OXIGRAPH, "serve-read-only", "-l", str(folder / "db"), "-b", f"127.0.0.1:{port}"]
    server = subprocess.Popen(serve, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}/query"
    os.killpg(server.pid, signal.SIGTERM)
    server.wait(10)


@pytest.fixture
def sparql(endpoint: str) -> Iterator[Sparql]:
    with Transport(Politeness("test@example.org", seconds=20, pause=0.05, attempts=2)) as transport:
        yield Sparql(transport, endpoint)


def test_items_by_id(sparql: Sparql) -> None:
    found = sparql.get(["Q142", "Q270", "Q999999999"])
    assert {qid: (item.label, item.kind) for qid, item in found.items()} == {
        "Q142": ("France", "Country"),
        "Q270": ("Warsaw", "Place"),
    }
    assert found["Q270"].country == "Q36"


def test_many_items_in_batches(sparql: Sparql) -> None:
    found = sparql.get([f"Q{n}" for n in range(1, 400)])
    assert len(found) >= 10


def test_the_kind_comes_from_a_class_above(sparql: Sparql) -> None:
    """Oxford is an instance of a class below "city", not of "city" itself."""
    oxford = sparql.get(["Q34217"])["Q34217"]
    assert (oxford.label, oxford.kind, oxford.level) == ("Oxford", "Place", "town")


def test_titles_and_search(sparql: Sparql) -> None:
    assert sparql.lookup_titles(["France", "Nowhere at all"])["France"].qid == "Q142"
    assert "Q270" in [item.qid for item in sparql.search("Warsaw", "Place")]
    assert sparql.search('Wars"aw } #') == []


def test_a_mention_is_linked(sparql: Sparql) -> None:
    mention = Mention("x", "Place", "Warsaw", article="Warsaw")
    titles = sparql.lookup_titles(["Warsaw"])
    decision = match(mention, sparql, titles, sparql.get([t.qid for t in titles.values()]))
    assert (decision.status, decision.qid) == ("accept", "Q270")


def test_the_same_things_compared(sparql: Sparql) -> None:
    country = next(p for p in compared() if p.kind == "Place" and p.pid == "P17")
    said = [Said("n", "Warsaw", "Q270", country, qid, "Country") for qid in ("Q36", "Q142")]
    assert [one.verdict for one in compare(said, sparql)] == ["agrees", "contradicts"]


def test_a_service_that_fails_inside_a_200_is_seen(endpoint: str) -> None:
    """Oxigraph sends 200, half of the JSON and a line of text: Wikidata's own server does the same at its deadline."""
    nobody = "SERVICE <http://127.0.0.1:9/none> { ?a ?b ?c }"
    query = f"SELECT * {{ {{ ?s <http://www.w3.org/2002/07/owl#onProperty> ?o }} UNION {{ {nobody} }} }}"
    rules = Politeness("test@example.org", seconds=20, size=500_000_000)
    from kg.linking.backends.guard import checked

    with pytest.raises(BusyError, match=r"broken|cut|failed"):
        checked(within(20, lambda: wrapped(endpoint, query, rules)))
