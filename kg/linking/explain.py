"""How a node of the graph was linked, or why it was not: the decision in words, made anew from the shipped table."""

import csv
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Quad, Triple

from kg.errors import InputError, reason
from kg.linking.backends.embedded import Embedded
from kg.linking.links import told
from kg.linking.mentions import mentions_of
from kg.linking.reconcile import reconcile


def explain_link(triples: Iterable[Triple | Quad], node: str) -> str:
    """The decision on a node, as `kg reconcile` makes it without options; empty for facts and passages.

    Only what stands in the same articles is decided with it: nothing else can take its item.
    """
    mentions = mentions_of(triples)
    wanted = next((mention for mention in mentions if mention.node == node), None)
    if wanted is None:
        return ""
    near = [m for m in mentions if m.node == node or m.pages & wanted.pages or not (m.pages or wanted.pages)]
    return "".join(told(decision) for decision in reconcile(near, Embedded()) if decision.mention.node == node)


def read_link(path: Path, node: str) -> str:
    """What a table of links (SSSOM) says of a node: item, confidence, why, what lost; empty where it says nothing."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {reason(error)}.") from None
    prefixes = dict(_prefix(line) for line in lines if line.startswith("#  "))
    rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
    if "subject_id" not in (rows.fieldnames or ()):
        raise InputError(f"{path}: no table of links; kg reconcile writes one.")
    return "".join(_told(row) for row in rows if _full(row.get("subject_id") or "", prefixes) == node)


def _prefix(line: str) -> tuple[str, str]:
    prefix, _, iri = line.strip("# ").partition(": ")
    return prefix, iri.strip('" ')


def _full(curie: str, prefixes: dict[str, str]) -> str:
    prefix, _, local = curie.partition(":")
    return prefixes[prefix] + local if prefix in prefixes else curie


def _told(row: dict[str, str]) -> str:
    names = ("predicate_id", "object_id", "object_label", "confidence", "comment", "other")
    head, *rest = (row.get(name) or "" for name in names)
    item = " ".join(part for part in (head, rest[0], rest[1]) if part)
    more = [f"  {text}" for text in (f"confidence {rest[2]}", rest[3], rest[4]) if text]
    return "\n".join([f"{row.get('subject_label', '')}: {item}", *more]) + "\n"
