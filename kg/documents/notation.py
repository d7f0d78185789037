"""What the values of number, date, measure, coordinate and flag templates stand for."""

import calendar
import re

from kg.values.countries import country_named

_NUMBER = re.compile(r"[-−+]?\d[\d,  ]*(?:\.\d+)?")
_ISO = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?")
_RANGES = {
    "-": "–",
    "–": "–",
    "to": " to ",
    "and": " and ",
    "or": " or ",
    "by": " by ",
    "x": " × ",
    "+": " + ",
    "±": " ± ",
}
_MONTHS = {name.lower()[:3]: number for number, name in enumerate(calendar.month_name) if name}


def digits(words: str) -> str:
    """The digits of a whole number or decimal written with separators, or an empty string.

    >>> digits("12,600"), digits("1.5"), digits("some"), digits("5 to 6")
    ('12600', '1.5', '', '')
    """
    found = _NUMBER.fullmatch(words.strip())
    return re.sub("[,  +]", "", found[0]).replace("−", "-") if found else ""


def measure(values: list[str]) -> str:
    """What `{{convert}}` shows of its first measure.

    >>> measure(["5", "to", "10", "km", "mi"]), measure(["6", "ft", "2", "in"])
    ('5 to 10 km', '6 ft')
    """
    shown = ""
    for value in map(str.strip, values):
        if digits(value):
            shown += value
        elif value in _RANGES:
            shown += _RANGES[value]
        else:
            return f"{shown} {value}".strip()
    return shown


def date_in_parts(values: list[str]) -> tuple[str, str]:
    """Year, month and day as words and as an ISO date, as far as they are a date; empty strings where they are none.

    >>> date_in_parts(["2013", "Apr", "5"]), date_in_parts(["2013", "0"]), date_in_parts(["5 April 2013"])
    (('5 April 2013', '2013-04-05'), ('2013', '2013'), ('', ''))
    """
    values = [value.strip() for value in values]
    iso = _ISO.fullmatch(values[0]) if values else None
    if iso:
        values = [part for part in iso.groups() if part]
    year = int(values[0]) if values and re.fullmatch(r"\d{3,4}", values[0]) else 0
    if not year:
        return "", ""
    month = _month(values[1]) if len(values) > 1 else 0
    day = _day(values[2], year, month) if len(values) > 2 else 0
    return _words(year, month, day), _dashed(year, month, day)


def _month(value: str) -> int:
    number = int(value) if re.fullmatch(r"\d{1,2}", value) else _MONTHS.get(value.lower()[:3], 0)
    return number if number <= 12 else 0


def _day(value: str, year: int, month: int) -> int:
    number = int(value) if month and re.fullmatch(r"\d{1,2}", value) else 0
    return number if number <= (calendar.monthrange(year, month)[1] if month else 0) else 0


def _words(year: int, month: int, day: int) -> str:
    return " ".join(str(part) for part in (day, calendar.month_name[month], year) if part)


def _dashed(year: int, month: int, day: int) -> str:
    return "-".join([f"{year:04d}", *(f"{part:02d}" for part in (month, day) if part)])


def coordinates(values: list[str]) -> str:
    """Latitude and longitude in degrees, with a space between, or an empty string where the values are no place.

    >>> coordinates(["12", "39", "N", "8", "0", "W"]), coordinates(["12.65", "-8"]), coordinates(["N", "5"])
    ('12.65 -8', '12.65 -8', '')
    """
    numbers: list[list[float]] = [[]]
    signs: list[int] = []
    for value in map(str.strip, values):
        if re.fullmatch(r"[-−]?\d{1,3}(?:\.\d{1,12})?", value):
            numbers[-1].append(float(value.replace("−", "-")))
        elif value in ("N", "S", "E", "W") and numbers[-1]:
            signs.append(-1 if value in "SW" else 1)
            numbers.append([])
        else:
            break
    return _point(numbers[:2], signs) if signs else _point([[n] for n in numbers[0]], [1, 1])


def _point(parts: list[list[float]], signs: list[int]) -> str:
    if len(parts) != 2 or len(signs) != 2 or not all(1 <= len(part) <= 3 for part in parts):
        return ""
    lat, lon = (sign * _degrees(part) for sign, part in zip(signs, parts, strict=True))
    return f"{_short(lat)} {_short(lon)}" if abs(lat) <= 90 and abs(lon) <= 180 else ""


def _degrees(parts: list[float]) -> float:
    return sum((part / (1, 60, 3600)[power] for power, part in enumerate(parts)), 0.0)


def _short(degrees: float) -> str:
    return f"{degrees:.6f}".rstrip("0").rstrip(".") if degrees else "0"


def code_name(code: str) -> str:
    """The name of the country that a three-letter code (ISO or IOC) means, or an empty string.

    >>> code_name("MLI")
    'Mali'
    """
    country = country_named(code)
    return country.name if country else ""


def country_shown(name: str) -> str:
    """What a flag template shows for a country's name or code.

    >>> country_shown("USA"), country_shown("Mali"), country_shown("UN")
    ('United States', 'Mali', 'UN')
    """
    return (code_name(name) or name) if len(name) <= 3 and name.isupper() else name
