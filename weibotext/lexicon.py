"""Reads and checks the lists in ``lexicons/``: TSV for tables, TOML for entries with structure; and a user's own lists.

A list is data with a source; what is done with it stands elsewhere. A malformed file is refused when it is loaded, with
its name, the place and the cure.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from os import PathLike
from pathlib import Path
from pkgutil import get_data
from typing import Any

from weibotext.errors import InputError, LexiconError


def read_table(name: str, *columns: str) -> Iterator[tuple[str, ...]]:
    """The rows of ``lexicons/name``, a TSV file in UTF-8; lines that begin with ``#`` are comments.

    Raises :class:`LexiconError` for a row that has not as many fields as ``columns``, or an empty first one.

    >>> next(read_table("glosses.tsv", "character", "reading"))
    ('發', 'fā')
    """
    for number, line in enumerate(read_text(name).splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        fields = tuple(line.split("\t"))
        if len(fields) != len(columns) or not fields[0]:
            raise LexiconError(
                f"lexicons/{name}, line {number}: {line!r} should have the fields {', '.join(columns)}, "
                "separated by one tab each"
            )
        yield fields


def read_entries(file: str, table: str, /, **required: type) -> list[dict[str, Any]]:
    """The entries ``[[table]]`` of ``lexicons/file``, a TOML file.

    ``required`` names the keys that every entry must have, with their types. Raises :class:`LexiconError` where a key is
    missing, has another type, or the file is not TOML.
    """
    try:
        entries: list[dict[str, Any]] = tomllib.loads(read_text(file)).get(table, [])
    except tomllib.TOMLDecodeError as problem:
        raise LexiconError(f"lexicons/{file} is not TOML: {problem}; mend the line") from None
    if not entries:
        raise LexiconError(f"lexicons/{file} has no entries [[{table}]]; add one")
    for number, entry in enumerate(entries, 1):
        _check(f"lexicons/{file}, [[{table}]] number {number}", entry, required)
    return entries


def _check(place: str, entry: dict[str, Any], required: dict[str, type]) -> None:
    for key, kind in required.items():
        if not isinstance(entry.get(key), kind) or not entry[key]:
            raise LexiconError(f"{place}: {key!r} must be a {kind.__name__} that is not empty; the entry is {entry!r}")


def read_text(name: str) -> str:
    """All that ``lexicons/name`` holds.

    >>> read_text("regions.tsv").splitlines()[0]
    "# Regions of the People's Republic of China at county level and above, by GB/T 2260, 1980 to 2026."
    """
    # importlib.resources would do the same, but imports a score of modules.
    data = get_data("weibotext", f"lexicons/{name}")
    if data is None:
        raise LexiconError(f"lexicons/{name} cannot be read: the package was imported in a way that has no data files")
    return data.decode()


def own_text(path: str | PathLike[str]) -> str:
    """All that a user's own list holds. Raises :class:`InputError` where it cannot be read or is not UTF-8."""
    try:
        return Path(path).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file; check the path") from None
    except OSError as problem:
        raise InputError(f"{path}: cannot be read ({problem.strerror or problem}); check the path") from None
    except UnicodeDecodeError as problem:
        raise InputError(f"{path}: is not UTF-8 (byte {problem.start}); save it as UTF-8") from None


def own_entries(path: str | PathLike[str], text: str, table: str) -> list[dict[str, Any]]:
    r"""The entries ``[[table]]`` of a user's own list in TOML; ``path`` is for messages.

    Raises :class:`InputError` where the text is not TOML, or has no such entries.

    >>> own_entries("own.toml", '[[body]]\nname = "贵州省公安厅"', "body")
    [{'name': '贵州省公安厅'}]
    """
    try:
        entries = tomllib.loads(text).get(table, [])
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        raise InputError(f"{path}: is not TOML: {problem}; mend the line") from None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries) or not entries:
        raise InputError(f"{path}: has no entries [[{table}]]; add one")
    return entries
