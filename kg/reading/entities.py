"""Entities of one kind and name are one: a name without a link takes the article that its page links it to."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any, TypeVar

from kg.documents.model import Document
from kg.facts.model import Accident, Attack, Casualties, Contribution, Entity, Fact, Figure, Statement, Tenure

Articles = Mapping[tuple[str, str], str]
_EVENT = ("mission", "place", "country", "casualties")
_HOLDING: Mapping[type, tuple[str, ...]] = {
    Statement: ("subject", "value"),
    Tenure: ("mission", "person", "nationality"),
    Contribution: ("mission", "contributor"),
    Casualties: ("nationality",),
    Attack: (*_EVENT, "perpetrator", "claimed_by"),
    Accident: _EVENT,
    Figure: ("mission",),
}
F = TypeVar("F", bound=Fact | Casualties)


def links_of(document: Document) -> Articles:
    """The articles of places and persons whose names the page links; a name with two targets is left out."""
    texts = chain((s.text for s in document.sentences), (item.text for item in document.items))
    targets: dict[str, set[str]] = {}
    for text in texts:
        for mark in text.marks:
            if mark.kind == "link" and "#" not in mark.value:
                targets.setdefault(text.plain[mark.begin : mark.end], set()).add(mark.value)
    sure = {name: min(found) for name, found in targets.items() if len(found) == 1}
    return {(kind, name): article for name, article in sure.items() for kind in ("Place", "Person")}


def with_articles(facts: list[Fact], links: Articles) -> list[Fact]:
    """The same facts, their unlinked entities with the article that `links` or another mention of the name has."""
    articles = dict(links)
    for entity in chain.from_iterable(map(entities_of, facts)):
        if entity.article:
            articles.setdefault((entity.kind, entity.name), entity.article)
    return [_linked(fact, articles) for fact in facts]


def entities_of(fact: Fact | Casualties) -> Iterator[Entity]:
    """The entities that a fact names, in the order of its fields."""
    for name in _HOLDING[type(fact)]:
        value = getattr(fact, name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Entity):
                yield part
            elif isinstance(part, Casualties):
                yield from entities_of(part)


def changed(fact: F, changes: Mapping[str, Any]) -> F:
    """The fact with these fields changed."""
    return replace(fact, **changes)


def _linked(fact: F, articles: Articles) -> F:
    if all(entity.article or (entity.kind, entity.name) not in articles for entity in entities_of(fact)):
        return fact
    return changed(fact, {name: _mapped(getattr(fact, name), articles) for name in _HOLDING[type(fact)]})


def _mapped(value: object, articles: Articles) -> object:
    """A field's value with its entities linked."""
    if isinstance(value, Entity):
        return value if value.article else replace(value, article=articles.get((value.kind, value.name), ""))
    if isinstance(value, Casualties):
        return _linked(value, articles)
    return tuple(_mapped(part, articles) for part in value) if isinstance(value, tuple) else value
