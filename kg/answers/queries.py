"""Query files: SPARQL below a head of `#+` lines that documents it (docs/queries.md)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from pathlib import Path

from kg.errors import DataError, UsageError
from kg.resources import folder

_FIELD = re.compile(r"#\+ ([a-z]+): *(.*)")
_MORE = re.compile(r"#\+ {2,}(.*)")
_COLUMN = re.compile(r"(\S+) — (.+)")
_PANEL = re.compile(r"([A-Z][A-Za-z]*) as (table|bars|timeline|map|network|number)")
_FIELDS = frozenset({"summary", "description", "param", "columns", "tags", "panel", "problem", "solution"})
TYPES = ("entity", "concept", "iri", "string", "integer", "date")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value that the user may give; an empty `default` leaves it free."""

    name: str
    type: str
    default: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the answer."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Panel:
    """Where the answer is shown: on pages of a class (`Mission`), in a form (`table`)."""

    subject: str
    form: str


@dataclass(frozen=True, slots=True)
class Query:
    """A query file, read. `problem` and `solution` are those of a quality rule."""

    name: str
    text: str
    summary: str = ""
    description: str = ""
    parameters: tuple[Parameter, ...] = ()
    columns: tuple[Column, ...] = ()
    tags: tuple[str, ...] = ()
    panels: tuple[Panel, ...] = ()
    problem: str = ""
    solution: str = ""

    @property
    def told(self) -> dict[str, str]:
        """What the columns mean, by name."""
        return {column.name: column.meaning for column in self.columns}


def parse(text: str, name: str) -> Query:
    """A query file's text; DataError names the line of a head that cannot be read.

    >>> parse("#+ summary: All\\n#+ columns: s — a node\\nSELECT ?s { ?s ?p ?o }", "all").columns
    (Column(name='s', meaning='a node'),)
    """
    fields = list(_fields(text, name))
    once = {key: value for key, value, _ in fields}
    return Query(
        name,
        text,
        once.get("summary", ""),
        once.get("description", ""),
        tuple(_parameter(value, f"{name}: line {line}") for key, value, line in fields if key == "param"),
        tuple(
            Column(*_match(_COLUMN, value, f"{name}: line {line}")) for key, value, line in fields if key == "columns"
        ),
        tuple(tag.strip() for tag in once.get("tags", "").split(",") if tag.strip()),
        tuple(Panel(*_match(_PANEL, value, f"{name}: line {line}")) for key, value, line in fields if key == "panel"),
        once.get("problem", ""),
        once.get("solution", ""),
    )


def _fields(text: str, name: str) -> Iterator[tuple[str, str, int]]:
    """The head's fields: key, value (with the lines that carry it on), line number."""
    key, value, start = "", "", 0
    for number, line in enumerate(takewhile(lambda line: line.startswith("#+"), text.splitlines()), 1):
        if more := _MORE.fullmatch(line.rstrip()):
            value = f"{value} {more[1]}".strip()
            continue
        if key:
            yield key, value, start
        key, value = _match(_FIELD, line.rstrip(), f"{name}: line {number}")
        start = number
        if key not in _FIELDS:
            raise DataError(f"{name}: line {number}: unknown field {key!r}; known are {', '.join(sorted(_FIELDS))}")
    if key:
        yield key, value, start


def _match(pattern: re.Pattern[str], text: str, where: str) -> tuple[str, str]:
    found = pattern.fullmatch(text)
    if not found:
        raise DataError(f"{where}: cannot read {text!r} (docs/queries.md shows how a head is written)")
    return found[1], found[2]


def _parameter(text: str, where: str) -> Parameter:
    parts = [part.strip() for part in text.split("|", 3)]
    if len(parts) != 4 or parts[1] not in TYPES:
        raise DataError(f"{where}: a parameter is 'name | type | default | meaning', type one of {', '.join(TYPES)}")
    return Parameter(*parts)


def shipped() -> tuple[Query, ...]:
    """The queries that ship with the package, by name."""
    return _folder(folder("queries"))


def rules() -> tuple[Query, ...]:
    """The quality rules that ship with the package, by name."""
    return _folder(folder("queries") / "verify")


@cache
def _folder(where: Path) -> tuple[Query, ...]:
    return tuple(parse(path.read_text(encoding="utf-8"), path.stem) for path in sorted(where.glob("*.rq")))


@cache
def named(name: str) -> Query:
    """The shipped query of that name; UsageError suggests the nearest ones."""
    path = folder("queries") / f"{name}.rq"
    if re.fullmatch(r"[a-z0-9-]+", name) and path.is_file():
        return parse(path.read_text(encoding="utf-8"), name)
    raise UsageError(f"There is no query named {name!r}{_nearest(name)}; `kg query --list` shows all of them.")


def _nearest(name: str) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 (only a mistyped name needs it)

    near = get_close_matches(name, [path.stem for path in folder("queries").glob("*.rq")])
    return f" (did you mean {' or '.join(near)}?)" if near else ""


def is_sparql(text: str) -> bool:
    """Whether a text is a query and not the name of one: names have neither spaces nor braces."""
    return any(mark in text for mark in "{ \n")
