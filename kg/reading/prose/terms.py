"""Level one for statements on missions: dates, countries, amounts, missions, resolutions, ranks and offices."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from kg.documents.model import Sentence
from kg.facts.model import Entity
from kg.reading.missions import mission_entity
from kg.reading.prose.context import Context, may_be_mission
from kg.reading.prose.governments import governments
from kg.reading.prose.mask import Chunk, Masked, pattern
from kg.reading.prose.phrases import find_said, says
from kg.resources import folder
from kg.values.countries import find_countries
from kg.values.finder import Finder
from kg.values.missions import KnownMission, find_missions
from kg.values.vocabulary import words

_SHARED = frozenset({"date", "country", "demonym", "amount"})
_MAX_RESOLUTIONS = 40
_SEVERAL = 2
_REGION = 60
_LONGEST = 10
"""So long are the words before a rank that tell that it is none."""


@dataclass(frozen=True, slots=True)
class Named:
    """A resolution of the Security Council by its number; `year` where it stands in brackets behind it."""

    number: int
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """An office's name: the role's concept, or a kind of office that its object decides ("head", "commander")."""

    concept: str
    bare: bool = False


def terms(sentence: Sentence, masked: Masked, context: Context) -> Masked:
    """The sentence with these mentions folded; made once for all readers of a sentence."""
    if context.terms and context.terms[0] is sentence:
        return context.terms[1]
    plain = sentence.text.plain
    missions = sorted(_missions(sentence, masked, context), key=lambda chunk: chunk.begin - chunk.end)
    shared = [chunk for chunk in masked.chunks.values() if chunk.kind in _SHARED]
    if len(missions) >= _SEVERAL or says("contribution", "army_takes_part").search(masked.text):
        shared += _armies(masked)
    described = _described(masked, context)
    folded = Masked(plain, _apart(len(plain), _resolutions(plain), missions, described, shared, governments(plain)))
    folded = _named_twice(folded)
    context.terms = (sentence, folded)
    return folded


def with_offices(masked: Masked) -> Masked:
    """The same with ranks and offices folded too."""
    found = list(masked.chunks.values())
    names = [*_offices(masked.plain), *(c for c in found if c.kind in ("force", "resolution"))]
    names.sort(key=lambda chunk: chunk.begin - chunk.end)  # the longest name at a place is the one meant
    return Masked(masked.plain, _apart(len(masked.plain), names, found))


def _armies(masked: Masked) -> Iterator[Chunk]:
    """The countries of armies that are known as parties to a war: of several missions they are contributors."""
    for chunk in masked.chunks.values():
        words = masked.plain[chunk.begin : chunk.end]
        if chunk.kind == "group" and says("force", "army").match(words):
            for mention in find_countries(words):
                yield Chunk("demonym", chunk.begin + mention.begin, chunk.begin + mention.end, mention.country)


_TWICE = pattern(r"{force} \({force}\)")


def _named_twice(masked: Masked) -> Masked:
    """ "Full Name (ABBREVIATION)" is one mention."""
    found = [(m.start(), m.end(), "force", masked.chunks[m.start()].value) for m in _TWICE.finditer(masked.text)]
    return masked.fold(found) if found else masked


def _missions(sentence: Sentence, masked: Masked, context: Context) -> Iterator[Chunk]:
    """Missions that are named or linked, and the page's own by the names that the page gives it."""
    for chunk in masked.chunks.values():
        if isinstance(chunk.value, KnownMission):
            yield Chunk("force", chunk.begin, chunk.end, context.same(Entity("Mission", chunk.value.name)))
    for mark in sentence.text.marks:
        if mark.kind == "link" and may_be_mission(mark.value) and (mission := mission_entity(mark.value)):
            yield Chunk("force", mark.begin, mark.end, context.same(mission))
    if context.own_names:
        for match in context.own_names.finditer(sentence.text.plain):
            yield Chunk("force", match.start(), match.end(), context.mission)


def _described(masked: Masked, context: Context) -> Iterator[Chunk]:
    """Missions that are described but not named ("the EU training mission in Mali"): the page's own, if it has one,
    but of several ("many peacekeeping missions") none."""
    for chunk in masked.chunks.values():
        if chunk.kind == "force" and isinstance(chunk.value, str) and _describes_mission(chunk.value):
            owner = says("force", "owner").search(masked.plain, max(chunk.begin - 40, 0), chunk.begin)
            named = masked.plain.startswith(" (", chunk.end) and _mission_at(masked, chunk.end + 2)
            named = named or next((mention.mission for mention in find_missions(chunk.value)), None)  # "EULEX Mission"
            ours = None if _is_of_several(masked.plain, chunk) else context.mission
            meant = context.same(Entity("Mission", named.name)) if named else ours or chunk.value
            yield Chunk("force", owner.start() if owner else chunk.begin, chunk.end, meant)


def _is_of_several(plain: str, chunk: Chunk) -> bool:
    """Whether a description is of several missions: "peacekeeping operations", "peacekeeping forces in Africa"."""
    anywhere = says("contribution", "missions_of_a_region").search(plain, chunk.begin, chunk.end + _REGION)
    return anywhere is not None or says("force", "several").search(plain, chunk.begin, chunk.end) is not None


def _describes_mission(words: str) -> bool:
    """Whether a description is of a mission, not of a part or an office of one."""
    if says("force", "is_part").match(words) or says("force", "is_office").search(words):
        return False
    return says("force", "is_mission").search(words) is not None


def _mission_at(masked: Masked, begin: int) -> KnownMission | None:
    """The mission whose name begins at a plain offset: the one that words before it describe."""
    values = (chunk.value for chunk in masked.chunks.values() if chunk.begin == begin)
    return next((value for value in values if isinstance(value, KnownMission)), None)


def _apart(length: int, *layers: Iterable[Chunk]) -> list[Chunk]:
    """The chunks that do not overlap one of an earlier layer, in the order of the text."""
    covered = bytearray(length)
    kept: list[Chunk] = []
    for layer in layers:
        for chunk in layer:
            if not any(covered[chunk.begin : chunk.end]):
                covered[chunk.begin : chunk.end] = b"\x01" * (chunk.end - chunk.begin)
                kept.append(chunk)
    return sorted(kept, key=lambda chunk: chunk.begin)


def _resolutions(plain: str) -> Iterator[Chunk]:
    for first in find_said("resolution", "first", plain):
        if says("resolution", "of_assembly").search(plain, max(first.start() - 30, 0), first.start()):
            continue
        match: re.Match[str] | None = first
        begin = first.start()
        for _ in range(_MAX_RESOLUTIONS):
            if match is None:
                break
            yield Chunk(
                "resolution", begin, match.end(), Named(int(match["n"]), int(match["year"]) if match["year"] else None)
            )
            end = match.end()
            match = says("resolution", "next_dated").match(plain, end)
            if match is None and first["many"]:
                match = says("resolution", "next_plain").match(plain, end)
            begin = match.start("n") if match else end


def _offices(plain: str) -> Iterator[Chunk]:
    lowered = plain.lower()
    small = lowered if len(lowered) == len(plain) else plain  # a few capitals grow when made small ("İ")
    for begin, end, (kind, value) in _finder().find(small):
        of_others = says("role", "of_another_force").search(plain, max(begin - _LONGEST, 0), end)
        if not of_others and (kind != "rank" or _is_rank(plain, begin, end)):
            yield Chunk(kind, begin, end, value)


def _is_rank(plain: str, begin: int, end: int) -> bool:
    """ "Major General" always; a small single word ("major") only where no noun follows; "Secretary-General" never."""
    if says("person", "no_rank").search(plain, max(begin - _LONGEST, 0), begin):
        return False
    if plain[begin].isupper():
        return (
            says("person", "rank_before_name").match(plain, end) is not None
            or " " in plain[begin:end]
            or "-" in plain[begin:end]
        )
    return says("person", "rank_alone").match(plain, end) is not None


@cache
def _finder() -> Finder[tuple[str, object]]:
    return Finder([*_roles(), *_ranks()], capitalised=False)


def _roles() -> Iterator[tuple[str, tuple[str, object]]]:
    """Offices first, then the common list of roles, of which other roles only count where the offices list them."""
    path = folder("language") / "vocabulary" / "offices.toml"
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    for concept, entry in data.pop("role").items():
        for noun in entry["nouns"]:
            yield noun, ("role", Office(concept))
    for kind, entry in data.items():
        for noun in entry["nouns"]:
            yield noun, ("role", Office(kind, bare=True))
    for surface, concept in words("roles").items():
        if concept != "OtherRole" and not says("role", "given_otherwise").search(surface):
            yield surface.removesuffix(" for"), ("role", Office(concept))


def _ranks() -> Iterator[tuple[str, tuple[str, object]]]:
    for surface, rank in words("ranks").items():
        yield surface, ("rank", rank)
        yield surface.replace(" ", "-"), ("rank", rank)
        yield surface.replace("-", " "), ("rank", rank)
