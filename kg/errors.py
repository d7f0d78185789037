"""Errors named by whose fault they are; the command line prints their message and nothing else."""

import re


class KgError(Exception):
    """Something that a user can understand and mend; the message says what, where and what to do."""


class InputError(KgError):
    """A page, dump or graph cannot be read (exit code 1)."""


class UsageError(KgError):
    """A command or call was used wrongly (exit code 2)."""


def reason(error: OSError | ValueError) -> str:
    """Why a file cannot be read, in words for the user: what is wrong, and what to do where that is known.

    >>> reason(FileNotFoundError(2, "No such file or directory")), reason(IsADirectoryError(21, "Is a directory"))
    ('does not exist; check the name', 'cannot be read (Is a directory)')
    """
    if isinstance(error, FileNotFoundError):
        return "does not exist; check the name"
    if isinstance(error, PermissionError):
        return "may not be read; change its permissions"
    if isinstance(error, UnicodeDecodeError):
        return f"is no text in UTF-8 (byte 0x{error.object[error.start]:02x} at offset {error.start})"
    said = error.strerror if isinstance(error, OSError) else None
    return f"cannot be read ({said or _CODE.sub('', str(error))})"


_CODE = re.compile(r" \(os error \d+\)$")


class DataError(KgError):
    """A file that ships with the project (ontology, language, queries) contradicts itself."""
