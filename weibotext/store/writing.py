"""One document into the tables, or out of them; the caller holds the transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

from weibotext.reading import Article
from weibotext.store.copies import remember
from weibotext.store.preparing import Prepared
from weibotext.store.rows import TABLES, Row, rows_of
from weibotext.store.stored import article_json, packed, stored
from weibotext.surrogates import encodable


class Incoming(NamedTuple):
    """A document on its way in: the article, what was prepared of it, the date given, the settings.

    >>> Incoming(Article("微博"), Prepared('{"id":"sha256:00"}', ("", "微博", "微博"), None), None, "0.1.0").record
    {'id': 'sha256:00'}
    """

    article: Article
    prepared: Prepared
    given: str | None
    settings: str

    @property
    def record(self) -> Mapping[str, Any]:
        """The record's dictionary, made anew each time it is asked for."""
        found: dict[str, Any] = json.loads(self.prepared.json)
        return found


def insert(connection: sqlite3.Connection, incoming: Incoming) -> int:
    """Add a document that is not there yet, and return its number."""
    record = incoming.record
    columns = _document(incoming, record)
    document = connection.execute(_insertion("documents", tuple(columns)), tuple(columns.values())).lastrowid
    assert document is not None
    _items(connection, document, incoming, record)
    _index(connection, document, incoming)
    remember(connection, document, record["text"], record["published"], incoming.prepared.signature)
    return document


def replace(connection: sqlite3.Connection, document: int, incoming: Incoming) -> bool:
    """Put a new record in the place of a document's old one; its number and its origins stay.

    Returns whether its text or its date is another now, so that its story must be told anew (:func:`.copies.retell`).
    """
    record = incoming.record
    columns = _document(incoming, record)
    before = connection.execute("SELECT text, published FROM documents WHERE id = ?", (document,)).fetchone()
    for table in ("records", *reversed([*TABLES])):
        connection.execute(f"DELETE FROM {table} WHERE document = ?", (document,))
    assigned = ", ".join(f"{name} = ?" for name in columns)
    connection.execute(f"UPDATE documents SET {assigned} WHERE id = ?", (*columns.values(), document))
    _items(connection, document, incoming, record)
    connection.execute("DELETE FROM search WHERE rowid = ?", (document,))
    _index(connection, document, incoming)
    return bool(before != (columns["text"], columns["published"]))


def _items(connection: sqlite3.Connection, document: int, incoming: Incoming, record: Mapping[str, Any]) -> None:
    connection.execute("INSERT INTO records VALUES (?, ?)", (document, packed(incoming.prepared.json)))
    safe = encodable(incoming.article.source)
    for table, rows in rows_of(record).items():
        if rows:
            connection.executemany(_insertion(table, ("document", *rows[0])), _values(document, rows, safe=safe))


def _index(connection: sqlite3.Connection, document: int, incoming: Incoming) -> None:
    values = (document, *incoming.prepared.columns)
    connection.execute("INSERT INTO search (rowid, title, words, pairs) VALUES (?, ?, ?, ?)", values)


def _document(incoming: Incoming, record: Mapping[str, Any]) -> Row:
    return {
        "article": record["id"],
        "title": record["title"],
        "published": record["published"],
        "published_basis": record["published_basis"],
        "given": incoming.given,
        "known": article_json(incoming.article),
        "settings": incoming.settings,
        "characters": len(incoming.article.source),
        "source": stored(incoming.article.source),
        "text": record["text"],
    }


def _values(document: int, rows: Iterable[Row], *, safe: bool) -> Iterable[tuple[Any, ...]]:
    if safe:
        return ((document, *row.values()) for row in rows)
    return ((document, *(stored(one) if isinstance(one, str) else one for one in row.values())) for row in rows)


@cache
def _insertion(table: str, columns: tuple[str, ...]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
