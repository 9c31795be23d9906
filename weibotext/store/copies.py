"""Republished copies: documents of nearly the same text are one story. Nothing is ever left out for being a copy.

:mod:`weibotext.copies.likeness` says which two texts are copies. A story is whatever such links connect; so the stories are
the same whatever the order in which documents come. (One exception keeps floods of one form from costing the square of
their number: a document is compared with no more than :data:`MOST_CANDIDATES` others, the first that came.)
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Final

from weibotext.copies.likeness import LEAST_ESTIMATE, Dated, band_keys, overlaps, same_news, signature
from weibotext.store.schema import transaction

MOST_CANDIDATES: Final = 2000


def remember(
    connection: sqlite3.Connection, document: int, text: str, published: str | None, sketch: bytes | None
) -> None:
    """Note a document's :func:`signature` and join it with the stories of its copies."""
    connection.execute("INSERT INTO stories VALUES (?, ?)", (document, document))
    if sketch is None:
        return
    keys = list(band_keys(sketch))
    linked = _linked(connection, document, Dated(text, published), sketch, keys)
    connection.execute("INSERT INTO signatures VALUES (?, ?)", (document, sketch))
    connection.executemany("INSERT OR IGNORE INTO bands VALUES (?, ?)", ((key, document) for key in keys))
    _join(connection, [document, *linked])


def forget(connection: sqlite3.Connection, document: int) -> None:
    """Take a document out of its story, and tell the stories of the others anew without it."""
    row = connection.execute("SELECT story FROM stories WHERE document = ?", (document,)).fetchone()
    if row is None:
        return
    for table in ("bands", "signatures", "stories"):
        connection.execute(f"DELETE FROM {table} WHERE document = ?", (document,))
    others = [other for (other,) in connection.execute("SELECT document FROM stories WHERE story = ?", row)]
    connection.executemany("UPDATE stories SET story = document WHERE document = ?", ((other,) for other in others))
    for other in others:
        text, published, sketch = connection.execute(
            "SELECT text, published, minhash FROM documents JOIN signatures ON document = id WHERE id = ?", (other,)
        ).fetchone()
        linked = _linked(connection, other, Dated(text, published), sketch, list(band_keys(sketch)))
        _join(connection, [other, *linked])


def catch_up(connection: sqlite3.Connection) -> None:
    """Remember the documents of a store that was made before copies were looked for, in their order."""
    missing = (
        "SELECT id, text, published FROM documents WHERE id > (SELECT ifnull(max(document), 0) FROM stories) "
        "ORDER BY id LIMIT 1"
    )
    while row := connection.execute(missing).fetchone():
        document, text, published = row
        with transaction(connection):
            remember(connection, document, text, published, signature(text))


def _linked(connection: sqlite3.Connection, document: int, text: Dated, sketch: bytes, keys: list[int]) -> list[int]:
    """Of every story that has copies of this document, one that is."""
    marks = ", ".join("?" * len(keys))
    found = connection.execute(
        "SELECT document, story, minhash FROM signatures JOIN stories USING (document) WHERE document <> ? "
        f"AND document IN (SELECT document FROM bands WHERE key IN ({marks})) ORDER BY document LIMIT {MOST_CANDIDATES}",
        (document, *keys),
    ).fetchall()
    if not found:
        return []
    linked: dict[int, int] = {}
    for (other, story, _), overlap in zip(found, overlaps(sketch, [row[2] for row in found]), strict=True):
        if story not in linked and overlap >= LEAST_ESTIMATE and same_news(text, _text(connection, other)):
            linked[story] = other
    return list(linked.values())


def _text(connection: sqlite3.Connection, document: int) -> Dated:
    return Dated(*connection.execute("SELECT text, published FROM documents WHERE id = ?", (document,)).fetchone())


def _join(connection: sqlite3.Connection, documents: Iterable[int]) -> None:
    """Make one story of the stories of these documents, called by the least of their numbers."""
    listed = list(documents)
    marks = ", ".join("?" * len(listed))
    stories = [
        story
        for (story,) in connection.execute(f"SELECT DISTINCT story FROM stories WHERE document IN ({marks})", listed)
    ]
    if len(stories) > 1:
        marks = ", ".join("?" * len(stories))
        connection.execute(f"UPDATE stories SET story = ? WHERE story IN ({marks})", (min(stories), *stories))
