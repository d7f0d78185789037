"""Bars and timelines."""

from collections.abc import Sequence
from typing import Any

from kg.explorer.pictures import FAINT, INK, PALETTE
from kg.explorer.shape import Shape, when

_MOST = 30
_SERIES = 3


def bars(figure: Any, shape: Shape) -> bool:
    """Numbers by name, the first rows of the answer; by year upright, else lying."""
    measures = shape.measures[:_SERIES]
    label = _label(shape)
    if not measures or label is None:
        return False
    upright = label == "year" or label in shape.dates
    cut = slice(-_MOST, None) if upright else slice(None, _MOST)
    names = [_short(text) or "not told" for text in shape.texts(label)][cut]
    values = [[value or 0 for value in shape.numbers(name)][cut] for name in measures]
    axes = figure.subplots()
    figure.set_size_inches(7.5, 3.4 if upright else max(1.6, 0.8 + 0.13 * len(names) * (1 + len(measures))))
    _draw_bars(axes, names, dict(zip(measures, values, strict=True)), upright)
    return True


def _label(shape: Shape) -> str | None:
    if "year" in shape.rows.variables:
        return "year"
    return next(iter((*shape.names, *shape.dates)), None)


def _draw_bars(axes: Any, names: Sequence[str], series: dict[str, list[float]], upright: bool) -> None:
    width = 0.8 / len(series)
    for at, (name, values) in enumerate(series.items()):
        places = [spot + (at - (len(series) - 1) / 2) * width for spot in range(len(names))]
        draw = axes.bar if upright else axes.barh
        drawn = draw(places, values, width * 0.92, color=PALETTE[at], label=spaced(name))
        if len(names) * len(series) <= _MOST * 2:
            axes.bar_label(drawn, fmt=lambda value: f"{value:,.0f}" if value else "", padding=2, fontsize=8)
    ticks = (axes.set_xticks, axes.set_yticks)[not upright]
    crowded = upright and len(names) > 12
    ticks(range(len(names)), names, **({"rotation": 60, "ha": "right"} if crowded else {}))
    if not upright:
        axes.invert_yaxis()
    (axes.yaxis if upright else axes.xaxis).get_major_locator().set_params(integer=True)
    axes.grid(axis="y" if upright else "x")
    axes.set_axisbelow(True)
    _legend(axes, len(series))


def timeline(figure: Any, shape: Shape) -> bool:
    """Spans from start to end, numbers by date, or dates alone, as the columns allow."""
    columns = set(shape.rows.variables)
    if {"start", "end"} & columns and ("start" in shape.dates or "end" in shape.dates):
        return _spans(figure, shape)
    if not shape.dates:
        return False
    return _lines(figure, shape) if "value" in shape.measures else _events(figure, shape)


def _spans(figure: Any, shape: Shape) -> bool:
    """One line a row, in the order of the answer; an open end fades out at the last date known."""
    starts = [when(cell) for cell in shape.column("start")] if "start" in shape.rows.variables else []
    ends = [when(cell) for cell in shape.column("end")] if "end" in shape.rows.variables else [None] * len(starts)
    starts = starts or [None] * len(ends)
    known = [date for date in (*starts, *ends) if date is not None]
    rows = [at for at in range(len(starts)) if starts[at] is not None or ends[at] is not None][: 2 * _MOST]
    last, unit = max(known) + 0.5, max((max(known) - min(known)) / 40, 0.2)
    label, group = _span_names(shape)
    kinds = list(dict.fromkeys(shape.texts(group)[at] for at in rows)) if group else [""]
    axes = figure.subplots()
    figure.set_size_inches(7.5, max(1.8, 0.9 + 0.24 * len(rows)))
    told: set[str] = set()
    for line, at in enumerate(rows):
        kind = shape.texts(group)[at] if group else ""
        begin, end = _ends(starts[at], ends[at], last, unit)
        open_ended = starts[at] is None or ends[at] is None
        axes.barh(
            line,
            end - begin,
            0.7,
            left=begin,
            color=PALETTE[kinds.index(kind) % len(PALETTE)],
            alpha=0.45 if open_ended else 1,
            label=kind if kind and kind not in told else None,
        )
        told.add(kind)
    axes.set_yticks(range(len(rows)), [_short(shape.texts(label)[at]) for at in rows])
    axes.invert_yaxis()
    _years(axes)
    _legend(axes, len(kinds))
    return True


def _ends(start: float | None, end: float | None, last: float, unit: float) -> tuple[float, float]:
    """A span without one of its ends is a short one at the end that is known, or reaches the last date."""
    if start is None:
        return (end or last) - unit, end or last
    return start, max(last if end is None else end, start + unit / 4)


def _span_names(shape: Shape) -> tuple[str, str | None]:
    """The column that names a span, and the one that colours it."""
    names = shape.names or shape.rows.variables
    label = next((name for name in names if name in {"personName", "countryName", "name"}), names[0])
    return label, next((name for name in names if name in {"role", "kind", "status"} and name != label), None)


def _lines(figure: Any, shape: Shape) -> bool:
    """Values over time, one line for each thing that is measured."""
    date = shape.dates[0]
    groups = [name for name in shape.names if len(set(shape.texts(name))) > 1][:2]
    keys = [", ".join(part for part in row if part) for row in zip(*map(shape.texts, groups), strict=True)]
    points: dict[str, list[tuple[float, float]]] = {}
    for at, (day, value) in enumerate(zip(shape.column(date), shape.numbers("value"), strict=True)):
        if (spot := when(day)) is not None and value is not None:
            points.setdefault(keys[at] if keys else "", []).append((spot, value))
    if not points:
        return False
    axes = figure.subplots()
    figure.set_size_inches(7.5, 3.4)
    marks = "osD^vPX"
    for at, (name, line) in enumerate(sorted(points.items())):
        colour, mark = PALETTE[at % len(PALETTE)], marks[at % len(marks)]
        axes.plot(*zip(*sorted(line), strict=True), color=colour, marker=mark, label=name or None)
    axes.set_ylim(bottom=0)
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.grid(axis="y")
    _years(axes)
    _legend(axes, len(points) if keys else 1)
    return True


def _events(figure: Any, shape: Shape) -> bool:
    """A stem for each event, as high as its first number; where there is none, a dot on a line for each kind."""
    date = next(name for name in ("date", *shape.dates) if name in shape.dates)
    spots = [when(cell) for cell in shape.column(date)]
    known = [at for at, spot in enumerate(spots) if spot is not None]
    axes = figure.subplots()
    figure.set_size_inches(7.5, 3.0)
    if measure := next(iter(shape.measures), None):
        heights = [value or 0 for value in shape.numbers(measure)]
        axes.vlines([spots[at] for at in known], 0, [heights[at] for at in known], color=PALETTE[1], linewidth=1.5)
        axes.plot([spots[at] for at in known], [heights[at] for at in known], "o", color=PALETTE[1], markersize=5)
        axes.set_ylabel(spaced(measure))
        axes.set_ylim(bottom=0)
        axes.grid(axis="y")
    else:
        _dots(axes, shape, spots, known)
    _years(axes)
    return bool(known)


def _dots(axes: Any, shape: Shape, spots: Sequence[float | None], known: Sequence[int]) -> None:
    kinds = next((name for name in shape.names if name in {"effect", "kind", "role"}), None)
    texts = shape.texts(kinds) if kinds else [""] * len(spots)
    levels = sorted({texts[at] for at in known})
    axes.plot([spots[at] for at in known], [levels.index(texts[at]) for at in known], "o", color=PALETTE[0], alpha=0.8)
    axes.set_yticks(range(len(levels)), levels)
    axes.set_ylim(-0.6, len(levels) - 0.4)
    axes.grid(axis="y")


def _years(axes: Any) -> None:
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415

    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=10))
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0f}")
    axes.tick_params(axis="both", color=FAINT)


def _legend(axes: Any, series: int) -> None:
    if series > 1:
        handles, names = axes.get_legend_handles_labels()
        wide = sum(map(len, names)) / len(names) > 20
        axes.legend(
            handles,
            [_short(name, 60) for name in names],
            frameon=False,
            fontsize=8,
            labelcolor=INK,
            loc="lower left",
            bbox_to_anchor=(0, 1),
            ncols=1 if wide else 4,
        )


def _short(text: str, longest: int = 34) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def spaced(name: str) -> str:
    """A variable's name as words.

    >>> spaced("countryName"), spaced("inAttack")
    ('country', 'in attack')
    """
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name)
    return words.removesuffix(" name")
