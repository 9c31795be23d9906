"""The lunar calendar and the solar terms, from the table ``lexicons/lunar_years.tsv`` (1900 to 2100).

A table of facts that do not change is smaller and faster than a library, and the same on every machine.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Final, NamedTuple

from weibotext.lexicon import read_table

TERMS_A_MONTH: Final = 2


class LunarYear(NamedTuple):
    """One year: its first day, its leap month (0 for none), the lengths of its months, and the days of the terms."""

    first: date
    leap: int
    months: tuple[int, ...]
    terms: tuple[int, ...]


@cache
def lunar_years() -> dict[int, LunarYear]:
    """The table, by year.

    >>> lunar_years()[2013].first
    datetime.date(2013, 2, 10)
    """
    rows = read_table("lunar_years.tsv", "year", "first", "leap", "months", "terms")
    return {
        int(year): LunarYear(date.fromisoformat(first), int(leap), _numbers(months), _numbers(terms))
        for year, first, leap, months, terms in rows
    }


def _numbers(field: str) -> tuple[int, ...]:
    return tuple(map(int, field.split(",")))


def lunar_day(year: int, month: int, day: int = 1, *, leap: bool = False) -> date | None:
    """The solar date of a lunar one, or ``None`` where the table ends or there is no such day. A day of 0 is the day before.

    >>> lunar_day(2013, 8, 15), lunar_day(2020, 4, leap=True), lunar_day(2013, 12, 30)
    (datetime.date(2013, 9, 19), datetime.date(2020, 5, 23), datetime.date(2014, 1, 30))
    """
    known = lunar_years().get(year)
    if known is None or not 1 <= month <= 12:
        return None
    place = month - 1 + (0 < known.leap < month or (leap and month == known.leap))
    if (leap and month != known.leap) or not 0 <= day <= known.months[place]:
        return None
    return known.first + timedelta(days=sum(known.months[:place]) + day - 1)


def lunar_month_length(year: int, month: int, *, leap: bool = False) -> int:
    """How many days a lunar month has, 29 or 30.

    >>> lunar_month_length(2013, 1)
    30
    """
    known = lunar_years()[year]
    return known.months[month - 1 + (0 < known.leap < month or (leap and month == known.leap))]


def solar_term(year: int, number: int) -> date | None:
    """The day of a solar term, 1 for 小寒 to 24 for 冬至, in a solar year.

    >>> solar_term(2013, 7)
    datetime.date(2013, 4, 4)
    """
    known = lunar_years().get(year)
    return date(year, (number + 1) // TERMS_A_MONTH, known.terms[number - 1]) if known else None
