"""What reading gives: articles, and the places where there should have been one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from weibotext.errors import InputError


@dataclass(frozen=True, slots=True)
class Encoding:
    """The encoding that bytes were read in, and how it was chosen.

    ``basis`` is ``given`` (by the caller), ``byte_order_mark``, ``declared`` (by the page or its server), ``strict`` (the
    bytes are UTF-8 to the last one) or ``detected``. ``confidence``, 0 to 1, is the chance that a detected encoding is
    the right one among those that Chinese text comes in; it is 1 where nothing was weighed. ``lost`` counts the stray bytes
    that no encoding fits; each became U+FFFD.

    >>> Encoding("gb18030", "detected", 0.999).name
    'gb18030'
    """

    name: str
    basis: str
    confidence: float = 1.0
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Article:
    """A text with what is known of it before it is read.

    ``name`` says where it stands and is the same in every run: a path, ``rows.csv#3`` for the third row of a table,
    ``news.zip/a.txt`` for a member of an archive. ``published`` is its own day of publication, as a date, a moment or its
    ISO form; ``published_basis`` is ``metadata`` where a page or a table states it, ``given`` where the caller does. ``id``
    and ``url`` come from a table's columns, ``title``, ``url`` and ``site`` from a page. ``encoding`` is ``None`` for what
    came as text. Raises :class:`InputError` where the source, or what is told in words, is no ``str``.

    >>> Article("微博贵州上线", "note").name
    'note'
    """

    source: str
    name: str | None = None
    published: date | datetime | str | None = None
    published_basis: str = "given"
    title: str | None = None
    id: str | None = None
    url: str | None = None
    site: str | None = None
    encoding: Encoding | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.source, str):
            kind = type(self.source).__name__
            raise InputError(f"{self.name or 'text'}: the source of an article is a str, not {kind}; convert it first")
        for key in ("name", "title", "id", "url", "site"):
            told = getattr(self, key)
            if told is not None and not isinstance(told, str):
                raise InputError(f"{key}={told!r}: give a str, not {type(told).__name__}")


@dataclass(frozen=True, slots=True)
class Failure:
    """A file, row or member that is no article, and why.

    >>> Failure("rows.csv#3", InputError("rows.csv#3: has no text")).name
    'rows.csv#3'
    """

    name: str
    problem: InputError
