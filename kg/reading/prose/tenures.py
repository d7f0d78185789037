"""Tenures: who held which role of a mission, and when (`language/phrases/tenure.toml`).

The phrases of a sentence each say one thing (a role beside a name, a verb of leading, an end, a succession); they are
joined by person, so that "P, the Force Commander, left in May and was replaced by Q" gives P an end and Q a start.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kg.documents.model import Sentence
from kg.facts.model import Entity, Evidence, Fact, Tenure
from kg.reading.holders import country_entity
from kg.reading.prose.claims import Holder, distinct, settle
from kg.reading.prose.context import Context
from kg.reading.prose.mask import SIGN, Masked
from kg.reading.prose.persons import Person, fold_persons, nation_in, rank_in
from kg.reading.prose.phrases import phrases, says
from kg.reading.prose.referents import Scene, named_mission
from kg.reading.prose.roles import Role, fold_roles
from kg.reading.prose.sayings import tell
from kg.reading.prose.terms import terms, with_offices
from kg.reading.subject import lead_sentences
from kg.values.countries import Country
from kg.values.dates import PartialDate
from kg.values.vocabulary import words


def read_tenures(sentence: Sentence, masked: Masked, context: Context) -> Iterator[Fact]:
    """The tenures that a sentence tells of missions."""
    _forget(sentence, context)
    before = _before(sentence, masked, context)
    ways = phrases("tenure")
    gone = "holder" in context.memory and says("tenure", "he_went").search(sentence.text.plain) is not None
    if not _about_missions(sentence, masked, context) or not (gone or ways.triggered(sentence.text.plain)):
        return
    roles = _fold_roles(sentence, masked, context, _words_of(before))
    if not _tells_of_roles(roles, context):
        return
    folded = _fold_persons(sentence, roles, context)
    matches = sorted(ways.find(folded), key=lambda match: match.begin)
    if not matches and not says("tenure", "of_him").match(roles.text):
        return
    known = _known(context)
    holders = [_holder_of(c.value, i, known) for i, c in folded.chunks.items() if isinstance(c.value, Person)]
    for holder in holders:
        _predicated(folded, holder)
    earlier = _described(_earlier(sentence, before, context, roles), roles)
    scene = Scene(folded, context, holders, earlier=earlier, role=_spoken(context))
    for match in matches:
        tell(scene, match)
    everyone = [*scene.holders, *([scene.earlier] if scene.earlier else [])]
    settle(everyone, scene.successions, scene.role or _any_role(folded))
    _remember(scene, sentence.paragraph)
    told = [holder for holder in everyone if holder.told and holder.person.name]
    for holder in distinct(told):
        yield from _facts(holder, sentence, scene)


def _forget(sentence: Sentence, context: Context) -> None:
    """On a page that is on no mission and no person, what is told of roles ends with its paragraph: further on, who
    "takes over" takes over something else."""
    told = context.memory.get("roles_told")
    if context.mission or context.person or not isinstance(told, int):
        return
    if sentence.paragraph != told:
        for name in ("roles_told", "role", "holder", "told_in", "people"):
            context.memory.pop(name, None)


def _before(sentence: Sentence, masked: Masked, context: Context) -> object:
    """The sentence before with its mentions; keeps this one and the last that is on no "he"."""
    before = context.memory.get("sentence")
    context.memory["sentence"], context.memory["before"] = (sentence, masked), before
    if isinstance(before, tuple) and not says("tenure", "on_him").match(before[1].text):
        context.memory["antecedent"] = before
    return before


def _words_of(before: object) -> str:
    """The sentence before, plain and folded, so that both words and mentions can be sought in it."""
    return f"{before[0].text.plain} {before[1].text}" if isinstance(before, tuple) else ""


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
        if isinstance(chunk.value, Role) and says("tenure", "of_new_one").match(masked.plain, chunk.begin):
            return chunk.value if chunk.value.concept else None
    return None


def _about_missions(sentence: Sentence, masked: Masked, context: Context) -> bool:
    """Whether a sentence can tell a tenure: it speaks of a mission, or goes on with a role in one or its holder."""
    return "holder" in context.memory or "role" in context.memory or context.speaks_of_missions(masked, sentence.text)


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


def _predicated(masked: Masked, holder: Holder) -> None:
    """Takes what a sentence says someone is: "P was a Malian jurist and diplomat", "P is a Spanish general"."""
    said = says("person", "predicate").match(masked.text, holder.index + 1)
    if said:
        chunks = masked.within(*said.span())
        holder.nationality = nation_in(chunks)
        if rank_in(chunks) and not holder.person.rank:
            holder.person = replace(holder.person, rank=rank_in(chunks))


def _holder_of(person: Person, index: int, known: Mapping[str, Holder]) -> Holder:
    """A person of the sentence; one who is known from before keeps the roles told there."""
    before = next((holder for holder in known.values() if holder.person is person), None)
    claims = [replace(claim, rule="") for claim in before.chosen] if before else []
    return Holder(person, index, claims, earlier=before is not None)


def _earlier(sentence: Sentence, before: object, context: Context, masked: Masked) -> Holder | None:
    """The one whom "he", "she" or "the Kenyan general" means: the holder of the sentence before, its first person, or
    the page's."""
    known = context.memory.get("holder")
    if isinstance(known, Holder) and _may_mean(sentence, masked, context):
        claims = [replace(claim, rule="") for claim in known.chosen]
        left = (None, None) if claims else (known.start, known.end)
        return Holder(known.person, -1, claims, *left, known.nationality, earlier=True)
    again = says("tenure", "pronoun").search(sentence.text.plain) or says("tenure", "of_him").match(masked.text)
    if isinstance(before, tuple) and says("tenure", "on_him").match(before[1].text):
        before = context.memory.get("antecedent")  # "He …. He …": both mean whom the sentence before them names
    if isinstance(before, tuple) and again and before[0].paragraph == sentence.paragraph:
        folded = fold_tenures(before[0], before[1], replace(context, terms=None))
        chunks = list(folded.chunks.values())
        person = next((c.value for c in chunks if isinstance(c.value, Person)), None)
        if person and not (context.person and _is_aside(folded)):
            risen = says("tenure", "risen").search(folded.text)
            rank = rank_in(folded.within(*risen.span()) if risen else chunks)
            person = replace(person, rank=person.rank or rank, nationality=person.nationality or nation_in(chunks))
            return Holder(person, -1, earlier=True)
    if context.person:
        return Holder(Person(context.person.name, context.person.article), -1, earlier=True)
    return Holder(Person(""), -1, earlier=True) if says("tenure", "pronoun").search(sentence.text.plain) else None


def _may_mean(sentence: Sentence, masked: Masked, context: Context) -> bool:
    """Whether a sentence can go on with the holder told last: in that paragraph, or as the one that it begins with."""
    if context.memory.get("told_in") == sentence.paragraph:
        return True
    return any(says("tenure", name).match(masked.text) for name in ("on_him", "of_him"))


def _is_aside(folded: Masked) -> bool:
    """Whether the first person of a sentence is not what it is on: "He gave his letters to President Sample"."""
    return says("tenure", "on_him").match(folded.text) is not None


def _described(holder: Holder | None, masked: Masked) -> Holder | None:
    """The one told of before with what the sentence adds: "The major general takes over …", "A Dane, she …"."""
    said = says("tenure", "of_him").match(masked.text) if holder and holder.person.name else None
    if holder is None or said is None:
        return holder
    chunks, person = masked.within(0, said.end()), holder.person
    small = words("ranks").get(said["rank"] or "")
    rank, nation = person.rank or rank_in(chunks) or small, person.nationality or nation_in(chunks)
    if (rank, nation) == (person.rank, person.nationality):
        return holder
    return replace(holder, person=replace(person, rank=rank, nationality=nation), rule="prose/tenure/of-him")


def _remember(scene: Scene, paragraph: int) -> None:
    """Keeps the one whom the next sentence can call "he", and the role that it can call "the post"."""
    if scene.role:
        scene.context.memory["role"], scene.context.memory["roles_told"] = scene.role, paragraph
    old = {id(s.old) for s in scene.successions}
    told = [h for h in [*scene.holders, *([scene.earlier] if scene.earlier else [])] if h.claims]
    chosen = next((h for h in told if id(h) not in old), None) or (told[0] if told else None)
    gone = next((h for h in scene.holders if h.told and h.end and h.person.rank), None)
    if chosen or gone:
        scene.context.memory["holder"], scene.context.memory["told_in"] = chosen or gone, paragraph
        scene.context.memory["roles_told"] = paragraph
    people = {h.person.name.split()[-1]: h for h in told if " " in h.person.name}
    scene.context.memory["people"] = {**_known(scene.context), **people}


def _facts(holder: Holder, sentence: Sentence, scene: Scene) -> Iterator[Fact]:
    nation, lead = _nation(holder, scene.context)
    for claim in holder.chosen:
        mission = claim.mission or _mission(scene)
        if mission is None:
            continue
        rule = claim.rule or (holder.rule if claim is holder.main else "")
        if not rule:
            continue
        yield Tenure(
            mission=mission, person=_entity(holder.person, scene.context),
            role=_role_in(mission, claim.concept, holder, sentence),
            evidence=(*scene.context.evidence(sentence, 0, None, rule), *lead), rank=holder.person.rank,
            nationality=country_entity(nation) if nation else None,
            start=claim.start, end=_after(claim.start, claim.end), acting=claim.acting,
        )  # fmt: skip


def _nation(holder: Holder, context: Context) -> tuple[Country | None, tuple[Evidence, ...]]:
    """A holder's country; that of the page's person is, where no sentence tells it, the one of the lead, with that as
    further evidence."""
    told = holder.person.nationality or holder.nationality
    own = context.person is not None and _entity(holder.person, context) == context.person
    lead = next(lead_sentences(context.document), None) if own and told is None and context.subject.army else None
    if lead is None:
        return told, ()
    return context.subject.army, context.evidence(lead, 0, None, "prose/tenure/nation-of-lead")


def _after(start: PartialDate | None, end: PartialDate | None) -> PartialDate | None:
    """An end that is not before the beginning: else it is that of something else in a life."""
    return None if start and end and end.year < start.year else end


def _entity(person: Person, context: Context) -> Entity:
    """The node of a person: the page's own where the name is another form of its title ("Ann B. Example")."""
    own = context.person
    return own if own and Person(own.name).same(person) else person.entity


def _role_in(mission: Entity, concept: str, holder: Holder, sentence: Sentence) -> str:
    """The role; a general at the head of a force is its commander, unless the sentence names another office."""
    heads = concept == "HeadOfMission" and says("tenure", "general").search(holder.person.rank or "")
    named = says("tenure", "office_of_head").search(sentence.text.plain)
    force = "Force" in mission.name or says("tenure", "head_of_force").search(sentence.text.plain)
    return "ForceCommander" if heads and force and not named else concept


def _mission(scene: Scene) -> Entity | None:
    """The mission of a role that names none: the sentence's first, else the page's."""
    return named_mission(scene) or scene.context.mission
