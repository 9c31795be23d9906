"""Paths to articles: files of every format, folders, archives and standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import IO, Final, TypeAlias

from weibotext.errors import InputError
from weibotext.reading.articles import Article, Failure
from weibotext.reading.columns import Columns
from weibotext.reading.decoding import decoded
from weibotext.reading.limits import Budget, limited
from weibotext.reading.pages import page_article

STANDARD_INPUT: Final = "-"

SUFFIXES: Final = {
    ".txt": "txt",
    ".md": "txt",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".csv": "csv",
    ".tsv": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".zip": "zip",
}
"""The formats by the ends of names; a file that is named itself and ends otherwise is read as text."""

Path: TypeAlias = str | os.PathLike[str]
Found: TypeAlias = Iterator[Article | Failure]


@dataclass(frozen=True, slots=True)
class Options:
    """How to read: ``encoding`` and ``format`` where they should not be found out, and a table's ``columns``.

    ``format`` is one of the values of :data:`SUFFIXES`.
    """

    encoding: str | None = None
    format: str | None = None
    columns: Columns = field(default_factory=Columns)


def read_articles(
    *paths: Path,
    encoding: str | None = None,
    format: str | None = None,  # noqa: A002  # what the option is called everywhere
    columns: Columns | None = None,
    on_error: Callable[[str, InputError], None] | None = None,
) -> Iterator[Article]:
    r"""The articles in files and folders, one after the other; nothing but the one at hand is held.

    Text (``.txt``, ``.md``) and pages (``.html``, ``.htm``) hold one article, tables (``.csv``, ``.tsv``, ``.jsonl``,
    ``.parquet``) one a row, archives (``.zip``) those of their members. A folder stands for the files below it that end so,
    in order of their names; hidden ones are passed over. ``-`` is standard input. ``encoding`` and ``format`` settle what is
    otherwise found out; ``format`` counts for the paths named, not for files in folders. ``columns`` names a table's columns.

    What cannot be read is given to ``on_error`` with its name and the reason, and the next article follows; without
    ``on_error`` it raises :class:`InputError`. So does, at the call, a format that there is not or a thing that is no path.

    >>> import tempfile, pathlib
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = pathlib.Path(folder, "rows.csv").write_text("正文\n微博上线\n2013年\n", encoding="gb18030")
    ...     [(article.name[-10:], article.source) for article in read_articles(folder)]
    [('rows.csv#1', '微博上线'), ('rows.csv#2', '2013年')]
    """
    options = Options(encoding, known_format(format), columns or Columns())
    return _articles(_read(_named(paths), options), on_error)


def _articles(everything: Found, on_error: Callable[[str, InputError], None] | None) -> Iterator[Article]:
    for found in everything:
        if isinstance(found, Article):
            yield found
        elif on_error is None:
            raise found.problem
        else:
            on_error(found.name, found.problem)


def read_article(path: Path, *, encoding: str | None = None, format: str | None = None) -> Article:  # noqa: A002
    """The article in a file of text or an HTML page; ``-`` is standard input.

    Raises :class:`InputError` when there is no such file, it cannot be read, is a folder or holds many articles, is too
    large, or is not text.
    """
    name = os.fspath(path)
    options = Options(encoding, known_format(format))
    kind = _format(name, options)
    if kind not in ("txt", "html"):
        raise InputError(
            f"{name}: holds many articles; read it with weibotext.read_articles(path), or give it to `weibotext extract`"
        )
    with _opened(name) as stream:
        return _SINGLE[kind](stream, _shown(name), options)


def find_files(paths: Sequence[Path]) -> list[str]:
    """The files that paths stand for: a folder for those below it that can be read, in order of their names.

    A folder in it that cannot be looked into stands for itself, so that whoever reads it hears of it.

    Raises :class:`InputError` for a folder without any, and for a thing that is no path.
    """
    files: list[str] = []
    for path in _named(paths):
        files += _in_folder(path) if path != STANDARD_INPUT and os.path.isdir(path) else [path]
    return files


def _named(paths: Sequence[Path]) -> list[str]:
    for place, path in enumerate(paths):
        if not isinstance(path, str | os.PathLike):
            raise InputError(
                f"path {place + 1} is of type {type(path).__name__}; give each path by itself, as a str or a Path"
            )
    return [os.fspath(path) for path in paths]


def _in_folder(folder: str) -> list[str]:
    found: list[str] = []
    closed: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        paths = (os.path.join(place, one) for one in names if is_readable(one))
        found += [path for path in paths if os.path.isfile(path) or not os.path.exists(path)]
    found += [problem.filename for problem in closed]
    if not found:
        raise InputError(
            f"{folder}: no articles in this folder; it should hold files that end in {', '.join(SUFFIXES)}"
        )
    return sorted(found)


def is_readable(name: str) -> bool:
    """Whether a file in a folder or an archive is read, by its name: hidden ones and those of unknown formats are not.

    >>> is_readable("a/新闻.TXT"), is_readable("a/.b.txt"), is_readable("__MACOSX/a.txt"), is_readable("a.docx")
    (True, False, False, False)
    """
    *folders, last = name.replace("\\", "/").split("/")
    hidden = last.startswith(".") or "__MACOSX" in folders
    return not hidden and os.path.splitext(last)[1].lower() in SUFFIXES


def known_format(name: str | None) -> str | None:
    """The name of a format as it is. Raises :class:`InputError` for one that is none of the values of :data:`SUFFIXES`.

    >>> known_format("csv")
    'csv'
    """
    if name is not None and name not in SUFFIXES.values():
        raise InputError(f"format={name!r} is none of {', '.join(dict.fromkeys(SUFFIXES.values()))}")
    return name


def _format(name: str, options: Options) -> str:
    return options.format or SUFFIXES.get(os.path.splitext(name)[1].lower(), "txt")


def _read(paths: Iterable[str], options: Options) -> Found:
    for path in paths:
        if path != STANDARD_INPUT and os.path.isdir(path):
            try:
                files = _in_folder(path)
            except InputError as problem:
                yield Failure(path, problem)
                continue
            inside = replace(options, format=None)
            for file in files:
                yield from _read_file(file, inside)
        else:
            yield from _read_file(path, options)


def _read_file(name: str, options: Options) -> Found:
    shown = _shown(name)
    try:
        with _opened(name) as stream:
            yield from _read_stream(stream, shown, _format(name, options), options)
    except InputError as problem:
        yield Failure(shown, problem)
    except OSError as problem:
        yield Failure(shown, InputError(f"{shown}: cannot be read to its end ({problem.strerror}); copy it again"))


def _read_stream(stream: IO[bytes], name: str, kind: str, options: Options) -> Found:
    if kind in _SINGLE:
        return iter([_SINGLE[kind](stream, name, options)])
    if kind == "zip":
        return _read_zip(stream, name, options)
    return _TABLES[kind](stream, name, options)


def _read_zip(stream: IO[bytes], name: str, options: Options, depth: int = 0, budget: Budget | None = None) -> Found:
    from weibotext.reading.archives import zip_articles

    inside, budget = replace(options, format=None), budget or Budget()

    def read(member: IO[bytes], place: str) -> Found:
        kind = _format(place, inside)
        if kind == "zip":
            return _read_zip(member, place, inside, depth + 1, budget)
        return _read_stream(member, place, kind, inside)

    return zip_articles(stream, name, wanted=is_readable, read=read, budget=budget, depth=depth)


def _text(stream: IO[bytes], name: str, options: Options) -> Article:
    text, encoding = decoded(limited(stream, name), name=name, encoding=options.encoding)
    if not text or text.isspace():
        raise InputError(f"{name}: holds nothing but white space; take it out")
    return Article(text, name, encoding=encoding)


def _page(stream: IO[bytes], name: str, options: Options) -> Article:
    return page_article(limited(stream, name), name, encoding=options.encoding)


def _csv(stream: IO[bytes], name: str, options: Options) -> Found:
    from weibotext.reading.tables import csv_articles

    return csv_articles(stream, name, columns=options.columns, encoding=options.encoding)


def _tsv(stream: IO[bytes], name: str, options: Options) -> Found:
    from weibotext.reading.tables import csv_articles

    return csv_articles(stream, name, columns=options.columns, encoding=options.encoding, delimiter="\t")


def _jsonl(stream: IO[bytes], name: str, options: Options) -> Found:
    from weibotext.reading.tables import jsonl_articles

    return jsonl_articles(stream, name, columns=options.columns, encoding=options.encoding)


def _parquet(stream: IO[bytes], name: str, options: Options) -> Found:
    from weibotext.reading.tables import parquet_articles

    return parquet_articles(stream, name, columns=options.columns)


_SINGLE: Final[dict[str, Callable[[IO[bytes], str, Options], Article]]] = {"txt": _text, "html": _page}
_TABLES: Final[dict[str, Callable[[IO[bytes], str, Options], Found]]] = {
    "csv": _csv,
    "tsv": _tsv,
    "jsonl": _jsonl,
    "parquet": _parquet,
}


@contextmanager
def _opened(name: str) -> Iterator[IO[bytes]]:
    """A file, or standard input, as a stream of bytes."""
    if name == STANDARD_INPUT:
        if sys.stdin is None:  # closed by whoever started this
            raise InputError(f"{_shown(name)}: is closed; name a file")
        yield sys.stdin.buffer
        return
    try:
        file = open(name, "rb")  # noqa: SIM115  # only opening may fail with these reasons
    except FileNotFoundError:
        raise InputError(f"{name}: there is no such file; check the path") from None
    except IsADirectoryError:
        raise InputError(f"{name}: is a folder; name the files in it, or give it to weibotext.read_articles") from None
    except OSError as problem:
        raise InputError(f"{name}: cannot be read ({problem.strerror}); check its permissions") from None
    except ValueError:
        raise InputError(f"{name!r}: is not a path; a path holds no NUL") from None
    with file:
        yield file


def _shown(name: str) -> str:
    return "standard input" if name == STANDARD_INPUT else name
