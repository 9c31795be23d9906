"""Rows of a store as tables: plain, for pandas, for Arrow; always in one order, a piece at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from weibotext.errors import StoreError
from weibotext.extras import require
from weibotext.store.schema import Connection, connect
from weibotext.store.stored import restored
from weibotext.surrogates import replaced

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

TABLES: Final = (
    "documents",
    "origins",
    "edits",
    "agencies",
    "accounts",
    "mentions",
    "dates",
    "figures",
    "observations",
    "themes",
    "keywords",
    "errors",
    "runs",
    "stories",
)
"""The tables that may be taken out whole."""

_ARROW: Final = ("a table of Arrow", "pyarrow")

_OF_STORES: Final = ("article", "known", "given", "settings")
"""Columns of documents that a corpus has not, or elsewhere. The first column of every table is the document's number."""

_PIECE: Final = 2000


@dataclass(frozen=True, slots=True)
class Table:
    """Names of columns, and rows that are read as they are asked for, once.

    >>> list(Table(("a",), iter([(1,)])))
    [(1,)]
    """

    columns: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return self.rows

    def to_pandas(self) -> pd.DataFrame:
        """The rest of the rows as a data frame. Raises :class:`InputError` without pandas."""
        require("a data frame", "pandas", extra="notebook")
        import pandas as pd

        return pd.DataFrame.from_records(list(self.rows), columns=list(self.columns))


def table(connection: Connection, name: str) -> Table:
    """A table of the store. Raises :class:`StoreError` for a name that is none of :data:`TABLES`."""
    _check(name)
    return select(connection, f"SELECT * FROM {name} ORDER BY {_order(connection, name)}")


def columns(connection: Connection) -> Table:
    """Every table with its columns and their types."""
    return select(
        connection,
        'SELECT tables.name AS "table", columns.name AS "column", columns.type FROM sqlite_master AS tables '
        "JOIN pragma_table_info(tables.name) AS columns WHERE tables.type = 'table' AND tables.sql LIKE '%STRICT%' "
        "ORDER BY tables.name, columns.cid",
    )


def select(connection: Connection, query: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> Table:
    """What a query answers."""
    cursor = connection.execute(query, values)
    return Table(tuple(column[0] for column in cursor.description or ()), _rows(connection, cursor))


def _rows(connection: Connection, cursor: sqlite3.Cursor) -> Iterator[tuple[Any, ...]]:
    try:
        for row in cursor:
            yield tuple(map(restored, row))
    except sqlite3.ProgrammingError:
        connection.check()  # closed before all rows were taken
        raise


def arrow(connection: Connection, name: str) -> pa.Table:
    """A table of the store as Arrow has it, with the types that the store declares.

    Lone surrogates, which Arrow's text cannot hold, are U+FFFD in it, one for one, so offsets stay right. Raises
    :class:`InputError` without pyarrow.
    """
    require(*_ARROW, extra="arrow")
    import pyarrow as pa

    schema = arrow_schema(connection, name)
    return pa.Table.from_batches(list(arrow_batches(connection, name)), schema)


def arrow_schema(connection: Connection, name: str) -> pa.Schema:
    """The columns of a table with their types in Arrow. Raises :class:`StoreError` for a name that is none of :data:`TABLES`."""
    _check(name)
    return _schema(_declared(connection, name))


def _schema(columns: Iterable[tuple[str, str]]) -> pa.Schema:
    require(*_ARROW, extra="arrow")
    import pyarrow as pa

    types = {"INTEGER": pa.int64(), "REAL": pa.float64(), "TEXT": pa.string(), "ANY": pa.string()}
    return pa.schema([(column, types[kind]) for column, kind in columns])


def _declared(connection: Connection, name: str) -> list[tuple[str, str]]:
    """The columns of a table with their types."""
    return [(column[1], column[2]) for column in connection.execute(f"PRAGMA table_info({name})")]


def arrow_batches(connection: Connection, name: str) -> Iterator[pa.RecordBatch]:
    """The rows of a table, a few thousand at a time."""
    require(*_ARROW, extra="arrow")
    import pyarrow as pa

    rows, schema = table(connection, name), arrow_schema(connection, name)
    while piece := list(islice(rows.rows, _PIECE)):
        columns = [[_holdable(value) for value in column] for column in zip(*piece, strict=True)]
        yield pa.RecordBatch.from_arrays(
            [pa.array(column, kind) for column, kind in zip(columns, schema.types, strict=True)], schema=schema
        )


def arrow_of_rows(name: str, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Rows of a corpus as Arrow has them, by :func:`corpus_columns`."""
    require(*_ARROW, extra="arrow")
    import pyarrow as pa

    schema, given = _schema(corpus_columns(name)), iter(rows)
    batches = []
    while piece := list(islice(given, _PIECE)):
        held = [{key: _holdable(value) for key, value in row.items()} for row in piece]
        batches.append(pa.RecordBatch.from_pylist(held, schema=schema))
    return pa.Table.from_batches(batches, schema)


@cache
def corpus_columns(name: str) -> tuple[tuple[str, str], ...]:
    """The columns of a corpus's table with their types: those of the store's, but for what only a store knows.

    In the place of the document's number are the record's id and where the article came from.

    >>> corpus_columns("themes")[:3]
    (('article', 'TEXT'), ('origin', 'TEXT'), ('position', 'INTEGER'))
    """
    with closing(connect(":memory:")) as empty:
        kept = [column for column in _declared(empty, name)[1:] if column[0] not in _OF_STORES]
    return (("article", "TEXT"), ("origin", "TEXT"), *kept)


def _check(name: str) -> None:
    if name not in TABLES:
        raise StoreError(f"the store has no table {name!r}; it has {', '.join(TABLES)}")


def _holdable(value: Any) -> Any:
    return replaced(value) if isinstance(value, str) else value


def _order(connection: Connection, name: str) -> str:
    """The columns of the primary key, or the number of the row."""
    keys = [(column[5], column[1]) for column in connection.execute(f"PRAGMA table_info({name})") if column[5]]
    names = [column for _, column in sorted(keys)]
    # t2 comes before t10.
    return ", ".join(f"length({one}), {one}" if one == "id" and len(names) > 1 else one for one in names) or "rowid"
