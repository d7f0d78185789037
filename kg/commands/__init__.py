"""The command line: data goes to stdout or a file, words to stderr.

Exit codes: 0 done, 1 the work found problems, 2 wrong usage.
"""

import os
import sys
from difflib import get_close_matches
from importlib import import_module

import click

from kg.errors import KgError, UsageError

_NAMES = (
    "fetch",
    "build",
    "audit",
    "query",
    "explain",
    "validate",
    "export",
    "diff",
    "load",
    "evaluate",
    "reconcile",
    "reconcile-service",
    "compare-wikidata",
    "index",
    "serve",
    "report",
    "plot",
    "network",
)
_EXAMPLES = """\b
Examples:
  kg build                                     the bundled sample, as Turtle on the screen
  kg build mission.wikitext dump.xml.bz2 -o graph.ttl
  kg query --list                              what can be asked by name
  kg query attacks-by-year --graph graph.ttl
  kg validate graph.ttl --source mission.wikitext
"""


class Commands(click.Group):
    """Each command is a module of this package that holds it as `command`, imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Their names, in the order of work."""
        return list(_NAMES)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant; a mistyped one is answered with the nearest."""
        name = args[0]
        if name not in _NAMES and not name.startswith("-"):
            near = get_close_matches(name, _NAMES)
            meant = f" Did you mean {' or '.join(map(repr, near))}?" if near else ""
            ctx.fail(f"No such command {name!r}.{meant}")
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name."""
        if cmd_name not in _NAMES:
            return None
        command: click.Command = import_module(f"kg.commands.{cmd_name.replace('-', '_')}").command
        return command


@click.group(cls=Commands, epilog=_EXAMPLES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="peacekg", prog_name="kg")
def cli() -> None:
    """Turn articles on peacekeeping missions into a knowledge graph, and ask it.

    Every fact of the graph leads back to the sentence it was read from and to the sources cited there.
    """


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; whatever happens, the user reads one message and no traceback."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:  # a terminal of another encoding shows what it can
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    code = _guarded(arguments)
    sys.exit(_flushed(code))


def _guarded(arguments: list[str] | None) -> int:
    try:
        return int(cli.main(arguments, prog_name="kg", standalone_mode=False) or 0)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (BrokenPipeError, SystemExit):  # click turns the first into the second, after its own exceptions
        return 0  # whoever read our output has seen enough
    except (Exception, click.Abort, KeyboardInterrupt) as error:
        return fail(*_explained(error))


def _explained(error: BaseException) -> tuple[str, int]:
    """What the user reads, and the exit code."""
    match error:
        case KgError():
            return str(error), 2 if isinstance(error, UsageError) else 1
        case click.Abort() | KeyboardInterrupt():
            return "Stopped.", 130
        case OSError():
            return f"{error.filename or 'The output'}: {error.strerror or error}.", 1
        case MemoryError():
            return "Not enough memory; build or ask in smaller parts.", 1
    if os.environ.get("KG_TRACEBACK"):
        raise error
    return f"A fault in kg itself ({type(error).__name__}: {error}); KG_TRACEBACK=1 shows where.", 1


def fail(message: str, code: int) -> int:
    """Say what is wrong, and give back the exit code."""
    click.echo(f"kg: {message}", err=True)
    return code


def _flushed(code: int) -> int:
    """The exit code, once all output has left; a full disk is only noticed here."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # else the interpreter tries again, and complains
        told = code or isinstance(error, BrokenPipeError)  # what could not be written is still in the buffer
        return code if told else fail(f"The output: {error.strerror}.", 1)
