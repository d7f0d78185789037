"""Wikidata's JSON for an item, read into what linking needs (mediawiki.org/wiki/Wikibase/DataModel/JSON)."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.linking.model import Item
from kg.resources import folder

Json = Mapping[str, Any]
_LANGUAGES = ("en", "mul", "fr", "de", "es")


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement: `value` is an item's id, text, a time ("2013-04"), a number, or "lat,long"."""

    property: str
    value: str
    rank: str = "normal"
    qualifiers: tuple[tuple[str, str], ...] = ()
    references: int = 0


@cache
def class_kinds() -> Mapping[str, tuple[str, str]]:
    """Kind and sort of place of things that are an instance of a class (ontology/wikidata-classes.tsv)."""
    with (folder("ontology") / "wikidata-classes.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        return {row["qid"]: (row["kind"], row["level"]) for row in rows}


def kind_of_classes(classes: Iterable[str]) -> tuple[str, str]:
    """Kind and sort of place of what is an instance of these classes: the first in the table's order counts."""
    told = set(classes)
    return next((class_kinds()[known] for known in class_kinds() if known in told), ("", ""))


def item_of(data: Json, above: Mapping[str, frozenset[str]] | None = None) -> Item:
    """An item from its JSON; the kind comes from its classes (P31) and those `above` them (P279)."""
    claims = list(claims_of(data))
    classes = [claim.value for claim in claims if claim.property == "P31"]
    kind, level = kind_of_classes(classes)
    if not kind and above:
        kind, level = kind_of_classes(higher for one in classes for higher in above.get(one, ()))
    label = _text(data.get("labels", {}))
    return Item(
        qid=str(data["id"]),
        label=label,
        kind=kind,
        aliases=tuple(name for name in dict.fromkeys(_names(data)) if name != label),
        description=_text(data.get("descriptions", {})),
        country=_first(claims, "P17"),
        level=level,
        article=str(data.get("sitelinks", {}).get("enwiki", {}).get("title", "")),
        place=_place(_first(claims, "P625")),
        years=(_year(_first(claims, "P571") or _first(claims, "P580")), _year(_first(claims, "P576"))),
    )


def _text(values: Json) -> str:
    found = next((values[code] for code in _LANGUAGES if code in values), next(iter(values.values()), None))
    return str(found["value"]) if found else ""


def _names(data: Json) -> Iterator[str]:
    yield from (str(label["value"]) for label in data.get("labels", {}).values())
    for aliases in data.get("aliases", {}).values():
        yield from (str(alias["value"]) for alias in aliases)


def claims_of(data: Json) -> Iterator[Claim]:
    """All statements that have a value and are not deprecated, preferred ones first."""
    for statements in data.get("claims", {}).values():
        for statement in sorted(statements, key=lambda s: s.get("rank") != "preferred"):
            value = snak_value(statement.get("mainsnak", {}))
            if value and statement.get("rank") != "deprecated":
                yield _claim(statement, value)


def _claim(statement: Json, value: str) -> Claim:
    told = [(pid, snak_value(snak)) for pid, snaks in statement.get("qualifiers", {}).items() for snak in snaks]
    references = len(statement.get("references", ()))
    property_ = str(statement["mainsnak"]["property"])
    return Claim(property_, value, str(statement.get("rank", "normal")), tuple(told), references)


def snak_value(snak: Json) -> str:  # noqa: PLR0911  one return for each datatype
    """A value as text; empty where it is unknown, none, or of a type that is not needed."""
    value = snak.get("datavalue", {}).get("value")
    if isinstance(value, str):
        return value
    if not isinstance(value, Mapping):
        return ""
    if "entity-type" in value:
        return str(value.get("id") or f"Q{value.get('numeric-id')}")
    if "time" in value:
        return time_text(str(value["time"]), int(value.get("precision", 0)))
    if "amount" in value:
        return str(value["amount"]).lstrip("+")
    if "latitude" in value:
        return f"{value['latitude']},{value['longitude']}"
    return str(value.get("text", ""))


def time_text(time: str, precision: int) -> str:
    """A time of Wikidata's as a partial date.

    >>> time_text("+2013-04-25T00:00:00Z", 11), time_text("+2013-04-00T00:00:00Z", 10)
    ('2013-04-25', '2013-04')
    """
    length = {9: 4, 10: 7, 11: 10}.get(precision)
    return time[1 : 1 + length] if length and time.startswith("+") else ""


def _first(claims: list[Claim], property_: str) -> str:
    return next((claim.value for claim in claims if claim.property == property_), "")


def _place(text: str) -> tuple[float, float] | None:
    latitude, _, longitude = text.partition(",")
    return (float(latitude), float(longitude)) if longitude else None


def _year(text: str) -> int | None:
    return int(text[:4]) if text[:4].isdecimal() else None
