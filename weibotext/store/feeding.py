"""Articles into the store: each text once, in its order, and whatever goes wrong with one leaves the others alone.

Articles are written in batches, each a transaction. A feed killed at any moment has lost what its last batch had read
and nothing else; fed again, it passes over the texts that it knows and goes on. Nothing that is written depends on how
often a feed was interrupted, but for the table of runs.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Final, NamedTuple, TypeAlias

from weibotext.heading import moment
from weibotext.intake import Unreadable
from weibotext.pipeline import Pipeline
from weibotext.reading import Article
from weibotext.store.schema import transaction
from weibotext.store.searching import Indexer
from weibotext.store.settings import settings_of
from weibotext.store.stored import article_of, restored, stored
from weibotext.store.writing import Incoming, insert, replace

Given: TypeAlias = Article | Unreadable

BATCH: Final = 64
"""Articles in a transaction: enough that writing costs little, so few that little is read twice after a kill."""


class Fed(NamedTuple):
    """What became of the articles fed.

    ``known`` were there already; ``stale`` of them were read under other settings or with another date of publication
    and were left so, while ``refreshed`` were read again because that was asked for.

    >>> Fed(added=3).failed
    0
    """

    added: int = 0
    known: int = 0
    refreshed: int = 0
    stale: int = 0
    failed: int = 0


class Feeder:
    """Feeds one store with one pipeline.

    ``clock`` tells the time for the table of runs; ``refresh`` says whether documents that are stale are read again.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        pipeline: Pipeline,
        indexer: Indexer,
        *,
        clock: Callable[[], datetime],
        refresh: bool = False,
    ) -> None:
        self._connection = connection
        self._pipeline = pipeline
        self._indexer = indexer
        self._clock = clock
        self._refresh = refresh
        self._settings = settings_of(pipeline)

    def feed(self, articles: Iterable[Given], on_article: Callable[[Given, str], object]) -> Fed:
        """Feed articles; ``on_article`` is told of each, once it is written, and what became of it: a field of :class:`Fed`."""
        counts = dict.fromkeys(Fed._fields, 0)
        run = self._begun()
        given = iter(articles)
        while batch := list(islice(given, BATCH)):
            with transaction(self._connection):
                outcomes = [self._one(article) for article in batch]
                for outcome in outcomes:
                    counts[outcome] += 1
                self._note(run, counts)
            for article, outcome in zip(batch, outcomes, strict=True):
                on_article(article, outcome)
        with transaction(self._connection):
            self._connection.execute("UPDATE runs SET finished = ? WHERE id = ?", (self._now(), run))
        return Fed(**counts)

    def _one(self, article: Given) -> str:
        if isinstance(article, Unreadable):
            return self._failed(stored(article.name), article.error, article.reason)
        digest = hashlib.sha256(article.source.encode("utf-8", "surrogatepass")).hexdigest()
        # A text that came without a name is called by itself, the same every time.
        name = stored(article.name or f"text-{digest[:12]}")
        try:
            return self._written(name, f"sha256:{digest}", article)
        except _UnreadError as problem:
            return self._failed(name, type(problem.cause).__name__, str(problem.cause))

    def _written(self, name: str | bytes, digest: str, article: Article) -> str:
        query = "SELECT id, settings, given FROM documents WHERE hash = ?"
        known = self._connection.execute(query, (digest,)).fetchone()
        if known is None:
            document, outcome = insert(self._connection, self._read(article), self._indexer), "added"
        else:
            document, outcome = known[0], self._seen_again(known, article)
        self._connection.execute("INSERT OR IGNORE INTO origins VALUES (?, ?)", (name, document))
        self._connection.execute("DELETE FROM errors WHERE name = ?", (name,))
        return outcome

    def _seen_again(self, known: tuple[int, str, str | None], article: Article) -> str:
        document, settings, given = known
        if _given(article) is None and given is not None:
            # Fed without a date, a text keeps the one it was given.
            article = dataclasses.replace(article, published=given, published_basis="given")
        if (settings, given) == (self._settings, _given(article)):
            return "known"
        if not self._refresh:
            return "stale"
        replace(self._connection, document, self._read(article), self._indexer)
        return "refreshed"

    def _read(self, article: Article) -> Incoming:
        try:
            written = self._pipeline(article).to_json()
            given = _given(article)
        except Exception as problem:  # one article's trouble, a bug among it, must not end the night's feed
            raise _UnreadError(problem) from problem
        return Incoming(article, written, json.loads(written), given, self._settings)

    def _failed(self, name: str | bytes, error: str, reason: str) -> str:
        self._connection.execute("INSERT OR REPLACE INTO errors VALUES (?, ?, ?)", (name, error, stored(reason)))
        return "failed"

    def _begun(self) -> int:
        with transaction(self._connection):
            row = self._connection.execute(
                "INSERT INTO runs (started, settings) VALUES (?, ?) RETURNING id", (self._now(), self._settings)
            ).fetchone()
        return int(row[0])

    def _note(self, run: int, counts: dict[str, int]) -> None:
        known = counts["known"] + counts["stale"]
        self._connection.execute(
            "UPDATE runs SET added = ?, known = ?, refreshed = ?, failed = ? WHERE id = ?",
            (counts["added"], known, counts["refreshed"], counts["failed"], run),
        )

    def _now(self) -> str:
        return self._clock().isoformat(timespec="seconds")


class _UnreadError(Exception):
    """An article that the pipeline could not read, with the cause."""

    def __init__(self, cause: Exception) -> None:
        super().__init__(str(cause))
        self.cause = cause


def sources(connection: sqlite3.Connection) -> Iterator[Article]:
    """The documents of a store as the articles they were, to be read again from what the store itself holds."""
    last = 0
    query = "SELECT id, source, article FROM documents WHERE id > ? ORDER BY id LIMIT ?"
    while rows := connection.execute(query, (last, BATCH)).fetchall():
        for document, source, article in rows:
            yield article_of(restored(source), article)
            last = document


def _given(article: Article) -> str | None:
    """The date that the caller gave, as ISO has it, so that equal dates are equal however they were given."""
    found = moment(article.published) if article.published_basis == "given" else None
    return found.isoformat() if found else None
