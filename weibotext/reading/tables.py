"""Tables to articles, one a row: CSV, TSV, JSON Lines and Parquet, all read as streams.

A row that is no article becomes a :class:`Failure` with its place, and the next one is read. Rows are counted from 1,
without the header; in JSON Lines they are the lines of the file.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import astuple
from functools import partial
from itertools import chain
from typing import IO, TYPE_CHECKING, Any, Final, TypeAlias

from weibotext.counts import counted
from weibotext.errors import InputError
from weibotext.extras import require
from weibotext.reading.articles import Article, Failure
from weibotext.reading.columns import Columns, article_of
from weibotext.reading.limits import MOST_CHARACTERS, spooled
from weibotext.reading.lines import Lines

if TYPE_CHECKING:
    import pyarrow as pa

Found: TypeAlias = Iterator[Article | Failure]

_DELIMITERS: Final = ",;\t|"
_BATCH: Final = 64
_TOLD: Final = re.compile("\ufeff?sep=(?P<delimiter>[,;|\t])\\s*", re.IGNORECASE)
"""The line with which files for Excel may begin."""


def csv_articles(
    stream: IO[bytes], name: str, *, columns: Columns, encoding: str | None, delimiter: str | None = None
) -> Found:
    r"""The rows of a CSV file whose first row names the columns; the delimiter is the header's, if it is not given.

    Raises :class:`InputError` when there is no header, no column for the text, or the encoding is not known.

    >>> import io
    >>> file = io.BytesIO("标题,正文\n上线,微博上线\n".encode())
    >>> [article.source for article in csv_articles(file, "a.csv", columns=Columns(), encoding=None)]
    ['微博上线']
    """
    lines = Lines(stream, name, encoding)
    filled = (line for line in lines if line.strip())
    first = next(filled, "")
    if (told := _TOLD.fullmatch(first)) is not None:
        delimiter, first = delimiter or told["delimiter"], next(filled, "")
    rows = _csv_rows(chain([first], lines), delimiter or max(_DELIMITERS, key=first.count))
    header = next(rows, [])
    if isinstance(header, InputError):
        raise InputError(f"{name}, the header: {header}")
    names = [cell.lstrip("\ufeff").strip() for cell in header]
    found = columns.found_in(names, name)
    for number, row in enumerate(rows, 1):
        yield _of_csv(row, names, found, f"{name}#{number}", lines)


def _of_csv(
    row: list[str] | InputError, names: list[str], found: Columns, place: str, lines: Lines
) -> Article | Failure:
    if isinstance(row, InputError):
        return Failure(place, InputError(f"{place}: {row}"))
    if len(row) != len(names):
        return Failure(
            place,
            InputError(
                f"{place}: {counted(len(row), 'field')} under a header of {len(names)}, near line {lines.number}; "
                "put fields that hold the delimiter in quotation marks"
            ),
        )
    cells = dict(zip(reversed(names), reversed(row), strict=True))  # of two columns with one name the first counts
    return article_of(cells, found, place, lines.encoding)


def _csv_rows(lines: Iterator[str], delimiter: str) -> Iterator[list[str] | InputError]:
    """The rows that are not blank, and what was wrong with those that are none."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        try:
            row = _next_row(reader)
        except csv.Error as problem:
            yield InputError(f"{problem}; is a quotation mark not closed, or not doubled?")
        except InputError as problem:
            yield problem
        else:
            if row is None:
                return
            if row:
                yield row


def _next_row(reader: Iterator[list[str]]) -> list[str] | None:
    """The next row, with room for fields as long as an article may be.

    The limit on fields is the csv module's own state; others find it as they left it.
    """
    before = csv.field_size_limit(MOST_CHARACTERS)
    try:
        return next(reader, None)
    finally:
        csv.field_size_limit(before)


def jsonl_articles(stream: IO[bytes], name: str, *, columns: Columns, encoding: str | None) -> Found:
    """The objects of a file of JSON Lines; blank lines are passed over.

    >>> import io
    >>> file = io.BytesIO(b'{"text": "2013"}')
    >>> [article.name for article in jsonl_articles(file, "a.jsonl", columns=Columns(), encoding=None)]
    ['a.jsonl#1']
    """
    lines = Lines(stream, name, encoding)
    known: dict[tuple[str, ...], Columns] = {}
    while True:
        try:
            line = next(lines)
        except StopIteration:
            return
        except InputError as problem:
            yield Failure(f"{name}#{lines.number}", problem)
            continue
        if line.strip():
            yield _of_json(line, f"{name}#{lines.number}", columns, known, lines)


def _of_json(
    line: str, place: str, columns: Columns, known: dict[tuple[str, ...], Columns], lines: Lines
) -> Article | Failure:
    try:
        row = _object(line, place)
        names = tuple(row)
        if names not in known:
            found = columns.found_in(names, place)
            if len(known) < _BATCH:  # rows of one file have few shapes
                known[names] = found
            return article_of(row, found, place, lines.encoding)
        return article_of(row, known[names], place, lines.encoding)
    except InputError as problem:
        return Failure(place, problem)


def _object(line: str, place: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as problem:
        raise InputError(f"{place}, character {problem.pos + 1}: is not JSON ({problem.msg}); mend the line") from None
    except (ValueError, RecursionError):
        raise InputError(f"{place}: a number too long or brackets too deep for JSON; mend the line") from None
    if not isinstance(row, dict):
        raise InputError(f"{place}: is no JSON object; write one object with its keys a line")
    return row


def parquet_articles(stream: IO[bytes], name: str, *, columns: Columns) -> Found:
    """The rows of a Parquet file, a few at a time.

    Raises :class:`InputError` when pyarrow is not there, it is no Parquet file, or no column is the text.
    """
    require(f"{name}: Parquet", "pyarrow", extra="parquet")
    import pyarrow as pa
    import pyarrow.parquet as pq

    whole = stream if stream.seekable() else spooled(stream, name)
    number = 0
    try:
        with closing(whole), pq.ParquetFile(whole, pre_buffer=False) as file:
            found = columns.found_in(file.schema_arrow.names, name)
            wanted = sorted({one for one in astuple(found) if one})
            rows = (
                partial(_cells, batch, row)
                for batch in file.iter_batches(batch_size=_BATCH, columns=wanted)
                for row in range(batch.num_rows)
            )
            for number, row in enumerate(rows, 1):
                yield _of_parquet(row, found, f"{name}#{number}")
    except InputError:
        raise
    except (pa.ArrowException, OSError, ValueError) as problem:
        cause = str(problem).partition("\n")[0][:200]
        place = f"{name}, after row {number}" if number else name
        raise InputError(f"{place}: is not whole Parquet ({cause}); write it again") from None


def _cells(batch: pa.RecordBatch, row: int) -> dict[str, Any]:
    return {name: column[row].as_py() for name, column in zip(batch.schema.names, batch.columns, strict=True)}


def _of_parquet(row: Callable[[], dict[str, Any]], found: Columns, place: str) -> Article | Failure:
    try:
        cells = row()
    except ValueError:  # among them bytes that are no UTF-8, and days beyond Python's calendar
        return Failure(place, InputError(f"{place}: a value that cannot be read; write the row again"))
    return article_of(cells, found, place, None)
