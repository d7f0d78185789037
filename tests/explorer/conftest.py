"""A server of the bundled sample, started as a user starts it."""

import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

import kg
from kg.resources import folder

HOSTILE = """
@prefix pk: <https://w3id.org/peacekg/ontology#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://w3id.org/peacekg/id/> .
:m a pk:Mission ; rdfs:label "<script>alert(1)</script> Mission \\"'><img src=x onerror=alert(2)>"@en ;
   pk:abbreviation "</title></style><svg onload=alert(3)>" ; schema:url <javascript:alert(4)> .
:a a pk:Attack ; pk:mission :m ; pk:date "2014-01-02"^^xsd:date ; pk:notBefore "2014-01-02"^^xsd:date ;
   pk:notAfter "2014-01-02"^^xsd:date ; pk:place :p ; pk:casualties <a/victims-1> ; prov:wasDerivedFrom :q ;
   pk:rule "<b>rule</b>" .
<https://w3id.org/peacekg/id/a/victims-1> a pk:Casualties ; pk:killed 3 .
:p a pk:Place ; rdfs:label "]]></text><script>alert(5)</script> $x^2$ {{7*7}}"@en .
:q a nif:String ; nif:beginIndex 0 ; nif:endIndex 9 ; nif:anchorOf "<iframe>x" ; pk:quote "<script>alert(6)</script>" ;
   nif:referenceContext :page ; pk:cites :s .
:page a pk:Page ; dcterms:title "T<script>" ; schema:url <javascript:alert(7)> .
:s a pk:Source ; dcterms:title "<script>alert(8)</script>" ; schema:url <javascript:alert(9)> ;
   schema:archivedAt <data:text/html,x> .
""".replace("<a/victims-1>", "<https://w3id.org/peacekg/id/a/victims-1>")


@dataclass(frozen=True)
class Served:
    """A running server."""

    url: str
    process: "subprocess.Popen[str]"

    def get(self, path: str, **options: object) -> httpx.Response:
        return httpx.get(self.url + path, timeout=60, **options)  # type: ignore[arg-type]

    def ask(self, query: str, **headers: str) -> httpx.Response:
        return httpx.get(f"{self.url}/sparql", params={"query": query}, headers=headers, timeout=60)


@contextmanager
def started(*arguments: object) -> Iterator[Served]:
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "kg", "serve", *map(str, arguments), "--port", str(port)]
    with tempfile.TemporaryFile() as log:  # not a pipe: no one reads it, and a full one would stop the server
        process = subprocess.Popen(command, stderr=log, text=True, env={**os.environ, "PYTHONUTF8": "1"})
        served = Served(f"http://127.0.0.1:{port}", process)
        try:
            _wait(served)
            yield served
        finally:
            process.terminate()
            process.wait(30)


def _wait(served: Served) -> None:
    for _ in range(600):
        try:
            if httpx.get(served.url + "/health", timeout=30).status_code == 200:
                return
        except httpx.TransportError:
            assert served.process.poll() is None, "the server has ended"
            time.sleep(0.1)
    raise AssertionError("the server does not answer")


@pytest.fixture(scope="session")
def serve() -> Callable[..., AbstractContextManager[Served]]:
    return started


@pytest.fixture
def hostile_text() -> str:
    return HOSTILE


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("graph") / "sample.ttl"
    kg.build(folder("samples")).serialize(path)
    return path


@pytest.fixture(scope="session")
def server(sample: Path) -> Iterator[Served]:
    with started(sample, "--source", folder("samples"), "--seconds", 3, "--memory", 1024) as served:
        yield served


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    path = tmp_path_factory.mktemp("hostile") / "hostile.ttl"
    path.write_text(HOSTILE, encoding="utf-8")
    with started(path) as served:
        yield served


@pytest.fixture(scope="session")
def mission(server: Served) -> str:
    """The page of the sample's largest mission."""
    found = re.search(
        r'href="(/node[^"]*)"[^>]*>United Nations Organization Stab', server.get("/search?q=monusco").text
    )
    assert found
    return found[1].replace("&amp;", "&")
