"""Persons as a sentence names them: "Belgian Major General Jean Example", "Ann Example (Sweden)", "Joe Example of Kenya".

Works on folded text in which countries, demonyms, missions, ranks and roles are signs already, so that what is left
of capitalised words can be a name. Whether the person has anything to do with a mission is for the phrases to say.
"""

import re
import sys
import tomllib
from dataclasses import dataclass
from functools import cache

from kg.documents.model import Text
from kg.facts.model import Entity
from kg.reading.prose.mask import Chunk, Masked, pattern
from kg.resources import folder
from kg.values.countries import Country

_UPPER = "".join(c for c in map(chr, range(min(0x2000, sys.maxunicode))) if c.isupper() and c.isalpha())
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
def _words() -> dict[str, list[str]]:
    path = folder("language") / "vocabulary" / "names.toml"
    found: dict[str, list[str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return found


def _alternatives(words: list[str]) -> str:
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))


@cache
def _person() -> re.Pattern[str]:
    words = _words()
    other = rf"(?!(?:{_alternatives(words['other'])})(?![\w-]))"
    initial = rf"[{_UPPER}]\.(?:[ -]?[{_UPPER}]\.)*"
    word = rf"(?:[dDOLM][’']|(?:[Aa]l|[Ee]l|[Aa]d|[Aa]s|[Aa]sh|[Uu]l)-)?[{_UPPER}][\w-]*(?:[’'](?!s\b)\w+)*"
    token = rf"(?:{initial}|{other}{word})"
    nick = r"(?: [\"“][\w ]{1,20}[\"”])?"
    rest = rf"(?:{nick} (?:(?:{_alternatives(words['particles'])}) ){{0,2}}(?:[Aa]l-|[Ee]l-|[Dd][’'])?{token})"
    title = rf"(?:(?:{_alternatives(words['honorifics'])})\.? )"
    retired = r"(?:\((?:[Rr]et(?:ire)?d?\.?)\) )?"
    before = rf"(?P<pre>(?:\b[Aa]n? {{demonym}}(?: (?!(?:and|who|in|of|on|by)\b)[a-z]+){{1,3}}, )?(?:(?:[Tt]he |[Aa]n? )?{_NATION}(?: (?:{_FORCES}|(?!(?:and|of|in|on|by|from|for|to|as|with|is|was|has|had)\b)[a-z][\w-]+)){{0,4}} )?(?P<rank>{{rank}} {retired}|{{rank}} \([\w .]{{1,20}}\) )?)"
    name = rf"(?P<name>(?:(?<=\ue000 ){token}|{token}{rest}){rest}{{0,5}})"
    single = rf"(?P<single>{token})"
    return pattern(
        rf"(?<![\w’'-]){before}{title}{{0,3}}(?:{name}|(?:(?<={{rank}} )|(?<=Mr\. )|(?<=Mr )|(?<=Ms\. )|(?<=Mrs\. )|(?<=Dr\. )){single})(?P<post>{_POST})?"
    )


_MIDDLE = "(?:{rank}|(?!(?:and|who|which|was|is|has|had|as)\\b)[a-z][\\w-]*|{force}|" + _FORCES + ")"
_POST = (
    r" ?\((?:of |from )?(?:the )?(?:{country}|{demonym})\)"
    rf"|,? (?:of|from) (?:the )?(?:{{country}}|{{demonym}})(?:[’']s)?(?: {_FORCES}){{0,3}}(?=[,;.) ]|$)"
    rf"|, (?:who (?:was|is)(?: then)? )?(?:an?|also an?)(?: {_MIDDLE}){{0,3}} {{demonym}}(?: {_MIDDLE}){{0,3}}(?: and {_MIDDLE})?(?=,|\.|;| who\b|$)"
    rf"|, (?:who (?:was|is)(?: then)? )?(?:an?|also an?) (?:[a-z-]+ ){{0,2}}{{rank}} (?:of|from|in) (?:the )?(?:{{country}}|{{demonym}})(?: {_FORCES}){{0,2}}"
)


def fold_persons(masked: Masked, text: Text) -> Masked:
    """The sentence with each person folded to one sign, rank and nationality beside the name included."""
    masked = _without_given_names(masked)
    found = [_folded(masked, match, text) for match in _person().finditer(masked.text)]
    return masked.fold(found) if found else masked


def _without_given_names(masked: Masked) -> Masked:
    """ "Finn Example" is a person, "Finn" alone someone from Finland, "German General" an officer."""
    words = _words()
    given, other = set(words["given"]), set(words["other"])
    kept = []
    for chunk in masked.chunks.values():
        behind = re.match(r" ([^\W\d_a-z][\w-]+)", masked.plain[chunk.end : chunk.end + 30])
        named = chunk.kind in ("country", "demonym") and masked.plain[chunk.begin : chunk.end] in given
        if not (named and behind and behind[1] not in other and not _starts_chunk(masked, chunk.end + 1)):
            kept.append(chunk)
    return masked if len(kept) == len(masked.chunks) else Masked(masked.plain, kept)


def _starts_chunk(masked: Masked, begin: int) -> bool:
    return any(chunk.begin == begin for chunk in masked.chunks.values())


def _folded(masked: Masked, match: "re.Match[str]", text: Text) -> tuple[int, int, str, object]:
    group = "name" if match["name"] else "single"
    begin, end = masked.plain_begin(match.start(group)), masked.plain_end(match.end(group))
    around = masked.within(match.start(), match.start(group)) + masked.within(match.end(group), match.end())
    person = Person(masked.plain[begin:end].rstrip("."), _link(text, begin, end), rank_in(around), nation_in(around))
    return match.start(), match.end(), "person", person


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
