"""Reads the prose of a page, sentence by sentence; each kind of fact has its own reader."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

from kg.documents.model import Document, Sentence
from kg.facts.model import Contribution, Entity, Fact, Statement
from kg.reading.prose import attacks, contributions, figures, resolutions, tenures
from kg.reading.prose.belonging import is_its
from kg.reading.prose.context import Context
from kg.reading.prose.elsewhere import with_missions_elsewhere
from kg.reading.prose.mask import Masked
from kg.reading.prose.mentions import fold, last_date, last_told, told_dates
from kg.reading.prose.phrases import find_said, says
from kg.reading.prose.pronouns import meant, named_again
from kg.reading.prose.rule_cache import rule_cache
from kg.reading.prose.stories import Stories
from kg.reading.prose.times import resolve
from kg.reading.subject import Subject
from kg.values.countries import Country, find_countries
from kg.values.missions import mission_named

Reader = Callable[[Sentence, Masked, Context], Iterator[Fact]]
READERS: tuple[Reader, ...] = (
    tenures.read_tenures,
    resolutions.read_resolutions,
    contributions.read_contributions,
    figures.read_figures,
)
_THE_MISSION = "(?<=[Tt]he )(?:[Mm]ission|[Ff]orce|(?:Observer |Verification )?(?:Mission|Group|Team|Operation))"
_MEANT = re.compile("(?<=[Tt]he )(?:mission|operation)")
"""What the mission that a paragraph named is called further down on a page on something else."""
_THE_OTHERS = {"Commission": "(?<=[Tt]he )[Cc]ommission", "Authority": "(?<=[Tt]he )[Aa]uthority"}
"""What only a mission that is so called is called."""


def read_prose(document: Document, subject: Subject) -> Iterator[Fact]:
    """The facts that the sentences of a page tell, in the page's order of reading."""
    hosts, made_up = _hosts(subject), _made_up(document)
    strangers = hosts | _parties(subject)
    context = Context(document, subject, around=strangers)
    near = strangers if subject.kind == "mission" else frozenset[str]().union(*map(_around, subject.missions))
    apart = bool(near) or subject.kind not in ("mission", "resolution")
    stories = Stories()
    own = own_names(subject)
    for sentence in document.sentences:
        context.enter(sentence)
        masked = fold(sentence.text.plain, own)
        masked = with_missions_elsewhere(masked, near) if apart else masked
        context.follow(masked)
        masked = fold(sentence.text.plain, _MEANT) if context.meant and subject.kind != "resolution" else masked
        context.dates = told_dates(masked)
        stories.enter(sentence.paragraph)
        if stories.tells_of_it(sentence.paragraph):
            context.memory["counted"] = sentence.paragraph
        nation = context.memory.get("nation")
        said = list(_statements(sentence, masked, context))
        yield from said
        stories.backdrop.service.see(masked, said)
        stories.backdrop.senders |= {fact.contributor.name for fact in said if isinstance(fact, Contribution)}
        if subject.kind == "mission":
            stories.see_units(masked, but=strangers)
        stories.see_retaking(sentence.paragraph, masked)
        stories.locate(sentence, masked, context)
        if stories.divide(sentence, masked, context) or stories.count_again(sentence, masked, context):
            pass
        elif attacks.triggered(sentence.text.plain) and sentence.paragraph not in made_up:
            page = _surroundings(sentence, subject, hosts, stories, context)
            page = replace(page, nation=_of(nation, sentence.paragraph))
            stories.hear(sentence, attacks.find_events(masked, page), page, context)
        stories.note(sentence, masked, hosts, quiet=not said)
        _remember_date(masked, context)
    context.meant = None
    yield from stories.facts(context)
    rule_cache().save()


def _made_up(document: Document) -> frozenset[int]:
    """The paragraphs on a film, a novel or a game; all of a page that begins so."""
    told = [s for s in document.sentences if next(find_said("story", "fiction", s.text.plain), None)]
    whole = told and told[0] is document.sentences[0]
    return frozenset(sentence.paragraph for sentence in (document.sentences if whole else told))


def _statements(sentence: Sentence, masked: Masked, context: Context) -> Iterator[Fact]:
    """What a sentence tells of persons, decisions and numbers; a paragraph that did counts the mission's people."""
    for reader in READERS:
        for fact in reader(sentence, masked, context):
            if not isinstance(fact, Statement):
                context.memory["counted"] = sentence.paragraph
            yield fact


def _of(told: object, paragraph: int) -> Country | None:
    """The country that the sentence before, of the same paragraph, is on."""
    country = told[1] if isinstance(told, tuple) and told[0] == paragraph else None
    return country if isinstance(country, Country) else None


def _remember_date(masked: Masked, context: Context) -> None:
    """Keeps the date that the next sentences follow."""
    mention, any_date = last_told(masked), last_date(masked)
    told = (mention.last or resolve(mention, context)) if mention else None
    context.near = told or (any_date.last if any_date and not context.date else None)
    context.date = context.near or context.date
    context.spoken = any_date.last if any_date else context.spoken
    if mention and told and (told.day or says("time", "leads").match(masked.plain[: mention.begin])):
        context.told = told


def own_names(subject: Subject) -> re.Pattern[str] | None:
    """The names by which a mission's page calls its subject."""
    if subject.kind != "mission":
        return None
    names = sorted(set(subject.names), key=len, reverse=True)
    called = [_THE_MISSION, *(way for word, way in _THE_OTHERS.items() if any(word in name for name in names))]
    return re.compile(r"(?<!\w)(?:" + "|".join([*map(re.escape, names), *called]) + r")(?!\w)")


def _hosts(subject: Subject) -> frozenset[str]:
    """The countries that a mission, an attack or a war is in, by its names and the gazetteer; whose army a page is on
    says nothing on where its soldiers fall."""
    if subject.kind not in ("mission", "resolution", "attack", "conflict", "place"):
        return frozenset()
    named = {m.country.name for name in subject.names for m in find_countries(name) if not m.demonym}
    known = (mission_named(name) for name in subject.names)
    return frozenset(named.union(*(mission.countries for mission in known if mission)))


def _around(mission: Entity) -> frozenset[str]:
    """The countries that a mission is in, and those that are parties to its conflict."""
    known = mission_named(mission.name)
    return known.parties.union(known.countries) if known else frozenset()


def _parties(subject: Subject) -> frozenset[str]:
    """The states whose own forces are where a mission is."""
    known = (mission_named(name) for name in subject.names)
    return frozenset[str]().union(*(mission.parties for mission in known if mission))


def _surroundings(
    sentence: Sentence, subject: Subject, hosts: frozenset[str], stories: Stories, context: Context
) -> attacks.Surroundings:
    incidents = any(says("story", "incidents").search(heading) for heading in sentence.section)
    nation = subject.nation if stories.backdrop.service.named else None
    page = attacks.Surroundings(
        subject.kind == "mission",
        incidents,
        hosts,
        _parties(subject),
        stories.tells_of_it(sentence.paragraph),
        stories.backdrop.mentioned,
        stories.backdrop.senders | ({nation.name} if nation else frozenset()),
        nation,
    )
    before, ours = stories.backdrop.passed, partial(is_its, page=page)
    return replace(
        page,
        meant=partial(meant, before, context.memory.get("holder"), ours),
        named=partial(named_again, before, context.memory.get("people"), ours),
        about_it=bool(before) and says("clause", "on_the_mission").match(before[-1].text) is not None,
    )
