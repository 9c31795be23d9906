"""Offsets in other units: Python counts code points, JavaScript and Java count UTF-16 units, Rust and C count bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import accumulate
from typing import Any, Final

from weibotext.errors import InputError

UNITS: Final = ("code-points", "utf-16", "bytes")
"""What offsets may count. Bytes are those of UTF-8."""

_ASTRAL: Final = "\U00010000"


def counter(source: str, unit: str) -> Callable[[int], int]:
    """From an offset in code points to one in another unit.

    A lone surrogate is one unit of UTF-16 and three bytes. Raises :class:`InputError` for a unit that is none of
    :data:`UNITS`.

    >>> counter("𠮷野", "utf-16")(1), counter("𠮷野", "bytes")(2)
    (2, 7)
    """
    if unit not in UNITS:
        raise InputError(f"no unit of offsets is called {unit!r}; give one of {', '.join(UNITS)}")
    if unit == "code-points" or source.isascii():
        return int
    if unit == "utf-16":
        return int if max(source) < _ASTRAL else _table(source, _units)
    return _table(source, _bytes)


def respan(source: str, record: Mapping[str, Any], unit: str) -> dict[str, Any]:
    """A record whose spans, extents and tokens count in ``unit``. The record given stays as it is.

    >>> import weibotext
    >>> record = weibotext.extract("𠮷林省政府").to_dict()
    >>> respan("𠮷林省政府", record, "code-points") == record
    True
    """
    to = counter(source, unit)
    moved: dict[str, Any] = _moved(record, to)
    if moved.get("tokens"):
        moved["tokens"] = [[to(start), to(stop), *rest] for start, stop, *rest in record["tokens"]]
    return moved


def _moved(value: Any, to: Callable[[int], int]) -> Any:
    if isinstance(value, Mapping):
        return {key: _spans(item, to) if key in _SPANS else _moved(item, to) for key, item in value.items()}
    return [_moved(item, to) for item in value] if isinstance(value, list) else value


_SPANS: Final = frozenset(("span", "extent", "spans"))


def _spans(value: Any, to: Callable[[int], int]) -> Any:
    """One span, or a list of them."""
    return [to(one) if isinstance(one, int) else _spans(one, to) for one in value]


def _table(source: str, width: Callable[[str], int]) -> Callable[[int], int]:
    return list(accumulate(map(width, source), initial=0)).__getitem__


def _units(character: str) -> int:
    return 2 if character >= _ASTRAL else 1


def _bytes(character: str) -> int:
    return 1 if character < "\x80" else 2 if character < "\u0800" else 3 if character < _ASTRAL else 4
