"""Entities as triples: what they are, what they are called, and which article is about them."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from kg.facts.model import Entity, Fact, Name, Statement
from kg.triples.iris import entity_iri, is_unnamed
from kg.triples.literals import named
from kg.triples.names import term

_TYPE, _LABEL, _ALT = term("rdf:type"), term("rdfs:label"), term("skos:altLabel")
_ARTICLE = term("schema:mainEntityOfPage")
_LANGUAGE = re.compile(r"[a-z]{2,12}(-[a-z]{2,12}){0,3}")
_QUALIFIER = re.compile(r" \([^()]*\)$")
_ALSO = {"ArmedGroup": ("pk:ArmedGroup", "pk:Organization")}
_FIELDS = ("mission", "person", "nationality", "contributor", "country")
_LISTS = ("place", "perpetrator", "claimed_by")


def entity_triples(entity: Entity, base: str, language: str = "en", node: NamedNode | None = None) -> Iterator[Triple]:
    """An entity's own triples; `language` is that of the wiki whose articles it is named by, `node` another IRI."""
    node, label = node or entity_iri(entity, base), label_of(entity)
    for kind in _ALSO.get(entity.kind, (f"pk:{entity.kind}",)):
        yield Triple(node, _TYPE, term(kind))
    yield Triple(node, _LABEL, named(label))
    titles = (Name(plain_title(entity.article)),) if entity.is_known_mission() else ()
    for name in (Name(entity.name), *titles, *entity.other_names):
        if name.text.strip() and name != label:
            yield Triple(node, _ALT, named(name))
    if url := article_url(entity.article, language):
        yield Triple(node, _ARTICLE, url)


def label_of(entity: Entity) -> Name:
    """The one label that an entity has wherever it is met: its article's title without what tells it apart.

    Countries and missions keep the name that the gazetteer gives ("Ireland", not "Republic of Ireland").

    >>> label_of(Entity("Mission", "AFISMA", "Support Mission (Mali)")).text
    'Support Mission'
    """
    title = plain_title(entity.article)
    return Name(entity.name if entity.kind == "Country" or entity.is_known_mission() or not title else title)


def plain_title(article: str) -> str:
    """An article's title without its qualifier or section: what the article's subject is called.

    >>> plain_title("Semuliki_attack (2017)#Victims")
    'Semuliki attack'
    """
    return _QUALIFIER.sub("", article.partition("#")[0].replace("_", " ").strip())


def article_url(title: str, language: str = "en") -> NamedNode | None:
    """The address of an article; None without a title, or where the language is not a wiki's."""
    if not title.strip() or not _LANGUAGE.fullmatch(language):
        return None
    page, _, fragment = title.strip().replace(" ", "_").partition("#")
    path = quote(page, safe="/:@!$()*,;~-._", errors="replace")
    part = f"#{quote(fragment, safe='/:@!$()*,;~-._', errors='replace')}" if fragment else ""
    return NamedNode(f"https://{language}.wikipedia.org/wiki/{path}{part}")


def entities_of(fact: Fact) -> Iterator[Entity]:
    """Every entity that a fact names; those that are only described are a fact's own."""
    if isinstance(fact, Statement):
        yield fact.subject
        if isinstance(fact.value, Entity):
            yield fact.value
        return
    yield from _entities(getattr(fact, name, None) for name in _FIELDS)
    for name in _LISTS:
        yield from (one for one in getattr(fact, name, ()) if name == "place" or not is_unnamed(one))
    yield from _entities(group.nationality for group in getattr(fact, "casualties", ()))


def _entities(values: Iterable[Entity | None]) -> Iterator[Entity]:
    return (value for value in values if value is not None)


def is_other_name(predicate: NamedNode, value: object, subject: Entity) -> bool:
    """Whether a page gives an entity a name that is not its label (an infobox that says "UN Mission …")."""
    return predicate == _LABEL and isinstance(value, Literal) and value != named(label_of(subject))
