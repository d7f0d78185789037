"""The setting of a story: a sentence that names a day and a place before the next one tells what happened there.

"On 5 May 2001 the convoy was on its way to Grimm. Gunmen shot at it, killing two peacekeepers."
"The worst incident occurred at Grimm in May. Gunmen shot at a convoy."
Or the next one tells where it was: "Gunmen shot at a convoy. The incident took place near Grimm."
"""

from dataclasses import dataclass

from kg.documents.model import Sentence
from kg.facts.model import Evidence
from kg.reading.prose.circumstances import date_of, places_of
from kg.reading.prose.context import Context
from kg.reading.prose.mask import Masked
from kg.reading.prose.mentions import told_dates
from kg.reading.prose.phrases import says
from kg.reading.prose.places import Where, find_places
from kg.values.dates import DateMention


@dataclass(frozen=True, slots=True)
class Setting:
    """When and where the sentence before was, and where it says so."""

    mention: DateMention | None
    places: tuple[Where, ...]
    evidence: tuple[Evidence, ...]


def announces(masked: Masked) -> bool:
    """Whether a sentence says that something happened: "The worst incident occurred at …"."""
    return says("story", "stage").search(masked.text) is not None


def situation_of(masked: Masked) -> tuple[Where, ...]:
    """The place of which a sentence says how things stand there, or that people were based there: "The situation in
    Grimm remained tense", "Grimm, a port in the north", "Grimm remained tense"."""
    found = (says("story", name).search(masked.text) for name in ("stationed", "locality", "restless"))
    based = next(filter(None, found), None)
    if based:
        begin, end = (masked.plain_begin(based.start("place")), masked.plain_end(based.end("place")))
        return (Where(begin, end, masked.plain[begin:end], None, False, False),)
    if not says("story", "situation").match(masked.text):
        return ()
    places = places_of(find_places(masked), 0, len(masked.plain))
    return tuple(where for where in places[:1] if where.name and not where.region)


def setting_of(sentence: Sentence, masked: Masked, context: Context) -> Setting | None:
    """The day that a sentence names last, with its first place; of what it announces, whatever date it has."""
    announced = announces(masked)
    mention = date_of(masked, 0, len(masked.text)) if announced else _day(masked)
    if mention is None and not announced:
        return None
    places = places_of(find_places(masked), 0, len(masked.plain))
    evidence = context.evidence(sentence, 0, None, "prose/setting")
    return Setting(mention, tuple(places if announced else places[:1]), evidence)


def whereabouts(sentence: Sentence, masked: Masked, context: Context) -> Setting | None:
    """Where and when a sentence says that what was told before it happened: "The incident took place near Grimm"."""
    if says("story", "took_place").match(masked.text) is None:
        return None
    places = places_of(find_places(masked), 0, len(masked.plain))
    evidence = context.evidence(sentence, 0, None, "prose/whereabouts")
    return Setting(date_of(masked, 0, len(masked.text)), tuple(places), evidence)


def _day(masked: Masked) -> DateMention | None:
    mention = next(iter(told_dates(masked)[-1:]), None)
    day = mention.first if mention else None
    return mention if mention and day and day.day is not None and mention.last in (None, day) else None
