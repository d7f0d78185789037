"""Where and when a clause tells that something happened, and whose people it speaks of."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from kg.reading.prose.clauses import is_violent
from kg.reading.prose.harm import Harm
from kg.reading.prose.mask import SIGN, Chunk, Masked
from kg.reading.prose.people import People
from kg.reading.prose.phrases import find_said, says
from kg.reading.prose.places import Where
from kg.reading.prose.scene import Target
from kg.values.countries import Country, find_countries
from kg.values.dates import DateMention
from kg.values.missions import KnownMission

_NEAR = 12
_FAR = 60
_BESIDE = 24


def places_of(places: list[Where], begin: int, end: int) -> list[Where]:
    """The first place of a clause and what is chained to it; a mere region only where nothing better stands.

    Countries follow, first those that are told of a town ("from Grimm, Uganda"), last that of a mission's name.
    """
    inside = [w for w in places if begin <= w.begin < end]
    named = [w for w in inside if w.name and not w.region]
    named = named or [w for w in inside if w.name and not w.war] or [w for w in inside if w.name]
    first = named[:1]
    for where in named[1:]:
        if not (where.chained or where.begin - first[-1].end < _NEAR):
            break
        first.append(where)
    countries = [replace(w, name="") for w in inside if w not in first and w.country]
    return first + sorted(countries, key=lambda where: (where.region, not where.chained))


def host_of(masked: Masked, begin: int, end: int, hosts: frozenset[str]) -> Country | None:
    """The country that a clause (plain offsets) gives without a place: a heading ("Somali Civil War:"), the name of
    a mission ("Interim Force in Lebanon"), "the mission to Chad", or an adjective of the mission's own country."""
    chunks = [c for c in masked.chunks.values() if begin <= c.begin < end]
    for chunk in chunks:
        if isinstance(chunk.value, Country) and _heads(masked, chunk):
            return chunk.value
        if chunk.kind == "group":
            ours = [m.country for m in find_countries(masked.plain[chunk.begin : chunk.end]) if m.country.name in hosts]
            if ours:
                return ours[0]
        if chunk.kind == "force" and (named := _named_in(masked, chunk)):
            return named
        near = max(0, chunk.begin - _FAR)
        if chunk.kind == "country" and says("clause", "host").search(masked.plain, near, chunk.begin):
            return chunk.value if isinstance(chunk.value, Country) else None
    return next((c.value for c in chunks if isinstance(c.value, Country) and c.value.name in hosts), None)


def _heads(masked: Masked, chunk: Chunk) -> bool:
    """Whether a country stands in a heading: "Sudan: ", "Somali Civil War: "."""
    alone = chunk.begin == 0 and chunk.kind == "country" and masked.plain.startswith(": ", chunk.end)
    return alone or says("clause", "heading").match(masked.plain, chunk.end, chunk.end + _FAR) is not None


def country_of_scene(masked: Masked, hosts: frozenset[str]) -> Country | None:
    """The country in which a sentence is ("in Liberia", "the Liberian capital"); one of `hosts` if there are any."""
    for match in find_said("place", "country_of_scene", masked.text):
        where = next(c.value for c in masked.within(*match.span()) if isinstance(c.value, Country))
        if not hosts or where.name in hosts:
            return where
    return None


def country_of_missions(masked: Masked, hosts: frozenset[str]) -> Country | None:
    """The country that the name of a mission in a sentence says it is in, one of `hosts` if there are any, or that
    of `hosts` that it speaks of."""
    for chunk in masked.chunks.values():
        force = chunk.kind == "force"
        where = _named_in(masked, chunk) if force else chunk.value
        if isinstance(where, Country) and (where.name in hosts or (force and not hosts)):
            return where
    return None


def mission_of(
    masked: Masked, begin: int, end: int, own_page: bool, victims: Sequence[Chunk] = ()
) -> KnownMission | None:
    """The one mission that a clause (plain offsets) names; None where it names none, or several of no victims.

    `own_page` tells a mission's own page, on which words for a force that no list knows mean that mission.
    """
    forces = [c for c in masked.chunks.values() if c.kind == "force" and begin <= c.begin < end]
    theirs = [_known(c for c in forces if hit.begin <= c.begin < hit.end) for hit in victims]
    if theirs and theirs[0] and all(each == theirs[0] for each in theirs):  # "the mission mourns an officer of EULEX"
        return theirs[0][0]
    named = _known(forces)
    if own_page and any(isinstance(c.value, str) for c in forces):
        return None
    return named[0] if len(named) == 1 else None


def _known(forces: Iterable[Chunk]) -> list[KnownMission]:
    """The known missions among mentions, each once."""
    return list(dict.fromkeys(chunk.value for chunk in forces if isinstance(chunk.value, KnownMission)))


def _named_in(masked: Masked, chunk: Chunk) -> Country | None:
    named = find_countries(masked.plain[chunk.begin : chunk.end])
    return named[0].country if named and not named[0].demonym else None


def are_premises_attacked(scene: Masked, begin: int, end: int) -> bool:
    """Whether a base, camp or town is attacked: without more, an armed assault (annotation rules, "method")."""
    near = [at for at in scene.positions(begin, end) if not says("clause", "far_from").search(scene.text, begin, at)]
    targets = [scene.chunks[at].value for at in near if isinstance(scene.chunks[at].value, Target)]
    attacked = says("clause", "attacked").search(scene.plain_of(begin, end))
    return attacked is not None and any(t.kind == "premises" for t in targets if isinstance(t, Target))


def nations_of(scene: Masked, begin: int, end: int, dead: set[int]) -> tuple[Country, ...]:
    """The countries of the mission's people, premises and vehicles in a clause, but those at positions `dead`."""
    others = says("clause", "tellers")
    inside = [
        scene.chunks[at]
        for at in scene.positions(begin, end)
        if at not in dead and not others.search(scene.text, max(begin, at - _BESIDE), at)
    ]
    return nations_of_chunks([c for c in inside if not isinstance(c.value, Target) or c.value.force])


def nations_of_chunks(chunks: list[Chunk]) -> tuple[Country, ...]:
    """The countries of people, premises and vehicles, each once."""
    values = [chunk.value for chunk in chunks if isinstance(chunk.value, People | Target)]
    return tuple(dict.fromkeys(nation for one in values for nation in one.nationality))


def attacked_nations(
    scene: Masked, begin: int, end: int, harms: list[Harm], foreign: Callable[[Target], bool]
) -> tuple[Country, ...]:
    """The countries of the mission's people and premises in a clause that are not themselves counted as victims."""
    harmed = {h.where for h in harms}
    inside = scene.positions(begin, end)
    act = next((i for i in inside if scene.chunks[i].kind == "verb"), end)
    after = [
        scene.chunks[i].value
        for i in inside
        if i not in harmed and not _does(scene, i) and (i > act or _aimed_at(scene, i))
    ]
    objects = [v for v in after if isinstance(v, People) or (isinstance(v, Target) and (v.force or foreign(v)))]
    return tuple(dict.fromkeys(n for o in objects for n in o.nationality))


def _does(scene: Masked, at: int) -> bool:
    """Whether a verb follows of which a mention is the subject: "… when Kenyan police attacked a group"."""
    return scene.text.startswith(f" {SIGN['verb']}", at + 1)


def _aimed_at(scene: Masked, at: int) -> bool:
    """Whether what may be attacked stands behind a preposition: "a grenade tossed at a patrol"."""
    return scene.chunks[at].kind in ("target", "victims") and scene.text.endswith(
        (" at ", " on ", " into ", " against "), 0, at
    )


def date_of(scene: Masked, begin: int, end: int) -> DateMention | None:
    """The first date of a clause that tells a day, a month or a year, if there are others not that of a judgment; of a
    named attack one of the year in its name."""
    begin = _behind_what_came_before(scene, begin, end)
    told = [at for at in scene.positions(begin, end) if _tells_when(scene, begin, at)]
    told = _of_the_deed(scene, told, end)
    dates = [date for at in told if isinstance(date := scene.chunks[at].value, DateMention)]
    named = next((at for at in told if says("clause", "dates_it").match(scene.text, at + 1, end)), None)
    if named is None:
        return dates[0] if dates else None
    year = dates[told.index(named)]
    same = [date for date in dates if date.first and year.first and date.first.year == year.first.year]
    return max(same, key=lambda date: len(str(date.first)), default=year)


def _behind_what_came_before(scene: Masked, begin: int, end: int) -> int:
    """Where a clause that first tells something else, of another day, comes to the deed: "In 1999 it sent 776 men; in
    May 2000, 208 of them were seized"."""
    cuts = [match.end() for match in says("clause", "dated_anew").finditer(scene.text, begin, end)]
    quiet = [cut for cut in cuts if not is_violent(scene, begin, cut)]
    return max((cut for cut in quiet if is_violent(scene, cut, end)), default=begin)


def _of_the_deed(scene: Masked, told: list[int], end: int) -> list[int]:
    """The dates that are not of a judgment; where all may be, that of "the killing of two soldiers on", else all."""
    unjudged = [at for at in told if not says("clause", "judged_then").match(scene.text, at + 1, end)]
    deeds = [at for at in told if says("clause", "of_the_deed").search(scene.text, max(at - 140, 0), at)]
    return unjudged or deeds or told


def _tells_when(scene: Masked, begin: int, at: int) -> bool:
    """Whether a date says when something happened, not since when, or when it was told."""
    date = scene.chunks[at].value
    if not isinstance(date, DateMention) or not (date.first or date.yearless):
        return False
    before = max(begin, at - _FAR)
    return not any(
        says("clause", word).search(scene.text, before, at) for word in ("since", "until", "said_on", "of_a_paper")
    )
