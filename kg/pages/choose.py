"""Chooses pages by words in their bytes, before XML or wikitext is parsed (`ontology/selection.toml`)."""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from html import escape
from itertools import product
from pathlib import Path
from typing import cast

from ahocorasick_rs import BytesAhoCorasick

from kg.errors import UsageError
from kg.pages.dump import PAGE, Places, every_page
from kg.resources import folder
from kg.values.mappings import names_of
from kg.values.missions import all_missions, spellings

ALL = "all"
"""The selection that chooses every page."""

DEFAULT = ("missions",)
SMALL = 32 << 20
"""Bytes on the disk up to which every page of a file is read: choosing among so few would save nothing."""

_TITLE = re.compile(rb"<title>([^<]{1,1000})</title>")
_HEAD = 4096
"""Bytes from a page's beginning in which its title stands."""


@dataclass(frozen=True, slots=True)
class Group:
    """Words that choose a page: `parts` anywhere, `names` only as whole words.

    `chosen` and `left` are texts that the group must choose and must leave.
    """

    name: str
    about: str
    parts: frozenset[str]
    names: frozenset[str]
    chosen: tuple[str, ...]
    left: tuple[str, ...]


@cache
def groups() -> Mapping[str, Group]:
    """The groups of words by name."""
    data = tomllib.loads((folder("ontology") / "selection.toml").read_text(encoding="utf-8"))
    return {name: _group(name, told) for name, told in data.items()}


def _group(name: str, told: Mapping[str, list[str]]) -> Group:
    parts = [*told.get("phrases", ()), *(f"Category:{category}" for category in told.get("categories", ()))]
    parts += _weak_names() if told.get("missions") else ()
    names = {written for template in told.get("templates", ()) for written in template_names(template)}
    names |= set(_names()) if told.get("missions") else set()
    return Group(
        name,
        str(told["about"]),
        frozenset(parts),
        names=frozenset(names),
        chosen=tuple(told["chosen"]),
        left=tuple(told["left"]),
    )


def template_names(family: str) -> Iterator[str]:
    """How an infobox is written, in all its names and cases.

    >>> sorted(template_names("film"))
    ['Infobox FILM', 'Infobox Film', 'Infobox film', 'Infobox_FILM', 'Infobox_Film', 'Infobox_film', \
'infobox FILM', 'infobox Film', 'infobox film', 'infobox_FILM', 'infobox_Film', 'infobox_film']
    """
    for name in names_of(family):
        cases = ({word, word.capitalize(), word.upper()} for word in name.split())
        for words in product(("Infobox", "infobox"), *cases):
            yield " ".join(words)
            yield "_".join(words)


def _names() -> Iterator[str]:
    """Missions by every name that means nothing else."""
    for mission in all_missions():
        for name in (mission.name, mission.abbreviation, *mission.names):
            if name and name not in mission.weak:
                yield from spellings(name)
                yield name.capitalize() if name.isupper() and len(name) > 4 else name


def _weak_names() -> Iterator[str]:
    """Names that mean other things, too, where they are linked."""
    for name in (name for mission in all_missions() for name in mission.weak):
        yield from (f"[[{name}]]", f"[[{name}|", f"|{name}]]")


class Choice:
    """Finds the words of some groups in an export's bytes."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self._parts = sorted({as_xml(part) for group in groups for part in group.parts})
        self._names = sorted({as_xml(name) for group in groups for name in group.names})

    @cached_property
    def _words(self) -> "Words":
        """Made when the first bytes are there: a decompressor is at work by then."""
        return Words([PAGE, *self._parts, *_needed(self._names, self._parts)])

    def places(self, data: bytes, begin: int, end: int) -> Iterator[tuple[int, bool]]:
        """Where, between two places, pages begin and, True, where a word does, in order of their ends."""
        for word, offset in self._words.ends(memoryview(data)[begin:end]):
            place = begin + offset - len(self._words.words[word])
            if word <= len(self._parts) or _is_whole(data, place, begin + offset):
                yield place, word > 0

    def chooses(self, data: bytes) -> bool:
        """Whether a word stands in these bytes."""
        return any(wanted for _, wanted in self.places(data, 0, len(data)))


class Words:
    """Thousands of words, sought in one pass over some bytes."""

    def __init__(self, words: Sequence[bytes]) -> None:
        import hyperscan  # noqa: PLC0415 (only where a dump is read)

        self.words = words
        self._database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
        sought, flags = [*words, _NO_UTF_8], [0] * len(words) + [hyperscan.HS_FLAG_SINGLEMATCH]
        self._database.compile(
            expressions=sought, ids=range(len(sought)), elements=len(sought), flags=flags, literal=True
        )
        self._database.scratch = hyperscan.Scratch(self._database)

    def ends(self, data: bytes | memoryview) -> list[tuple[int, int]]:
        """(number of the word, offset at which it ends) of each word that stands there, in order of the offsets.

        >>> Words([b"soldier", b"sold"]).ends(b"two soldiers")
        [(1, 8), (0, 11)]
        """
        found: list[tuple[int, int]] = []
        seen = cast(bytes, data)  # hyperscan takes views, too; only its types do not say so
        self._database.scan(seen, match_event_handler=lambda word, _, end, *__: found.append((word, end)))
        return [one for one in found if one[0] < len(self.words)]


_NO_UTF_8 = b"\xff"
"""A word of one byte, which no text has: with it Hyperscan looks at every place, not at every second one, where so many
words rarely spare it the other (`findDesiredStride` in its sources); it is a quarter faster."""


def _needed(names: Sequence[bytes], parts: Sequence[bytes]) -> list[bytes]:
    """The names that choose what no part and no other name chooses: fewer words are found faster.

    >>> _needed([b"UN Force", b"Force", b"UN Forces", b"Observers"], [b"Observe"])
    [b'Force', b'UN Forces']
    """
    known = BytesAhoCorasick([*parts, *names])  # made in a tenth of the time that Hyperscan takes
    found = ((name, known.find_matches_as_indexes(name, overlapping=True)) for name in names)
    return [name for name, inside in found if not any(_spares(name, word < len(parts), *at) for word, *at in inside)]


def _spares(name: bytes, part: bool, begin: int, end: int) -> bool:
    """Whether a word that stands within a name is found wherever the name is."""
    return part or (end - begin < len(name) and _is_whole(name, begin, end))


def _is_whole(data: bytes, begin: int, end: int) -> bool:
    """Whether a word stands there and not within a longer one."""
    return not (data[begin - 1 : begin].isalnum() or data[end : end + 1].isalnum())


def as_xml(text: str) -> bytes:
    """The text as it stands in an export.

    >>> as_xml('"A" & B')
    b'&quot;A&quot; &amp; B'
    """
    return escape(text, quote=False).replace('"', "&quot;").encode()


def known(name: str) -> str:
    """The name of a group, or ALL; UsageError lists the known ones."""
    if name not in groups() and name != ALL:
        raise UsageError(f"No selection {name!r}; known are {', '.join([*groups(), ALL])}.")
    return name


def named(name: str) -> Group:
    """The group of this name; UsageError lists the known ones."""
    return groups()[known(name)]


def chooser(names: Sequence[str] = ()) -> Callable[[Path], Places]:
    """What is chosen in each file: by these groups; without any, all of a small file and DEFAULT in a larger one."""

    def places(path: Path) -> Places:
        small = not names and path.is_file() and path.stat().st_size <= SMALL
        return every_page if small or ALL in names else _choice(tuple(names or DEFAULT)).places

    return places


@cache
def _choice(names: Sequence[str]) -> Choice:
    return Choice([named(name) for name in names])


def choose_titles(titles: Iterable[str]) -> Callable[[Path], Places]:
    """Chooses the pages that have one of these titles."""
    wanted = {as_xml(title.replace("_", " ").strip()) for title in titles}

    def places(data: bytes, begin: int, end: int) -> Iterator[tuple[int, bool]]:
        for page, _ in every_page(data, begin, end):
            found = _TITLE.search(data, page, page + _HEAD)
            yield page, found is not None and found[1] in wanted

    return lambda _: places
