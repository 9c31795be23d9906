"""``weibotext feed``: articles into a store."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import click

from weibotext.commands import options
from weibotext.commands.left_out import told
from weibotext.commands.sources import keep_apart, sources
from weibotext.counts import counted

if TYPE_CHECKING:
    from weibotext.intake import Reading, Unreadable
    from weibotext.reading import Article
    from weibotext.store import Fed, Store


_DAY: Final = 86_400


@click.command(short_help="Read articles into a store, again and again.")
@click.argument("paths", nargs=-1, type=options.ARTICLES)
@options.store
@options.reading
@click.option(
    "--refresh", is_flag=True, help="Read again what was read under other settings; without PATHS, all of it."
)
@click.option("--watch", is_flag=True, help="Go on looking for new and changed files until interrupted.")
@click.option("--every", default=5.0, show_default=True, metavar="SECONDS", help="How often to look, with --watch.")
@options.workers
@options.quiet
def feed(
    *,
    paths: tuple[str, ...],
    store_path: str,
    reading: Reading,
    refresh: bool,
    watch: bool,
    every: float,
    workers: int,
    quiet: bool,
) -> None:
    """Read articles into a store: files, folders of them, or - for standard input.

    A text that the store has is passed over, so a folder may be fed again and again, and a feed that was interrupted
    goes on where it stopped. An article that cannot be read goes to the table of errors with the reason, and the rest
    goes on. However many processes read, the store is the same.
    """
    from weibotext.store import Store

    _check(paths, refresh=refresh, watch=watch, every=every)
    keep_apart(paths, [store_path])
    files = [] if watch else sources(paths, [store_path])
    with Store(store_path) as store:
        where = replace(reading, folder=store.folder)
        feeding = _Feeding(store, where, refresh=refresh, workers=workers, quiet=quiet)
        if watch:
            feeding.watch(paths, every)
        else:
            feeding.once(files)
    if feeding.failed:
        click.get_current_context().exit(1)


def _check(paths: tuple[str, ...], *, refresh: bool, watch: bool, every: float) -> None:
    if not paths and (watch or not refresh):
        raise click.UsageError("Missing argument 'PATHS...'.")
    if watch and "-" in paths:
        raise click.UsageError("standard input cannot be watched; name a folder")
    if not 0 <= every <= _DAY:  # which nan is not either
        raise click.UsageError(f"--every {every:g}: give seconds, from 0 to {_DAY}, which is a day")


class _Feeding:
    """Feeds a store with files, and says what became of them."""

    def __init__(self, store: Store, reading: Reading, *, refresh: bool, workers: int, quiet: bool) -> None:
        self._store = store
        self._reading = reading
        self._refresh = refresh
        self._workers = workers
        self._quiet = quiet
        self.failed = 0

    def once(self, files: list[str]) -> None:
        """Feed files; without any, read again what the store has."""
        from weibotext.commands.progress import progress
        from weibotext.intake import read_all
        from weibotext.reading import Article

        with progress(_total(files) if files else len(self._store), quiet=self._quiet) as step:
            refused: set[str] = set()

            def note(article: Article | Unreadable, outcome: str) -> None:
                step(article.name or "")
                if outcome == "failed" and isinstance(article, Article):
                    refused.add(article.name or "")

            if files:
                articles = self._noted(read_all(files, self._reading))
                fed = self._store.feed(articles, refresh=self._refresh, workers=self._workers, on_article=note)
            else:
                fed = self._store.refresh(workers=self._workers, on_article=note)
        self.failed += fed.failed
        self._say_refused(refused)
        self._say(fed)

    def watch(self, paths: tuple[str, ...], every: float) -> None:
        """Feed what is there and what comes, until interrupted."""
        from weibotext.commands.watch import Watch

        signal.signal(signal.SIGTERM, signal.default_int_handler)  # asked to stop is asked to stop, either way
        try:
            for files in Watch(paths).rounds(lambda: time.sleep(every)):
                self.once(files)
        except KeyboardInterrupt:
            return

    def _noted(self, articles: Iterable[Article | Unreadable]) -> Iterator[Article | Unreadable]:
        from weibotext.intake import Unreadable

        for article in articles:
            if isinstance(article, Unreadable) and not self._quiet:
                click.echo(f"left out: {article.reason}", err=True)
            yield article

    def _say_refused(self, names: set[str]) -> None:
        """Say why articles that could be opened could not be read; the store has the reasons."""
        if names and not self._quiet:
            for name, _, reason in self._store.errors():
                if name in names:
                    click.echo(f"left out: {told(name, reason)}", err=True)

    def _say(self, fed: Fed) -> None:
        if self._quiet:
            return
        said = [f"{fed.added:,} added", f"{fed.known + fed.stale:,} known", f"{fed.failed:,} left out"]
        if fed.refreshed:
            said.insert(1, f"{fed.refreshed:,} read again")
        click.echo(f"{', '.join(said)}; {counted(len(self._store), 'document')} in {self._store.path}", err=True)
        if fed.stale:
            was, them = ("was", "it") if fed.stale == 1 else ("were", "them")
            click.echo(
                f"{fed.stale:,} {was} read under other settings, day or title; --refresh reads {them} again", err=True
            )


def _total(files: list[str]) -> int | None:
    """The number of articles, where each file is one."""
    single = (".txt", ".md", ".html", ".htm")
    return len(files) if all(file.lower().endswith(single) for file in files) else None
