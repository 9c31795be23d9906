"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from weibotext.reading import Columns

ARTICLES = click.Path(allow_dash=True, readable=False)
"""Paths to read. Whether they can be is found out one by one, so that one that cannot be is left out alone."""

store = click.option(
    "--store", "store_path", required=True, metavar="FILE", type=click.Path(dir_okay=False), help="The store's file."
)
quiet = click.option("-q", "--quiet", is_flag=True, help="No progress, and no word about articles that fail.")
workers = click.option(
    "--workers", type=click.IntRange(1), default=1, show_default=True, metavar="N", help="How many processes read."
)

_READING = (
    click.option(
        "--published", metavar="DATE", help="The day of publication, as 2013-08-20; else the article's own is used."
    ),
    click.option(
        "--encoding", metavar="NAME", help="The files' encoding, such as gb18030, where it should not be found out."
    ),
    click.option(
        "--format",
        "kind",
        type=click.Choice(["txt", "html", "csv", "tsv", "jsonl", "parquet", "zip"]),
        help="What PATHS hold, where the ends of their names do not tell; for - it is txt.",
    ),
    click.option(
        "--column",
        "columns",
        multiple=True,
        metavar="FIELD=NAME",
        help="The column of a table for text, title, published, id or url; can be repeated. Usual names are known.",
    ),
)


def reading(command: Callable[..., None]) -> Callable[..., None]:
    """How files are read: four options, given to the command as one :class:`weibotext.intake.Reading`.

    A date that is none, or a column that no table has, is wrong use, and refused before anything is read.
    """

    @wraps(command)
    def told(
        *, published: str | None, encoding: str | None, kind: str | None, columns: tuple[str, ...], **more: Any
    ) -> None:
        from weibotext.heading import moment
        from weibotext.intake import Reading

        moment(published)
        command(reading=Reading(published, encoding, kind, _columns(columns)), **more)

    for option in reversed(_READING):
        told = option(told)
    return told


def _columns(given: tuple[str, ...]) -> Columns:
    from weibotext.errors import InputError
    from weibotext.reading import Columns

    pairs = dict(one.partition("=")[::2] for one in given)
    known = Columns.__slots__
    if unknown := [one for one in given if "=" not in one or one.partition("=")[0] not in known]:
        raise InputError(f"--column {unknown[0]}: write it as FIELD=NAME, where FIELD is one of {', '.join(known)}")
    return Columns(**pairs)
