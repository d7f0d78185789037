"""What Wikidata lacks, as QuickStatements V1 for people to look at and run (wikidata.org/wiki/Help:QuickStatements).

A line is written only if its property's constraints hold as far as they can be checked here (type of the item, type of
the value, single value, whole number, a beginning before its end), and if it has a reference. The tool splits a line at
every "|" and reads curly quotation marks as straight ones, so that no text with either is ever written.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from kg.linking.compare import Comparison
from kg.linking.constraints import NO_CONSTRAINTS, Constraints, broken_by
from kg.linking.ours import Said, Source

_PRECISION = {4: 9, 7: 10, 10: 11}
_BREAKING = re.compile(r"""[|"“”„‟\t\r\n]|\|\|""")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


@dataclass(frozen=True, slots=True)
class Withheld:
    """A statement that was not written, and why."""

    comparison: Comparison
    reason: str


def quickstatements(
    comparisons: Iterable[Comparison], constraints: Mapping[str, Constraints] = NO_CONSTRAINTS
) -> tuple[list[str], list[Withheld]]:
    """The lines, and what was withheld with its reason. `constraints` are Wikidata's own, by property."""
    lines: list[str] = []
    withheld: list[Withheld] = []
    lacking = [one for one in comparisons if one.verdict == "lacks"]
    for one in lacking:
        if reason := broken(one, lacking) or broken_by(one, constraints.get(one.said.property.pid, Constraints())):
            withheld.append(Withheld(one, reason))
        else:
            lines.append(line(one.said))
    return list(dict.fromkeys(lines)), withheld


def broken(one: Comparison, others: Sequence[Comparison]) -> str:
    """The first constraint that a statement breaks; empty where none."""
    said, property_ = one.said, one.said.property
    if property_.value_kinds and said.kind and said.kind not in property_.value_kinds:
        return f"a value of {property_.pid} is no {said.kind}"
    if property_.single and (one.theirs or _another(said, others)):
        return f"{property_.pid} has one value, and others are told"
    if not value_text(said):
        return f"{said.value!r} is no {property_.value} that can be written"
    if not references(said):
        return "it has no reference"
    if missing := sorted(set(property_.qualifiers) - {pid for pid, _ in said.qualifiers}):
        return f"it has no {missing[0]}, without which it says too little"
    return _out_of_order(said)


def _another(said: Said, others: Sequence[Comparison]) -> bool:
    same = (o.said for o in others if (o.said.qid, o.said.property.pid) == (said.qid, said.property.pid))
    return any(other.value != said.value for other in same)


def _out_of_order(said: Said) -> str:
    dates = dict(said.qualifiers)
    start, end = dates.get("P580", ""), dates.get("P582", "")
    length = min(len(start), len(end))
    return "it ends before it begins" if start[:length] > end[:length] else ""


def line(said: Said) -> str:
    """One statement with its qualifiers and references, tabs between."""
    qualifiers = [part for pid, value in said.qualifiers if (text := time_text(value)) for part in (pid, text)]
    return "\t".join([said.qid, said.property.pid, value_text(said), *qualifiers, *references(said)])


def value_text(said: Said) -> str:
    """The value as the tool reads it; empty where it cannot be written."""
    value = said.value
    match said.property.value:
        case "item":
            return value if re.fullmatch(r"Q[1-9]\d*", value) else ""
        case "time":
            return time_text(value)
        case "quantity":
            return value if re.fullmatch(r"\d{1,12}", value) else ""
        case "coordinates":
            return f"@{value.replace(',', '/')}" if re.fullmatch(r"-?\d+(\.\d+)?,-?\d+(\.\d+)?", value) else ""
        case "url":
            return url_text(value)
    return f'"{value}"' if value and not _BREAKING.search(value) else ""


def time_text(date: str) -> str:
    """A partial date with its precision (9 year, 10 month, 11 day).

    >>> time_text("2013-04"), time_text("2013-04-25"), time_text("spring")
    ('+2013-04-00T00:00:00Z/10', '+2013-04-25T00:00:00Z/11', '')
    """
    if not _DATE.fullmatch(date):
        return ""
    padded = f"{date}{'-00-00'[len(date) - 4 :]}" if len(date) < 10 else date
    return f"+{padded}T00:00:00Z/{_PRECISION[len(date)]}"


def url_text(url: str) -> str:
    """An address in quotation marks, with nothing in it that the tool would split or change; else empty.

    >>> url_text("https://example.org/a|b")
    '"https://example.org/a%7Cb"'
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        return ""
    safe = quote(url, safe=":/?#[]@!$&'()*+,;=%-._~")
    return f'"{safe}"'


def references(said: Said) -> list[str]:
    """Reference blocks: the publication that the article cites, and the revision of the article itself."""
    blocks = [block for source in said.sources[:3] for block in _blocks(source)]
    unique = list(dict.fromkeys(blocks))
    return [part for number, block in enumerate(unique) for part in _opened(block, number)]


def _blocks(source: Source) -> Iterator[tuple[str, ...]]:
    retrieved = time_text(source.modified)
    for url in (source.url, permalink(source)):
        if text := url_text(url):
            yield ("S854", text, "S813", retrieved) if retrieved else ("S854", text)


def _opened(block: tuple[str, ...], number: int) -> tuple[str, ...]:
    """A second block begins with an exclamation mark."""
    return block if number == 0 else (f"!{block[0]}", *block[1:])


def permalink(source: Source) -> str:
    """The address of an article's revision; empty where the revision is not known."""
    if not source.revision.isdecimal() or not source.article:
        return ""
    title = quote(source.article.replace(" ", "_"), safe="")
    return f"https://en.wikipedia.org/w/index.php?title={title}&oldid={source.revision}"
