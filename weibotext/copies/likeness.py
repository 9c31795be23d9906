"""Whether two texts are copies of one story, and the signatures by which candidates for that are found.

Texts are compared repaired and simplified, as sets of four characters in a row (letters, digits and numerals only).
Candidates are found by MinHash signatures of 126 values in 42 bands of 3: of two texts whose sets overlap (Jaccard) by
three tenths 68 in 100 are found, by four tenths 94, by half all but four in a thousand. Two candidates are *linked* when

- their sets overlap by half, or the smaller lies to three quarters in the other and makes a quarter of it at least: a
  copy is often cut,
- where both are dated, they were published within :data:`WITHIN_DAYS` days of each other, and
- of the numbers in the one that has fewer, at least half are in the other: bulletins made from one form share their
  words and not their numbers.

Each of these is a question about two texts alone.

MinHash is datasketch's, whose schemes are named and stay what they are, so signatures may be kept. rensa is eight times
as quick (0.15 against 1.2 ms an article of 1,350 characters), but its signatures changed with its last version, and a
store would have to be sketched anew; beside the 4 ms that an article takes in all, that saves little.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from hashlib import blake2b
from typing import Any, Final, NamedTuple

VALUES: Final = 126
ROWS: Final = 3
LEAST_ESTIMATE: Final = 0.2
LEAST_OVERLAP: Final = 0.5
LEAST_INSIDE: Final = 0.75
LEAST_PART: Final = 0.25
WITHIN_DAYS: Final = 62
LEAST_NUMBERS_SHARED: Final = 0.5

_SHINGLE: Final = 4
_OTHER: Final = re.compile(r"[\W_]+")
_NUMBER: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_FEW_NUMBERS: Final = 3
_FEW_PIECES: Final = 60


class Dated(NamedTuple):
    """A clean text and its day of publication, as ISO has it.

    >>> Dated("贵州省公安厅", "2013-08-20").published
    '2013-08-20'
    """

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


def band_keys(sketch: bytes) -> Iterator[int]:
    """One key a band of a :func:`signature`, 64 bits with their sign; equal bands of two signatures have equal keys.

    >>> len(set(band_keys(signature("贵州省公安厅") or b"")))
    42
    """
    width = ROWS * 4
    for start in range(0, len(sketch), width):
        digest = blake2b(sketch[start : start + width], digest_size=8, salt=start.to_bytes(2, "big")).digest()
        yield int.from_bytes(digest, "big", signed=True)


def share_band(sketch: bytes, other: bytes) -> bool:
    """Whether two signatures have a band in common, as candidates have.

    >>> share_band(signature("贵州省公安厅微博") or b"", signature("贵州省公安厅") or b"")
    True
    """
    width = ROWS * 4
    return any(sketch[start : start + width] == other[start : start + width] for start in range(0, len(sketch), width))


def overlaps(sketch: bytes, others: Sequence[bytes]) -> list[float]:
    """The estimated overlap of one signature with each of the others, from 0 to 1.

    >>> one = signature("贵州省公安厅") or b""
    >>> overlaps(one, [one, signature("湖南省水利厅") or b""])
    [1.0, 0.0]
    """
    import numpy as np

    table = np.frombuffer(b"".join(others), dtype="<u4").reshape(len(others), VALUES)
    shares: list[float] = (table == np.frombuffer(sketch, dtype="<u4")).mean(axis=1).tolist()
    return shares


def same_news(one: Dated, other: Dated) -> bool:
    """Whether two texts are copies of one story.

    >>> same_news(Dated("贵州省公安厅微博", None), Dated("贵州省公安厅微博。", "2013-08-20"))
    True
    """
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
