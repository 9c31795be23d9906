"""``weibotext search``: full text in a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from weibotext.commands import options
from weibotext.surrogates import json_line

if TYPE_CHECKING:
    from weibotext.store import Hit


@click.command(short_help="Search a store's documents.")
@click.argument("question", nargs=-1, required=True)
@options.store
@click.option("--limit", default=20, show_default=True, metavar="N", type=click.IntRange(1), help="The most documents.")
@click.option("--json", "as_json", is_flag=True, help="One JSON value a line.")
def search(question: tuple[str, ...], store_path: str, limit: int, as_json: bool) -> None:
    """Find the documents that have all words of QUESTION, best first.

    Traditional and simplified characters find each other. A word with - before it must not occur (write `--` before such
    a QUESTION), and a phrase may stand in double quotes.
    """
    from weibotext.counts import counted
    from weibotext.store import Store

    asked = " ".join(question)
    with Store(store_path, create=False) as store:
        hits = store.search(asked, limit=limit)
        total = store.count(asked)
    for hit in hits:
        click.echo(json_line(hit._asdict()) if as_json else _written(hit))
    if not as_json:
        click.echo(f"{len(hits):,} of {counted(total, 'document')}", err=True)


def _written(hit: Hit) -> str:
    """Two lines: number, date and title; then the passage with its words set off."""
    passage, place = [], 0
    for start, stop in hit.places:
        passage += [hit.passage[place:start], click.style(hit.passage[start:stop], bold=True, underline=True)]
        place = stop
    passage.append(hit.passage[place:])
    return f"{hit.document}\t{hit.published or '—'}\t{hit.title or '—'}\n\t{''.join(passage).strip()}"
