"""The words that readers know: language/vocabulary/*.toml, each a table of concepts with the ways they are written."""

import tomllib
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from kg.errors import DataError
from kg.resources import folder


@cache
def words(name: str) -> Mapping[str, str]:
    """The vocabulary `name` as surface form (in lower case) -> concept.

    A file holds `concept = ["surface", …]`; a word with two meanings is an error in the data.

    >>> words("roles")["force commander"]
    'ForceCommander'
    """
    found: dict[str, str] = {}
    for concept, surface in written(name):
        if found.setdefault(surface.lower(), concept) != concept:
            raise DataError(
                f"language/vocabulary/{name}.toml: {surface!r} means {found[surface.lower()]} and {concept}."
            )
    return MappingProxyType(found)


@cache
def written(name: str) -> tuple[tuple[str, str], ...]:
    """(concept, surface form as written in the file) for each entry of the vocabulary `name`, in the file's order."""
    path = folder("language") / "vocabulary" / f"{name}.toml"
    table: dict[str, list[str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple((concept, surface) for concept, surfaces in table.items() for surface in surfaces)
