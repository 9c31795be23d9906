"""The door to a store's file."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple, Self, SupportsIndex

from weibotext.counts import counted
from weibotext.errors import StoreError
from weibotext.intake import Found, Given, Reading, Unreadable, articles_in, many
from weibotext.pipeline import Pipeline
from weibotext.store import claims as claiming
from weibotext.store import questions, searching, tables
from weibotext.store.claims import Claim, Disagreement
from weibotext.store.copies import catch_up
from weibotext.store.feeding import Fed, Feeder, sources
from weibotext.store.preparing import Preparing
from weibotext.store.schema import connect
from weibotext.store.settings import settings_of
from weibotext.store.stored import number_of, restored, stored, unpacked
from weibotext.store.tables import Table

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


@cache
def _usual() -> Pipeline:
    """The pipeline of stores that are given none: its dictionary is loaded once."""
    return Pipeline()


class Document(NamedTuple):
    """A document of a store: its number, its source as given, its record's dictionary, its story, where it came from.

    >>> Document(1, "微博", {"id": "sha256:00"}, 1, ("a.txt",)).names
    ('a.txt',)
    """

    number: int
    source: str
    record: dict[str, Any]
    story: int
    names: tuple[str, ...]


class Store:
    """Documents, all that was found in them, full-text search and copies, in one SQLite file.

    ``path`` is the file, made where it is not there and ``create`` holds; ``:memory:``, the default, keeps the store in
    memory. ``pipeline`` reads the articles fed, ``clock`` tells the time for the table of runs. Other processes may read
    the file while one feeds it. Use it as a context manager, or close it.

    Raises :class:`~weibotext.errors.StoreError` for a file that is no store or is of a later version.

    >>> from weibotext import Article
    >>> with Store() as store:
    ...     fed = store.feed([Article("贵州省公安厅微博@贵州公安的粉丝已达42万人。", "a.txt", "2013-08-20")])
    ...     hits = store.search("公安廳")
    ...     claims = [(claim.subject, claim.measure, claim.value) for claim in store.claims()]
    >>> fed.added, len(hits), claims
    (1, 1, [('贵州公安', 'followers', '420000')])
    """

    def __init__(
        self,
        path: str | os.PathLike[str] = ":memory:",
        *,
        pipeline: Pipeline | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        create: bool = True,
    ) -> None:
        self.path = os.fspath(path)
        self._connection = connect(self.path, create=create)
        self._pipeline = pipeline
        self._clock = clock
        self._segmenter = _usual().segmenter
        catch_up(self._connection)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file. A store that is closed cannot be asked anything: it raises :class:`StoreError`."""
        self._connection.close()

    def feed(
        self,
        articles: Iterable[Given],
        *,
        refresh: bool = False,
        workers: int = 1,
        on_article: Callable[[Found, str], object] = lambda article, outcome: None,
    ) -> Fed:
        """Read articles that are not there yet, and write what was found.

        ``articles`` are such as :meth:`.Pipeline.stream` takes: texts, bytes, paths of files and folders, articles.
        A text that is there is passed over, and its place noted. One that cannot be read is noted in the table of
        errors. With ``refresh`` texts that were read under other settings are read again. ``on_article`` is told of each
        article and what became of it, a field of :class:`Fed`, once it is safely written.

        With more than one of ``workers`` as many processes read (see :func:`weibotext.parallel.spread`) and this one
        writes; what is written stays the same, but an article that kills or stalls its process is left out.

        Raises :class:`~weibotext.errors.InputError` for one text in place of many, and for a thing that is no article.

        >>> with Store() as store:
        ...     store.feed(["微博"]), store.feed(["微博"])
        (Fed(added=1, known=0, refreshed=0, stale=0, failed=0), Fed(added=0, known=1, refreshed=0, stale=0, failed=0))
        """
        given = articles_in(many(articles), Reading(folder=self.folder))
        return self._fed(given, on_article, refresh=refresh, workers=workers)

    def refresh(
        self,
        *,
        workers: int = 1,
        on_article: Callable[[Found, str], object] = lambda article, outcome: None,
    ) -> Fed:
        """Read again, from the sources it holds, the documents that were read under other settings."""
        return self._fed(sources(self._connection), on_article, refresh=True, workers=workers)

    def _fed(
        self,
        articles: Iterable[Found],
        on_article: Callable[[Found, str], object],
        *,
        refresh: bool,
        workers: int,
    ) -> Fed:
        self._pipeline = self._pipeline or _usual()
        # Words are cut as in any other store, whatever words the pipeline was given, so that a question finds them again.
        prepare = Preparing(self._pipeline, self._segmenter)
        settings = settings_of(self._pipeline)
        feeder = Feeder(self._connection, prepare, settings, clock=self._clock, refresh=refresh, workers=workers)
        try:
            return feeder.feed(articles, on_article)
        except sqlite3.OperationalError as problem:
            raise StoreError(
                f"{self.path}: cannot be written to ({problem}); see that there is room and that no other feed holds it, "
                "and feed again: nothing is lost or read twice"
            ) from None

    @property
    def folder(self) -> Path | None:
        """The folder in which the file lies, the whole path; ``None`` for a store in memory."""
        return None if self.path == ":memory:" else Path(os.path.abspath(self.path)).parent

    def __len__(self) -> int:
        """The number of documents."""
        return int(self._connection.execute("SELECT count(*) FROM documents").fetchone()[0])

    def __bool__(self) -> bool:
        """Always true: an empty store is a store."""
        return True

    def __iter__(self) -> Iterator[Document]:
        """The documents in the order in which they came, one at a time; more may come meanwhile."""
        last = 0
        while row := self._connection.execute(f"{_DOCUMENT} WHERE id > ? ORDER BY id LIMIT 1", (last,)).fetchone():
            last = row[0]
            yield self._document(row)

    def document(self, key: SupportsIndex | str) -> Document:
        """The document of a number, or of a record's id (or its first characters).

        Raises :class:`StoreError` where there is none, or more than one.
        """
        where, value = ("article GLOB ? || '*'", stored(key)) if isinstance(key, str) else ("id = ?", number_of(key))
        rows = self._connection.execute(f"{_DOCUMENT} WHERE {where} LIMIT 2", (value,)).fetchall()
        if len(rows) > 1:
            raise StoreError(f"{self.path}: several documents are called {key!r}; give more of the id")
        if not rows:
            raise StoreError(
                f"{self.path}: no document is called {key!r}; Store.numbers() tells the numbers, and the column `article` of "
                "the table `documents` the ids"
            )
        return self._document(rows[0])

    def _document(self, row: tuple[Any, ...]) -> Document:
        number, source, record, story = row
        return Document(number, restored(source), unpacked(record), story, self.names(number))

    def numbers(self) -> list[int]:
        """The numbers of all documents, in the order in which they came."""
        return [number for (number,) in self._connection.execute("SELECT id FROM documents ORDER BY id")]

    def names(self, number: SupportsIndex) -> tuple[str, ...]:
        """Where a document came from."""
        query = "SELECT name FROM origins WHERE document = ? ORDER BY name"
        names = self._connection.execute(query, (number_of(number),))
        return tuple(restored(name) for (name,) in names)

    def search(self, question: str, *, limit: int = 20) -> list[searching.Hit]:
        """The documents that have all words of a question, best first; see :func:`weibotext.store.searching.search`."""
        return searching.search(self._connection, question, self._segmenter, limit=limit)

    def count(self, question: str) -> int:
        """The number of documents that have all words of a question."""
        return searching.count(self._connection, question, self._segmenter)

    def claims(self, *, among: Iterable[SupportsIndex] | None = None) -> Iterator[Claim]:
        """Every claim once, with all places that make it; those of documents ``among`` and their copies, where given.

        Raises :class:`StoreError` for a number that no document has.
        """
        return claiming.claims(self._connection, among=among)

    def disagreements(self) -> Iterator[Disagreement]:
        """The figures on which copies of one story disagree."""
        return claiming.disagreements(self._connection)

    def copies(self) -> list[tuple[int, ...]]:
        """The stories that have more than one document, each as the numbers of its documents."""
        rows = self._connection.execute(
            "SELECT group_concat(document) FROM (SELECT * FROM stories ORDER BY document) GROUP BY story "
            "HAVING count(*) > 1 ORDER BY story"
        )
        return [tuple(sorted(map(int, listed.split(",")))) for (listed,) in rows]

    def errors(self) -> list[Unreadable]:
        """The articles that could not be read, with the reasons."""
        rows = self._connection.execute("SELECT name, error, reason FROM errors ORDER BY name")
        return [Unreadable(*map(restored, row)) for row in rows]

    def ask(self, question: str, **values: Any) -> Table:
        """The answer to a ready question, one of :data:`weibotext.store.questions.QUESTIONS`.

        >>> with Store() as store:
        ...     store.ask("followers").columns
        ('month', 'province', 'accounts', 'followers')
        """
        return questions.ask(self._connection, question, values)

    def sql(self, query: str) -> Table:
        """What a question in SQL answers. Raises :class:`StoreError` for SQL that is wrong or would change anything."""
        return questions.sql(self._connection, query)

    def table(self, name: str) -> Table:
        """A table whole, its rows read as they are asked for."""
        return tables.table(self._connection, name)

    def columns(self) -> Table:
        """Every table with its columns and their types.

        >>> with Store() as store:
        ...     ("documents", "published", "TEXT") in store.columns()
        True
        """
        return tables.columns(self._connection)

    def to_pandas(self, name: str = "observations") -> pd.DataFrame:
        """A table as a data frame. Needs pandas."""
        return self.table(name).to_pandas()

    def to_arrow(self, name: str = "observations") -> pa.Table:
        """A table as Arrow has it. Needs pyarrow: ``pip install "weibotext[arrow]"``."""
        return tables.arrow(self._connection, name)

    def arrow_batches(self, name: str) -> tuple[pa.Schema, Iterator[pa.RecordBatch]]:
        """A table's schema in Arrow, and its rows a few thousand at a time."""
        return tables.arrow_schema(self._connection, name), tables.arrow_batches(self._connection, name)

    def counts(self) -> dict[str, int]:
        """The number of rows of every table.

        >>> with Store() as store:
        ...     store.counts()["documents"]
        0
        """
        found = {name: f"SELECT count(*) FROM {name}" for name in tables.TABLES}
        return {name: int(self._connection.execute(query).fetchone()[0]) for name, query in found.items()}

    def __repr__(self) -> str:
        if self._connection.closed:
            return f"<Store {self.path!r}: closed>"
        return f"<Store {self.path!r}: {counted(len(self), 'document')}>"

    def _repr_html_(self) -> str:
        from weibotext.report.listing import listing

        rows = self._connection.execute(
            "SELECT title, published, characters, (SELECT count(*) FROM observations WHERE document = id) FROM documents "
            "ORDER BY id LIMIT 20"
        )
        return listing(repr(self), self.counts(), [tuple(map(restored, row)) for row in rows])


_DOCUMENT = (
    "SELECT id, source, json, story FROM documents JOIN records ON records.document = id "
    "JOIN stories ON stories.document = id"
)
