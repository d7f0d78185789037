"""Ways of saying, as data: `language/phrases/<kind>.toml` holds patterns over folded text beside their examples.

A file has `stems` (parts of words of which a sentence must have one for any phrase of the kind to apply) or
`triggers` (the same as regular expressions), `macros` (named parts of patterns, written `<name>`, besides those of
`macros.toml`, which are for all files) and `[[phrase]]`
entries: `name`, `pattern` (a regular expression in which `{kind}` is the sign of a folded mention), `stems` (parts of
words or signs of which one must stand in the folded sentence before the pattern is tried: that keeps reading fast),
`before` (a second pattern, for what must stand right before the match; it may have groups of its own),
`gives` (what a match means), `examples` and `counterexamples`. `[words]` are patterns that readers ask by name.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from kg.errors import DataError
from kg.reading.prose.mask import SIGN, Chunk, Masked, pattern
from kg.resources import folder

_MACRO = re.compile(r"<([a-z][a-z_]*)>")
_MAX_NESTING = 8
_MAX_BEFORE = 160


@dataclass(frozen=True, slots=True)
class Example:
    """A text and what is read from it; `reads` is empty where only the reading itself is asked for."""

    text: str
    reads: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A way of saying something; its patterns are compiled when a sentence first has one of its stems."""

    name: str
    kind: str
    source: str
    gives: Mapping[str, str]
    stems: tuple[str, ...]
    before_source: str
    examples: tuple[Example, ...]
    counterexamples: tuple[str, ...]

    @property
    def pattern(self) -> re.Pattern[str]:
        """What must be found in folded text."""
        return pattern(self.source)

    @property
    def before(self) -> re.Pattern[str] | None:
        """What must stand right before it."""
        return pattern(self.before_source) if self.before_source else None

    def find(self, masked: Masked, begin: int = 0, end: int | None = None) -> "Iterator[Match]":
        """Its matches in a folded sentence, or in a stretch of it, from left to right."""
        text = masked.text
        if not _has(text, self.stems):
            return
        before = self.before
        for groups in self.pattern.finditer(text, begin, len(text) if end is None else end):
            at = groups.start()
            ahead = before.search(text, max(at - _MAX_BEFORE, 0), at) if before else None
            if ahead or not before:
                yield Match(self, masked, groups, ahead)

    @property
    def rule(self) -> str:
        """Its name in evidence."""
        return f"prose/{self.kind}/{self.name}"


def _has(text: str, stems: tuple[str, ...]) -> bool:
    """Whether one of the stems stands in a text; a plain loop, for it runs for each phrase of each sentence."""
    for stem in stems:  # twice as fast as any()
        if stem in text:
            return True
    return not stems


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


@dataclass(frozen=True, slots=True)
class Phrases:
    """All ways of saying of one kind, with the words that trigger them."""

    kind: str
    stems: tuple[str, ...]
    triggers: re.Pattern[str] | None
    words: Mapping[str, str]
    phrases: tuple[Phrase, ...]

    def triggered(self, plain: str) -> bool:
        """Whether a sentence has a word of this kind at all (cheap; asked of every sentence)."""
        if not _has(plain, self.stems):
            return False
        return self.triggers is None or self.triggers.search(plain) is not None

    def find(self, masked: Masked, without: str = "") -> Iterator[Match]:
        """Every match of every phrase, in the file's order, but for phrases that give something called `without`."""
        for phrase in self.phrases:
            if not (without and without in phrase.gives):
                yield from phrase.find(masked)

    def fired(self, masked: Masked) -> dict[str, bool]:
        """Of each phrase whether it applies: the debug view of a sentence."""
        return {phrase.name: next(phrase.find(masked), None) is not None for phrase in self.phrases}


@cache
def phrases(kind: str) -> Phrases:
    """The ways of saying of a kind, from `language/phrases/<kind>.toml`; DataError where the file is wrong."""
    path = folder("language") / "phrases" / f"{kind}.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    macros: dict[str, str] = {**_shared(), **data.get("macros", {})}
    entries = tuple(_phrase(kind, entry, macros) for entry in data.get("phrase", []))
    words = data.get("triggers", [])
    named = {name: _words(value, macros, f"{kind}/{name}") for name, value in data.get("words", {}).items()}
    return Phrases(kind, tuple(data.get("stems", [])), re.compile("|".join(words)) if words else None, named, entries)


@cache
def giving(kind: str, meaning: str, value: str) -> tuple[Phrase, ...]:
    """The phrases of a kind of which `gives` says that `meaning` is this value, in the file's order."""
    return tuple(phrase for phrase in phrases(kind).phrases if phrase.gives.get(meaning) == value)


@cache
def says(kind: str, name: str) -> re.Pattern[str]:
    """What the file of a kind lists under `[words]`: a pattern that a reader asks of the words around a match."""
    return pattern(phrases(kind).words[name])


def _words(value: object, macros: Mapping[str, str], where: str) -> str:
    """A pattern, or a list of what words begin with (case does not matter)."""
    if isinstance(value, list):
        value = rf"(?i:\b(?:{'|'.join(map(str, value))}))"
    return _expand(str(value), macros, where)


def find(kind: str, masked: Masked) -> Iterator[Match]:
    """Every match of every phrase of a kind in a folded sentence."""
    return phrases(kind).find(masked)


@cache
def _shared() -> Mapping[str, str]:
    """The macros of all files: `language/phrases/macros.toml`."""
    return tomllib.loads((folder("language") / "phrases" / "macros.toml").read_text(encoding="utf-8"))


def _phrase(kind: str, entry: Mapping[str, object], macros: Mapping[str, str]) -> Phrase:
    name, source = str(entry["name"]), str(entry["pattern"])
    examples, counter, gives = entry.get("examples", []), entry.get("counterexamples", []), entry.get("gives", {})
    if not isinstance(examples, list) or not isinstance(counter, list) or not isinstance(gives, dict):
        raise DataError(f"language/phrases/{kind}.toml, phrase {name!r}: examples are lists, gives is a table")
    stems = entry.get("stems", [])
    if not isinstance(stems, list):
        raise DataError(f"language/phrases/{kind}.toml, phrase {name!r}: stems is a list of texts")
    where, before = f"{kind}/{name}", str(entry.get("before", ""))
    return Phrase(
        name, kind, _expand(source, macros, where), gives, tuple(map(_sign, stems)),
        f"(?:{_expand(before, macros, where)})$" if before else "",
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


def _expand(source: str, macros: Mapping[str, str], where: str) -> str:
    for _ in range(_MAX_NESTING):
        if not _MACRO.search(re.sub(r"\(\?P<[a-z_]+>|\(\?<", "", source)):
            return source
        source = re.sub(r"(\(\?P)?<([a-z][a-z_]*)>", lambda m: m[0] if m[1] else _macro(m[2], macros, where), source)
    raise DataError(f"language/phrases, {where}: macros nest too deeply")


def _macro(name: str, macros: Mapping[str, str], where: str) -> str:
    if name not in macros:
        raise DataError(f"language/phrases, {where}: no macro <{name}>")
    return f"(?:{macros[name]})"
