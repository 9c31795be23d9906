"""``weibotext query``: a ready question, or SQL, to a store."""

from __future__ import annotations

import click

from weibotext.cells import write_rows
from weibotext.commands import options
from weibotext.commands.outputs import opened
from weibotext.surrogates import json_line


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
        rows = (map(_plain, row) for row in found)
        with opened("-") as file:
            if as_json:
                file.writelines(json_line(dict(zip(found.columns, row, strict=True))) + "\n" for row in rows)
            else:
                write_rows(file, found.columns, rows)


def _plain(value: object) -> object:
    """A value that CSV and JSON have: of bytes their digits, as SQL's ``hex`` gives them."""
    return value.hex().upper() if isinstance(value, bytes) else value
