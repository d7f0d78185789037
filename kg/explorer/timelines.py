"""Timelines: spans from start to end, values by date, and dates alone."""

from collections.abc import Sequence
from typing import Any

from kg.explorer.pictures import FAINT, INK, PALETTE, SMALL, legend, room
from kg.explorer.shape import Shape, when, wrapped

_MOST = 60
_NAMED = 4  # numbers written at dots and lines, for each inch of the picture
_MARKS = "osD^vPX"
_SPANNED = ("personName", "countryName", "name", "missionName")
_COLOURED = ("role", "kind", "status", "effect")


def timeline(figure: Any, shape: Shape) -> bool:
    """Spans, numbers by date, or dates alone, as the columns allow."""
    columns = set(shape.rows.variables)
    if {"start", "end"} & columns and ("start" in shape.dates or "end" in shape.dates):
        return _spans(figure, shape)
    if not shape.dates:
        return False
    return _lines(figure, shape) if "value" in shape.measures else _events(figure, shape)


def _spans(figure: Any, shape: Shape) -> bool:
    """One line a row, in the order of the answer; an open end is pale and reaches the last date known."""
    starts = [when(cell) for cell in shape.column("start")] if "start" in shape.rows.variables else []
    ends = [when(cell) for cell in shape.column("end")] if "end" in shape.rows.variables else [None] * len(starts)
    starts = starts or [None] * len(ends)
    known = [date for date in (*starts, *ends) if date is not None]
    rows = [at for at in range(len(starts)) if starts[at] is not None or ends[at] is not None][:_MOST]
    last, unit = max(known) + 0.5, max((max(known) - min(known)) / 40, 0.2)
    label, group = _span_names(shape)
    names, kinds = shape.texts(label), shape.texts(group) if group else [""] * len(starts)
    colours = {kind: PALETTE[at % len(PALETTE)] for at, kind in enumerate(dict.fromkeys(kinds[at] for at in rows))}
    axes = figure.subplots()
    told = [wrapped(names[at], room(figure)) for at in rows]
    line_height = 0.36 if any("\n" in one for one in told) else 0.24
    figure.set_figheight(max(1.5, 0.8 + line_height * len(rows)))
    for line, at in enumerate(rows):
        begin, end = _ends(starts[at], ends[at], last, unit)
        pale = 0.45 if starts[at] is None or ends[at] is None else 1
        axes.barh(line, end - begin, 0.7, left=begin, color=colours[kinds[at]], alpha=pale)
    axes.set_yticks(range(len(rows)), told)
    axes.invert_yaxis()
    axes.use_sticky_edges = False
    axes.margins(x=0.02)
    axes.grid(axis="x")
    axes.set_axisbelow(True)
    _years(axes)
    if group:
        _colours(axes, colours)
    return True


def _colours(axes: Any, colours: dict[str, str]) -> None:
    from matplotlib.patches import Patch  # noqa: PLC0415

    told = [kind or "not told" for kind in colours]
    legend(axes, told, [Patch(color=colour) for colour in colours.values()], least=1)


def _ends(start: float | None, end: float | None, last: float, unit: float) -> tuple[float, float]:
    """A span without one of its ends is a short one at the end that is known, or reaches the last date."""
    if start is None:
        return (end or last) - unit, end or last
    return start, max(last if end is None else end, start + unit / 4)


def _span_names(shape: Shape) -> tuple[str, str | None]:
    """The column that names a span, one that tells them apart before one that does not; and the one that colours it."""
    names = shape.names or shape.rows.variables
    known = [name for name in _SPANNED if name in names]
    known.sort(key=lambda name: len(set(shape.texts(name))) == 1)
    label = known[0] if known else names[0]
    return label, next((name for name in names if name in _COLOURED and name != label), None)


def _lines(figure: Any, shape: Shape) -> bool:
    """Values over time, one line for each thing that is measured."""
    date = shape.dates[0]
    groups = [name for name in shape.names if len(set(shape.texts(name))) > 1][:2]
    keys = [", ".join(part for part in row if part) for row in zip(*map(shape.briefs, groups), strict=True)]
    points: dict[str, list[tuple[float, float]]] = {}
    for at, (day, value) in enumerate(zip(shape.column(date), shape.numbers("value"), strict=True)):
        if (spot := when(day)) is not None and value is not None:
            points.setdefault(keys[at] if keys else "", []).append((spot, value))
    if not points:
        return False
    axes = figure.subplots()
    figure.set_figheight(3.2)
    for at, (_, line) in enumerate(sorted(points.items())):
        colour, mark = PALETTE[at % len(PALETTE)], _MARKS[at % len(_MARKS)]
        axes.plot(*zip(*sorted(line), strict=True), color=colour, marker=mark)
        if len(points) * len(line) <= _NAMED * figure.get_figwidth():
            _values(axes, line)
    axes.set_ylim(0, 1.12 * max(value for line in points.values() for _, value in line) or 1)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.set_ylabel(shape.title("value"))
    axes.grid(axis="y")
    _years(axes)
    legend(axes, sorted(points), list(axes.lines), least=1 if keys else 2)
    return True


def _values(axes: Any, line: Sequence[tuple[float, float]]) -> None:
    for x, y in line:
        axes.annotate(f"{y:,.0f}", (x, y), (0, 6), textcoords="offset points", ha="center", fontsize=SMALL, color=INK)


def _events(figure: Any, shape: Shape) -> bool:
    """A stem for each event, as high as its first number; where there is none, a dot on a line for each kind."""
    date = next(name for name in ("date", *shape.dates) if name in shape.dates)
    spots = [when(cell) for cell in shape.column(date)]
    known = [at for at, spot in enumerate(spots) if spot is not None]
    axes = figure.subplots()
    if measure := next(iter(shape.measures), None):
        figure.set_figheight(2.8)
        heights = [value or 0 for value in shape.numbers(measure)]
        axes.vlines([spots[at] for at in known], 0, [heights[at] for at in known], color=PALETTE[1], linewidth=1.5)
        axes.plot([spots[at] for at in known], [heights[at] for at in known], "o", color=PALETTE[1], clip_on=False)
        axes.set_ylabel(shape.title(measure))
        axes.set_ylim(bottom=0)
        axes.yaxis.get_major_locator().set_params(integer=True)
        axes.grid(axis="y")
    else:
        _dots(figure, axes, shape, spots, known)
    _years(axes)
    return bool(known)


def _dots(figure: Any, axes: Any, shape: Shape, spots: Sequence[float | None], known: Sequence[int]) -> None:
    """Dots by kind, with their numbers (of resolutions) where there is room."""
    kinds = next((name for name in shape.names if name in _COLOURED), None)
    texts = shape.texts(kinds) if kinds else [""] * len(spots)
    levels = sorted({texts[at] for at in known})
    figure.set_figheight(0.9 + 0.6 * len(levels))
    axes.plot([spots[at] for at in known], [levels.index(texts[at]) for at in known], "o", color=PALETTE[0], alpha=0.8)
    if "number" in shape.rows.variables and len(known) <= _NAMED * figure.get_figwidth():
        _numbers(axes, [(float(spots[at] or 0), levels.index(texts[at]), shape.texts("number")[at]) for at in known])
    axes.set_yticks(range(len(levels)), levels)
    axes.set_ylim(-0.5, len(levels) - 0.3)
    axes.margins(x=0.06)
    axes.grid(axis="y")


def _numbers(axes: Any, dots: Sequence[tuple[float, float, str]]) -> None:
    """Above the dots, every other one below where they stand close."""
    close = 0.07 * (max(x for x, _, _ in dots) - min(x for x, _, _ in dots))
    before, above = (0.0, -1.0), False
    for x, y, text in sorted(dots, key=lambda dot: (dot[1], dot[0])):
        above = not above if before[1] == y and x - before[0] <= close else True
        axes.annotate(
            text, (x, y), (0, 7 if above else -16), textcoords="offset points", ha="center", fontsize=SMALL, color=INK
        )
        before = (x, y)


def _years(axes: Any) -> None:
    """Whole years on the axis, at least one of them: a picture of a few months shows the years around."""
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415

    first, last = axes.dataLim.intervalx  # the limits of the axis lie a century apart where there is one date alone
    if last - first < 1.5:
        axes.set_xlim(first - 0.75, last + 0.75)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=round(1.5 * axes.figure.get_figwidth())))
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0f}")
    axes.tick_params(axis="both", color=FAINT)
