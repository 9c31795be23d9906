"""The command ``weibotext``. Data goes to standard output or the file named; everything else goes to standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from weibotext import __version__
from weibotext.survey.command import themes

if TYPE_CHECKING:
    from weibotext.reading import Article


class _WrongUse(click.ClickException):
    exit_code = 2


class _Command(click.Group):
    """Turns the package's own errors into one line and the exit code 2."""

    def invoke(self, context: click.Context) -> object:
        """Run a command."""
        from weibotext.errors import WeibotextError

        try:
            return super().invoke(context)
        except WeibotextError as problem:
            raise _WrongUse(str(problem)) from None
        except BrokenPipeError:
            sys.stderr.close()
            context.exit(0)


@click.group(cls=_Command, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="weibotext")
def main() -> None:
    """Read Chinese government news as data.

    Damaged pages go in; agencies, dates, figures, themes and claims come out, each with its exact place in the source.

    Exit codes: 0 all went well, 1 some articles could not be read, 2 wrong use.
    """


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(allow_dash=True))
@click.option("-o", "--output", default="-", metavar="FILE", help="Where the records go; - is standard output.")
@click.option("--published", metavar="DATE", help="The day of publication, as 2013-08-20, for relative dates.")
@click.option("--encoding", metavar="NAME", help="The files' encoding, where it should not be found out.")
@click.option("-q", "--quiet", is_flag=True, help="No progress, and no word about articles that fail.")
def extract(paths: tuple[str, ...], output: str, published: str | None, encoding: str | None, quiet: bool) -> None:
    """Extract a record from each article: text files, folders of them, or - for standard input.

    The records are JSON Lines. An article that cannot be read goes to FILE.errors.jsonl with the reason, and the rest
    goes on; without FILE the reason is printed.
    """
    from weibotext.pipeline import Pipeline, moment
    from weibotext.reading import find_articles

    moment(published)  # a wrong date is wrong use, not the fault of an article
    files = list(find_articles(list(paths)))
    failures = _Failures(quiet=quiet)
    articles = failures.reading(_progress(files, quiet=quiet), encoding, published)
    with _opened(output) as file:
        for record in Pipeline().stream(articles, on_error=failures.add):
            file.write(record.to_json() + "\n")
    failures.write(output)
    if failures.rows:
        click.get_current_context().exit(1)


@main.command()
@click.option(
    "-o", "--output", default="demo", metavar="FOLDER", help="Where records and report go.", show_default=True
)
@click.option("-q", "--quiet", is_flag=True, help="No summary.")
def demo(output: str, quiet: bool) -> None:
    """Read the corpus that comes with the project and write its records and a report."""
    from weibotext.demo import REPORT, run, summary

    folder = Path(output)
    records = run(folder)
    if quiet:
        return
    for line in summary(records, folder):
        click.echo(line)
    click.echo(
        f"\nOpen {folder / REPORT} in a browser, then try your own: weibotext extract ARTICLE.txt --published 2013-08-20"
    )


class _Failures:
    """The articles that could not be read, with their reasons."""

    def __init__(self, *, quiet: bool) -> None:
        self.rows: list[dict[str, str]] = []
        self._quiet = quiet

    def add(self, article: object, problem: Exception) -> None:
        """Note an article that could not be read."""
        self._note(getattr(article, "name", "text"), problem)

    def reading(self, files: Iterable[str], encoding: str | None, published: str | None) -> Iterator[Article]:
        """The articles in files; those that cannot be read are noted and left out."""
        from weibotext.errors import InputError
        from weibotext.reading import Article, read_article

        for file in files:
            try:
                yield Article(read_article(file, encoding=encoding).source, file, published)
            except InputError as problem:
                self._note(file, problem)

    def _note(self, name: str, problem: Exception) -> None:
        self.rows.append({"article": name, "error": type(problem).__name__, "reason": str(problem)})
        if not self._quiet:
            click.echo(f"left out: {problem}", err=True)

    def write(self, output: str) -> None:
        """Put the failures beside the output; remove those of an earlier run."""
        from weibotext.output import replacing

        if output == "-":
            return
        path = Path(f"{output}.errors.jsonl")
        if not self.rows:
            path.unlink(missing_ok=True)
            return
        with replacing(path) as file:
            file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in self.rows)


def _progress(files: list[str], *, quiet: bool) -> Iterable[str]:
    """The files with a bar on a terminal."""
    if quiet or not sys.stderr.isatty() or len(files) < 2:
        return files
    from tqdm import tqdm

    bar: Iterable[str] = tqdm(files, unit=" articles", file=sys.stderr, leave=False)
    return bar


@contextmanager
def _opened(output: str) -> Iterator[IO[str]]:
    from weibotext.output import replacing

    if output == "-":
        yield click.open_file("-", "w", encoding="utf-8")
    else:
        with replacing(output) as file:
            yield file


main.add_command(themes)
