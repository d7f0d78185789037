"""Packages that only some commands need."""

from collections.abc import Iterator
from contextlib import contextmanager

from kg.errors import UsageError


@contextmanager
def needs(extra: str) -> Iterator[None]:
    """Imports that an extra of the distribution brings; without them, the user reads what to install."""
    try:
        yield
    except ImportError as error:
        if (error.name or "").startswith("kg"):
            raise
        raise UsageError(f"This needs {error.name}: pip install 'peacekg[{extra}]'.") from None
