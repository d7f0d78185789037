"""Makes tenures: which role a title or heading names, and what a holder's text says of it."""

import re
import tomllib
from functools import cache

from kg.facts.model import Entity, Evidence, Tenure
from kg.reading.holders import Holder
from kg.resources import folder
from kg.values.vocabulary import words

_MAX_LENGTH = 300


def role_in(introduction: str, section: tuple[str, ...]) -> str | None:
    """The role that the nearest line names ("Force commanders"), None where no line does."""
    return next((role for line in (introduction, *reversed(section)) if (role := role_of_title(line))), None)


def role_of_title(title: str) -> str | None:
    """The role of a title, heading or column: the longest role that it names, the first of equals."""
    found = [(-len(m[0]), m.start(), _titles()[m[0]]) for m in _pattern().finditer(title[:_MAX_LENGTH].lower())]
    return min(found)[2] if found else None


def is_certain(holder: Holder) -> bool:
    """Whether more than a capitalised word says that this is a person: a rank, a period, a country or a role."""
    return any((holder.rank, holder.period, holder.nationality, holder.role))


def tenure(mission: Entity, holder: Holder, role: str | None, evidence: tuple[Evidence, ...]) -> Tenure:
    """The tenure of a holder whose own words may name another role than the list's."""
    period = holder.period
    return Tenure(
        mission=mission,
        person=holder.person,
        role=holder.role or role,
        evidence=evidence,
        rank=holder.rank,
        nationality=holder.nationality,
        start=period.start if period else None,
        end=period.stop if period else None,
        acting=holder.acting,
    )


@cache
def _titles() -> dict[str, str]:
    text = (folder("language") / "vocabulary" / "titles.toml").read_text(encoding="utf-8")
    short = {title: role for role, entry in tomllib.loads(text).items() for title in entry["titles"]}
    plurals = {f"{surface}s": role for surface, role in words("roles").items()}
    return {**plurals, **words("roles"), **short}


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(_titles(), key=len, reverse=True)))})(?![\w-])")
