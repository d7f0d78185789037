"""Places on a map, over Natural Earth's outlines of land (scripts/build_land.py)."""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from math import cos, radians, sqrt
from pathlib import Path
from typing import Any

from kg.explorer.labels import Dot, label
from kg.explorer.pictures import FAINT, INK, LAND, PALETTE, SEA, legend
from kg.explorer.shape import Shape

_LABELS = 15
Box = tuple[float, float, float, float]
Line = Sequence[tuple[float, float]]


def places(figure: Any, shape: Shape) -> bool:
    """A dot for each place, its area as the sum of the first number there; the worst are named, where there is room."""
    if not {"latitude", "longitude"} <= set(shape.rows.variables):
        return False
    sums = sorted(_sums(shape).items(), key=lambda one: (-one[1][1], one[1][0], one[0]))
    if not sums:
        return False
    box = _view([x for (x, _), _ in sums], [y for (_, y), _ in sums])
    axes = figure.subplots()
    figure.set_figheight(0.7 * figure.get_figwidth())
    _ground(axes, box)
    heaviest = max(value for _, (_, value) in sums)
    for (x, y), (_, value) in sums:
        axes.scatter(
            x, y, s=_area(value, heaviest), color=PALETTE[1], alpha=0.65, edgecolor=INK, linewidth=0.6, zorder=3
        )
    if shape.measures and heaviest > 0:
        _sizes(axes, shape.title(shape.measures[0]), heaviest)
    dots = [Dot(x, y, sqrt(_area(value, heaviest)) / 2, name.split(",")[0]) for (x, y), (name, value) in sums[:_LABELS]]
    label(figure, axes, dots)
    return True


def _area(value: float, heaviest: float) -> float:
    """Of a dot, in square points: as the number is, none too small to be seen and none larger than a thumb."""
    return 25 + 575 * max(value, 0) / max(heaviest, 40)


def _sizes(axes: Any, title: str, heaviest: float) -> None:
    """What the dots' sizes mean, above the map."""
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415

    steps = [round(step) for step in MaxNLocator(3, integer=True).tick_values(0, heaviest) if 0 < step <= heaviest][-3:]
    marks = [
        axes.scatter([], [], s=_area(step, heaviest), color=PALETTE[1], alpha=0.65, edgecolor=INK, linewidth=0.6)
        for step in steps
    ]
    first = [axes.scatter([], [], s=0)]  # its name is the title, in the line of the others
    legend(axes, [f"{title}:", *(f"{step:,}" for step in steps)], [*first, *marks], least=2)


def _sums(shape: Shape) -> dict[tuple[float, float], tuple[str, float]]:
    """By place: its name, and the sum of the first measure."""
    names = shape.briefs(next(iter(shape.names))) if shape.names else [""] * len(shape.rows)
    if "placeName" in shape.rows.variables:
        names = shape.briefs("placeName")
    values = shape.numbers(shape.measures[0]) if shape.measures else [1.0] * len(shape.rows)
    sums: dict[tuple[float, float], tuple[str, float]] = {}
    spots = zip(shape.numbers("longitude"), shape.numbers("latitude"), names, values, strict=True)
    for x, y, name, value in spots:
        if x is not None and y is not None and abs(x) <= 180 and abs(y) <= 90:
            sums[x, y] = (name, sums.get((x, y), ("", 0.0))[1] + (value or 0))
    return sums


def _view(xs: Sequence[float], ys: Sequence[float]) -> Box:
    """What to show around the places: at least twelve degrees, in the shape of the picture."""
    middle_x, middle_y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    height = max(max(ys) - min(ys), (max(xs) - min(xs)) / 1.5, 10) * 1.25
    width = height * 1.5 / _narrowing(middle_y)
    return middle_x - width / 2, middle_x + width / 2, middle_y - height / 2, middle_y + height / 2


def _ground(axes: Any, box: Box) -> None:
    """Land, borders and a graticule; a degree of longitude is as wide as it is at the middle of the view."""
    from matplotlib.collections import LineCollection  # noqa: PLC0415
    from matplotlib.patches import PathPatch  # noqa: PLC0415
    from matplotlib.path import Path as Outline  # noqa: PLC0415

    west, east, south, north = box
    axes.set_facecolor(SEA)
    rings = [Outline(ring, closed=True) for ring in _within("land", box)]
    if rings:
        axes.add_patch(PathPatch(Outline.make_compound_path(*rings), facecolor=LAND, edgecolor=FAINT, linewidth=0.8))
    axes.add_collection(LineCollection(list(_within("borders", box)), colors=FAINT, linewidths=0.6, linestyles="--"))
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.set_aspect(1 / _narrowing((south + north) / 2), adjustable="box")
    axes.grid()
    axes.xaxis.get_major_locator().set_params(nbins=round(1.2 * axes.figure.get_figwidth()))
    axes.xaxis.set_major_formatter(lambda value, _: _degrees(value, "EW"))
    axes.yaxis.set_major_formatter(lambda value, _: _degrees(value, "NS"))


def _narrowing(latitude: float) -> float:
    """How wide a degree of longitude is there, against one of latitude."""
    return max(cos(radians(latitude)), 0.2)


def _degrees(value: float, sides: str) -> str:
    return f"{abs(value):g}°{sides[int(value < 0)] if value else ''}"


def _within(kind: str, box: Box) -> Iterator[Line]:
    """The outlines that reach into the view (with a margin for what the picture's shape adds)."""
    west, east, south, north = box
    margin = sqrt((east - west) * (north - south))
    for line in _outlines()[kind]:
        xs, ys = [x for x, _ in line], [y for _, y in line]
        outside = max(xs) < west - margin or min(xs) > east + margin
        if not outside and max(ys) >= south - margin and min(ys) <= north + margin:
            yield line


@cache
def _outlines() -> dict[str, list[Line]]:
    data = json.loads((Path(__file__).parent / "static" / "land.json").read_text(encoding="utf-8"))
    return {
        kind: [[(x / 100, y / 100) for x, y in zip(flat[::2], flat[1::2], strict=True)] for flat in lines]
        for kind, lines in data.items()
    }
