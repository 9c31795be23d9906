"""What the library lists, such as its formats, in the help of commands: asked for when somebody wants to know."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeAlias

import click

if TYPE_CHECKING:
    _Type = click.ParamType[str]
else:
    _Type = click.ParamType  # which is not generic in click 8.1

Lines: TypeAlias = Callable[[], Iterable[tuple[str, str]]]


class OneOf(_Type):
    """An option that takes one of the names that ``names`` tells.

    :class:`click.Choice` would have to know them when the command is made, which means loading what has them.
    """

    name = "name"

    def __init__(self, names: Callable[[], Iterable[str]]) -> None:
        self._names = names

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name, where it is one."""
        return click.Choice(list(self._names())).convert(value, param, ctx)

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """The names, as the help shows them."""
        return f"[{'|'.join(self._names())}]"


def telling(lines: Lines) -> type[click.Command]:
    """A sort of command whose help ends its text with a list of names and what they are."""

    class Telling(click.Command):
        def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
            super().format_help_text(ctx, formatter)
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_dl(list(lines()))

    return Telling
