"""What a command reads: the files that its paths stand for, apart from what it writes itself."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from weibotext.errors import InputError

Places = Iterable[str | Path]


def keep_apart(read: Places, written: Places) -> None:
    """Refuse to write where something is that is named to be read: what it holds would be lost.

    ``-`` is standard input, or output, and stands for no file.

    >>> keep_apart(["a.txt", "-"], ["b.txt", "-"])
    >>> keep_apart(["a.txt"], ["./a.txt"])
    Traceback (most recent call last):
    weibotext.errors.InputError: a.txt: the output would replace what it reads; name another place to write
    """
    taken = _resolved(written)
    if both := next((one for one in read if str(one) != "-" and Path(one).resolve() in taken), None):
        raise InputError(f"{both}: the output would replace what it reads; name another place to write")


def sources(paths: Iterable[str], written: Places) -> list[str]:
    """The files to read; what an earlier run has written into a folder of them is passed over.

    Raises :class:`InputError` as :func:`keep_apart` does, for a folder without any article, and where the command would
    read nothing but what it writes.
    """
    from weibotext.intake import files_in

    given, outputs = list(paths), list(written)
    keep_apart(given, outputs)
    taken, files = _resolved(outputs), files_in(given)
    kept = [file for file in files if file == "-" or Path(file).resolve() not in taken]
    if files and not kept:
        raise InputError(f"{given[0]}: no articles in this folder but what this command writes itself; add some")
    return kept


def _resolved(places: Places) -> set[Path]:
    return {Path(one).resolve() for one in places if str(one) != "-"}
