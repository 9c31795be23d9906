"""Articles into the store: each text once, in its order, and whatever goes wrong with one leaves the others alone.

Articles are written in batches, each a transaction. A feed killed at any moment has lost what its last batch had read
and nothing else; fed again, it passes over the texts that it knows and goes on. Nothing that is written depends on how
often a feed was interrupted or how many processes read, but for the table of runs: others only read ahead, and whether
what they read is wanted is decided here, when the article's turn has come. While a batch is read nothing is held that would
keep other feeds from writing theirs.
"""

from __future__ import annotations

import dataclasses
import hashlib
import sqlite3
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from datetime import datetime
from typing import Final, NamedTuple, TypeAlias

from weibotext.errors import InputError
from weibotext.heading import moment
from weibotext.intake import Found, Unreadable
from weibotext.reading import Article
from weibotext.store.copies import retell
from weibotext.store.preparing import Ahead, Preparing, Unread, ahead
from weibotext.store.schema import transaction
from weibotext.store.stored import article_of, restored, stored
from weibotext.store.writing import Incoming, insert, replace

_Turn: TypeAlias = tuple[Found, Ahead | None]

BATCH: Final = 64
"""Articles in a transaction: enough that writing costs little, so few that little is read twice after a kill."""

MOST_HELD: Final = 2_000_000
"""Characters: with the article that brings those read to so many a batch is full, for they wait in memory to be written."""


class Fed(NamedTuple):
    """What became of the articles fed.

    ``known`` were there already; ``stale`` were too, but were read under other settings, or with another title, date or
    whatever else is known of an article, and were left so; ``refreshed`` were read again because that was asked for.

    >>> Fed(added=3)
    Fed(added=3, known=0, refreshed=0, stale=0, failed=0)
    """

    added: int = 0
    known: int = 0
    refreshed: int = 0
    stale: int = 0
    failed: int = 0


class _Plan(NamedTuple):
    """What is to become of an article: the document it is, if any, the outcome, and what to read for it, if anything."""

    document: int | None
    outcome: str
    reading: Article | None


class Feeder:
    """Feeds one store.

    ``settings`` are those that ``prepare`` reads under, ``clock`` tells the time for the table of runs; ``refresh`` says
    whether documents that are stale are read again, ``workers`` how many processes read.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        prepare: Preparing,
        settings: str,
        *,
        clock: Callable[[], datetime],
        refresh: bool,
        workers: int,
    ) -> None:
        if workers < 1:
            raise InputError(f"workers={workers}: give one or more")
        self._connection = connection
        self._prepare = prepare
        self._settings = settings
        self._clock = clock
        self._refresh = refresh
        self._workers = workers

    def feed(self, articles: Iterable[Found], on_article: Callable[[Found, str], object]) -> Fed:
        """Feed articles; ``on_article`` is told of each, once it is written, and what became of it: a field of :class:`Fed`."""
        counts = dict.fromkeys(Fed._fields, 0)
        run = self._begun()
        with closing(self._ahead(articles)) as given:
            for batch in self._batches(given):
                with transaction(self._connection):
                    outcomes = self._written(batch)
                    for outcome in outcomes:
                        counts[outcome] += 1
                    self._note(run, counts)
                for (article, _), outcome in zip(batch, outcomes, strict=True):
                    on_article(article, outcome)
        with transaction(self._connection):
            self._connection.execute("UPDATE runs SET finished = ? WHERE id = ?", (self._now(), run))
        return Fed(**counts)

    def _ahead(self, articles: Iterable[Found]) -> Generator[_Turn]:
        """The articles, with more than one worker each prepared before its turn where it seems that it will be read."""
        if self._workers == 1:
            yield from ((article, None) for article in articles)
        else:
            yield from ahead(articles, self._wanted, self._prepare, self._workers)

    def _batches(self, given: Iterable[_Turn]) -> Iterator[list[_Turn]]:
        """The articles that are written together, all that are to be read prepared."""
        batch: list[_Turn] = []
        texts: set[str] = set()
        for article, early in given:
            if isinstance(article, Article) and article.source in texts:
                # Once it is written the text is known, and what is to become of it is seen anew.
                yield batch
                batch, texts = [], set()
            ready = self._ready(article, early)
            batch.append((article, ready))
            if ready is not None:
                texts.add(ready.article.source)
            if len(batch) == BATCH or sum(map(len, texts)) >= MOST_HELD:
                yield batch
                batch, texts = [], set()
        if batch:
            yield batch

    def _ready(self, article: Found, early: Ahead | None) -> Ahead | None:
        """The article prepared if, as things stand, it will be read."""
        wanted = self._wanted(article)
        if wanted is None or (early and early.article == wanted):
            return early
        return Ahead(wanted, self._prepare(wanted))

    def _wanted(self, article: Found) -> Article | None:
        try:
            return None if isinstance(article, Unreadable) else self._plan(article, _digest(article)).reading
        except InputError:
            return None  # told when its turn comes

    def _written(self, batch: list[_Turn]) -> list[str]:
        """What became of the articles of a batch. Stories are told when all are written: each once, however many changed."""
        changed: dict[int, bytes | None] = {}
        outcomes = [self._one(article, ready, changed) for article, ready in batch]
        retell(self._connection, changed)
        return outcomes

    def _one(self, article: Found, ready: Ahead | None, changed: dict[int, bytes | None]) -> str:
        if isinstance(article, Unreadable):
            return self._failed(stored(article.name), Unread(article.error, article.reason))
        digest = _digest(article)
        # A text that came without a name is called by itself, the same every time.
        name = stored(article.name or f"text-{digest[:12]}")
        try:
            plan = self._plan(article, digest)
        except InputError as problem:
            return self._failed(name, Unread(type(problem).__name__, str(problem)))
        document = plan.document
        if plan.reading is not None:
            # Only where another feed wrote the same text in this moment is there anything left to prepare.
            answer = ready.answer if ready and ready.article == plan.reading else self._prepare(plan.reading)
            if isinstance(answer, Unread):
                return self._failed(name, answer)
            incoming = Incoming(plan.reading, answer, _given(plan.reading), self._settings)
            if document is None:
                document = insert(self._connection, incoming)
            elif replace(self._connection, document, incoming):
                changed[document] = answer.signature
        self._connection.execute("INSERT OR IGNORE INTO origins VALUES (?, ?)", (name, document))
        self._connection.execute("DELETE FROM errors WHERE name = ?", (name,))
        return plan.outcome

    def _plan(self, article: Article, digest: str) -> _Plan:
        """As the store stands now. Raises :class:`InputError` for a date of publication that is none."""
        query = "SELECT id, settings, given, known FROM documents WHERE article = ?"
        known = self._connection.execute(query, (f"sha256:{digest}",)).fetchone()
        asked = _given(article)
        if known is None:
            return _Plan(None, "added", article)
        document, settings, given, written = known
        if asked is None and given is not None:
            # Fed without a date, a text keeps the one it was given.
            article = dataclasses.replace(article, published=given, published_basis="given")
            asked = given
        if (settings, given) == (self._settings, asked) and _agrees(article, article_of(article.source, written)):
            return _Plan(document, "known", None)
        return _Plan(document, "refreshed", article) if self._refresh else _Plan(document, "stale", None)

    def _failed(self, name: str | bytes, why: Unread) -> str:
        self._connection.execute(
            "INSERT OR REPLACE INTO errors VALUES (?, ?, ?)", (name, why.error, stored(why.reason))
        )
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


def sources(connection: sqlite3.Connection) -> Iterator[Article]:
    """The documents of a store as the articles they were, to be read again from what the store itself holds."""
    last = 0
    query = "SELECT id, source, known FROM documents WHERE id > ? ORDER BY id LIMIT ?"
    while rows := connection.execute(query, (last, BATCH)).fetchall():
        for document, source, known in rows:
            yield article_of(restored(source), known)
            last = document


def _digest(article: Article) -> str:
    return hashlib.sha256(article.source.encode("utf-8", "surrogatepass")).hexdigest()


def _agrees(article: Article, before: Article) -> bool:
    """Whether as much is known of an article as before. A text met elsewhere too stays what its first place told of it."""
    return article.name != before.name or _known(article) == _known(before)


def _known(article: Article) -> tuple[object, ...]:
    """What an article is besides its text, so that equal dates are equal however they were told; the encoding is its file's."""
    published = moment(article.published)
    dated = (published, article.published_basis) if published else None
    return article.title, dated, article.id, article.url, article.site


def _given(article: Article) -> str | None:
    """The date that the caller gave, as ISO has it, so that equal dates are equal however they were given."""
    found = moment(article.published) if article.published_basis == "given" else None
    return found.isoformat() if found else None
