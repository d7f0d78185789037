"""Formats: triples as bytes and bytes as triples. The same triples give the same bytes, in whatever order they come."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store, Triple

from kg.errors import InputError, UsageError, reason
from kg.triples.names import BASE, PREFIXES

FORMATS: Mapping[str, RdfFormat] = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "nquads": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}
_OTHER_NAMES = {
    "ttl": "turtle",
    "nt": "ntriples",
    "nq": "nquads",
    "json": "jsonld",
    "rdf": "rdfxml",
    "xml": "rdfxml",
    "owl": "rdfxml",
}
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def format_named(name: str) -> str:
    """The format that a name, media-like name or suffix means; UsageError lists the known ones.

    >>> format_named("JSON-LD"), format_named(".nt")
    ('jsonld', 'ntriples')
    """
    tidy = re.sub(r"[^a-z0-9]", "", name.lower())
    found = tidy if tidy in FORMATS else _OTHER_NAMES.get(tidy)
    if found is None:
        raise UsageError(f"{name!r} is not a known format; known are {', '.join(FORMATS)}.")
    return found


def format_of(path: Path | str) -> str:
    """The format that a file's suffix means; UsageError lists the known ones.

    >>> format_of("out/graph.ttl")
    'turtle'
    """
    suffix = Path(path).suffix
    if not suffix:
        raise UsageError(f"{path} has no suffix to tell its format; name one of {', '.join(FORMATS)}.")
    return format_named(suffix)


def serialize(triples: Iterable[Triple | Quad] | Store, format: str, base: str = BASE) -> bytes:  # noqa: A002
    """The triples in a format, sorted and without repetition. Graph names are not kept.

    In Turtle, IRIs below `base` are written by their path. RDF/XML cannot hold control characters: they become U+FFFD.
    """
    name = format_named(format)
    if name == "turtle":
        from kg.triples.turtle import turtle  # noqa: PLC0415 (one format a run)

        return turtle(_lines(triples), base).encode("utf-8")
    ordered = sorted({_triple(one) for one in triples}, key=_key)
    if name == "jsonld":
        from kg.triples.jsonld import jsonld  # noqa: PLC0415

        return "".join(jsonld(ordered)).encode("utf-8")
    return _oxigraph(ordered, FORMATS[name])


def _lines(triples: Iterable[Triple | Quad] | Store) -> Iterator[str]:
    """The triples as N-Triples; the engine writes them, without an object for each where they are in a store."""
    if isinstance(triples, Store):
        parts = [triples.dump(format=RdfFormat.N_TRIPLES, from_graph=name) for name in _graph_names(triples)]
    else:
        parts = [ox.serialize(map(_triple, triples), format=RdfFormat.N_TRIPLES)]
    return (line for part in parts for line in (part or b"").decode("utf-8").removesuffix("\n").split("\n") if line)


def _graph_names(store: Store) -> list[ox.NamedNode | ox.BlankNode | DefaultGraph]:
    return [DefaultGraph(), *store.named_graphs()]


def _triple(one: Triple | Quad) -> Triple:
    return one.triple if isinstance(one, Quad) else one


def _key(triple: Triple) -> tuple[str, str, str]:
    return str(triple.subject).rstrip(">"), triple.predicate.value, str(triple.object).rstrip(">")


def _oxigraph(ordered: list[Triple], form: RdfFormat) -> bytes:
    if form == RdfFormat.RDF_XML:
        return ox.serialize(map(_for_xml, ordered), format=form, prefixes=dict(PREFIXES)) or b""
    return ox.serialize(ordered, format=form) or b""


def _for_xml(triple: Triple) -> Triple:
    one = triple.object
    if not isinstance(one, ox.Literal) or not _NOT_IN_XML.search(one.value):
        return triple
    clean = _NOT_IN_XML.sub("\ufffd", one.value)
    literal = ox.Literal(clean, language=one.language) if one.language else ox.Literal(clean, datatype=one.datatype)
    return Triple(triple.subject, triple.predicate, literal)


def parse(source: bytes | Path, format: str | None = None, base: str = BASE) -> Iterator[Triple]:  # noqa: A002
    """The triples of a file (format from its suffix, if none is named) or of bytes; graph names are not kept.

    InputError names the file and line at fault. Nothing that the text points to is fetched.
    """
    where = str(source) if isinstance(source, Path) else "the text"
    data = _read(source) if isinstance(source, Path) else source
    form = FORMATS[format_named(format) if format else format_of(source if isinstance(source, Path) else "")]
    if form == RdfFormat.RDF_XML and re.search(rb"<!(?:ENTITY|DOCTYPE)", data):
        raise InputError(f"{where}: declares XML entities, which are not read; convert it to Turtle first.")
    try:
        yield from (quad.triple for quad in ox.parse(data, format=form, base_iri=base))
    except SyntaxError as error:
        line = f"line {error.lineno}: " if error.lineno else ""
        raise InputError(f"{where}: {line}{error.msg}.") from None


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: {reason(error)}.") from None
