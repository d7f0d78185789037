"""Where the words and the data of a command go."""

import sys
from pathlib import Path

import click

from kg.answers.files import write_whole
from kg.errors import InputError

output_option = click.option(
    "-o", "--output", type=click.Path(path_type=Path, allow_dash=True), help="Write to this file instead of the screen."
)


def emit(data: str | bytes, output: Path | None = None) -> None:
    """Data to the file, whole or not at all, or to stdout; always UTF-8."""
    data = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
    if output is not None and str(output) != "-":
        write_whole(output, data)
    elif sys.stdout is None:
        raise InputError("Standard output is closed; name a file with -o.")
    else:
        stream = click.get_binary_stream("stdout")
        stream.write(data)
        stream.flush()


def say(text: str) -> None:
    """Words for the user, to stderr."""
    click.echo(text, err=True)
