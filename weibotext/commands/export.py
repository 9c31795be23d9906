"""``weibotext export``: a store in the formats of other tools."""

from __future__ import annotations

from pathlib import Path

import click

from weibotext.commands import options
from weibotext.commands.outputs import keep_apart

_FORMATS = ("jsonl", "csv", "parquet", "doccano", "labelstudio", "displacy", "docbin", "timeml")
_UNITS = ("code-points", "utf-16", "bytes")


@click.command(short_help="Write a store for other tools.")
@options.store
@click.option("--format", "name", required=True, type=click.Choice(_FORMATS), help="The format.")
@click.option("-o", "--output", required=True, metavar="PATH", help="The file, or the folder, to write.")
@click.option(
    "--offsets", default="code-points", show_default=True, type=click.Choice(_UNITS), help="What offsets count."
)
def export(store_path: str, name: str, output: str, offsets: str) -> None:
    """Write a store for other tools.

    \b
    jsonl        records with their sources, JSON Lines
    csv          a folder: every table, CSV that Excel opens
    parquet      a folder: every table, Parquet
    doccano      doccano's JSON Lines
    labelstudio  tasks of Label Studio with predictions
    displacy     what displaCy renders by hand
    docbin       spaCy's DocBin, every code point a token
    timeml       a folder: dates as TimeML, a file an article
    """  # noqa: D301 -- click keeps the lines of a paragraph that begins with this very character
    from weibotext.export import export as write
    from weibotext.store import Store

    keep_apart([store_path], output)
    with Store(store_path, create=False) as store:
        write(store, name, Path(output), unit=offsets)
