"""Templates: every value is escaped for HTML where it is put in (Jinja2's autoescape)."""

import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kg.explorer.names import node_url, outside_url, plural
from kg.explorer.shape import spaced

TEMPLATES = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["version"] = _version()
    environment.filters.update(spaced=spaced, node_url=node_url, outside_url=outside_url, plural=plural)
    return environment


def _version() -> str:
    """What changes when the style or the script does: a browser may keep both for long."""
    files = sorted(path for path in (TEMPLATES.parent / "static").iterdir() if path.suffix in {".css", ".js", ".svg"})
    return hashlib.blake2b(b"".join(path.read_bytes() for path in files), digest_size=6).hexdigest()


def render(template: str, **values: object) -> bytes:
    """A page."""
    return _environment().get_template(template).render(**values).encode("utf-8", "replace")
