"""Files that are whole or not there: written under a temporary name, then renamed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from weibotext.errors import InputError


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
    with _renamed(Path(path)) as handle, open(handle, "w", encoding="utf-8", newline="\n", errors="surrogatepass") as file:
        yield file


@contextmanager
def replacing_bytes(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """The same for a file of bytes.

    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with replacing_bytes(Path(folder, "a.bin")) as file:
    ...         _ = file.write(b"00")
    ...     Path(folder, "a.bin").read_bytes()
    b'00'
    """
    with _renamed(Path(path)) as handle, open(handle, "wb") as file:
        yield file


@contextmanager
def _renamed(target: Path) -> Iterator[int]:
    """The descriptor of a new file, to be opened in the block, that takes the target's place when the block ends well."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    except OSError as problem:
        raise InputError(
            f"{target}: cannot be written ({problem.strerror}); check its folder {target.parent}"
        ) from None
    try:
        yield handle
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    """The process's mask for new files; reading it means setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
