"""Tenures from infoboxes: a mission's leaders, and the missions in a soldier's or official's career."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kg.documents.model import Text
from kg.facts.model import Entity, Tenure
from kg.reading import values
from kg.reading.boxes import Box, Field
from kg.reading.holders import read_holder
from kg.reading.missions import missions_in
from kg.reading.periods import find_periods
from kg.reading.subject import Subject
from kg.reading.tenures import role_of_title, tenure
from kg.values.dates import PartialDate


def read_leaders(box: Box, mission: Entity) -> Iterator[Tenure]:
    """Everyone whom a mission's infobox names as a leader, each with the role that the title beside it gives."""
    titles = {f.number: f for f in box.of("Tenure") if f.mapping.reader == "leader title"}
    for field in box.of("Tenure"):
        if field.mapping.reader in ("leader", "leaders"):
            people, title = values.parts(field.parameter), titles.get(field.number)
            roles = _roles(field, title, len(people))
            for person, role in zip(people, roles, strict=True):
                yield from _leader(field, title, person, role, mission)


def _leader(field: Field, title: Field | None, text: Text, role: str | None, mission: Entity) -> Iterator[Tenure]:
    holder = read_holder(text)
    if holder and (holder.role or role):
        evidence = field.evidence() + (title.evidence() if title else ())
        yield tenure(mission, holder, role, evidence)


def _roles(field: Field, title: Field | None, count: int) -> list[str | None]:
    """One role for each person: title by title where there are as many, else the title (or the parameter) for all."""
    titles = values.parts(title.parameter) if title else ()
    if len(titles) == count:
        return [role_of_title(text.plain) for text in titles]
    role = role_of_title(title.parameter.text.plain) if title else _role_of_parameter(field)
    return [role] * count


def _role_of_parameter(field: Field) -> str | None:
    return role_of_title(re.sub(r"[_\d]+", " ", field.mapping.parameter))


def read_careers(box: Box, subject: Subject) -> Iterator[Tenure]:
    """The roles in missions that a person's infobox gives, as offices with terms or as commands."""
    if subject.entity is None:
        return
    ranks, nations = box.telling("Tenure", "pk:rank"), box.telling("Tenure", "pk:nationality")
    rank = next((r for f in ranks for r in values.read_rank(f.parameter.text)[:1]), None)
    nation = next((n for f in nations for n in values.read_country(f.parameter.text)), None)
    besides = tuple(e for f in (*ranks[:1], *nations[:1]) for e in f.evidence())
    for field in box.of("Tenure"):
        read = _office if field.mapping.reader == "office" else _commands
        for one in read(box, field, subject.entity):
            yield replace(one, rank=rank, nationality=nation, evidence=one.evidence + besides)


def _office(box: Box, field: Field, person: Entity) -> Iterator[Tenure]:
    mission = next((mention.mission for mention in missions_in(field.parameter.text)), None)
    role = role_of_title(field.parameter.text.plain)
    if mission and role:
        start, end = (_term(box, prefixed, field.number) for prefixed in ("pk:start", "pk:end"))
        evidence = field.evidence() + tuple(e for f in (start, end) if f for e in f.evidence())
        yield Tenure(mission, person, role, evidence, start=_day(start), end=_day(end))


def _term(box: Box, prefixed: str, number: str) -> Field | None:
    return next((field for field in box.telling("Tenure", prefixed) if field.number == number), None)


def _day(field: Field | None) -> PartialDate | None:
    return next(iter(values.read_date(field.parameter.text)), None) if field else None


def _commands(_: Box, field: Field, person: Entity) -> Iterator[Tenure]:
    """Missions among the commands: the command of a mission is its force command unless the line names another role."""
    if field.mapping.reader != "missions":
        return
    for part in values.parts(field.parameter):
        mission = next((mention.mission for mention in missions_in(part)), None)
        if mission:
            period = next(iter(find_periods(part.plain)), None)
            start, end = (period.start, period.stop) if period else (None, None)
            yield Tenure(
                mission, person, role_of_title(part.plain) or "ForceCommander", field.evidence(), start=start, end=end
            )
