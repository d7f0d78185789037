"""Passages, the pages that they stand in, and the sources that they cite.

The name of a rule stands on the fact (or statement) and on the passage. One passage may prove several facts and one
fact may stand in several passages; the rule that both have tells what was read where (decision 0032).
"""

from collections.abc import Iterator
from functools import lru_cache

from pyoxigraph import Literal, NamedNode, Triple

from kg.documents.model import Citation
from kg.facts.model import Evidence
from kg.pages.model import Page
from kg.triples.entities import article_url
from kg.triples.iris import page_iri, passage_iri, source_iri
from kg.triples.literals import address, integer, published, text, timestamp, verbatim
from kg.triples.names import term

_TYPE, _DERIVED, _RULE = term("rdf:type"), term("prov:wasDerivedFrom"), term("pk:rule")
_LICENSE = NamedNode("https://creativecommons.org/licenses/by-sa/4.0/")
_TOLD = (
    ("title", "dcterms:title", text),
    ("publisher", "dcterms:publisher", text),
    ("date", "dcterms:date", published),
)


def page_triples(page: Page, base: str) -> Iterator[Triple]:
    """The page's revision: title, address, revision number, time and licence, as far as known.

    The licence is that of Wikipedia's text, and only said of a revision that a wiki gave a number.
    """
    node = page_iri(page, base)
    yield Triple(node, _TYPE, term("pk:Page"))
    yield Triple(node, _TYPE, term("nif:Context"))
    yield Triple(node, term("dcterms:title"), text(page.title))
    yield Triple(node, term("dcterms:language"), text(page.language))
    if url := article_url(page.title, page.language):
        yield Triple(node, term("schema:url"), url)
    if page.revision is not None:
        yield Triple(node, term("pk:revision"), integer(page.revision))
        yield Triple(node, term("dcterms:license"), _LICENSE)
    if page.timestamp and (moment := timestamp(page.timestamp)):
        yield Triple(node, term("dcterms:modified"), moment)


def evidence_triples(claim: NamedNode, evidence: tuple[Evidence, ...], page: Page, base: str) -> Iterator[Triple]:
    """What leads from a fact or statement to its passages, and the passages themselves."""
    yield from link_triples(claim, evidence, page, base)
    context = page_iri(page, base)
    for one in evidence:
        passage = passage_iri(context, one.span)
        yield from _passage_triples(passage, context, one, page)
        for citation in one.citations:
            yield Triple(passage, term("pk:cites"), source_iri(citation, base))
            yield from source_triples(citation, base)


def link_triples(claim: NamedNode, evidence: tuple[Evidence, ...], page: Page, base: str) -> Iterator[Triple]:
    """What leads from a fact or statement to its passages, and the rules that read it."""
    context = page_iri(page, base)
    for one in evidence:
        yield Triple(claim, _DERIVED, passage_iri(context, one.span))
        if one.rule:
            yield Triple(claim, _RULE, text(one.rule))


def _passage_triples(passage: NamedNode, context: NamedNode, one: Evidence, page: Page) -> Iterator[Triple]:
    yield Triple(passage, _TYPE, term("nif:String"))
    yield Triple(passage, term("nif:beginIndex"), integer(one.span.begin))
    yield Triple(passage, term("nif:endIndex"), integer(one.span.end))
    yield Triple(passage, term("nif:anchorOf"), verbatim(page.text[one.span.begin : one.span.end]))
    yield Triple(passage, term("nif:referenceContext"), context)
    yield Triple(passage, term("pk:quote"), text(one.quote))
    if one.section:
        yield Triple(passage, term("pk:section"), text(" > ".join(one.section)))
    if one.rule:
        yield Triple(passage, _RULE, text(one.rule))


@lru_cache(maxsize=2000)
def source_triples(citation: Citation, base: str) -> tuple[Triple, ...]:
    """A source as its citation describes it; one without a title keeps the citation's text.

    Remembered, since a page cites one source in many places.
    """
    node = source_iri(citation, base)
    told: list[tuple[NamedNode, NamedNode | Literal]] = [(_TYPE, term("pk:Source"))]
    told += [(term(prefixed), write(value)) for name, prefixed, write in _TOLD if (value := getattr(citation, name))]
    if citation.text and not citation.title:
        told.append((term("dcterms:bibliographicCitation"), text(citation.text)))
    for url, prefixed in ((citation.url, "schema:url"), (citation.archive, "schema:archivedAt")):
        if url and (iri := address(url)):
            told.append((term(prefixed), iri))
    return tuple(Triple(node, predicate, value) for predicate, value in told)


def dropped_addresses(evidence: tuple[Evidence, ...]) -> Iterator[str]:
    """The addresses of sources that are no web addresses and therefore not in the graph."""
    for one in evidence:
        for citation in one.citations:
            yield from (url for url in (citation.url, citation.archive) if url and address(url) is None)
