"""Where the words and the data of a command go."""

import sys
from pathlib import Path

import click

from kg.errors import InputError
from kg.files import write_whole

output_option = click.option(
    "-o", "--output", type=click.Path(path_type=Path, allow_dash=True), help="Write to this file instead of the screen."
)

format_option = click.option(
    "--format",
    "form",
    help="turtle, ntriples, nquads, jsonld or rdfxml; else by the file's suffix, else turtle.",
)


def format_for(form: str | None, output: Path | None) -> str:
    """The format that was asked for, or that the file's suffix names, or Turtle."""
    from kg.triples.formats import format_named, format_of  # noqa: PLC0415 (not needed for --help)

    if form:
        return format_named(form)
    return format_of(output) if output and output.suffix else "turtle"


def emit(data: str | bytes, output: Path | None = None) -> None:
    """Data to the file, whole or not at all, or to stdout; always UTF-8."""
    data = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    if output is not None and str(output) != "-":
        write_whole(output, data)
    elif sys.stdout is None:
        raise InputError("Standard output is closed; name a file with -o.")
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def say(text: str) -> None:
    """Words for the user, to stderr."""
    click.echo(text, err=True)


def counted(count: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "page"), counted(1200, "casualties"), counted(2, "tenure")
    ('1 page', '1,200 casualties', '2 tenures')
    """
    return f"{count:,} {noun if count == 1 or noun.endswith('s') else noun + 's'}"
