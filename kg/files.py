"""Files, written whole or not at all."""

import os
import tempfile
from pathlib import Path

from kg.errors import InputError


def write_whole(path: Path, data: bytes) -> None:
    """Write a file by way of a temporary one beside it, so that no one ever sees half of it.

    InputError says what stands in the way (no such folder, no permission, no space).
    """
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not target.is_file():
            _write_special(target, data)
        else:
            _write_beside(target, data)
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror or error}).") from None


def _write_special(target: Path, data: bytes) -> None:
    """A pipe or device cannot be renamed onto (and must not be replaced)."""
    with target.open("wb") as stream:
        stream.write(data)


def _write_beside(target: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=".part", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        temporary.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
