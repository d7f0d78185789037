"""What the lead of a mission's page says of it: its names, abbreviations, and the countries it works in."""

import re
from collections.abc import Iterator

from kg.documents.model import Document, Sentence
from kg.facts.model import Entity, Name, Statement
from kg.reading.evidence import Passage
from kg.reading.holders import country_entity
from kg.reading.prose.phrases import says
from kg.reading.subject import Subject, lead_sentences
from kg.values.countries import find_countries

_ABBREVIATION = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Za-z-]*$")
_LONGEST = 200


def read_lead(document: Document, subject: Subject) -> Iterator[Statement]:
    """The names and countries that the first sentence of a mission's page gives; no other page has any."""
    first = next(lead_sentences(document), None)
    if first is None or subject.kind != "mission" or subject.entity is None:
        return
    yield from _foreign_names(document, first, subject.entity)
    yield from _abbreviations(document, first, subject.entity)
    yield from _countries(document, first, subject.entity)


def _statement(
    document: Document, sentence: Sentence, begin: int, end: int, told: tuple[Entity, str, Entity | Name | str]
) -> Statement:
    subject, prefixed, value = told
    rule = f"lead/{prefixed.partition(':')[2]}"
    evidence = Passage(document, sentence.text, sentence.section, sentence.span).evidence(rule, begin, end)
    return Statement(subject, prefixed, value, evidence)


def _foreign_names(document: Document, sentence: Sentence, mission: Entity) -> Iterator[Statement]:
    """Names marked as another language's, before the sentence's verb."""
    for mark in sentence.text.marks:
        name = sentence.text.plain[mark.begin : mark.end].strip()
        if (
            mark.kind == "language"
            and mark.end <= _verb(sentence)
            and 2 < len(name) <= _LONGEST
            and mark.value[:2] != "en"
        ):
            told = (mission, "skos:altLabel", Name(name, mark.value))
            yield _statement(document, sentence, mark.begin, mark.end, told)


def _abbreviations(document: Document, sentence: Sentence, mission: Entity) -> Iterator[Statement]:
    """Short names in capitals inside the brackets that follow the full name."""
    foreign = [(m.begin, m.end) for m in sentence.text.marks if m.kind == "language"]
    for begin, end in _bracketed(sentence.text.plain[: _verb(sentence)]):
        word = sentence.text.plain[begin:end]
        if _is_abbreviation(word, mission.name) and not any(b <= begin and end <= e for b, e in foreign):
            yield _statement(document, sentence, begin, end, (mission, "pk:abbreviation", word))


def _is_abbreviation(word: str, name: str) -> bool:
    """Capitals that mostly stand in the full name in their order ("ONUCI" of another language's name does too)."""
    return (
        bool(_ABBREVIATION.match(word))
        and 2 < len(word) <= 12
        and sum(c.isupper() for c in word) >= len(word) / 2
        and word != name
    )


def _bracketed(plain: str) -> Iterator[tuple[int, int]]:
    """The words of bracketed lists: stretches between brackets, commas, semicolons and colons."""
    for bracket in re.finditer(r"\(([^()]{1,400})\)", plain):
        for part in re.finditer(r"[^,;:]+", bracket[1]):
            words = part[0].strip()
            begin = bracket.start(1) + part.start() + part[0].index(words)
            yield begin, begin + len(words)


def _verb(sentence: Sentence) -> int:
    """Where the sentence says what its subject is; its end where it does not."""
    found = says("mission", "is_a").search(sentence.text.plain)
    return found.start() + 1 if found else len(sentence.text.plain)


def _countries(document: Document, sentence: Sentence, mission: Entity) -> Iterator[Statement]:
    """The countries right behind "is a … mission in", one after the other."""
    plain = sentence.text.plain
    said = says("mission", "is_in").search(plain, max(_verb(sentence) - 1, 0))
    done = said.end() if said else len(plain)
    for mention in find_countries(plain):
        if mention.begin >= done and not mention.demonym:
            if not says("mission", "and_in").match(plain[done : mention.begin]):
                return
            yield _statement(
                document,
                sentence,
                mention.begin,
                mention.end,
                (mission, "pk:operatesIn", country_entity(mention.country)),
            )
            done = mention.end
