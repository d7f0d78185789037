"""Hatnotes written by hand: lines in italics that lead the reader to another article."""

import tomllib
from functools import cache
from typing import Any

from kg.documents.writer import Writer
from kg.resources import folder

MAX_LENGTH = 400
"""Characters of the longest line that may be a hatnote."""


@cache
def hatnotes() -> dict[str, Any]:
    """`language/vocabulary/hatnotes.toml`."""
    return tomllib.loads((folder("language") / "vocabulary" / "hatnotes.toml").read_text(encoding="utf-8"))


def is_hatnote(writer: Writer, begin: int, end: int) -> bool:
    """Whether a block, which a writer has written, is wholly in italics, begins as hatnotes do and holds a link."""
    text = writer.scan.text
    if not text.startswith("''", begin) or text.startswith("'''", begin) or end - begin > MAX_LENGTH:
        return False
    if not text[begin:end].rstrip(" .").endswith("''") or not any(mark[0] == "link" for mark in writer.marks):
        return False
    return _opens(writer.plain().lower())


def _opens(words: str) -> bool:
    openings = hatnotes()["openings"]
    return any(words.startswith(first) and all(word in words for word in others) for first, *others in openings)
