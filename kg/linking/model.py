"""A link from a node of the graph to the same thing elsewhere."""

from dataclasses import dataclass

from pyoxigraph import NamedNode, Triple

SAME_AS = NamedNode("http://www.w3.org/2002/07/owl#sameAs")
_WIKIDATA = "http://www.wikidata.org/entity/"


@dataclass(frozen=True, slots=True)
class Link:
    """`node` is the thing that Wikidata calls `qid`; `tier` says how that is known ("gazetteer")."""

    node: NamedNode
    qid: str
    tier: str

    def triple(self) -> Triple:
        """The link as a triple."""
        return Triple(self.node, SAME_AS, NamedNode(_WIKIDATA + self.qid))
