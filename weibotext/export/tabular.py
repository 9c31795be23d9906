"""A store's tables as files, one a table: CSV that Excel opens, and Parquet."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from weibotext.cells import write_rows
from weibotext.export.offsets import counter
from weibotext.extras import require
from weibotext.output import made_folder, replacing, unfinished
from weibotext.store import Store
from weibotext.store.tables import TABLES

_OFFSETS: Final = frozenset(("start", "stop", "extent_start", "extent_stop"))
_SPANS: Final = frozenset(("evidence", "spans"))


def write_csv(store: Store, folder: Path, unit: str) -> None:
    """Every table as ``folder/TABLE.csv``, in UTF-8 with the mark by which Excel knows it.

    Its values are those of :func:`weibotext.cells.cell`; other formats have the text as it is.
    """
    made_folder(folder)
    for name in TABLES:
        table = store.table(name)
        with replacing(folder / f"{name}.csv") as file:
            file.write("\ufeff")
            write_rows(file, table.columns, _moved(store, name, unit), end="\r\n")


def write_parquet(store: Store, folder: Path, unit: str) -> None:
    """Every table as ``folder/TABLE.parquet``, written piece by piece. Needs pyarrow."""
    require(f"{folder}: Parquet", "pyarrow", extra="parquet")
    import pyarrow as pa
    from pyarrow import parquet

    made_folder(folder)
    for name in TABLES:
        schema, batches = store.arrow_batches(name)
        with unfinished(folder / f"{name}.parquet") as part, parquet.ParquetWriter(part, schema) as writer:
            to = _Converter(store, schema.names, unit)
            for batch in batches:
                rows = [to(row) for row in zip(*(column.to_pylist() for column in batch.columns), strict=True)]
                columns = [pa.array(one, kind) for one, kind in zip(zip(*rows, strict=True), schema.types, strict=True)]
                writer.write_batch(pa.RecordBatch.from_arrays(columns, schema=schema))


def _moved(store: Store, name: str, unit: str) -> Iterator[tuple[Any, ...]]:
    table = store.table(name)
    return map(_Converter(store, list(table.columns), unit), table.rows)


class _Converter:
    """Rows with their offsets in another unit; rows of one document follow one another."""

    def __init__(self, store: Store, columns: list[str], unit: str) -> None:
        self._store = store
        self._unit = unit
        self._places = [number for number, column in enumerate(columns) if column in _OFFSETS]
        self._lists = [number for number, column in enumerate(columns) if column in _SPANS]
        self._owner = columns.index("document") if "document" in columns else None
        self._known: tuple[int | None, Callable[[int], int]] = (None, int)

    def __call__(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        if self._unit == "code-points" or self._owner is None or not (self._places or self._lists):
            return row
        to, moved = self._counter(row[self._owner]), list(row)
        for number in self._places:
            moved[number] = to(row[number])
        for number in self._lists:
            moved[number] = json.dumps([[to(start), to(stop)] for start, stop in json.loads(row[number])])
        return tuple(moved)

    def _counter(self, document: int) -> Callable[[int], int]:
        if self._known[0] != document:
            self._known = (document, counter(self._store.document(document).source, self._unit))
        return self._known[1]
