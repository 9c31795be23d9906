"""The command ``weibotext themes``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from weibotext.reading import Article


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(allow_dash=True))
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
    by: str,
    published: str | None,
    no_plots: bool,
    output: str,
    quiet: bool,
) -> None:
    """Tables and pictures of the themes of articles: text files, folders of them, or - for standard input.

    An article that cannot be read is reported and left out.
    """
    from weibotext.pipeline import moment
    from weibotext.survey import survey
    from weibotext.survey.fonts import chinese_font
    from weibotext.themes import read_taxonomy

    moment(published)
    if not no_plots:
        chinese_font()  # what is missing is said before the work, not after it
    labels = read_taxonomy(taxonomy) if taxonomy else None
    left_out: list[str] = []
    found = survey(_articles(paths, published, left_out, quiet=quiet), taxonomy=labels, topics=topics, by=by)  # type: ignore[arg-type]
    folder = Path(output)
    folder.mkdir(parents=True, exist_ok=True)
    written = found.write(folder)
    if not no_plots:
        from weibotext.survey.plots import draw

        written += draw(found, folder)
    if not quiet:
        click.echo("\n".join(map(str, written)))
    if left_out:
        click.get_current_context().exit(1)


def _articles(paths: tuple[str, ...], published: str | None, left_out: list[str], *, quiet: bool) -> Iterator[Article]:
    """The articles, with a bar on a terminal; those that cannot be read are said and noted."""
    from tqdm import tqdm

    from weibotext.errors import InputError
    from weibotext.reading import Article, find_articles, read_article

    files = list(find_articles(list(paths)))
    hidden = quiet or not sys.stderr.isatty() or len(files) < 2
    for file in tqdm(files, unit=" articles", file=sys.stderr, leave=False, disable=hidden):
        try:
            yield Article(read_article(file).source, file, published)
        except InputError as problem:
            left_out.append(file)
            if not quiet:
                click.echo(f"left out: {problem}", err=True)
