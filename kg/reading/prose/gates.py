"""What a text must hold before a pattern can match it, so that most patterns are never tried on most sentences.

Two gates, of which neither has to be written down: the `stems` of phrases and cues are sought all at once, in one pass
over a text; what else a pattern cannot do without is read from the pattern itself. A gate only ever spares a search
that would find nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from math import prod
from re import _constants as op  # type: ignore[attr-defined]  # the grammar of patterns has no public reader
from re import _parser as grammar  # type: ignore[attr-defined]
from types import MappingProxyType
from typing import Any, Generic, TypeAlias, TypeVar

from ahocorasick_rs import AhoCorasick

T = TypeVar("T")
_MOST = 64
"""Texts that one requirement lists at most; a longer list costs more than it spares."""
_KEPT = 4
"""Requirements kept of a pattern: the cheapest that fewest texts meet."""
_USELESS = 0.9
"""What nearly every text has, such as a space, spares nothing."""

Needs: TypeAlias = tuple[tuple[str, ...], ...]
"""Of each of these, one text must occur."""
_Texts: TypeAlias = frozenset[str]
Part: TypeAlias = tuple[_Texts | None, list[_Texts]]
"""What is known of a part of a pattern: all texts that it can match (None: too many), and what each of them holds."""
Parts: TypeAlias = Mapping[str, Part]


class Spotter:
    """Finds which of many words a text holds, in one pass."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = AhoCorasick(sorted(set(words)))

    def seen(self, text: str) -> frozenset[str]:
        """The words that stand in the text, also inside others.

        >>> sorted(Spotter(["soldier", "sold", "bomb"]).seen("two soldiers"))
        ['sold', 'soldier']
        """
        return frozenset(self._words.find_matches_as_strings(text, overlapping=True))


class ByStem(Generic[T]):
    """Things of which each has stems that a text must hold one of; those without stems stand for any text."""

    def __init__(self, things: Iterable[tuple[T, tuple[str, ...]]]) -> None:
        self._things: list[T] = []
        self._always: list[int] = []
        self._places: dict[str, list[int]] = {}
        for place, (thing, stems) in enumerate(things):
            self._things.append(thing)
            if not stems:
                self._always.append(place)
            for stem in stems:
                self._places.setdefault(stem, []).append(place)
        self._anywhere = [self._things[place] for place in self._always]
        self.stems: frozenset[str] = frozenset(self._places)
        """The stems of all of them."""

    def having(self, stems: Iterable[str]) -> Sequence[T]:
        """Those that have one of these stems, in their order.

        >>> ByStem([("Ambush", ("ambush",)), ("Bombing", ("bomb", "explo")), ("Any", ())]).having(["bomb", "town"])
        ['Bombing', 'Any']
        """
        found = self.stems.intersection(stems)
        if not found:
            return self._anywhere
        places = set(self._always).union(*[self._places[stem] for stem in found])
        return [self._things[place] for place in sorted(places)]


def lacks(text: str, needs: Needs) -> bool:
    """Whether a text has nothing of what a pattern needs."""
    for choices in needs:
        for choice in choices:  # a plain loop is twice as fast as any(), and this runs for each phrase of a sentence
            if choice in text:
                break
        else:
            return True
    return False


def sharing_edges(pattern: str) -> str:
    """The same pattern with the edge of a word asked for once where alternatives that follow each other begin with it.

    A search for a dozen words is several times faster so.

    >>> print(sharing_edges(r"\\bbomb|\\bmines?\\b|(?<!s)hell"))
    \\b(?:bomb|mines?\\b)|(?<!s)hell
    """
    runs = groupby(_alternatives(pattern), lambda alternative: alternative.startswith(_EDGE))
    return "|".join(
        f"{_EDGE}(?:{'|'.join(one.removeprefix(_EDGE) for one in run)})" if edged else "|".join(run)
        for edged, run in runs
    )


_EDGE = r"\b"
_SYMBOL = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]|[^\\\[()|]+", re.DOTALL)


def _alternatives(pattern: str) -> list[str]:
    """The alternatives of a pattern, not those within its groups."""
    found, depth = [""], 0
    for symbol in _SYMBOL.findall(pattern):
        depth += {"(": 1, ")": -1}.get(symbol, 0)
        if symbol == "|" and depth == 0:
            found.append("")
        else:
            found[-1] += symbol
    return found


def needs_of(pattern: str, parts: Parts = MappingProxyType({})) -> Needs:
    """What any text in which the pattern matches must hold; empty where nothing is sure.

    `parts` are patterns that have been read before, by the character that stands for each.

    >>> needs_of(r"\\b(?:was|were) (?P<what>killed|wounded)(?: by gunmen)?")
    (('was killed', 'was wounded', 'were killed', 'were wounded'),)
    >>> needs_of(r"\\w+|bombs?")
    ()
    """
    rare = [choices for choices in _cheapest_first(pattern, parts) if _often(choices) < _USELESS]
    return tuple(tuple(sorted(choices)) for choices in rare[:_KEPT])


def stems_of(pattern: str) -> tuple[str, ...]:
    """Texts of which one must stand wherever the pattern matches; none where nothing is sure.

    >>> stems_of(r"\\b(?:deploy(?:ed|ment)?|sent\\b)")
    ('deploy', 'sent')
    """
    return tuple(sorted(next(iter(_cheapest_first(pattern, {})), ())))


def part_of(pattern: str, parts: Parts) -> Part:
    """A pattern as a part of others: all texts that it can match, if they are few, else what each of them holds."""
    tree = grammar.parse(pattern)
    return (None, []) if tree.state.flags & re.IGNORECASE else _Reader(parts).sequence(tree)


def _cheapest_first(pattern: str, parts: Parts) -> list[_Texts]:
    """All that is sure to stand where a pattern matches: of each set one text."""
    exact, needs = part_of(pattern, parts)
    return sorted({_shortest(found) for found in _with(needs, exact)}, key=_cost)


def _cost(choices: _Texts) -> tuple[float, list[str]]:
    """What it costs to ask for each of these until a text is given up for lack of them."""
    return len(choices) / (1 - _often(choices)), sorted(choices)


def _often(choices: _Texts) -> float:
    """How often a sentence has one of these, roughly: short words are frequent, signs of mentions less so."""
    rates = (0.4 / len(text) if max(text) >= "\ue000" else 2.2 * 0.45 ** (len(text) - 1) for text in choices)
    return 1 - prod(1 - min(rate, 0.99) for rate in rates)


def _shortest(choices: _Texts) -> _Texts:
    """Without those that hold another of them."""
    together = "\n".join(choices)
    held = [text for text in choices if together.count(text) > 1]
    return frozenset(text for text in choices if not any(other != text and other in text for other in held))


_EMPTY: _Texts = frozenset(("",))


class _Reader:
    """Reads the tree of a pattern."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def sequence(self, items: Iterable[tuple[Any, Any]]) -> Part:
        """Items that follow each other: as long as the texts are few they are joined, then begun anew."""
        exact, whole = _EMPTY, True
        needs: list[_Texts] = []
        for texts, further in self._items(items):
            if texts is not None and len(texts) * len(exact) <= _MOST:
                exact = frozenset(one + other for one in exact for other in texts)
                continue
            needs, whole = [*_with(needs, exact), *further], False
            exact = texts if texts is not None else _EMPTY
        return (exact, []) if whole else (None, _with(needs, exact))

    def _items(self, items: Iterable[tuple[Any, Any]]) -> Iterator[Part]:
        """What is known of each item; characters that follow each other are one text."""
        for plain, run in groupby(items, lambda item: item[0] is op.LITERAL and chr(item[1]) not in self._parts):
            if plain:
                yield frozenset(("".join(chr(about) for _, about in run),)), []
            else:
                yield from (self._item(code, about) for code, about in run)

    def _item(self, code: Any, about: Any) -> Part:
        if code is op.LITERAL:
            return self._parts[chr(about)]
        if code is op.IN:
            return self._letters(about), []
        if code is op.SUBPATTERN:
            _, on, _, inside = about
            return (None, []) if on & re.IGNORECASE else self.sequence(inside)
        if code is op.BRANCH:
            return self._branch(about[1])
        if code in (op.MAX_REPEAT, op.MIN_REPEAT):
            return self._repeat(*about)
        return (_EMPTY if code in (op.AT, op.ASSERT, op.ASSERT_NOT) else None), []

    def _letters(self, items: list[tuple[Any, Any]]) -> _Texts | None:
        """The characters of a small set."""
        plain = all(code is op.LITERAL and chr(about) not in self._parts for code, about in items)
        return frozenset(chr(about) for _, about in items) if plain and len(items) <= _MOST else None

    def _branch(self, branches: list[Any]) -> Part:
        read = [self.sequence(branch) for branch in branches]
        if all(exact is not None for exact, _ in read):
            texts = frozenset().union(*(exact for exact, _ in read if exact is not None))
            if len(texts) <= _MOST:
                return texts, []
        best = [min((_shortest(c) for c in _with(needs, exact)), key=_often, default=_EMPTY) for exact, needs in read]
        either: _Texts = frozenset().union(*best)
        return None, [either] if "" not in either and len(either) <= _MOST else []

    def _repeat(self, least: int, most: int, inside: Any) -> Part:
        exact, needs = self.sequence(inside)
        if least == 0:
            return (exact | _EMPTY if exact is not None and most == 1 else None), []
        if least == most == 1:
            return exact, needs
        return None, _with(needs, exact)


def _with(needs: list[_Texts], exact: _Texts | None) -> list[_Texts]:
    return [*needs, exact] if exact and "" not in exact else needs
