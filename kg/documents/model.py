"""What a page is made of. Every part knows its exact characters in the wikitext.

Two kinds of offsets: a *span* counts Unicode code points of the page's wikitext; `begin`/`end` of a
mark count characters of the plain text that a reader sees.
"""

from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from kg.pages.model import Page


class Span(NamedTuple):
    """A stretch of the wikitext: `wikitext[begin:end]`."""

    begin: int
    end: int


class Piece(NamedTuple):
    """A stretch of plain text and the wikitext behind it.

    Lengths are equal where the characters stand verbatim; where markup produced the text (a template,
    an entity), the whole of `source` stands behind each of its characters.
    """

    begin: int
    end: int
    source: Span


class Mark(NamedTuple):
    """Something in a text that is more than its characters.

    kind `link`: value is the article's title (normalised, `#fragment` kept); `flag`: the country as the
    template names it; `date`, `number`: the value as ISO date or digits; `template`: the name of a template
    that is not known; `language`: the BCP 47 code of words in another language; `url`: an external link's
    address; `status`: a status template's name (`KIA`); `coordinates`: latitude and longitude in degrees, with a
    space between. A mark of something that shows no characters (a flag alone) is empty: begin == end.
    """

    kind: str
    begin: int
    end: int
    value: str


class Reference(NamedTuple):
    """A footnote mark in a text: `at` counts plain characters; `key` finds its citations in the document."""

    at: int
    key: str


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text as a reader sees it, with the way back to the wikitext."""

    plain: str
    pieces: tuple[Piece, ...] = ()
    marks: tuple[Mark, ...] = ()
    references: tuple[Reference, ...] = ()

    def span(self, begin: int, end: int) -> Span:
        """The smallest stretch of wikitext behind `plain[begin:end]` (a non-empty range)."""
        first = self.pieces[max(bisect_right(self.pieces, begin, key=_begin) - 1, 0)]
        last = self.pieces[max(bisect_right(self.pieces, max(end - 1, begin), key=_begin) - 1, 0)]
        return Span(_at(first, begin), _at(last, end - 1) + 1 if _verbatim(last) else last.source.end)

    def whole(self) -> Span:
        """The stretch of wikitext behind all of the text; empty where it shows nothing."""
        if not self.pieces:
            return Span(0, 0)
        return Span(self.pieces[0].source.begin, self.pieces[-1].source.end)


def _begin(piece: Piece) -> int:
    return piece.begin


def _verbatim(piece: Piece) -> bool:
    return piece.end - piece.begin == piece.source.end - piece.source.begin


def _at(piece: Piece, index: int) -> int:
    return piece.source.begin + (index - piece.begin if _verbatim(piece) else 0)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of prose; `paragraph` numbers the paragraphs of a page from 0."""

    text: Text
    span: Span
    section: tuple[str, ...]
    paragraph: int


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list; `lead` is the sentence or line that introduces the list ("Contributors are:").

    For an item within an item, the items above it follow the lead, one a line. `lead_references` are the keys
    of the footnotes of that sentence or line.
    """

    text: Text
    span: Span
    section: tuple[str, ...]
    depth: int
    lead: str
    lead_references: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table's grid; a cell that spans rows or columns stands in each place it covers."""

    text: Text
    span: Span
    header: bool


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a full grid: every row has the same number of cells (None where nothing stands)."""

    span: Span
    section: tuple[str, ...]
    caption: str
    rows: tuple[tuple[Cell | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A template's parameter: `items` are the parts of its value where a list wrapper or <br> divides it."""

    name: str
    text: Text
    span: Span
    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Infobox:
    """An infobox: `name` is the template's name without "Infobox", in lower case."""

    name: str
    span: Span
    parameters: tuple[Parameter, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """A source that the page cites; `span` is where it is described."""

    span: Span
    url: str = ""
    title: str = ""
    publisher: str = ""
    date: str = ""
    archive: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was left unread, with its reason ("table larger than 200000 characters")."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Document:
    """A page, taken apart. `citations` maps a reference's key to the sources behind it."""

    page: Page
    infoboxes: tuple[Infobox, ...]
    sentences: tuple[Sentence, ...]
    items: tuple[ListItem, ...]
    tables: tuple[Table, ...]
    categories: tuple[str, ...]
    references: "References"
    unread: tuple[Note, ...] = ()


class References:
    """The page's footnotes, looked up by key; a source is only taken apart when it is asked for."""

    def citations(self, keys: tuple[str, ...]) -> tuple[Citation, ...]:
        """The sources behind these keys, in order, without repetition."""
        raise NotImplementedError

    def keys(self) -> tuple[str, ...]:
        """All keys, in the page's order."""
        raise NotImplementedError
