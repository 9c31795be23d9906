"""How far a long run has come: a bar on a terminal, elsewhere a line a minute."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from weibotext.counts import counted

EVERY_SECONDS = 60.0
"""How often a log hears of a run."""


@contextmanager
def progress(
    total: int | None,
    *,
    quiet: bool = False,
    stream: TextIO | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Callable[[str], object]]:
    """A function to call after every article, with its name. ``total`` may be unknown; ``quiet`` says nothing at all.

    >>> with progress(2, quiet=True) as step:
    ...     step("a.txt")
    """
    out = sys.stderr if stream is None else stream
    if quiet or out is None:  # standard error may be closed
        yield lambda name: None
    elif out.isatty():
        from tqdm import tqdm

        with tqdm(total=total, desc="articles", unit="", file=out, leave=False) as bar:
            yield lambda name: bar.update()
    else:
        yield _Log(total, out, clock)


class _Log:
    """A line a minute, so that a log tells whether a run still runs, how fast, and where it is."""

    def __init__(self, total: int | None, out: TextIO, clock: Callable[[], float]) -> None:
        self._total = total
        self._out = out
        self._clock = clock
        self._began = self._last = clock()
        self._count = 0

    def __call__(self, name: str) -> None:
        self._count += 1
        now = self._clock()
        if now - self._last >= EVERY_SECONDS:
            self._last = now
            minutes = (now - self._began) / 60
            of = "" if self._total is None else f"{self._count:,} of "
            articles = counted(self._count if self._total is None else self._total, "article")
            self._out.write(f"{of}{articles} in {minutes:.0f} min, the last {name}\n")
            self._out.flush()
