"""Writes what templates show that name something: countries with flags, people, ships, articles, web addresses."""

from kg.documents import notation
from kg.documents.calls import Call
from kg.documents.families import Family
from kg.documents.links import address, title_of
from kg.documents.writer import Writer


def write_text(writer: Writer, call: Call, family: Family) -> None:
    """Write the first of the family's parameters that is not empty."""
    place = call.first(family.arguments)
    if place:
        writer.write(*place)


def plain_value(writer: Writer, call: Call, names: tuple[str, ...]) -> str:
    """What a parameter shows, as a string."""
    place = call.first(names)
    if not place:
        return ""
    inner = Writer(writer.scan, writer.handlers)
    inner.depth = writer.depth
    inner.write(*place)
    return inner.plain().strip()


def is_country_code(call: Call) -> bool:
    """Whether a template is named like a country's three-letter code (`{{MLI}}`)."""
    return (
        len(call.title) == 3 and call.title.isalpha() and call.title.isupper() and notation.code_name(call.title) != ""
    )


def write_code(writer: Writer, call: Call) -> None:
    """Write the country's name and mark it."""
    begin = writer.length
    writer.produced(notation.code_name(call.title), *call.span())
    writer.mark("flag", begin, call.title)


def write_flag(writer: Writer, call: Call, family: Family) -> None:
    """Write a country's name beside its flag."""
    words = plain_value(writer, call, family.arguments)
    country = plain_value(writer, call, ("1",)) if call.value("name") else words
    begin = writer.length
    writer.produced(notation.country_shown(words), *call.span())
    writer.mark("flag", begin, country)


def write_flag_icon(writer: Writer, call: Call, _: Family) -> None:
    """Mark the country whose flag stands here."""
    country = plain_value(writer, call, ("1",))
    if country:
        writer.mark("flag", writer.length, country)


def write_flag_person(writer: Writer, call: Call, family: Family) -> None:
    """Write a person's name and mark it with the country."""
    begin = writer.length
    write_text(writer, call, family)
    country = plain_value(writer, call, ("2",))
    if country:
        writer.mark("flag", begin, country)


def write_foreign_link(writer: Writer, call: Call, family: Family) -> None:
    """Write a link to an article in another language."""
    begin = writer.length
    write_text(writer, call, family)
    title = title_of(call.value("1"))
    if title:
        writer.mark("link", begin, title)


def write_name_for_sorting(writer: Writer, call: Call, _: Family) -> None:
    """Write first and last name, linked."""
    name = f"{plain_value(writer, call, ('1',))} {plain_value(writer, call, ('2',))}".strip()
    begin = writer.length
    writer.produced(name, *call.span())
    if not call.value("nolink"):
        writer.mark("link", begin, title_of(plain_value(writer, call, ("3",)) or name))


def write_ship(writer: Writer, call: Call, _: Family) -> None:
    """Write a ship's prefix, name and, where it has one, its number."""
    name = f"{plain_value(writer, call, ('1',))} {plain_value(writer, call, ('2',))}".strip()
    number = plain_value(writer, call, ("3",))
    begin = writer.length
    writer.produced(f"{name} ({number})" if number else name, *call.span())
    writer.mark("link", begin, title_of(f"{name} ({number})" if number else name))


def write_navy_ship(writer: Writer, call: Call, _: Family) -> None:
    """Write a ship's name after the prefix that the template is named by (`{{USS|Cole|DDG-67}}`)."""
    name = f"{call.title.upper()} {plain_value(writer, call, ('1',))}".strip()
    number = plain_value(writer, call, ("2",))
    begin = writer.length
    writer.produced(name, *call.span())
    writer.mark("link", begin, title_of(f"{name} ({number})" if number else name))


def write_address(writer: Writer, call: Call, _: Family) -> None:
    """Write a web address, or the words that stand for it."""
    url = address(call.value("1", "url"))
    begin = writer.length
    place = call.first(("2", "name", "1", "url"))
    if url and place:
        writer.write(*place)
        writer.mark("url", begin, url)
