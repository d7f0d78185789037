"""Makes evidence: the passage, its footnotes' sources and the rule that read it."""

from typing import NamedTuple

from kg.documents.links import whole_links
from kg.documents.model import Document, Span, Text
from kg.facts.model import Evidence


class Passage(NamedTuple):
    """A text with where it stands on its page, ready to become evidence.

    `further` are keys of footnotes that stand elsewhere and hold for it too (at the line that introduces its list).
    """

    document: Document
    text: Text
    section: tuple[str, ...] = ()
    span: Span | None = None
    further: tuple[str, ...] = ()

    def evidence(self, rule: str, begin: int = 0, end: int | None = None) -> tuple[Evidence, ...]:
        """The evidence of `plain[begin:end]` (by default all of it); an empty stretch stands for the whole passage."""
        stop = len(self.text.plain) if end is None else end
        quote = self.text.plain[begin:stop] or ", ".join(mark.value for mark in self.text.marks)  # of a flag alone, say
        own = (mark.key for mark in self.text.references if mark.at >= begin)
        keys = tuple(dict.fromkeys((*own, *self.further)))
        whole = begin == 0 and end is None
        span = self._whole(self.span if whole and self.span else self._span(begin, stop))
        return (Evidence(span, quote, self.section, self.document.references.citations(keys), rule),)

    def _span(self, begin: int, end: int) -> Span:
        if self.text.pieces and begin < end:
            return self.text.span(begin, end)
        return self.span or Span(0, 0)

    def _whole(self, span: Span) -> Span:
        return Span(*whole_links(self.document.page.text, span.begin, span.end))
