"""Files that are whole or not there: written under a temporary name, then renamed."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TextIO

from weibotext.errors import InputError

_NO_ROOM: Final = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS))
"""What writing to a file that is open fails with."""


@contextmanager
def replacing(path: str | os.PathLike[str]) -> Iterator[TextIO]:
    """A text file in UTF-8 that takes the place of ``path`` when the block ends well, and vanishes when it does not.

    Raises :class:`InputError` when its folder is not there or cannot be written to.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with replacing(Path(folder, "a.txt")) as file:
    ...         _ = file.write("微博")
    ...     Path(folder, "a.txt").read_text(encoding="utf-8")
    '微博'
    """
    with (
        unfinished(path) as part,
        open(part, "w", encoding="utf-8", newline="\n", errors="surrogatepass") as file,
    ):
        yield file


@contextmanager
def unfinished(path: str | os.PathLike[str]) -> Iterator[Path]:
    """The path of an empty file that takes the place of ``path`` when the block ends well; for writers of their own.

    Where ``path`` is a link, what it leads to is replaced, and the link stays. Raises :class:`InputError` as
    :func:`replacing` does. An :class:`OSError` that names no file, such as that of a full disk, gets the name of this one.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with unfinished(Path(folder, "a.bin")) as part:
    ...         _ = part.write_bytes(b"ab")
    ...     Path(folder, "a.bin").read_bytes()
    b'ab'
    """
    shown, target = Path(path), _target(path)
    try:
        part = _made_in(target.parent)
    except OSError as problem:
        raise InputError(f"{shown}: cannot be written ({problem.strerror}); check its folder {shown.parent}") from None
    try:
        yield part
        os.replace(part, target)
    except BaseException as problem:
        part.unlink(missing_ok=True)
        if isinstance(problem, OSError) and problem.filename is None and problem.errno in _NO_ROOM:
            problem.filename = str(shown)
        raise


def _target(path: str | os.PathLike[str]) -> Path:
    """The file that a path leads to, through links, or is to lead to."""
    target = Path(os.path.realpath(path))
    try:
        kind = os.stat(target).st_mode
    except (FileNotFoundError, NotADirectoryError):
        return target
    except OSError as problem:  # a name that is too long, or a folder that is closed
        raise InputError(f"{path}: cannot be written ({problem.strerror}); name another place") from None
    if not stat.S_ISREG(kind):
        # A device or a pipe would be replaced by a file.
        raise InputError(f"{path}: is {'a folder' if stat.S_ISDIR(kind) else 'no file'}; name a file to write")
    return target


def _made_in(folder: Path) -> Path:
    """An empty file with a name that is not taken, as short as any, and the rights that every new file has."""
    while True:
        part = folder / f".{secrets.token_hex(4)}.part"
        try:
            os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        except FileExistsError:
            continue
        return part


def made_folder(path: str | os.PathLike[str]) -> Path:
    """A folder to write to, made where it is not there yet.

    Raises :class:`InputError` where it cannot be made.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     made_folder(Path(folder, "a", "b")).is_dir()
    True
    """
    folder = Path(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise InputError(f"{folder}: the folder cannot be made ({problem.strerror}); name another place") from None
    return folder
