"""Ways of saying, as data: `language/phrases/<kind>.toml` holds patterns over folded text beside their examples.

A file has `stems` (parts of words of which a sentence must have one for any phrase of the kind to apply) or
`triggers` (the same as regular expressions), `macros` (named parts of patterns, written `<name>`, besides those of
`macros.toml`, which are for all files) and `[[phrase]]`
entries: `name`, `pattern` (a regular expression in which `{kind}` is the sign of a folded mention), `stems` (parts of
words or signs of which one must stand in the folded sentence before the pattern is tried: that keeps reading fast),
`core` (a part of the pattern that is sought first, where much that may be missing comes before it),
`before` (a second pattern, for what must stand right before the match; it may have groups of its own),
`gives` (what a match means), `examples` and `counterexamples`. `[words]` are patterns that readers ask by name.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from itertools import chain
from typing import Any

from kg.errors import DataError
from kg.reading.prose.gates import ByStem, Needs, Spotter, lacks, stems_of
from kg.reading.prose.macros import expanded, file_of, needs_in, outline_in
from kg.reading.prose.mask import SIGN, Chunk, Masked, pattern
from kg.reading.prose.spelling import spelled
from kg.resources import folder

_MAX_BEFORE = 160
_FEW = 6
"""So many stems are sought one by one; more at once."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text and what is read from it; `reads` is empty where only the reading itself is asked for."""

    text: str
    reads: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Phrase:
    """A way of saying something; its patterns are compiled when a sentence first has one of its stems, and kept."""

    name: str
    kind: str
    written: str
    source: str
    gives: Mapping[str, str]
    stems: tuple[str, ...]
    before_source: str
    core: str
    examples: tuple[Example, ...]
    counterexamples: tuple[str, ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What must be found in folded text."""
        return pattern(self.source)

    @cached_property
    def before(self) -> re.Pattern[str] | None:
        """What must stand right before it."""
        return pattern(self.before_source) if self.before_source else None

    @cached_property
    def outline(self) -> tuple[str, ...]:
        """Shorter patterns that all are found where this one is."""
        return outline_in(self.kind, self.written)

    @cached_property
    def needs(self) -> Needs:
        """What folded text must hold for the pattern to be tried."""
        return needs_in(self.kind, self.written)

    def may_stand(self, text: str) -> bool:
        """Whether folded text has one of its stems and what its pattern cannot do without."""
        return (not self.stems or not seen(text).isdisjoint(self.stems)) and self.has_needs(text)

    def has_needs(self, text: str) -> bool:
        """The same of text that has one of its stems."""
        return not lacks(text, self.needs) and (not self.core or pattern(self.core).search(text) is not None)

    def find(self, masked: Masked, begin: int = 0, end: int | None = None) -> "Iterator[Match]":
        """Its matches in a folded sentence, or in a stretch of it, from left to right."""
        if self.may_stand(masked.text):
            yield from self.matches(masked, begin, end)

    def matches(self, masked: Masked, begin: int = 0, end: int | None = None) -> "Iterator[Match]":
        """The same of a sentence in which it may stand."""
        text = masked.text
        end = len(text) if end is None else end
        if "pattern" not in vars(self) and not all(pattern(part).search(text, begin, end) for part in self.outline):
            return  # it is not worth compiling; once it is, searching for it at once is faster
        for groups in self.pattern.finditer(text, begin, end):
            at = groups.start()
            ahead = self.before.search(text, max(at - _MAX_BEFORE, 0), at) if self.before else None
            if ahead or not self.before:
                yield Match(self, masked, groups, ahead)

    @property
    def rule(self) -> str:
        """Its name in evidence."""
        return f"prose/{self.kind}/{self.name}"


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase that applies to folded text."""

    phrase: Phrase
    masked: Masked
    groups: re.Match[str]
    ahead: re.Match[str] | None = None

    @property
    def begin(self) -> int:
        """The folded offset at which it begins."""
        return self.ahead.start() if self.ahead else self.groups.start()

    @property
    def end(self) -> int:
        """The folded offset at which it ends."""
        return self.groups.end()

    def said(self, group: str) -> bool:
        """Whether the group took part."""
        return self._part(group) is not None

    def _part(self, group: str) -> re.Match[str] | None:
        """The match that a group took part in."""
        for part in (self.groups, self.ahead):
            if part and group in part.re.groupindex and part[group] is not None:
                return part
        return None

    def span(self, group: str) -> tuple[int, int]:
        """Where a group stands in the folded text; an empty stretch at the end where it took no part."""
        part = self._part(group)
        return part.span(group) if part else (self.end, self.end)

    def text(self, group: str) -> str:
        """The folded text of a group; empty where it took no part."""
        part = self._part(group)
        return str(part[group]) if part else ""

    def chunks(self, group: str, kind: str | None = None) -> list[Chunk]:
        """The mentions of a kind inside a group, in order."""
        return self.masked.within(*self.span(group), kind)

    def chunk(self, group: str, kind: str | None = None) -> Chunk | None:
        """The first mention of a kind inside a group."""
        return next(iter(self.chunks(group, kind)), None)

    def plain(self, group: str) -> str:
        """The words of a group as they stand in the sentence."""
        if not self.said(group):
            return ""
        begin, end = self.span(group)
        return self.masked.plain[self.masked.plain_begin(begin) : self.masked.plain_end(end)]


class Ways:
    """Phrases that are sought together: a sentence is asked for the stems of all of them at once."""

    def __init__(self, phrases: tuple[Phrase, ...]) -> None:
        self._phrases = phrases
        self._by_stem = ByStem((phrase, phrase.stems) for phrase in phrases)

    def __iter__(self) -> Iterator[Phrase]:
        """Its phrases, in the file's order."""
        return iter(self._phrases)

    def find(self, masked: Masked, begin: int = 0, end: int | None = None) -> Iterator[Match]:
        """Every match of every phrase in a folded sentence, or in a stretch of it, in the file's order."""
        for phrase in self.standing(masked.text):
            yield from phrase.matches(masked, begin, end)

    def standing(self, text: str) -> Iterator[Phrase]:
        """Its phrases that may stand in folded text, in the file's order."""
        stems = self._by_stem.stems
        found = seen(text) if len(stems) > _FEW else [stem for stem in stems if stem in text]
        return (phrase for phrase in self._by_stem.having(found) if phrase.has_needs(text))


@dataclass(frozen=True, slots=True)
class Phrases:
    """All ways of saying of one kind, with the words that trigger them."""

    kind: str
    stems: tuple[str, ...]
    triggers: re.Pattern[str] | None
    words: Mapping[str, str]
    phrases: tuple[Phrase, ...]
    ways: Ways

    def triggered(self, plain: str) -> bool:
        """Whether a sentence has a word of this kind at all (cheap; asked of every sentence)."""
        if self.stems and seen(plain).isdisjoint(self.stems):
            return False
        return self.triggers is None or self.triggers.search(plain) is not None

    def find(self, masked: Masked, begin: int = 0, end: int | None = None) -> Iterator[Match]:
        """Every match of every phrase in a folded sentence, or in a stretch of it, in the file's order."""
        return self.ways.find(masked, begin, end)

    def fired(self, masked: Masked) -> dict[str, bool]:
        """Of each phrase whether it applies: the debug view of a sentence."""
        return {phrase.name: next(phrase.find(masked), None) is not None for phrase in self.phrases}


@cache
def phrases(kind: str) -> Phrases:
    """The ways of saying of a kind, from `language/phrases/<kind>.toml`; DataError where the file is wrong."""
    data = file_of(kind)
    entries = tuple(_phrase(kind, entry) for entry in data.get("phrase", []))
    words = data.get("triggers", [])
    named = {name: _words(kind, name, value) for name, value in data.get("words", {}).items()}
    triggers = re.compile("|".join(words)) if words else None
    return Phrases(kind, _stems(data), triggers, named, entries, Ways(entries))


def _stems(data: Mapping[str, Any]) -> tuple[str, ...]:
    """What a sentence must have for a kind or phrase to apply: the stems, or what the triggers cannot do without."""
    derived = [stems_of(trigger) for trigger in data.get("triggers", [])]
    return tuple(map(_sign, data.get("stems", []))) or (tuple(chain.from_iterable(derived)) if all(derived) else ())


@cache
def giving(kind: str, meaning: str, value: str) -> Ways:
    """The phrases of a kind of which `gives` says that `meaning` is this value, in the file's order."""
    return Ways(tuple(phrase for phrase in phrases(kind).phrases if phrase.gives.get(meaning) == value))


@lru_cache(maxsize=8)
def seen(text: str) -> frozenset[str]:
    """The stems of phrases, of whatever kind, that a text holds; kept while a sentence is read."""
    return _spotter().seen(spelled(text))


@cache
def _spotter() -> Spotter:
    """The stems of all files."""
    files = [file_of(path.stem) for path in (folder("language") / "phrases").glob("*.toml")]
    entries = [entry for data in files for entry in (data, *data.get("phrase", []))]
    return Spotter(stem for entry in entries for stem in _stems(entry))


@cache
def says(kind: str, name: str) -> re.Pattern[str]:
    """What the file of a kind lists under `[words]`: a pattern that a reader asks of the words around a match."""
    return pattern(phrases(kind).words[name])


def find_said(kind: str, name: str, text: str) -> Iterator[re.Match[str]]:
    """Every match of such a pattern, where the text has what it cannot do without."""
    found = says(kind, name)
    return iter(()) if lacks(text, needs_in(kind, found.pattern)) else found.finditer(text)


def _words(kind: str, name: str, value: object) -> str:
    """A pattern, or a list of what words begin with (case does not matter)."""
    if isinstance(value, list):
        value = rf"(?i:\b(?:{'|'.join(map(str, value))}))"
    return expanded(kind, str(value), f"{kind}/{name}")


def find(kind: str, masked: Masked) -> Iterator[Match]:
    """Every match of every phrase of a kind in a folded sentence."""
    return phrases(kind).find(masked)


def _phrase(kind: str, entry: Mapping[str, object]) -> Phrase:
    name, source = str(entry["name"]), str(entry["pattern"])
    examples, counter, gives = entry.get("examples", []), entry.get("counterexamples", []), entry.get("gives", {})
    if not isinstance(examples, list) or not isinstance(counter, list) or not isinstance(gives, dict):
        raise DataError(f"language/phrases/{kind}.toml, phrase {name!r}: examples are lists, gives is a table")
    stems = entry.get("stems", [])
    if not isinstance(stems, list):
        raise DataError(f"language/phrases/{kind}.toml, phrase {name!r}: stems is a list of texts")
    where, before = f"{kind}/{name}", str(entry.get("before", ""))
    return Phrase(
        name, kind, source, expanded(kind, source, where), gives, tuple(map(_sign, stems)),
        f"(?:{expanded(kind, before, where)})$" if before else "", expanded(kind, str(entry.get("core", "")), where),
        tuple(_example(e) for e in examples), tuple(str(text) for text in counter),
    )  # fmt: skip


def _sign(stem: str) -> str:
    """A stem; `{kind}` is the sign of a mention."""
    return SIGN[stem[1:-1]] if stem.startswith("{") else stem


def _example(entry: object) -> Example:
    """An example is a text, or a list of a text and a table of what is read from it."""
    if isinstance(entry, list):
        return Example(str(entry[0]), entry[1])
    return Example(str(entry))
