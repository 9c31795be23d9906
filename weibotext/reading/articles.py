"""Files and folders to articles."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from weibotext.errors import InputError
from weibotext.reading.decoding import decode

SUFFIXES: Final = (".txt",)
MOST_BYTES: Final = 16 * 2**20
"""A larger file is not one article."""


@dataclass(frozen=True, slots=True)
class Article:
    """A text with a name for messages and, where it is known, its date of publication.

    >>> Article("微博贵州上线", "note").name
    'note'
    """

    source: str
    name: str = "text"
    published: date | datetime | str | None = None


def read_article(path: str | os.PathLike[str], *, encoding: str | None = None) -> Article:
    """The article in a file; ``-`` is standard input.

    Raises :class:`InputError` when there is no such file, it cannot be read, is a folder, is too large, or is not text.
    """
    name = os.fspath(path)
    if name == "-":
        return Article(
            decode(
                _limited(sys.stdin.buffer.read(MOST_BYTES + 1), "standard input"),
                name="standard input",
                encoding=encoding,
            ),
            "-",
        )
    try:
        with open(name, "rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise InputError(f"{name}: there is no such file; check the path") from None
    except IsADirectoryError:
        raise InputError(
            f"{name}: is a folder; name the files in it, or give the folder to `weibotext extract`"
        ) from None
    except OSError as problem:
        raise InputError(f"{name}: cannot be read ({problem.strerror}); check its permissions") from None
    except ValueError:
        raise InputError(f"{name!r}: is not a path; a path holds no NUL") from None
    return Article(decode(_limited(data, name), name=name, encoding=encoding), name)


def _limited(data: bytes, name: str) -> bytes:
    if len(data) > MOST_BYTES:
        raise InputError(f"{name}: more than {MOST_BYTES // 2**20} MB, which is no article; split it into its articles")
    return data


def find_articles(paths: list[str]) -> Iterator[str]:
    """The files that paths stand for: a folder for the ``.txt`` files below it, in order of their names.

    Raises :class:`InputError` for a path that does not exist and for a folder without articles.
    """
    for path in paths:
        if path != "-" and os.path.isdir(path):
            yield from _in_folder(path)
        else:
            yield path


def _in_folder(folder: str) -> list[str]:
    files = sorted(str(path) for path in Path(folder).rglob("*") if path.suffix.lower() in SUFFIXES and path.is_file())
    if not files:
        raise InputError(
            f"{folder}: no articles in this folder; it should hold files that end in {', '.join(SUFFIXES)}"
        )
    return files
