"""Names beside dots, where they cover neither one another nor the dots."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kg.explorer.pictures import INK, PAPER, SMALL

_LETTER, _LINE = 0.6, 1.25  # a letter's mean width and a line's height, in sizes of the font
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Dot:
    """A dot of the picture (its place in the axes' units, its radius in points) and its name."""

    x: float
    y: float
    radius: float
    name: str


def label(figure: Any, axes: Any, dots: Sequence[Dot], *, all_of_them: bool = False) -> None:
    """Write the names, those of the first dots first; one without a free place is left out, or takes the best place."""
    figure.draw_without_rendering()  # the axes' place is known only then
    scale = 72 / figure.dpi
    spots = [tuple(scale * one for one in axes.transData.transform((dot.x, dot.y))) for dot in dots]
    frame = tuple(scale * one for one in axes.get_window_extent().extents)
    placed = list(zip(dots, spots, strict=True))
    taken = [(x - dot.radius, y - dot.radius, x + dot.radius, y + dot.radius) for dot, (x, y) in placed]
    for at, (dot, (x, y)) in enumerate(placed):
        others = taken[:at] + taken[at + 1 :]
        ranked = [(_covered(box, others) + _outside(box, frame), box) for box in _places(x, y, dot)]
        cost, box = min(ranked, key=lambda one: one[0])
        if dot.name and (cost == 0 or all_of_them):
            taken.append(box)
            _write(axes, dot, box[0] - x, box[1] - y)


def _places(x: float, y: float, dot: Dot) -> Iterator[Box]:
    """Right of the dot, left, above, below, and between these."""
    wide, high, far = _LETTER * SMALL * len(dot.name), _LINE * SMALL, dot.radius + 2
    for right, up in ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1)):
        along = far if not up else 0.7 * far
        left = x + along if right > 0 else x - along - wide if right < 0 else x - wide / 2
        low = y - high / 2 if not up else y + (far if not right else 0.7 * far) if up > 0 else y - far - high
        yield left, low, left + wide, low + high


def _covered(box: Box, others: Sequence[Box]) -> float:
    return sum(
        max(0.0, min(box[2], one[2]) - max(box[0], one[0])) * max(0.0, min(box[3], one[3]) - max(box[1], one[1]))
        for one in others
    )


def _outside(box: Box, frame: Sequence[float]) -> float:
    beyond = (frame[0] - box[0], frame[1] - box[1], box[2] - frame[2], box[3] - frame[3])
    return 100.0 * sum(max(0.0, one) for one in beyond)


def _write(axes: Any, dot: Dot, right: float, up: float) -> None:
    axes.annotate(
        dot.name,
        (dot.x, dot.y),
        (right, up + 0.25 * SMALL),
        textcoords="offset points",
        fontsize=SMALL,
        color=INK,
        zorder=5,
        bbox={"boxstyle": "square,pad=0.05", "facecolor": PAPER, "edgecolor": "none", "alpha": 0.6},
    )
