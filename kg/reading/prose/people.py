"""Groups of people in a sentence: "at least two Senegalese UN peacekeepers", "nine from Niger", "five Americans".

The grammar works on folded text. It knows nothing of what happened to the people; `harm.py` does.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from kg.reading.prose.mask import SIGN, Chunk, Masked, matches_at_heads, pattern
from kg.values.countries import Country
from kg.values.numbers import Amount


@dataclass(frozen=True, slots=True)
class People:
    """A group of people as a phrase describes it.

    `number` is the number printed (None for "dozens" or a bare plural), `counted` tells whether any number
    or article stands there; `force` whether the phrase itself says that they belong to a mission.
    """

    number: int | None = None
    hedge: str = ""
    role: str | None = None
    nationality: tuple[Country, ...] = ()
    force: bool = False
    counted: bool = False
    others: bool = False
    definite: bool = False
    head: str = ""
    parts: tuple["People", ...] = ()


STOP = (
    r"(?:and|or|but|nor|in|on|at|by|of|from|to|with|for|after|before|when|while|that|which|who|whom|whose|where|as|if|"
    r"is|are|was|were|be|been|being|has|have|had|do|does|did|will|would|can|could|may|might|shall|should|must|not|no|"
    r"near|into|onto|over|under|during|since|until|between|against|amid|among|including|includes|included|left|"
    r"leaving|leaves|says?|said|resulting|resulted|there|it|they|he|she|we|his|her|its|their|than|then|also|only|so|"
    r"wearing|carrying|carried|claims?|claimed|report(?:s|ed|edly)?|the|a|an|dead|because|due|just|via|per|"
    r"about|despite|through|inside|outside|within|around|per|attend(?:s|ed|ing)?|involv(?:es|ed|ing)|told|tells?)\b"
)
_LOWER = rf"(?!{STOP})[a-z][\w’'-]*"
_CAPITAL = rf"(?!(?i:{STOP}))[A-Z][\w.’'-]*"
_MODIFIER = rf"(?:{{demonym}}|{{force}}(?:[’']s)?|{{country}}(?:[’']s)?|{{group}}|{{agent}}|{_CAPITAL}|{_LOWER})"
_SURE = rf"(?:{{demonym}}|{{agent}}|{{force}}(?:[’']s)?|{{country}}(?:[’']s)?|{_CAPITAL}|civilian|local|international|foreign|fellow|armed)"
_DETERMINER = (
    r"(?:a further|the first|the only|the second|a second|a third|the third|yet another|another|a total of|total of|all of the|some of the|one of the|some|several|all|both|each|"
    r"the|one|an?|its|their|his|her|our|other|further|more|two of the|a group of|a number of|a team of|members of|many)"
)
_JOINT = rf"(?:\s(?:and|or|/)\s(?:(?:{_SURE}|{_LOWER})\s){{0,3}}{{people}})?"
_HEAD = rf"(?P<head>{{people}}(?:\s{{people}})?{_JOINT})"
_UNIT = rf"(?:the|an?|its|their)?\s?(?:(?:{_MODIFIER}|and)\s){{0,6}}(?:{{force}}|{{people}}|{{target}}|[Mm]ission|[Ff]orce|components?|peacekeeping force)"
_POST = (
    r"(?P<post>"
    r"(?:,? (?:all |both |each )?from (?:the )?{country}(?:(?:,|,? and) (?:the |one from )?{country})*)"
    r"|(?:\s\((?:all )?(?:from (?:the )?)?(?:{country}|{demonym})\))"
    rf"|(?:,?\s(?:(?:who was |who were )?(?:serving|deployed|working|stationed|attached|assigned|belonging|operating|employed|seconded)\s(?:with|as|to|in|for|by|part of)|of|from|with|in|at)\s{_UNIT})"
    r")?"
)


_COUNTED = pattern(
    rf"(?P<det>(?:{_DETERMINER}\s)*)(?P<n>{{amount}}\s(?:more\s|other\s|additional\s|of\s(?:the|its|their|our|his|those)\s(?:{{amount}}\s)?|of\s)?)"
    rf"(?:{_MODIFIER}\s){{0,7}}?{_HEAD}{_POST}"
)
_DETERMINED = pattern(rf"(?P<det>(?<!\w)(?i:{_DETERMINER}\s)+)(?P<n>)(?:{_MODIFIER}\s){{0,7}}?{_HEAD}{_POST}")
_BARE = pattern(rf"(?P<det>)(?P<n>)(?<![\w’'-])(?:{_SURE}\s){{0,5}}?{_HEAD}{_POST}")
_NATIONALS = pattern(
    r"(?P<det>)(?P<n>(?:{amount}|[Oo]ne|[Aa]nother|[Aa]n?) )(?P<head>{demonym}|{force})(?P<post>)"
    r"(?= (?:and|or|were|was|are|is|have|had|in|near|who|including|on|dead)\b|[,.;:)—–]| [–—-] | {verb}|$)"
)
_FROM = pattern(
    r"(?P<det>)(?P<n>(?:{amount}|[Oo]ne|[Aa]nother)(?: each)? )(?P<head>)(?P<post>(?:(?:was|were|of whom were) )?from (?:the )?{country})"
)


def _at_heads(grammar: re.Pattern[str], needs: str = "") -> Callable[[str], Iterator["re.Match[str]"]]:
    """Searches a grammar from the people it is headed by; a text without the sign `needs` has no match."""
    return lambda text: matches_at_heads(grammar, text, SIGN["people"], _STOPS, _DETERMINERS) if needs in text else iter(())


_STOPS = re.compile(STOP, re.IGNORECASE)
_DETERMINERS = frozenset("a an the of its their his her our no some members one about over around to per".split())
_GRAMMARS = (
    _at_heads(_COUNTED, SIGN["amount"]),
    _NATIONALS.finditer,
    _FROM.finditer,
    _at_heads(_DETERMINED),
    _at_heads(_BARE),
)


def fold_people(masked: Masked) -> Masked:
    """The sentence with each group of people folded to a `victims` chunk whose value is a `People`."""
    taken: list[tuple[int, int, str, object]] = []
    for matches in _GRAMMARS:
        for match in matches(masked.text):
            begin, end = match.span()
            free = not any(b < end and begin < e for b, e, _, _ in taken)
            if free and not _names_attackers(masked, begin, end):
                taken.append((begin, end, "victims", _people(masked, match)))
    return masked.fold(sorted(taken, key=lambda t: t[0]))


def _names_attackers(masked: Masked, begin: int, end: int) -> bool:
    """Whether the phrase is of "rebel soldiers": no victims, though their noun may be a victim's."""
    return any(chunk.value == "strong" for chunk in masked.within(begin, end, "agent"))


def _people(masked: Masked, match: "re.Match[str]") -> People:
    chunks = masked.within(*match.span())
    amount = next((c.value for c in masked.within(*match.span("n"), "amount")), None)
    head = masked.plain[masked.plain_begin(match.start("head")) : masked.plain_end(match.end("head"))]
    one_of = match["det"].lower().startswith("one of")
    number, hedge = (
        (amount.value, amount.hedge) if isinstance(amount, Amount) and not one_of else (_article(match, head), "")
    )
    roles = {str(c.value) for c in masked.within(*match.span("head"), "people")}
    nouns = {"Unsaid"} if len(roles) != 1 else roles
    words = masked.plain[masked.plain_begin(match.start()) : masked.plain_end(match.end())].lower()
    force = any(c.kind == "force" for c in chunks) or "Peacekeeper" in roles or bool(_MISSION_UNIT.search(words))
    return People(
        number=number,
        hedge=hedge,
        role=None if nouns == {"Unsaid"} else _role(roles.pop(), force),
        nationality=_nationality(masked, match),
        force=force,
        counted=number is not None or amount is not None,
        others=_OTHERS.search(words) is not None,
        definite=match["det"].startswith(("the ", "their ", "his ", "its ", "The ")),
        head=masked.plain[masked.plain_begin(match.start()) : masked.plain_end(match.end())],
    )


def _role(role: str, force: bool) -> str:
    """A soldier of a mission keeps the noun that was used (annotation follows the noun)."""
    return role


_OTHERS = re.compile(r"\b(?:others?|another|further|more(?! than))\b")
_ORDINAL = {"first", "only", "second", "third"}
_PLURAL = re.compile(
    r"(?:s|men|women|police|personnel|staff|crew|people|troops|children|unit|contingent|battalion)$", re.IGNORECASE
)


_MISSION_UNIT = re.compile(r"peace-?keep|\bbattalion\b|\bcontingent\b|formed police unit|blue helmet")


def _article(match: "re.Match[str]", plain: str) -> int | None:
    words = (match["det"] + match["n"]).lower().split()
    if words[:2] == ["one", "of"] or (_ORDINAL & set(words) and not _PLURAL.search(plain)):
        return 1
    if {"his", "her", "their", "its"} & set(words) and not _PLURAL.search(plain):
        return 1
    return 1 if {"a", "an", "one"} & set(words) and "of" not in words[:-1] and "further" not in words else None


def _nationality(masked: Masked, match: "re.Match[str]") -> tuple[Country, ...]:
    """The countries of the phrase: those that it names itself, else those of the unit that it belongs to."""
    post = match.start("post") if match["post"] else match.end()
    own = _countries(masked.within(match.start(), post))
    after = _countries(masked.within(post, match.end())) if match["post"] else ()
    return own or after


def _countries(chunks: list[Chunk]) -> tuple[Country, ...]:
    found = [c.value for c in chunks if c.kind in ("country", "demonym") and isinstance(c.value, Country)]
    return tuple(dict.fromkeys(found))


_ITEM = r"(?:{victims}|(?:an?|one) [a-z ]{0,20}from (?:the )?{country})"
_LIST = rf"{_ITEM}(?:(?:,|,? and|,? as well as|;) {_ITEM})*"
_PARTS = pattern(
    rf"(?P<whole>{{victims}})(?:,? \(?(?:including|among them|namely|comprising|consisting of|made up of|one of them)|\s?[(—–:]| [-–] |(?: on board| aboard| inside),? (?:including|among them))\s?(?:at least )?(?P<parts>{_LIST})(?:\)|—|,(?= (?:were|was|are|is|have|had)\b))?"
)
_APPOSED = pattern(
    rf"(?P<whole>{{victims}}(?: (?:in|at|near|on|from) [A-Z][\w’-]+)?),? (?P<parts>{_LIST}),(?= (?:were|was|are|is|have|had)\b)"
)


def _adds_up(value: object) -> bool:
    """Whether an apposition ("two monitors, a German and a Czech,") counts the same people again."""
    return isinstance(value, People) and value.number == sum(part.number or 0 for part in value.parts)


_WHOM = pattern(
    r"(?P<whole>{victims}) ?[(,]? ?(?P<n>{amount}|one) of (?:whom|them)(?: (?:were|was|are|is|a|an))* (?P<who>{demonym}|{victims})\)?"
)


def fold_parts(masked: Masked) -> Masked:
    """The same with "thirteen peacekeepers, including nine from X" folded to one group that knows its parts."""
    found = [_with_parts(masked, m) for m in _PARTS.finditer(masked.text)]
    found += [f for f in (_with_parts(masked, m) for m in _APPOSED.finditer(masked.text)) if _adds_up(f[3])]
    found += [_with_whom(masked, m) for m in _WHOM.finditer(masked.text)]
    found.sort(key=lambda f: f[0])
    return masked.fold(f for i, f in enumerate(found) if i == 0 or found[i - 1][1] <= f[0])


def _with_parts(masked: Masked, match: "re.Match[str]") -> tuple[int, int, str, object]:
    whole = _value(masked, match.start("whole"))
    parts = tuple(c.value for c in masked.within(*match.span("parts"), "victims") if isinstance(c.value, People))
    return match.start(), match.end(), "victims", replace(whole, parts=parts)


def _with_whom(masked: Masked, match: "re.Match[str]") -> tuple[int, int, str, object]:
    whole = _value(masked, match.start("whole"))
    amount = next((c.value for c in masked.within(*match.span("n"), "amount")), None)
    who = masked.chunks[match.start("who")].value
    part = who if isinstance(who, People) else People(nationality=(who,) if isinstance(who, Country) else ())
    part = replace(part, number=amount.value if isinstance(amount, Amount) else 1, counted=True)
    return match.start(), match.end(), "victims", replace(whole, parts=(part,))


def _value(masked: Masked, index: int) -> People:
    value = masked.chunks[index].value
    return value if isinstance(value, People) else People()


def is_sign(character: str, kind: str) -> bool:
    """Whether a folded character stands for a chunk of this kind."""
    return character == SIGN[kind]
