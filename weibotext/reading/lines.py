"""A stream of bytes as lines of text, none of them longer than a field may be."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import chain
from typing import IO, Final

from weibotext.errors import InputError
from weibotext.reading.articles import Encoding
from weibotext.reading.decoding import choose, known_as
from weibotext.reading.detection import detect
from weibotext.reading.limits import MOST_CHARACTERS

_SAMPLE: Final = 2**20
_MISFIT: Final = re.compile("[\udc80-\udcff]")


class Lines(Iterator[str]):
    r"""The lines of a table with their ends, counted from 1 in ``number``.

    The first megabyte tells the encoding. A line that is too long or has bytes that do not fit raises
    :class:`InputError` and the next one can still be asked for, which a generator would not allow.

    >>> lines = Lines(io.BytesIO("正文\n微博".encode("gb18030")), "a.csv")
    >>> list(lines), lines.encoding.name
    (['正文\n', '微博'], 'gb18030')
    """

    def __init__(self, stream: IO[bytes], name: str, encoding: str | None = None) -> None:
        self.number = 0
        self._name = name
        sample = stream.read(_SAMPLE)
        if not sample:
            raise InputError(f"{name}: is empty; take it out")
        self.encoding = _encoding(sample, name, encoding)
        # What does not fit becomes a lone surrogate, so that one bad row does not cost the rest. UTF-16 and UTF-32 have no
        # such way out: a byte less moves all others.
        errors = "strict" if self.encoding.name.startswith(("utf-16", "utf-32")) else "surrogateescape"
        raw = io.BufferedReader(_Resumed(sample, stream), _SAMPLE)
        self._text: io.TextIOWrapper | None = io.TextIOWrapper(raw, self.encoding.name, errors, newline="")

    def __next__(self) -> str:
        line = self._read()
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) > MOST_CHARACTERS:
            self._skip_rest(line)
            raise InputError(f"{self._place}: longer than {MOST_CHARACTERS:,} characters; split it")
        if (misfit := _MISFIT.search(line)) is not None:
            raise InputError(
                f"{self._place}, character {misfit.start() + 1}: bytes that do not fit the encoding {self.encoding.name} "
                "of the rest; mend the line, or name another encoding"
            )
        return line

    @property
    def _place(self) -> str:
        return f"{self._name}, line {self.number}"

    def _read(self) -> str:
        if self._text is None:
            return ""
        try:
            return self._text.readline(MOST_CHARACTERS + 1)
        except UnicodeError:
            self._text = None
            raise InputError(
                f"{self._name}, after line {self.number}: bytes that do not fit the encoding {self.encoding.name}; "
                "the rest is left out; name another encoding"
            ) from None

    def _skip_rest(self, line: str) -> None:
        while line and not line.endswith(("\n", "\r")):
            line = self._read()


def _encoding(sample: bytes, name: str, encoding: str | None) -> Encoding:
    if encoding is None:
        whole = len(sample) < _SAMPLE
        chosen = choose(sample, whole=whole) or detect(
            sample, whole=whole, lossy=True
        )  # one bad row may spoil the rest
        return chosen or Encoding("utf-8", "detected", 0.0)
    try:
        known = known_as(encoding)[-1]
        "".encode(known)
    except (LookupError, ValueError):
        raise InputError(f"{name}: no encoding is called {encoding!r}; try utf-8, gb18030 or big5") from None
    return Encoding(known, "given")


class _Resumed(io.RawIOBase):
    """A stream whose first bytes have been read already."""

    def __init__(self, head: bytes, stream: IO[bytes]) -> None:
        self._chunks = chain([head], iter(lambda: stream.read(_SAMPLE), b""))
        self._left = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if not self._left:
            self._left = memoryview(next(self._chunks, b""))
        size = min(len(buffer), len(self._left))
        buffer[:size] = self._left[:size]
        self._left = self._left[size:]
        return size
