"""What the phrases of a kind see of a sentence: for the debug view and for tests of the phrases."""

from functools import reduce

from kg.documents.model import Document, References, Sentence, Span, Text
from kg.facts.model import Entity
from kg.pages.model import Page
from kg.reading.prose.context import Context
from kg.reading.prose.mask import Masked
from kg.reading.prose.mentions import fold
from kg.reading.prose.scene import FOLDS
from kg.reading.prose.tenures import fold_tenures
from kg.reading.prose.terms import terms
from kg.reading.subject import Subject

_PAGE = Document(Page("", ""), (), (), (), (), (), References())


# How often a sentence is folded for a kind of phrase on attacks: mentions, people, their parts, targets, culprits.
_LEVELS = {"force": 0, "people": 1, "place": 1, "state": 1, "parts": 2, "target": 3, "culprit": 4}
_SCENE = ("harm", "attack", "clause", "doer", "claim", "breakdown")


def view(kind: str, plain: str) -> Masked:
    """A sentence folded as the reader of a kind ("tenure", "resolution", "contribution", "figure") folds it.

    It is read as if it stood on the page of a mission; of other kinds the first level of folding is given.
    """
    if kind in _LEVELS or kind in _SCENE:
        return _folded(plain, _LEVELS.get(kind, len(FOLDS) + 1))
    masked = fold(plain)
    sentence = Sentence(Text(plain), Span(0, len(plain)), (), 0)
    context = Context(_PAGE, Subject("mission", Entity("Mission", "the mission")))
    if kind == "tenure":
        return fold_tenures(sentence, masked, context)
    return terms(sentence, masked, context) if kind in ("resolution", "contribution", "figure", "whose") else masked


def _folded(plain: str, levels: int) -> Masked:
    masked = fold(plain) if levels else Masked(plain, ())
    return reduce(lambda folded, further: further(folded), FOLDS[: max(levels - 1, 0)], masked)
