"""Where what a command makes goes: standard output, or a file that is whole or not there."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
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


def keep_apart(paths: Iterable[str], output: str) -> None:
    """Refuse to write to a file that is named as one to read: what it holds would be lost.

    >>> keep_apart(["a.txt"], "./a.txt")
    Traceback (most recent call last):
    weibotext.errors.InputError: ./a.txt: is one of the files to read, and would be lost; name another one to write
    """
    if output != "-" and Path(output).resolve() in {Path(path).resolve() for path in paths}:
        raise InputError(f"{output}: is one of the files to read, and would be lost; name another one to write")


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
