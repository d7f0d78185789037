"""Who came to harm: pairs a group of people with what a verb or noun says happened to them.

Voice decides where the people stand: before a passive or intransitive verb ("two soldiers were killed", "five
died"), after an active one or a gerund ("kills four", "wounding 31"), before a bare participle in headlines and in
gapped clauses ("… and three injured").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.reading.prose.lexicon import Verb
from kg.reading.prose.mask import SIGN, Chunk, Masked, pattern
from kg.reading.prose.people import People
from kg.values.numbers import Amount

HARMS = ("killed", "injured", "abducted")


@dataclass(frozen=True, slots=True)
class Harm:
    """One group and its harm. `at` is the folded position of the word that says so; `active` its voice."""

    kind: str
    people: People
    at: int
    active: bool
    verb: str
    where: int
    claimed: bool = False
    gerund: bool = False


_BE = r"(?:is|are|was|were|be|been|being|get|gets|got|getting|had|has|have)"
_ADVERB = r"(?:(?:also|later|both|all|each|either|then|now|still|since|reportedly|\w{3,}ly|in turn|and)\s)"
_PASSIVE = pattern(rf"\b{_BE}\s{_ADVERB}{{0,3}}$")
_SHARED = pattern(rf"{{verb}}(?:,| and| or|, and) {_ADVERB}{{0,2}}$")
_SUBJECT_BEFORE = pattern(rf"(?:{{victims}}|{{amount}}(?: others?| more| of them)?)(?:,? (?:who )?)?{_ADVERB}{{0,2}}$")
_OBJECT = pattern(
    r"^(?:\sof)?(?:\s(?:at least|as many as|up to|over|more than|nearly|some|about|a further|another|all|around|the|those|an estimated|what|both))*"
    r"\s(?:{target},? (?:consisting of|comprising|made up of|carrying|composed of|of|with) )?(?:(?P<people>{victims})|(?P<amount>{amount})(?: others?| more| of them| people)?)"
)
_SHARED_OBJECT = pattern(r"^(?: (?:and|or) |, )(?:\w+ly )?{verb}")
_BOUNDARY = pattern(
    r";|: |{verb}|\b(?:when|after|while|as|that|which|who|where|because|before|if|but|since|although|during which)\b"
)
_NOUN = pattern(
    r"(?P<noun>\b(?:deaths?|killings?|murders?|loss|lives|life|assassination|execution) of"
    r"|\b(?:injur(?:y|ies)|wounds?) to"
    r"|\b(?:abductions?|kidnappings?|capture|detention|seizure|hostage-taking) of)"
    r"(?: (?:at least|some|about|over|more than|up to|a further|another|as many as))* (?P<people>{victims}|{amount})(?! of (?:the |its |their )?{culprit})"
)
_DEAD = pattern(r"(?P<people>{victims}|{amount})(?: others?| more)?(?: (?:is|are|was|were|lie|lay))? (?P<noun>dead\b|deaths\b|fatalities\b)")
_TAKEN = pattern(
    r"\b(?:take|takes|took|taken|taking|hold|holds|held|holding)(?: up to| over| at least| some| about)? (?P<people>{victims})"
    r"[^.;]{0,50}? (?P<noun>hostage|captive|prisoner)s?\b"
)
_SUFFERED = pattern(
    r"(?P<people>{victims}|{amount})(?: others?| more)?[^.;,]{0,20}? (?:who )?(?:sustain|sustains|sustained|suffer|suffers|suffered|receive|receives|received|escaped with)"
    r"(?: \w+){0,3}? (?P<noun>injur(?:y|ies)|wounds?|burns|{verb})"
)
_SHOT_DEAD = pattern(
    r"\b(?:shot|shoots?|shooting|gunned|hacked|beat|stabbed) (?P<people>{victims}) (?P<noun>dead|down|to death)\b"
)
_LIVES = pattern(
    r"\b(?:claim|claims|claimed|claiming|cost|costs|costing|take|takes|took|taking) (?P<people>{victims}|{amount})(?P<noun> lives)?"
)
_TOLL = pattern(
    r"\b(?:toll|death toll|dead)\b[^.;]{0,30}?\b(?:to|at|was|is|of) (?P<people>{victims}|{amount})(?P<noun>)"
)
_NOUN_KIND = {"inju": "injured", "woun": "injured", "burn": "injured", "guns": "injured", "bull": "injured"}
_NOUN_KIND |= dict.fromkeys(("abdu", "kidn", "capt", "dete", "seiz", "host", "pris"), "abducted")


def find_harms(masked: Masked) -> list[Harm]:
    """The harms of a sentence, in order; a group that two words harm ("shot and wounded") stands once for each kind."""
    found = [*_nouns(masked)]
    for at, chunk in masked.chunks.items():
        if chunk.kind == "verb" and isinstance(chunk.value, Verb):
            found += _of_verb(masked, at, chunk.value)
    return sorted((_with_parts_after(masked, h) for h in _once(found)), key=lambda h: h.at)


_PARTS_AFTER = pattern(
    r"^(?:,? \(?(?:including|among them)| ?[—–:(]| -)\s?(?:at least )?(?P<parts>{victims}(?:(?:,|,? and|;) {victims})*)(?![^.;]{0,30}{verb})"
)


def _with_parts_after(masked: Masked, harm: Harm) -> Harm:
    """ "Thirty are injured – 19 Hungarians and 11 Italians": parts that follow the verb."""
    match = _PARTS_AFTER.match(masked.text[max(harm.at, harm.where) + 1 :])
    if match is None or harm.people.parts:
        return harm
    begin = max(harm.at, harm.where) + 1
    span = begin + match.start("parts"), begin + match.end("parts")
    parts = tuple(c.value for c in masked.within(*span, "victims") if isinstance(c.value, People))
    return replace(harm, people=replace(harm.people, parts=parts))


def _once(found: list[Harm]) -> list[Harm]:
    """Each (kind, group) once; 'shot dead' before 'shot'."""
    seen: dict[tuple[str, int], Harm] = {}
    for harm in found:
        seen.setdefault((harm.kind, harm.where), harm)
    return list(seen.values())


def _nouns(masked: Masked) -> Iterator[Harm]:
    for grammar in (_NOUN, _DEAD, _TAKEN, _SUFFERED, _SHOT_DEAD):
        for match in grammar.finditer(masked.text):
            at = match.start("people")
            kind = _noun_kind(masked, match)
            if kind is None:
                continue
            yield Harm(kind, _group(masked, at), match.start("noun"), grammar is not _SUFFERED, match["noun"], at)
    for match in _LIVES.finditer(masked.text):
        at = match.start("people")
        people = _group(masked, at)
        if match["noun"] or people.head.endswith("lives"):
            yield Harm("killed", replace(people, role=None), at, True, "lives", at)


def _noun_kind(masked: Masked, match: "re.Match[str]") -> str | None:
    chunk = masked.chunks.get(match.start("noun"))
    if chunk is None:
        return _NOUN_KIND.get(match["noun"].strip()[:4], "killed")
    return "injured" if isinstance(chunk.value, Verb) and chunk.value.group == "injured" else None


def _of_verb(masked: Masked, at: int, verb: Verb) -> Iterator[Harm]:
    if _NEGATED.search(masked.text, max(at - 20, 0), at):
        return
    if verb.group == "died" or verb.lemma in ("drown", "electrocute"):
        yield from (Harm("died", p, at, False, verb.lemma, w) for p, w in _subjects(masked, at))
    elif verb.group in HARMS or verb.lemma in ("shoot", "stab", "beat", "assault"):
        kind = verb.group if verb.group in HARMS else "affected"
        active = _is_active(masked, at, verb)
        people = _objects(masked, at) if active else _subjects(masked, at)
        claimed = _BOASTED.search(masked.text[:at]) is not None
        yield from (Harm(kind, p, at, bool(active), verb.lemma, w, claimed, "ing" in verb.forms) for p, w in people)


_BOASTED = re.compile(r"\bclaim(?:s|ed|ing)?(?: to have| that (?:it|they)| (?:it|they))?(?: had| have)? $")


_NEGATED = re.compile(r"\b(?:not|never|nor|without being)(?: \w+ly)? $")
_ATTACKERS_HIT = pattern(r"^(?: (?:at least|about|over|more than|some|several|up to))* (?:{amount} )?{culprit}")


def _is_active(masked: Masked, at: int, verb: Verb) -> bool:
    left, right = masked.text[:at], masked.text[at + 1 :]
    if "ing" in verb.forms:
        return True
    if _PASSIVE.search(left) and "participle" in verb.forms and not left.endswith((" had ", " has ", " have ")):
        return False
    if "participle" not in verb.forms and "past" not in verb.forms:
        return True
    if _OBJECT.match(right) or _ATTACKERS_HIT.match(right):
        return True
    if _SUBJECT_BEFORE.search(left):
        return False
    shared = _SHARED.search(left)
    before = masked.chunks[shared.start()].value if shared else None
    if shared and isinstance(before, Verb):
        return _is_active(masked, shared.start(), before)
    return bool(_SHARED_OBJECT.match(right))


def _objects(masked: Masked, at: int) -> list[tuple[People, int]]:
    match = _OBJECT.match(masked.text[at + 1 :])
    if match is None:
        shared = _SHARED_OBJECT.match(masked.text[at + 1 :])
        return _objects(masked, at + shared.end()) if shared else []
    start = at + 1 + (match.start("people") if match["people"] else match.start("amount"))
    return [(_group(masked, i), i) for i in _coordinated(masked, start, objects=True)]


_AND = pattern(
    r"^(?: who [^,;]{0,60})?(?:,|,? and|,? as well as|,? along with|,? plus|,? accompanied by|,? together with)(?: (?:also|at least|another|some|about))? (?:{victims})"
)


def _coordinated(masked: Masked, start: int, objects: bool) -> list[int]:
    """The position `start` and those of the groups that commas and "and" join to it."""
    found = [start]
    while match := _AND.match(masked.text[found[-1] + 1 :]):
        after = found[-1] + 1 + match.end()
        if (objects and _next_is_own_subject(masked, after)) or _apposed(masked, found[-1], after - 1):
            break
        found.append(after - 1)
    return found


def _apposed(masked: Masked, one: int, other: int) -> bool:
    """In "its driver, a staff member," both are one person."""
    numbers = _group(masked, one).number, _group(masked, other).number
    return numbers == (1, 1) and masked.text[one + 1 : other] == ", " and masked.text[other + 1 : other + 2] in (",", "")


_OWN_VERB = pattern(rf"^,?(?: {_BE})? {_ADVERB}{{0,2}}{{verb}}")


def _next_is_own_subject(masked: Masked, after: int) -> bool:
    """In "killing three and five others were wounded" the second group belongs to the second verb."""
    match = _OWN_VERB.match(masked.text[after:])
    if match is None:
        return False
    verb = masked.chunks[after + match.end() - 1].value
    return isinstance(verb, Verb) and verb.group in (*HARMS, "died") and bool(verb.forms & {"participle", "past"})


def _subjects(masked: Masked, at: int) -> list[tuple[People, int]]:
    """The groups before a passive or intransitive verb, looking back over at most four clause boundaries."""
    adjacent = _GROUP_BEFORE.search(masked.text[:at])
    if adjacent:
        return [(_group(masked, i), i) for i in _joined_before(masked, adjacent.start("people"))]
    beside = _NUMBER_BEFORE.search(masked.text[:at])
    if beside and _of_victims(masked, beside.start("amount")):
        return [(_group(masked, beside.start("amount")), beside.start("amount"))]
    end, left = at, masked.text[:at]
    boundaries = [m.end() for m in _BOUNDARY.finditer(left)][-4:]
    own = _PASSIVE.search(left)
    copulas = [m.end() for m in _COPULA.finditer(left, 0, own.start() if own else len(left))]
    for begin in [*sorted({*boundaries, *copulas[-1:]}, reverse=True), 0]:
        chosen = _choose(masked, begin, end)
        if chosen or SIGN["culprit"] in masked.text[begin:end]:
            return [(_group(masked, i), i) for i in chosen]
        if begin and masked.text[begin - 1] == ";":
            break
        if begin and begin - 1 in masked.chunks and _shares(masked, begin - 1, at):
            before = masked.chunks[begin - 1].value
            if isinstance(before, Verb) and not _is_active(masked, begin - 1, before):
                return _subjects(masked, begin - 1)
            return _objects(masked, begin - 1)
        end = begin
    return []


def _shares(masked: Masked, verb: int, at: int) -> bool:
    return bool(re.fullmatch(rf"(?:,| and| or|, and| but)? ?(?:{_BE} )?{_ADVERB}{{0,3}}", masked.text[verb + 1 : at]))


def _choose(masked: Masked, begin: int, end: int) -> list[int]:
    """In a stretch before the verb: the first counted group and those joined to it, else the last group or amount."""
    groups = [i for i in range(begin, end) if i in masked.chunks and masked.chunks[i].kind == "victims"]
    counted = [i for i in groups if _group(masked, i).counted]
    if counted:
        return [i for i in _coordinated(masked, counted[0], objects=False) if i < end]
    amounts = [i for i in range(begin, end) if masked.text[i] == SIGN["amount"] and _of_victims(masked, i)]
    return groups[-1:] or amounts[-1:]


_GROUP_BEFORE = pattern(rf"(?P<people>{{victims}})(?: {_ADVERB}{{0,2}}| )$")
_JOIN = re.compile(r"(?:,|,? and|,? as well as) $")


def _joined_before(masked: Masked, last: int) -> list[int]:
    """The group at a folded position and those that commas and "and" join to it from before."""
    found = [last]
    while join := _JOIN.search(masked.text[: found[0]]):
        before = join.start() - 1
        if before not in masked.chunks or masked.chunks[before].kind != "victims":
            break
        found.insert(0, before)
    return found


_COPULA = re.compile(r"\b(?:is|are|was|were)\b")
_NUMBER_BEFORE = pattern(
    rf"(?:and|,|;|while|with|—|–) (?:a further |another |some |at least |about )?(?P<amount>{{amount}})(?: others?| more| of them)? (?:{_BE} ){{0,2}}{_ADVERB}{{0,2}}$"
)
_ATTACKERS_FELL = pattern(rf"{{culprit}} {_BE} {_ADVERB}{{0,2}}{{verb}}[^;]{{0,20}}$")
_ALONE = pattern(
    r"^(?: (?:others?|more|of them|in all))?(?:,| (?:is|are|was|were|have|had|has|been|be|being|also|\w+ly)\b| ?{verb}|$| ?$)"
)


def _of_victims(masked: Masked, at: int) -> bool:
    """A bare number that counts victims: the people named last before it are not the attackers."""
    before = [c for c in masked.text[:at] if c in (SIGN["culprit"], SIGN["victims"])]
    told = [
        c
        for c in before[-1:]
        if c == SIGN["culprit"] and SIGN["verb"] in masked.text[masked.text.rindex(c, 0, at) : at]
    ]
    return bool(_ALONE.match(masked.text[at + 1 :])) and not (told and _ATTACKERS_FELL.search(masked.text[:at]))


def _group(masked: Masked, at: int) -> People:
    """The people at a folded position; a bare number is a group of its own."""
    chunk: Chunk = masked.chunks[at]
    if isinstance(chunk.value, People):
        return chunk.value
    if isinstance(chunk.value, Amount):
        after = masked.text[at + 1 : at + 8]
        return People(
            number=chunk.value.value,
            hedge=chunk.value.hedge,
            counted=True,
            others=after.startswith((" other", " more")),
        )
    return People()
