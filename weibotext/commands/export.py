"""``weibotext export``: a store in the formats of other tools."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from weibotext.commands import options
from weibotext.commands.listed import OneOf, telling
from weibotext.commands.sources import keep_apart


def _formats() -> Iterator[tuple[str, str]]:
    """The formats, and what they are."""
    from weibotext.export import FORMATS

    for name, form in FORMATS.items():
        yield name, f"a folder: {form.says}" if form.folder else form.says


def _units() -> Iterable[str]:
    from weibotext.export import UNITS

    return UNITS


@click.command(cls=telling(_formats), short_help="Write a store for other tools.")
@options.store
@click.option("--format", "name", required=True, type=OneOf(lambda: dict(_formats())), help="The format.")
@click.option("-o", "--output", required=True, metavar="PATH", help="The file, or the folder, to write.")
@click.option("--offsets", default="code-points", show_default=True, type=OneOf(_units), help="What offsets count.")
def export(store_path: str, name: str, output: str, offsets: str) -> None:
    """Write a store for other tools, in one of these formats:"""
    from weibotext.export import export as write
    from weibotext.store import Store

    keep_apart([store_path], [output])
    with Store(store_path, create=False) as store:
        write(store, name, Path(output), unit=offsets)
