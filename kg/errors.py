"""Errors named by whose fault they are; the command line prints their message and nothing else."""


class KgError(Exception):
    """Something that a user can understand and mend; the message says what, where and what to do."""


class InputError(KgError):
    """A page, dump or graph cannot be read (exit code 1)."""


class UsageError(KgError):
    """A command or call was used wrongly (exit code 2)."""


class DataError(KgError):
    """A file that ships with the project (ontology, language, queries) contradicts itself."""
