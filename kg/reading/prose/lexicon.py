"""Finds the words that the rules of prose know: one dictionary look-up for each word of a sentence."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from kg.reading.prose.mask import Chunk
from kg.reading.prose.phrases import says
from kg.reading.prose.senses import has_other_sense
from kg.resources import folder

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_OPENING, _CLOSING = tuple("“‘\"'"), tuple("”’\"'")
FORMS = ("base", "s", "past", "participle", "ing")


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb form: the group of its meaning ("killed") and the forms that its spelling can be."""

    lemma: str
    group: str
    forms: frozenset[str]

    @property
    def deadly(self) -> bool:
        """Whether it says of its subject that somebody died."""
        return self.group == "died" or self.lemma in violence()["deadly"]


def _verbs() -> Iterator[tuple[str, str, object]]:
    forms: dict[str, tuple[str, str, set[str]]] = {}
    for group, verbs in _toml("verbs").items():
        for lemma, spelled in verbs.items():
            for form, spelling in zip(FORMS, spelled, strict=True):
                forms.setdefault(spelling, (lemma, group, set()))[2].add(form)
    for spelling, (lemma, group, names) in forms.items():
        yield spelling, "verb", Verb(lemma, group, frozenset(names))


@cache
def verb_words() -> frozenset[str]:
    """The first words of all verb forms."""
    return frozenset(
        form.split(" ")[0] for verbs in _toml("verbs").values() for forms in verbs.values() for form in forms
    )


@cache
def violence() -> dict[str, list[str]]:
    """The lists of `language/vocabulary/violence.toml`: words that trigger the reading of attacks, and others."""
    return _toml("violence")


@cache
def attackers() -> frozenset[str]:
    """The nouns for people who attack (`language/vocabulary/agents.toml`)."""
    return frozenset(surface for surface, _, _ in _nouns("agents", "agent"))


def _nouns(file: str, kind: str) -> Iterator[tuple[str, str, object]]:
    for concept, entry in _toml(file).items():
        for noun in entry["nouns"]:
            yield noun, kind, concept


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((folder("language") / "vocabulary" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def _index() -> dict[str, list[tuple[str, str, object]]]:
    index: dict[str, dict[str, tuple[str, str, object]]] = defaultdict(dict)
    entries = [*_nouns("targets", "target"), *_nouns("people", "people"), *_nouns("agents", "agent"), *_verbs()]
    for surface, kind, value in entries:
        index[surface.split(" ")[0]].setdefault(surface, (surface, kind, value))
    return {first: sorted(found.values(), key=lambda e: -len(e[0])) for first, found in index.items()}


def _in_a_name(plain: str, begin: int) -> bool:
    """Whether a word has a capital inside a sentence: "Free" in "Free Valley Front" is no verb."""
    return begin > 1 and plain[begin].isupper() and (plain[begin - 2].isalnum() or plain[begin - 2] == ",")


_MODAL = re.compile(r"\b(?:to|will|would|could|can|must|should|may|might|shall)(?: [a-z]+ly| also| jointly)? $")


def _is_no_noun(plain: str, begin: int, surface: str) -> bool:
    """Whether what looks like a noun for people or things is a verb ("to monitor the truce") or a name."""
    if has_other_sense(plain, begin, surface):
        return True
    if surface in violence()["verbs_too"] and _MODAL.search(plain, max(0, begin - 20), begin):
        return True
    return _is_name(plain, begin, surface)


def _is_name(plain: str, begin: int, surface: str) -> bool:
    """Whether a noun is the name of a town ("near Man") or part of a name ("Grimm National Park")."""
    if surface not in violence()["in_names"] or not plain[begin].isupper():
        return False
    return _in_a_name(plain, begin) or says("place", "before_town").search(plain, max(0, begin - 9), begin) is not None


def _without_case(word: str) -> str:
    """ "Observers'" and "battalion's" are forms of "observers" and "battalion"."""
    return word.removesuffix("s").rstrip("'’") if word.endswith(("'s", "’s")) else word.rstrip("'’")


def _is_no_verb(plain: str, begin: int, surface: str, lemma: str) -> bool:
    """Whether a verb's form is part of a name, a noun ("helped the wounded") or of another verb ("wound up")."""
    if has_other_sense(plain, begin, surface, lemma):
        return True
    if plain.startswith(tuple(violence()["other_verbs"]), begin):
        return True
    return _in_a_name(plain, begin) or (surface in violence()["nouns_too"] and plain.endswith("the ", 0, begin))


def _meant(plain: str, begin: int, surface: str, kind: str, value: object) -> tuple[str, object]:
    """The kind and meaning of a word: "American forces" are an army, "six American forces" are people."""
    counted = surface in violence()["counted"] and says("people", "counted").search(plain, max(0, begin - 40), begin)
    return ("people", "Soldier") if counted else (kind, value)


def _with_quotes(plain: str, begin: int, end: int, kind: str) -> tuple[int, int]:
    """Three “peacekeepers” are people like others, with the marks around the word."""
    quoted = kind == "people" and plain[begin - 1 : begin] in _OPENING and plain[end : end + 1] in _CLOSING
    return (begin - 1, end + 1) if quoted and begin else (begin, end)


def find_words(plain: str) -> list[Chunk]:
    """The known words of a sentence, longest phrase first at each word, in order, without overlap."""
    lowered = plain.lower()
    if len(lowered) != len(plain):  # a few capitals change their length ("İ")
        lowered = plain
    found, done = [], 0
    index = _index()
    for match in _WORD.finditer(lowered):
        begin = match.start()
        if begin < done:
            continue
        for surface, kind, value in index.get(_without_case(match[0]), ()):
            end = begin + len(surface)
            if not lowered.startswith(surface, begin) or lowered[end : end + 1].isalnum():
                continue
            verb = value.lemma if isinstance(value, Verb) else ""
            if not (_is_no_verb(plain, begin, surface, verb) if verb else _is_no_noun(plain, begin, surface)):
                meant, what = _meant(plain, begin, surface, kind, value)
                found.append(Chunk(meant, *_with_quotes(plain, begin, end, meant), what))
                done = end
                break
    return found
