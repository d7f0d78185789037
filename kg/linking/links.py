"""Decisions as triples: owl:sameAs for links that were made, skos:closeMatch for those a person should look at."""

from collections.abc import Iterable, Iterator

from pyoxigraph import NamedNode, Triple

from kg.linking.model import CLOSE_MATCH, SAME_AS, WIKIDATA, Decision

_PREDICATES = {"accept": SAME_AS, "review": CLOSE_MATCH}


def link_triples(decisions: Iterable[Decision]) -> Iterator[Triple]:
    """One triple for each decision that names an item."""
    for decision in decisions:
        if decision.qid and (predicate := _PREDICATES.get(decision.status)):
            yield Triple(NamedNode(decision.mention.node), predicate, NamedNode(WIKIDATA + decision.qid))


def linked(triples: Iterable[Triple], decisions: Iterable[Decision]) -> list[Triple]:
    """The graph with these links instead of those to Wikidata that it had for the same nodes."""
    decisions = list(decisions)
    decided = {decision.mention.node for decision in decisions}
    kept = [triple for triple in triples if not _is_link(triple, decided)]
    return [*kept, *link_triples(decisions)]


def _is_link(triple: Triple, decided: set[str]) -> bool:
    if triple.predicate not in (SAME_AS, CLOSE_MATCH) or not isinstance(triple.subject, NamedNode):
        return False
    to_wikidata = isinstance(triple.object, NamedNode) and triple.object.value.startswith(WIKIDATA)
    return to_wikidata and triple.subject.value in decided


def told(decision: Decision) -> str:
    """A decision for people: what, how sure, why, which candidates lost, and what would change it."""
    status = {"accept": "linked to", "review": "for a person to look at:", "nil": "not linked"}[decision.status]
    lines = [
        f"{decision.mention.name} ({decision.mention.kind}): {status} {decision.qid}".rstrip(),
        f"  tier {decision.tier}, probability {decision.probability:.3f}",
        f"  why: {decision.reason}",
    ]
    others = decision.candidates[1:] if decision.qid else decision.candidates
    lines += [f"  lost: {c.item.label} ({c.item.qid}), probability {c.probability:.3f}" for c in others[:5]]
    if decision.flips:
        lines.append(f"  would be changed by: {decision.flips}")
    return "\n".join(lines) + "\n"
