"""Who came to harm: pairs a group of people with what a verb or noun says happened to them.

Verbs are those of `language/vocabulary/verbs.toml` (`voice.py` finds their people); nouns and fixed expressions are
`language/phrases/harm.toml`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.reading.prose.lexicon import Verb, violence
from kg.reading.prose.mask import Masked
from kg.reading.prose.people import People
from kg.reading.prose.phrases import Match, find, says
from kg.reading.prose.voice import (
    HARMS,
    attackers_fell,
    companions,
    group_at,
    is_active,
    joined_after,
    joined_before,
    objects,
    subjects,
    words_after,
    words_before,
)
from kg.values.countries import Country
from kg.values.numbers import Amount, read_number

HE = "he"
"""What stands for one who is only called "he" or "she"."""
THEY = "they"
"""What stands for those who are only called "they"."""
ALL = "all"
"""What stands for "both" and "all four"."""


@dataclass(frozen=True, slots=True)
class Harm:
    """One group and its harm. `at` is the folded position of the word that says so, `where` that of the group;
    `active` the word's voice; `claimed` whether the attackers only claim it, `gerund`
    whether the word is one ("killing")."""

    kind: str
    people: People
    at: int
    active: bool
    verb: str
    where: int
    claimed: bool = False
    gerund: bool = False

    @property
    def rule(self) -> str:
        """The name of the way in which it is said."""
        return f"{self.verb}-{'active' if self.active else 'passive'}"


def harms_told(masked: Masked) -> Iterator[Harm]:
    """Each group of people with what a phrase or a verb of the sentence says befell it, as the words stand."""
    yield from _of_phrases(masked)
    for at, chunk in masked.chunks.items():
        if chunk.kind == "verb" and isinstance(chunk.value, Verb):
            yield from _of_verb(masked, at, chunk.value)


def _of_phrases(masked: Masked) -> Iterator[Harm]:
    for match in find("harm", masked):
        gives, where = match.phrase.gives, match.span("people")[0]
        if gives.get("people") == "lives":
            people = group_at(masked, where)
            if match.said("noun") or people.head.endswith("lives"):
                yield Harm(gives["harm"], replace(people, role=None), where, True, "lives", where)
        elif match.said("list"):
            yield from _of_list(match, where)
        elif _names_a_wound(match) and gives.get("called", "") in group_at(masked, where).head:
            yield from _of_group(match, where)


def _of_group(match: Match, where: int) -> Iterator[Harm]:
    """What a phrase says befell a group, and those that are joined to it."""
    masked, end = match.masked, match.span("noun")[1]
    fell = masked.chunks[where].kind == "amount" and attackers_fell(masked, where)
    if fell or _is_answered(masked, match.begin, where):
        return
    active = match.phrase.gives.get("voice") != "passive"
    before = joined_before(masked, where) if end > where else []
    for group in dict.fromkeys([*before, *joined_after(masked, where)]):
        claimed = words_before("boasted", masked, group) is not None
        people = _of_those_who_lost(match, group_at(masked, group))
        yield Harm(match.phrase.gives["harm"], people, end - 1, active, match.phrase.name, group, claimed)


def _is_answered(masked: Masked, at: int, group: int) -> bool:
    """ "Angry at the killing of a trader": no part of what is told, unless those are a mission's people."""
    return not group_at(masked, group).force and words_before("answered", masked, at) is not None


def _are_owners(masked: Masked, group: int) -> bool:
    """Whether "a soldier's rifle" was seized, "an officer's driver" shot; not "a member of the Force's reserve"."""
    serving = says("harm", "in_a_unit").search(group_at(masked, group).head) is not None
    return not serving and words_after("whose", masked, group + 1) is not None


def _of_those_who_lost(match: Match, people: People) -> People:
    """ "The Kenyan battalion lost one soldier": a Kenyan."""
    first = match.masked.chunks.get(match.begin)
    losers = first.value if first and match.phrase.gives.get("of") == "subject" else None
    nations = losers.nationality if isinstance(losers, People) else (losers,) if isinstance(losers, Country) else ()
    return people if people.nationality else replace(people, nationality=nations)


def _of_list(match: Match, first: int) -> Iterator[Harm]:
    """ "Those killed were two Kenyans and an Indian": each group of the list, with the harm of its verb if any."""
    verb = match.chunk("verb")
    kind = getattr(verb.value, "group", "") if verb else match.phrase.gives["harm"]
    places = [i for i in match.masked.positions(first, match.end) if match.masked.chunks[i].kind == "victims"]
    if kind in (*HARMS, "died"):
        end = match.span("noun")[1] - 1 if "noun" in match.groups.re.groupindex else 0
        yield from (
            Harm(kind, who, max(i, end), False, match.phrase.name, i) for i, who in _each_once(match.masked, places)
        )


def _each_once(masked: Masked, places: list[int]) -> list[tuple[int, People]]:
    """The groups of a list; "Mr. Vane, the Kenyan driver" is one person."""
    found: list[tuple[int, People]] = []
    for at in places:
        who = group_at(masked, at)
        last, known = found[-1] if found else (-1, People())
        if known.named and not who.named and masked.text[last + 1 : at] == ", ":
            found[-1] = (
                last,
                replace(known, nationality=known.nationality or who.nationality, role=who.role or known.role),
            )
        else:
            found.append((at, who))
    return found


def _names_a_wound(match: Match) -> bool:
    """ "Wounds" is folded as a form of "wound"; a form of another verb is no wound."""
    chunk = match.chunk("noun")
    return chunk is None or (isinstance(chunk.value, Verb) and chunk.value.group == "injured")


def _of_pronoun(masked: Masked, at: int, verb: Verb) -> Iterator[Harm]:
    """ "He was killed", "killing her": of whom, the sentences before tell; none where this one named somebody."""
    named = [i for i in masked.positions(0, at) if masked.chunks[i].kind == "victims"]
    goes_on = says("harm", "goes_on").match(masked.text) is not None and not any(
        group_at(masked, i).number == 1 for i in named
    )
    if named and not goes_on:
        return
    he, died = words_before("he_is", masked, at), verb.deadly
    if words_before("they_are", masked, at) and (died or verb.group in HARMS):
        yield Harm("died" if died else verb.group, People(counted=True, head=THEY), at, False, verb.lemma, at)
        return
    all_of_them = words_before("all_of_them", masked, at)
    if all_of_them and (died or verb.group in HARMS):
        where = next((i for i in masked.positions(*all_of_them.span()) if masked.chunks[i].kind == "amount"), at)
        yield Harm("died" if died else verb.group, _all(masked, all_of_them), at, False, verb.lemma, where)
        return
    suffers = he is not None and (died or (he["be"] is not None and verb.group in HARMS))
    if suffers or (verb.group in HARMS and words_after("him", masked, at + 1)):
        someone = People(number=1, counted=True, head=HE)
        yield Harm("died" if died else verb.group, someone, at, not suffers, verb.lemma, at)


def _all(masked: Masked, match: "re.Match[str]") -> People:
    """ "Both", "all four": so many of those of whom the sentences before told."""
    amount = next((c.value for c in masked.within(*match.span(), "amount") if isinstance(c.value, Amount)), None)
    number = amount.value if amount else read_number(match["n"] or "two")
    return People(number=number, counted=True, head=ALL)


def _of_verb(masked: Masked, at: int, verb: Verb) -> Iterator[Harm]:
    if words_before("negated", masked, at) or words_before("of_another_deed", masked, at):
        return
    yield from _of_pronoun(masked, at, verb)
    if verb.deadly:
        dead = subjects(masked, at)
        dead += companions(masked, at) if dead else []
        yield from (Harm("died", group_at(masked, w), at, False, verb.lemma, w) for w in dead)
    elif verb.group in HARMS or verb.lemma in violence()["affecting"]:
        kind = verb.group if verb.group in HARMS else "affected"
        active = is_active(masked, at, verb)
        where = objects(masked, at) if active else subjects(masked, at) + companions(masked, at)
        claimed = words_before("boasted", masked, at) is not None
        yield from (
            Harm(kind, group_at(masked, w), at, active, verb.lemma, w, claimed, "ing" in verb.forms)
            for w in where
            if not (_is_answered(masked, at, w) or _are_owners(masked, w))
        )
