"""Republished copies: documents of nearly the same text are one story. Nothing is ever left out for being a copy.

:mod:`weibotext.copies.likeness` says which two texts are copies. A story is whatever such links connect; so the stories are
the same whatever the order in which documents come. (One exception keeps floods of one form from costing the square of
their number: a document is compared with no more than :data:`MOST_CANDIDATES` others, the first that came.)
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Final, SupportsIndex

from weibotext.copies.likeness import LEAST_ESTIMATE, Dated, band_keys, overlaps, same_news, share_band, signature
from weibotext.errors import StoreError
from weibotext.store.schema import transaction
from weibotext.store.stored import number_of

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


def retell(connection: sqlite3.Connection, changed: Mapping[int, bytes | None]) -> None:
    """Tell anew the stories of documents whose text or date is another now; ``changed`` has their new signatures.

    All of them are taken out first, so that each story is told once without them, however many of its copies have changed.
    """
    stories = {story_of(connection, document) for document in changed}
    for table in ("bands", "signatures", "stories"):
        connection.executemany(f"DELETE FROM {table} WHERE document = ?", ((document,) for document in changed))
    for story in sorted(stories):
        _part(connection, story)
    for document, sketch in sorted(changed.items()):
        remember(connection, document, *_text(connection, document), sketch)


def story_of(connection: sqlite3.Connection, document: SupportsIndex) -> int:
    """The story of a document. Raises :class:`StoreError` for a number that no document has."""
    row = connection.execute("SELECT story FROM stories WHERE document = ?", (number_of(document),)).fetchone()
    if row is None:
        raise StoreError(f"no document has the number {document!r}; Store.numbers() tells those there are")
    return int(row[0])


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


def _part(connection: sqlite3.Connection, story: int) -> None:
    """Make as many stories of one as there are without the documents that were taken out of it."""
    query = "SELECT document, minhash FROM stories JOIN signatures USING (document) WHERE story = ? ORDER BY document"
    left: dict[int, bytes] = dict(connection.execute(query, (story,)).fetchall())
    while left:
        first = next(iter(left))
        waiting = [(first, left.pop(first))]
        while waiting:
            document, sketch = waiting.pop()
            connection.execute("UPDATE stories SET story = ? WHERE document = ?", (first, document))
            waiting += [(other, left.pop(other)) for other in _copies(connection, document, sketch, left)]


def _copies(connection: sqlite3.Connection, document: int, sketch: bytes, others: Mapping[int, bytes]) -> list[int]:
    """Those of the other documents that are copies of this one."""
    if not others:
        return []
    text, shares = _text(connection, document), overlaps(sketch, [*others.values()])
    near = [
        other
        for (other, theirs), share in zip(others.items(), shares, strict=True)
        if share >= LEAST_ESTIMATE and share_band(sketch, theirs)
    ]
    return [other for other in near[:MOST_CANDIDATES] if same_news(text, _text(connection, other))]


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
