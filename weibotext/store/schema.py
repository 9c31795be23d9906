"""Opening a store's file, and bringing an older one up to date.

A version is one numbered file in ``migrations/``; a new store runs them all, an older one those it has not seen. Each
runs in a transaction with the change of ``schema_version``, so a store killed in between is of one version or the other.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import Any, Final
from urllib.parse import quote

from weibotext.errors import StoreError

APPLICATION: Final = 0x77626F74
"""What SQLite's header says of whose file it is: ``wbot``."""

LEAST_SQLITE: Final = (3, 37)
"""The first version with strict tables."""

_WAIT: Final = 30.0
"""Seconds to wait for another process that writes."""


@cache
def migrations() -> tuple[str, ...]:
    """The scripts that make a store, in order; the n-th makes version n of version n - 1.

    >>> len(migrations()) >= 2
    True
    """
    folder = files(__package__) / "migrations"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".sql"))
    return tuple((folder / name).read_text(encoding="utf-8") for name in names)


class Connection(sqlite3.Connection):
    """A connection that says of itself that it is closed, where SQLite would say it of a database.

    ``name`` is the path as it was given.
    """

    name = ":memory:"
    closed = False

    def close(self) -> None:
        """Close the file, once or again."""
        self.closed = True
        super().close()

    def execute(self, *arguments: Any) -> sqlite3.Cursor:
        """What SQLite's own does. Raises :class:`StoreError` where the connection is closed."""
        self.check()
        return super().execute(*arguments)

    def check(self) -> None:
        """Raise :class:`StoreError` where the connection is closed."""
        if self.closed:
            raise StoreError(
                f"{self.name}: this store is closed; open it again with Store(path), and ask it before it closes"
            )


def connect(path: str | os.PathLike[str], *, create: bool = True) -> Connection:
    """A connection to the store at ``path``, made or brought up to date where need be; ``:memory:`` keeps it in memory.

    Raises :class:`StoreError` when the file is not there and may not be made, is no store, or is one of a later version.

    >>> connection = connect(":memory:")
    >>> version(connection) == len(migrations())
    True
    >>> connection.close()
    """
    name = os.fspath(path)
    if sqlite3.sqlite_version_info < LEAST_SQLITE:
        raise StoreError(
            f"a store needs SQLite {'.'.join(map(str, LEAST_SQLITE))}, and this Python has {sqlite3.sqlite_version}; "
            "use a newer Python"
        )
    if not create and not os.path.exists(name):
        raise StoreError(f"{name}: there is no such store; make one with `weibotext feed ARTICLES --store {name}`")
    uri, writable = _uri(name)
    try:
        connection = Connection(uri, uri=True, isolation_level=None, timeout=_WAIT, check_same_thread=False)
    except sqlite3.Error as problem:
        raise StoreError(f"{name}: cannot be opened ({problem}); check its folder and permissions") from None
    connection.name = name
    try:
        _prepare(connection, name, writable=writable)
    except BaseException:
        connection.close()
        raise
    return connection


def version(connection: sqlite3.Connection) -> int:
    """The version of an open store; 0 for an empty file."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'schema_version'").fetchone():
        return 0
    return int(connection.execute("SELECT version FROM schema_version").fetchone()[0])


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing: what the block writes is kept when it ends well, and undone when it does not."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _uri(name: str) -> tuple[str, bool]:
    """The file as SQLite is to open it, and whether it may be written to; one that may not can still be read."""
    if name == ":memory:":
        return "file::memory:", True
    path = quote(os.path.abspath(name).encode("utf-8", "surrogateescape"))
    if not os.path.exists(name) or os.access(name, os.W_OK):
        return f"file:{path}", True
    # Without a log beside it the file is all there is, and SQLite need not make one.
    return f"file:{path}?mode=ro" + ("" if os.path.exists(f"{name}-wal") else "&immutable=1"), False


def _prepare(connection: sqlite3.Connection, name: str, *, writable: bool) -> None:
    try:
        _check(connection, name)
        if not writable and version(connection) < len(migrations()):
            raise StoreError(f"{name}: is of an earlier version and cannot be written to; allow writing to it once")
        if not writable:
            return
        connection.execute("PRAGMA foreign_keys = ON")
        _write_ahead(connection)
        # In this mode a killed process loses nothing; only a crash of the machine may undo the last moment.
        connection.execute("PRAGMA synchronous = NORMAL")
        if version(connection) < len(migrations()):
            _upgrade(connection)
    except sqlite3.DatabaseError as problem:
        if _busy(problem):
            raise StoreError(f"{name}: another process holds it ({problem}); try again when that has ended") from None
        raise StoreError(f"{name}: is no store ({problem}); name another file for it") from None


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Keep a log of what is to be written. For this alone SQLite does not wait while another process does the same."""
    until = time.monotonic() + _WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as problem:
            if not _busy(problem) or time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return


def _busy(problem: sqlite3.Error) -> bool:
    return getattr(problem, "sqlite_errorcode", None) == sqlite3.SQLITE_BUSY


def _check(connection: sqlite3.Connection, name: str) -> None:
    """Refuse a file of another program before anything is written to it."""
    # In this order, for another process may be making the store: it writes both at once.
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    if application != APPLICATION and tables:
        raise StoreError(f"{name}: is a database of another program; name another file for the store")
    if (found := version(connection)) > len(migrations()):
        raise StoreError(
            f"{name}: is of version {found}, and this weibotext knows versions up to {len(migrations())}; "
            "install a newer weibotext"
        )


def _upgrade(connection: sqlite3.Connection, to: int | None = None) -> None:
    scripts = migrations()[:to]
    with transaction(connection):
        # Another process may have done it while this one waited for its turn.
        for number in range(version(connection), len(scripts)):
            for statement in _statements(scripts[number]):
                connection.execute(statement)
            _stamp(connection, number + 1)


def _stamp(connection: sqlite3.Connection, number: int) -> None:
    connection.execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL) STRICT")
    connection.execute("DELETE FROM schema_version")
    connection.execute("INSERT INTO schema_version VALUES (?)", (number,))
    connection.execute(f"PRAGMA application_id = {APPLICATION}")


def _statements(script: str) -> Iterator[str]:
    """The statements of a script; ``executescript`` would end the transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
