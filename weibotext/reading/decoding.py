"""Bytes to text: by byte-order mark, then by the strictest encoding that fits."""

from __future__ import annotations

import codecs
from typing import Final

from weibotext.characters import share_of_common
from weibotext.errors import InputError

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHINESE: Final = ("gb18030", "big5hkscs")


def decode(data: bytes, *, name: str = "bytes", encoding: str | None = None) -> str:
    """The text that bytes hold; line ends stay as they are.

    Without ``encoding`` a byte-order mark decides, then UTF-8, strictly. Bytes that are neither are GB 18030 or
    Big5-HKSCS, whichever gives more of common characters, for most bytes are valid in both. ``name`` is for messages.

    Raises :class:`InputError` when nothing fits, when the encoding given does not, or when Python does not know it.

    >>> decode("貴州".encode("gb18030")), decode("微博".encode())
    ('貴州', '微博')
    """
    if encoding is not None:
        return _decoded(data, name, encoding)
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return _decoded(data, name, marked)
    if (text := _strictly(data, "utf-8")) is not None:
        return text
    fitting = [text for one in _CHINESE if (text := _strictly(data, one)) is not None]
    if fitting:
        return max(fitting, key=share_of_common)
    raise InputError(
        f"{name}: {len(data)} bytes that are not text in UTF-8, GB 18030 or Big5; "
        "name the encoding if it is another one, or take the file out"
    )


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _decoded(data: bytes, name: str, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError:
        raise InputError(f"{name}: no encoding is called {encoding!r}; try utf-8, gb18030 or big5") from None
    except UnicodeDecodeError as problem:
        raise InputError(
            f"{name}: byte {problem.start} does not fit the encoding {encoding}; name another one, such as gb18030"
        ) from None
