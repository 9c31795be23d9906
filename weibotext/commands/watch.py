"""Folders that are looked at again and again, for files that are new or have changed and lie still."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence

from weibotext.errors import InputError
from weibotext.intake import files_in

_Look = tuple[int, int]


class Watch:
    """Looks at paths and tells which files to read.

    A file is told once it looked the same twice in a row, for one that is still being written is no article yet; and
    told again when it changes. A path that is not there yet, or holds nothing yet, is waited for.
    """

    def __init__(self, paths: Sequence[str]) -> None:
        self._paths = paths
        self._seen: dict[str, _Look] = {}
        self._told: dict[str, _Look] = {}

    def look(self) -> list[str]:
        """The files to read now, in the order of their paths."""
        now = dict(self._looks())
        still = [name for name, look in now.items() if self._seen.get(name) == look and self._told.get(name) != look]
        self._seen = now
        self._told.update({name: now[name] for name in still})
        return still

    def rounds(self, sleep: Callable[[], None]) -> Iterator[list[str]]:
        """Looks for ever, sleeping in between; ends when ``sleep`` raises :class:`KeyboardInterrupt`."""
        while True:
            if found := self.look():
                yield found
            try:
                sleep()
            except KeyboardInterrupt:
                return

    def _looks(self) -> Iterator[tuple[str, _Look]]:
        for path in self._paths:
            try:
                files = files_in([path])
            except InputError:
                continue
            for name in files:
                try:
                    stat = os.stat(name)
                except OSError:
                    continue
                yield name, (stat.st_mtime_ns, stat.st_size)
