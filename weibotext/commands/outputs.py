"""Where what a command makes goes: standard output, or a file that is whole or not there."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import IO, TYPE_CHECKING

import click

from weibotext.errors import InputError

if TYPE_CHECKING:
    from weibotext.record import Record


@contextmanager
def opened(output: str) -> Iterator[IO[str]]:
    """The file named, or standard output for ``-``, to write text to."""
    from weibotext.output import replacing

    if output == "-":
        if sys.stdout is None:  # closed by whoever started this
            raise InputError("standard output: is closed; name a file to write with -o")
        yield click.open_file("-", "w", encoding="utf-8")
    else:
        with replacing(output) as file:
            yield file


def records_to(output: str) -> AbstractContextManager[Callable[[Record], object]]:
    """A function that writes a record: as a line of JSON, or to a Parquet file where the name ends so."""
    if output.lower().endswith(".parquet"):
        from weibotext.arrow import parquet_of_records

        return parquet_of_records(output)
    return _lines(output)


@contextmanager
def _lines(output: str) -> Iterator[Callable[[Record], object]]:
    with opened(output) as file:
        yield lambda record: file.write(record.to_json() + "\n")
