"""What changed between two graphs, for machines: SPARQL 1.1 Update, or RDF patch (https://afs.github.io/rdf-patch/)."""

from collections.abc import Iterable, Iterator

from pyoxigraph import Triple

PIECE = 5000
"""Triples in one operation; servers bound the length of an update."""


def lines(triples: Iterable[Triple]) -> list[str]:
    """The triples as N-Triples without the final full stop, sorted."""
    return sorted(str(triple) for triple in triples)


def sparql_update(old: Iterable[Triple], new: Iterable[Triple]) -> Iterator[str]:
    """Operations that turn the old graph into the new one; none holds a blank node, which DELETE DATA forbids."""
    before, after = set(old), set(new)
    for verb, changed in (("DELETE", before - after), ("INSERT", after - before)):
        told = lines(changed)
        for begin in range(0, len(told), PIECE):
            data = "".join(f"  {line} .\n" for line in told[begin : begin + PIECE])
            yield f"{verb} DATA {{\n{data}}} ;\n"


def rdf_patch(old: Iterable[Triple], new: Iterable[Triple]) -> Iterator[str]:
    """A transaction that deletes (D) and adds (A) a triple a line."""
    before, after = set(old), set(new)
    yield "TX .\n"
    yield from (f"D {line} .\n" for line in lines(before - after))
    yield from (f"A {line} .\n" for line in lines(after - before))
    yield "TC .\n"
