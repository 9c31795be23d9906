"""The end of a range, which leaves out what its start has said: 3月2日至|5日, 周一至|周五, 8月15日至|次日."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from weibotext.dates.places import WEEKEND, first_day
from weibotext.dates.written import Festival, Lunar, Moment


def inherited(end: Moment, start: Moment) -> Moment:
    """A range's end with what it shares with the start: 3月2日至5日; 去年12月至3月 runs into the next year."""
    if end.shift is not None:
        return _leaning(end, start) if end.shift.anchor == "antecedent" else end
    if end.weekday and end.weekday < WEEKEND and end.day is None:
        return _same_week(end, start)
    if end.year is not None or start.year is None:
        return end
    if end.steps:
        named = isinstance(end.steps[0], (Festival, Lunar))
        return replace(end, year=start.year) if named else end
    return _sharing(end, start, start.year)


def _sharing(end: Moment, start: Moment, year: int) -> Moment:
    """The end with the year of the start and, where it begins with a day, the month as well."""
    if end.month is not None:
        return replace(end, year=year + (start.month is not None and end.month < start.month))
    if end.day is None and end.clock is None:
        return replace(end, year=year) if end.part else end
    return replace(end, year=year, month=start.month, day=start.day if end.day is None else end.day)


def _same_week(end: Moment, start: Moment) -> Moment:
    """周五 at the end of 周一至周五 is the first one from its start on."""
    day = first_day(start)
    if day is None or end.weekday is None or start.day is None:
        return end
    day += timedelta(days=(end.weekday - day.isoweekday()) % 7)
    return replace(end, year=day.year, month=day.month, day=day.day)


def _leaning(end: Moment, start: Moment) -> Moment:
    """次日 and 次年 at the end of a range count from its start."""
    day, shift = first_day(start), end.shift
    if shift is None or day is None:
        return end
    if shift.unit == "day":
        day += timedelta(days=shift.amount)
        return replace(end, year=day.year, month=day.month, day=day.day, shift=None)
    if shift.unit == "year":
        return replace(end, year=day.year + shift.amount, shift=None)
    months = day.year * 12 + day.month - 1 + shift.amount
    return replace(end, year=months // 12, month=months % 12 + 1, shift=None)
