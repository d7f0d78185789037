"""A passage in its article: the text around it as a reader sees it, where the wikitext is at hand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from kg.answers.passages import Context, context, documents, pages_titled
from kg.documents.model import Document, ListItem, Sentence, Span
from kg.errors import InputError

_AROUND = 60
_KEPT = 32


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence, list item or other piece of text; `marked` is set where the passage is inside it."""

    text: str
    marked: Context | None = None


@dataclass(slots=True)
class Articles:
    """The articles of some sources (wikitext files, exports), read when they are asked for."""

    sources: Sequence[str]
    _kept: dict[str, Document | None] = field(default_factory=dict)

    def around(self, title: str, begin: int, end: int) -> list[Part]:
        """The passage's section, with the passage marked; empty where the article is not at hand."""
        document = self._document(title) if self.sources else None
        if document is None:
            return []
        here = context(document, begin, end)
        found = list(_section(document, Span(begin, end)))
        at = next((at for at, (span, _) in enumerate(found) if span.begin <= begin and end <= span.end), None)
        if at is None:
            return [Part(here.plain, here)] if here else []
        near = found[max(at - _AROUND, 0) : at + _AROUND]
        return [Part(text, here if span.begin <= begin and end <= span.end else None) for span, text in near]

    def _document(self, title: str) -> Document | None:
        if title not in self._kept:
            if len(self._kept) >= _KEPT:
                self._kept.pop(next(iter(self._kept)))
            try:
                self._kept[title] = documents(pages_titled(self.sources, frozenset({title}))).get(title)
            except InputError:
                self._kept[title] = None
        return self._kept[title]


def _section(document: Document, span: Span) -> Iterator[tuple[Span, str]]:
    """Sentences and list items of the passage's section, or the parts of its infobox or table, in order."""
    blocks: list[Sentence | ListItem] = [*document.sentences, *document.items]
    holding = next((one for one in blocks if one.span.begin <= span.begin and span.end <= one.span.end), None)
    if holding is not None:
        alike = [one for one in blocks if one.section == holding.section]
        yield from sorted(((one.span, one.text.plain) for one in alike), key=lambda pair: pair[0])
        return
    parameters = chain.from_iterable(box.parameters for box in document.infoboxes if _holds(box.span, span))
    yield from ((one.span, f"{one.name}: {one.text.plain}") for one in parameters)


def _holds(outer: Span, inner: Span) -> bool:
    return outer.begin <= inner.begin and inner.end <= outer.end
