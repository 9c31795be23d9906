"""Articles as Arrow batches in, records as Arrow batches out: for Parquet files, and for every engine that speaks Arrow.

One function does the work, :func:`extract_batches`; Spark, Dask, Ray and DuckDB hand batches to it as they are. The
columns of what comes out are those of the record (``weibotext/1``), nested, and never change with the data:
:func:`schema`. Needs the extra ``arrow``.

Besides this module only the reader of Parquet in :mod:`weibotext.reading.tables` and the tables of the store with their
export import :mod:`pyarrow`.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from weibotext.errors import InputError, WeibotextError
from weibotext.pipeline import Pipeline

if TYPE_CHECKING:
    import pyarrow

KEY: Final = "key"
ERROR: Final = "error"
"""The two columns that are not of the record: what the caller named the article by, and why it has no record."""

ROWS: Final = 256
"""So many rows of a Parquet file are read at a time."""

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

    >>> schema().names[:4]
    ['key', 'error', 'schema', 'id']
    """
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
    """The records of the articles in ``batches``, a batch for a batch and a row for a row, by :func:`schema`.

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
        lines = [_line(reading, *row) for row in rows]
        yield _batch(lines)


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


def _batch(lines: list[bytes]) -> pyarrow.RecordBatch:
    """Rows of JSON as one batch. Arrow reads JSON many times as fast as it takes in Python objects."""
    import pyarrow
    from pyarrow import json

    if not lines:
        return pyarrow.RecordBatch.from_pylist([], schema=schema())
    data = b"\n".join(lines)
    table = json.read_json(
        io.BytesIO(data),
        read_options=json.ReadOptions(use_threads=False, block_size=len(data) + 1),
        parse_options=json.ParseOptions(explicit_schema=schema(), unexpected_field_behavior="ignore"),
    )
    return table.combine_chunks().to_batches()[0]


def extract_parquet(source: str | os.PathLike[str], target: str | os.PathLike[str], **columns: Any) -> int:
    """Read articles from one Parquet file and write their records to another, batch by batch; returns how many rows.

    ``columns`` are those of :func:`extract_batches`. No more than ``ROWS`` articles are held at a time, and the target
    appears when it is whole.

    >>> import pyarrow, pyarrow.parquet, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     pyarrow.parquet.write_table(pyarrow.table({"text": ["贵州省公安厅"]}), f"{folder}/articles.parquet")
    ...     extract_parquet(f"{folder}/articles.parquet", f"{folder}/records.parquet")
    1
    """
    from pyarrow import parquet

    from weibotext.output import unfinished

    rows = 0
    with unfinished(target) as part, parquet.ParquetWriter(part, schema()) as writer:
        batches = parquet.ParquetFile(source).iter_batches(batch_size=ROWS)
        for batch in extract_batches(batches, **columns):
            writer.write_batch(batch)
            rows += batch.num_rows
    return rows
