"""``weibotext repair`` and ``weibotext explain``: the repaired text, and why it reads so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from weibotext.commands import options
from weibotext.commands.left_out import told
from weibotext.commands.outputs import opened
from weibotext.counts import counted

if TYPE_CHECKING:
    from weibotext.repairs import Repaired
    from weibotext.values import Edit

CONTEXT = 8
"""So many characters before and behind an edit are shown."""

_file = click.argument("file", type=options.ARTICLES)
_encoding = click.option("--encoding", metavar="NAME", help="The file's encoding, where it should not be found out.")


@click.command(short_help="Undo the damage of republishing in a file.")
@_file
@click.option("-o", "--output", default="-", metavar="FILE", help="Where the text goes; - is standard output.")
@click.option("--simplified", is_flag=True, help="Convert to simplified characters as well.")
@_encoding
def repair(file: str, output: str, simplified: bool, encoding: str | None) -> None:
    """Undo the damage of republishing in FILE, or - for standard input.

    Glosses, characters out of step, text read in the wrong encoding, left-over mark-up and more; script and width stay
    as they are. A page whose characters are gone is refused with the reason.
    """
    from weibotext.convert import convert

    text = _repaired(file, _source(file, encoding)).text
    with opened(output) as target:
        target.write(convert(text) if simplified else text)


@click.command(short_help="Say how a file is damaged, and what repair does to it.")
@_file
@click.option("--all", "everything", is_flag=True, help="Show every edit, also those of repairs with many.")
@_encoding
def explain(file: str, everything: bool, encoding: str | None) -> None:
    """Say how FILE is damaged, what each repair changed and where, and how it would be converted.

    Places are code points of the file's text. An uncertain edit is a guess: bytes were lost.
    """
    from weibotext.convert import conversion_of

    source = _source(file, encoding)
    result = _repaired(file, source)
    conversion = conversion_of(result.text)
    click.echo(str(result.damage))
    click.echo(f"conversion: {conversion.configuration or 'none'} ({conversion.reason})")
    for line in edit_lines(source, result.edits, most=None if everything else 3):
        click.echo(line)


def edit_lines(source: str, edits: tuple[Edit, ...], *, most: int | None) -> Iterator[str]:
    r"""A line an edit, in order of the text; of certain edits of one repair only the first ``most``.

    >>> from weibotext.repairs import repair
    >>> result = repair("政務(wù)微博的服務(wù)")
    >>> print(*edit_lines("政務(wù)微博的服務(wù)", result.edits, most=1), sep="\n")
    2-6 pinyin_gloss: 政務⟦(wù)⟧微博的服務(wù
    … 1 more edit of pinyin_gloss
    """
    shown: dict[str, int] = {}
    for edit in edits:
        shown[edit.repair] = shown.get(edit.repair, 0) + edit.certain
        if most is None or shown[edit.repair] <= most or not edit.certain:
            yield _line(source, edit)
    for name, number in shown.items():
        if most is not None and number > most:
            yield f"… {counted(number - most, 'more edit')} of {name}"


def _line(source: str, edit: Edit) -> str:
    """``466-468 misalignment_start, uncertain: 得益匪淺⟦?!→。⟧?/span>``."""
    start, stop = edit.span
    became = f"→{edit.replacement}" if edit.replacement else ""
    shown = f"{source[max(0, start - CONTEXT) : start]}⟦{edit.text}{became}⟧{source[stop : stop + CONTEXT]}"
    return f"{start}-{stop} {edit.repair}{'' if edit.certain else ', uncertain'}: {_on_one_line(shown)}"


def _on_one_line(text: str) -> str:
    """The text with what cannot be seen, or breaks the line, escaped."""
    return "".join(one if one.isprintable() else one.encode("unicode_escape", "surrogatepass").decode() for one in text)


def _repaired(file: str, source: str) -> Repaired:
    from weibotext.errors import InputError
    from weibotext.repairs import repair

    try:
        return repair(source)
    except InputError as problem:
        raise InputError(told(file, problem)) from None


def _source(file: str, encoding: str | None) -> str:
    from weibotext.reading import read_article

    return read_article(file, encoding=encoding).source
