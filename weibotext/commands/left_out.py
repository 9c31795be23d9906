"""What a command says of the articles that it leaves out."""

from __future__ import annotations

import click


class LeftOut:
    """Says and counts what cannot be read."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.count = 0
        self._quiet = quiet

    def article(self, article: object, problem: Exception) -> None:
        """An article that was read, but is none."""
        self.named(getattr(article, "name", None) or "text", problem)

    def named(self, name: str, problem: Exception | str) -> None:
        """A file that cannot be read; the problem names it."""
        self.count += 1
        if not self._quiet:
            click.echo(f"left out: {problem}", err=True)

    def end(self) -> None:
        """End the command with 1 where something was left out."""
        if self.count:
            click.get_current_context().exit(1)
