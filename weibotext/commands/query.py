"""``weibotext query``: a ready question, or SQL, to a store."""

from __future__ import annotations

from collections.abc import Iterator

import click

from weibotext.cells import write_rows
from weibotext.commands import options
from weibotext.commands.listed import telling
from weibotext.commands.outputs import opened
from weibotext.surrogates import json_line


def _questions() -> Iterator[tuple[str, str]]:
    """The ready questions, what they ask, and the options that they need."""
    from weibotext.store.questions import QUESTIONS

    for name, question in QUESTIONS.items():
        needed = "".join(f" (--{need})" for need in question.needs)
        yield name, question.asks + needed


@click.command(cls=telling(_questions), short_help="Ask a store a ready question, or SQL.")
@click.argument("question", required=False)
@options.store
@click.option("--name", metavar="NAME", help="The account, for the question `account`.")
@click.option("--json", "as_json", is_flag=True, help="One JSON value a line, in place of CSV.")
@click.option("--tables", is_flag=True, help="Tell the tables and their columns.")
def query(question: str | None, store_path: str, name: str | None, as_json: bool, tables: bool) -> None:
    """Ask a store QUESTION: SQL, which may read and nothing else, or one of the ready ones:"""
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
