"""A patch of two graphs turns one into the other."""

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from kg.answers import patch
from kg.answers.patch import rdf_patch, sparql_update

TRIPLES = st.builds(
    lambda s, p, o: ox.Triple(ox.NamedNode(f"http://x/{s}"), ox.NamedNode(f"http://x/{p}"), ox.Literal(o)),
    st.integers(0, 3),
    st.integers(0, 2),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=4),
)
GRAPHS = st.sets(TRIPLES, max_size=8)


def stored(triples: set[ox.Triple]) -> ox.Store:
    store = ox.Store()
    store.extend(ox.Quad(*triple) for triple in triples)
    return store


@given(GRAPHS, GRAPHS)
def test_an_update_turns_the_old_graph_into_the_new(old: set[ox.Triple], new: set[ox.Triple]) -> None:
    store = stored(old)
    store.update("".join(sparql_update(old, new)))
    assert {quad.triple for quad in store} == new


@given(GRAPHS, GRAPHS)
def test_a_patch_turns_the_old_graph_into_the_new(old: set[ox.Triple], new: set[ox.Triple]) -> None:
    lines = list(rdf_patch(old, new))
    assert (lines[0], lines[-1]) == ("TX .\n", "TC .\n")
    told: dict[str, set[ox.Triple]] = {"D": set(), "A": set()}
    for line in lines[1:-1]:
        told[line[0]] |= {quad.triple for quad in ox.parse(line[2:], format=ox.RdfFormat.N_TRIPLES)}
    assert told["D"] <= old and (old - told["D"]) | told["A"] == new


def test_operations_are_bounded() -> None:
    new = {ox.Triple(ox.NamedNode(f"http://x/{n}"), ox.NamedNode("http://x/p"), ox.Literal(n)) for n in range(12)}
    patch.PIECE, before = 5, patch.PIECE
    try:
        assert [operation.count("\n") - 2 for operation in sparql_update([], new)] == [5, 5, 2]
    finally:
        patch.PIECE = before
