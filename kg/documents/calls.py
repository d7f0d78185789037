"""Template calls: the name and the parameters of a `{{…}}`, with the offsets of each value."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.documents.scan import Scan

Range = tuple[int, int]


@lru_cache(maxsize=4096)
def normal_name(name: str) -> str:
    """A template's name as its families are keyed: lower case, one space between words, no namespace.

    >>> normal_name(" Template:Cite_web "), normal_name("Start  date")
    ('cite web', 'start date')
    """
    words = name.replace("_", " ").split()
    return " ".join(words).lower().removeprefix("template:").strip()


@dataclass(frozen=True, slots=True)
class Call:
    """One template call. `parameters` maps a name ("1", "2" for those without) to where its value stands, trimmed."""

    scan: Scan
    index: int
    title: str
    name: str
    parameters: dict[str, Range]

    def first(self, names: tuple[str, ...]) -> Range | None:
        """Where the first non-empty of these parameters stands."""
        for name in names:
            place = self.parameters.get(name)
            if place and place[0] < place[1]:
                return place
        return None

    def value(self, *names: str) -> str:
        """The wikitext of the first non-empty of these parameters, or an empty string."""
        place = self.first(names)
        return self.scan.text[place[0] : place[1]] if place else ""

    def positional(self) -> list[Range]:
        """Where the values without a name (or with a number for a name) stand, in their order."""
        found: list[Range] = []
        while place := self.parameters.get(str(len(found) + 1)):
            found.append(place)
        return found

    def span(self) -> Range:
        """The whole call, braces included."""
        return self.scan.begins[self.index], self.scan.ends[self.index]


def call_of(scan: Scan, index: int) -> Call:
    """The call that the scan's template `index` makes; a parser function's argument counts as its parameter 1.

    >>> call_of(Scan("{{flag|Mali|name=[[A|b=c]]}}"), 0).value("name", "1")
    '[[A|b=c]]'
    """
    parts = _parts(scan, index)
    begin, _, end = next(parts)
    title = _title(scan, begin, end)
    parameters: dict[str, Range] = {}
    count = 0
    if (function := _function(title)) != title:
        count = 1
        parameters["1"] = trimmed(scan.text, scan.text.index(":", begin, end) + 1, end)
        title = function
    for begin, equals, end in parts:
        if equals < 0:
            count += 1
            parameters[str(count)] = trimmed(scan.text, begin, end)
        else:
            parameters[scan.text[begin:equals].strip()] = trimmed(scan.text, equals + 1, end)
    return Call(scan, index, title, normal_name(title), parameters)


def name_of(scan: Scan, index: int) -> str:
    """The normal name of the template `index` alone, without taking its parameters apart."""
    begin, end = scan.inner(index)
    inside = index + 1
    if inside < len(scan.begins) and scan.begins[inside] < end:
        if scan.kinds[inside] != "bar":  # markup in the name
            return _name_with_markup(scan, index)
        end = scan.begins[inside]
    return normal_name(_function(scan.text[begin:end].strip()))


def _name_with_markup(scan: Scan, index: int) -> str:
    begin, _, end = next(_parts(scan, index))
    return normal_name(_function(_title(scan, begin, end)))


def _function(title: str) -> str:
    """The name of the parser function that a title is a call of, with its colon; else the title itself."""
    colon = title.find(":")
    return title[: colon + 1] if colon > 0 and title[:colon].strip().lower() != "template" else title


def trimmed(text: str, begin: int, end: int) -> Range:
    """The range without white space at its ends.

    >>> trimmed("  a b ", 0, 6)
    (2, 5)
    """
    part = text[begin:end]
    left = len(part) - len(part.lstrip())
    return (begin + left, begin + len(part.rstrip())) if left < len(part) else (end, end)


def _title(scan: Scan, begin: int, end: int) -> str:
    """The name as written, without the comments and markup that stand in it."""
    title, cursor = "", begin
    for child in scan.children(begin, end):
        title += scan.text[cursor : scan.begins[child]]
        cursor = scan.ends[child]
    return (title + scan.text[cursor:end]).strip()


def _parts(scan: Scan, index: int) -> Iterator[tuple[int, int, int]]:
    """Between the bars: where a part begins, where its first equals sign is (or -1), where it ends."""
    text, kinds, begins, ends = scan.text, scan.kinds, scan.begins, scan.ends
    start, stop = scan.inner(index)
    cursor, equals = start, -1
    for child in scan.children(start, stop):
        at = begins[child]
        if equals < 0:
            equals = text.find("=", cursor, at)
        cursor = ends[child]
        if kinds[child] == "bar":
            yield start, equals, at
            start, equals = cursor, -1
    yield start, equals if equals >= 0 else text.find("=", cursor, stop), stop
