"""What a mission itself does to others, which is no attack on it; an insider's deed is."""

from collections.abc import Iterator

from kg.reading.prose.belonging import UNIFORMED, is_force
from kg.reading.prose.harm import Harm
from kg.reading.prose.lexicon import Verb, violence
from kg.reading.prose.mask import Masked
from kg.reading.prose.people import People
from kg.reading.prose.phrases import Match, giving, says

_STRANGERS = ("Civilian", "Staff")
_FAR = 80


def befallen(scene: Masked, begin: int, end: int, harms: list[Harm]) -> list[Harm]:
    """The harms without what the mission itself does to others."""
    deeds = [deed for deed in _deeds(scene, begin, end) if _acts(scene, deed)]
    alone = {deed.span("who")[0] for deed in deeds if _alone(scene, deed)}
    if len(alone) < len(deeds):
        return [h for h in harms if h.people.force or is_comrade(h.people)]
    harms = [h for h in harms if h.where not in alone]
    return [
        h
        for h in harms
        if h.people.force or not (by_the_mission(scene, h.at, min(end, h.at + _FAR)) or _in_answer(scene, begin, h))
    ]


def verbs_of_mission(scene: Masked, begin: int, end: int) -> set[int]:
    """The folded positions of the verbs that tell what the mission does to others, no insider of it."""
    deeds = [deed for deed in _deeds(scene, begin, end) if _acts(scene, deed) and not _alone(scene, deed)]
    return {at for deed in deeds for at in _verbs(scene, deed.span("verb")[0])}


def _in_answer(scene: Masked, begin: int, harm: Harm) -> bool:
    """Whether a harm is told behind the mission's answer: "returned fire, killing one policeman"."""
    return harm.active and says("clause", "returned_fire").search(scene.text, begin, harm.at) is not None


def _deeds(scene: Masked, begin: int, end: int) -> Iterator[Match]:
    """Where people of a mission stand before a verb."""
    found = giving("clause", "does", "acts").find(scene, begin, end)
    ours = (match for match in found if is_force(scene.chunks[match.span("who")[0]]))
    return (match for match in ours if not says("clause", "aimed_at").search(scene.text, begin, match.span("who")[0]))


def _alone(scene: Masked, deed: Match) -> bool:
    """One of the mission's own who attacks is an insider, not the mission, unless it is a stranger whom he shoots."""
    one = getattr(scene.chunks[deed.span("who")[0]].value, "number", None) == 1
    return one and not _hits_a_stranger(scene, _verbs(scene, deed.span("verb")[0])[-1])


def _verbs(scene: Masked, at: int) -> list[int]:
    """The verb at a folded position and those joined to it: "shoots and fatally wounds"."""
    found = [at]
    while joined := says("clause", "and_does").match(scene.text, found[-1] + 1):
        found.append(joined.end() - 1)
    return found


def _hits_a_stranger(scene: Masked, at: int) -> bool:
    """Whether behind a verb somebody stands who is neither the mission's nor in uniform nor a comrade."""
    behind = says("clause", "after_act").match(scene.text, at + 1)
    chunk = scene.chunks.get(behind.end() - 1) if behind else None
    people = chunk.value if chunk else None
    return isinstance(people, People) and not people.force and people.role in _STRANGERS and not is_comrade(people)


def _acts(scene: Masked, match: Match) -> bool:
    """Whether the verb's subject does it: an active verb with an object or target after it."""
    at = match.span("verb")[0]
    verb = scene.chunks[at].value
    if not isinstance(verb, Verb):
        return False
    does = says("clause", "after_act").match(scene.text, at + 1) is not None
    if verb.group == "attack" and verb.lemma in violence()["shooting"]:
        return does or "participle" not in verb.forms
    return does and verb.group in ("killed", "injured", "attack")


def done_by_it(scene: Masked, begin: int, match: Match) -> bool:
    """Whether something of the mission does what a way of saying tells: "gunships of MONUSCO fired rockets at …"."""
    at = match.span("who")[0]
    if at == match.begin:
        return False
    if says("clause", "its_deed").match(scene.text, at + 1) and is_force(scene.chunks[at]):
        return says("clause", "in_its").search(scene.text, begin, at) is not None
    actor = says("clause", "actor_ahead").search(scene.text, begin, match.begin)
    who = scene.chunks[actor.start("who")] if actor else None
    alone = who is not None and getattr(who.value, "number", None) == 1
    return actor is not None and who is not None and not alone and (actor["of"] is not None or is_force(who))


def is_comrade(people: People) -> bool:
    """Whether people are comrades of the one who harms them: an insider's deed."""
    return says("clause", "comrades").search(people.head) is not None


def by_the_mission(scene: Masked, begin: int, end: int) -> bool:
    """Whether "by the peacekeepers" stands at a folded position behind a verb."""
    found = [p.pattern.match(scene.text, begin, end) for p in giving("clause", "does", "by-us")]
    said = [match for match in found if match is not None]
    return any(match["who"] is None or _may_be_ours(scene, match.start("who")) for match in said)


def _may_be_ours(scene: Masked, at: int) -> bool:
    """Whether a mention behind "by" may be the mission's: not "persons", nor civilians, nor "soldiers" alone."""
    chunk = scene.chunks[at]
    if is_force(chunk):
        return True
    may = isinstance(chunk.value, People) and chunk.value.role in UNIFORMED
    return may and says("clause", "by_some").match(scene.text, at + 1) is not None
