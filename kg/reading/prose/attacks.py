"""Attacks and accidents in one sentence: clauses, their harms, and whether they are the mission's."""

import re
from dataclasses import dataclass

from kg.reading.prose.harm import Harm, find_harms
from kg.reading.prose.lexicon import Verb
from kg.reading.prose.mask import Chunk, Masked, pattern
from kg.reading.prose.methods import method_of
from kg.reading.prose.people import People, fold_parts, fold_people
from kg.reading.prose.places import Where, find_places
from kg.reading.prose.scene import Culprit, Target, fold_culprits, fold_targets
from kg.values.countries import Country
from kg.values.dates import DateMention


@dataclass(frozen=True, slots=True)
class Event:
    """What one clause tells of an attack or accident; offsets count the sentence's plain text."""

    begin: int
    end: int
    accident: bool
    own: bool
    refers_back: bool
    rule: str
    harms: tuple[Harm, ...] = ()
    date: DateMention | None = None
    places: tuple[Where, ...] = ()
    method: str | None = None
    culprits: tuple[Culprit, ...] = ()
    claimed: tuple[Culprit, ...] = ()


TRIGGER = re.compile(
    r"kill|wound|injur|die[sd]|dead|death|live|abduct|kidnap|hostage|captur|captive|prisoner|detain|seiz|attack|ambush|storm|raid|"
    r"shell|mortar|rocket|fire|shot|shoot|bomb|explo|detonat|blast|mine|strike|struck|hit|murder|slain|massacre|crash|accident|"
    r"clash|fight|battle|responsib|assault|grenade|drown|casualt|toll|behead|stab|beat|human shield|overr[au]n|target|claim|lynch|burn|stone|hurt|missile|shield|ablaze|perish|gunned|snatched|hijack",
    re.IGNORECASE,
)

_CUT = re.compile(
    r"[,;—–-]?\s*\b(?:bring(?:s|ing)?|brought|rais(?:es|ing|ed)|tak(?:es|ing)) (?:the|its|their) (?:total|overall|number|death toll|toll|mission)\b[^;]*"
)
_SPLIT = pattern(
    r"; |,? and (?=(?:also )?(?:on|in) {date})|,? (?:and|while) (?=the next day)"
    r"|, (?:and )?(?=the (?:\w+ ){0,2}(?:ambush|shooting|killing|attack|abduction|kidnapping|shelling|bombing)\b)| and (?=the (?:ambush|shooting down|abduction) of)"
)
_BACK = re.compile(
    r"\b(?:(?:the|this|that|these|those|both) (?:\w+ ){0,2}(?:attack|ambush|blast|explosion|bombing|incident|shooting|assault|raid|clash|fighting|crash|"
    r"violence|strike|airstrike|shelling|bomb|attacker|attackers|gunmen|assailants|militants|rebels|latter|vehicle|convoy|helicopter|casualties|dead|victims|"
    r"fatalities|wounded|injured|killings?|crossfire|exchange|hostages|operation|kidnapping|abduction|device|plane|aircraft|tanks|firefight|mine|missile|siege)s?\b"
    r"|also\b|in all\b|another\b|others\b|a further\b|responsibility\b|one of (?:them|the)\b|he\b|she\b|they\b|all (?:of )?(?:them|those)\b|following\b|in the process\b)",
    re.IGNORECASE,
)
_HYPOTHETICAL = re.compile(
    r"\bthreat(?:s|en|ens|ened|ening)?\b|\bwarn(?:s|ed|ing)? (?:of|that|against)|\bvow|\bplot(?:s|ted|ting)?\b|\bfoil|\bthwart|\bplan(?:s|ned|ning)? (?:to |an? )(?:attack|kill|abduct)|"
    r"\bif (?:they|it|he)\b|\bcould (?:be )?(?:attack|kill|target)|\bwould (?:be )?(?:attack|kill|target)|\bmay be attacked|\brisk of\b|\bfear(?:s|ed)? (?:of|that)\b|"
    r"\bfalse(?:ly)? (?:report|claim)|\bdenie[sd] (?:that|reports|having)|\bno (?:truth|evidence)|\buntrue\b|\bwere not attacked|\bprevent(?:s|ed)? (?:an|the|further) attack|"
    r"\bin case of\b|\bsuspicion of (?:plan|plot)|\bpractis|\bexercise\b|\bsimulat|\bdrill\b|\bcalls? (?:for|on)\b[^.;]{0,40}\bto attack|\bpretend",
    re.IGNORECASE,
)
_AGGREGATE = re.compile(
    r"\bsince (?:the )?(?:beginning|start|inception|establishment|outset|its|their|it|independence|\d{4}|January|February|March|April|May|June|July|August|September|October|November|December)\b|"
    r"\bto date\b|\bso far\b|\bin total\b|\boverall\b|\bin its (?:\w+ ){0,2}(?:years|history|existence)|\bover the (?:past|last|course)|\bduring (?:the|its|their|his) (?:war|conflict|mission|deployment|mandate|tour|years)|"
    r"\bfrom \d{4} to \d{4}|\bbetween \d{4} and \d{4}|\b(?:a )?total of\b[^.;]{0,80}\b(?:died|killed|lost)|\bthe deadliest\b|\bhave (?:been killed|died|lost their lives)\b[^.;]{0,60}\b(?:since|during|in the course|as a result of)|"
    r"\bfatalities\b|\bthe (?:total )?number of\b|\b(?:in|over|during) (?:the )?(?:\w+ )?(?:\d+|two|three|four|five|six|seven|eight|nine|ten) (?:years|months) (?:of|since|that)|\bannual|\beach year|\bevery year|\bper cent\b|\bin 20\d\d alone|"
    r"\bmost (?:dangerous|deadly)|\bthe years?\b[^.;]{0,20}\b(?:died|killed)|\bmission cost|\bduring (?:the )?(?:reporting period|period under review)",
    re.IGNORECASE,
)
_ACCIDENT = re.compile(
    r"\baccident(?!ally (?:shot|fired|bomb))|\bcrash(?:es|ed|ing)?\b|\bcollid|\bcollision|\boverturn|\bdrown|\bcapsiz|\bplunge|\bskidd|\bmalfunction|\bmechanical|\btechnical failure|\belectrocut|"
    r"\bveered|\brolled (?:over|into)|\bwent down\b|\bderail|\bran off the road|\bengine failure|\bbad weather|\bmid-air|\baccidental",
    re.IGNORECASE,
)
_NATURAL = re.compile(
    r"\bmalaria|\bcholera|\bdisease|\billness|\bheart attack|\bnatural causes|\bearthquake|\bCOVID|\bcoronavirus|\bebola|\bfever\b|\bcommitted suicide|\btook (?:his|her) own life|\bcardiac|\bflood(?:s|ing)?\b|\blandslide|\bhurricane|\bcyclone|\btyphoid|\bvirus|\bstroke\b|\blightning|\bAIDS\b|\bfood poisoning|\bsuicide(?! (?:bomb|attack|car|truck|blast|mission|vehicle|explos|vest))",
    re.IGNORECASE,
)
_VIOLENT = re.compile(
    r"\bshot down\b|\battack(?:s|ed|ing|ers?)?\b(?<!heart attack)|\bambush|\bmissile|\bbomb|\bmine\b|\bgun|\bfire[ds]? (?:on|at|upon)|\bopened fire|\bunder (?:\w+ )?fire|\brocket|\brebels?\b|\bmilitants?\b|\bexplosive",
    re.IGNORECASE,
)
_FREED = pattern(r"(?:{victims}|{culprit}|hostages|captives)[^.;]{0,120}\b(?:is|are|was|were|been|be|have been|has been) (?:\w+ )?(?:released|freed|rescued|liberated)\b(?! after)|\b(?:releases?|released|frees?|freed|rescues?|rescued|secures? the release of|release of) (?:all |the |dozens of )?{victims}")
_CUE = re.compile(
    r"\battack|\bambush|\bstorm(?:s|ed|ing)\b|\braid|\bshell(?:s|ed|ing)\b|\bmortar|\brocket|\bfire[ds]? |\bfiring\b|\bgunfire|\bshot\b|\bshots\b|\bshoot|\bbomb|\bexplo[ds]|\bdetonat|\bblast|\bmines?\b|\bstrikes?\b|\bstruck\b|\bhits?\b|"
    r"\bmissile|\bclash|\bbattle|\bassault|\bgrenade|\bhostage|\babduct|\bkidnap|\bcaptured?\b|\bdetained|\bhuman shield|\bmob\b|\briot|\bstab|\bbeaten|\bstoned?\b|\boverr[au]n|\btarget(?:s|ed|ing)\b|\bIED|\bgun|\bset (?:ablaze|on fire|alight)|\btorched|\bfight(?:ing)?\b|\bfirefight|\bsniper|\bdrone|\bartillery|\bhijack|\bforcibly|\bcrossfire|\bmurder|\bmassacre|\bexecut|\bbehead|\blynch",
    re.IGNORECASE,
)
_REPORTER = pattern(
    r"(?i:according to|said|says|told|reported by|confirmed by|a statement (?:by|from)|announced by) (?:the |a |an )?(?:\w+ ){0,3}(?P<a>{force}|{victims})"
    r"|(?P<b>{force}|{victims}|{target})(?:[’']s)?(?: [\w’'-]+){0,4}? (?:says?|said|has said|reports?|reported|confirm\w*|announc\w*|states?|stated|condemn\w*|notes?|noted|expresse[sd]|observed|received reports|registered|recorded|documented|has accused|accuses?)\b"
)
_HITTING = (
    r"(?:hit|hits|hitting|struck|strikes|striking|landed|land|lands|landing|explod\w+|detonat\w+|went off|goes off|fired|thrown|hurled|fell|falls|lobbed|"
    r"near|at|in|on|inside|outside|into|against|towards?|under|beside|targeting|targets|targeted|directed)"
)
_THING = r"(?:{target}|{victims}|{force})"
_HITS = (
    ("attacked-passive", rf"(?P<who>{_THING})(?:,? [^.;:]{{0,70}}?)? (?:is|are|was|were|been|being|be|got|gets?)(?: [\w-]+){{0,3}}? (?P<verb>{{verb}})"),
    ("attacked-active", rf"(?P<verb>{{verb}})(?: (?:on|at|upon|against|into|up))?(?: by)?(?: [\w’',-]+){{0,4}}? (?P<who>{_THING})"),
    ("attack-on", rf"(?:{{verb}}|\b(?:attacks?|ambush(?:es)?|assaults?|raids?|strikes?|air ?strikes?|fire|shelling|bombings?|shootings?|blasts?|explosions?|bombardment|shots|rounds|gunfire|violence))(?: [\w’',-]+){{0,5}}? (?:on|against|of|upon|at|near|outside|targeting|targeted|inside|towards?|in|hits?|involving) (?:[\w’',-]+ ){{0,4}}?(?P<who>{_THING})"),
    ("came-under-fire", rf"(?P<who>{_THING})[^.;]{{0,90}}? (?:came|come|comes|coming|under) (?:under )?(?:[\w-]+ ){{0,4}}?(?:fire|attack|{{verb}}|shelling|bombardment)"),
    ("device-hit", rf"\b(?:bombs?|devices?|IEDs?|mines?|rockets?|shells?|mortars?|rounds?|missiles?|shots?|grenades?|bullets?|projectiles?|explosives?|drones?|explosions?|blasts?|molotov cocktails|stones)\b[^.;]{{0,90}}?\b{_HITTING} (?:[\w’',-]+ ){{0,4}}?(?P<who>{_THING})"),
    ("hit-a-mine", rf"(?P<who>{_THING})[^.;]{{0,60}}? (?:hit|struck|hits|strikes|ran over|runs over|drove over|triggered|set off|detonated|detonates|{{verb}})(?: over| on| by)? (?:an?|the|two) (?:[\w-]+ ){{0,4}}?(?:mines?|IED|bombs?|device|explosive|landmine)"),
    ("human-shields", rf"(?P<who>{_THING})[^.;]{{0,90}}? used as (?:human )?shields"),
)  # fmt: skip
_HIT_PATTERNS = tuple((name, pattern(source)) for name, source in _HITS)
_FORCE_ACTS = pattern(
    r"(?P<who>{victims}|{force}|{target})(?:,? (?:\w+ly|also|then|had|have|has|who|reportedly))* (?P<verb>{verb})"
)


def fold_scene(masked: Masked) -> Masked:
    """Level two: people with their parts, what can be attacked, and those who may have attacked."""
    return fold_culprits(fold_targets(fold_parts(fold_people(masked))))


def find_events(masked: Masked, relevant_people: bool) -> list[Event]:
    """What the clauses of a sentence tell; `relevant_people`: soldiers without more are the mission's here."""
    scene = fold_scene(masked)
    cut = _CUT.search(scene.text)
    text_end = cut.start() if cut else len(scene.text)
    events = [_event(scene, b, e, relevant_people) for b, e in _segments(scene, text_end)]
    return [e for e in events if e is not None]


def _segments(scene: Masked, end: int) -> list[tuple[int, int]]:
    cuts = [0]
    for match in _SPLIT.finditer(scene.text, 0, end):
        if _CUE.search(scene.text, cuts[-1], match.start()) or find_verbs(scene, cuts[-1], match.start()):
            cuts.append(match.end())
    return list(zip(cuts, [*cuts[1:], end], strict=True))


def find_verbs(scene: Masked, begin: int, end: int) -> list[Verb]:
    """The verbs of violence in a stretch of folded text."""
    return [c.value for c in scene.within(begin, end, "verb") if isinstance(c.value, Verb)]


def _event(scene: Masked, begin: int, end: int, relevant_people: bool) -> Event | None:
    clause = scene.plain[scene.plain_begin(begin) : scene.plain_end(end)]
    if _AGGREGATE.search(clause) or _HYPOTHETICAL.search(clause) or _FREED.search(scene.text, begin, end):
        return None
    harms = [h for h in find_harms(scene) if begin <= h.at < end and not _attackers(h.people)]
    harms = _without_victims_of_the_mission(scene, begin, end, harms)
    natural, violent = _NATURAL.search(clause), _VIOLENT.search(clause)
    accident = bool(_ACCIDENT.search(clause)) and not violent
    if natural and not violent and not accident:
        return None
    rule = _relevance(scene, begin, end, harms, relevant_people, accident)
    claimed = _claims(scene, begin, end)
    back = bool(_BACK.search(clause))
    if not rule and not harms and not claimed and not back:
        return None
    return Event(
        begin=scene.plain_begin(begin),
        end=scene.plain_end(end),
        accident=accident,
        own=bool(rule),
        refers_back=back,
        rule=rule or "told-further",
        harms=tuple(_violent(harms, clause, accident)),
        date=_date(scene, begin, end),
        places=tuple(p for p in find_places(scene) if begin <= p.at < end),
        method=None if accident else method_of(clause),
        culprits=() if accident else tuple(_culprits(scene, begin, end)),
        claimed=tuple(claimed),
    )


def _attackers(people: People) -> bool:
    return people.role == "Attacker"


def _violent(harms: list[Harm], clause: str, accident: bool) -> list[Harm]:
    """Deaths told by "died" count where the clause tells violence or an accident."""
    told = accident or bool(_CUE.search(clause))
    return [h for h in harms if h.kind != "died" or told]


def _without_victims_of_the_mission(scene: Masked, begin: int, end: int, harms: list[Harm]) -> list[Harm]:
    """Drops harm that the mission itself does to others."""
    for match in _FORCE_ACTS.finditer(scene.text, begin, end):
        who, verb = scene.chunks[match.start("who")], scene.chunks[match.start("verb")].value
        if _is_force(who) and isinstance(verb, Verb) and _acts(scene, match.start("verb"), verb):
            return [h for h in harms if h.people.force]
    return [h for h in harms if h.people.force or not _BY_FORCE.search(scene.text, h.at, min(end, h.at + 80))]


_BY_FORCE = pattern(r"^.{0,40}?\bby (?:the |a )?(?:\w+ ){0,2}(?:{force}|{victims}(?= (?:in|on|who|during)\b))(?! (?:position|mandate))")


def _acts(scene: Masked, at: int, verb: Verb) -> bool:
    """Whether the verb's subject does it: an active verb with an object or target after it."""
    if verb.group == "attack" and verb.lemma in ("shoot", "fire-on", "open-fire-on", "fire-at", "open-fire-at"):
        return "participle" not in verb.forms or bool(_AFTER_ACT.match(scene.text, at + 1))
    return verb.group in ("killed", "injured", "attack") and bool(_AFTER_ACT.match(scene.text, at + 1))


_AFTER_ACT = pattern(r" (?:at |on |the |a |an |some |several )*(?:{victims}|{culprit}|{amount}|{people}|{target})")


def _is_force(chunk: Chunk) -> bool:
    return chunk.kind == "force" or bool(getattr(chunk.value, "force", False))


def _relevance(
    scene: Masked, begin: int, end: int, harms: list[Harm], relevant_people: bool, accident: bool
) -> str:
    """The name of the rule by which the clause tells of something that befell the mission, or ""."""
    sure = [h for h in harms if h.people.force or any(p.force for p in h.people.parts)]
    clause = scene.plain[scene.plain_begin(begin) : scene.plain_end(end)]
    for harm in sure:
        if harm.kind not in ("died", "affected") or accident or _CUE.search(clause):
            return f"{harm.verb}-{'active' if harm.active else 'passive'}"
    if accident:
        return "accident" if _force_inside(scene, begin, end, set()) and (harms or _ACCIDENT.search(clause)) else ""
    reporters = _reporters(scene, begin, end)
    hit = _hit(scene, begin, end, reporters)
    if hit:
        return hit
    if harms and _CUE.search(clause) and _force_inside(scene, begin, end, reporters):
        return "harm-at-the-mission"
    if relevant_people and any(h.people.role in _UNIFORMED and h.kind != "died" for h in harms):
        return "harm-to-contingent"
    return ""


_UNIFORMED = ("Soldier", "PoliceOfficer", "MilitaryObserver")


def _reporters(scene: Masked, begin: int, end: int) -> set[int]:
    """Folded positions at which the mission only reports."""
    matches = _REPORTER.finditer(scene.text, begin, end)
    return {m.start("a") if m["a"] else m.start("b") for m in matches}


def _force_inside(scene: Masked, begin: int, end: int, reporters: set[int]) -> bool:
    return any(_is_force(c) for i, c in scene.chunks.items() if begin <= i < end and i not in reporters)


def _hit(scene: Masked, begin: int, end: int, reporters: set[int]) -> str:
    named = any(_is_force(c) for i, c in scene.chunks.items() if begin <= i < end)
    for name, grammar in _HIT_PATTERNS:
        for match in grammar.finditer(scene.text, begin, end):
            who = scene.chunks[match.start("who")]
            verb = scene.chunks[match.start("verb")].value if "verb" in match.re.groupindex and match["verb"] else None
            if isinstance(verb, Verb) and verb.group not in ("attack", "explode", "abducted"):
                continue
            its = isinstance(who.value, Target) and who.value.its and named
            if (_is_force(who) or its) and (match.start("who") not in reporters or its):
                return name
    return ""


def _date(scene: Masked, begin: int, end: int) -> DateMention | None:
    dates = [c.value for c in scene.within(begin, end, "date") if isinstance(c.value, DateMention)]
    return next((d for d in dates if d.first or d.yearless), None)


_NAMED = r"(?:{culprit}|{group})"
_CLAIM = pattern(
    rf"(?P<who>{_NAMED})(?:,? [^.;]{{0,60}}?)? (?:ha(?:s|ve|d) |later |also |subsequently )*(?:claim(?:s|ed|ing)?|took|takes|taking|admit(?:s|ted)?|accepts?|accepted|assumed) (?:\w+ )?responsibility"
    rf"|responsibility [^.;]{{0,60}}?(?:was |were |being |been |is )?(?:\w+ )?(?:claimed|taken|assumed) by (?P<by>{_NAMED})"
    rf"|(?P<said>{_NAMED})(?: [^.;,]{{0,30}}?)? (?:claim(?:s|ed)?|says?|said|boast(?:s|ed)?|announce[sd]?) (?:that )?(?:to have|it (?:had|has|was|carried)|they (?:had|have|were)|its fighters|his men|having|responsib|(?:at least )?{{amount}}|(?:[^.;]{{0,60}} caused))"
    rf"|(?:claimed by|attack claimed by) (?P<past>{_NAMED})"
)
_FOR_RELEASE = re.compile(r"responsibility for (?:the )?(?:release|freeing)", re.IGNORECASE)


def _claims(scene: Masked, begin: int, end: int) -> list[Culprit]:
    if _FOR_RELEASE.search(scene.text, begin, end):
        return []
    found = []
    for match in _CLAIM.finditer(scene.text, begin, end):
        index = next(match.start(g) for g in ("who", "by", "said", "past") if match[g])
        found.append(_culprit_at(scene, index))
    return found


_DONE_BY = (
    rf"(?:{{verb}}|\b(?:attacks?|ambush|fire|strike|air ?strike|assault|raid|shelling|bombing|shooting|fired|launched|planted|carried out|perpetrated|conducted|staged|laid|thrown|clash(?:es)?|battle|fighting|firefight|gun ?battle|offensive|hostage|captive|prisoner|set off|detonated|claimed|mounted|forces?|held))\b?[^.;]{{0,80}}? (?:by|with|against|from|between|to) (?:the )?(?P<who>{_NAMED})",
    rf"\bby (?:the )?(?P<who>{_NAMED})",
    rf"\b(?:blamed on|attributed to|blames?|blamed|accuse[sd]?|suspected to be|believed to be|pointed to) (?:the )?(?P<who>{_NAMED})",
    rf"(?P<who>{_NAMED})(?:,? (?:[\w’'-]+|{{people}}|{{target}}|{{place}}|{{country}}|{{demonym}})){{0,8}}?,? (?:\w+ )?(?:{{verb}}|(?:open(?:s|ed)?|launch(?:es|ed)?|fir(?:es|ed)|threw|throws?|detonat\w+|dropp?(?:s|ed)|carr(?:ies|ied) out|lob(?:s|bed)|plant(?:s|ed)|set|goes on|went on|took|takes?|forcibly|held|holds|hurled)\b)",
    rf"(?P<who>{_NAMED})(?:[’']s?)? (?:\w+ )?(?:attacks?|ambush|assault|raid|shelling|bombing|strike|air ?strike|mortar|rocket|artillery|offensive|gunfire|fire|shooting|{{verb}})",
)
_DONE_PATTERNS = tuple(pattern(source) for source in _DONE_BY)
_STATE_ACT = pattern(
    r"(?P<who>{demonym}|{country}(?:[’']s)?|{group})(?: (?:[A-Z][\w’'-]*|army|air force|military|government|naval))* (?:air ?strikes?|air raids?|artillery|tanks?|drones?|shelling|shellfire|shells?|warplanes?|jets?|bombers?|[A-Z][\w-]+(?: [A-Z][\w-]+)* (?:tanks?|bombers?|jets?)|army|military|forces?|troops|soldiers|bombardment|gunboats?|warships?|gunners|positions|snipers?|tank|strike|missiles?|rockets?|{verb}|{target}|{victims})"
)


def _culprits(scene: Masked, begin: int, end: int) -> list[Culprit]:
    for grammar in _DONE_PATTERNS:
        match = grammar.search(scene.text, begin, end)
        if match and not _passive_victim(scene, match):
            return [_culprit_at(scene, match.start("who"))]
    match = _STATE_ACT.search(scene.text, begin, end)
    if match and not _is_victim(scene, match):
        return [_of_state(scene, match)]
    return []


def _passive_victim(scene: Masked, match: "re.Match[str]") -> bool:
    """In "five militants were killed" the militants did not do it."""
    after = scene.text[match.end("who") :]
    return bool(re.match(r",? (?:who )?(?:is|are|was|were|been|being)\b", after))


def _is_victim(scene: Masked, match: "re.Match[str]") -> bool:
    last = scene.chunks.get(match.end() - 1)
    return last is not None and last.kind == "victims"


def _of_state(scene: Masked, match: "re.Match[str]") -> Culprit:
    chunk = scene.chunks[match.start("who")]
    words = scene.plain[scene.plain_begin(match.start()) : scene.plain_end(match.end())]
    if isinstance(chunk.value, Country):
        return Culprit(chunk.value.name, None, chunk.value)
    return Culprit(words)


def _culprit_at(scene: Masked, index: int) -> Culprit:
    chunk = scene.chunks[index]
    if isinstance(chunk.value, Culprit):
        return chunk.value
    return Culprit(scene.plain[chunk.begin : chunk.end])
