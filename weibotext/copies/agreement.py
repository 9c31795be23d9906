"""Whether two figures can both be true: 13240人 and 1.3万余人 can, 864人 and 684人 cannot."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

Item = Mapping[str, Any]
_Bounds = tuple[Decimal, Decimal]

_ABOVE: Final = frozenset(("more_than", "at_least"))
_BELOW: Final = frozenset(("less_than", "at_most", "nearly"))
_ROUND: Final = frozenset("万萬亿億")


def agree(one: Item, other: Item) -> bool:
    """Whether what two figures say leaves room for one number.

    A figure that is not exact stands for what its last written digit leaves open: 1.3万余 for 13000 to 14000, 近1.3万 for
    12000 to 13000, 约1.3万 for both; a figure in 万 or 亿 may be rounded, so 1.3万 stands for 12500 to 13500; a range for
    all between its ends.

    >>> exact, more = {"value": "13240", "mod": "exact", "text": "13240人"}, {"value": "13000", "mod": "more_than", "text": "1.3万余人"}
    >>> agree(exact, more), agree(exact, {**exact, "value": "13420"})
    (True, False)
    """
    first, second = _bounds(one), _bounds(other)
    if first is None or second is None:
        return [value_of(one.get(key)) for key in _KEYS] == [value_of(other.get(key)) for key in _KEYS]
    return first[0] <= second[1] and second[0] <= first[1]


_KEYS: Final = ("value", "low", "high")


def value_of(written: str | None) -> Decimal | str | None:
    """A value to compare: 1.0 is 1, and what is no number is its text.

    >>> value_of("1.0") == value_of("1"), value_of("2011-07-04")
    (True, '2011-07-04')
    """
    if written is None:
        return None
    try:
        return Decimal(written)
    except InvalidOperation:
        return written


def _bounds(figure: Item) -> _Bounds | None:
    value, low, high = (value_of(figure.get(key)) for key in _KEYS)
    if isinstance(low, Decimal) and isinstance(high, Decimal):
        return min(low, high), max(low, high)
    if not isinstance(value, Decimal) or not value.is_finite():
        return None
    step = _step(value)
    mod = figure["mod"]
    below = step if mod in _BELOW or mod == "approx" else step / 2 if mod == "exact" and _is_round(figure) else 0
    above = step if mod in _ABOVE or mod == "approx" else step / 2 if mod == "exact" and _is_round(figure) else 0
    return value - below, value + above


def _is_round(figure: Item) -> bool:
    return not _ROUND.isdisjoint(figure["text"])


def _step(value: Decimal) -> Decimal:
    """One in the place of the last digit that is not nought."""
    exponent = value.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) and value else Decimal(0)
