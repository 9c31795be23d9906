"""Text and records as SQLite can hold them, and back.

SQLite's text is UTF-8, which has no lone surrogates; a word that has one is stored as a blob. NUL is text like any other
to SQLite's storage, though its functions stop there.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, fields
from operator import index
from typing import Any, SupportsIndex

from weibotext.errors import StoreError
from weibotext.reading import Article, Encoding
from weibotext.surrogates import encodable


def stored(text: str) -> str | bytes:
    r"""The text, or a blob for one with lone surrogates.

    >>> stored("微博"), stored("\ud800")
    ('微博', b'\xed\xa0\x80')
    """
    return text if encodable(text) else text.encode("utf-8", "surrogatepass")


def restored(value: Any) -> Any:
    r"""What :func:`stored` was given; any other value, a blob of something else among them, as it is.

    >>> restored(stored("\ud800微")) == "\ud800微", restored(3), restored(b"\x9c")
    (True, 3, b'\x9c')
    """
    if not isinstance(value, bytes):
        return value
    try:
        text = value.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return value
    return value if encodable(text) else text


def number_of(document: SupportsIndex) -> int:
    """A document's number as SQLite can look for it. Raises :class:`StoreError` for what is none.

    >>> number_of(3)
    3
    """
    try:
        number = index(document)
    except TypeError:
        raise StoreError(f"a document's number is an int, not {type(document).__name__}; see Store.numbers()") from None
    if not 0 <= number < 1 << 63:
        raise StoreError(f"no document has the number {number}; Store.numbers() tells those there are")
    return number


def packed(written: str) -> bytes:
    """A record's JSON as a blob, by zlib.

    >>> unpacked(packed('{"text":"微博"}'))
    {'text': '微博'}
    """
    return zlib.compress(written.encode("utf-8"), 6)


def unpacked(blob: bytes) -> dict[str, Any]:
    """The dictionary of the record whose JSON :func:`packed` was given."""
    record: dict[str, Any] = json.loads(zlib.decompress(blob))
    return record


def article_json(article: Article) -> str:
    """All that is known of an article but its source, as JSON; lone surrogates are escaped.

    >>> article = Article("微博", "a.txt", "2013-08-20", title="题", encoding=Encoding("gb18030", "detected", 0.9))
    >>> article_of("微博", article_json(article)) == article
    True
    """
    known = {one.name: getattr(article, one.name) for one in fields(article) if one.name not in ("source", "encoding")}
    known = {key: value for key, value in known.items() if value is not None}
    if article.encoding is not None:
        known["encoding"] = asdict(article.encoding)
    return json.dumps(known, default=lambda moment: moment.isoformat())


def article_of(source: str, written: str) -> Article:
    """The article of whose source and JSON it is made."""
    known = json.loads(written)
    encoding = known.pop("encoding", None)
    return Article(source, **known, encoding=Encoding(**encoding) if encoding else None)
