"""How large things may be, and the errors that say so.

A file of text is one article; a table or an archive is read as a stream and may be of any size, its parts may not.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import IO, Any, Final, TypeVar

from weibotext.errors import InputError

T = TypeVar("T")

MOST_BYTES: Final = 16 * 2**20
"""The largest file of text or page that may be one article."""

MOST_CHARACTERS: Final = 5_000_000
"""The longest line or field of a table."""

MOST_UNPACKED: Final = 8 * 2**30
"""All members of an archive together, those of archives inside it included."""

MOST_MEMBERS: Final = 200_000
"""Members of one archive."""

MOST_DIRECTORY: Final = 64 * 2**20
"""Bytes of an archive's list of members, which is read as a whole."""

MOST_RATIO: Final = 200
"""How many times its packed size a member may be; text packs to a third, tables to a twentieth."""

RATIO_FROM: Final = 2**20
"""Members of at most this size may pack as well as they like."""

MOST_NESTED: Final = 2
"""Archives inside archives."""

_CHUNK: Final = 2**20
_MOST_AT_ONCE: Final = 2**16


class Budget:
    """The bytes that may still be unpacked: one account for an archive and all archives inside it.

    >>> budget = Budget(10)
    >>> budget.spend(8, "a.zip")
    >>> budget.spend(8, "a.zip/b.zip")
    Traceback (most recent call last):
    ...
    weibotext.errors.InputError: a.zip/b.zip: unpacks to 8 bytes, more than the 2 that may be; split it
    """

    def __init__(self, left: int = MOST_UNPACKED) -> None:
        self.left = left

    def spend(self, size: int, name: str) -> None:
        """Take ``size`` bytes off. Raises :class:`InputError`, and takes none, when there are fewer."""
        if size > self.left:
            raise InputError(f"{name}: unpacks to {size:,} bytes, more than the {self.left:,} that may be; split it")
        self.left -= size


def limited(stream: IO[bytes], name: str) -> bytes:
    """The bytes of one article.

    Raises :class:`InputError` when there are none or too many.

    >>> import io
    >>> limited(io.BytesIO(b"2013"), "a.txt")
    b'2013'
    """
    data = stream.read(_MOST_AT_ONCE)
    if len(data) == _MOST_AT_ONCE:  # room for the largest article is not made for each small one
        data += stream.read(MOST_BYTES + 1 - _MOST_AT_ONCE)
    if not data:
        raise InputError(f"{name}: is empty; take it out")
    if len(data) > MOST_BYTES:
        raise InputError(
            f"{name}: more than {MOST_BYTES // 2**20} MB, which is no article; split it into its articles, "
            "or make it a table with one article a row"
        )
    return data


def spooled(stream: IO[bytes], name: str) -> IO[bytes]:
    """The same bytes in a temporary file, for formats that are read from their end.

    Raises :class:`InputError` when there are more than an archive may hold, or no room for them.
    """
    import tempfile

    file = _roomy(name, lambda: tempfile.TemporaryFile("w+b"))  # noqa: SIM115  # closed, and so deleted, by the caller
    size = 0
    try:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > MOST_UNPACKED:
                raise InputError(f"{name}: more than {MOST_UNPACKED // 2**30} GB; split it")
            _roomy(name, file.write, chunk)
        _roomy(name, file.seek, 0)  # which writes what waits to be written
    except BaseException:
        with suppress(OSError):  # what found no room finds none now
            file.close()
        raise
    return file


def _roomy(name: str, do: Callable[..., T], *given: Any) -> T:
    """What ``do`` gives that makes or fills a temporary file."""
    import tempfile

    try:
        return do(*given)
    except OSError as problem:
        raise InputError(
            f"{name}: needs room for a temporary file ({problem.strerror or problem}); make some in {tempfile.tempdir or 'its folder'}, "
            "or set TMPDIR to another folder"
        ) from None
