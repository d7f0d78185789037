"""Keys of footnotes: what joins a mark in the text with the sources behind it.

A named reference's key is its name; one without a name has the place where it begins ("@120"); a short citation has
its authors and year ("sfn:smith:2010").
"""

import re

from kg.documents.calls import Call
from kg.documents.scan import Scan

_NAME = re.compile(r"""\bname\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>/][^\s"'<>]*))""", re.IGNORECASE)
_TAG = re.compile(r"<ref\b([^<>]*?)(/?)>", re.IGNORECASE)
_YEAR = re.compile(r"(?:\d{4}|n\.d\.)[a-z]?")


def reference_key(scan: Scan, index: int) -> str:
    """The key of the scan's `<ref>`.

    >>> reference_key(Scan("<ref name=un.org />"), 0), reference_key(Scan("a<ref>b</ref>"), 0)
    ('un.org', '@1')
    """
    begin = scan.begins[index]
    tag = _TAG.match(scan.text, begin)
    name = _NAME.search(tag[1]) if tag else None
    written = next((part for part in name.groups() if part), "") if name else ""
    return " ".join(written.rstrip("/").split()) or f"@{begin}"


def reference_inside(scan: Scan, index: int) -> tuple[int, int]:
    """Where the inside of a `<ref>` stands; an empty range where it only repeats a name."""
    begin, end = scan.begins[index], scan.ends[index]
    tag = _TAG.match(scan.text, begin)
    if not tag or tag[2]:
        return end, end
    return tag.end(), scan.text.rfind("<", begin, end)


def note_key(call: Call) -> str:
    """The key of a note template (`{{efn|…|name=a}}`)."""
    return " ".join(call.value("name").strip("\"'").split()) or f"@{call.span()[0]}"


def short_key(call: Call) -> str:
    """The key of a short citation: its authors' surnames and the year, in lower case."""
    return "sfn:" + author_year([call.scan.text[begin:end] for begin, end in call.positional()])


def author_year(values: list[str]) -> str:
    """Surnames up to a year, and the year.

    >>> author_year(["Smith", "Jones", "2010a", "p. 4"])
    'smith,jones:2010a'
    """
    names: list[str] = []
    for value in values[:6]:
        if _YEAR.fullmatch(value.strip()):
            return f"{','.join(names)}:{value.strip().lower()}"
        names.append(" ".join(value.lower().split()))
    return ",".join(names) + ":"


def named_keys(call: Call) -> list[str]:
    """The keys that `{{r|a|b}}` names."""
    return [" ".join(call.scan.text[begin:end].split()) for begin, end in call.positional() if begin < end]
