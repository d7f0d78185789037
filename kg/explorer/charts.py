"""Bars."""

from collections.abc import Mapping, Sequence
from typing import Any

from kg.explorer.pictures import PALETTE, SMALL, legend, room
from kg.explorer.shape import Shape, short, wrapped

_MOST = 30
_SERIES = 3


def bars(figure: Any, shape: Shape) -> bool:
    """Numbers by name, the first rows of the answer; by year upright, else lying."""
    measures = _telling(shape)[:_SERIES]
    label = _label(shape)
    if not measures or label is None:
        return False
    upright = label == "year" or label in shape.dates
    cut = slice(-_MOST, None) if upright else slice(None, _MOST)
    fit = short if upright else wrapped
    names = [fit(text, room(figure)) or "not told" for text in shape.texts(label)][cut]
    series: Mapping[str, list[float]]
    series = {shape.title(name): [value or 0 for value in shape.numbers(name)][cut] for name in measures}
    if upright:
        names, series = _every_year(names, series)
    axes = figure.subplots()
    line = max(0.12 * (1 + len(series)), 0.36 if any("\n" in name for name in names) else 0)
    figure.set_figheight(3.2 if upright else max(1.5, 0.7 + line * len(names)))
    _draw_bars(axes, names, series, upright)
    return True


def _telling(shape: Shape) -> Sequence[str]:
    """The columns of numbers of which one at least is not 0: a colour without a bar tells nothing."""
    return [name for name in shape.measures if any(shape.numbers(name))] or shape.measures


def _label(shape: Shape) -> str | None:
    if "year" in shape.rows.variables:
        return "year"
    return next(iter((*shape.names, *shape.dates)), None)


def _every_year(names: list[str], series: Mapping[str, list[float]]) -> tuple[list[str], Mapping[str, list[float]]]:
    """With the years between in which nothing was: a gap on the axis is a gap in time."""
    if len(set(names)) < len(names) or not all(name.isdecimal() for name in names):
        return names, series
    known = {int(name): at for at, name in enumerate(names)}
    if max(known) - min(known) >= 2 * _MOST:
        return names, series
    years = range(max(min(known), max(known) - _MOST + 1), max(known) + 1)
    filled = {name: [values[known[year]] if year in known else 0 for year in years] for name, values in series.items()}
    return [str(year) for year in years], filled


def _draw_bars(axes: Any, names: Sequence[str], series: Mapping[str, Sequence[float]], upright: bool) -> None:
    width = 0.8 / len(series)
    for at, (name, values) in enumerate(series.items()):
        places = [spot + (at - (len(series) - 1) / 2) * width for spot in range(len(names))]
        draw = axes.bar if upright else axes.barh
        drawn = draw(places, values, width * 0.92, color=PALETTE[at], label=name)
        if not upright or len(names) * len(series) <= 4 * axes.figure.get_figwidth():
            axes.bar_label(drawn, fmt=lambda value: f"{value:,.0f}" if value else "", padding=2, fontsize=SMALL)
    ticks = (axes.set_xticks, axes.set_yticks)[not upright]
    crowded = upright and len(names) > 1.7 * axes.figure.get_figwidth()
    ticks(range(len(names)), names, **({"rotation": 60, "ha": "right", "rotation_mode": "anchor"} if crowded else {}))
    if not upright:
        axes.set_ylim(len(names) - 0.4, -0.6)  # the first above
    measured = axes.yaxis if upright else axes.xaxis
    measured.get_major_locator().set_params(integer=True)
    measured.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.margins(**{"y" if upright else "x": 0.08})
    axes.grid(axis="y" if upright else "x")
    axes.set_axisbelow(True)
    legend(axes, list(series))
