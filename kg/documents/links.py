"""Links: what they show and where they lead."""

import re
from html import unescape

from kg.documents.calls import trimmed
from kg.documents.families import families
from kg.documents.writer import Writer

MAX_TITLE = 255
"""Bytes of the longest title that MediaWiki takes."""

_LONGEST_LINK = 2 * MAX_TITLE
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z]{2,10})?|simple")
_TRAIL = re.compile(r"[a-zà-öø-ÿ]+")
_ADDRESS = re.compile(r"(?:(?i:https?):)?//[^\s<>\"\[\]{}|\\^`]+")
_DISAMBIGUATION = re.compile(r"(?:^[^:]*:)?(.*?)(?:\s*\([^()]*\)|,[^,]*)?$")


def title_of(target: str) -> str:
    """An article's title as MediaWiki normalises it: spaces for underscores, a capital first letter, `#fragment` kept.

    >>> title_of(" :kidal_Region#History"), title_of("C&ocirc;te")
    ('Kidal Region#History', 'Côte')
    """
    if "&" in target:
        target = unescape(target)
    title = " ".join(target.replace("_", " ").split()).removeprefix(":").strip()
    return title[:1].upper() + title[1:]


def address(words: str) -> str:
    """The web address that these words are, or an empty string (http and https only).

    >>> address("example.org/a"), address("//example.org"), address("javascript:alert(1)")
    ('http://example.org/a', 'http://example.org', '')
    """
    words = words.strip()
    found = _ADDRESS.match(words)
    if found:
        return found[0] if found[0][0] != "/" else f"http:{found[0]}"
    return f"http://{words}" if re.fullmatch(r"[\w.-]+\.[A-Za-z]{2,24}(?:/[^\s<>\"\[\]{}|\\^`]*)?", words) else ""


def prefix_of(target: str) -> str:
    """The namespace or interwiki prefix of a target, in lower case; empty where it has none.

    >>> prefix_of("File:Map.svg"), prefix_of("Kidal"), prefix_of(":Category:Mali"), prefix_of("Operation: Dawn")
    ('file', '', '', 'operation')
    """
    head, colon, _ = target.partition(":")
    return head.strip().replace("_", " ").lower() if colon else ""


def vanishes(target: str) -> bool:
    """Whether a link shows nothing in the text: pictures, categories, the same article in other languages."""
    prefix = prefix_of(target)
    return bool(prefix) and (prefix in families().link_prefixes["vanish"] or bool(_LANGUAGE.fullmatch(prefix)))


def write_link(writer: Writer, index: int) -> None:
    """Write a `[[link]]`: its label, marked with the article's title."""
    scan = writer.scan
    begin, end = scan.inner(index)
    bar = scan.text.find("|", begin, end)
    if bar < 0:
        _link(writer, index, scan.text[begin:end], trimmed(scan.text, begin, end))
        return
    target = scan.text[begin:bar]
    label = trimmed(scan.text, bar + 1, end)
    if label[0] == label[1]:
        _link(writer, index, target, _without_hint(scan.text, begin, bar))
    else:
        _link(writer, index, target, label)


def _link(writer: Writer, index: int, target: str, label: tuple[int, int]) -> None:
    if ":" in target and vanishes(target):
        return
    begin, text = label[0], writer.scan.text
    at = writer.length
    writer.write(begin + text.startswith(":", begin), label[1])
    trail = _TRAIL.match(text, writer.scan.ends[index])
    title = title_of(target)
    writer.marks.append(("link", at, writer.length + (len(trail[0]) if trail else 0), title))


def whole_links(wikitext: str, begin: int, end: int) -> tuple[int, int]:
    """The stretch, wider where it begins or ends within a `[[link]]` of which it holds the other half.

    >>> text = "In [[Mali|the country]] near [[Gao]]"
    >>> [text[slice(*whole_links(text, *at))] for at in ((10, 28), (10, 21), (0, 34))]
    ['[[Mali|the country]] near', 'the country', 'In [[Mali|the country]] near [[Gao]]']
    """
    opens, closes = wikitext.find("[[", begin, end), wikitext.find("]]", begin, end)
    if closes >= 0 and not 0 <= opens < closes:
        before = wikitext.rfind("[[", max(begin - _LONGEST_LINK, 0), begin)
        begin = before if before >= 0 and "]]" not in wikitext[before:begin] else begin
    opens, closes = wikitext.rfind("[[", begin, end), wikitext.rfind("]]", begin, end)
    if opens > closes:
        after = wikitext.find("]]", end - 1, end + _LONGEST_LINK)
        end = after + 2 if after >= 0 and "[[" not in wikitext[end:after] else end
    return begin, end


def _without_hint(text: str, begin: int, end: int) -> tuple[int, int]:
    """The part of a title that the pipe trick `[[Title (hint)|]]` shows."""
    found = _DISAMBIGUATION.match(text[begin:end]) if end - begin <= MAX_TITLE else None
    return trimmed(text, begin + found.start(1), begin + found.end(1)) if found else (begin, end)


def write_external(writer: Writer, index: int) -> None:
    """Write a `[https://… label]`: its label, marked with the address."""
    scan = writer.scan
    begin, end = scan.inner(index)
    found = _ADDRESS.match(scan.text, begin, end)
    at = writer.length
    label = found.end() if found else _first_space(scan.text, begin, end)
    writer.write(*trimmed(scan.text, label, end))
    if found and writer.length > at:
        writer.mark("url", at, address(found[0]))


def _first_space(text: str, begin: int, end: int) -> int:
    space = text.find(" ", begin, end)
    return space if space >= 0 else end
