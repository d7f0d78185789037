"""What else a sentence on an attack names: what was attacked and who attacked.

The grammars are `language/phrases/target.toml` and `culprit.toml`.
"""

import re
from dataclasses import dataclass
from functools import reduce

from kg.reading.prose.mask import SIGN, Chunk, Masked, matches_at_heads
from kg.reading.prose.people import People, fold_parts, fold_people
from kg.reading.prose.phrases import phrases, says
from kg.values.countries import Country
from kg.values.groups import KnownGroup


@dataclass(frozen=True, slots=True)
class Target:
    """Premises, vehicles or aircraft: whether the phrase says that they are a mission's."""

    kind: str
    force: bool
    its: bool
    head: str
    nationality: tuple[Country, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Culprit:
    """Those who attacked, as named or described; `group` where the gazetteer knows them, `said` the text's words
    for the forces of a state."""

    name: str
    group: KnownGroup | None = None
    country: Country | None = None
    said: str = ""


_DOERS = SIGN["agent"] + SIGN["group"]


def fold_targets(masked: Masked) -> Masked:
    """The sentence with what can be attacked folded to `target` chunks whose value is a `Target`."""
    (phrase,) = phrases("target").phrases
    stop, allowed = says("people", "stop"), says("target", "before_targets")
    found = matches_at_heads(phrase.pattern, masked.text, SIGN["target"], stop, allowed)
    return masked.fold((m.start(), _end(masked, m), "target", _target(masked, m)) for m in found)


def _end(masked: Masked, match: "re.Match[str]") -> int:
    """Where a target ends: "a column" where it is "of 200 peacekeepers", whom a verb may befall."""
    head = masked.plain_of(*match.span("head")).lower()
    after = masked.within(match.end("head"), match.end(), "victims")
    counted = any(isinstance(chunk.value, People) and chunk.value.counted for chunk in after)
    return match.end("head") if counted and says("target", "of_people").fullmatch(head) else match.end()


def _target(masked: Masked, match: "re.Match[str]") -> Target:
    inside = masked.within(*match.span())
    head = masked.chunks[match.start("head")]
    force = any(c.kind == "force" or getattr(c.value, "force", False) for c in inside)
    words = masked.plain_of(*match.span()).lower()
    force = force or any(isinstance(c.value, People) and c.value.role == "MilitaryObserver" for c in inside)
    return Target(
        kind=str(head.value),
        force=force or says("target", "mission_unit").search(words) is not None,
        its=says("target", "its").match(match[0]) is not None,
        head=masked.plain[head.begin : head.end].lower(),
        nationality=tuple(dict.fromkeys(nation for chunk in inside for nation in _nations(chunk))),
        words=words,
    )


def _nations(chunk: Chunk) -> tuple[Country, ...]:
    """The countries of a mention inside a target: "Indian", or "the Indian contingent"."""
    if isinstance(chunk.value, People):
        return chunk.value.nationality
    return (chunk.value,) if chunk.kind == "demonym" and isinstance(chunk.value, Country) else ()


def fold_culprits(masked: Masked) -> Masked:
    """The sentence with those who may have attacked folded to `culprit` chunks; run after people and targets."""
    (phrase,) = phrases("culprit").phrases
    stop, allowed = says("people", "stop"), says("culprit", "before_doers")
    found = matches_at_heads(phrase.pattern, masked.text, _DOERS, stop, allowed)
    somebody = (m for m in found if _somebody(masked, m.start(), m.end()))
    return masked.fold((m.start(), m.end(), "culprit", _culprit(masked, m)) for m in somebody)


def _somebody(masked: Masked, begin: int, end: int) -> bool:
    """A tank or an aircraft does nothing by itself: somebody's name must stand with it."""
    chunks = masked.within(begin, end)
    things = [c for c in chunks if c.kind == "agent" and c.value == "thing"]
    named = says("culprit", "of_a_side").match(masked.plain_of(begin, end)) is not None
    return (
        not things
        or named
        or any(c.kind in ("group", "country", "demonym") or c.value in ("strong", "weak") for c in chunks)
    )


def _culprit(masked: Masked, match: "re.Match[str]") -> Culprit:
    chunks = masked.within(*match.span())
    group = next((c.value for c in chunks if isinstance(c.value, KnownGroup)), None)
    country = next((c.value for c in chunks if isinstance(c.value, Country)), None)
    words = _described(masked.plain_of(*match.span()))
    if country and not group and says("culprit", "of_a_state").search(words):
        return Culprit(country.name, None, country, words)
    return Culprit(words, group, country)


def _described(words: str) -> str:
    """The description without its article and without "suspected"."""
    return says("culprit", "described_as").sub("", words).strip(" ,") or words


FOLDS = (fold_people, fold_parts, fold_targets, fold_culprits)


def fold_scene(masked: Masked) -> Masked:
    """Level two: people with their parts, what can be attacked, and those who may have attacked."""
    return reduce(lambda folded, further: further(folded), FOLDS, masked)
