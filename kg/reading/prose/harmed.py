"""Those who came to harm, each with what the sentence says besides of them: parts, appositions, "both of them Kenyans".

`harm.py` pairs people with words of harm; here pairs that tell of the same people are joined, and denied ones left out.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from kg.reading.prose.harm import Harm, harms_told
from kg.reading.prose.mask import Masked
from kg.reading.prose.people import People, part_of_whom
from kg.reading.prose.phrases import find_said, says
from kg.reading.prose.voice import group_at, words_after, words_before
from kg.values.countries import Country


def find_harms(masked: Masked) -> list[Harm]:
    """The harms of a sentence, in order; a group that two words harm ("shot and wounded") stands once for each kind."""
    befallen = (harm for harm in _once(harms_told(masked)) if not _of_none(masked, harm))
    wholes = [_among_so_many(masked, _as_predicated(masked, harm)) for harm in befallen]
    parted = {(harm.at, harm.where) for harm in wholes if harm.people.parts}
    wholes = [harm for harm in wholes if harm.people.parts or (harm.at, harm.where) not in parted]
    harms = sorted((_with_parts_after(masked, harm) for harm in wholes), key=lambda harm: harm.at)
    harms = _summed_up(masked, [h for h in harms if not _told_again(masked, h, harms)])
    harms = _alike(masked, [h for h in harms if not any(h.people in other.people.parts for other in harms)])
    harms = [_of_those_counted(masked, harm, harms[:place]) for place, harm in enumerate(harms)]
    return [_of_his_fellows(harm, harms[place + 1 :]) for place, harm in enumerate(harms)]


def _among_so_many(masked: Masked, harm: Harm) -> Harm:
    """ "A Chadian officer was among four peacekeepers killed": four, of whom one is told."""
    found = words_after("among_so_many", masked, harm.where + 1)
    if found is None or found.end() - 1 != harm.at:
        return harm
    whole = group_at(masked, found.start("all"))
    if whole.number is None or whole.number <= (harm.people.number or 1):
        return harm
    part = replace(harm.people, number=harm.people.number or 1)
    return replace(harm, people=replace(whole, parts=(part,)), where=found.start("all"))


def _of_those_counted(masked: Masked, harm: Harm, before: list[Harm]) -> Harm:
    """ "93 peacekeepers have died, with 15 dying in one attack": of those."""
    if not (before and harm.people.bare and words_before("with_some", masked, harm.where)):
        return harm
    whole = before[-1].people
    return replace(harm, people=replace(harm.people, role=whole.role, force=whole.force))


def _told_again(masked: Masked, harm: Harm, harms: list[Harm]) -> bool:
    """ "Was shot dead, becoming the first soldier of the mission to be killed": who that is was told; "in the first
    death of a peacekeeper a soldier was killed": who that is follows."""
    if words_before("first_death", masked, harm.where):
        return any(h.where > harm.where and h.kind in (harm.kind, "killed", "died") for h in harms)
    again = harm.people.number == 1 and words_before("becoming", masked, harm.where)
    return bool(again) and any(h.where < harm.where and h.kind in (harm.kind, "died") for h in harms)


def _summed_up(masked: Masked, harms: list[Harm]) -> list[Harm]:
    """ "X of Jordan and Y of Malawi, two observers of the mission, were killed": those two, no more."""
    for place, whole in enumerate(harms):
        number = whole.people.number or 0
        first = place - number
        them = harms[max(first, 0) : place]
        named = number > 1 and first >= 0 and all(h.people.named and h.people.number == 1 for h in them)
        if named and masked.text[them[-1].where + 1 : whole.where] == ", " and {h.at for h in them} == {whole.at}:
            known = [replace(h, people=_said_of(h.people, whole.people)) for h in them]
            return [*harms[:first], *known, *harms[place + 1 :]]
    return harms


def _said_of(one: People, all_of_them: People) -> People:
    """One of several people with what is said of all."""
    return replace(
        one,
        role=all_of_them.role or one.role,
        force=one.force or all_of_them.force,
        nationality=one.nationality or all_of_them.nationality,
    )


def _of_his_fellows(harm: Harm, after: list[Harm]) -> Harm:
    """ "Private Vane was killed and three other Kenyan soldiers were hurt": he is a Kenyan soldier too."""
    named = harm.people.named and harm.people.number == 1 and not harm.people.nationality
    others = (h.people.nationality for h in after if h.people.others and len(h.people.nationality) == 1)
    nation = next(others, None) if named else None
    return _of_nation(harm, nation[0]) if nation else harm


def _alike(masked: Masked, harms: list[Harm]) -> list[Harm]:
    """ "A driver is killed and a doctor hurt, both of them Kenyans": told behind those whom it tells of."""
    if not harms:
        return harms
    for found in find_said("harm", "all_alike", masked.text):
        how, nation = _described(masked, found)
        meant = [h for h in harms if max(h.at, h.where) < found.start() and not h.people.nationality]
        both = how != "both" or sum(h.people.number or 1 for h in meant) == 2
        if nation and says("harm", "all_of").fullmatch(how) and both:
            return [_of_nation(h, nation) if h in meant and not h.people.parts else h for h in harms]
    return harms


def _described(masked: Masked, found: "re.Match[str]") -> tuple[str, Country | None]:
    """ "Both" or "all" of a match, and the country that it names or that its people are from."""
    if found["people"]:
        who = group_at(masked, found.start("people"))
        return who.head.lower().partition(" ")[0], next(iter(who.nationality), None)
    named = (chunk.value for chunk in masked.within(*found.span()))
    return found["how"].lower(), next((value for value in named if isinstance(value, Country)), None)


def _as_predicated(masked: Masked, harm: Harm) -> Harm:
    """ "Private Vane became the first Kenyan soldier to be killed", "a diplomat who was the mission's first head": what
    is said of the group is said of him."""
    subject = None if harm.people.nationality else words_before("said_of", masked, harm.where)
    subject = subject or _named_before(masked, harm)
    if subject:
        whole, people = group_at(masked, subject.start("people")), harm.people
        of_it = replace(people, nationality=whole.nationality, force=people.force or whole.force)
        return replace(harm, people=replace(of_it, role=people.role or whole.role))
    said = None if harm.people.nationality else words_after("became", masked, harm.where + 1)
    said = said or words_after("who_is", masked, harm.where + 1)
    if said is None:
        return harm
    what = group_at(masked, said.start("people"))
    nations = harm.people.nationality or what.nationality
    people = replace(harm.people, nationality=nations, force=harm.people.force or what.force)
    return replace(harm, people=replace(people, role=harm.people.role or what.role))


def _named_before(masked: Masked, harm: Harm) -> "re.Match[str] | None":
    """ "Major Vane (Kenya), an observer of the mission, was killed": one person, who is named and then described."""
    named = words_before("named_before", masked, harm.where) if harm.people.number == 1 else None
    who = group_at(masked, named.start("people")) if named else None
    return named if who and who.named and who.number == 1 and not harm.people.nationality else None


def _of_nation(harm: Harm, nation: Country) -> Harm:
    return replace(harm, people=replace(harm.people, nationality=(nation,)))


def _of_none(masked: Masked, harm: Harm) -> bool:
    """ "None of the 140 soldiers was hurt"; but "none of them survived"; "three of the four died" counts none anew, and
    whoever does it is no victim of it; one who "died when he blew himself up" attacked; an attempt killed none."""
    if words_before("attempted", masked, harm.at):
        return True
    if words_before("of_so_many", masked, harm.where) and masked.chunks[harm.where].kind == "amount":
        return True
    if harm.people.bare and words_after("himself", masked, harm.at + 1):
        return True
    if not harm.active and harm.at > harm.where and words_before("by_whom", masked, harm.where):
        return True
    return harm.verb != "none-survived" and words_before("none_of", masked, harm.where) is not None


def _once(found: Iterable[Harm]) -> list[Harm]:
    """Each (kind, group) once; 'shot dead' before 'shot'. Those who were wounded, or led away, and died are dead."""
    seen: dict[tuple[str, int], Harm] = {}
    for harm in found:
        seen.setdefault((harm.kind, harm.where), harm)
    dead = {where for kind, where in seen if kind in ("killed", "died")}
    return [harm for harm in seen.values() if harm.kind not in ("injured", "abducted") or harm.where not in dead]


def _with_parts_after(masked: Masked, harm: Harm) -> Harm:
    """ "Thirty are injured – 19 Hungarians and 11 Italians": parts that follow the verb."""
    share = words_after("share_after", masked, max(harm.at, harm.where) + 1)
    if share and not harm.people.parts:
        shares = _shares(masked, share)
        enough = sum(part.number or 0 for part in shares) <= (harm.people.number or 0)
        return replace(harm, people=replace(harm.people, parts=shares if enough else shares[:1]))
    match = words_after("parts_after", masked, max(harm.at, harm.where) + 1) or _of_them_after(masked, harm)
    match = match or _that_add_up(masked, harm)
    if match is None or harm.people.parts:
        return harm
    inside = masked.within(*match.span("parts"), "victims")
    parts = tuple(_one(c.value) for c in inside if isinstance(c.value, People) and not c.value.by_office)
    return replace(harm, people=replace(harm.people, parts=parts))


def _one(people: People) -> People:
    """ "Among them the special representative": one of them."""
    single = people.number is None and people.definite and says("people", "single").search(people.head)
    return replace(people, number=1, counted=True) if single else people


def _shares(masked: Masked, match: "re.Match[str]") -> tuple[People, ...]:
    """ "19 of them Kenyans and 11 Ghanaians": the first share, and the rest where it is told."""
    rest = (group_at(masked, match.start("rest")),) if match["rest"] else ()
    return (part_of_whom(masked, match), *rest)


def _that_add_up(masked: Masked, harm: Harm) -> "re.Match[str] | None":
    """ "All ten were killed, seven passengers and three crew members": the same people, counted again."""
    match = words_after("parts_listed", masked, max(harm.at, harm.where) + 1)
    parts = masked.within(*match.span("parts"), "victims") if match else []
    number = sum(part.value.number or 0 for part in parts if isinstance(part.value, People))
    return match if number and number == harm.people.number else None


def _of_them_after(masked: Masked, harm: Harm) -> "re.Match[str] | None":
    """ "Five soldiers are killed, four of them Kenyans, and two others are hurt"."""
    match = words_after("of_them_after", masked, max(harm.at, harm.where) + 1)
    return match if match and says("harm", "theirs").search(group_at(masked, match.start("parts")).head) else None
