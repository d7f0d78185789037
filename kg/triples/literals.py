"""Values as RDF terms. What cannot be said as a valid term is None, and the caller leaves it out."""

import re
from datetime import date
from urllib.parse import quote, urlsplit

from pyoxigraph import Literal, NamedNode

from kg.facts.model import Name
from kg.triples.names import term
from kg.values.dates import PartialDate, read_dates

_SURROGATES = re.compile("[\ud800-\udfff]")
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|\\^`\x7f-\x9f]|%(?![0-9A-Fa-f]{2})")
_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_INTEGER = term("xsd:integer")
_DECIMAL, _DATE = term("xsd:decimal"), term("xsd:date")


def text(value: str) -> Literal:
    """A plain string; characters that XML cannot hold become U+FFFD."""
    return Literal(_NOT_TEXT.sub("\ufffd", value))


def verbatim(value: str) -> Literal:
    """A string as it is; only lone surrogates, which no encoding can hold, become U+FFFD."""
    return Literal(_SURROGATES.sub("\ufffd", value))


def named(name: Name) -> Literal:
    """A name in its language (`und` where the language's tag is not one)."""
    tidy = _NOT_TEXT.sub("\ufffd", name.text)
    try:
        return Literal(tidy, language=name.language)
    except ValueError:
        return Literal(tidy, language="und")


def partial_date(value: PartialDate) -> Literal:
    """A partial date, typed as what it is."""
    return Literal(str(value), datatype=term(f"xsd:{value.datatype}"))


def published(value: str) -> Literal:
    """A publication's date: typed where the words are one date and nothing else, else the words.

    >>> published("25 April 2013").datatype.value[-4:], published("Spring 2013").value
    ('date', 'Spring 2013')
    """
    told = value.strip()
    mention = read_dates(told)
    if mention and mention.first and mention.first == mention.last and not mention.hedge:
        return partial_date(mention.first) if (mention.begin, mention.end) == (0, len(told)) else text(value)
    return text(value)


def day_bounds(value: PartialDate) -> tuple[Literal, Literal] | None:
    """The first and the last day that a date can mean; None outside the years 1 to 9999, or for no day at all."""
    try:
        return _day(value.first_day()), _day(value.last_day())
    except ValueError:
        return None


def _day(value: date) -> Literal:
    return Literal(value.isoformat(), datatype=_DATE)


def integer(value: int) -> Literal:
    """A whole number. Always xsd:integer: the engine gives back its derived types (xsd:nonNegativeInteger) as such."""
    return Literal(str(int(value)), datatype=_INTEGER)


def decimal(value: float) -> Literal | None:
    """A decimal number with at most six places, spelled as the engine gives it back (18, 18.43)."""
    if not abs(value) < 1e15:  # also refuses NaN
        return None
    digits = f"{value:.6f}".rstrip("0").rstrip(".")
    return Literal("0" if digits == "-0" else digits, datatype=_DECIMAL)


def timestamp(value: str) -> Literal | None:
    """A moment in UTC as the wiki's export writes it."""
    return Literal(value, datatype=term("xsd:dateTime")) if _TIMESTAMP.fullmatch(value) else None


def address(url: str) -> NamedNode | None:
    """A web address as an IRI: http and https only; characters that no IRI holds are percent-encoded.

    >>> address("https://example.org/a b|c").value, address("javascript:alert(1)"), address("https://")
    ('https://example.org/a%20b%7Cc', None, None)
    """
    tidy = _NOT_IN_IRI.sub(lambda match: quote(match[0], safe=""), _SURROGATES.sub("\ufffd", url.strip()))
    try:
        parts = urlsplit(tidy)  # gives the scheme in lower case
        web = parts.scheme in ("http", "https") and parts.hostname
        return NamedNode(parts.scheme + tidy[len(parts.scheme) :]) if web else None
    except ValueError:
        return None
