"""From features to a probability: a weighted sum, the logistic function, and calibration (ontology/linking.toml)."""

import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import exp

from kg.resources import folder


@dataclass(frozen=True, slots=True)
class Scale:
    """Weights, calibration and thresholds."""

    weights: Mapping[str, float]
    points: tuple[tuple[float, float], ...]
    tiers: Mapping[str, float]
    accept: float
    margin: float
    review: float


@cache
def scale() -> Scale:
    """What ships in ontology/linking.toml."""
    data = tomllib.loads((folder("ontology") / "linking.toml").read_text(encoding="utf-8"))
    points = tuple((float(x), float(y)) for x, y in data["calibration"]["points"])
    limits = data["thresholds"]
    return Scale(data["weights"], points, data["tiers"], limits["accept"], limits["margin"], limits["review"])


def raw(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The probability before calibration."""
    total = weights["bias"] + sum(weights[name] * value for name, value in found.items())
    return 1 / (1 + exp(-max(min(total, 30), -30)))


def probability(found: Mapping[str, float]) -> float:
    """The calibrated probability that a pair with these features is right."""
    return calibrated(raw(found, scale().weights), scale().points)


def calibrated(value: float, points: tuple[tuple[float, float], ...]) -> float:
    """The value on the line through the points.

    >>> calibrated(0.75, ((0.0, 0.0), (0.5, 0.25), (1.0, 0.75)))
    0.5
    """
    at = min(max(bisect_right(points, (value, 2.0)), 1), len(points) - 1)
    (x0, y0), (x1, y1) = points[at - 1], points[at]
    return y0 if x1 == x0 else y0 + (y1 - y0) * (value - x0) / (x1 - x0)
