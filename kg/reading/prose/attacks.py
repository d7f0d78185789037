"""Attacks and accidents in one sentence: clauses, their harms, and whether they are the mission's."""

import re
from dataclasses import dataclass, replace
from functools import cache

from kg.reading.prose.cues import first as first_cue
from kg.reading.prose.cues import method_of
from kg.reading.prose.doers import claims, culprits, states
from kg.reading.prose.harm import Harm, find_harms
from kg.reading.prose.lexicon import Verb, verb_words
from kg.reading.prose.mask import Chunk, Masked, pattern
from kg.reading.prose.people import People, fold_parts, fold_people
from kg.reading.prose.places import Where, find_places
from kg.reading.prose.scene import Culprit, Target, fold_culprits, fold_targets
from kg.values.countries import Country, find_countries
from kg.values.dates import DateMention


@dataclass(frozen=True, slots=True)
class Event:
    """What one clause tells of an attack or accident; offsets count the sentence's plain text."""

    begin: int
    end: int
    accident: bool
    own: bool
    refers_back: bool
    separate: bool
    rule: str
    harms: tuple[Harm, ...] = ()
    people: tuple[Country, ...] = ()
    attacked: tuple[Country, ...] = ()
    date: DateMention | None = None
    places: tuple[Where, ...] = ()
    host: Country | None = None
    method: str | None = None
    culprits: tuple[Culprit, ...] = ()
    claimed: tuple[Culprit, ...] = ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a page says before the sentence does: whether it is a mission's own, where that mission is, and
    whether the section is on incidents."""

    mission: bool = False
    incidents: bool = False
    hosts: frozenset[str] = frozenset()


_NOUNS = frozenset(
    "deaths death dead lives life casualty casualties toll fatal fatally fatalities hostage hostages captive captives "
    "gunfire fire shots gun guns gunman gunmen mortar mortars rocket rockets missile missiles artillery bomb bombs bomber bombing "
    "grenade grenades mine mines landmine landmines blast blasts explosion explosions explosive explosives device ied ieds "
    "accident accidents responsibility clash clashes fighting battle firefight battles raid raids assault assaults shields crossfire "
    "injury injuries injured wounds wounded drone airstrike airstrikes strike strikes kidnapping abduction ambushes victims toll lost "
    "sniper shelling shootout massacre murder murders claimed claims forcibly shootings killings bombings kidnappings abductions shellings stones petrol molotov collision crash crossfire".split()
)
_WORDS = re.compile(r"[a-z]+")


def triggered(plain: str) -> bool:
    """Whether a sentence has a word of violence or accident at all (cheap; asked of every sentence)."""
    return not _trigger_words().isdisjoint(_WORDS.findall(plain.lower()))


@cache
def _trigger_words() -> frozenset[str]:
    return _NOUNS | verb_words() - {
        "take",
        "takes",
        "took",
        "taken",
        "taking",
        "set",
        "sets",
        "down",
        "goes",
        "go",
        "find",
    }


_CUT = re.compile(
    r"[,;—–-]?\s*\b(?:bring(?:s|ing)?|brought|rais(?:es|ing|ed)|tak(?:es|ing)) (?:the|its|their) (?:total|overall|number|death toll|toll|mission)\b[^;]*"
)
# A trial: what follows tells of the attack, what stands before of the judgment.
_COURT = pattern(
    r"[^.;]*\b(?:sentenced?|sentences|convict(?:s|ed)|charge[sd]|indict(?:s|ed)|jailed?|arrest(?:s|ed)|court|tribunal)\b[^.;]{0,120}?"
    r"\b(?:for|over|of|in relation to|in connection with|with) (?=(?:the |a |an )?(?:\w+ ){0,2}?(?:{verb}|murder|killing|killings|bombing|attack|abduction) )"
)
_SPLIT = pattern(
    r"; |,? and (?=(?:also )?(?:on|in) {date})|,? (?:and|while) (?=the next day)"
    r"|, (?:and )?(?=the {verb} (?:of|on|against) )"
    r"|, (?:and )?(?=the (?:\w+ ){0,2}(?:ambush|shooting|killing|attack|abduction|kidnapping|shelling|bombing)\b)| and (?=the (?:ambush|shooting down|abduction) of)"
)
_FREED = pattern(
    r"(?:{victims}|{culprit}|hostages|captives)[^.;]{0,120}\b(?:is|are|was|were|been|be|have been|has been) (?:\w+ )?(?:released|freed|rescued|liberated)\b(?! after)|\b(?:releases?|released|frees?|freed|rescues?|rescued|secures? the release of|release of) (?:all |the |dozens of )?{victims}"
)
_REPORTER = pattern(
    r"(?i:according to|said|says|told|reported by|confirmed by|a statement (?:by|from)|announced by) (?:the |a |an )?(?:\w+ ){0,3}(?P<a>{force}|{victims})"
    r"|(?P<b>{force}|{victims}|{target})(?:[’']s)?(?: [\w’'-]+){0,4}? (?:says?|said|has said|reports?|reported|confirm\w*|announc\w*|states?|stated|condemn\w*|notes?|noted|expresse[sd]|observed|received reports|registered|recorded|documented|has accused|accuses?)\b"
)
_HITTING = (
    r"(?:{verb}|hit|hits|hitting|struck|strikes|striking|landed|land|lands|landing|explod\w+|detonat\w+|went off|goes off|fired|thrown|hurled|fell|falls|lobbed|"
    r"near|at|in|on|inside|outside|into|against|towards?|under|beside|targeting|targets|targeted|directed|damaging|destroying|carrying|involving)"
)
_THING = r"(?:{target}|{victims}|{force})"
_HITS = (
    ("attacked-passive", rf"(?P<who>{_THING})(?:,? [^.;:]{{0,70}}?)? (?:is|are|was|were|been|being|be|got|gets?)(?: [\w-]+){{0,3}}? (?P<verb>{{verb}})"),
    ("attacked-active", rf"(?P<verb>{{verb}})(?: (?:on|at|upon|against|into|up))?(?: by)?(?: \S+){{0,4}}? (?P<who>{_THING})"),
    ("attack-on", rf"(?:{{verb}}|\b(?:attacks?|ambush(?:es)?|assaults?|raids?|strikes?|air ?strikes?|fire|shelling|bombings?|shootings?|blasts?|explosions?|bombardment|shots|rounds|gunfire|violence))(?: \S+){{0,5}}? (?:on|against|of|upon|at|near|outside|targeting|targeted|inside|towards?|in|hits?|involving) (?:\S+ ){{0,4}}?(?P<who>{_THING})"),
    ("came-under-fire", rf"(?P<who>{_THING})[^.;]{{0,90}}? (?:came|come|comes|coming|under) (?:under )?(?:\S+ ){{0,4}}?(?:\S*fire|attack|{{verb}}|shelling|bombardment)"),
    ("device-hit", rf"\b(?:bombs?|devices?|IEDs?|mines?|rockets?|shells?|mortars?|rounds?|missiles?|shots?|grenades?|bullets?|projectiles?|explosives?|drones?|explosions?|blasts?|molotov cocktails|stones)\b[^.;]{{0,90}}?{_HITTING} (?:\S+ ){{0,4}}?(?P<who>{_THING})"),
    ("thrown-at", rf"\b(?:drop(?:s|ped)?|thr(?:ew|ows?|own)|hurl(?:s|ed)?|lob(?:s|bed)?|fir(?:e|es|ed|ing)|launch(?:es|ed)?|toss(?:es|ed)?)\b[^.;]{{0,60}}? (?:on|at|into|onto|against|towards?|upon|near) (?:\S+ ){{0,4}}?(?P<who>{_THING})"),
    ("hit-a-mine", rf"(?P<who>{_THING})[^.;]{{0,60}}? (?:hit|struck|hits|strikes|ran over|runs over|drove over|triggered|set off|detonated|detonates|{{verb}})(?: over| on| by)? (?:an?|the|two) (?:[\w-]+ ){{0,4}}?(?:mines?|IED|bombs?|device|explosive|landmine)"),
    ("human-shields", rf"(?P<who>{_THING})[^.;]{{0,90}}? used as (?:human )?shields"),
)  # fmt: skip
_HIT_PATTERNS = tuple((name, pattern(source)) for name, source in _HITS)
_FORCE_ACTS = pattern(
    r"(?P<who>{victims}|{force})(?:,? (?:\w+ly|also|then|had|have|has|who|reportedly))* (?P<verb>{verb})"
)


def fold_scene(masked: Masked) -> Masked:
    """Level two: people with their parts, what can be attacked, and those who may have attacked."""
    return fold_culprits(fold_targets(fold_parts(fold_people(masked))))


def find_events(masked: Masked, page: Surroundings) -> list[Event]:
    """What the clauses of a sentence tell; `page` is what surrounds it."""
    scene = fold_scene(masked)
    cut = _CUT.search(scene.text)
    text_end = cut.start() if cut else len(scene.text)
    places = find_places(masked)
    court = _COURT.match(scene.text)
    start = court.end() if court else 0
    events = [_event(masked, scene, places, max(b, start), e, page) for b, e in _segments(scene, text_end) if e > start]
    return [one for event in events if event is not None for one in _respectively(masked.plain, event)]


def _respectively(plain: str, event: Event) -> list[Event]:
    """ "Nine from A and one from B near X and Y, respectively" tells as many attacks as there are places."""
    parts = [part for harm in event.harms for part in harm.people.parts]
    named = [w for w in event.places if w.name]
    if "respectively" not in plain[event.begin : event.end] or not 1 < len(parts) == len(named):
        return [event]
    harm = next(h for h in event.harms if h.people.parts)
    shares = [
        replace(harm, people=replace(harm.people, number=p.number, nationality=p.nationality, parts=())) for p in parts
    ]
    return [
        replace(event, harms=(share,), places=(where,), refers_back=False)
        for share, where in zip(shares, named, strict=True)
    ]


def _segments(scene: Masked, end: int) -> list[tuple[int, int]]:
    cuts = [0]
    for match in _SPLIT.finditer(scene.text, 0, end):
        if first_cue("violence", scene.text[cuts[-1] : match.start()]) or find_verbs(scene, cuts[-1], match.start()):
            cuts.append(match.end())
    return list(zip(cuts, [*cuts[1:], end], strict=True))


def find_verbs(scene: Masked, begin: int, end: int) -> list[Verb]:
    """The verbs of violence in a stretch of folded text."""
    return [c.value for c in scene.within(begin, end, "verb") if isinstance(c.value, Verb)]


def _event(
    masked: Masked, scene: Masked, places: list[Where], begin: int, end: int, page: Surroundings
) -> Event | None:
    first, last = scene.plain_begin(begin), scene.plain_end(end)
    clause = scene.plain[first:last]
    hypothetical = first_cue("hypothetical", clause)
    if hypothetical and triggered(clause[: hypothetical.start()]):
        return _event(masked, scene, places, begin, _folded(scene, begin, end, hypothetical.start()), page)
    if hypothetical or first_cue("aggregate", clause) or _FREED.search(scene.text, begin, end):
        return None
    harms = _without_arrests([h for h in find_harms(scene) if begin <= h.at < end])
    harms = _without_victims_of_the_mission(scene, begin, end, harms)
    natural, violent = first_cue("natural", clause), first_cue("violent", clause)
    accident = bool(first_cue("accident", clause)) and not violent
    if natural and not violent and not accident:
        return None
    rule = _relevance(scene, begin, end, harms, page, accident)
    claimed = claims(scene, begin, end)
    back = bool(first_cue("back", clause))
    method = None if accident else method_of(clause)
    if not rule and not harms and not claimed and not back and not method:
        return None
    return Event(
        begin=first,
        end=last,
        accident=accident,
        own=bool(rule),
        refers_back=back,
        separate=bool(first_cue("separate", clause)),
        rule=rule or "told-further",
        harms=tuple(_violent(harms, clause, accident or not rule)),
        people=_nations(scene, begin, end),
        attacked=_attacked(scene, begin, end, harms),
        date=_date(scene, begin, end),
        places=tuple(_places(places, first, last)),
        host=_host(masked, first, last, page),
        method=method or _on_premises(scene, begin, end, clause, accident),
        culprits=() if accident else tuple(culprits(scene, begin, end) or states(masked, first, last)),
        claimed=tuple(claimed),
    )


def _places(places: list[Where], begin: int, end: int) -> list[Where]:
    """The first place of a clause and what is chained to it; a mere region only where nothing better stands."""
    inside = [w for w in places if begin <= w.begin < end]
    named = [w for w in inside if w.name and not w.region] or [w for w in inside if w.name]
    first = named[:1]
    for where in named[1:]:
        if where.chained or where.begin - first[-1].end < _NEAR:
            first.append(where)
        else:
            break
    return first + [replace(w, name="") for w in inside if w not in first and w.country]


_NEAR = 12
_HOST = re.compile(r"(?:[Mm]ission|[Ff]orce|[Oo]perations?|peace-?keepers|troops|contingent) (?:in|to|for) (?:the )?$")


def _host(masked: Masked, begin: int, end: int, page: Surroundings) -> Country | None:
    """The country that a clause gives without a place: a heading ("Somali Civil War:"), the name of a mission
    ("Interim Force in Lebanon"), "the mission to Chad", or an adjective of the mission's own country."""
    chunks = [c for c in masked.chunks.values() if begin <= c.begin < end]
    for chunk in chunks:
        if isinstance(chunk.value, Country) and _HEADING.match(masked.plain[chunk.end : chunk.end + 60]):
            return chunk.value
        if chunk.kind == "group":
            named = [m for m in find_countries(masked.plain[chunk.begin : chunk.end]) if m.country.name in page.hosts]
            if named:
                return named[0].country
        if chunk.kind == "force":
            named = find_countries(masked.plain[chunk.begin : chunk.end])
            if named and not named[0].demonym:
                return named[0].country
        if chunk.kind == "country" and isinstance(chunk.value, Country) and _HOST.search(masked.plain[: chunk.begin]):
            return chunk.value
    own = [c.value for c in chunks if isinstance(c.value, Country) and c.value.name in page.hosts]
    return own[0] if own else None


_HEADING = re.compile(
    r"(?:[’']s)? (?:[Cc]ivil )?(?:\w+ )?(?:[Ww]ar|[Cc]onflict|[Cc]risis|[Ii]nsurgency|[Uu]prising)(?: \([\w–-]+\))?: "
)

_ATTACKED = re.compile(r"\battack", re.IGNORECASE)


def _on_premises(scene: Masked, begin: int, end: int, clause: str, accident: bool) -> str | None:
    """An attack on a base, camp or town without more is an armed assault (annotation rules, "method")."""
    targets = [c.value for c in scene.within(begin, end, "target") if isinstance(c.value, Target)]
    premises = any(t.kind == "premises" and t.head not in _NOT_STORMED for t in targets)
    return "ArmedAssault" if premises and not accident and _ATTACKED.search(clause) else None


_NOT_STORMED = ("checkpoint", "checkpoints", "roadblock", "airport", "residence", "residences", "hotel", "hospital")


def _folded(scene: Masked, begin: int, end: int, offset: int) -> int:
    """The folded position of a plain offset of the clause."""
    limit = scene.plain_begin(begin) + offset
    return next((i for i in range(begin + 1, end) if scene.plain_begin(i) >= limit), end)


def _without_arrests(harms: list[Harm]) -> list[Harm]:
    """Those whom the authorities detain are no hostages, unless the same verb takes the mission's people."""
    taken = {h.at for h in harms if h.people.force}
    return [h for h in harms if h.verb not in _ARRESTS or h.at in taken]


_ARRESTS = ("detain", "capture", "seize")


def _violent(harms: list[Harm], clause: str, told: bool) -> list[Harm]:
    """Deaths told by "died" count where the clause tells violence, or where it goes on with what was told."""
    told = told or bool(first_cue("violence", clause))
    return [h for h in harms if h.kind != "died" or told]


def _without_victims_of_the_mission(scene: Masked, begin: int, end: int, harms: list[Harm]) -> list[Harm]:
    """Drops harm that the mission itself does to others."""
    for match in _FORCE_ACTS.finditer(scene.text, begin, end):
        who, verb = scene.chunks[match.start("who")], scene.chunks[match.start("verb")].value
        if _is_force(who) and isinstance(verb, Verb) and _acts(scene, match.start("verb"), verb):
            return [h for h in harms if h.people.force]
    return [h for h in harms if h.people.force or not _BY_FORCE.search(scene.text, h.at, min(end, h.at + 80))]


_BY_FORCE = pattern(
    r"^.{0,40}?\bby (?:the |a )?(?:\w+ ){0,2}(?:{force}|{victims}(?= (?:in|on|who|during)\b))(?! (?:position|mandate))"
)


def _acts(scene: Masked, at: int, verb: Verb) -> bool:
    """Whether the verb's subject does it: an active verb with an object or target after it."""
    if verb.group == "attack" and verb.lemma in ("shoot", "fire-on", "open-fire-on", "fire-at", "open-fire-at"):
        return "participle" not in verb.forms or bool(_AFTER_ACT.match(scene.text, at + 1))
    return verb.group in ("killed", "injured", "attack") and bool(_AFTER_ACT.match(scene.text, at + 1))


_AFTER_ACT = pattern(r" (?:at |on |the |a |an |some |several )*(?:{victims}|{culprit}|{amount}|{people}|{target})")


def _is_force(chunk: Chunk) -> bool:
    return chunk.kind == "force" or bool(getattr(chunk.value, "force", False))


def _relevance(scene: Masked, begin: int, end: int, harms: list[Harm], page: Surroundings, accident: bool) -> str:
    """The name of the rule by which the clause tells of something that befell the mission, or ""."""
    sure = [h for h in harms if h.people.force or any(p.force for p in h.people.parts)]
    clause = scene.plain[scene.plain_begin(begin) : scene.plain_end(end)]
    for harm in sure:
        if harm.kind not in ("died", "affected") or accident or first_cue("violence", clause):
            return f"{harm.verb}-{'active' if harm.active else 'passive'}"
    if accident:
        known = _force_inside(scene, begin, end, set()) or (
            page.mission and any(_of_contingent(h, page) for h in harms)
        )
        return "accident" if known else ""
    if any(_OWN.search(h.people.head) for h in harms) and _force_inside(scene, begin, end, set()):
        return "harm-to-its-people"
    reporters = _reporters(scene, begin, end)
    hit = _hit(scene, begin, end, reporters, page)
    if hit:
        return hit
    if harms and first_cue("violence", clause) and _force_inside(scene, begin, end, reporters, ("target",)):
        return "harm-at-the-mission"
    if page.mission and any(_of_contingent(h, page) for h in harms) and (page.incidents or first_cue("violence", clause)):
        return "harm-to-contingent"
    return ""


def _of_contingent(harm: Harm, page: Surroundings) -> bool:
    """Soldiers or police from abroad on a mission's own page are its people; on its incidents, any uniformed people."""
    people = harm.people
    groups = (people, *people.parts)
    foreign = any(c.name not in page.hosts for g in groups for c in g.nationality)
    uniformed = any(g.role in _UNIFORMED for g in groups) and not _NOT_OF_MISSION.search(people.head)
    return uniformed and (foreign or page.incidents)


_NOT_OF_MISSION = re.compile(r"\b(?:border|government|rebel|regular|national|former|militia|local)\b", re.IGNORECASE)


_OWN = re.compile(r"\b(?:its|the mission[’']s|the force[’']s)\b", re.IGNORECASE)
_UNIFORMED = ("Soldier", "PoliceOfficer", "MilitaryObserver")


def _reporters(scene: Masked, begin: int, end: int) -> set[int]:
    """Folded positions at which the mission only reports."""
    matches = _REPORTER.finditer(scene.text, begin, end)
    return {m.start("a") if m["a"] else m.start("b") for m in matches}


def _force_inside(
    scene: Masked, begin: int, end: int, reporters: set[int], kinds: tuple[str, ...] = ("force", "target", "victims")
) -> bool:
    inside = (c for i, c in scene.chunks.items() if begin <= i < end and i not in reporters)
    return any(c.kind in kinds and _is_force(c) for c in inside)


def _hit(scene: Masked, begin: int, end: int, reporters: set[int], page: Surroundings) -> str:
    named = _force_inside(scene, begin, end, reporters)
    for name, grammar in _HIT_PATTERNS:
        for match in grammar.finditer(scene.text, begin, end):
            who = scene.chunks[match.start("who")]
            verb = scene.chunks[match.start("verb")].value if "verb" in match.re.groupindex and match["verb"] else None
            if isinstance(verb, Verb) and verb.group not in ("attack", "explode", "abducted"):
                continue
            if isinstance(verb, Verb) and _BY_FORCE.match(scene.text[match.end("verb") : match.end("verb") + 60]):
                continue
            if (_is_force(who) or _from_abroad(who, page)) and match.start("who") not in reporters:
                return name
            if _beside(who) and (named or (_is_its(who) and reporters)):
                return name
    return ""


def _from_abroad(chunk: Chunk, page: Surroundings) -> bool:
    """On a mission's own page, "an Irish patrol" or "the Ghanaian garrison" is the mission's."""
    if not page.mission or not isinstance(chunk.value, (Target, People)):
        return False
    if (
        isinstance(chunk.value, People)
        and chunk.value.role not in _UNIFORMED
        or _NOT_OF_MISSION.search(chunk.value.head)
    ):
        return False
    return any(c.name not in page.hosts for c in chunk.value.nationality)


def _beside(chunk: Chunk) -> bool:
    """Uniformed people, military premises or vehicles: the mission's where the clause speaks of the mission."""
    if isinstance(chunk.value, Target):
        return chunk.value.head not in _CIVIL
    return isinstance(chunk.value, People) and chunk.value.role in _UNIFORMED


_CIVIL = frozenset(
    "hotel hospital airport airfield building residence residences stronghold office offices site sites facility bus car "
    "boat ship plane aircraft flight depot warehouse barracks tanker tankers column hideout".split()
)


def _is_its(chunk: Chunk) -> bool:
    return isinstance(chunk.value, Target) and chunk.value.its


def _nations(scene: Masked, begin: int, end: int) -> tuple[Country, ...]:
    """The countries of the mission's people in a clause."""
    groups = [c.value for c in scene.within(begin, end, "victims") if isinstance(c.value, People)]
    return tuple(dict.fromkeys(n for g in groups for n in g.nationality))


def _attacked(scene: Masked, begin: int, end: int, harms: list[Harm]) -> tuple[Country, ...]:
    """The countries of the mission's people and premises in a clause that are not themselves counted as victims."""
    harmed = {h.where for h in harms}
    acts = [i for i, c in scene.chunks.items() if begin <= i < end and c.kind == "verb"]
    after = {i: c.value for i, c in scene.chunks.items() if acts and acts[0] < i < end and i not in harmed}
    objects = [v for v in after.values() if isinstance(v, People) or (isinstance(v, Target) and v.force)]
    return tuple(dict.fromkeys(n for o in objects for n in o.nationality))


def _date(scene: Masked, begin: int, end: int) -> DateMention | None:
    dates = [c.value for c in scene.within(begin, end, "date") if isinstance(c.value, DateMention)]
    return next((d for d in dates if d.first or d.yearless), None)


def why_not(masked: Masked) -> str:
    """Why a sentence tells of no attack on a mission, for the debug view."""
    plain = masked.plain
    if not triggered(plain):
        return "no word of violence"
    for reason, found in (
        ("a total over a longer time", first_cue("aggregate", plain)),
        ("a threat, a plan or a denial", first_cue("hypothetical", plain)),
        ("disease or natural causes", first_cue("natural", plain)),
        ("a release of captives", _FREED.search(fold_scene(masked).text)),
    ):
        if found:
            return f"{reason} ({found[0][:40].strip()!r})"
    return "nobody and nothing of a mission is hit"
