"""Where pages come from: wikitext files, folders of them, MediaWiki exports, standard input."""

import codecs
import os
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO

from kg.errors import InputError
from kg.pages.compressed import blocks, decompressed, open_file, read
from kg.pages.export import read_export, redirect_target
from kg.pages.fence import MAX_BYTES, too_large
from kg.pages.model import Failure, Page
from kg.pages.titles import WIKITEXT, Titling, by_file, by_text, given

EXPORTS = (".xml", ".xml.gz", ".xml.bz2", ".xml.zst")
"""Endings of the files that are read from a folder; a file that is named itself may end as it likes."""

_EXPORT = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^<>]*\?>\s*)?(?:<!--.{0,500}?-->\s*)?<mediawiki\b", re.DOTALL)
_XML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml\b")
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


PEEK = 4096
"""Bytes that tell what a file holds."""


def open_pages(inputs: Sequence[str], title: str = "") -> Iterator[Page | Failure]:
    """The pages behind these names (a file, a folder, or "-" for standard input), one at a time.

    `title` is that of a single page's wikitext; without it, the file's name or the text has to tell. What cannot be
    read is a Failure that says why; everything else is still delivered.
    """
    for name in files(inputs):
        if isinstance(name, Failure):
            yield name
        elif name == "-":
            yield from _opened(sys.stdin.buffer, "standard input", given(title) if title else by_text)
        else:
            yield from _named(Path(name), given(title) if title else by_file(Path(name).name))


def files(inputs: Sequence[str]) -> Iterator[str | Failure]:
    """The files behind these names, in their order; "-" is handed on.

    Those of a folder and its folders come by name; links to folders are not followed, so that none is a loop.
    """
    for name in inputs:
        path = Path(name)
        try:
            if _ADDRESS.match(name):
                yield Failure(name, "is an address; `kg fetch` brings pages of a wiki into a file that can be read")
            elif name != "-" and path.is_dir():
                yield from _folder(path)
            elif name != "-" and path.exists() and not path.is_file():
                yield Failure(str(path), "is neither a file nor a folder")
            else:
                yield name
        except (OSError, ValueError) as error:
            yield Failure(str(path), _reason(error))


def begins_export(path: Path) -> bool:
    """Whether a file can be opened and holds a MediaWiki export."""
    try:
        with open_file(path) as stream:
            return is_export(read(stream, PEEK))
    except (OSError, ValueError, InputError):
        return False


def is_export(head: bytes) -> bool:
    """Whether bytes begin a MediaWiki export.

    >>> is_export(b'<mediawiki xml:lang="en">'), is_export(b"A page on <mediawiki>")
    (True, False)
    """
    return _EXPORT.match(head) is not None


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "does not exist; check the name"
    if isinstance(error, PermissionError):
        return "may not be read; change its permissions"
    said = error.strerror if isinstance(error, OSError) else str(error)
    return f"cannot be opened ({said or error})"


def _folder(path: Path) -> Iterator[str | Failure]:
    unread: list[OSError] = []
    found = 0
    for folder, folders, names in os.walk(path, onerror=unread.append):
        folders.sort()
        for name in sorted(names):
            if name.lower().endswith(WIKITEXT + EXPORTS) and not name.startswith("."):
                found += 1
                yield str(Path(folder) / name)
    yield from (Failure(str(error.filename), _reason(error)) for error in unread)
    if not found and not unread:
        endings = ", ".join(WIKITEXT + EXPORTS)
        yield Failure(str(path), f"holds no wikitext and no export (files that end in {endings})")


def _named(path: Path, titled: Titling) -> Iterator[Page | Failure]:
    try:
        yield from _file(path, titled)
    except (OSError, ValueError) as error:
        yield Failure(str(path), _reason(error))


def _file(path: Path, titled: Titling) -> Iterator[Page | Failure]:
    try:
        with open_file(path) as stream:
            yield from stream_pages(stream, str(path), titled)
    except InputError as error:
        yield Failure(str(path), str(error))


def _opened(stream: IO[bytes], source: str, titled: Titling) -> Iterator[Page | Failure]:
    try:
        yield from stream_pages(decompressed(stream), source, titled)
    except InputError as error:
        yield Failure(source, str(error))


def stream_pages(stream: IO[bytes], source: str, titled: Titling = by_text) -> Iterator[Page | Failure]:
    """The page or pages of an open stream: an export, or one page's wikitext, of which `titled` finds the title."""
    head = read(stream, PEEK)
    if _EXPORT.match(head):
        yield from read_export(_joined(head, stream), source)
    elif _XML.match(head) or source.lower().endswith(EXPORTS):
        yield Failure(source, "is no MediaWiki export (no <mediawiki> at its beginning)")
    else:
        yield _page(head + _rest(stream), source, titled)


def _joined(head: bytes, stream: IO[bytes]) -> Iterator[bytes]:
    yield head
    yield from blocks(stream)


def _rest(stream: IO[bytes]) -> bytes:
    """What a page may hold at most, and one byte to tell that it holds more."""
    parts, size = [], 0
    while size <= MAX_BYTES and (part := read(stream, MAX_BYTES + 1 - size)):
        parts.append(part)
        size += len(part)
    return b"".join(parts)


def _page(data: bytes, source: str, titled: Titling) -> Page | Failure:
    if len(data) > MAX_BYTES:
        size = Path(source).stat().st_size if Path(source).is_file() else len(data)
        return Failure(source, too_large(max(size, len(data))))
    try:
        text = decoded(data)
    except InputError as error:
        return Failure(source, str(error))
    redirect = redirect_target(text)
    title, note = titled(text)
    return Page(title=title, text=text, redirect=redirect, source=source, note="" if redirect else note)


def decoded(data: bytes) -> str:
    r"""The wikitext in these bytes: UTF-8, or UTF-16 with a byte order mark; line ends as MediaWiki keeps them.

    >>> decoded("Côte".encode("utf-8-sig")), decoded(b"a\r\nb")
    ('Côte', 'a\nb')
    """
    text = _text(data)
    if not text.strip():
        raise InputError("is empty")
    if "\0" in text or len(_CONTROL.findall(text)) > len(text) // 100:
        raise InputError(f"is no text: it holds binary data (byte 0x{_binary(text):02x}); give wikitext or an export")
    return text.replace("\r\n", "\n")


def _binary(text: str) -> int:
    found = _CONTROL.search(text)
    return 0 if "\0" in text or not found else ord(found[0])


def _text(data: bytes) -> str:
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        if b"\0" in data and not wide:
            raise InputError("is no text: it holds binary data (byte 0x00); give wikitext or an export") from None
        raise InputError(
            f"is not {'UTF-16' if wide else 'UTF-8'} (byte 0x{data[error.start]:02x} at offset {error.start}); "
            "convert it, for instance with iconv -f ISO-8859-1 -t UTF-8"
        ) from None
