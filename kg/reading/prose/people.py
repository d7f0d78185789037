"""Groups of people in a sentence: "at least two Senegalese UN peacekeepers", "nine from Niger", "five Americans".

The grammars are `language/phrases/people.toml` and `parts.toml`. They know nothing of what happened to
the people; `harm.py` does.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.reading.prose.mask import SIGN, Chunk, Masked, matches_at_heads
from kg.reading.prose.phrases import Phrase, giving, phrases, says
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
    named: bool = False
    parts: tuple["People", ...] = ()

    @property
    def bare(self) -> bool:
        """Whether only a number or "another" stands there: of whom, the words before it tell."""
        return not self.head or says("story", "one_more").fullmatch(self.head) is not None

    @property
    def by_office(self) -> bool:
        """ "Twelve Kenyans, among them the force commander": one of them by an office, of no other kind than they."""
        return not self.nationality and says("people", "of_office").search(self.head) is not None


def fold_people(masked: Masked) -> Masked:
    """The sentence with each group of people folded to a `victims` chunk whose value is a `People`."""
    taken: list[tuple[int, int, str, object]] = []
    for phrase in phrases("people").ways.standing(masked.text):
        for match in _matches(phrase, masked.text):
            begin, end = match.span()
            free = not any(b < end and begin < e for b, e, _, _ in taken)
            if free and not any(no_victims(masked, begin, end) for no_victims in _EXCLUDED):
                taken.append((begin, end, "victims", _people(masked, match)))
    return masked.fold(sorted(taken, key=lambda t: t[0]))


def _matches(phrase: Phrase, text: str) -> Iterator["re.Match[str]"]:
    if phrase.gives["found"] == "free":
        return phrase.pattern.finditer(text)
    return matches_at_heads(
        phrase.pattern, text, SIGN["people"], says("people", "stop"), says("people", "before_people")
    )


def _names_attackers(masked: Masked, begin: int, end: int) -> bool:
    """Whether the phrase is of "rebel soldiers": no victims, though their noun may be a victim's."""
    return any(chunk.value == "strong" for chunk in masked.within(begin, end, "agent"))


def _is_verb(masked: Masked, begin: int, end: int) -> bool:
    """ "Sent to guard the minister": what is done, nobody."""
    verb = says("people", "verb_too").fullmatch(masked.plain_of(begin, end))
    return verb is not None and masked.text.endswith(" to ", 0, begin)


def _are_sources(masked: Masked, begin: int, end: int) -> bool:
    """ "According to officials, …": those who tell, unless they are counted."""
    told = masked.text.endswith(("ccording to ", "ccording to the "), 0, begin)
    return told and not masked.within(begin, end, "amount")


_EXCLUDED = (_names_attackers, _is_verb, _are_sources)
"""What makes a group of people none that can come to harm."""


def _people(masked: Masked, match: "re.Match[str]") -> People:
    amount = next((c.value for c in masked.within(*match.span("n"), "amount")), None)
    words = masked.plain_of(match.start(), match.end())
    lowered = words.lower()
    noun = "shared" if "shared" in match.re.groupindex else "head"
    roles = [str(c.value) for c in masked.within(*match.span(noun), "people")]
    number, hedge = _number(masked, match, amount)
    if "each" in match.re.groupindex:
        return _each(masked, match, number or 1)
    return People(
        number=number,
        hedge=hedge,
        role=None if _are_its_men(lowered) else _role(roles, match["head"]),
        nationality=_nationality(masked, match),
        force=_of_a_force(masked, match, lowered),
        counted=number is not None or amount is not None,
        others=says("people", "others").search(lowered) is not None,
        definite=says("people", "definite").match(match["det"]) is not None,
        head=words,
        named="named" in match.re.groupindex,
    )


def _each(masked: Masked, match: "re.Match[str]", number: int) -> People:
    """ "One each from Mali and Chad": so many of each country."""
    nations = _countries(masked.within(*match.span("post")))
    parts = tuple(People(number=number, nationality=(nation,), counted=True) for nation in nations)
    return People(number=number * len(parts), counted=True, parts=parts)


def _are_its_men(lowered: str) -> bool:
    """Whether a group is "six of its men": of a contingent, no civilians."""
    return lowered.endswith(("men", "people")) and says("clause", "of_its").search(lowered) is not None


def _role(roles: list[str], head: str) -> str | None:
    """The role of a head: the last of a compound ("police observer"), none of "soldiers and police"."""
    joined = len(set(roles)) > 1 and says("people", "joined").search(head)
    return None if not roles or joined or roles[-1] == "Unsaid" else roles[-1]


def _of_a_force(masked: Masked, match: "re.Match[str]", lowered: str) -> bool:
    inside = masked.within(*match.span())
    named = any(c.kind == "force" for c in inside)
    head = any(c.value == "Peacekeeper" for c in masked.within(*match.span("head"), "people"))
    return named or head or says("people", "mission_unit").search(lowered) is not None


def _number(masked: Masked, match: "re.Match[str]", amount: object) -> tuple[int | None, str]:
    """The number of a group with its hedge; "one of the soldiers" and "a soldier" are one."""
    if isinstance(amount, Amount) and not match["det"].lower().startswith("one of"):
        return amount.value, amount.hedge
    head = masked.plain_of(*match.span("head"))
    if match.re.groupindex.get("second") and match["second"]:
        return 2, ""
    if "named" in match.re.groupindex and not says("people", "plural").search(head):
        return 1, ""
    return _article((match["det"] + match["n"]).lower().split(), head), ""


def _article(words: list[str], head: str) -> int | None:
    if "both" in words:
        return 2
    if words[:2] in (["one", "of"], ["the", "other"]) and (words[0] == "one" or not head or head.startswith("from")):
        return 1
    if _has(words, "only_one") and not says("people", "plural").search(head):
        return 1
    single = "further" not in words or not says("people", "plural").search(head)
    return 1 if _has(words, "article") and "of" not in words[:-1] and single else None


def _has(words: list[str], name: str) -> bool:
    """Whether one of some words is of those that the language lists under a name."""
    return any(says("people", name).fullmatch(word) for word in words)


def _nationality(masked: Masked, match: "re.Match[str]") -> tuple[Country, ...]:
    """The countries of the phrase: those that it names itself, else those of the unit that it belongs to."""
    post = match.start("post") if match["post"] else match.end()
    if match["post"] and says("people", "of_several").match(match["post"]):
        return _countries(masked.within(match.start(), post))
    own = _countries(masked.within(match.start(), post))
    where = match["post"] and says("people", "in_a_country").search(match["post"])
    after = _countries(masked.within(post, match.end())) if match["post"] and not where else ()
    return own or after


def _countries(chunks: list[Chunk]) -> tuple[Country, ...]:
    found = [c.value for c in chunks if c.kind in ("country", "demonym") and isinstance(c.value, Country)]
    return tuple(dict.fromkeys(found))


def fold_parts(masked: Masked) -> Masked:
    """The same with "thirteen peacekeepers, including nine from X" folded to one group that knows its parts."""
    found = [_with_parts(masked, m.groups) for m in giving("parts", "found", "parts").find(masked)]
    apposed = (_with_parts(masked, m.groups) for m in giving("parts", "found", "apposition").find(masked))
    found += [f for f in apposed if _adds_up(f[3])]
    found += [_with_whom(masked, m.groups) for m in giving("parts", "found", "whom").find(masked)]
    found.sort(key=lambda f: f[0])
    return masked.fold(f for i, f in enumerate(found) if i == 0 or found[i - 1][1] <= f[0]) if found else masked


def _adds_up(value: object) -> bool:
    """Whether an apposition ("two monitors, a German and a Czech,") counts the same people again."""
    if not isinstance(value, People):
        return False
    nations = {nation for part in value.parts for nation in part.nationality}
    alike = not value.nationality or nations <= set(value.nationality)
    return alike and value.number == sum(part.number or 0 for part in value.parts)


def _with_parts(masked: Masked, match: "re.Match[str]") -> tuple[int, int, str, object]:
    whole = _value(masked, match.start("whole"))
    told = [c.value for c in masked.within(*match.span("parts"), "victims") if isinstance(c.value, People)]
    if told and told[0].by_office and (whole.number or 0) > 1:
        return match.start(), match.start("parts") + 1, "victims", replace(whole, force=whole.force or told[0].force)
    parts = tuple(part for people in told for part in (people.parts or (people,)))
    if whole.bare and len(parts) == 1 and parts[0].named:  # "a fifth, Corporal Vane,"
        return match.start(), match.end(), "victims", whole
    if len(parts) == 1 and parts[0].number is None and whole.number and (parts[0].definite or whole.number > 1):
        parts = (replace(parts[0], number=whole.number),)  # "Colonel Vane, the British observer,"
    return match.start(), match.end(), "victims", replace(whole, parts=parts)


def _with_whom(masked: Masked, match: "re.Match[str]") -> tuple[int, int, str, object]:
    whole = _value(masked, match.start("whole"))
    return match.start(), match.end(), "victims", replace(whole, parts=(part_of_whom(masked, match),))


def part_of_whom(masked: Masked, match: "re.Match[str]") -> People:
    """The `n` of a group "of whom" a match says that they are `who`."""
    amount = next((c.value for c in masked.within(*match.span("n"), "amount")), None)
    who = masked.within(*match.span("who"))[0].value
    part = who if isinstance(who, People) else People(nationality=(who,) if isinstance(who, Country) else ())
    return replace(part, number=amount.value if isinstance(amount, Amount) else 1, counted=True)


def _value(masked: Masked, index: int) -> People:
    value = masked.chunks[index].value
    return value if isinstance(value, People) else People()
