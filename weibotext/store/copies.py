"""Republished copies: documents of nearly the same text are one story. Nothing is ever left out for being a copy.

Texts are compared repaired and simplified, as sets of four characters in a row (letters, digits and numerals only).
Candidates are found by MinHash signatures of 126 values in 42 bands of 3: of two texts whose sets overlap (Jaccard) by
three tenths 68 in 100 are found, by four tenths 94, by half all but four in a thousand. Two candidates are *linked* when

- their sets overlap by half, or the smaller lies to three quarters in the other and makes a quarter of it at least: a
  copy is often cut,
- where both are dated, they were published within :data:`WITHIN_DAYS` days of each other, and
- of the numbers in the one that has fewer, at least half are in the other: bulletins made from one form share their
  words and not their numbers.

Each of these is a question about two texts alone, and a story is whatever links connect; so the stories are the same
whatever the order in which documents come. (One exception keeps floods of one form from costing the square of their
number: a document is compared with no more than :data:`MOST_CANDIDATES` others, the first that came.)

MinHash is datasketch's, whose schemes are named and stay what they are, so signatures may be kept. rensa is eight times
as quick (0.15 against 1.2 ms an article of 1,350 characters), but its signatures changed with its last version, and a
store would have to be sketched anew; beside the 4 ms that an article takes in all, that saves little.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from hashlib import blake2b
from typing import Any, Final, NamedTuple

from weibotext.store.schema import transaction

VALUES: Final = 126
ROWS: Final = 3
LEAST_ESTIMATE: Final = 0.2
LEAST_OVERLAP: Final = 0.5
LEAST_INSIDE: Final = 0.75
LEAST_PART: Final = 0.25
WITHIN_DAYS: Final = 62
LEAST_NUMBERS_SHARED: Final = 0.5
MOST_CANDIDATES: Final = 2000

_SHINGLE: Final = 4
_OTHER: Final = re.compile(r"[\W_]+")
_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_FEW_NUMBERS: Final = 3
_FEW_PIECES: Final = 60


class _Text(NamedTuple):
    document: int
    text: str
    published: str | None


def shingles(text: str) -> set[str]:
    """Every four letters in a row, without what stands between letters; a shorter text is one piece.

    >>> sorted(shingles("贵州，省公安"))
    ['州省公安', '贵州省公']
    """
    letters = _OTHER.sub("", text)
    if len(letters) <= _SHINGLE:
        return {letters} if letters else set()
    return {letters[start : start + _SHINGLE] for start in range(len(letters) - _SHINGLE + 1)}


def signature(text: str) -> bytes | None:
    """The MinHash signature of a text, 32 bits a value; ``None`` for a text without letters.

    >>> signature("……"), len(signature("贵州省公安厅") or b"")
    (None, 504)
    """
    pieces = shingles(text)
    if not pieces:
        return None
    from datasketch import MinHash

    sketch = MinHash(num_perm=VALUES, seed=1, scheme="affine32", permutations=_permutations())
    sketch.update_batch([piece.encode("utf-8") for piece in pieces])
    return bytes(sketch.hashvalues.astype("<u4").tobytes())


@cache
def _permutations() -> Any:
    from datasketch import MinHash

    return MinHash(num_perm=VALUES, seed=1, scheme="affine32").permutations


def remember(
    connection: sqlite3.Connection, document: int, text: str, published: str | None, sketch: bytes | None
) -> None:
    """Note a document's :func:`signature` and join it with the stories of its copies."""
    connection.execute("INSERT INTO stories VALUES (?, ?)", (document, document))
    if sketch is None:
        return
    keys = list(_keys(sketch))
    linked = _linked(connection, _Text(document, text, published), sketch, keys)
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
        linked = _linked(connection, _Text(other, text, published), sketch, list(_keys(sketch)))
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


def _keys(sketch: bytes) -> Iterator[int]:
    """One key a band; equal bands of two signatures have equal keys."""
    width = ROWS * 4
    for start in range(0, len(sketch), width):
        digest = blake2b(sketch[start : start + width], digest_size=8, salt=start.to_bytes(2, "big")).digest()
        yield int.from_bytes(digest, "big", signed=True)


def _linked(connection: sqlite3.Connection, one: _Text, sketch: bytes, keys: list[int]) -> list[int]:
    """Of every story that has copies of this document, one that is."""
    marks = ", ".join("?" * len(keys))
    found = connection.execute(
        "SELECT document, story, minhash FROM signatures JOIN stories USING (document) WHERE document <> ? "
        f"AND document IN (SELECT document FROM bands WHERE key IN ({marks})) ORDER BY document LIMIT {MOST_CANDIDATES}",
        (one.document, *keys),
    ).fetchall()
    if not found:
        return []
    linked: dict[int, int] = {}
    for (document, story, _), overlap in zip(found, _overlaps(sketch, [row[2] for row in found]), strict=True):
        if story not in linked and overlap >= LEAST_ESTIMATE and _same_news(one, _text(connection, document)):
            linked[story] = document
    return list(linked.values())


def _overlaps(sketch: bytes, others: list[bytes]) -> list[float]:
    """The estimated overlap of one signature with each of the others."""
    import numpy as np

    table = np.frombuffer(b"".join(others), dtype="<u4").reshape(len(others), VALUES)
    overlaps: list[float] = (table == np.frombuffer(sketch, dtype="<u4")).mean(axis=1).tolist()
    return overlaps


def _text(connection: sqlite3.Connection, document: int) -> _Text:
    return _Text(*connection.execute("SELECT id, text, published FROM documents WHERE id = ?", (document,)).fetchone())


def _same_news(one: _Text, other: _Text) -> bool:
    if one.published and other.published:
        apart = date.fromisoformat(one.published) - date.fromisoformat(other.published)
        if abs(apart.days) > WITHIN_DAYS:
            return False
    fewer, more = sorted((_numbers(one.text), _numbers(other.text)), key=Counter.total)
    if fewer.total() >= _FEW_NUMBERS and (fewer & more).total() < LEAST_NUMBERS_SHARED * fewer.total():
        return False
    return _same_words(shingles(one.text), shingles(other.text))


def _same_words(one: set[str], other: set[str]) -> bool:
    smaller, larger = sorted((len(one), len(other)))
    shared = len(one & other)
    cut = shared >= LEAST_INSIDE * smaller and shared >= LEAST_PART * larger and smaller >= _FEW_PIECES
    return cut or shared >= LEAST_OVERLAP * (smaller + larger - shared)


def _numbers(text: str) -> Counter[str]:
    return Counter(_NUMBER.findall(text))


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
