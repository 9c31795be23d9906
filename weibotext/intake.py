"""Paths to articles, one after the other, with those that cannot be read told instead of raised.

The one place where feeding, corpora and reports touch files.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from weibotext.errors import InputError
from weibotext.reading import Article, find_articles, read_article


class Unreadable(NamedTuple):
    """An article that could not be read: its name, the kind of error, and the reason with its cure.

    >>> Unreadable("a.txt", "InputError", "a.txt: there is no such file; check the path").error
    'InputError'
    """

    name: str
    error: str
    reason: str


def read_all(
    files: Iterable[str],
    *,
    encoding: str | None = None,
    published: date | datetime | str | None = None,
    folder: Path | None = None,
) -> Iterator[Article | Unreadable]:
    """The articles in files, in order. ``published`` is for those that bring no date of publication themselves.

    They are called as :func:`name_from` calls them from ``folder``, or, without one, as the files are.

    >>> list(read_all(["no/such.txt"]))[0].error
    'InputError'
    """
    for file in files:
        try:
            article = read_article(file, encoding=encoding)
        except InputError as problem:
            yield Unreadable(name_from(file, folder), type(problem).__name__, str(problem))
        else:
            dated = published if article.published is None else article.published
            yield replace(article, name=name_from(article.name, folder), published=dated)


def files_in(paths: Iterable[str | os.PathLike[str]]) -> list[str]:
    """The files of articles that paths stand for. Raises :class:`InputError` for a folder without any."""
    return list(find_articles([os.fspath(path) for path in paths]))


def name_from(name: str, folder: Path | None) -> str:
    """What a place is called in a store that lies in ``folder``: the path from there, or the whole one from elsewhere.

    So one file has one name, from whatever folder it is fed; and a store that moves with its articles keeps them.
    Standard input, ``-``, and every name without a folder to count from stay as they are.

    >>> name_from("/data/news/a.txt", Path("/data")), name_from("-", Path("/data"))
    ('news/a.txt', '-')
    """
    if folder is None or name.startswith("-"):
        return name
    whole = Path(os.path.abspath(name))
    return whole.relative_to(folder).as_posix() if whole.is_relative_to(folder) else whole.as_posix()
