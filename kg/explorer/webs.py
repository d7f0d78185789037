"""Networks: the first two columns of names are the ends of a tie, the first number is its weight."""

from collections.abc import Callable
from math import sqrt
from typing import Any

from kg.explorer.labels import Dot, label
from kg.explorer.pictures import FAINT, INK, PALETTE, SMALL
from kg.explorer.shape import Shape

_MOST = 40


def network(figure: Any, shape: Shape) -> bool:
    """The nodes with the strongest ties, laid out by springs from a fixed start, so that the picture stays the same."""
    import networkx as nx  # noqa: PLC0415 (0.15 s)
    from matplotlib.collections import LineCollection  # noqa: PLC0415

    if len(shape.names) < 2:
        return False
    graph = _strongest(_graph(shape))
    if not graph:
        return False
    spots = nx.spring_layout(graph, seed=7, weight="weight", k=2.2 / max(len(graph), 1) ** 0.5, iterations=100)
    axes = figure.subplots()
    figure.set_figheight(1.6 + 0.5 * figure.get_figwidth())
    axes.set_axis_off()
    axes.margins(0.12)
    heaviest = max((weight for _, _, weight in graph.edges(data="weight")), default=1) or 1
    ties = [(spots[one], spots[other]) for one, other in graph.edges]
    widths = [0.4 + 2.6 * weight / heaviest for _, _, weight in graph.edges(data="weight")]
    axes.add_collection(LineCollection(ties, colors=FAINT, linewidths=widths, alpha=0.5, zorder=1))
    dots = [
        Dot(float(spots[name][0]), float(spots[name][1]), sqrt(_area(graph, name)) / 2, name)
        for name in sorted(graph, key=_rank(graph))
    ]
    xs, ys, areas = zip(*((dot.x, dot.y, _area(graph, dot.name)) for dot in dots), strict=True)
    axes.scatter(xs, ys, s=areas, color=PALETTE[0], edgecolor=INK, linewidth=0.5, zorder=2)
    label(figure, axes, dots, all_of_them=True)
    if shape.measures and heaviest > 1:
        axes.set_title(
            f"line width: {shape.title(shape.measures[0])} (at most {heaviest:,.0f})", fontsize=SMALL, loc="left"
        )
    return True


def _area(graph: Any, name: str) -> float:
    """Of a node's dot, in square points."""
    return min(50 + 8 * float(graph.degree(name)), 300)


def _rank(graph: Any) -> Callable[[str], tuple[int, str]]:
    return lambda name: (-graph.degree(name), name)


def _graph(shape: Shape) -> Any:
    import networkx as nx  # noqa: PLC0415

    graph: nx.Graph[str] = nx.Graph()
    weights = shape.numbers(shape.measures[0]) if shape.measures else [1.0] * len(shape.rows)
    for one, other, weight in zip(*map(shape.briefs, _ends(shape)), weights, strict=True):
        if one and other:
            before = graph.get_edge_data(one, other, {"weight": 0})["weight"]
            graph.add_edge(one, other, weight=before + (weight or 0))
    return graph


def _ends(shape: Shape) -> tuple[str, str]:
    """The two columns in the order of the answer."""
    names = [name for name in shape.rows.variables if name in shape.names]
    return names[0], names[1]


def _strongest(graph: Any) -> Any:
    """The part with the nodes of the greatest strength (ties broken by name)."""
    strength = dict(graph.degree(weight="weight"))
    weaker = sorted(strength, key=lambda name: (-strength[name], name))[_MOST:]
    graph.remove_nodes_from(weaker)  # what is left keeps its order, which a subgraph may take from a set
    return graph
