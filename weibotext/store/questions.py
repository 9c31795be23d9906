"""Questions to a store: ready ones by name, and any that SQL can ask without changing anything."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final, NamedTuple

from weibotext.errors import StoreError
from weibotext.store.schema import Connection
from weibotext.store.stored import stored
from weibotext.store.tables import Table, select


class Question(NamedTuple):
    """A ready question: what it asks, its SQL, and the names of what it must be told.

    >>> QUESTIONS["account"].needs
    ('name',)
    """

    asks: str
    sql: str
    needs: tuple[str, ...] = ()


_STORIES: Final = (
    "dated AS (SELECT story, substr(min(published), 1, 7) AS month FROM stories JOIN documents ON document = id "
    "WHERE published IS NOT NULL GROUP BY story)"
)
"""Each story with the month in which it was first published, for copies are no news."""

QUESTIONS: Final[Mapping[str, Question]] = {
    "account": Question(
        "all claims about an account, in order of time",
        "SELECT day, time, subject, measure, value, mod, unit, documents.title, documents.article, start, stop "
        "FROM observations JOIN documents ON documents.id = document WHERE subject = ltrim(:name, '@') "
        "ORDER BY day, document, position",
        ("name",),
    ),
    "followers": Question(
        "followers over time, by province: accounts counted, and the sum of the largest claim for each",
        "SELECT month, province, count(*) AS accounts, sum(followers) AS followers FROM (SELECT substr(day, 1, 7) AS month, "
        "province, subject, max(number) AS followers FROM observations WHERE measure = 'followers' AND number IS NOT NULL "
        "AND unit IS NOT NULL GROUP BY 1, 2, 3) GROUP BY 1, 2 ORDER BY 1, 2",
    ),
    "agencies": Question(
        "agencies by month: the stories of each month that name them",
        f"WITH {_STORIES} SELECT month, name, kind, count(DISTINCT story) AS articles FROM agencies "
        "JOIN stories USING (document) JOIN dated USING (story) GROUP BY 1, 2, 3 ORDER BY 1, 4 DESC, 2",
    ),
    "kinds": Question(
        "kinds of bodies by month: the stories of each month that name one",
        f"WITH {_STORIES} SELECT month, kind, count(DISTINCT story) AS articles FROM agencies "
        "JOIN stories USING (document) JOIN dated USING (story) GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2",
    ),
    "themes": Question(
        "themes by month: the stories of each month whose first theme it is",
        f"WITH {_STORIES} SELECT month, label AS theme, count(DISTINCT story) AS articles FROM themes "
        "JOIN stories USING (document) JOIN dated USING (story) WHERE position = 0 GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2",
    ),
    "months": Question(
        "stories by month",
        f"WITH {_STORIES} SELECT month, count(*) AS articles FROM dated GROUP BY 1 ORDER BY 1",
    ),
    "unlinked": Question(
        "figures that no claim uses",
        "SELECT documents.article, figures.text, figures.value, figures.unit, figures.item, figures.start, "
        "figures.stop FROM figures JOIN documents ON documents.id = figures.document WHERE NOT EXISTS (SELECT 1 FROM "
        "observations WHERE observations.document = figures.document AND figure = figures.id) "
        "ORDER BY figures.document, figures.start",
    ),
    "errors": Question("articles that could not be read", "SELECT name, error, reason FROM errors ORDER BY name"),
}
"""The ready questions. In ``followers`` an account counts under the province of the body that runs it."""

_ALLOWED: Final = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE}
_FORBIDDEN_FUNCTIONS: Final = {"load_extension"}


def ask(connection: Connection, name: str, values: Mapping[str, Any]) -> Table:
    """The answer to a ready question.

    Raises :class:`StoreError` for a question that is none of :data:`QUESTIONS`, or one that was not told what it needs.
    """
    question = QUESTIONS.get(name)
    if question is None:
        raise StoreError(f"there is no ready question {name!r}; there are {', '.join(QUESTIONS)}, or give SQL")
    if missing := [need for need in question.needs if not values.get(need)]:
        raise StoreError(f"the question {name!r} must be told: {', '.join(f'--{need}' for need in missing)}")
    for need in question.needs:
        if not isinstance(values[need], str):
            raise StoreError(f"the question {name!r} takes words: {need}={values[need]!r} is none; give a str")
    return select(connection, question.sql, {need: stored(values[need]) for need in question.needs})


@contextmanager
def reading_only(connection: sqlite3.Connection) -> Iterator[None]:
    """Within the block the connection refuses whatever is not a question: writing, settings, other files."""
    # Once looked at, the index needs nothing that the guard would have to let pass.
    connection.execute("SELECT count(*) FROM (SELECT rowid FROM search LIMIT 1)").fetchone()
    connection.set_authorizer(_guard)
    try:
        yield
    finally:
        connection.set_authorizer(None)


def sql(connection: Connection, query: str) -> Table:
    """What SQL answers; what it may do is checked before the first row is read.

    Raises :class:`StoreError` for SQL that is wrong or would change anything.
    """
    if not isinstance(query, str):
        raise StoreError(f"a question in SQL is a str, not {type(query).__name__}; such as SELECT * FROM documents")
    with _told(), reading_only(connection):
        found = select(connection, query)
    return Table(found.columns, _rows(found))


def _rows(found: Table) -> Iterator[tuple[Any, ...]]:
    with _told():
        yield from found.rows


@contextmanager
def _told() -> Iterator[None]:
    """What SQLite has against a question, in words."""
    try:
        yield
    except (sqlite3.Error, sqlite3.Warning, UnicodeError) as problem:
        cure = "only questions are answered, such as SELECT; " if "not authorized" in str(problem) else ""
        raise StoreError(f"{cure}SQLite says: {problem}; the tables are told by `weibotext query --tables`") from None


def _guard(action: int, first: str | None, second: str | None, *_: Any) -> int:
    if action in _ALLOWED:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_FUNCTION and second not in _FORBIDDEN_FUNCTIONS:
        return sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA and first == "data_version":
        return sqlite3.SQLITE_OK  # the full-text index asks for it
    return sqlite3.SQLITE_DENY
