"""What else a sentence on an attack names: what was attacked and who attacked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.reading.prose.mask import SIGN, Masked, matches_at_heads, pattern
from kg.reading.prose.people import STOP
from kg.values.countries import Country
from kg.values.groups import KnownGroup


@dataclass(frozen=True, slots=True)
class Target:
    """Premises, vehicles or aircraft: whether the phrase says that they are a mission's."""

    kind: str
    force: bool
    its: bool
    head: str
    nationality: tuple[Country, ...] = ()


@dataclass(frozen=True, slots=True)
class Culprit:
    """Those who attacked, as named or described; `group` where the gazetteer knows them."""

    name: str
    group: KnownGroup | None = None
    country: Country | None = None


_LOWER = rf"(?!{STOP})[a-z][\w’'-]*"
_CAPITAL = rf"(?!(?i:{STOP}))[A-Z][\w.’'-]*"
_MODIFIER = rf"(?:{{demonym}}|{{force}}(?:[’']s?)?|{{country}}(?:[’']s)?|{{victims}}(?:[’']s?)?|{{people}}|{{group}}|{_CAPITAL}|{_LOWER})"
_OWNER = rf"(?: (?:of|from|belonging to|used by|manned by|carrying|full of|filled with|housing|hosting|operated by|run by|for|with) (?:the |a |an |its )?(?:{_MODIFIER} ){{0,4}}?(?:{{force}}|{{victims}}|{{target}}|peacekeeping (?:mission|force)))"
_TARGET = pattern(
    rf"(?<![\w’'])(?:(?i:the|an?|its|their|his|one|two|three|another|several|four|five|{{amount}}) )?(?P<of>(?:{_MODIFIER} ){{0,7}}?)(?P<head>{{target}})(?: {{target}})?{_OWNER}?"
)


_MISSION_UNIT = re.compile(r"peace-?keep|\bbattalion\b|\bcontingent\b")


def fold_targets(masked: Masked) -> Masked:
    """The sentence with what can be attacked folded to `target` chunks whose value is a `Target`."""
    return masked.fold((m.start(), m.end(), "target", _target(masked, m)) for m in _targets(masked.text))


_STOPS = re.compile(STOP, re.IGNORECASE)


def _targets(text: str) -> Iterator["re.Match[str]"]:
    return matches_at_heads(_TARGET, text, SIGN["target"], _STOPS, frozenset(("the", "a", "an", "its", "their", "his")))


def _target(masked: Masked, match: "re.Match[str]") -> Target:
    inside = masked.within(*match.span())
    force = any(c.kind == "force" or getattr(c.value, "force", False) for c in inside)
    head = masked.chunks[match.start("head")]
    words = match[0].lower()
    return Target(
        kind=str(head.value),
        force=force
        or bool(
            _MISSION_UNIT.search(
                masked.plain[masked.plain_begin(match.start()) : masked.plain_end(match.end())].lower()
            )
        ),
        its=words.startswith(("its ", "their ", "his ")),
        head=masked.plain[head.begin : head.end].lower(),
        nationality=tuple(c.value for c in inside if c.kind == "demonym" and isinstance(c.value, Country)),
    )


_BODY = r"(?:militias?|militiamen|rebels?|militants?|fighters?|insurgents?|terrorists?|soldiers?|troops|forces|gunmen|army|artillery|military|guerrillas|gunners|warplanes?|jets?|tanks?|aircraft|elements|members|movement|group|guards|extremists|jihadists|Army|Forces|Police|supporters|police|irregulars|paramilitaries|units?|positions)"
_CULPRIT = pattern(
    rf"(?:(?i:{{agent}} of|suspected|alleged|likely|presumed|unknown|unidentified|armed and|armed|masked|heavily|a group of|an?|some|several|the|local|{{amount}}|group of|members of|men|youths|supporters|unit of|elements of|other|believed to be|some of the) )*"
    rf"(?P<of>(?:(?:{{demonym}}|{{country}}|{{group}}|{_CAPITAL}|anti-\w+|pro-\w+|ex-\w+|rival|tribal|ethnic|government|rebel|islamist|jihadist|suicide|young|angry|armed|unknown|unidentified|suspected)[ -]){{0,5}})"
    rf"(?P<head>(?:supporters|followers|partisans|{{people}}|{{agent}}) (?:of|loyal to|allied (?:with|to)) (?:the |an? )?(?:former |local |ousted |deposed )?(?:{{group}}|politician|president|warlord|{_CAPITAL}(?: {_CAPITAL}){{0,3}})|{{agent}}(?: {{agent}})?|{{group}}(?:[’']s)?(?: (?:{_BODY}|{{people}}|{{agent}}|{{target}}))?)"
    rf"(?: (?:of|from|belonging to|loyal to|linked to) (?:the )?(?:{{group}}|{{country}}|{_CAPITAL}(?: (?:(?:pour|de|du|des|la|le|et|en|of|for|the|and) ){{0,2}}{_CAPITAL}){{0,5}}|(?:some |about )?{{amount}} (?:men|{{people}}|{{agent}})))?"
)
_STATE_FORCE = pattern(
    rf"(?:the )?(?P<of>(?:{{demonym}}|{{country}}(?:[’']s)?)(?: (?:{_CAPITAL}|government|army|air force|state))*) (?P<head>{_BODY}|{{people}}|{{target}}|Defense Forces|Armed Forces)"
)


_DOERS = SIGN["agent"] + SIGN["group"]
_BEFORE_DOERS = frozenset("the a an of some several and members to".split())


def fold_culprits(masked: Masked) -> Masked:
    """The sentence with those who may have attacked folded to `culprit` chunks; run after people and targets."""
    found = [(m.start(), m.end(), "culprit", _culprit(masked, m)) for m in matches_at_heads(_CULPRIT, masked.text, _DOERS, _STOPS, _BEFORE_DOERS)]
    return masked.fold(f for f in found if _somebody(masked, f[0], f[1]))


def _somebody(masked: Masked, begin: int, end: int) -> bool:
    """A tank or an aircraft does nothing by itself: somebody's name must stand with it."""
    chunks = masked.within(begin, end)
    things = [c for c in chunks if c.kind == "agent" and c.value == "thing"]
    return not things or any(c.kind in ("group", "country", "demonym") or c.value in ("strong", "weak") for c in chunks)


def _culprit(masked: Masked, match: "re.Match[str]") -> Culprit:
    chunks = masked.within(*match.span())
    group = next((c.value for c in chunks if isinstance(c.value, KnownGroup)), None)
    country = next((c.value for c in chunks if isinstance(c.value, Country)), None)
    begin, end = masked.plain_begin(match.start()), masked.plain_end(match.end())
    if country and not group and masked.chunks[match.start("head")].value in ("weak", "thing"):
        return Culprit(country.name, None, country)
    return Culprit(_described(masked.plain[begin:end]), group, country)


_LEADING = re.compile(
    r"^(?:(?:the|an?|some of the|some|several|suspected|alleged|likely|presumed|believed to be)\s+)+", re.I
)


def _described(words: str) -> str:
    return _LEADING.sub("", words).strip(" ,") or words
