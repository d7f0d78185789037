"""Templates: every value is escaped for HTML where it is put in (Jinja2's autoescape)."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kg.explorer.names import node_url, outside_url
from kg.explorer.shape import spaced

TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(spaced=spaced, node_url=node_url, outside_url=outside_url)
    return environment


def render(template: str, **values: object) -> bytes:
    """A page."""
    return _environment().get_template(template).render(**values).encode("utf-8", "replace")
