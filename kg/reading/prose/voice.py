"""Grammatical voice: where the people stand whom a verb of harm befalls.

They stand before a passive or intransitive verb ("two soldiers were killed", "five died"), behind an active one or a
gerund ("kills four", "wounding 31"), before a bare participle in headlines and in gapped clauses ("… and three
injured"). The words are in `language/phrases/harm.toml`.
"""

import re
from collections.abc import Iterator

from kg.reading.prose.lexicon import Verb
from kg.reading.prose.mask import SIGN, Masked
from kg.reading.prose.people import People
from kg.reading.prose.phrases import says
from kg.values.numbers import Amount

HARMS = ("killed", "injured", "abducted")
_NEAR = 120
_FAR = 600
_BOUNDARIES = 4
_DEEPEST = 6
_AROUND = ("left_wounded", "of_whom", "among_all", "beside_others")


def words_before(name: str, masked: Masked, at: int) -> "re.Match[str] | None":
    """The words of this name where they end at a folded position."""
    return says("harm", name).search(masked.text, max(0, at - _NEAR), at)


def words_after(name: str, masked: Masked, at: int) -> "re.Match[str] | None":
    """The words of this name where they begin at a folded position."""
    return says("harm", name).match(masked.text, at)


def is_active(masked: Masked, at: int, verb: Verb, depth: int = 0) -> bool:
    """Whether the verb at a folded position does harm to what follows it."""
    if "ing" in verb.forms or not verb.forms & {"participle", "past"}:
        return True
    if "participle" in verb.forms and words_before("perfect", masked, at):
        return True
    if "participle" in verb.forms and _is_passive(masked, at):
        return False
    if words_after("object", masked, at + 1) or words_after("attackers_hit", masked, at + 1):
        return True
    if words_after("pronoun", masked, at + 1) and words_before("attacker_and", masked, at):
        return True
    return not words_before("subject_before", masked, at) and _shares_an_object(masked, at, depth)


def _is_passive(masked: Masked, at: int) -> bool:
    return words_before("passive", masked, at) is not None


def _shares_an_object(masked: Masked, at: int, depth: int) -> bool:
    """Whether the verb is joined to one before it that is active ("killed and wounded"), or to an object behind."""
    shared = words_before("shared", masked, at)
    before = masked.chunks[shared.start()].value if shared else None
    if shared and isinstance(before, Verb) and depth < _DEEPEST:
        return is_active(masked, shared.start(), before, depth + 1)
    return words_after("shared_object", masked, at + 1) is not None


def objects(masked: Masked, at: int, depth: int = 0) -> list[int]:
    """The folded positions of the groups behind an active verb."""
    match = words_after("object", masked, at + 1)
    if match is None:
        shared = words_after("shared_object", masked, at + 1)
        return objects(masked, shared.end() - 1, depth + 1) if shared and depth < _DEEPEST else []
    return _coordinated(masked, match.start("people" if match["people"] else "amount"), objects=True)


def joined_after(masked: Masked, where: int) -> list[int]:
    """A group and those that are coordinated with it: "the deaths of two Kenyans, three civilians and a guard"."""
    return _coordinated(masked, where, objects=True)


def subjects(masked: Masked, at: int, depth: int = 0) -> list[int]:
    """The groups before a passive or intransitive verb, looking back over at most four clause boundaries."""
    around = next(filter(None, (words_before(name, masked, at) for name in _AROUND)), None)
    adjacent = None if around else words_before("group_before", masked, at)
    if adjacent:
        return joined_before(masked, adjacent.start("people"))
    if around:
        return [around.start("people")]
    beside = words_before("number_before", masked, at)
    if beside and _of_victims(masked, beside.start("amount")):
        return [beside.start("amount")]
    if words_before("he", masked, at):
        return [i for i in _groups_before(masked, at) if _is_one(group_at(masked, i))][-1:]
    return _far_subjects(masked, at) or _subjects_of_clauses(masked, at, depth)


def _is_one(people: People) -> bool:
    """Whether a group is a single person, no unit."""
    return people.number == 1 and says("people", "one_unit").search(people.head) is None


def _far_subjects(masked: Masked, at: int) -> list[int]:
    """The group that a pronoun or a relative clause stands between: "soldiers, who were on guard, were killed"."""
    if words_before("they", masked, at):
        return _first_counted(masked, at)
    resumed = says("harm", "resumed").search(masked.text, max(0, at - _FAR), at)
    if resumed is None and _is_participle(masked, at):
        resumed = says("harm", "passive_chain").search(masked.text, max(0, at - _FAR), at)
    return joined_before(masked, resumed.start("people")) if resumed else []


def _is_participle(masked: Masked, at: int) -> bool:
    """Whether a verb may go on with a passive told before it: "were disarmed by the guard, led off and killed"."""
    verb = masked.chunks[at].value
    behind = words_before("passive", masked, at) is None
    return (
        behind
        and isinstance(verb, Verb)
        and verb.group in ("killed", "died")
        and bool(verb.forms & {"participle", "past"})
    )


def _subjects_of_clauses(masked: Masked, at: int, depth: int) -> list[int]:
    for begin, end in _stretches(masked, at):
        chosen = _with_relative(masked, _choose(masked, begin, end, at))
        if chosen or masked.text.find(SIGN["culprit"], begin, end) >= 0:
            return chosen
        if begin and masked.text[begin - 1] == ";":
            break
        verb = masked.chunks.get(begin - 1)
        if verb and depth < _DEEPEST and says("harm", "shares").fullmatch(masked.text, begin, at):
            passive = isinstance(verb.value, Verb) and not is_active(masked, begin - 1, verb.value)
            return subjects(masked, begin - 1, depth + 1) if passive else objects(masked, begin - 1)
    return []


def _first_counted(masked: Masked, at: int) -> list[int]:
    """The first counted group of the sentence so far: "ten soldiers were seized … where they were killed"."""
    return [i for i in _groups_before(masked, at) if group_at(masked, i).counted][:1]


def _groups_before(masked: Masked, at: int) -> list[int]:
    return [i for i in masked.positions(0, at) if masked.chunks[i].kind == "victims"]


def companions(masked: Masked, at: int) -> list[int]:
    """The groups behind a passive verb that suffer too: "was shot dead together with a peacekeeper and a driver"."""
    match = words_after("companions", masked, at + 1)
    return _coordinated(masked, match.start("people"), objects=True) if match else []


def _with_relative(masked: Masked, chosen: list[int]) -> list[int]:
    """In "a monitor who was helping the police, and his driver, were shot" the first group suffers too."""
    match = words_before("relative_join", masked, chosen[0]) if chosen else None
    return [match.start("people"), *chosen] if match else chosen


def joined_before(masked: Masked, last: int) -> list[int]:
    """The group at a folded position and those that commas and "and" join to it from before."""
    found = [last]
    while join := words_before("join", masked, found[0]):
        before = masked.chunks.get(join.start() - 1)
        if before is None or before.kind != "victims":
            break
        if found == [last] and _is_named_twice(masked, join.start() - 1, last):
            break
        found.insert(0, join.start() - 1)
    return found


def _is_named_twice(masked: Masked, one: int, other: int) -> bool:
    """ "Its driver, an Eritrean working for the mission, loses a leg": one person."""
    alone = group_at(masked, one).number == group_at(masked, other).number == 1
    return alone and masked.text[one + 1 : other] == ", "


def _stretches(masked: Masked, at: int) -> Iterator[tuple[int, int]]:
    """The stretches before a verb where its subject may stand, the nearest first: not what somebody is said to be."""
    end = at
    for begin in _beginnings(masked, at):
        # "the envoy who was the first director was killed"
        said = masked.text.endswith("who", 0, begin) and says("harm", "predicate").match(masked.text, begin)
        if not (said or (words_before("who_was", masked, begin) and words_after("what", masked, begin))):
            yield begin, end
        end = begin


def _beginnings(masked: Masked, at: int) -> list[int]:
    """Where the clauses before a verb begin, the nearest first."""
    first = max(0, at - _FAR)
    boundaries = [m.end() for m in says("harm", "boundary").finditer(masked.text, first, at)][-_BOUNDARIES:]
    own = words_before("passive", masked, at)
    until = own.start() if own else at
    copulas = [m.end() for m in says("harm", "copula").finditer(masked.text, first, until)]
    return [*sorted({*boundaries, *copulas[-1:]}, reverse=True), 0]


def _choose(masked: Masked, begin: int, end: int, at: int) -> list[int]:
    """In a stretch before the verb: the first counted group and those joined to it, else the last group or amount.

    A group that opens a clause of its own ("its driver fled, and two soldiers were shot") stands for itself.
    """
    own = words_before("own_clause", masked, at)
    joins = own is None or (own["where"] is None and masked.text.endswith(SIGN["victims"], begin, own.start()))
    if own and begin <= own.start("people") and not joins:
        return [own.start("people")]
    inside = masked.positions(begin, end)
    groups = [i for i in inside if masked.chunks[i].kind == "victims" and not _are_several(masked, i, at)]
    groups = [i for i in groups if not words_before("death_of", masked, i)] or groups
    counted = next((i for i in groups if group_at(masked, i).counted), None)
    if counted is not None:
        return [i for i in _coordinated(masked, counted, objects=False) if i < end]
    amounts = [i for i in inside if masked.chunks[i].kind == "amount" and _of_victims(masked, i)]
    return groups[-1:] or amounts[-1:]


def _are_several(masked: Masked, group: int, at: int) -> bool:
    """In "a driver who came to help peacekeepers was killed" the verb is of one, and the nearest are not."""
    people = group_at(masked, group)
    several = people.number is None and not people.counted and says("people", "plurals").search(people.head)
    return bool(several) and words_before("of_one", masked, at) is not None


def _coordinated(masked: Masked, start: int, objects: bool) -> list[int]:
    """The position `start` and those of the groups that commas and "and" join to it."""
    found = [start]
    while match := words_after("coordinated", masked, found[-1] + 1):
        after = match.end()
        if objects and _next_is_own_subject(masked, after):
            break
        if _apposed(masked, found[-1], after - 1):
            found[-1] = after - 1  # the same person, described: that tells more
        else:
            found.append(after - 1)
    return found


def _apposed(masked: Masked, one: int, other: int) -> bool:
    """In "its driver, a staff member," both are one person."""
    numbers = group_at(masked, one).number, group_at(masked, other).number
    ends = words_after("apposition_ends", masked, other + 1) is not None
    return numbers == (1, 1) and masked.text[one + 1 : other] == ", " and ends


def _next_is_own_subject(masked: Masked, after: int) -> bool:
    """In "killing three and five others were wounded" the second group belongs to the second verb."""
    match = words_after("own_verb", masked, after)
    if match and words_after("joined_verb", masked, after) and words_after("object", masked, match.end()):
        return False  # "killing a guard from Chad and injuring five"
    verb = masked.chunks[match.end() - 1].value if match else None
    return isinstance(verb, Verb) and verb.group in (*HARMS, "died") and bool(verb.forms & {"participle", "past"})


def _of_victims(masked: Masked, at: int) -> bool:
    """A bare number that counts victims: the people named last before it are not the attackers."""
    return words_after("alone", masked, at + 1) is not None and not attackers_fell(masked, at)


def attackers_fell(masked: Masked, at: int) -> bool:
    """Whether the last ones named before a number are attackers of whom a verb of violence is said."""
    of_them = masked.text.startswith(" of whom", at + 1) and masked.text.endswith(SIGN["culprit"] + ", ", 0, at)
    if of_them or words_before("attackers_lost", masked, at):
        return True
    first = max(0, at - _FAR)
    last = max(masked.text.rfind(SIGN["culprit"], first, at), masked.text.rfind(SIGN["victims"], first, at))
    told = last >= 0 and masked.text[last] == SIGN["culprit"] and masked.text.find(SIGN["verb"], last, at) >= 0
    fell = words_before("attackers_fell", masked, at) if told else None
    if fell is None:
        return False
    verb = masked.chunks[fell.start("verb")].value
    return fell["be"] is not None or getattr(verb, "group", "") == "died"


def group_at(masked: Masked, at: int) -> People:
    """The people at a folded position; a bare number is a group of its own."""
    value = masked.chunks[at].value
    if isinstance(value, People):
        return value
    if isinstance(value, Amount):
        others = masked.text.startswith(" other", at + 1)
        return People(number=value.value, hedge=value.hedge, counted=True, others=others)
    return People()
