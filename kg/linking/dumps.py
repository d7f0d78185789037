"""Dumps read as streams: MediaWiki's SQL tables and Wikidata's JSON, plain or packed, row by row."""

import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from kg.errors import InputError
from kg.pages.compressed import open_file

_COLUMN = re.compile(rb"^\s+`(\w+)` ")
_INSERT = re.compile(rb"INSERT (?:IGNORE )?INTO `(\w+)`(?: \([^)]*\))? VALUES ")
_VALUE = re.compile(rb"'((?:[^'\\]|\\.|'')*)'|(NULL)|([-+.\w]+)", re.DOTALL)
_ESCAPE = re.compile(rb"\\(.)|''", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"0": b"\0", b"Z": b"\x1a"}
_LONGEST = 64 * 1024 * 1024

Row = dict[str, str | None]


def sql_rows(path: Path, table: str) -> Iterator[Row]:
    """The rows of a table's dump, by column name; the CREATE TABLE statement in the dump gives the names.

    A dump holds one INSERT a line, of about a megabyte; InputError where a line is longer than 64 MB, or broken.
    """
    columns: list[str] = []
    with open_file(path) as stream:
        for number, line in enumerate(lines(stream, path), 1):
            if match := _COLUMN.match(line):
                columns.append(match[1].decode())
            elif (match := _INSERT.match(line)) and match[1].decode() == table:
                yield from _rows(line, match.end(), columns, f"{path}, line {number}")


def lines(stream: IO[bytes], path: Path) -> Iterator[bytes]:
    """The lines of a stream, none of them without end."""
    try:
        while line := stream.readline(_LONGEST):
            if len(line) == _LONGEST:
                raise InputError(f"{path}: a line of more than {_LONGEST} bytes; this is no dump of this kind.")
            yield line
    except (EOFError, OSError, zlib.error) as error:
        raise InputError(f"{path}: is cut off or damaged ({error}); fetch it again.") from None


def _rows(line: bytes, at: int, columns: list[str], where: str) -> Iterator[Row]:
    while line[at : at + 1] == b"(":
        values, at = _tuple(line, at + 1, where)
        if len(values) != len(columns):
            raise InputError(f"{where}: a row of {len(values)} values for {len(columns)} columns.")
        yield dict(zip(columns, values, strict=True))
        at += line[at : at + 1] == b","


def _tuple(line: bytes, at: int, where: str) -> tuple[list[str | None], int]:
    """The values up to the closing parenthesis, and where the line goes on."""
    values: list[str | None] = []
    while match := _VALUE.match(line, at):
        text = match[1] if match[1] is not None else match[3]
        values.append(None if match[2] else _unescaped(text).decode("utf-8", "replace"))
        at = match.end()
        if line[at : at + 1] == b")":
            return values, at + 1
        at += 1
    raise InputError(f"{where}: broken at character {at}.")


def _unescaped(text: bytes) -> bytes:
    if b"\\" not in text and b"''" not in text:
        return text
    return _ESCAPE.sub(lambda m: _ESCAPED.get(m[1], m[1]) if m[1] else b"'", text)


def json_items(path: Path, skip: int = 0) -> Iterator[tuple[int, dict[str, Any]]]:
    """The items of a Wikidata JSON dump (one a line) with the number of their line, after so many lines."""
    with open_file(path) as stream:
        for number, line in enumerate(lines(stream, path), 1):
            text = line.strip().rstrip(b",")
            if number > skip and text not in (b"[", b"]", b""):
                yield number, _item(text, f"{path}, line {number}")


def _item(text: bytes, where: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise InputError(
            f"{where}: no JSON; the dump is cut short, or this is neither an SQL table nor Wikidata's JSON."
        ) from None
    if not isinstance(data, dict) or "id" not in data:
        raise InputError(f"{where}: no item of Wikidata.")
    return data
