"""The setting of a story: a sentence that names a day and a place before the next one tells what happened there.

"On 5 May 2001 the convoy was on its way to Grimm. Gunmen shot at it, killing two peacekeepers."
"""

from dataclasses import dataclass

from kg.documents.model import Sentence
from kg.facts.model import Evidence
from kg.reading.prose.context import Context
from kg.reading.prose.mask import Masked
from kg.reading.prose.mentions import told_dates
from kg.reading.prose.places import Where, find_places
from kg.values.dates import PartialDate


@dataclass(frozen=True, slots=True)
class Setting:
    """When and where the sentence before was, and where it says so."""

    date: PartialDate
    places: tuple[Where, ...]
    evidence: tuple[Evidence, ...]


def setting_of(sentence: Sentence, masked: Masked, context: Context) -> Setting | None:
    """The day that a sentence names last, with its first place; None without a day."""
    dates = told_dates(masked)
    day = dates[-1].first if dates else None
    if day is None or day.day is None or dates[-1].last not in (None, day):
        return None
    places = tuple(where for where in find_places(masked) if where.name)
    return Setting(day, places[:1], context.evidence(sentence, 0, None, "prose/setting"))
