"""Whatever is given to articles, one after the other, with those that cannot be read told instead of raised.

The one place where feeding, corpora and reports touch files.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

from weibotext.errors import InputError
from weibotext.reading import Article, Columns, decoded, find_files, read_articles

if TYPE_CHECKING:
    from weibotext.pipeline import Source

T = TypeVar("T")


class Unreadable(NamedTuple):
    """An article that could not be read: its name, the kind of error, and the reason with its cure.

    >>> Unreadable("a.txt", "InputError", "a.txt: there is no such file; check the path").error
    'InputError'
    """

    name: str
    error: str
    reason: str


Found: TypeAlias = Article | Unreadable
"""An article, or what should have been one."""

Given: TypeAlias = "Article | Unreadable | Source"
"""What stands for articles: one that is read already, or could not be; a text; bytes; the path of a file or a folder."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are read.

    ``published`` is the day of publication for all of them, in place of their own; ``encoding``, ``format`` and ``columns``
    are those of :func:`weibotext.read_articles`. Articles are called as :func:`name_from` calls them from ``folder``, or,
    without one, as the files are.

    >>> Reading(published="2013-08-20").encoding is None
    True
    """

    published: date | datetime | str | None = None
    encoding: str | None = None
    format: str | None = None
    columns: Columns = field(default_factory=Columns)
    folder: Path | None = None


def many(articles: Iterable[T]) -> Iterable[T]:
    """The articles as they are. Raises :class:`InputError` for one in place of many, and for what cannot be iterated.

    >>> many(["微博"])
    ['微博']
    """
    if isinstance(articles, str | bytes | os.PathLike | Article | Unreadable) or not isinstance(articles, Iterable):
        raise InputError(f"articles are given as one {type(articles).__name__}; give a list of them")
    return articles


def articles_in(given: Iterable[Given], reading: Reading | None = None) -> Iterator[Found]:
    """The articles that things stand for, in order: what :meth:`.Pipeline.stream` takes, and what could not be read before.

    A path stands for all articles that :func:`weibotext.read_articles` finds there; ``reading`` says how. Bytes that are
    no text are told in their place. Raises :class:`InputError` for a thing that is no article.

    >>> [article.source for article in articles_in(["微博", "微博".encode("gb18030"), Article("今年")])]
    ['微博', '微博', '今年']
    """
    for place, thing in enumerate(given):
        if isinstance(thing, Article | Unreadable):
            yield thing
        elif isinstance(thing, str):
            yield Article(thing)
        elif isinstance(thing, bytes):
            yield _of_bytes(thing)
        elif isinstance(thing, os.PathLike):
            yield from read_all([os.fspath(thing)], reading)
        else:
            kind = type(thing).__name__
            raise InputError(f"articles[{place}] is of type {kind}; give a str, bytes, a path or an Article")


def _of_bytes(data: bytes) -> Found:
    try:
        text, encoding = decoded(data)
    except InputError as problem:
        # Without a name they are called by themselves, the same every time.
        return Unreadable(f"bytes-{hashlib.sha256(data).hexdigest()[:12]}", type(problem).__name__, str(problem))
    return Article(text, encoding=encoding)


def read_all(files: Iterable[str], reading: Reading | None = None) -> Iterator[Found]:
    """The articles in files, in order; what cannot be read in its place.

    >>> list(read_all(["no/such.txt"]))[0].error
    'InputError'
    """
    how = reading or Reading()
    failed: list[Unreadable] = []

    def note(name: str, problem: InputError) -> None:
        failed.append(Unreadable(name_from(name, how.folder), type(problem).__name__, str(problem)))

    for file in files:
        for article in readable([file], how, on_error=note):
            yield from _taken(failed)
            yield article
        yield from _taken(failed)


def readable(files: Iterable[str], how: Reading, *, on_error: Callable[[str, InputError], None]) -> Iterator[Article]:
    """The articles in files that can be read, in order; ``on_error`` hears of the others.

    >>> list(readable(["no/such.txt"], Reading(), on_error=lambda name, problem: print(name)))
    no/such.txt
    []
    """
    found = read_articles(*files, encoding=how.encoding, format=how.format, columns=how.columns, on_error=on_error)
    return (_dated(article, how) for article in found)


def _taken(failed: list[Unreadable]) -> list[Unreadable]:
    taken = failed.copy()
    failed.clear()
    return taken


def _dated(article: Article, how: Reading) -> Article:
    named = replace(article, name=name_from(article.name or "text", how.folder))
    return named if how.published is None else replace(named, published=how.published, published_basis="given")


def files_in(paths: Sequence[str | os.PathLike[str]]) -> list[str]:
    """The files of articles that paths stand for. Raises :class:`InputError` for a folder without any."""
    return find_files(paths)


def name_from(name: str, folder: Path | None) -> str:
    """What a place is called in a store that lies in ``folder``: the path from there, or the whole one from elsewhere.

    So one file has one name, from whatever folder it is fed; and a store that moves with its articles keeps them.
    Standard input, and every name without a folder to count from, stays as it is.

    >>> name_from("/data/news/a.txt", Path("/data")), name_from("standard input", Path("/data"))
    ('news/a.txt', 'standard input')
    """
    if folder is None or name.startswith("standard input"):
        return name
    whole = Path(os.path.abspath(name))
    return whole.relative_to(folder).as_posix() if whole.is_relative_to(folder) else whole.as_posix()
