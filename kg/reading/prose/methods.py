"""How an attack was carried out: the first entry of `language/phrases/methods.toml` that a clause matches."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from kg.resources import folder


@dataclass(frozen=True, slots=True)
class Method:
    """A concept of the method scheme, the words that tell it, and examples that tests replay."""

    concept: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@cache
def methods() -> tuple[Method, ...]:
    """All entries, specific ones first."""
    path = folder("language") / "phrases" / "methods.toml"
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["method"]
    return tuple(
        Method(
            entry["concept"],
            re.compile(entry["pattern"]),
            re.compile(entry["unless"]) if "unless" in entry else None,
            tuple(entry["examples"]),
            tuple(entry["counterexamples"]),
        )
        for entry in entries
    )


def method_of(clause: str) -> str | None:
    """The local name of the method concept that a clause tells, or None.

    >>> method_of("a roadside bomb hit the UN convoy"), method_of("two soldiers were killed")
    ('IED', None)
    """
    lowered = clause.lower()
    for method in methods():
        if method.pattern.search(lowered) and not (method.unless and method.unless.search(lowered)):
            return method.concept
    return None
