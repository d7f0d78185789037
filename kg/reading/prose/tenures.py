"""Tenures: who held which role of a mission, and when (`language/phrases/tenure.toml`).

The phrases of a sentence each say one thing (a role beside a name, a verb of leading, an end, a succession); they are
joined by person, so that "P, the Force Commander, left in May and was replaced by Q" gives P an end and Q a start.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from kg.documents.model import Sentence
from kg.facts.model import Entity, Fact, Tenure
from kg.reading.holders import country_entity
from kg.reading.prose.claims import APPOSITION, SAID, Claim, Holder, Succession, distinct, settle
from kg.reading.prose.context import Context
from kg.reading.prose.mask import SIGN, Masked
from kg.reading.prose.persons import Person, fold_persons, nation_in, rank_in
from kg.reading.prose.phrases import Match, phrases, says
from kg.reading.prose.roles import Role, fold_roles, led_concept, of_another_army
from kg.reading.prose.terms import terms, with_offices
from kg.reading.prose.times import Times, times_after, times_before, times_inside
from kg.values.dates import PartialDate

_PRONOUN = re.compile(r"\b(?:[Hh]e|[Ss]he|[Hh]is|[Hh]er|[Hh]im|who|whose)\b")
_BEGINNING = re.compile(
    r"became|becomes|took|takes|arrive|assum|appointed|given|was sent|return|came\b|entered|takes|put|placed"
)
_STEAD = re.compile(r"\b(?:stead|place|succeed|replace|successor|replacement)")
_MAX_REACH = 260


@dataclass(slots=True)
class _Scene:
    """A sentence while it is read."""

    masked: Masked
    context: Context
    holders: list[Holder]
    successions: list[Succession] = field(default_factory=list)
    earlier: Holder | None = None
    role: Role | None = None


def read_tenures(sentence: Sentence, masked: Masked, context: Context) -> Iterator[Fact]:
    """The tenures that a sentence tells of missions."""
    before = context.memory.get("sentence")
    context.memory["sentence"] = (sentence, masked)
    ways = phrases("tenure")
    if not _about_missions(sentence, masked, context) or not ways.triggered(sentence.text.plain):
        return
    roles = _fold_roles(sentence, masked, context, before[0].text.plain if isinstance(before, tuple) else "")
    if not _tells_of_roles(roles, context):
        return
    folded = _fold_persons(sentence, roles, context)
    matches = sorted(ways.find(folded), key=lambda match: match.begin)
    if not matches:
        return
    known = _known(context)
    holders = [_holder_of(c.value, i, known) for i, c in folded.chunks.items() if isinstance(c.value, Person)]
    scene = _Scene(folded, context, holders, earlier=_earlier(sentence, before, context), role=_spoken(context))
    for match in matches:
        _SAYS[match.phrase.gives["is"]](scene, match)
    everyone = [*scene.holders, *([scene.earlier] if scene.earlier else [])]
    settle(everyone, scene.successions, scene.role or _any_role(folded))
    _remember(scene)
    told = [holder for holder in everyone if holder.told and holder.person.name]
    for holder in distinct(told):
        yield from _facts(holder, sentence, scene)


def _tells_of_roles(folded: Masked, context: Context) -> bool:
    """Whether a folded sentence can tell a tenure: it names a role, or someone leads, or goes on with one who does."""
    if "holder" in context.memory or "role" in context.memory or SIGN["role"] in folded.text:
        return True
    return says("tenure", "leading").search(folded.text) is not None


def _spoken(context: Context) -> Role | None:
    """The role that the sentences before spoke of."""
    role = context.memory.get("role")
    return role if isinstance(role, Role) else None


def _any_role(masked: Masked) -> Role | None:
    """A role that is to be filled anew, without saying whose it is ("it gets a new commander as P takes over")."""
    for chunk in masked.chunks.values():
        if isinstance(chunk.value, Role) and re.match(r"(?:a|the|its) (?:new|next)\b", masked.plain[chunk.begin :]):
            return chunk.value if chunk.value.concept else None
    return None


def _about_missions(sentence: Sentence, masked: Masked, context: Context) -> bool:
    """Whether a sentence can tell a tenure: it speaks of a mission, or goes on with someone who held a role in one."""
    return "holder" in context.memory or context.speaks_of_missions(masked, sentence.text)


def fold_tenures(sentence: Sentence, masked: Masked, context: Context) -> Masked:
    """The sentence with missions, dates, roles and persons folded."""
    return _fold_persons(sentence, _fold_roles(sentence, masked, context, ""), context)


def _fold_roles(sentence: Sentence, masked: Masked, context: Context, before: str) -> Masked:
    return fold_roles(with_offices(terms(sentence, masked, context)), before)


def _fold_persons(sentence: Sentence, masked: Masked, context: Context) -> Masked:
    return fold_persons(masked, sentence.text, {name: h.person for name, h in _known(context).items()})


def _known(context: Context) -> dict[str, Holder]:
    """The holders of earlier sentences of the section by their last names."""
    known = context.memory.get("people")
    return known if isinstance(known, dict) else {}


def _holder_of(person: Person, index: int, known: Mapping[str, Holder]) -> Holder:
    """A person of the sentence; one who is known from before keeps the roles told there."""
    before = next((holder for holder in known.values() if holder.person is person), None)
    claims = [replace(claim, rule="") for claim in before.chosen] if before else []
    return Holder(person, index, claims, earlier=before is not None)


def _earlier(sentence: Sentence, before: object, context: Context) -> Holder | None:
    """The one whom "he" or "she" means: the holder of the sentence before, its first person, the page's person."""
    known = context.memory.get("holder")
    if isinstance(known, Holder):
        claims = [replace(claim, rule="") for claim in known.chosen]
        return Holder(known.person, -1, claims, nationality=known.nationality, earlier=True)
    if isinstance(before, tuple) and _PRONOUN.search(sentence.text.plain) and before[0].paragraph == sentence.paragraph:
        folded = fold_tenures(before[0], before[1], replace(context, terms=None))
        chunks = list(folded.chunks.values())
        person = next((c.value for c in chunks if isinstance(c.value, Person)), None)
        if person:
            person = replace(
                person, rank=person.rank or rank_in(chunks), nationality=person.nationality or nation_in(chunks)
            )
            return Holder(person, -1, earlier=True)
    if context.person:
        return Holder(Person(context.person.name, context.person.article), -1, earlier=True)
    return Holder(Person(""), -1, earlier=True) if _PRONOUN.search(sentence.text.plain) else None


def _holder(scene: _Scene, match: Match, who: str) -> Holder | None:
    """The holder that a match speaks of: the person of a group, the nearest before the match, or the other one."""
    if who in ("left", "other"):
        before = [h for h in scene.holders if h.index < match.begin and match.begin - h.index < _MAX_REACH]
        if who == "left":
            return _subject(scene, before, match) if before else scene.earlier
        rest = [h for h in before[:-1] if h.claims or h.rule] or ([scene.earlier] if scene.earlier else [])
        return rest[-1] if rest else None
    chunk = match.chunk(who, "person")
    return next((h for h in scene.holders if chunk and h.person is chunk.value), None)


def _subject(scene: _Scene, before: list[Holder], match: Match) -> Holder:
    """The nearest person; the subject of its verb where the nearest is an object ("P succeeded Q and left in May")."""
    nearest = before[-1]
    between = scene.masked.text[nearest.index + 1 : match.begin]
    if nearest.beside and not re.match(r",? (?:who|whose|which)\b", between):
        return nearest.beside
    return nearest


def _times(scene: _Scene, match: Match, holder: Holder | None) -> Times:
    """When: by a date in the match, behind it, or at the head of its clause."""
    inside = times_inside(scene.masked, match.begin, match.end, scene.context)
    after = times_after(scene.masked, match.end, scene.context)
    begin = min(match.begin, holder.index) if holder and holder.index >= 0 else match.begin
    before = times_before(scene.masked, match.begin, scene.context)
    if begin != match.begin and before == Times():
        before = times_before(scene.masked, begin, scene.context)
    return Times(
        after.start or before.start or inside.start,
        after.end or before.end or inside.end,
        inside.at or after.at or before.at,
    )


def _role(scene: _Scene, match: Match, *groups: str) -> Role | None:
    for group in groups:
        chunk = match.chunk(group, "role")
        if chunk and isinstance(chunk.value, Role):
            return _meant(scene, chunk.value)
    return None


def _meant(scene: _Scene, role: Role) -> Role:
    """ "The post" is the role spoken of before, "his deputy" the deputy of that."""
    spoken = (
        scene.role or next((Role(c.concept, c.mission) for c in scene.earlier.chosen), None)
        if scene.earlier
        else scene.role
    )
    if role.concept is None and spoken:
        role = replace(role, concept=spoken.concept, mission=role.mission or spoken.mission)
    if role.deputy and not (spoken or role.mission):
        role = replace(role, concept=None)
    elif role.deputy and spoken and spoken.concept == "ForceCommander":
        role = replace(role, concept="DeputyForceCommander")
    scene.role = role if role.concept else scene.role
    return role


def _holds(scene: _Scene, match: Match) -> None:
    role, holder = _role(scene, match, "role"), _holder(scene, match, match.phrase.gives["who"])
    if holder is None or role is None or role.concept is None or role.former:
        return
    start, end = _dates(scene, match, holder)
    weight = SAID if match.phrase.gives["at"] or match.plain("tie").strip(" ,:") else APPOSITION
    if match.phrase.name == "person-then-role" and match.plain("tie") == "" and not _has_verb(match):
        weight = APPOSITION
    holder.nationality = holder.nationality or role.nationality
    holder.claim(Claim(role.concept, role.mission, start, end, role.acting, weight, match.phrase.rule))


def _has_verb(match: Match) -> bool:
    """Whether more than a comma stands between the name and the role."""
    between = match.masked.text[match.span("who")[1] : match.span("role")[0]]
    return bool(re.search(r"[a-z]{2}", between.replace("the ", "").replace("who ", "")))


def _dates(scene: _Scene, match: Match, holder: Holder) -> tuple[PartialDate | None, PartialDate | None]:
    times = _times(scene, match, holder)
    at = match.phrase.gives.get("at", "")
    words = (
        match.plain("verb")
        + match.masked.plain[match.masked.plain_begin(match.begin) : match.masked.plain_end(match.end)]
    )
    if at == "start" or (at in ("by-verb", "state") and _BEGINNING.search(words)):
        return times.beginning(), times.end
    if at == "end":
        return times.start, times.ending()
    return times.start, times.end


def _leads(scene: _Scene, match: Match) -> None:
    role, holder = _role(scene, match, "role"), _holder(scene, match, match.phrase.gives["who"])
    if holder is None or of_another_army(match.text("object")):
        return
    concept = (
        role.concept
        if role and role.concept
        else led_concept(
            match.plain("verb").lower(), match.text("object") or match.text("object2"), bool(holder.person.rank)
        )
    )
    missions = match.chunks("object", "force") or match.chunks("object2", "force")
    mission = (
        missions[0].value if missions and isinstance(missions[0].value, Entity) else role.mission if role else None
    )
    start, end = _dates(scene, match, holder)
    if match.phrase.gives["at"] == "after":
        start, end = (
            times_after(scene.masked, match.end, scene.context).start,
            times_after(scene.masked, match.end, scene.context).end,
        )
    scene.role = Role(concept, mission)
    holder.claim(Claim(concept, mission, start, end, bool(role and role.acting), SAID, match.phrase.rule))


def _listed(scene: _Scene, match: Match) -> None:
    role = _role(scene, match, "role")
    if role is None or role.concept is None:
        return
    for chunk in match.chunks("list", "person"):
        holder = next(h for h in scene.holders if h.person is chunk.value)
        times = times_after(scene.masked, holder.index + 1, scene.context)
        holder.claim(Claim(role.concept, role.mission, times.start, times.end, role.acting, SAID, match.phrase.rule))


def _topic(scene: _Scene, match: Match) -> None:
    """ "Command of the force rotated": the role that the next sentences speak of."""
    missions = [c.value for c in match.chunks("object", "force") if isinstance(c.value, Entity)]
    scene.role = Role(led_concept("command", match.text("object"), True), missions[0] if missions else None)


def _chain(scene: _Scene, match: Match) -> None:
    """ "…, followed by P (2014–2015) and Q (2016–2021)": each takes over from the one before."""
    last = _holder(scene, match, "left")
    for chunk in match.chunks("list", "person"):
        new = next((h for h in scene.holders if h.person is chunk.value), None)
        if new is None or last is None or new is last:
            continue
        times = times_after(scene.masked, new.index + 1, scene.context)
        new.dated(times.start, times.end)
        new.rule = new.rule or match.phrase.rule
        scene.successions.append(Succession(last, new, None, times.at, match.phrase.rule))
        last = new


def _starts(scene: _Scene, match: Match) -> None:
    if holder := _holder(scene, match, "left"):
        times = _times(scene, match, holder)
        holder.dated(times.beginning(), times.end)
        holder.rule = holder.rule or match.phrase.rule


def _ends(scene: _Scene, match: Match) -> None:
    role = _role(scene, match, "role2", "role")
    if holder := _holder(scene, match, match.phrase.gives["who"]):
        times = _times(scene, match, holder)
        holder.dated(times.start, times.ending())
        if role and role.concept:
            holder.claim(Claim(role.concept, role.mission, acting=role.acting, weight=SAID, rule=match.phrase.rule))
        holder.rule = holder.rule or match.phrase.rule


def _stays(scene: _Scene, match: Match) -> None:
    if holder := _holder(scene, match, "left"):
        times = times_after(scene.masked, match.end, scene.context)
        if times.start or times.end:
            holder.dated(times.start, times.end)
            holder.rule = holder.rule or match.phrase.rule


def _succeeds(scene: _Scene, match: Match) -> None:
    gives = match.phrase.gives
    if gives["new"] == "which":
        backwards = match.plain("which") == "predecessor"
        person, other = _holder(scene, match, "who"), _holder(scene, match, "left")
        old, new = (person, other) if backwards else (other, person)
    else:
        old, new = _holder(scene, match, gives["old"]), _holder(scene, match, gives["new"])
    if (old is None and new is None) or old is new:
        return
    if gives.get("own") and new and new.claims and not _STEAD.search(match.groups[0]):
        _starts(scene, match)
        return
    anchor = old if gives["old"] == "left" else new
    at = _times(scene, match, anchor).beginning() if gives["at"] == "start" else None
    if gives["old"] == "who" and old:
        old.beside = new
    role = _role(scene, match, "role", "role2", "role3")
    for group in ("object", "object2", "object3"):
        if match.said(group) and role is None and new:
            missions = [c.value for c in match.chunks(group, "force") if isinstance(c.value, Entity)]
            commands = new.person.rank or "command" in match.groups[0]
            concept = led_concept("command" if commands else "head", match.text(group), bool(new.person.rank))
            role = Role(concept, missions[0] if missions else None)
    for holder in filter(None, (old, new)):
        holder.rule = holder.rule or match.phrase.rule
    scene.successions.append(Succession(old, new, role, at, match.phrase.rule))


_SAYS = {
    "holds": _holds,
    "leads": _leads,
    "list": _listed,
    "topic": _topic,
    "chain": _chain,
    "starts": _starts,
    "ends": _ends,
    "stays": _stays,
    "succession": _succeeds,
}


def _remember(scene: _Scene) -> None:
    """Keeps the one whom the next sentence can call "he", and the role that it can call "the post"."""
    if scene.role:
        scene.context.memory["role"] = scene.role
    old = {id(s.old) for s in scene.successions}
    told = [h for h in [*scene.holders, *([scene.earlier] if scene.earlier else [])] if h.claims]
    chosen = next((h for h in told if id(h) not in old), None) or (told[0] if told else None)
    if chosen:
        scene.context.memory["holder"] = chosen
    people = {h.person.name.split()[-1]: h for h in told if " " in h.person.name}
    scene.context.memory["people"] = {**_known(scene.context), **people}


def _facts(holder: Holder, sentence: Sentence, scene: _Scene) -> Iterator[Fact]:
    nation = holder.person.nationality or holder.nationality
    for claim in holder.chosen:
        mission = claim.mission or _mission(scene)
        if mission is None:
            continue
        rule = claim.rule or (holder.rule if claim is holder.main else "")
        if not rule:
            continue
        yield Tenure(
            mission=mission, person=holder.person.entity, role=claim.concept,
            evidence=scene.context.evidence(sentence, 0, None, rule), rank=holder.person.rank,
            nationality=country_entity(nation) if nation else None,
            start=claim.start, end=claim.end, acting=claim.acting,
        )  # fmt: skip


def _mission(scene: _Scene) -> Entity | None:
    """The mission of a role that names none: the sentence's first, else the page's."""
    named = next((c.value for c in scene.masked.chunks.values() if c.kind == "force"), None)
    return named if isinstance(named, Entity) else scene.context.mission
