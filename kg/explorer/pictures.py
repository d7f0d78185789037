"""Answers as pictures: SVG or PNG by matplotlib, drawn offline, the same bytes for the same answer.

Colours are Okabe and Ito's, told apart by colour-blind people (https://jfly.uni-koeln.de/color/). A themed SVG holds
each colour as a CSS variable with a second value for dark screens; a plain one, for papers, the colours themselves.
"""

import io
import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from html import escape
from importlib import import_module
from typing import Any

from kg.answers.model import Rows
from kg.errors import UsageError
from kg.explorer.shape import Shape, short

INK, FAINT, PAPER, LAND, SEA = "#1b1f24", "#8a929c", "#ffffff", "#ece7dc", "#f4f8fb"
PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#7a7a00")
_DARK = {
    INK: "#e8eaed",
    FAINT: "#8f98a3",
    PAPER: "#15191e",
    LAND: "#2c3136",
    SEA: "#15191e",
    "#0072b2": "#56b4e9",
    "#d55e00": "#f28e4c",
    "#009e73": "#2fc79b",
    "#cc79a7": "#dd9cc0",
    "#56b4e9": "#0f86c7",
    "#7a7a00": "#c9c93c",
}
WIDTH, NARROW = 6.0, 3.4  # inches: as wide as a panel, on a phone too, so that its letters are as large as the page's
SMALL = 9  # points
FORMS = ("table", "bars", "timeline", "map", "network", "number")
DRAWN = ("bars", "timeline", "map", "network")
_STYLE: Any = {
    "svg.hashsalt": "peacekg",
    "svg.fonttype": "none",
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "text.color": INK,
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "axes.facecolor": PAPER,
    "figure.facecolor": PAPER,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": INK,
    "ytick.color": INK,
    "grid.color": FAINT,
    "grid.alpha": 0.3,
    "text.parse_math": False,  # a name with dollar signs is a name
}


def draw(
    rows: Rows,
    form: str,
    *,
    kind: str = "svg",
    themed: bool = False,
    narrow: bool = False,
    told: Mapping[str, str] | None = None,
) -> bytes | None:
    """The picture of an answer as SVG or PNG; None where the answer has nothing that this form can show.

    `told` says what the columns mean; legends and axes have it.
    """
    import matplotlib as mpl  # noqa: PLC0415 (0.4 s)
    from matplotlib.figure import Figure  # noqa: PLC0415

    if form not in DRAWN:
        raise UsageError(f"{form!r} is not drawn; known are {', '.join(DRAWN)}.")
    if not rows:
        return None
    with mpl.rc_context(_STYLE):
        figure = Figure(layout="constrained", figsize=(NARROW if narrow else WIDTH, 3.2))
        figure.get_layout_engine().set(w_pad=0.08, h_pad=0.08)  # type: ignore[call-arg, union-attr]
        if not _drawer(form)(figure, Shape(rows, told or {})):
            return None
        return _saved(figure, kind, themed)


def warm() -> None:
    """Load the drawing library, so that the first picture does not wait for it."""
    for module in ("matplotlib.backends.backend_svg", "networkx"):
        import_module(module)
    _drawer("network")


def _drawer(form: str) -> Callable[[Any, Shape], bool]:
    from kg.explorer import charts, maps, timelines, webs  # noqa: PLC0415 (they import matplotlib's parts)

    known: Mapping[str, Callable[[Any, Shape], bool]] = {
        "bars": charts.bars,
        "timeline": timelines.timeline,
        "map": maps.places,
        "network": webs.network,
    }
    return known[form]


def room(figure: Any) -> int:
    """How many letters of a name fit beside the picture's axis."""
    return round(5 * float(figure.get_figwidth()))


def legend(axes: Any, names: Sequence[str], handles: Sequence[Any] | None = None, least: int = 2) -> None:
    """What the colours mean, above the picture; nothing where there are fewer than `least`."""
    if len(names) < least:
        return
    in_a_row = 5 * sum(map(len, names)) + 32 * len(names) < 72 * axes.figure.get_figwidth()  # points, about
    axes.figure.legend(
        handles if handles is not None else axes.get_legend_handles_labels()[0],
        [short(name, 70) for name in names],
        frameon=False,
        fontsize=SMALL,
        labelcolor=INK,
        loc="outside upper left",
        ncols=len(names) if in_a_row else 1,
        borderaxespad=0.2,
        columnspacing=1.2,
        handlelength=1.4,
    )


def nothing(message: str) -> bytes:
    """A picture that says in words why there is none."""
    colours = f"text{{fill:{INK}}}@media(prefers-color-scheme:dark){{text{{fill:{_DARK[INK]}}}}}"
    lines = textwrap.wrap(message, 50)
    told = "".join(f'<text x="2" y="{19 + 20 * at}">{escape(line)}</text>' for at, line in enumerate(lines))
    height = 8 + 20 * len(lines)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 430 {height}" width="430" height="{height}">'
        f'<style>{colours}</style><g font-family="system-ui, sans-serif" font-size="14">{told}</g></svg>'
    ).encode()


def _saved(figure: Any, kind: str, themed: bool) -> bytes:
    out = io.BytesIO()
    if kind == "png":
        figure.savefig(out, format="png", dpi=144, metadata={"Software": None})
        return out.getvalue()
    figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return _themed(out.getvalue()) if themed else out.getvalue()


def _themed(svg: bytes) -> bytes:
    """The same picture with two values for each colour, and the fonts of the reader's system."""
    text = svg.decode("utf-8")
    light = "".join(f"--c{colour[1:]}:{colour};" for colour in (INK, FAINT, PAPER, LAND, SEA, *PALETTE))
    dark = "".join(f"--c{colour[1:]}:{other};" for colour, other in _DARK.items())
    head, body = text.split("<defs>", 1)
    body = re.sub(r"#([0-9a-f]{6})(?=[;\"'])", _variable, body).replace("'DejaVu Sans'", "system-ui, sans-serif")
    style = f"<style>:root{{{light}}}@media(prefers-color-scheme:dark){{:root{{{dark}}}}}</style>"
    return f"{head}{style}<defs>{body}".encode()


def _variable(found: re.Match[str]) -> str:
    known = {INK, FAINT, PAPER, LAND, SEA, *PALETTE}
    return f"var(--c{found[1]})" if found[0] in known else found[0]
