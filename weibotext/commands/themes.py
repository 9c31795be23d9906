"""The command ``weibotext themes``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from weibotext.commands import options
from weibotext.commands.left_out import LeftOut

if TYPE_CHECKING:
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
@click.option("--published", metavar="DATE", help="The day of publication, as 2013-08-20, of articles that state none.")
@click.option("--no-plots", is_flag=True, help="Tables only; pictures need the extra weibotext[plots].")
@click.option("-o", "--output", required=True, metavar="FOLDER", help="Where tables and pictures go.")
@click.option("-q", "--quiet", is_flag=True, help="No progress, no list of files.")
def themes(  # noqa: PLR0917 (click gives them by name)
    paths: tuple[str, ...],
    taxonomy: str | None,
    topics: int | None,
    by: By,
    published: str | None,
    no_plots: bool,
    output: str,
    quiet: bool,
) -> None:
    """Tables and pictures of the themes of articles, from whatever `weibotext extract` reads, or - for standard input.

    What cannot be read is reported and left out.
    """
    from weibotext.heading import moment
    from weibotext.output import made_folder
    from weibotext.survey import survey
    from weibotext.themes import read_taxonomy

    moment(published)
    drawn = not no_plots and _can_draw()  # what is missing is said before the work, not after it
    labels = read_taxonomy(taxonomy) if taxonomy else None
    left_out = LeftOut(quiet=quiet)
    articles = _articles(paths, published, left_out, quiet=quiet)
    found = survey(articles, taxonomy=labels, topics=topics, by=by, on_error=left_out.article)
    folder = made_folder(output)
    written = found.write(folder)
    if drawn:
        from weibotext.survey.plots import draw

        written += draw(found, folder)
    if not quiet:
        click.echo("\n".join(map(str, written)))
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


def _articles(paths: tuple[str, ...], published: str | None, left_out: LeftOut, *, quiet: bool) -> Iterator[Article]:
    """The articles, with a bar on a terminal; ``published`` is for those that come with no date."""
    from tqdm import tqdm

    from weibotext.reading import find_files, read_articles

    articles = read_articles(*find_files(paths), on_error=left_out.named)
    hidden = quiet or sys.stderr is None or not sys.stderr.isatty()
    for article in tqdm(articles, desc="articles", unit="", file=sys.stderr, leave=False, disable=hidden):
        dated = article.published is not None or published is None
        yield article if dated else replace(article, published=published, published_basis="given")
