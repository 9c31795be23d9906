"""Articles and the records read from them, as one thing to iterate over and to make tables of."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from weibotext.counts import counted
from weibotext.errors import InputError
from weibotext.extras import require
from weibotext.intake import Found, Given, Reading, Unreadable, articles_in, files_in, many, read_all
from weibotext.pipeline import Pipeline
from weibotext.reading import Columns, known_format
from weibotext.record import Record
from weibotext.store.rows import TABLES, rows_of
from weibotext.store.tables import arrow_of_rows, corpus_columns

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

_SHOWN = 20


class Corpus:
    """Articles that are read as they are asked for: iterating yields their records one by one and keeps none.

    ``articles`` are such as :meth:`.Pipeline.stream` takes. They are iterated anew each time, so give a list or anything
    else that can be; :meth:`of` takes files and folders. Articles that cannot be read are left out; ``on_error`` is told the
    name of each and what was wrong, as by :func:`weibotext.read_articles`. To keep what was read, to search it and to find
    copies, feed a :class:`~weibotext.store.Store`.

    Raises :class:`InputError` for one text in place of many and for an iterator, and as it is read for a thing that is no
    article.

    >>> from weibotext import Article
    >>> corpus = Corpus(["2013年，贵州省公安厅", Article("今年", published="2014-05-01")])
    >>> [record.dates[0].timex for record in corpus]
    ['2013', '2014']
    """

    def __init__(
        self,
        articles: Iterable[Given],
        *,
        pipeline: Pipeline | None = None,
        on_error: Callable[[str, InputError], None] = lambda name, problem: None,
    ) -> None:
        if iter(many(articles)) is articles:
            raise InputError("a corpus reads its articles more than once; give a list, not an iterator")
        self._articles = articles
        self._pipeline = pipeline
        self._on_error = on_error

    @classmethod
    def of(
        cls,
        *paths: str | os.PathLike[str],
        published: date | datetime | str | None = None,
        encoding: str | None = None,
        format: str | None = None,  # noqa: A002  # what the option is called everywhere
        columns: Columns | None = None,
        pipeline: Pipeline | None = None,
        on_error: Callable[[str, InputError], None] = lambda name, problem: None,
    ) -> Corpus:
        """The corpus of files and of folders of files.

        ``published`` is the day of publication for all of them, in place of their own; ``encoding``, ``format`` and ``columns``
        are those of :func:`weibotext.read_articles`.

        Raises :class:`InputError` for a folder without articles, a format that there is not, and a thing that is no path.

        >>> len(Corpus.of("no/such.txt")), list(Corpus.of("no/such.txt"))
        (1, [])
        """
        reading = Reading(published, encoding, known_format(format), columns or Columns())
        return cls(_Files(files_in(paths), reading), pipeline=pipeline, on_error=on_error)

    def articles(self) -> Iterator[Found]:
        """The articles themselves, to feed a store with."""
        return articles_in(self._articles)

    def __iter__(self) -> Iterator[Record]:
        return (record for _, record in self._read())

    def __len__(self) -> int:
        """The number of articles, where they can be counted without reading them."""
        return len(self._articles)  # type: ignore[arg-type]

    def __bool__(self) -> bool:
        """Always true: an empty corpus is a corpus."""
        return True

    def _read(self) -> Iterator[tuple[str, Record]]:
        self._pipeline = self._pipeline or Pipeline()
        for article in self.articles():
            if isinstance(article, Unreadable):
                self._on_error(article.name, InputError(article.reason))
                continue
            try:
                record = self._pipeline(article)
            except InputError as problem:
                self._on_error(article.name or "text", problem)
            else:
                yield article.name or "text", record

    def rows(self, table: str = "observations") -> Iterator[dict[str, Any]]:
        """The rows of a table, with the columns that a :class:`~weibotext.store.Store` has, but for what only a store knows.

        In the place of the document's number are ``article``, the record's id, and ``origin``, where the article came from.
        ``table`` is ``documents`` or a kind of item. Raises :class:`InputError` for another.

        >>> [row["timex"] for row in Corpus(["2013年"]).rows("dates")]
        ['2013']
        """
        if table != "documents" and table not in TABLES:
            raise InputError(f"there is no table {table!r}; there are documents, {', '.join(TABLES)}")
        return self._rows(table)

    def _rows(self, table: str) -> Iterator[dict[str, Any]]:
        for name, record in self._read():
            if table == "documents":
                yield _document(name, record)
            else:
                yield from ({"article": record.id, "origin": name, **row} for row in rows_of(record.to_dict())[table])

    def to_pandas(self, table: str = "observations") -> pd.DataFrame:
        """A table as a data frame. Raises :class:`InputError` without pandas.

        An empty corpus gives an empty table of the same columns.
        """
        require("a data frame", "pandas", extra="notebook")
        import pandas as pd

        rows = list(self.rows(table))
        return pd.DataFrame.from_records(rows, columns=[column for column, _ in corpus_columns(table)])

    def to_arrow(self, table: str = "observations") -> pa.Table:
        """A table as Arrow has it. Raises :class:`InputError` without pyarrow.

        Types and columns are those of the store's table, so an empty corpus gives an empty table of the same form.
        """
        return arrow_of_rows(table, self.rows(table))

    def __repr__(self) -> str:
        held = counted(len(self), "article") if hasattr(self._articles, "__len__") else "articles"
        return f"<Corpus: {held}>"

    def _repr_html_(self) -> str:
        from weibotext.report.listing import listing

        shown = []
        for (_, record), _ in zip(self._read(), range(_SHOWN), strict=False):
            shown.append((record.title, record.published, len(record.source), len(record.observations)))
        return listing(repr(self), {}, shown)


class _Files:
    """Files that are read anew at each iteration."""

    def __init__(self, files: list[str], reading: Reading) -> None:
        self._files = files
        self._reading = reading

    def __iter__(self) -> Iterator[Found]:
        return read_all(self._files, self._reading)

    def __len__(self) -> int:
        return len(self._files)


def _document(name: str, record: Record) -> dict[str, Any]:
    kept = {key: getattr(record, key) for key in ("title", "published", "published_basis", "source", "text")}
    return {"article": record.id, "origin": name, **kept, "characters": len(record.source)}
