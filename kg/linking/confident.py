"""Which links are sure enough for giving statements back to Wikidata."""

import csv
from collections.abc import Iterable
from pathlib import Path

from kg.errors import InputError, reason
from kg.linking.model import Decision
from kg.linking.ours import Said

_FIELDS = {"predicate_id", "object_id", "confidence"}


def sure_ids(decisions: Iterable[Decision], threshold: float) -> frozenset[str]:
    """The items of links that were made with at least this probability."""
    return frozenset(d.qid for d in decisions if d.status == "accept" and d.probability >= threshold)


def read_sure_ids(path: Path, threshold: float) -> frozenset[str]:
    """The same from an SSSOM table that kg reconcile wrote."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: {reason(error)}.") from None
    if not rows or not rows[0].keys() >= _FIELDS:
        raise InputError(f"{path}: no table of links; kg reconcile writes one.")
    linked = (row for row in rows if row["predicate_id"] == "skos:exactMatch" and row["object_id"].startswith("wd:"))
    return frozenset(row["object_id"].removeprefix("wd:") for row in linked if _number(row["confidence"]) >= threshold)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def confident(said: Iterable[Said], sure: frozenset[str]) -> list[Said]:
    """What is said of items that are sure, with values that are."""
    return [one for one in said if one.qid in sure and (one.property.value != "item" or one.value in sure)]
