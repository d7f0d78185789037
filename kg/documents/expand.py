"""Writes what a template shows, one rule for each way that a family of `language/templates.toml` can show."""

from collections.abc import Callable

from kg.documents import notation
from kg.documents.calls import Call, call_of, name_of
from kg.documents.families import Family, families
from kg.documents.footnotes import named_keys, note_key, short_key
from kg.documents.links import address, title_of
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


def _text(writer: Writer, call: Call, family: Family) -> None:
    place = call.first(family.arguments)
    if place:
        writer.write(*place)


def _last_argument(writer: Writer, call: Call, _: Family) -> None:
    places = call.positional()
    if places:
        writer.write(*places[-1])


def _unknown(writer: Writer, call: Call, family: Family) -> None:
    if _country_code(call):
        _code(writer, call)
        return
    begin = writer.length
    for place in call.positional():
        if writer.length > begin:
            writer.divide(place[0] - 1, place[0])
        writer.write(*place)
    if writer.length > begin:
        writer.mark("template", begin, call.name)


def _country_code(call: Call) -> bool:
    return (
        len(call.title) == 3 and call.title.isalpha() and call.title.isupper() and notation.code_name(call.title) != ""
    )


def _code(writer: Writer, call: Call) -> None:
    begin = writer.length
    writer.produced(notation.code_name(call.title), *call.span())
    writer.mark("flag", begin, call.title)


def _plain(writer: Writer, call: Call, names: tuple[str, ...]) -> str:
    """What a parameter shows, as a string."""
    place = call.first(names)
    if not place:
        return ""
    inner = Writer(writer.scan, writer.handlers)
    inner.depth = writer.depth
    inner.write(*place)
    return inner.plain().strip()


def _flag(writer: Writer, call: Call, family: Family) -> None:
    shown = _plain(writer, call, family.arguments)
    country = _plain(writer, call, ("1",)) if call.value("name") else shown
    begin = writer.length
    writer.produced(notation.country_shown(shown), *call.span())
    writer.mark("flag", begin, country)


def _flag_icon(writer: Writer, call: Call, _: Family) -> None:
    country = _plain(writer, call, ("1",))
    if country:
        writer.mark("flag", writer.length, country)


def _flag_person(writer: Writer, call: Call, family: Family) -> None:
    begin = writer.length
    _text(writer, call, family)
    country = _plain(writer, call, ("2",))
    if country:
        writer.mark("flag", begin, country)


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
        words = words.replace("{" + number + "}", _plain(writer, call, (number,)))
    writer.produced(words.strip("/"), *call.span())


def _text_or_name(writer: Writer, call: Call, family: Family) -> None:
    if call.first(family.arguments):
        _text(writer, call, family)
    else:
        writer.produced(call.title[:1].upper() + call.title[1:], *call.span())


def _number(writer: Writer, call: Call, _: Family) -> None:
    shown, unit = _plain(writer, call, ("1",)), _plain(writer, call, ("u", "ul"))
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
        _text(writer, call, _)


def _as_of(writer: Writer, call: Call, _: Family) -> None:
    values = [writer.scan.text[begin:end] for begin, end in call.positional()]
    shown, iso = notation.date_in_parts(values)
    words = "as of" if call.value("lc") else "As of"
    begin = writer.length
    writer.produced(_plain(writer, call, ("alt",)) or f"{words} {shown or ' '.join(values)}".strip(), *call.span())
    if iso:
        writer.mark("date", begin, iso)


def _circa(writer: Writer, call: Call, family: Family) -> None:
    shown = _plain(writer, call, ("1",))
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


def _address(writer: Writer, call: Call, _: Family) -> None:
    url = address(call.value("1", "url"))
    begin = writer.length
    place = call.first(("2", "name", "1", "url"))
    if url and place:
        writer.write(*place)
        writer.mark("url", begin, url)


def _foreign_link(writer: Writer, call: Call, family: Family) -> None:
    begin = writer.length
    _text(writer, call, family)
    title = title_of(call.value("1"))
    if title:
        writer.mark("link", begin, title)


def _name_for_sorting(writer: Writer, call: Call, _: Family) -> None:
    name = f"{_plain(writer, call, ('1',))} {_plain(writer, call, ('2',))}".strip()
    begin = writer.length
    writer.produced(name, *call.span())
    if not call.value("nolink"):
        writer.mark("link", begin, title_of(_plain(writer, call, ("3",)) or name))


def _ship(writer: Writer, call: Call, _: Family) -> None:
    name = f"{_plain(writer, call, ('1',))} {_plain(writer, call, ('2',))}".strip()
    number = _plain(writer, call, ("3",))
    begin = writer.length
    writer.produced(f"{name} ({number})" if number else name, *call.span())
    writer.mark("link", begin, title_of(f"{name} ({number})" if number else name))


def _navy_ship(writer: Writer, call: Call, _: Family) -> None:
    name = f"{call.title.upper()} {_plain(writer, call, ('1',))}".strip()
    number = _plain(writer, call, ("2",))
    begin = writer.length
    writer.produced(name, *call.span())
    writer.mark("link", begin, title_of(f"{name} ({number})" if number else name))


RULES: dict[str, Rule] = {
    "address": _address,
    "arguments": _arguments,
    "as of": _as_of,
    "circa": _circa,
    "coordinates": _coordinates,
    "date": _date,
    "flag": _flag,
    "flag icon": _flag_icon,
    "flag person": _flag_person,
    "foreign link": _foreign_link,
    "language": _language,
    "last argument": _last_argument,
    "lines": _lines,
    "measure": _measure,
    "name for sorting": _name_for_sorting,
    "named reference": _named_reference,
    "navy ship": _navy_ship,
    "note": _note,
    "nothing": lambda writer, call, family: None,
    "number": _number,
    "pattern": _pattern,
    "separator": _separator,
    "ship": _ship,
    "short citation": _short_citation,
    "status": _status,
    "text": _text,
    "text or name": _text_or_name,
    "unknown": _unknown,
    "words": _words,
}
