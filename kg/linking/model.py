"""What linking speaks of: things in Wikidata, mentions in our graph, and decisions about them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from pyoxigraph import NamedNode, Triple

SAME_AS = NamedNode("http://www.w3.org/2002/07/owl#sameAs")
CLOSE_MATCH = NamedNode("http://www.w3.org/2004/02/skos/core#closeMatch")
WIKIDATA = "http://www.wikidata.org/entity/"

Tier = Literal["decision", "title", "code", "name", "search", "none"]
Status = Literal["accept", "review", "nil"]


@dataclass(frozen=True, slots=True)
class Link:
    """`node` is the thing that Wikidata calls `qid`; `tier` says how that is known ("code")."""

    node: NamedNode
    qid: str
    tier: str

    def triple(self) -> Triple:
        """The link as a triple."""
        return Triple(self.node, SAME_AS, NamedNode(WIKIDATA + self.qid))


@dataclass(frozen=True, slots=True)
class Item:
    """A thing in Wikidata, as far as a backend knows it.

    `kind` is our class for it ("Place"; empty where not known), `level` what sort of place ("town", "cercle", "region",
    "area" for a unit that only a text means which says so), `country` a Wikidata id, `article` the English Wikipedia's;
    `doubted` is set where the service that gave it does not call it a match itself.
    """

    qid: str
    label: str
    kind: str = ""
    aliases: tuple[str, ...] = ()
    description: str = ""
    country: str = ""
    level: str = ""
    article: str = ""
    place: tuple[float, float] | None = None
    years: tuple[int | None, int | None] = (None, None)
    codes: tuple[str, ...] = ()
    doubted: bool = False


@dataclass(frozen=True, slots=True)
class TitleMatch:
    """What a wiki knows of a title: `title` is the one asked for, `article` the one it leads to.

    `fragment` is the section that a redirect leads to: then the title is no name of the whole article's thing.
    `sure` is off where the backend only knows names and no article titles.
    """

    title: str
    qid: str
    article: str
    redirected: bool = False
    fragment: str = ""
    disambiguation: bool = False
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Mention:
    """A thing of our graph (or a name in a text) for which an item is sought.

    `article` is the title of its article; `countries` are Wikidata ids of the countries it is told of; `contexts` are
    the words around its name, as far as known; `pages` the articles that mention it; `place` latitude and longitude.
    """

    node: str
    kind: str
    name: str
    article: str = ""
    names: tuple[str, ...] = ()
    countries: frozenset[str] = frozenset()
    contexts: tuple[str, ...] = ()
    pages: frozenset[str] = frozenset()
    place: tuple[float, float] | None = None
    years: tuple[int | None, int | None] = (None, None)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that may be meant; `features` are what speaks for and against it, `probability` is calibrated."""

    item: Item
    tier: Tier
    probability: float
    features: Mapping[str, float] = field(default_factory=dict)
    match: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of a mention: the item (or none), how sure, and why; `candidates` stand best first."""

    mention: Mention
    status: Status
    qid: str
    tier: Tier
    probability: float
    reason: str
    candidates: tuple[Candidate, ...] = ()
    flips: str = ""


class Backend(Protocol):
    """Where items are looked up. Answers hold no entry for what is not known; errors are InputError."""

    name: str
    version: str

    def lookup_titles(self, titles: Sequence[str]) -> dict[str, TitleMatch]:
        """The items behind article titles, by the title asked for; normalised, redirects followed."""
        ...

    def search(self, text: str, kind: str = "", limit: int = 10) -> list[Item]:
        """Items of about this name, best first; those known to be of another kind may be left out."""
        ...

    def get(self, qids: Sequence[str]) -> dict[str, Item]:
        """Items by the id asked for; a merged item has the id of the one it was merged into."""
        ...
