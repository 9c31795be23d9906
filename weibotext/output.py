"""Files that are whole or not there: written under a temporary name, then renamed."""

from __future__ import annotations

import errno
import os
import tempfile
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

    Raises :class:`InputError` as :func:`replacing` does. An :class:`OSError` that names no file, such as that of a full disk,
    gets the name of this one.

    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with unfinished(Path(folder, "a.bin")) as part:
    ...         _ = part.write_bytes(b"ab")
    ...     Path(folder, "a.bin").read_bytes()
    b'ab'
    """
    target = Path(path)
    if target.exists() and not target.is_file():
        # A device or a pipe would be replaced by a file.
        raise InputError(f"{target}: is {'a folder' if target.is_dir() else 'no file'}; name a file to write")
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    except OSError as problem:
        raise InputError(
            f"{target}: cannot be written ({problem.strerror}); check its folder {target.parent}"
        ) from None
    os.close(handle)
    try:
        yield Path(name)
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, target)
    except BaseException as problem:
        Path(name).unlink(missing_ok=True)
        if isinstance(problem, OSError) and problem.filename is None and problem.errno in _NO_ROOM:
            problem.filename = str(target)
        raise


def made_folder(path: str | os.PathLike[str]) -> Path:
    """A folder to write to, made where it is not there yet.

    Raises :class:`InputError` where it cannot be made.

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


def _umask() -> int:
    """The process's mask for new files; reading it means setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
