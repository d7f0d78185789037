"""What a page is about: its kind, its entity, and the missions that it speaks of.

Signs are weighed in this order: the title, a mission's infobox, what the lead sentence says the thing is, other
infoboxes, categories. The words are data (`language/vocabulary/subjects.toml`).
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice
from typing import Literal

from kg.documents.model import Document, Sentence, Text
from kg.facts.model import Entity, Kind
from kg.reading.missions import mission_entity, missions_in
from kg.resources import folder
from kg.values.countries import Country, country_named, find_countries

SubjectKind = Literal[
    "mission", "resolution", "person", "attack", "conflict", "military", "country", "place", "organization", "other"
]
_KINDS: tuple[SubjectKind, ...] = (
    "person", "resolution", "attack", "military", "country", "place", "organization", "conflict",
)  # fmt: skip
_ENTITY_KINDS: dict[SubjectKind, Kind] = {
    "resolution": "Resolution", "person": "Person", "military": "Organization",
    "country": "Country", "place": "Place", "organization": "Organization",
}  # fmt: skip
_NATIONAL: tuple[SubjectKind, ...] = ("country", "military", "organization")
_NOT_A_SUBJECT = re.compile(r"^\d{4} in |\(disambiguation\)$")
_DISAMBIGUATOR = re.compile(r" \([^()]*\)$")
_IS_A = re.compile(r"\b(?:is|was) (?:an?|the) (?:(?:former|retired|senior|regular) )?$")
_LEAD_SENTENCES = 12
_NAME_AND_DATES = 240
_NAMES = {"name", "conventional_long_name", "native_name", "title", "conflict", "unit_name", "operation"}


@dataclass(frozen=True)
class Subject:
    """What a page is about.

    `entity` is its node, None where the page is about an event or a topic; `missions` are those that facts of
    the page can belong to (the subject itself on a mission's page), the likeliest first; `names` are the names by
    which the page calls its subject; `army` is the country of whose army the lead says that it is: a unit, a ship, an
    officer; of a person else the one that the lead calls him after.
    """

    kind: SubjectKind
    entity: Entity | None
    missions: tuple[Entity, ...] = ()
    names: tuple[str, ...] = ()
    army: Country | None = None

    @cached_property
    def nation(self) -> Country | None:
        """The country that a page is on, or whose army, police or foreign relations it is on."""
        title = next(iter(self.names), "")
        named = {mention.country for mention in find_countries(title)}
        about = title.startswith(tuple(_signs("country", "abroad"))) or _ends_with(title.lower(), "military")
        ours = None if self.kind == "person" else self.army
        return named.pop() if len(named) == 1 and (about or self.kind in _NATIONAL) else ours


def subject_of(document: Document) -> Subject:
    """Reads what a page is about; a page that fits nothing is of kind "other"."""
    kind = _kind(document)
    entity = _entity(kind, document.page.title)
    own = (entity,) if kind == "mission" and entity else _missions(kind, document)
    return Subject(kind, entity, own, _names(document), _army(document, kind))


def lead_sentences(document: Document) -> Iterator[Sentence]:
    """The first sentences of the page, those before any heading."""
    return islice((s for s in document.sentences if not s.section), _LEAD_SENTENCES)


def _army(document: Document, kind: SubjectKind) -> Country | None:
    """The country whose army the lead sentence names first ("is a battalion of the Ghana Army"), or after which it
    calls a person or a unit ("is an Italian police unit", "was a Danish diplomat")."""
    plain = next((lead.text.plain[:_NAME_AND_DATES] for lead in lead_sentences(document)), "")
    forces = tuple(f" {noun}" for noun in _signs("military", "noun"))
    named = find_countries(plain)
    army = next((m.country for m in named if plain[m.end :].lower().startswith(forces)), None)
    called = next((m.country for m in named if m.demonym and _IS_A.search(plain, 0, m.begin)), None)
    unit = kind == "person" or _ends_with(_said_to_be(plain), "military")
    return army or (called if unit else None)


def _said_to_be(lead: str) -> str:
    """What a lead sentence calls its subject ("a Danish diplomat"), in lower case."""
    said = _is_a().search(_without_parentheses(lead))
    return said[1].lower().rstrip(".,") if said else ""


def _kind(document: Document) -> SubjectKind:
    title = document.page.title
    if _NOT_A_SUBJECT.search(title) or title.startswith(tuple(_signs("other", "title"))):
        return "other"
    if title.lower().startswith(tuple(_signs("resolution", "title"))):
        return "resolution"
    if mission_entity(title) or _mission_infobox(document):
        return "mission"
    boxes = [box.name for box in document.infoboxes]
    lead = next(lead_sentences(document), None)
    said = (_said(lead.text.plain) or _lived(lead.text.plain)) if lead else None
    if said == "mission" and not _boxed(boxes, ("person", "resolution", "attack", "country", "place")):
        return "mission"
    return _boxed(boxes, _KINDS) or _categorised(document.categories) or said or "other"


def _mission_infobox(document: Document) -> bool:
    """Whether an infobox on a United Nations body gives a mission as its type."""
    types = (
        p.text.plain.lower()
        for b in document.infoboxes
        if b.name == "united nations"
        for p in b.parameters
        if p.name == "type"
    )
    return any(word in value for value in types for word in _signs("mission", "type"))


def _boxed(boxes: list[str], kinds: tuple[SubjectKind, ...]) -> SubjectKind | None:
    return next((kind for box in boxes for kind in kinds if box in _signs(kind, "infobox")), None)


def _categorised(categories: tuple[str, ...]) -> SubjectKind | None:
    lowered = [category.lower() for category in categories]
    return next((kind for kind in _KINDS for sign in _signs(kind, "category") for c in lowered if sign in c), None)


def _said(sentence: str) -> SubjectKind | None:
    """What a lead sentence says that its subject is ("… was a suicide bombing …")."""
    words = _said_to_be(sentence[:1000])
    if _mission_words().search(words):
        return "mission"
    return next((kind for kind in ("attack", "military", "conflict", "person") if _ends_with(words, kind)), None)


def _lived(sentence: str) -> SubjectKind | None:
    """Whether a lead says when its subject was born: "Ann Example (born 3 May 1950)"."""
    return "person" if any(re.search(way, sentence[:_NAME_AND_DATES]) for way in _signs("person", "lived")) else None


def _ends_with(words: str, kind: SubjectKind) -> bool:
    return words.endswith(tuple(f" {noun}" for noun in _signs(kind, "noun")))


def _without_parentheses(sentence: str) -> str:
    for _ in range(3):
        sentence = re.sub(r"\([^()]*\)", "", sentence)
    return sentence


@cache
def _is_a() -> re.Pattern[str]:
    """ "X is a … NOUN" up to the first word that starts another phrase ("in", "of", "that")."""
    stop = r"(?!(?:in|of|on|at|by|for|to|from|that|which|who|with|during|established|led)\b)"
    return re.compile(rf"\b(?:is|was|were|are) ((?:a|an|the|one of the)(?: {stop}[\w'’./-]+,?){{1,12}})")


@cache
def _mission_words() -> re.Pattern[str]:
    adjective, noun = ("|".join(map(re.escape, _signs("mission", key))) for key in ("adjective", "noun"))
    return re.compile(rf"\b(?:{adjective})\b.*\b(?:{noun})$")


@cache
def _vocabulary() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((folder("language") / "vocabulary" / "subjects.toml").read_text(encoding="utf-8"))


def _signs(kind: str, sign: str) -> list[str]:
    return _vocabulary().get(kind, {}).get(sign, [])


def _entity(kind: SubjectKind, title: str) -> Entity | None:
    if kind == "mission":
        known = mission_entity(title)
        return Entity("Mission", known.name if known else _DISAMBIGUATOR.sub("", title), title)
    if kind == "country":
        country = country_named(title)
        return Entity("Country", country.name, title) if country else Entity("Country", title, title)
    entity_kind = _ENTITY_KINDS.get(kind)
    return Entity(entity_kind, _DISAMBIGUATOR.sub("", title), title) if entity_kind else None


def _missions(kind: SubjectKind, document: Document) -> tuple[Entity, ...]:
    """The missions that a title, an infobox or a lead names.

    Of a page that is about no event or person (an army, a country, a topic) only those of its title and first sentence.
    """
    near = kind in ("person", "attack", "conflict", "resolution")
    texts = [Text(document.page.title)]
    texts += [p.text for box in document.infoboxes for p in box.parameters if near]
    texts += [s.text for s in list(lead_sentences(document))[: None if near else 1]]
    found = [mention.mission for text in texts for mention in missions_in(text)]
    return tuple(dict.fromkeys(found))


def _names(document: Document) -> tuple[str, ...]:
    given = [
        p.text.plain
        for box in document.infoboxes
        for p in box.parameters
        if p.name in _NAMES or p.name == "abbreviation"
    ]
    names = [_DISAMBIGUATOR.sub("", document.page.title), *(name.strip() for name in given)]
    return tuple(dict.fromkeys(name for name in names if 0 < len(name) < 200))
