"""Who did it: those whom a clause makes the doer of an attack, and those who claim it."""

import re

from kg.reading.prose.lexicon import Verb
from kg.reading.prose.mask import Masked, pattern
from kg.reading.prose.scene import Culprit
from kg.values.countries import Country
from kg.values.groups import KnownGroup

_NAMED = r"(?:{culprit}|{group})"
_CLAIM = pattern(
    rf"(?P<who>{_NAMED})(?:,? [^.;]{{0,60}}?)? (?:ha(?:s|ve|d) |later |also |subsequently )*(?:claim(?:s|ed|ing)?|took|takes|taking|admit(?:s|ted)?|accepts?|accepted|assumed) (?:\w+ )?responsibility"
    rf"|(?i:responsibility) [^.;]{{0,60}}?(?:was |were |being |been |is )?(?:\w+ )?(?:claimed|taken|assumed) by (?P<by>{_NAMED})"
    rf"|(?P<said>{_NAMED})(?: [^.;,]{{0,30}}?)? (?:claim(?:s|ed)?|boast(?:s|ed)?) (?:that )?(?:to have|it (?:had|has|was|carried|killed)|they (?:had|have|were|killed)|its fighters|his men|having|(?:at least )?{{amount}}|(?:[^.;]{{0,60}} caused))"
    rf"|(?P<did>{_NAMED}) (?:says?|said) (?:that )?(?:it|they|its (?:fighters|men|forces)|his men) (?:had |has |have )?(?:fired|launched|carried out|planted|detonated|was behind|were behind|{{verb}})"
    rf"|(?:claimed by|attack claimed by) (?P<past>{_NAMED})"
)
_FOR_RELEASE = re.compile(r"responsibility for (?:the )?(?:release|freeing)", re.IGNORECASE)


def claims(scene: Masked, begin: int, end: int) -> list[Culprit]:
    """Those who claim the attack."""
    if _FOR_RELEASE.search(scene.text, begin, end):
        return []
    found = []
    for match in _CLAIM.finditer(scene.text, begin, end):
        index = next(match.start(g) for g in ("who", "by", "said", "did", "past") if match[g])
        found.append(_culprit_at(scene, index))
    return found


_DONE_BY = (
    rf"(?:{{verb}}|\b(?:attacks?|ambush|fire|strike|air ?strike|assault|raid|shelling|bombing|shooting|fired|launched|planted|carried out|perpetrated|conducted|staged|laid|thrown|clash(?:es)?|battle|fighting|firefight|gun ?battle|offensive|hostage|captive|prisoner|set off|detonated|claimed|mounted|forces?|held)\b)[^.;]{{0,80}}? (?:by|with|against|from|between|to) (?:the )?(?P<who>{_NAMED})",
    rf"(?<!backed )(?<!supported )(?<!led )(?<!followed )\bby (?:[^\s,;.]+ ){{0,4}}?[\"“‘']?(?P<who>{_NAMED})",
    rf"\b(?:blamed on|attributed to|blames?|blamed|accuse[sd]?|suspected to be|believed to be|pointed to) (?:the )?(?P<who>{_NAMED})",
    rf"(?P<who>{_NAMED})(?:,? [^\s,;.]+){{0,8}}?,? (?:\w+ )?(?:{{verb}}|(?:open(?:s|ed)?|launch(?:es|ed)?|fir(?:e|es|ed)|threw|throws?|detonat\w+|dropp?(?:s|ed)|carr(?:ies|ied) out|lob(?:s|bed)?|plant(?:s|ed)|set|goes on|went on|took|takes?|forcibly|held|holds|hurled)\b)",
    rf"(?P<who>{_NAMED})(?:[’']s?)? (?:\w+ )?(?:attacks?|ambush|assault|raid|shelling|bombing|strike|air ?strike|mortar|rocket|artillery|offensive|gunfire|fire|shooting|{{verb}})",
)
_DONE_PATTERNS = tuple(pattern(source) for source in _DONE_BY)
_STATE_ACT = pattern(
    r"(?P<who>{demonym}|{country}(?:[’']s)?|{group})(?: (?:[A-Z][\w’'-]*|air|naval|government|army|military))*"
    r" (?:air ?strikes?|air raids?|artillery|drones?|shelling|shellfire|shells?|warplanes?|jets?|bombers?|gunboats?|warships?|gunners|"
    r"bombardment|snipers?|missiles?|rockets?|(?:{agent}|{people})(?= (?:\w+ly )?(?:{verb}|open|fire))|(?:air )?{verb}|{target}(?= (?:\w+ly )?(?:{verb}|open|fire)))"
)


_NOBODY = (
    "group", "men", "people", "persons", "band", "elements", "individuals", "forces", "army", "troops", "military", "attackers", "attacker", "suicide bomber", "suicide bombers", "bomber", "perpetrators",
    "perpetrator", "sniper", "assassin", "kidnappers", "captors", "police", "soldiers", "supporters", "youth", "man",
)  # fmt: skip


def culprits(scene: Masked, begin: int, end: int) -> list[Culprit]:
    """Those who attacked by the grammar of a clause (folded positions); the first way of saying that applies decides."""
    for grammar in _DONE_PATTERNS:
        match = grammar.search(scene.text, begin, end)
        if match and not _passive_victim(scene, match) and "between" not in match[0]:
            culprit = _culprit_at(scene, match.start("who"))
            return [] if culprit.name.lower() in _NOBODY else [culprit]
    soldiers = _BY_SOLDIERS.search(scene.text, begin, end)
    if soldiers and not getattr(scene.chunks[soldiers.start("who")].value, "force", True):
        return [_insider(scene, soldiers.start("who"))]
    insider = _INSIDER.search(scene.text, begin, end)
    return [_insider(scene, insider.start("who"))] if insider else []


_BY_SOLDIERS = pattern(r"(?:{verb}|\bfired|\bcarried out|\blaunched)[^.;]{0,50}? by (?:the )?(?P<who>{victims})")
_INSIDER = pattern(
    r"(?P<who>{victims})[^.;]{0,60}? (?:(?:goes|went|going) on a (?:\w+ )?{verb}|(?:opens?|opened) fire|turn(?:s|ed) (?:his|her|their) (?:\w+ )?(?:gun|weapon|rifle)s? on|(?:shoots?|shot) and)"
)


def _insider(scene: Masked, index: int) -> Culprit:
    chunk = scene.chunks[index]
    return Culprit(re.sub(r"^(?:an?|the|one) ", "", scene.plain[chunk.begin : chunk.end], flags=re.IGNORECASE))


def _passive_victim(scene: Masked, match: "re.Match[str]") -> bool:
    """In "five militants were killed" the militants did not do it."""
    after = scene.text[match.end("who") :]
    return bool(re.match(r",? (?:who )?(?:is|are|was|were|been|being)\b", after))


def states(masked: Masked, begin: int, end: int) -> list[Culprit]:
    """A state whose forces attacked ("an Israeli airstrike"), within plain offsets of the sentence as first folded."""
    for match in _STATE_ACT.finditer(masked.text):
        if begin <= masked.plain_begin(match.start()) < end and _attacks(masked, match.end()):
            return [_of_state(masked, match)]
    return []


def _attacks(masked: Masked, after: int) -> bool:
    """Whether what stands before this folded position does the attacking ("were killed" and "died" do not)."""
    last = masked.chunks.get(after - 1)
    if last is None or last.kind not in ("people", "agent", "target", "verb"):
        return True
    following = (c.value for i, c in masked.chunks.items() if after - 1 <= i < after + 14 and c.kind == "verb")
    verb = next(following, None)
    if last.kind == "verb":
        return isinstance(verb, Verb) and verb.group == "attack"
    return not isinstance(verb, Verb) or (verb.group == "attack" and bool(verb.forms & {"past", "s", "base", "ing"}))


def _of_state(masked: Masked, match: "re.Match[str]") -> Culprit:
    chunk = masked.chunks[match.start("who")]
    if isinstance(chunk.value, Country):
        return Culprit(chunk.value.name, None, chunk.value)
    group = chunk.value if isinstance(chunk.value, KnownGroup) else None
    return Culprit(masked.plain[chunk.begin : chunk.end], group)


def _culprit_at(scene: Masked, index: int) -> Culprit:
    chunk = scene.chunks[index]
    if isinstance(chunk.value, Culprit):
        return chunk.value
    return Culprit(scene.plain[chunk.begin : chunk.end])
