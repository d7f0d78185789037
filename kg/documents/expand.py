"""Writes what a template shows, one rule for each way that a family of `language/templates.toml` can show."""

from collections.abc import Callable

from kg.documents import notation
from kg.documents.calls import Call, call_of, name_of
from kg.documents.families import Family, families
from kg.documents.footnotes import named_keys, note_key, short_key
from kg.documents.named import (
    is_country_code,
    plain_value,
    write_address,
    write_code,
    write_flag,
    write_flag_icon,
    write_flag_person,
    write_foreign_link,
    write_name_for_sorting,
    write_navy_ship,
    write_ship,
    write_text,
)
from kg.documents.writer import Writer

Rule = Callable[[Writer, Call, Family], None]


def write_template(writer: Writer, index: int) -> None:
    """Write what the template `index` of the writer's scan shows."""
    name = name_of(writer.scan, index)
    family = families().of(name)
    if family.shows != "nothing":
        RULES[family.shows](writer, call_of(writer.scan, index), family)


def write_argument(writer: Writer, index: int) -> None:
    """Write the default of a `{{{parameter|default}}}`."""
    begin, end = writer.scan.inner(index)
    bar = next((i for i in writer.scan.children(begin, end) if writer.scan.kinds[i] == "bar"), None)
    if bar is not None:
        writer.write(writer.scan.ends[bar], end)


def _last_argument(writer: Writer, call: Call, _: Family) -> None:
    places = call.positional()
    if places:
        writer.write(*places[-1])


def _unknown(writer: Writer, call: Call, family: Family) -> None:
    if is_country_code(call):
        write_code(writer, call)
        return
    begin = writer.length
    for place in call.positional():
        if writer.length > begin:
            writer.divide(place[0] - 1, place[0])
        writer.write(*place)
    if writer.length > begin:
        writer.mark("template", begin, call.name)


def _lines(writer: Writer, call: Call, family: Family) -> None:
    place = call.first(family.arguments)
    if place:
        write_value(writer, *place)


def _arguments(writer: Writer, call: Call, _: Family) -> None:
    for count, place in enumerate(call.positional()):
        if count:
            writer.divide(place[0] - 1, place[0])
        write_value(writer, *place)


def write_value(writer: Writer, begin: int, end: int) -> None:
    """Write a value; the list mark that it may begin with is no text."""
    text = writer.scan.text
    while begin < end and text[begin] in "*#;: \n":
        begin += 1
    writer.write(begin, end)


def _separator(writer: Writer, call: Call, family: Family) -> None:
    writer.divide(*call.span(), family.words)


def _words(writer: Writer, call: Call, family: Family) -> None:
    writer.produced(family.words, *call.span())


def _pattern(writer: Writer, call: Call, family: Family) -> None:
    words = family.words
    for number in ("1", "2"):
        words = words.replace("{" + number + "}", plain_value(writer, call, (number,)))
    writer.produced(words.strip("/"), *call.span())


def _text_or_name(writer: Writer, call: Call, family: Family) -> None:
    if call.first(family.arguments):
        write_text(writer, call, family)
    else:
        writer.produced(call.title[:1].upper() + call.title[1:], *call.span())


def _number(writer: Writer, call: Call, _: Family) -> None:
    shown, unit = plain_value(writer, call, ("1",)), plain_value(writer, call, ("u", "ul"))
    begin = writer.length
    writer.produced(f"{shown} {unit}".strip(), *call.span())
    digits = notation.digits(shown)
    if digits:
        writer.mark("number", begin, digits)


def _measure(writer: Writer, call: Call, _: Family) -> None:
    values = [writer.scan.text[begin:end] for begin, end in call.positional()]
    writer.produced(notation.measure(values), *call.span())


def _date(writer: Writer, call: Call, _: Family) -> None:
    values = [writer.scan.text[begin:end] for begin, end in call.positional()]
    shown, iso = notation.date_in_parts(values)
    begin = writer.length
    if iso:
        writer.produced(shown, *call.span())
        writer.mark("date", begin, iso)
    elif values:
        write_text(writer, call, _)


def _as_of(writer: Writer, call: Call, _: Family) -> None:
    values = [writer.scan.text[begin:end] for begin, end in call.positional()]
    shown, iso = notation.date_in_parts(values)
    words = "as of" if call.value("lc") else "As of"
    begin = writer.length
    writer.produced(plain_value(writer, call, ("alt",)) or f"{words} {shown or ' '.join(values)}".strip(), *call.span())
    if iso:
        writer.mark("date", begin, iso)


def _circa(writer: Writer, call: Call, family: Family) -> None:
    shown = plain_value(writer, call, ("1",))
    writer.produced(family.words + shown if shown else family.words.strip(), *call.span())


def _language(writer: Writer, call: Call, family: Family) -> None:
    code = call.name.removeprefix("lang-") if call.name.startswith("lang-") else call.value("1")
    place = call.first(("1", "text") if call.name.startswith("lang-") else family.arguments) or call.first(
        ("text", "name")
    )
    begin = writer.length
    if place:
        writer.write(*place)
        writer.mark("language", begin, code.strip().lower())


def _note(writer: Writer, call: Call, _: Family) -> None:
    writer.references.append((writer.length, note_key(call)))


def _short_citation(writer: Writer, call: Call, _: Family) -> None:
    writer.references.append((writer.length, short_key(call)))


def _named_reference(writer: Writer, call: Call, _: Family) -> None:
    writer.references.extend((writer.length, key) for key in named_keys(call))


def _status(writer: Writer, _: Call, family: Family) -> None:
    writer.mark("status", writer.length, family.status)


def _coordinates(writer: Writer, call: Call, _: Family) -> None:
    point = notation.coordinates([writer.scan.text[begin:end] for begin, end in call.positional()])
    if point:
        writer.mark("coordinates", writer.length, point)


RULES: dict[str, Rule] = {
    "address": write_address,
    "arguments": _arguments,
    "as of": _as_of,
    "circa": _circa,
    "coordinates": _coordinates,
    "date": _date,
    "flag": write_flag,
    "flag icon": write_flag_icon,
    "flag person": write_flag_person,
    "foreign link": write_foreign_link,
    "language": _language,
    "last argument": _last_argument,
    "lines": _lines,
    "measure": _measure,
    "name for sorting": write_name_for_sorting,
    "named reference": _named_reference,
    "navy ship": write_navy_ship,
    "note": _note,
    "remark": _note,
    "nothing": lambda writer, call, family: None,
    "number": _number,
    "pattern": _pattern,
    "separator": _separator,
    "ship": write_ship,
    "short citation": _short_citation,
    "status": _status,
    "text": write_text,
    "text or name": _text_or_name,
    "unknown": _unknown,
    "words": _words,
}
