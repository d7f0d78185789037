"""The outline of a pattern: what it says besides its long macros, so that most patterns are never compiled.

Written out, a pattern that has "{amount} <people>" three times has twenty thousand characters, and compiling it takes
longer than reading a page. Most patterns that are tried match nothing, and most of these lack already what is said
between their macros.
"""

import re
from collections.abc import Set as AbstractSet
from typing import TypeAlias

_SYMBOL = re.compile(
    r"([\w ]+(?![?*+{])|\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?(?:P<\w+>|<?[=!]|[a-z]*:))?|<[a-z_]+>|.)"
    r"((?:[*+?]|\{\d*,?\d*\})[?+]?)?",
    re.DOTALL,
)
_TIED = re.compile(r"\\[1-9]|\(\?(?:P=|[(#>]|[a-zA-Z-]+\))")
"""What depends on another part of the pattern, or changes it."""
_GROUP = re.compile(r"\((?:\?:|\?P<\w+>|(?!\?))(.*)\)", re.DOTALL)
MACRO = re.compile(r"<(?<!\(\?P<)([a-z][a-z_]*)>")  # what is constant comes first: the engine looks for that
"""A macro in a pattern, by its name; no name of a group."""
_SAYING = re.compile(r"[A-Za-z]{2}")

_Item: TypeAlias = tuple[str, str]
"""Characters, a class, a macro or a whole group; and how often it stands, as it is written behind it."""


def outline(source: str, long: AbstractSet[str]) -> tuple[str, ...]:
    """Patterns that all are found wherever this one matches: its stretches between these macros, the longest first.

    >>> outline(r"(?P<n>{amount}) <people> (?:were|are) <adverb>(?:sent|<list>) home", {"people", "list"})
    (' (?:were|are) <adverb>', '(?P<n>{amount}) ', ' home')
    >>> outline(r"(?:sent <people>|<people> went)", {"people"})
    ('(?:sent | went)',)
    """
    if _TIED.search(source) or long.isdisjoint(MACRO.findall(source)):
        return ()
    return tuple(sorted(_stretches(_alternatives(source), long), key=len, reverse=True))


def _stretches(alternatives: list[list[_Item]], long: AbstractSet[str]) -> list[str]:
    """What stands between long macros; of several alternatives, the longest stretch of each, if each has one."""
    if len(alternatives) == 1:
        return _between(alternatives[0], long)
    longest = [max(_between(items, long), key=len, default="") for items in alternatives]
    return [f"(?:{'|'.join(longest)})"] if all(longest) else []


def _between(items: list[_Item], long: AbstractSet[str]) -> list[str]:
    runs: list[list[_Item]] = [[]]
    inside: list[str] = []
    for text, repeat in items:
        if long.isdisjoint(MACRO.findall(text)):
            runs[-1].append((text, repeat))
            continue
        runs.append([])
        group = None if repeat else _GROUP.fullmatch(text)
        inside += _stretches(_alternatives(group[1]), long) if group else []
    return inside + ["".join(map("".join, run)) for run in runs if _says_something(run)]


def _says_something(run: list[_Item]) -> bool:
    """Whether a stretch has words that cannot be missing."""
    return _SAYING.search("".join(text for text, repeat in run if repeat[:1] not in ("?", "*", "{"))) is not None


def _alternatives(source: str) -> list[list[_Item]]:
    found: list[list[_Item]] = [[]]
    begin = depth = 0
    for symbol in _SYMBOL.finditer(source):
        depth += symbol[1].startswith("(") - (symbol[1] == ")")
        if depth:
            continue
        if symbol[0] == "|":
            found.append([])
        else:
            found[-1].append((source[begin : symbol.end(1)], symbol[2] or ""))
        begin = symbol.end()
    return found
