from pathlib import Path

import pytest

from kg.answers.endpoint import Endpoint
from kg.answers.graph import Graph
from kg.answers.load import load, open_graph
from kg.errors import InputError


def test_a_folder_is_one_graph(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<urn:a> <urn:p> 1 .")
    (tmp_path / "b.nt").write_text("<urn:b> <urn:p> <urn:c> .\n")
    (tmp_path / "notes.txt").write_text("not a graph")
    assert len(load(tmp_path)) == 2
    assert len(list(Graph.load(tmp_path))) == 2


def test_an_address_is_an_endpoint(tmp_path: Path) -> None:
    assert open_graph("https://example.org/sparql") == Endpoint("https://example.org/sparql")
    (tmp_path / "a.ttl").write_text("<urn:a> <urn:p> 1 .")
    assert isinstance(open_graph(str(tmp_path / "a.ttl")), Graph)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("bad.ttl", b"<urn:a> <urn:p> 1 .\n<urn:a> nonsense", "bad.ttl: line 2: "),
        ("bad.nt", b"\xff\xfe", "bad.nt: "),
        ("bad.jsonld", b'{"@context": "http://127.0.0.1:9/context", "name": 1}', "bad.jsonld: .*remote contexts"),
        ("bad.rdf", b"<rdf:RDF", "bad.rdf: "),
        ("notes.txt", b"", "notes.txt: not known as a graph by its suffix"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=message):
        load(tmp_path / name)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"gone\.ttl: does not exist; check the name"):
        load(tmp_path / "gone.ttl")


def test_a_folder_without_graphs_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no graph in this folder"):
        load(tmp_path)


def test_entities_do_not_grow(tmp_path: Path) -> None:
    (tmp_path / "bomb.rdf").write_text('<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><r>&b;</r>')
    with pytest.raises(InputError, match="declares XML entities"):
        load(tmp_path / "bomb.rdf")
