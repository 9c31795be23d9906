"""Paths to articles, one after the other, with those that cannot be read told instead of raised.

The one place where feeding, corpora and reports touch files.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from weibotext.errors import InputError
from weibotext.reading import Article, Columns, find_files, read_articles


class Unreadable(NamedTuple):
    """An article that could not be read: its name, the kind of error, and the reason with its cure.

    >>> Unreadable("a.txt", "InputError", "a.txt: there is no such file; check the path").error
    'InputError'
    """

    name: str
    error: str
    reason: str


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


def read_all(files: Iterable[str], reading: Reading | None = None) -> Iterator[Article | Unreadable]:
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


def files_in(paths: Iterable[str | os.PathLike[str]]) -> list[str]:
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
