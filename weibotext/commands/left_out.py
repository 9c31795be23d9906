"""What a command says of the articles that it leaves out."""

from __future__ import annotations

import click


def told(name: str, problem: Exception | str) -> str:
    """What is wrong with an article, with its name before it where the problem does not say it.

    >>> told("a.txt", "a.txt: is empty; take it out"), told("a.txt", "no Chinese is left")
    ('a.txt: is empty; take it out', 'a.txt: no Chinese is left')
    """
    reason, file = str(problem), name.partition("#")[0]  # of a row a problem may name the line
    return reason if reason.startswith(file) else f"{name}: {reason}"


class LeftOut:
    """Says and counts what cannot be read."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.count = 0
        self._quiet = quiet

    def article(self, article: object, problem: Exception) -> None:
        """An article that was read, but is none, or the name of a file that cannot be read."""
        name = article if isinstance(article, str) else getattr(article, "name", None)
        self.named(name or "text", problem)

    def named(self, name: str, problem: Exception | str) -> None:
        """A file that cannot be read."""
        self.count += 1
        if not self._quiet:
            click.echo(f"left out: {told(name, problem)}", err=True)

    def end(self) -> None:
        """End the command with 1 where something was left out."""
        if self.count:
            click.get_current_context().exit(1)
