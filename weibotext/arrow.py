"""Articles as Arrow batches in, records as Arrow batches out: for Parquet files, and for every engine that speaks Arrow.

One function does the work, :func:`extract_batches`; Spark, Dask, Ray and DuckDB hand batches to it as they are. The
columns of what comes out are those of the record (``weibotext/1``), nested, and never change with the data:
:func:`schema`. Needs the extra ``arrow``.

Besides this module only the reader of Parquet in :mod:`weibotext.reading.tables`, the tables of the store with their export,
and :mod:`weibotext.spark` import :mod:`pyarrow`.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from weibotext.errors import InputError, WeibotextError
from weibotext.extras import require
from weibotext.pipeline import Pipeline
from weibotext.record import Record

if TYPE_CHECKING:
    import pyarrow

KEY: Final = "key"
ERROR: Final = "error"
"""The two columns that are not of the record: what the caller named the article by, and why it has no record."""

ROWS: Final = 256
"""So many rows of a Parquet file are read at a time."""

GROUP_ROWS: Final = 1024
GROUP_BYTES: Final = 16 * 2**20
"""Records are written to Parquet in row groups of so many, or of so many bytes of JSON where that is less."""

BATCH_BYTES: Final = 2**28
"""Batches of records end behind so many bytes of JSON; Arrow reads less than 2^31 at a time, and no article makes so much."""

_LONE: Final = re.compile(r"(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}")
"""A lone surrogate in a record's JSON, which escapes no other character so, behind whole pairs of backslashes."""

_ITEMS: Final[Mapping[str, str]] = {
    "edits": "span text replacement repair certain:bool",
    "dates": "id span text extent kind timex interval:texts mod basis rule",
    "figures": "id span text extent kind value low high mod unit unit_code per item change basis rule",
    "observations": "subject measure figure date value mod unit span rule",
    "keywords": "text score:float spans:spans",
}
"""The fields of the items of a record, each with its type where it is not that of its name, or text."""


@cache
def schema() -> pyarrow.Schema:
    """The columns of the batches that come out; numbers of figures are decimal strings, as in the record's JSON.

    Raises :class:`InputError` where pyarrow is not installed.

    >>> schema().names[:4]
    ['key', 'error', 'schema', 'id']
    """
    require("records in Arrow batches", "pyarrow", extra="arrow")
    import pyarrow

    text, items = pyarrow.string(), {name: pyarrow.list_(_struct(fields)) for name, fields in _ITEMS.items()}
    mentions = pyarrow.field("mentions", pyarrow.list_(_struct("span text basis")))
    region = pyarrow.field("region", _struct("code name"))
    evidence = pyarrow.field("evidence", pyarrow.list_(_struct("span text")))
    named = _struct("span text name")
    columns = {
        **dict.fromkeys((KEY, ERROR, "schema", "id", "title", "published", "published_basis"), text),
        "encoding": _struct("name basis confidence:float lost:int"),
        "page": _struct(
            "name id url site",
            pyarrow.field("source", named),
            pyarrow.field("editors", pyarrow.list_(named)),
            pyarrow.field("authors", pyarrow.list_(named)),
            pyarrow.field("dateline", _struct("span text agency place date")),
        ),
        "text": text,
        "edits": items["edits"],
        "agencies": pyarrow.list_(_struct("id name kind level", region, mentions)),
        "accounts": pyarrow.list_(_struct("id name agency platforms:texts opened", mentions)),
        **{name: items[name] for name in ("dates", "figures", "observations")},
        "themes": pyarrow.list_(_struct("label score:float", evidence)),
        "keywords": items["keywords"],
    }
    return pyarrow.schema(columns)


def record_schema() -> pyarrow.Schema:
    """The same without the columns that are not of the record.

    >>> record_schema().names[:2]
    ['schema', 'id']
    """
    import pyarrow

    return pyarrow.schema([field for field in schema() if field.name not in (KEY, ERROR)])


def _struct(fields: str, *more: pyarrow.Field) -> pyarrow.DataType:
    import pyarrow

    span = pyarrow.list_(pyarrow.int64())
    types = {
        "span": span,
        "extent": span,
        "spans": pyarrow.list_(span),
        "texts": pyarrow.list_(pyarrow.string()),
        "bool": pyarrow.bool_(),
        "float": pyarrow.float64(),
        "int": pyarrow.int64(),
    }
    named = [field.partition(":") for field in fields.split()]
    plain = [pyarrow.field(name, types.get(kind or name, pyarrow.string())) for name, _, kind in named]
    return pyarrow.struct([*plain, *more])


def extract_batches(
    batches: Iterable[pyarrow.RecordBatch],
    *,
    text: str = "text",
    key: str | None = None,
    published: str | None = None,
    pipeline: Pipeline | None = None,
) -> Iterator[pyarrow.RecordBatch]:
    """The records of the articles in ``batches``, a row for a row, by :func:`schema`.

    Each batch is answered by one, or by several where its records are larger than :data:`BATCH_BYTES` of JSON.

    ``text``, ``key`` and ``published`` name the columns that hold the articles' texts, what names them (any type; written
    out as text) and their dates of publication (dates, moments or ISO texts). A row without a text, or whose text cannot
    be read, has its reason in ``error`` and nothing else. Tokens are left out.

    Raises :class:`InputError` for a column that is not there.

    >>> import pyarrow
    >>> articles = pyarrow.record_batch({"text": ["贵州省公安厅", None], "number": [1, 2]})
    >>> [batch.select(["key", "error"]).to_pylist() for batch in extract_batches([articles], key="number")]
    [[{'key': '1', 'error': None}, {'key': '2', 'error': 'the text is missing; give one'}]]
    """
    reading = pipeline or Pipeline()
    for batch in batches:
        rows = zip(*(_column(batch, name) for name in (text, key, published)), strict=True)
        for lines in _grouped(_line(reading, *row) for row in rows):
            yield _batch(lines, schema())


def _grouped(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """The lines in groups of :data:`BATCH_BYTES` or a line more; one group where there are none."""
    group: list[bytes] = []
    size = 0
    for line in lines:
        if size >= BATCH_BYTES:
            yield group
            group, size = [], 0
        group.append(line)
        size += len(line)
    yield group


def _column(batch: pyarrow.RecordBatch, name: str | None) -> list[Any]:
    if name is None:
        return [None] * batch.num_rows
    if name not in batch.schema.names:
        raise InputError(f"the batch has no column {name!r}; it has {', '.join(batch.schema.names)}")
    values: list[Any] = batch.column(name).to_pylist()
    return values


def _line(pipeline: Pipeline, text: Any, key: Any, published: Any) -> bytes:
    """One row as JSON: the record with its key, or the reason why there is none."""
    from msgspec.json import encode

    named = {KEY: None if key is None else str(key), ERROR: None}
    if text is None:
        return encode(named | {ERROR: "the text is missing; give one"})
    try:
        record = pipeline(text, published=published)
    except WeibotextError as problem:
        return encode(named | {ERROR: str(problem)})
    return encode(named)[:-1] + b"," + record.to_json().encode()[1:]


def _batch(lines: list[bytes], columns: pyarrow.Schema) -> pyarrow.RecordBatch:
    """Rows of JSON as one batch. Arrow reads JSON many times as fast as it takes in Python objects."""
    import pyarrow
    from pyarrow import json

    if not lines:
        return pyarrow.RecordBatch.from_pylist([], schema=columns)
    data = b"\n".join(lines)
    table = json.read_json(
        io.BytesIO(data),
        read_options=json.ReadOptions(use_threads=False, block_size=len(data) + 1),
        parse_options=json.ParseOptions(explicit_schema=columns, unexpected_field_behavior="ignore"),
    )
    return table.combine_chunks().to_batches()[0]


def extract_parquet(source: str | os.PathLike[str], target: str | os.PathLike[str], **columns: Any) -> int:
    """Read articles from one Parquet file and write their records to another, batch by batch; returns how many rows.

    ``columns`` are those of :func:`extract_batches`. No more than ``ROWS`` articles are held at a time, and the target
    appears when it is whole.

    Raises :class:`InputError` for a source that is not there or no Parquet file.

    >>> import pyarrow, pyarrow.parquet, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     pyarrow.parquet.write_table(pyarrow.table({"text": ["贵州省公安厅"]}), f"{folder}/articles.parquet")
    ...     extract_parquet(f"{folder}/articles.parquet", f"{folder}/records.parquet")
    1
    """
    into = schema()
    from pyarrow import parquet

    from weibotext.output import unfinished

    rows = 0
    with unfinished(target) as part, parquet.ParquetWriter(part, into) as writer:
        for batch in extract_batches(_batches(source), **columns):
            writer.write_batch(batch)
            rows += batch.num_rows
    return rows


def _batches(source: str | os.PathLike[str]) -> Iterator[pyarrow.RecordBatch]:
    from pyarrow import ArrowException, parquet

    try:
        with parquet.ParquetFile(source) as file:
            yield from file.iter_batches(batch_size=ROWS)
    except (ArrowException, OSError) as problem:
        cause = str(problem).partition("\n")[0][:200]
        raise InputError(f"{os.fspath(source)}: cannot be read as Parquet ({cause}); write it again") from None


@contextmanager
def parquet_of_records(target: str | os.PathLike[str]) -> Iterator[Callable[[Record], None]]:
    """A function that adds a record to a Parquet file; the file appears when the block has ended well.

    Its columns are :func:`record_schema`; tokens are left out, and lone surrogates, which Arrow's text cannot hold, are
    U+FFFD, one for one. No more than a row group is held at a time.

    Raises :class:`InputError` where pyarrow is not installed, or the folder cannot be written to.

    >>> import tempfile
    >>> from pyarrow import parquet
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with parquet_of_records(f"{folder}/records.parquet") as add:
    ...         add(Pipeline()("贵州省公安厅"))
    ...     parquet.read_table(f"{folder}/records.parquet").column("text").to_pylist()
    ['贵州省公安厅']
    """
    require(f"{target}: Parquet", "pyarrow", extra="parquet")
    from pyarrow import parquet

    from weibotext.output import unfinished

    with unfinished(target) as part, parquet.ParquetWriter(part, record_schema()) as writer:
        group = _Group(writer)
        yield group.add
        group.write()


class _Group:
    """The records of a row group, as they come."""

    def __init__(self, writer: pyarrow.parquet.ParquetWriter) -> None:
        self._writer = writer
        self._lines: list[bytes] = []
        self._size = 0

    def add(self, record: Record) -> None:
        """Hold a record until its group is full."""
        written = record.to_json()
        line = (_LONE.sub(r"\1\\ufffd", written) if "\\ud" in written else written).encode()
        self._lines.append(line)
        self._size += len(line)
        if len(self._lines) == GROUP_ROWS or self._size >= GROUP_BYTES:
            self.write()

    def write(self) -> None:
        """Write what is held."""
        if self._lines:
            self._writer.write_batch(_batch(self._lines, record_schema()))
        self._lines, self._size = [], 0
