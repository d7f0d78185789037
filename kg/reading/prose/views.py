"""What the phrases of a kind see of a sentence: for the debug view and for tests of the phrases."""

from functools import reduce

from kg.documents.model import Document, References, Sentence, Span, Text
from kg.facts.model import Entity
from kg.pages.model import Page
from kg.reading.attributes import fold_missions
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
    """A sentence folded as the reader of a kind ("tenure", "resolution", "contribution", "figure", "mission") folds it.

    It is read as if it stood on the page of a mission; of other kinds the first level of folding is given.
    """
    if kind in _LEVELS or kind in _SCENE:
        return _folded(plain, _LEVELS.get(kind, len(FOLDS) + 1))
    masked = fold(plain)
    sentence = Sentence(Text(plain), Span(0, len(plain)), (), 0)
    return for_reader(kind, sentence, masked, Context(_PAGE, Subject("mission", Entity("Mission", "the mission"))))


def for_reader(kind: str, sentence: Sentence, masked: Masked, context: Context) -> Masked:
    """A sentence of a page, of which the mentions are folded, as the reader of a kind folds it further."""
    if kind == "tenure":
        return fold_tenures(sentence, masked, context)
    if kind == "mission":
        return fold_missions(sentence, context.subject)
    return terms(sentence, masked, context) if kind in ("resolution", "contribution", "figure", "whose") else masked


def _folded(plain: str, levels: int) -> Masked:
    masked = fold(plain) if levels else Masked(plain, ())
    return reduce(lambda folded, further: further(folded), FOLDS[: max(levels - 1, 0)], masked)
