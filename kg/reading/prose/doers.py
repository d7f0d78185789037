"""Who did it: those whom a clause makes the doer of an attack, and those who claim it.

The ways of saying are `language/phrases/doer.toml`, `state.toml` and `claim.toml`.
"""

from dataclasses import replace
from functools import cache

from kg.reading.prose.lexicon import Verb, violence
from kg.reading.prose.mask import Masked
from kg.reading.prose.people import People
from kg.reading.prose.phrases import Match, find, giving, phrases, says
from kg.reading.prose.scene import Culprit
from kg.values.countries import Country
from kg.values.groups import KnownGroup

_REACH = 14
_UNIFORMED = ("Soldier", "PoliceOfficer")


def claims(scene: Masked, begin: int, end: int) -> list[Culprit]:
    """Those who claim the attack; nobody where they claim a release."""
    deed = says("claim", "deed").search(scene.text, begin, end)
    if deed and getattr(scene.chunks[deed.start("verb")].value, "group", "") == "freed":
        return []
    found = [match for match in phrases("claim").find(scene, begin, end) if not _tells_of_abduction(match)]
    named = [match for match in found if match.phrase.gives.get("part") == "name"]
    known = sorted({match.groups.start("who") for match in found if match not in named})
    nearest = [at for at in known if not any(at < match.groups.start("who") for match in named)]
    return [_culprit_at(scene, at) for at in nearest] or [_insider(match) for match in named[:1]]


def _tells_of_abduction(match: Match) -> bool:
    """Whether somebody only claims that people were taken: not that he took them."""
    taken = says("claim", "were_taken").search(match.groups[0])
    last = match.masked.chunks.get(match.end - 1)
    return taken is not None and getattr(last.value if last else None, "group", "") == "abducted"


def culprits(scene: Masked, begin: int, end: int) -> list[Culprit]:
    """Those who attacked by the grammar of a clause (folded positions); the first way of saying that applies."""
    dressed = next(giving("doer", "part", "dressed").find(scene, begin, end), None)
    if dressed:
        at = dressed.groups.start("who")
        return [
            _culprit_at(scene, at) if at in scene.chunks and scene.chunks[at].kind == "culprit" else _insider(dressed)
        ]
    nobody = False
    for phrase in giving("doer", "part", "done").standing(scene.text):
        match = next(phrase.matches(scene, begin, end), None)
        if (
            match
            and _are_so_called(match)
            and ("said" in phrase.gives or not _suffers(scene, match))
            and not _are_two_sides(scene, match)
        ):
            culprit = _insider(match) if "who" in phrase.gives else _culprit_at(scene, match.groups.start("who"))
            after = scene.plain_of(match.groups.end("who"), match.groups.end("who") + 2)
            fire = "with" in phrase.gives or says("doer", "of_fire").match(after) is not None
            if culprit.name.lower() not in _nobody(fire):
                return [culprit]
            if fire:
                return []
            nobody = True
    if nobody:
        return []
    names = giving("doer", "part", "name").find(scene, begin, end)
    insiders = giving("doer", "part", "insider").find(scene, begin, end)
    alone = (match for match in insiders if _acts_alone(scene, match))
    members = giving("doer", "part", "member").find(scene, begin, end)
    return [_insider(match) for match in (*members, *_soldiers(scene, begin, end), *names, *alone)][:1]


def _are_so_called(match: Match) -> bool:
    """Whether those who attack are what a way of saying asks for: "villagers", "ethnic Lendu"."""
    asked = match.phrase.gives.get("who")
    return asked is None or says("doer", asked).search(match.plain("who").rstrip(".")) is not None


def _are_two_sides(scene: Masked, match: Match) -> bool:
    """In "fighting between the army and the rebels" nobody attacks the mission, but where it is one of the two."""
    if says("doer", "two_sides").search(match.groups[0]) is None:
        return False
    ours = match.chunk("ours") if "ours" in match.groups.re.groupindex and match.said("ours") else None
    return ours is None or not (ours.kind == "force" or getattr(ours.value, "force", False))


def judged(scene: Masked, end: int) -> list[Culprit]:
    """Those whom a court judges, as far as what stands before the deed tells (its folded end)."""
    found = giving("doer", "part", "judged").find(scene, 0, end)
    match = next(found, None)
    if match is None:
        return []
    at = match.span("who")[0]
    return [_culprit_at(scene, at) if at in scene.chunks else _insider(match)]


def _acts_alone(scene: Masked, match: Match) -> bool:
    """One of the mission's own or of its guards who attacks; many of them who do are the mission."""
    verb = match.chunk("verb") if match.said("verb") else None
    if verb is None:
        return True
    who = scene.chunks[match.groups.start("who")].value
    return getattr(who, "number", None) == 1 and getattr(verb.value, "group", "") == "attack"


def _soldiers(scene: Masked, begin: int, end: int) -> list[Match]:
    """ "Shot by soldiers of the army": people who might be victims, but not the mission's."""
    said = giving("doer", "part", "soldiers").find(scene, begin, end)
    found = [match for match in said if _may_attack(scene, match)][:1]
    return [m for m in found if not getattr(scene.chunks[m.groups.start("who")].value, "force", True)]


def _may_attack(scene: Masked, match: Match) -> bool:
    """Where the people stand before the verb: only soldiers and police."""
    if not match.said("verb"):
        return True
    who = scene.chunks[match.groups.start("who")].value
    return isinstance(who, People) and (
        who.role in _UNIFORMED or says("doer", "uniformed").search(who.head) is not None
    )


@cache
def _nobody(fire: bool) -> frozenset[str]:
    """Words that name nobody; "sniper fire" names no sniper."""
    return frozenset(violence()["nobody"]).union(violence()["nobody_of_fire"] if fire else ())


def _insider(match: Match) -> Culprit:
    name = says("doer", "article").sub("", match.plain("who").rstrip("."))
    return Culprit(says("doer", "where_they_were").sub("", name))


def _suffers(scene: Masked, match: Match) -> bool:
    """In "five militants were killed" the militants did not do it, nor do "soldiers repel the raid"; in "the attack by
    militants was …" they did."""
    if says("doer", "by_them").search(scene.text, 0, match.groups.start("who")):
        return False
    if says("doer", "wards_off").match(scene.text, match.groups.end("who")):
        return True
    if says("doer", "says_so").search(scene.text, 0, match.groups.start("who")):
        return True
    suffers = says("doer", "suffers").match(scene.text, match.groups.end("who"))
    verb = scene.chunks.get(suffers.end() + 1) if suffers else None
    if suffers and suffers["who"] and verb is None:
        return False  # "protesters who were trying to enter clashed with …"
    return suffers is not None and "ing" not in getattr(verb.value if verb else None, "forms", ())


def states(masked: Masked, begin: int, end: int) -> list[Culprit]:
    """A state whose forces attacked ("an Israeli airstrike"), within plain offsets of the sentence as first folded."""
    inside = (match for match in find("state", masked) if begin <= masked.plain_begin(match.begin) < end)
    acting = (match for match in inside if not says("doer", "says_so").search(masked.text, 0, match.begin))
    return [_of_state(masked, match) for match in acting if _attacks(masked, match)][:1]


_NO_ATTACK = ("wards_off", "meets_a_mine")


def _attacks(masked: Masked, match: Match) -> bool:
    """Whether the people or thing before this folded position does the attacking ("were killed" and "died" do not)."""
    after = match.end
    last = masked.chunks.get(after - 1)
    if says("doer", "shoots").match(masked.text, after):
        return True
    if (last is not None and last.value == "Peacekeeper") or any(
        says("doer", words).match(masked.text, after) for words in _NO_ATTACK
    ):
        return False
    if "sure" in match.phrase.gives:
        return True
    if last is None or last.kind not in ("people", "agent", "target", "verb"):
        return True
    verb = next((chunk.value for chunk in masked.within(after - 1, after + _REACH, "verb")), None)
    if last.kind == "verb":
        return isinstance(verb, Verb) and verb.group == "attack"
    return not isinstance(verb, Verb) or (verb.group == "attack" and bool(verb.forms & {"past", "s", "base", "ing"}))


def _of_state(masked: Masked, match: Match) -> Culprit:
    chunk = masked.chunks[match.groups.start("who")]
    if isinstance(chunk.value, Country):
        return Culprit(chunk.value.name, None, chunk.value, _said(match))
    group = chunk.value if isinstance(chunk.value, KnownGroup) else None
    return Culprit(masked.plain[chunk.begin : chunk.end], group)


def _said(match: Match) -> str:
    """The words for a state's forces where people or things stand in them ("Syria's army"; no "Syrian shelling")."""
    last = match.masked.chunks.get(match.end - 1)
    named = "answers" not in match.phrase.gives  # "Kenya answered with artillery" names nobody else
    somebody = named and last is not None and last.kind in ("people", "agent", "target")
    return match.masked.plain_of(match.groups.start("who"), match.end) if somebody else ""


def _culprit_at(scene: Masked, index: int) -> Culprit:
    chunk = scene.chunks[index]
    of = says("doer", "of_a_group").match(scene.text, index + 1)
    group = scene.chunks[of.end() - 1].value if of else None
    if isinstance(group, Culprit) and (group.group or group.name[0].isupper()):
        return group  # "some fighters from a group calling itself the Valley Brigade"
    culprit = chunk.value if isinstance(chunk.value, Culprit) else Culprit(scene.plain[chunk.begin : chunk.end])
    return replace(culprit, name=f"{culprit.name}s") if _is_their_attack(scene, index, culprit.name) else culprit


def _is_their_attack(scene: Masked, index: int, name: str) -> bool:
    """Whether one of them only tells whose an attack was: "a rebel attack" is one of rebels."""
    behind = scene.plain[scene.chunks[index].end :]
    return says("doer", "one_of_them").search(name) is not None and says("doer", "an_attack").match(behind) is not None
