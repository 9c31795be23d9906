"""The command ``weibotext``. Data goes to standard output or the file named; everything else goes to standard error."""

from __future__ import annotations

import errno
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NoReturn, Self

import click

from weibotext import __version__
from weibotext.commands import options
from weibotext.commands.export import export
from weibotext.commands.feed import feed
from weibotext.commands.left_out import LeftOut, told
from weibotext.commands.outputs import opened, records_to
from weibotext.commands.query import query
from weibotext.commands.repair import explain, repair
from weibotext.commands.report import report
from weibotext.commands.search import search
from weibotext.commands.sources import keep_apart, sources
from weibotext.commands.themes import themes
from weibotext.surrogates import json_line, replaced

if TYPE_CHECKING:
    from weibotext.intake import Reading


class _WrongUse(click.ClickException):
    exit_code = 2


class _Command(click.Group):
    """Turns the package's own errors into one line and the exit code 2."""

    def invoke(self, context: click.Context) -> object:
        """Run a command."""
        from weibotext.errors import WeibotextError

        try:
            with _ending_when_asked():
                return super().invoke(context)
        except WeibotextError as problem:
            raise _WrongUse(str(problem)) from None
        except BrokenPipeError:
            if sys.stderr is not None:
                sys.stderr.close()
            context.exit(0)
        except OSError as problem:  # such as a disk that is full
            place = problem.filename or "writing"
            raise _WrongUse(f"{place}: {problem.strerror}; see that the place may be written to and has room") from None


@contextmanager
def _ending_when_asked() -> Iterator[None]:
    """Let SIGTERM, with which schedulers end a run, end it as an error does: what is half written is taken away."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _ended)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before or signal.SIG_DFL)


def _ended(number: int, _: object) -> NoReturn:
    raise SystemExit(128 + number)


@click.group(cls=_Command, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="weibotext")
def main() -> None:
    """Read Chinese government news as data.

    Damaged pages go in; agencies, dates, figures, themes and claims come out, each with its exact place in the source.

    Exit codes: 0 all went well, 1 some articles could not be read, 2 wrong use.
    """


for command in (repair, explain, feed, search, query, export, report, themes):
    main.add_command(command)


@main.command(short_help="Extract a record from each article.")
@click.argument("paths", nargs=-1, required=True, type=options.ARTICLES)
@click.option("-o", "--output", default="-", metavar="FILE", help="Where the records go; - is standard output.")
@options.reading
@options.workers
@options.quiet
def extract(*, paths: tuple[str, ...], output: str, reading: Reading, workers: int, quiet: bool) -> None:
    """Extract a record from each article in PATHS: files, folders, or - for standard input.

    \b
    .txt .md                     one article a file
    .html .htm                   one article a page (its main text)
    .csv .tsv .jsonl .parquet    one article a row
    .zip                         the articles of its members

    The records are JSON Lines, or Parquet where FILE ends in .parquet (extra weibotext[parquet]); page.name in each tells
    where it was read. What cannot be read goes to FILE.errors.jsonl with the reason, and the rest goes on; without FILE
    the reason is printed.

    \b
    weibotext extract articles/ -o records.jsonl
    weibotext extract posts.csv --column text=微博 --column published=时间 -o records.jsonl
    weibotext extract posts.parquet -o records.parquet --workers 8
    cat page.html | weibotext extract - --format html
    """  # noqa: D301 - click reads the backspace
    from weibotext.commands.progress import progress
    from weibotext.intake import readable
    from weibotext.pipeline import Pipeline

    files = sources(paths, [output] if output == "-" else [output, _errors_of(output)])
    with _Failures(output, quiet=quiet) as failures, records_to(output) as write:
        articles = readable(files, reading, on_error=failures.note)
        with progress(None, quiet=quiet) as step:
            for record in Pipeline().stream(articles, workers=workers, on_error=failures.add):
                write(record)
                step(record.page.name or "")
    if failures.count:
        click.get_current_context().exit(1)


@main.command(short_help="Print the government bodies that articles name.")
@click.argument("paths", nargs=-1, required=True, type=options.ARTICLES)
@click.option("-o", "--output", default="-", metavar="FILE", help="Where the table goes; - is standard output.")
@click.option("--list", "own", metavar="FILE", help="Bodies of your own, in TOML or CSV, which go before the grammar.")
@click.option(
    "--as",
    "form",
    type=click.Choice(["table", "csv", "jsonld"]),
    help="How they are written; else as the end of FILE tells (.csv, .jsonld), or as a table.",
)
@options.reading
def agencies(*, paths: tuple[str, ...], output: str, own: str | None, form: str | None, reading: Reading) -> None:
    """Print the government bodies that articles name: full name, kind, level, region, and how they are written.

    Names hold as of the day of publication. What cannot be read is told and left out.
    """
    from weibotext.agency_table import FORMATS, table_of
    from weibotext.intake import readable

    keep_apart([own] if own else [], [output])
    files, left_out = sources(paths, [output]), LeftOut()
    ending = Path(output).suffix.removeprefix(".").lower()
    text = table_of(
        readable(files, reading, on_error=left_out.named),
        own=own,
        form=form or (ending if ending in FORMATS else "table"),
        on_error=left_out.article,
    )
    with opened(output) as file:
        file.write(text + "\n")
    left_out.end()


@main.command(short_help="Read the corpus that comes with the project: try this first.")
@click.option(
    "-o", "--output", default="demo", metavar="FOLDER", help="Where records, store and report go.", show_default=True
)
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
def demo(output: str, quiet: bool) -> None:
    """Read the corpus that comes with the project and write its records, a store and a report."""
    from weibotext.demo import REPORT, STORE, run, summary

    folder = Path(output)
    records = run(folder)
    if quiet:
        return
    command = _called()
    next_steps = (
        f"\nOpen {folder / REPORT} in a browser, ask the store, then feed one of your own:",
        f"  {command} search 公安 --store {folder / STORE}",
        f"  {command} feed ARTICLES --store news.db",
    )
    for line in (*summary(records, folder), *next_steps):
        click.echo(replaced(line))


def _called() -> str:
    """The command as it was called, to be called so again: without an activated environment it has a folder before it."""
    name = Path(sys.argv[0]).name
    if name == "__main__.py":
        return "python -m weibotext"
    return sys.argv[0] if name.removesuffix(".exe") == "weibotext" else "weibotext"


class _Failures:
    """The articles that could not be read, with their reasons, in a file beside the output.

    The file is written as they come, for there may be millions; without any, that of an earlier run is removed.
    """

    def __init__(self, output: str, *, quiet: bool) -> None:
        self.count = 0
        self._path = None if output == "-" or _is_too_long(_errors_of(output)) else _errors_of(output)
        self._quiet = quiet
        self._open = ExitStack()
        self._file: IO[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: Any) -> None:
        self._open.__exit__(*exception)
        if not self.count and self._path is not None and exception[0] is None:
            self._path.unlink(missing_ok=True)

    def add(self, article: object, problem: Exception) -> None:
        """Note an article that was read, but is none."""
        self.note(getattr(article, "name", None) or "text", problem)

    def note(self, name: str, problem: Exception) -> None:
        """Note what could not be read, by its name."""
        self.count += 1
        if self._path is not None:
            self._write({"article": name, "error": type(problem).__name__, "reason": str(problem)})
        if not self._quiet:
            click.echo(f"left out: {told(name, problem)}", err=True)

    def _write(self, row: dict[str, str]) -> None:
        from weibotext.output import replacing

        if self._file is None and self._path is not None:
            self._file = self._open.enter_context(replacing(self._path))
        if self._file is not None:
            self._file.write(json_line(row) + "\n")


def _errors_of(output: str) -> Path:
    return Path(f"{output}.errors.jsonl")


def _is_too_long(path: Path) -> bool:
    """Whether the file system has no names so long; the reasons are printed all the same."""
    try:
        path.lstat()
    except OSError as problem:
        return problem.errno == errno.ENAMETOOLONG
    return False
