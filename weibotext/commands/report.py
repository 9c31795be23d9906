"""``weibotext report``: a store, or articles, as one page to read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from weibotext.commands import options
from weibotext.commands.left_out import LeftOut
from weibotext.commands.sources import keep_apart, sources

if TYPE_CHECKING:
    from weibotext.intake import Reading
    from weibotext.store import Store


@click.command(short_help="Write a page to read articles on, with all that was found.")
@click.argument("paths", nargs=-1, required=True, metavar="STORE|PATHS...", type=options.ARTICLES)
@click.option("-o", "--output", default="report.html", show_default=True, metavar="FILE", help="The page to write.")
@click.option("--title", metavar="TEXT", help="The page's title; else the name of the first path.")
@click.option(
    "--per-page", default=500, show_default=True, metavar="N", type=click.IntRange(1), help="Articles on one page."
)
@options.reading
@options.quiet
def report(
    *,
    paths: tuple[str, ...],
    output: str,
    title: str | None,
    per_page: int,
    reading: Reading,
    quiet: bool,
) -> None:
    """Write a page to read articles on, with all that was found in them: of a store, or of files and folders.

    The page is one file that needs nothing else, and no network. Of more than N articles it is several, FILE, FILE-2 and
    so on: the first tells of all of them, and each has its own articles. What cannot be read is told and left out.
    """
    from weibotext.reporting import earlier_pages, pages_of, write_report
    from weibotext.store import Store

    page = Path(output)
    left_out = LeftOut(quiet=quiet)
    name = title or Path(paths[0]).name or paths[0]
    stored = _is_store(paths)
    files = list(paths) if stored else sources(paths, [page, *earlier_pages(page)])
    with Store(paths[0], create=False) if stored else Store() as store:
        if not stored:
            _feed(store, files, reading, left_out, quiet=quiet)
        keep_apart(files, pages_of(store, page, per_page=per_page))
        written = write_report(store, page, title=name, per_page=per_page)
    if not quiet:
        for file in written:
            click.echo(f"{file}: {_size(file)}", err=True)
    left_out.end()


def _size(file: Path) -> str:
    size = file.stat().st_size
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{size / 1e3:.0f} KB"


def _is_store(paths: tuple[str, ...]) -> bool:
    """Whether the one path is a database; its first bytes tell."""
    if len(paths) != 1 or not Path(paths[0]).is_file():
        return False
    with open(paths[0], "rb") as file:
        return file.read(16) == b"SQLite format 3\x00"


def _feed(store: Store, files: list[str], reading: Reading, left_out: LeftOut, *, quiet: bool) -> None:
    from weibotext.commands.progress import progress
    from weibotext.errors import InputError
    from weibotext.intake import read_all

    with progress(None, quiet=quiet) as step:
        store.feed(read_all(files, reading), on_article=lambda article, outcome: step(article.name or ""))
    for failed in store.errors():
        left_out.named(failed.name, failed.reason)
    if not len(store):
        raise InputError("no article could be read; name files, or folders that hold some")
