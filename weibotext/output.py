"""Files that are whole or not there: written under a temporary name, then renamed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

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
    target = Path(path)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    except OSError as problem:
        raise InputError(
            f"{target}: cannot be written ({problem.strerror}); check its folder {target.parent}"
        ) from None
    try:
        with open(handle, "w", encoding="utf-8", newline="\n", errors="surrogatepass") as file:
            yield file
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
