"""Decisions as an SSSOM mapping set: a tab-separated table under a YAML head (mapping-commons.github.io/sssom).

A link is skos:exactMatch, a case for a person skos:closeMatch, "not in Wikidata" an exactMatch with sssom:NoTermFound;
what was only looked for among the shipped items names these as the source in which there is no term, not Wikidata.
The file holds no time of its own: the same graph and the same backend give the same bytes.
"""

import csv
import io
from collections.abc import Iterable, Sequence

from kg.linking.model import Candidate, Decision
from kg.linking.score import scale

COLUMNS = (
    "subject_id",
    "subject_label",
    "subject_category",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
    "confidence",
    "mapping_tool",
    "object_source",
    "object_source_version",
    "comment",
    "other",
)
JUSTIFICATION = {
    "decision": "semapv:ManualMappingCuration",
    "title": "semapv:BackgroundKnowledgeBasedMatching",
    "code": "semapv:LexicalMatching",
    "name": "semapv:LexicalMatching",
    "search": "semapv:CompositeMatching",
    "none": "semapv:CompositeMatching",
}
PREFIXES = {
    "orcid": "https://orcid.org/",
    "pk": "https://w3id.org/peacekg/ontology#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": "https://w3id.org/sssom/",
    "wd": "http://www.wikidata.org/entity/",
}


def sssom(decisions: Iterable[Decision], base: str, backend: str, version: str) -> str:
    """The mapping set of these decisions; `base` is what the graph's own IRIs begin with."""
    out = io.StringIO()
    out.write(head(base))
    writer = csv.DictWriter(out, COLUMNS, delimiter="\t", lineterminator="\n")
    writer.writeheader()
    for decision in sorted(decisions, key=lambda decision: decision.mention.node):
        writer.writerow(row(decision, base, backend, version))
    return out.getvalue()


def head(base: str) -> str:
    """The metadata that every mapping set has."""
    prefixes = {**PREFIXES, "pkid": base}
    lines = [
        "curie_map:",
        *(f'  {prefix}: "{iri}"' for prefix, iri in sorted(prefixes.items())),
        'license: "https://creativecommons.org/publicdomain/zero/1.0/"',
        f'mapping_set_id: "{base}links"',
        'mapping_set_title: "Links from a graph of peacekeeping missions to Wikidata"',
        'sssom_version: "1.0"',
    ]
    return "".join(f"#{line}\n" for line in lines)


def row(decision: Decision, base: str, backend: str, version: str) -> dict[str, str]:
    """One line of the table."""
    best = decision.candidates[0].item if decision.candidates else None
    return {
        "subject_id": _curie(decision.mention.node, base),
        "subject_label": clean(decision.mention.name),
        "subject_category": f"pk:{decision.mention.kind}",
        "predicate_id": "skos:closeMatch" if decision.status == "review" else "skos:exactMatch",
        "object_id": f"wd:{decision.qid}" if decision.qid else "sssom:NoTermFound",
        "object_label": clean(best.label) if best and decision.qid else "",
        "mapping_justification": JUSTIFICATION[decision.tier],
        "confidence": f"{confidence(decision):.3f}",
        "mapping_tool": "peacekg",
        "object_source": "pkid:shipped-items" if _only_shipped(decision, backend) else "wd:Q2013",
        "object_source_version": clean(f"{backend} {version}".strip()),
        "comment": clean(f"{decision.status}, tier {decision.tier}: {decision.reason}; changed by: {decision.flips}"),
        "other": clean(lost(decision.candidates[1 if decision.qid else 0 :])),
    }


def _only_shipped(decision: Decision, backend: str) -> bool:
    return not decision.qid and decision.tier != "decision" and backend == "embedded"


def confidence(decision: Decision) -> float:
    """How sure the line is: of the link, or of there being none (never surer than that was found to be)."""
    if decision.qid or decision.tier == "decision":
        return decision.probability
    return min(1 - decision.probability, scale().tiers["nil"])


def lost(candidates: Sequence[Candidate]) -> str:
    """The candidates that were not chosen."""
    told = [f"{c.item.qid} {c.item.label} ({c.probability:.3f})" for c in candidates[:5]]
    return f"lost: {', '.join(told)}" if told else ""


def _curie(iri: str, base: str) -> str:
    return f"pkid:{iri.removeprefix(base)}" if iri.startswith(base) else iri


def clean(text: str) -> str:
    """Text that cannot break a line or a cell."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
