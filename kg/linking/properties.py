"""Which property of Wikidata says what one of ours says (ontology/wikidata-properties.tsv)."""

import csv
from dataclasses import dataclass
from functools import cache

from kg.resources import folder


@dataclass(frozen=True, slots=True)
class Property:
    """A pair: `kind` is the class whose nodes have it, `value` the datatype, `single` whether one value is the rule.

    Without the `qualifiers` a statement says too little to be given back.
    """

    kind: str
    ours: str
    pid: str
    label: str
    value: str
    single: bool
    value_kinds: tuple[str, ...]
    qualifiers: tuple[str, ...] = ()


@cache
def compared() -> tuple[Property, ...]:
    """All pairs, in the order of the table."""
    with (folder("ontology") / "wikidata-properties.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        return tuple(_property(row) for row in rows)


def _property(row: dict[str, str]) -> Property:
    kinds, qualifiers = (tuple(part for part in row[name].split("|") if part) for name in ("value_kinds", "qualifiers"))
    return Property(
        row["kind"], row["ours"], row["pid"], row["label"], row["value"], row["single"] == "yes", kinds, qualifiers
    )
