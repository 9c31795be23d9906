"""Packages that only some need: what cannot be done without one says which, and how to install it."""

from __future__ import annotations

from importlib.util import find_spec

from weibotext.errors import InputError


def require(what: str, *packages: str, extra: str) -> None:
    """Raise :class:`InputError` unless the packages are installed, with ``what`` needs them and the extra that has them.

    >>> require("reading text", "click", extra="text")
    >>> require("a.parquet: Parquet", "no_such_package", extra="parquet")
    Traceback (most recent call last):
    weibotext.errors.InputError: a.parquet: Parquet needs no_such_package; run `pip install 'weibotext[parquet]'`
    """
    if missing := [package for package in packages if find_spec(package) is None]:
        raise InputError(f"{what} needs {' and '.join(missing)}; run `pip install 'weibotext[{extra}]'`")
