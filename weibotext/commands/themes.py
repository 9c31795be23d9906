"""The command ``weibotext themes``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from weibotext.commands import options
from weibotext.commands.left_out import LeftOut
from weibotext.commands.sources import keep_apart, sources

if TYPE_CHECKING:
    from weibotext.intake import Reading
    from weibotext.reading import Article
    from weibotext.survey.tables import By


@click.command(short_help="Tables and pictures of the themes of articles.")
@click.argument("paths", nargs=-1, required=True, type=options.ARTICLES)
@click.option("--taxonomy", metavar="FILE", help="Labels and seed words in TOML, in place of the package's own.")
@click.option("--topics", type=click.IntRange(min=0), metavar="N", help="Find N topics too; 0 lets the corpus choose.")
@click.option(
    "--by",
    type=click.Choice(["month", "agency", "region"]),
    default="month",
    show_default=True,
    help="What to group by.",
)
@click.option("--no-plots", is_flag=True, help="Tables only; pictures need the extra weibotext[plots].")
@click.option("-o", "--output", required=True, metavar="FOLDER", help="Where tables and pictures go.")
@options.reading
@click.option("-q", "--quiet", is_flag=True, help="No progress, no list of files.")
def themes(
    *,
    paths: tuple[str, ...],
    taxonomy: str | None,
    topics: int | None,
    by: By,
    no_plots: bool,
    output: str,
    reading: Reading,
    quiet: bool,
) -> None:
    """Tables and pictures of the themes of articles, from whatever `weibotext extract` reads, or - for standard input.

    What cannot be read is reported and left out.
    """
    from weibotext.intake import readable
    from weibotext.output import made_folder
    from weibotext.survey import TABLES, survey
    from weibotext.themes import read_taxonomy

    tables = [Path(output, name) for name in TABLES]
    keep_apart([taxonomy] if taxonomy else [], tables)
    files = sources(paths, tables)
    drawn = not no_plots and _can_draw()  # what is missing is said before the work, not after it
    labels = read_taxonomy(taxonomy) if taxonomy else None
    left_out = LeftOut(quiet=quiet)
    articles = _shown(readable(files, reading, on_error=left_out.named), quiet=quiet)
    found = survey(articles, taxonomy=labels, topics=topics, by=by, on_error=left_out.article)
    folder = made_folder(output)
    written = found.write(folder)
    if drawn:
        from weibotext.survey.plots import draw

        written += draw(found, folder)
    if not quiet:
        click.echo("\n".join(map(click.format_filename, written)))
    left_out.end()


def _can_draw() -> bool:
    """Whether the extra for pictures is there; the tables are written without it as well."""
    from weibotext.errors import InputError
    from weibotext.survey.fonts import chinese_font

    try:
        chinese_font()
    except InputError as problem:
        click.echo(f"tables only: {problem}", err=True)
        return False
    return True


def _shown(articles: Iterable[Article], *, quiet: bool) -> Iterator[Article]:
    """The articles, with a bar on a terminal."""
    from tqdm import tqdm

    hidden = quiet or sys.stderr is None or not sys.stderr.isatty()
    yield from tqdm(articles, desc="articles", unit="", file=sys.stderr, leave=False, disable=hidden)
