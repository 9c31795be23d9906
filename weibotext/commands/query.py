"""``weibotext query``: a ready question, or SQL, to a store."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import click

from weibotext.commands import options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from weibotext.store.tables import Table


@click.command(short_help="Ask a store a ready question, or SQL.")
@click.argument("question", required=False)
@options.store
@click.option("--name", metavar="NAME", help="The account, for the question `account`.")
@click.option("--json", "as_json", is_flag=True, help="One JSON value a line, in place of CSV.")
@click.option("--tables", is_flag=True, help="Tell the tables and their columns.")
def query(question: str | None, store_path: str, name: str | None, as_json: bool, tables: bool) -> None:
    """Ask a store QUESTION: one of the ready ones, or SQL, which may read and nothing else.

    \b
    account    all claims about an account, in order of time (--name)
    followers  followers over time, by province
    agencies   agencies by month, copies counted once
    kinds      kinds of agencies by month, likewise
    themes     themes by month, likewise
    months     articles by month, likewise
    unlinked   figures that no claim uses
    errors     articles that could not be read
    """  # noqa: D301 -- click keeps the lines of a paragraph that begins with this very character
    from weibotext.store import Store
    from weibotext.store.questions import QUESTIONS

    with Store(store_path, create=False) as store:
        if tables:
            found = store.columns()
        elif question is None or not question.strip():
            raise click.UsageError("Missing argument 'QUESTION'.")
        elif question in QUESTIONS:
            found = store.ask(question, name=name)
        else:
            found = store.sql(question)
        for line in _lines(found, as_json=as_json):
            click.echo(line)


def _lines(table: Table, *, as_json: bool) -> Iterator[str]:
    if as_json:
        for row in table:
            yield json.dumps(dict(zip(table.columns, map(_plain, row), strict=True)), ensure_ascii=False)
        return
    yield _csv(table.columns)
    for row in table:
        yield _csv(map(_plain, row))


def _csv(values: object) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(values)  # type: ignore[arg-type]
    return out.getvalue()


def _plain(value: object) -> object:
    """A value that a terminal and JSON can take: lone surrogates shown."""
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value
