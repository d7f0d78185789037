"""IRIs, made of what a thing is and never of when or where it was met: titles, names, the values of facts.

Below the base: `mission/TITLE`, `country/TITLE`, … for entities; `attack/DATE-PLACE-HASH`, … for facts;
`page/TITLE/REVISION#char=BEGIN,END` for passages (RFC 5147); `source/HOST-HASH` for what pages cite.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import fields
from functools import cache, lru_cache
from urllib.parse import quote, urlsplit

from pyoxigraph import NamedNode

from kg.documents.model import Citation, Span
from kg.errors import UsageError
from kg.facts.model import Accident, Attack, Casualties, Contribution, Entity, Figure, Tenure
from kg.pages.model import Page

Node = Tenure | Contribution | Attack | Accident | Figure
_FOLDERS = {"ArmedGroup": "organization"}  # one group may be called both
_UNSAFE = re.compile(r"[^\w\-.~!'()*,]")
_LONGEST = 150
_LEADING = {
    "Attack": ("date", "place"),
    "Accident": ("date", "place"),
    "Tenure": ("person", "role"),
    "Contribution": ("contributor",),
    "Figure": ("measure", "date"),
}


def checked_base(base: str) -> str:
    """The base with a final slash; UsageError where IRIs cannot begin with it."""
    try:
        NamedNode(base)
        parts = urlsplit(base)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.fragment or base.endswith("#") or "?" in base:
        raise UsageError(f"--base {base!r} should be an address such as https://example.org/id/")
    return base if base.endswith("/") else base + "/"


def entity_iri(entity: Entity, base: str) -> NamedNode:
    """The node of an entity: its kind, and its article's title or its name.

    >>> entity_iri(Entity("Country", "Ivory Coast", "Côte d'Ivoire"), "https://x.org/").value
    "https://x.org/country/Côte_d'Ivoire"
    """
    return NamedNode(f"{base}{_folder(entity)}/{segment(entity.key)}")


def is_unnamed(entity: Entity) -> bool:
    """Whether an entity is only described ("gunmen"), so that the same words elsewhere mean others.

    >>> [is_unnamed(Entity("Organization", name)) for name in ("armed men", "al-Shabaab", "M23 rebels")]
    [True, False, False]
    """
    known = entity.kind not in {"Organization", "Person"} or entity.article or entity.other_names
    return not known and entity.name == entity.name.lower()


def actor_iri(actor: Entity, fact: NamedNode, base: str) -> NamedNode:
    """The node of who did something: its own, or one of the fact alone where it is not named."""
    return NamedNode(f"{fact.value}/by-{slug(actor.name)}") if is_unnamed(actor) else entity_iri(actor, base)


def fact_iri(fact: Node, base: str) -> NamedNode:
    """The node of a fact: its class, its date, place or person for people to read, and a hash of all its values."""
    kind = type(fact).__name__
    words = slug(" ".join(_spoken(getattr(fact, name)) for name in _LEADING[kind]))
    return NamedNode(f"{base}{kind.lower()}/{words}{'-' if words else ''}{content_hash(fact)}")


def casualties_iris(groups: Iterable[Casualties], incident: NamedNode) -> list[NamedNode]:
    """The nodes of an incident's groups of victims: their place in the order of the text, whose they are, a hash."""
    found = []
    for place, group in enumerate(groups, 1):
        words = slug(f"{_spoken(group.nationality) or 'unstated'} {group.victim_role or ''}")
        found.append(NamedNode(f"{incident.value}/victims-{place:02}-{words}-{content_hash(group)[:8]}"))
    return found


def statement_iri(subject: NamedNode, predicate: NamedNode, value: object, base: str) -> NamedNode:
    """The node that carries the evidence of a plain triple."""
    local = re.split(r"[#/]", predicate.value)[-1]
    return NamedNode(f"{base}statement/{_quoted(local)}-{_hash([subject.value, predicate.value, str(value)])}")


def page_iri(page: Page, base: str) -> NamedNode:
    """The node of a page's revision."""
    folder = "page" if page.language == "en" else f"page-{slug(page.language)}"
    revision = "" if page.revision is None else f"/{page.revision:d}"
    return NamedNode(f"{base}{folder}/{segment(page.title)}{revision}")


def passage_iri(page: NamedNode, span: Span) -> NamedNode:
    """The node of a passage: characters counted as RFC 5147 does."""
    return NamedNode(f"{page.value}#char={span.begin:d},{span.end:d}")


@lru_cache(maxsize=2000)
def source_iri(citation: Citation, base: str) -> NamedNode:
    """The node of a source, by everything that its citation tells."""
    told = [getattr(citation, field.name) for field in fields(citation) if field.name != "span"]
    match = re.match(r"https?://(?:www\.)?([^/:?#]{1,80})", citation.url)
    words = slug(match[1]) if match else slug(citation.title or citation.text)
    return NamedNode(f"{base}source/{words}{'-' if words else ''}{_hash(told)}")


@lru_cache(maxsize=100_000)
def segment(text: str) -> str:
    """A title as one path segment of an IRI: nothing in it can leave its place.

    >>> segment("united Nations  Mission"), segment("a/b?c#d"), segment("..")
    ('United_Nations_Mission', 'A%2Fb%3Fc%23d', '-5bd4aa190f63')
    """
    tidy = " ".join(unicodedata.normalize("NFC", text).replace("_", " ").split())
    tidy = tidy[:1].upper() + tidy[1:]
    if tidy.strip(".") and len(tidy) <= _LONGEST:
        return _quoted(tidy)
    return f"{_quoted(tidy[:100].strip('. '))}-{_hash([tidy])}"


def _quoted(tidy: str) -> str:
    return _UNSAFE.sub(lambda match: quote(match[0], safe="", errors="replace"), tidy.replace(" ", "_"))


def slug(text: str) -> str:
    """At most 48 characters of the words, for people to read.

    >>> slug("2013-12-14 Kidal – Aéroport")
    '2013-12-14-kidal-aeroport'
    """
    folded = unicodedata.normalize("NFKD", text[:200]).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", folded))[:48].rstrip("-")


def content_hash(value: object) -> str:
    """Twelve hexadecimal digits of all that a fact says; not of its evidence, nor of the order of its parts."""
    return _hash(_content(value))


def _content(value: object) -> object:
    if isinstance(value, Entity):
        return [_folder(value), segment(value.key)]
    if isinstance(value, tuple):
        return sorted((_content(part) for part in value), key=_canonical)
    if isinstance(value, Attack | Accident | Tenure | Contribution | Figure | Casualties):
        told = {name: getattr(value, name) for name in names_of_fields(value) if name != "evidence"}
        return [type(value).__name__, {name: _content(part) for name, part in told.items() if _is_told(part)}]
    return value if isinstance(value, bool | int) else str(value)


def names_of_fields(fact: Node | Casualties) -> tuple[str, ...]:
    """The fields of a fact, in their order."""
    kind: type = type(fact)
    return _names_of_fields(kind)


@cache
def _names_of_fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _is_told(value: object) -> bool:
    return value is not None and value is not False and value not in ((), "")


def _hash(content: object) -> str:
    return hashlib.sha256(_canonical(content).encode("utf-8", "surrogatepass")).hexdigest()[:12]


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True)  # json.dumps would make one for each value


def _canonical(content: object) -> str:
    return _ENCODER.encode(content)


def _folder(entity: Entity) -> str:
    return _FOLDERS.get(entity.kind, entity.kind.lower())


def _spoken(value: object) -> str:
    if isinstance(value, tuple):
        return min((_spoken(part) for part in value), default="")
    if isinstance(value, Entity):
        return value.key
    return "" if value is None else str(value)
