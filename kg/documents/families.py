"""The template families of `language/templates.toml`: what a template shows, by its name."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.documents.calls import normal_name
from kg.errors import DataError
from kg.resources import folder


@dataclass(frozen=True, slots=True)
class Example:
    """A call, the plain text that it must give, and the marks on it ("flag=Mali")."""

    wikitext: str
    plain: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Family:
    """Templates that show alike. `shows` names the rule in `kg/documents/expand.py` that writes them."""

    name: str
    shows: str
    templates: tuple[str, ...]
    prefixes: tuple[str, ...] = ()
    arguments: tuple[str, ...] = ("1",)
    words: str = ""
    status: str = ""
    block: bool = False
    examples: tuple[Example, ...] = ()


@dataclass(frozen=True, slots=True)
class Families:
    """Families by template name, then by the beginning of a name, and the words that rules need."""

    by_name: Mapping[str, Family]
    by_prefix: Mapping[str, Family]
    prefixes: tuple[str, ...]
    unknown: Family
    link_prefixes: Mapping[str, frozenset[str]]

    def of(self, name: str) -> Family:
        """The family of a template's normal name.

        >>> families().of("flagu").shows, families().of("lang-fr").shows, families().of("no such template").shows
        ('flag', 'language', 'unknown')
        """
        found = self.by_name.get(name)
        if found:
            return found
        if name.startswith(self.prefixes):
            return next(family for prefix, family in self.by_prefix.items() if name.startswith(prefix))
        return self.unknown


@cache
def families() -> Families:
    """The shipped families (`language/templates.toml`)."""
    data = tomllib.loads((folder("language") / "templates.toml").read_text(encoding="utf-8"))
    every = [_family(entry) for entry in data["family"]]
    links = {kind: frozenset(names) for kind, names in data["links"].items()}
    by_prefix = {prefix: family for family in every for prefix in family.prefixes}
    return Families(_by_name(every), by_prefix, tuple(by_prefix), Family("unknown", "unknown", ()), links)


def _family(entry: dict[str, Any]) -> Family:
    lists = {key: tuple(value) for key, value in entry.items() if isinstance(value, list) and key != "examples"}
    return Family(**{**entry, **lists, "examples": tuple(_example(example) for example in entry.get("examples", ()))})


def _example(entry: dict[str, Any]) -> Example:
    return Example(entry["wikitext"], entry["plain"], tuple(entry.get("marks", ())))


def _by_name(every: list[Family]) -> dict[str, Family]:
    found: dict[str, Family] = {}
    for family in every:
        for name in map(normal_name, family.templates):
            if name in found:
                raise DataError(f"language/templates.toml: {name!r} stands in {found[name].name!r} and {family.name!r}")
            found[name] = family
    return found
