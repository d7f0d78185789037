"""Words that tell what kind of thing a clause speaks of: `language/phrases/cues.toml` and `methods.toml`.

A cue is tried only where one of its stems occurs, since most clauses have none: that is what keeps reading fast. The
stems of all cues are sought at once.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from kg.reading.prose.gates import ByStem, Spotter, sharing_edges
from kg.reading.prose.macros import file_of
from kg.reading.prose.rule_cache import compiled


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern over lower-case text with the stems that trigger it, what excludes it, and its examples."""

    kind: str
    stems: tuple[str, ...]
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]

    def search(self, lowered: str) -> re.Match[str] | None:
        """The first place where the cue stands in lower-case text."""
        if _seen(lowered).isdisjoint(self.stems):
            return None
        return self.search_with_stem(lowered)

    def search_with_stem(self, lowered: str) -> re.Match[str] | None:
        """The same in text that has one of the stems."""
        found = self.pattern.search(lowered)
        return None if found and self.unless and self.unless.search(lowered) else found


def first(kind: str, text: str) -> re.Match[str] | None:
    """The first cue of a kind that a clause has; offsets count the clause in lower case.

    >>> first("aggregate", "Since 1978 three hundred have died")[0]
    'since 1978'
    """
    return first_lowered(kind, text.lower())


def first_lowered(kind: str, lowered: str) -> re.Match[str] | None:
    """The same of a clause that is in lower case already."""
    likely = _by_stem(kind).having(_seen(lowered))
    return next(filter(None, (cue.search_with_stem(lowered) for cue in likely)), None)


def method_of(text: str) -> str | None:
    """The local name of the method concept that a clause tells, specific words before general ones, or None.

    >>> method_of("A roadside bomb hit the UN convoy"), method_of("Two soldiers were killed")
    ('IED', None)
    """
    return next(methods_in(text.lower()), None)


def methods_in(lowered: str) -> Iterator[str]:
    """All of them in a clause that is in lower case, specific words before general ones."""
    likely = _by_stem("").having(_seen(lowered))
    return (cue.kind for cue in likely if cue.search_with_stem(lowered))


@cache
def cues() -> Mapping[str, tuple[Cue, ...]]:
    """All cues by kind."""
    entries = [_cue(entry, "kind") for entry in file_of("cues")["cue"]]
    return {kind: tuple(c for c in entries if c.kind == kind) for kind in dict.fromkeys(c.kind for c in entries)}


@cache
def _by_stem(kind: str) -> ByStem[Cue]:
    """The cues of a kind, or (without a kind) those of methods."""
    return ByStem((cue, cue.stems) for cue in (cues()[kind] if kind else methods()))


@cache
def methods() -> tuple[Cue, ...]:
    """The cues of methods; `kind` is the concept."""
    return tuple(_cue(entry, "concept") for entry in file_of("methods")["method"])


@lru_cache(maxsize=8)
def _seen(lowered: str) -> frozenset[str]:
    """The stems of all cues that a clause has; kept while the clause is read."""
    return _spotter().seen(lowered)


@cache
def _spotter() -> Spotter:
    every = (*methods(), *(cue for of_kind in cues().values() for cue in of_kind))
    return Spotter(stem for cue in every for stem in cue.stems)


def _cue(entry: dict[str, str | list[str]], kind: str) -> Cue:
    unless = entry.get("unless")
    return Cue(
        str(entry[kind]),
        tuple(entry["stems"]),
        compiled(sharing_edges(str(entry["pattern"]))),
        compiled(sharing_edges(str(unless))) if unless else None,
        tuple(entry["examples"]),
        tuple(entry["counterexamples"]),
    )
