"""What recurs, in TIMEX3's notation."""

from __future__ import annotations

from typing import Final

from weibotext.dates.places import timex
from weibotext.dates.written import Cycle, Moment, Range, Unit

_LETTERS: Final = {
    "century": "P{}CE", "decade": "P{}DE", "year": "P{}Y", "quarter": "P{}Q", "month": "P{}M", "week": "P{}W",
    "day": "P{}D", "hour": "PT{}H", "minute": "PT{}M", "second": "PT{}S",
}  # fmt: skip


def cycle_timex(value: Cycle) -> str:
    """The TIMEX3 value of a set: its period (``P1D``), or a pattern with X for what varies (``XXXX-WXX-3``).

    >>> from decimal import Decimal
    >>> cycle_timex(Cycle("week", Decimal(1), Moment(weekday=3, clock="09"))), cycle_timex(Cycle("year", Decimal(2)))
    ('XXXX-WXX-3T09', 'P2Y')
    """
    months = value.unit == "quarter"  # which TIMEX3 has no letter for
    plain = _LETTERS["month" if months else value.unit].format(value.number * (3 if months else 1))
    at = value.at.start if isinstance(value.at, Range) else value.at
    if at is None or at.steps or (isinstance(value.at, Range) and value.unit != "year"):
        return plain
    return _pattern(value.unit, at) or plain


def _pattern(unit: Unit, at: Moment) -> str | None:
    """The pattern of a moment in each unit; ``None`` where the period alone says as much."""
    clock = timex(Moment(clock=at.clock)) if at.clock else ""
    if unit == "week" and at.weekday is None:
        return f"XXXX-WXX{clock}"
    if unit == "day":
        return f"XXXX-XX-XX{clock}" if clock else None
    return None if unit == "month" and at.day is None else timex(at)
