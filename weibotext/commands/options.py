"""Options that several commands share."""

from __future__ import annotations

import click

store = click.option(
    "--store", "store_path", required=True, metavar="FILE", type=click.Path(dir_okay=False), help="The store's file."
)
quiet = click.option("-q", "--quiet", is_flag=True, help="Nothing but what was asked for.")
published = click.option(
    "--published", metavar="DATE", help="The day of publication, as 2013-08-20, for relative dates."
)
encoding = click.option("--encoding", metavar="NAME", help="The files' encoding, where it should not be found out.")
