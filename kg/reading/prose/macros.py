"""The files of `language/phrases/` and the named parts of their patterns: `<name>` stands for a part of its own.

Patterns are long when their parts are written out. What a text must hold for them to match is therefore read from
the patterns as they are written, with what is known of each part, which is read once.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from kg.errors import DataError
from kg.reading.prose.gates import Needs, Part, Parts, needs_of, part_of
from kg.reading.prose.mask import signed
from kg.reading.prose.outlines import MACRO, outline
from kg.reading.prose.rule_cache import rule_cache
from kg.resources import folder

_MAX_NESTING = 8
_PARTS = 8
"""A macro is left out of the outline of a pattern if it takes more than one in so many of its characters."""
_FIRST_MARK = 0xF000
"""Characters of private use stand for parts while a pattern is read; those below are the signs of mentions."""
_UNKNOWN = "\uf8ff"


@cache
def file_of(kind: str) -> Mapping[str, Any]:
    """What `language/phrases/<kind>.toml` holds."""
    path = folder("language") / "phrases" / f"{kind}.toml"
    return rule_cache().get(f"file {kind}", lambda: tomllib.loads(path.read_text(encoding="utf-8")))


@cache
def macros_of(kind: str) -> Mapping[str, str]:
    """The macros of a kind: its own, and those of `macros.toml`, which are for all files."""
    return {**file_of("macros"), **file_of(kind).get("macros", {})}


def expanded(kind: str, source: str, where: str) -> str:
    """A pattern with its macros written out, each as a group; DataError where one is missing or holds itself."""
    for _ in range(_MAX_NESTING):
        if not MACRO.search(source):
            return source
        source = MACRO.sub(lambda m: _group(kind, m[1], where), source)
    raise DataError(f"language/phrases, {where}: macros nest too deeply")


def _group(kind: str, name: str, where: str) -> str:
    macros = macros_of(kind)
    if name not in macros:
        raise DataError(f"language/phrases, {where}: no macro <{name}>")
    return f"(?:{macros[name]})"


def outline_in(kind: str, source: str) -> tuple[str, ...]:
    """Patterns, most of them short, that all are found wherever this pattern of a kind matches."""
    long = len(expanded(kind, source, kind)) / _PARTS
    names = {name for name, size in _sizes(kind).items() if size > long}
    return tuple(expanded(kind, stretch, kind) for stretch in outline(source, names))


@cache
def _sizes(kind: str) -> Mapping[str, int]:
    """How long each macro of a kind is when it is written out."""
    return {name: len(expanded(kind, f"<{name}>", kind)) for name in macros_of(kind)}


@cache
def needs_in(kind: str, source: str) -> Needs:
    """What folded text must hold for a pattern of a kind to match, read from the pattern as it is written."""
    needs = rule_cache().get(f"needs {kind} {source}", lambda: needs_of(_marked(kind, source), _parts(kind)))
    return tuple(map(tuple, needs))


@cache
def _parts(kind: str) -> Parts:
    """What is known of the macros of a kind, by the character that stands for each; inner ones are read first."""
    known: dict[str, Part] = {_UNKNOWN: (None, [])}
    waiting = dict(macros_of(kind))
    for _ in range(_MAX_NESTING):
        for name in [name for name in waiting if waiting.keys().isdisjoint(MACRO.findall(waiting[name]))]:
            known[_marks(kind)[name]] = part_of(_marked(kind, waiting.pop(name)), known)
    return known | {_marks(kind)[name]: (None, []) for name in waiting}


def _marked(kind: str, source: str) -> str:
    marks = _marks(kind)
    return MACRO.sub(lambda m: marks.get(m[1], _UNKNOWN), signed(source))


@cache
def _marks(kind: str) -> Mapping[str, str]:
    return {name: chr(_FIRST_MARK + place) for place, name in enumerate(macros_of(kind))}
