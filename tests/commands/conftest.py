"""Running the command line, inside this process and as a program."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kg.commands import main

GRAPH = """
@prefix pk: <https://w3id.org/peacekg/ontology#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix nif: <http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix : <https://w3id.org/peacekg/id/> .
:m a pk:Mission ; rdfs:label "Mission in Somewhere"@en ; pk:abbreviation "MISOM" .
:hq a pk:Place ; rdfs:label "Somewhere City"@en .
:s a rdf:Statement ; rdf:subject :m ; rdf:predicate pk:headquarters ; rdf:object :hq ;
    pk:rule "infobox" ; prov:wasDerivedFrom :p1 .
:f a pk:Contribution ; pk:mission :m ; pk:contributor :chad ; pk:personnel 10 ;
    pk:rule "list/country" ; prov:wasDerivedFrom :p2 .
:p1 a nif:String ; nif:beginIndex 24 ; nif:endIndex 38 ; nif:anchorOf "Somewhere City" ; pk:quote "Somewhere City" ;
    nif:referenceContext :page ; pk:rule "infobox" .
:p2 a nif:String ; nif:beginIndex 42 ; nif:endIndex 60 ; nif:anchorOf "[[Chad]] (10 men)\\u202e" ;
    pk:quote "Chad (10 men)\\u202e" ;
    nif:referenceContext :page ; pk:section "Contributors" ; pk:cites :source ; pk:rule "list/country", "other" .
:page a pk:Page ; dcterms:title "Mission in Somewhere" ; pk:revision 7 .
:source a pk:Source ; dcterms:title "Who sends whom" ; dcterms:publisher "The Daily" .
"""


@dataclass(frozen=True)
class Result:
    code: int
    out: str
    err: str


@pytest.fixture
def kg(capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    """Run `kg` with these arguments inside this process."""

    def run(*arguments: object) -> Result:
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        assert isinstance(left.value.code, int)
        return Result(left.value.code, captured.out, captured.err)

    return run


@pytest.fixture
def program() -> Callable[..., "subprocess.CompletedProcess[bytes]"]:
    """Run `kg` with these arguments as a program of its own."""

    def run(*arguments: object, **options: Any) -> "subprocess.CompletedProcess[bytes]":
        command = [sys.executable, "-m", "kg", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, check=False, timeout=120, **options)

    return run


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    """A small graph, written by hand."""
    path = tmp_path / "graph.ttl"
    path.write_text(GRAPH, encoding="utf-8")
    return path
