"""PeaceKG: a knowledge graph from articles on peacekeeping missions, every fact led back to its sentence and sources.

>>> import kg
>>> graph = kg.build("'''X''' is a mission.", title="X")
"""

from typing import TYPE_CHECKING

from kg.build import build
from kg.pages.model import Page

if TYPE_CHECKING:
    from kg.answers.endpoint import Endpoint
    from kg.answers.graph import Graph

__all__ = ["Endpoint", "Graph", "Page", "build"]


def __getattr__(name: str) -> object:
    """Load what needs the engine only when it is asked for (`kg --help` does not)."""
    if name == "Graph":
        from kg.answers.graph import Graph  # noqa: PLC0415

        return Graph
    if name == "Endpoint":
        from kg.answers.endpoint import Endpoint  # noqa: PLC0415

        return Endpoint
    raise AttributeError(f"module 'kg' has no attribute {name!r}")
