"""Other senses of words for violence and for people: `language/phrases/senses.toml`."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.reading.prose.macros import file_of

_NEAR = 80


@dataclass(frozen=True, slots=True)
class Sense:
    """What stands before and behind a word that has another sense, and its examples."""

    of: str
    before: re.Pattern[str]
    behind: re.Pattern[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@cache
def senses() -> dict[str, list[Sense]]:
    """The other senses of a word, or of a verb in all its forms ("to target")."""
    found: dict[str, list[Sense]] = defaultdict(list)
    for entry in file_of("senses")["sense"]:
        found[entry["of"]].append(_sense(entry))
    return dict(found)


def _sense(entry: dict[str, Any]) -> Sense:
    before, behind = (re.compile(entry.get(side, "")) for side in ("before", "behind"))
    return Sense(entry["of"], before, behind, tuple(entry["examples"]), tuple(entry["counterexamples"]))


def has_other_sense(text: str, begin: int, surface: str, lemma: str = "") -> bool:
    """Whether a word of a text, a form of the verb `lemma` or a noun, tells no violence and names no people there.

    >>> has_other_sense("I was struck by the lack of roads", 6, "struck", "strike")
    True
    >>> has_other_sense("I was struck by a mortar bomb", 6, "struck", "strike")
    False
    """
    known = senses()
    found = (*known.get(surface, ()), *known.get(f"to {lemma}", ()))
    end = begin + len(surface)
    return any(
        sense.before.search(text, max(0, begin - _NEAR), begin) and sense.behind.search(text[end : end + _NEAR])
        for sense in found
    )
