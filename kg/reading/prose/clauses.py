"""Cuts a sentence on violence into clauses that each tell of one event.

The ways of saying are `language/phrases/clause.toml`; the words that trigger reading `vocabulary/violence.toml`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from kg.reading.prose.cues import first, first_lowered
from kg.reading.prose.lexicon import verb_words, violence
from kg.reading.prose.mask import Chunk, Masked
from kg.reading.prose.phrases import giving, says

_LONGEST = 2000
"""Sentences of prose are shorter; longer texts are lists or noise, and voice is sought by looking back."""
_WORDS = re.compile(r"[a-z]+")


def triggered(plain: str) -> bool:
    """Whether a sentence has a word of violence or accident at all (cheap; asked of every sentence)."""
    return len(plain) <= _LONGEST and not _trigger_words().isdisjoint(_WORDS.findall(plain.lower()))


@cache
def _trigger_words() -> frozenset[str]:
    return verb_words().difference(violence()["unsure"]).union(violence()["trigger"])


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a folded sentence, with its words; `lowered` are the words in lower case."""

    scene: Masked
    begin: int
    end: int
    words: str
    lowered: str
    _asked: dict[str, bool] = field(default_factory=dict)

    def has(self, cue: str) -> bool:
        """Whether a cue of this kind stands in it (`language/phrases/cues.toml`); sought once."""
        if cue not in self._asked:
            self._asked[cue] = first_lowered(cue, self.lowered) is not None
        return self._asked[cue]


def clause_at(scene: Masked, begin: int, end: int) -> Clause:
    """The clause between two folded positions."""
    words = scene.plain_of(begin, end)
    return Clause(scene, begin, end, words, words.lower())


def clauses(scene: Masked) -> list[Clause]:
    """The clauses of a folded sentence: what a trial or a total over years says besides is left out."""
    end = min((match.begin for match in giving("clause", "does", "ends").find(scene)), default=len(scene.text))
    start = _after_trial(scene)
    return [clause_at(scene, max(b, start), e) for b, e in _segments(scene, end) if e > start]


def _after_trial(scene: Masked) -> int:
    """Where a sentence on a trial, or one that first tells what led to the attack, begins to tell of it."""
    for ways in (giving("clause", "does", "trial"), giving("clause", "does", "leads")):
        match = next(ways.find(scene), None)
        if match and match.begin == 0 and not any(map(_of_the_mission, match.chunks("lead"))):
            return match.end
    return 0


def _of_the_mission(chunk: Chunk) -> bool:
    """Whether a mention is of people, premises or vehicles that may be the mission's."""
    return bool(getattr(chunk.value, "force", False) or getattr(chunk.value, "its", False))


def _segments(scene: Masked, end: int) -> list[tuple[int, int]]:
    cuts = [0]
    for before, after, kind in sorted(_cuts(scene, end)):
        if before >= cuts[-1] and _may_cut(scene, kind, cuts[-1], before) and is_violent(scene, cuts[-1], before):
            cuts.append(after)
    return list(zip(cuts, [*cuts[1:], end], strict=True))


def _cuts(scene: Masked, end: int) -> Iterator[tuple[int, int, str]]:
    """Where another attack may begin: the end of what is before it, its own beginning, and what kind of cut it is."""
    for kind in ("cuts", "cuts-dated", "cuts-placed"):
        yield from ((*match.groups.span(), kind) for match in giving("clause", "does", kind).find(scene, 0, end))


def _may_cut(scene: Masked, kind: str, begin: int, end: int) -> bool:
    """Whether the stretch before has a date or place of its own, where the cut asks for one."""
    if kind == "cuts-dated":
        return bool(scene.within(begin, end, "date"))
    return kind == "cuts" or says("clause", "at_a_place").search(scene.text, begin, end) is not None


def is_violent(scene: Masked, begin: int, end: int) -> bool:
    """Whether a stretch tells of violence at all."""
    return bool(scene.within(begin, end, "verb")) or first("violence", scene.text[begin:end]) is not None


def up_to(clause: Clause, offset: int) -> Clause:
    """A clause as far as the word at an offset of its words."""
    scene, limit = clause.scene, clause.scene.plain_begin(clause.begin) + offset
    inside = range(clause.begin + 1, clause.end)
    return clause_at(scene, clause.begin, next((i for i in inside if scene.plain_begin(i) >= limit), clause.end))


def is_release(clause: Clause) -> bool:
    """Whether a clause tells that captives are free again."""
    scene, span = clause.scene, (clause.begin, clause.end)
    found = giving("clause", "does", "freed").find(scene, *span)
    verbs = (at for match in found if not _seized_before(scene, match.begin, at := match.groups.start("verb")))
    return any(getattr(scene.chunks[at].value, "group", "") == "freed" for at in verbs)


def _seized_before(scene: Masked, begin: int, freed: int) -> bool:
    """Whether a clause tells first that they were seized: "were kidnapped by four men but freed hours later"."""
    told = says("clause", "then_freed").search(scene.text, begin, freed)
    verbs = scene.within(*told.span(), "verb") if told else []
    return any(getattr(verb.value, "group", "") == "abducted" for verb in verbs[:1])
