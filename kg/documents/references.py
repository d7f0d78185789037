"""The page's footnotes: found at once, taken apart when someone asks for them."""

from functools import cached_property

from kg.documents.calls import Call, call_of, name_of
from kg.documents.citations import cited, is_cite, read_citations
from kg.documents.families import families
from kg.documents.footnotes import author_year, note_key, reference_inside, reference_key, short_key
from kg.documents.model import Citation, References, Span
from kg.documents.scan import Scan

_AUTHORS = (
    "last",
    "last1",
    "author-last",
    "author1-last",
    "author",
    "author1",
    "surname",
    "surname1",
    "editor-last",
    "editor1-last",
    "editor",
)


MAX_NESTED = 3
"""Notes within notes, this deep; each is read once for every note around it."""


class PageReferences(References):
    """The footnotes of one page's scan."""

    def __init__(self, scan: Scan) -> None:
        self._scan = scan
        self._read: dict[str, tuple[Citation, ...]] = {}
        self._remarks: set[str] = set()

    def citations(self, keys: tuple[str, ...]) -> tuple[Citation, ...]:
        """The sources behind these keys, in order, without repetition; a key without a source gives none."""
        return tuple(dict.fromkeys(citation for key in keys for citation in self._sources(key)))

    def keys(self) -> tuple[str, ...]:
        """All keys, in the page's order."""
        return tuple(self._places)

    def _sources(self, key: str) -> tuple[Citation, ...]:
        if key not in self._read:
            self._read[key] = tuple(self._find(key))
        return self._read[key]

    def _find(self, key: str) -> list[Citation]:
        if key.startswith("sfn:"):
            return self._short(key)
        begin, end = self._places.get(key, (0, 0))
        found = read_citations(self._scan.text[begin:end], begin) if begin < end else []
        return [citation for citation in found if not _is_words(citation)] if key in self._remarks else found

    @cached_property
    def _places(self) -> dict[str, tuple[int, int]]:
        """Where the description behind each key stands: the first mark of that name which has one."""
        found: dict[str, tuple[int, int]] = {}
        around: list[int] = []
        for index, kind in enumerate(self._scan.kinds):
            begin, end = self._scan.span(index)
            if end < 0 or kind not in ("ref", "template"):
                continue
            while around and around[-1] <= begin:
                around.pop()
            entry = self._footnote(index, kind) if len(around) < MAX_NESTED else None
            if entry:
                around.append(end)
                if found.get(entry[0], (0, 0)) == (0, 0):
                    found[entry[0]] = entry[1]
        return found

    def _footnote(self, index: int, kind: str) -> tuple[str, tuple[int, int]] | None:
        if kind == "ref":
            begin, end = reference_inside(self._scan, index)
            return reference_key(self._scan, index), (begin, end) if begin < end else (0, 0)
        shows = families().of(name_of(self._scan, index)).shows
        if shows in {"note", "remark"}:
            call = call_of(self._scan, index)
            if shows == "remark":
                self._remarks.add(note_key(call))
            return note_key(call), call.first(("2",) if call.name == "#tag:" else ("1", "text")) or (0, 0)
        if shows == "short citation":
            call = call_of(self._scan, index)
            return short_key(call), call.span()
        return None

    def _short(self, key: str) -> list[Citation]:
        """What a short citation stands for: the bibliography's entry, or its own words."""
        found = self._bibliography.get(key)
        if found:
            return [found]
        begin, end = self._places.get(key, (0, 0))
        names, _, year = key.removeprefix("sfn:").partition(":")
        words = f"{' & '.join(name.title() for name in names.split(','))} {year}".strip()
        return [Citation(Span(begin, end), text=words)]

    @cached_property
    def _bibliography(self) -> dict[str, Citation]:
        """The cite templates of the whole page by their authors and year."""
        found: dict[str, Citation] = {}
        for offset, scan in self._parts():
            for index in scan.every("template"):
                if is_cite(name_of(scan, index)):
                    call = call_of(scan, index)
                    found.setdefault(_anchor(call), cited(call, offset))
        return found

    def _parts(self) -> list[tuple[int, Scan]]:
        places = [place for key, place in self._places.items() if place[0] < place[1] and not key.startswith("sfn:")]
        return [(0, self._scan), *((begin, Scan(self._scan.text[begin:end])) for begin, end in places)]


def _is_words(citation: Citation) -> bool:
    return not (citation.url or citation.archive or citation.title)


def _anchor(call: Call) -> str:
    """The key of the short citations that lead to this source."""
    if "{{" in call.value("ref"):
        inner = Scan(call.value("ref"))
        return next((short_key(call_of(inner, index)) for index in inner.every("template")), "")
    year = call.value("year") or call.value("date")[-4:]
    return "sfn:" + author_year([*_surnames(call), year])


def _surnames(call: Call) -> list[str]:
    first = call.value(*_AUTHORS)
    others = [
        call.value(f"last{number}", f"author{number}-last", f"surname{number}", f"author{number}")
        for number in range(2, 5)
    ]
    return [name for name in (first, *others) if name]
