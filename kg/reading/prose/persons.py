"""Persons as a sentence names them: "Belgian General Jean Example", "Ann Example (Sweden)", "Joe Example of Kenya".

Works on folded text in which countries, demonyms, missions, ranks and roles are signs already, so that what is left
of capitalised words can be a name. Whether the person has anything to do with a mission is for the phrases to say.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from kg.documents.model import Text
from kg.facts.model import Entity
from kg.reading.prose.mask import Chunk, Masked
from kg.reading.prose.phrases import says
from kg.resources import folder
from kg.values.countries import Country

_UPPER = "".join(c for c in map(chr, range(0x2000)) if c.isupper() and c.isalpha())


@dataclass(frozen=True, slots=True)
class Person:
    """A person as named here: `article` where the name is a link; `retired` from the rank."""

    name: str
    article: str = ""
    rank: str | None = None
    nationality: Country | None = None
    retired: bool = False

    @property
    def entity(self) -> Entity:
        """Its node."""
        return Entity("Person", self.name, self.article)

    def same(self, other: "Person") -> bool:
        """Whether both can be one person: all words of the shorter name stand in the longer one."""
        one, two = set(self.name.lower().split()), set(other.name.lower().split())
        return one <= two or two <= one


@cache
def _words() -> dict[str, frozenset[str]]:
    path = folder("language") / "vocabulary" / "names.toml"
    return {kind: frozenset(found) for kind, found in tomllib.loads(path.read_text(encoding="utf-8")).items()}


# A capitalised word or initials; what it must not stand behind is asked after its first letter, which keeps it fast.
_TOKEN = re.compile(rf"[{_UPPER}](?<![\w’'].)(?:\.(?:[ -]?[{_UPPER}]\.)*|[\w-]*(?:[’'](?!s\b)\w+)*)")


def fold_persons(masked: Masked, text: Text, known: Mapping[str, Person] = MappingProxyType({})) -> Masked:
    """The sentence with each person folded to one sign, rank and nationality beside the name included.

    `known` are persons of earlier sentences by their last name, which is enough to name them again.
    """
    masked = _without_given_names(masked)
    found, done = [], 0
    for run in _runs(masked.text):
        if run[0] < done:
            continue
        again = known.get(masked.text[run[0] : run[1]]) if run[2] == 1 else None
        person = _folded(masked, max(done, run[0] - _MAX_BEFORE), run, text, again)
        if person:
            found.append(person)
            done = person[1]
    return masked.fold(found) if found else masked


_MAX_BEFORE = 120
_MAX_WORDS = 7
_INITIAL = 2  # "A."
_QUOTES = '"“'


def _runs(text: str) -> Iterator[tuple[int, int, int]]:
    """Stretches of capitalised words that can be one name: begin, end, number of words."""
    other, between = _words()["other"], says("person", "between")
    begin = end = words = 0
    for token in _TOKEN.finditer(text):
        if words and text[token.start() - 1] in _QUOTES:
            continue  # a nickname: Nicholas "Nick" Example
        initial = len(token[0]) == _INITIAL and (words > 0 or token[0][1] == ".")
        named = initial or (token[0].rstrip(".") not in other and token[0] not in other)
        if words and named and words < _MAX_WORDS and between.fullmatch(text, end, token.start()):
            end, words = token.end(), words + 1
            continue
        if words:
            yield begin, end, words
        begin, end, words = token.start(), token.end(), int(named)
    if words:
        yield begin, end, words


def _folded(
    masked: Masked, least: int, run: tuple[int, int, int], text: Text, again: Person | None
) -> tuple[int, int, str, object] | None:
    begin, end, words = run
    before = says("person", "before").search(masked.text, least, begin)
    start = before.start() if before else begin
    if again:
        return start, end, "person", again
    titled = before and (before["rank"] or before["title"])
    if words < 2 and not titled and not _is_somebody(masked.text, begin, end):
        return None
    bare = not (before and before[0])
    if bare and says("person", "is_place").search(masked.text, max(begin - 8, 0), begin):
        return None
    if not titled and says("person", "of_a_body").match(masked.text, end):
        return None
    if words == 1 and (particle := says("person", "particle").search(masked.text, 0, begin)):
        begin = particle.start()
    if masked.text[begin - 3 : begin].lower() in ("al-", "el-"):
        begin -= 3
    behind = says("person", "behind").match(masked.text, end)
    stop = behind.end() if behind else end
    first, last = masked.plain_begin(begin), masked.plain_end(end)
    around = masked.within(start, begin) + masked.within(end, stop)
    retired = _is_retired(masked, start, stop)
    beside = masked.within(before.start("rank"), begin) if before and before["rank"] else around
    person = Person(
        masked.plain[first:last].rstrip("."), _link(text, first, last), rank_in(beside), nation_in(around), retired
    )
    return start, stop, "person", person


def _is_somebody(text: str, begin: int, end: int) -> bool:
    """Whether a last name alone is a person's: described behind it, or said at the head of a sentence to have led."""
    if says("person", "described").match(text, end):
        return True
    at_head = says("person", "leads_to_name").fullmatch(text, 0, begin) is not None
    return at_head and says("person", "leads_behind").match(text, end) is not None


def _is_retired(masked: Masked, begin: int, end: int) -> bool:
    """Whether the rank beside a name is one that somebody had: "a retired Senegalese general"."""
    ranks = [at for at in masked.positions(begin, end) if masked.chunks[at].kind == "rank"]
    return any(says("person", "retired").search(masked.text, max(0, at - _MAX_BEFORE), at) for at in ranks)


def _without_given_names(masked: Masked) -> Masked:
    """ "Finn Example" is a person, "Finn" alone someone from Finland, "German General" an officer."""
    given, other = _words()["given"], _words()["other"]
    nations = [
        c for c in masked.chunks.values() if c.kind in ("country", "demonym") and masked.plain[c.begin : c.end] in given
    ]
    starts = {chunk.begin for chunk in masked.chunks.values()}
    dropped = []
    for chunk in nations:
        behind = re.match(r" ([^\W\d_a-z][\w-]+)", masked.plain[chunk.end : chunk.end + 30])
        title = masked.plain[max(chunk.begin - 4, 0) : chunk.begin].lower() == "the "  # "the Dane Kurt Example"
        if behind and behind[1] not in other and chunk.end + 1 not in starts and not title:
            dropped.append(chunk)
    return Masked(masked.plain, [c for c in masked.chunks.values() if c not in dropped]) if dropped else masked


def rank_in(chunks: list[Chunk]) -> str | None:
    """The first rank among some mentions."""
    return next((str(c.value) for c in chunks if c.kind == "rank"), None)


def nation_in(chunks: list[Chunk]) -> Country | None:
    """The first country or demonym among some mentions."""
    return next((c.value for c in chunks if c.kind in ("country", "demonym") and isinstance(c.value, Country)), None)


def _link(text: Text, begin: int, end: int) -> str:
    """The article behind a name that is a link: a link to a page on one person covers the name or its last word."""
    for mark in text.marks:
        if mark.kind == "link" and mark.begin < end and begin < mark.end and mark.begin >= begin - 30:
            return mark.value
    return ""
