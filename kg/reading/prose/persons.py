"""Persons as a sentence names them: "Belgian Major General Jean Example", "Ann Example (Sweden)", "Joe Example of Kenya".

Works on folded text in which countries, demonyms, missions, ranks and roles are signs already, so that what is left
of capitalised words can be a name. Whether the person has anything to do with a mission is for the phrases to say.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.documents.model import Text
from kg.facts.model import Entity
from kg.reading.prose.mask import Chunk, Masked, pattern
from kg.resources import folder
from kg.values.countries import Country

_UPPER = "".join(c for c in map(chr, range(0x2000)) if c.isupper() and c.isalpha())
_FORCES = "(?:[Aa]rmy|[Nn]avy|[Aa]ir [Ff]orce|[Mm]arine [Cc]orps|[Aa]rmed [Ff]orces|[Dd]efen[cs]e [Ff]orces?|[Pp]olice|[Gg]endarmerie|[Rr]oyal|Federal|National)"
_NATION = "(?:{demonym}|{country}[’']s?)"


@dataclass(frozen=True, slots=True)
class Person:
    """A person as named here: `article` where the name is a link."""

    name: str
    article: str = ""
    rank: str | None = None
    nationality: Country | None = None

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


def _alternatives(words: frozenset[str]) -> str:
    return "|".join(sorted((re.escape(word) for word in words), key=lambda word: (-len(word), word)))


# A capitalised word or initials; what it must not stand behind is asked after its first letter, which keeps it fast.
_TOKEN = re.compile(rf"[{_UPPER}](?<![\w’'].)(?:\.(?:[ -]?[{_UPPER}]\.)*|[\w-]*(?:[’'](?!s\b)\w+)*)")


@cache
def _link_between() -> re.Pattern[str]:
    """What may stand between two words of one name."""
    particles = _alternatives(_words()["particles"])
    return re.compile(rf"(?: [\"“][\w ]{{1,20}}[\"”])? (?:(?:{particles}) ){{0,2}}(?:[Aa]l-|[Ee]l-|[Aa]s?h?-|[Dd][’'])?")


@cache
def _before() -> re.Pattern[str]:
    """Nationality, rank and form of address before a name ("the Kenyan diplomat Mr ", "Belgian Major General ")."""
    title = rf"(?:(?:{_alternatives(_words()['honorifics'])})\.? )"
    retired = r"(?:\((?:[Rr]et(?:ire)?d?\.?)\) )?"
    noun = r"(?!(?:and|of|in|on|by|from|for|to|as|with|is|was|has|had)\b)[a-z][\w-]+"
    described = rf"(?:[Aa]n? {{demonym}}(?: (?!(?:and|who|in|of|on|by)\b)[a-z]+){{1,3}}, )?"
    nation = rf"(?:(?:[Tt]he |[Aa]n? )?{_NATION}(?: (?:{_FORCES}|{noun})){{0,4}} )?"
    rank = rf"(?P<rank>{{rank}} {retired}|{{rank}} \([\w .]{{1,20}}\) )?"
    return pattern(rf"(?<![\w’'-]){described}{nation}{rank}(?P<title>{title}{{0,3}})(?:al-|el-)?$")


_MIDDLE = "(?:{rank}|(?!(?:and|who|which|was|is|has|had|as)\\b)[a-z][\\w-]*|{force}|" + _FORCES + ")"
_BEHIND = pattern(
    r" ?\((?:of |from )?(?:the )?(?:{country}|{demonym})\)"
    rf"|,? (?:of|from) (?:the )?(?:{{country}}|{{demonym}})(?:[’']s)?(?: {_FORCES}){{0,3}}(?=[,;.) ]|$)"
    rf"|, (?:who (?:was|is)(?: then)? )?(?:an?|also an?)(?: {_MIDDLE}){{0,3}} {{demonym}}(?: {_MIDDLE}){{0,3}}(?: and {_MIDDLE})?(?=,|\.|;| who\b|$)"
    rf"|, (?:who (?:was|is)(?: then)? )?(?:an?|also an?) (?:[a-z-]+ ){{0,2}}{{rank}} (?:of|from|in) (?:the )?(?:{{country}}|{{demonym}})(?: {_FORCES}){{0,2}}"
)


def fold_persons(masked: Masked, text: Text) -> Masked:
    """The sentence with each person folded to one sign, rank and nationality beside the name included."""
    masked = _without_given_names(masked)
    found, done = [], 0
    for begin, end, words in _runs(masked.text):
        person = _folded(masked, max(done, begin - _MAX_BEFORE), begin, end, words, text)
        if person:
            found.append(person)
            done = person[1]
    return masked.fold(found) if found else masked


_MAX_BEFORE = 120
_MAX_WORDS = 7


def _runs(text: str) -> Iterator[tuple[int, int, int]]:
    """Stretches of capitalised words that can be one name: begin, end, number of words."""
    other, between = _words()["other"], _link_between()
    begin = end = words = 0
    for token in _TOKEN.finditer(text):
        named = token[0].rstrip(".") not in other and token[0] not in other
        if words and named and words < _MAX_WORDS and between.fullmatch(text, end, token.start()):
            end, words = token.end(), words + 1
            continue
        if words:
            yield begin, end, words
        begin, end, words = token.start(), token.end(), int(named)
    if words:
        yield begin, end, words


def _folded(masked: Masked, least: int, begin: int, end: int, words: int, text: Text) -> tuple[int, int, str, object] | None:
    before = _before().search(masked.text, least, begin)
    start = before.start() if before else begin
    if words < 2 and not (before and (before["rank"] or before["title"])):
        return None
    if masked.text[begin - 3 : begin].lower() in ("al-", "el-"):
        begin -= 3
    behind = _BEHIND.match(masked.text, end)
    stop = behind.end() if behind else end
    first, last = masked.plain_begin(begin), masked.plain_end(end)
    around = masked.within(start, begin) + masked.within(end, stop)
    person = Person(masked.plain[first:last].rstrip("."), _link(text, first, last), rank_in(around), nation_in(around))
    return start, stop, "person", person


def _without_given_names(masked: Masked) -> Masked:
    """ "Finn Example" is a person, "Finn" alone someone from Finland, "German General" an officer."""
    given, other = _words()["given"], _words()["other"]
    nations = [c for c in masked.chunks.values() if c.kind in ("country", "demonym") and masked.plain[c.begin : c.end] in given]
    starts = {chunk.begin for chunk in masked.chunks.values()}
    dropped = []
    for chunk in nations:
        behind = re.match(r" ([^\W\d_a-z][\w-]+)", masked.plain[chunk.end : chunk.end + 30])
        if behind and behind[1] not in other and chunk.end + 1 not in starts:
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
