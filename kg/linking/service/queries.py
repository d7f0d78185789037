"""Reconciliation queries read strictly: what the specification does not allow is refused with a reason."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.errors import UsageError

MOST_QUERIES = 500
MOST_CANDIDATES = 50
_FIELDS = {"query", "type", "limit", "properties", "type_strict"}
_LONGEST = 1000


class TooManyError(UsageError):
    """A batch larger than the service takes (HTTP 413)."""


@dataclass(frozen=True, slots=True)
class Query:
    """One query; `properties` maps ids of properties to the texts or ids wanted."""

    text: str
    types: tuple[str, ...]
    strict: str
    limit: int
    properties: Mapping[str, tuple[str, ...]]


def read_queries(text: str) -> dict[str, Query]:
    """A batch of queries by their keys; UsageError says what is wrong with which."""
    batch = read_json(text)
    if len(batch) > MOST_QUERIES:
        raise TooManyError(f"{len(batch)} queries in a batch; at most {MOST_QUERIES} are answered.")
    return {str(name): _query(name, told) for name, told in batch.items()}


def read_json(text: str) -> dict[str, Any]:
    """A JSON object."""
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"not JSON: {str(error)[:100]}") from None
    if not isinstance(told, dict):
        raise UsageError("a JSON object is expected.")
    return told


def _query(name: str, told: object) -> Query:
    if not isinstance(told, dict):
        raise UsageError(f"query {name}: should be an object.")
    if unknown := set(told) - _FIELDS:
        raise UsageError(f"query {name}: has no field {min(unknown)!r}.")
    properties = told.get("properties", [])
    if "query" not in told and not properties:
        raise UsageError(f"query {name}: needs a query or properties.")
    text = told.get("query", "")
    types = told.get("type", [])
    types = [types] if isinstance(types, str) else types
    if not isinstance(text, str) or not isinstance(types, list) or not all(isinstance(t, str) for t in types):
        raise UsageError(f"query {name}: query and type should be text.")
    strict = told.get("type_strict", "any")
    if strict not in {"any", "all", "should"}:
        raise UsageError(f"query {name}: type_strict is any, all or should.")
    return Query(text[:_LONGEST].strip(), tuple(types), strict, _limit(name, told), _properties(name, properties))


def _limit(name: str, told: Mapping[str, Any]) -> int:
    limit = told.get("limit", 10)
    if isinstance(limit, bool) or not isinstance(limit, int | float) or not limit >= 1:
        raise UsageError(f"query {name}: limit should be a number from 1.")
    return int(min(limit, MOST_CANDIDATES))


def _properties(name: str, told: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(told, list):
        raise UsageError(f"query {name}: properties should be a list.")
    found = {}
    for one in told:
        if not isinstance(one, dict) or not isinstance(one.get("pid"), str) or "v" not in one:
            raise UsageError(f"query {name}: a property has a pid and a value v.")
        values = one["v"] if isinstance(one["v"], list) else [one["v"]]
        found[one["pid"]] = tuple(text for value in values if (text := _text(name, value)))
    return found


def _text(name: str, value: object) -> str:
    if isinstance(value, dict):
        if not isinstance(value.get("id"), str):
            raise UsageError(f"query {name}: a value that is an object has an id.")
        return str(value["id"])
    if isinstance(value, str | int | float):
        return str(value)
    raise UsageError(f"query {name}: a property's value is text, a number, a boolean or an object.")
