"""Days and periods with a name: festivals, solar terms, five-year plans, congresses, eras. The names are lexicons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Final, NamedTuple

from weibotext.dates.lunar import lunar_day, solar_term
from weibotext.errors import LexiconError
from weibotext.lexicon import read_table


class DayRule(NamedTuple):
    """How the day of a festival is found: a sort and its numbers."""

    sort: str
    numbers: tuple[int, ...]


class NamedPeriod(NamedTuple):
    """A period: first and last day as the lexicon writes them, and the words of which one must follow its name."""

    first: str
    last: str
    behind: tuple[str, ...]


WEAK_NAMES: Final = frozenset(
    ("雨水", "大雪", "小雪", "大寒", "小寒", "小满", "霜降", "白露", "清明", "谷雨", "小年", "新春", "惊蛰", "大暑",
     "小暑", "处暑", "寒露", "芒种", "灰日", "圣诞", "元宵", "重阳")
)  # fmt: skip
"""Names that are other words as well: they name a day only where the words around say so."""

NUMBER_NAMES: Final = (
    "三月三",
    "二月二",
    "六月六",
    "九月九",
    "五一",
    "六一",
    "七一",
    "八一",
    "十一",
    "三八",
    "五四",
    "三一五",
)
"""Names that are numbers."""

SORTS: Final = {"solar": 2, "lunar": 2, "term": 1, "weekday": 3, "easter": 1, "orthodox": 1, "islamic": 2}


@cache
def festivals() -> dict[str, DayRule]:
    """The festivals by each of their names.

    >>> festivals()["中秋节"]
    DayRule(sort='lunar', numbers=(8, 15))
    """
    rows = read_table("festivals.tsv", "names", "day")
    return {name: _day_rule(names, rule) for names, rule in rows for name in names.split(",")}


def _day_rule(names: str, written: str) -> DayRule:
    sort, *rest = written.split(" ") if " " in written else ("solar", written)
    numbers = tuple(int(number) for part in rest for number in re.findall("^-?[0-9]+|[0-9]+", part))
    if SORTS.get(sort) != len(numbers):
        raise LexiconError(f"lexicons/festivals.tsv, {names}: {written!r} is no day; see the notation in its header")
    return DayRule(sort, numbers)


@cache
def periods() -> dict[str, NamedPeriod]:
    """The periods by each of their names."""
    rows = read_table("periods.tsv", "names", "first", "last", "behind")
    return {
        name: NamedPeriod(first, last, tuple(behind.split(",")))
        for names, first, last, behind in rows
        for name in names.split(",")
    }


@cache
def eras() -> dict[str, tuple[int, int]]:
    """The first and the last year of the eras.

    >>> eras()["康熙"]
    (1662, 1722)
    """
    rows = read_table("eras.tsv", "name", "first", "last")
    return {name: (int(first), int(last)) for name, first, last in rows}


def festival_day(name: str, year: int) -> date | None:
    """The day of a festival in a year; for a lunar one, of the lunar year that begins in it.

    Where the Islamic year brings it twice, the first. ``None`` outside the tables.

    >>> festival_day("春节", 2013), festival_day("母亲节", 2021), festival_day("复活节", 2013)
    (datetime.date(2013, 2, 10), datetime.date(2021, 5, 9), datetime.date(2013, 3, 31))
    """
    sort, numbers = festivals()[name]
    if sort == "solar":
        return date(year, numbers[0], numbers[1])
    if sort == "lunar":
        eve = numbers[1] == 0  # 除夕 is the last day of the year, whatever its month's length
        return lunar_day(year + eve, *numbers)
    if sort == "term":
        # 小寒 and 大寒 close the year that they are counted to: 2017年大寒 is in January 2018
        return solar_term(year + (numbers[0] <= 2), numbers[0])
    if sort == "weekday":
        return nth_weekday(year, numbers[0], numbers[1], numbers[2])
    if sort == "islamic":
        return next(_islamic_days(year, *numbers), None)
    return (_easter(year) if sort == "easter" else _orthodox_easter(year)) + timedelta(days=numbers[0])


def nth_weekday(year: int, month: int, number: int, weekday: int) -> date | None:
    """The ``number``-th ``weekday`` of a month, from its end where ``number`` is negative.

    >>> nth_weekday(2013, 10, 1, 1), nth_weekday(2019, 4, -1, 1), nth_weekday(2013, 2, 5, 1)
    (datetime.date(2013, 10, 7), datetime.date(2019, 4, 29), None)
    """
    first = date(year, month, 1)
    days = ((first.replace(day=28) + timedelta(days=4)).replace(day=1) - first).days
    found = list(range(1 + (weekday - first.isoweekday()) % 7, days + 1, 7))
    place = number - 1 if number > 0 else len(found) + number
    return date(year, month, found[place]) if 0 <= place < len(found) else None


def _easter(year: int) -> date:
    """Gregorian Easter by the anonymous computus (Meeus, Astronomical Algorithms, chapter 8)."""
    century, rest = divmod(year, 100)
    epact = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (year % 19 + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _orthodox_easter(year: int) -> date:
    """Julian Easter (Meeus, chapter 8) in the Gregorian calendar of 1900 to 2099."""
    epact = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - epact + 34) % 7
    month, day = divmod(epact + weekday + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


_ISLAMIC_EPOCH: Final = date(622, 7, 19).toordinal()  # 1 Muharram 1, the civil epoch, in the Gregorian calendar


def _islamic_days(year: int, month: int, day: int) -> Iterator[date]:
    """The days of a solar year that are this day of the civil Islamic calendar (30 years of 10,631 days)."""
    around = (year - 622) * 33 // 32
    for islamic in range(max(around - 1, 1), around + 3):
        days = (islamic - 1) * 354 + (3 + 11 * islamic) // 30 + (59 * (month - 1) + 1) // 2 + day - 1
        found = date.fromordinal(_ISLAMIC_EPOCH + days)
        if found.year == year:
            yield found


def period_days(name: str, year: int) -> tuple[date, date] | None:
    """The first and the last day of a period, in ``year`` if it recurs.

    >>> period_days("十二五", 2013), period_days("春运", 2013)[0]
    ((datetime.date(2011, 1, 1), datetime.date(2015, 12, 31)), datetime.date(2013, 1, 26))
    """
    known = periods()[name]
    first, last = _bound(known.first, year), _bound(known.last, year)
    return (first, last) if first and last else None


def recurs(name: str) -> bool:
    """Whether a period comes every year."""
    return not periods()[name].first[:4].isdigit()


def _bound(written: str, year: int) -> date | None:
    if written[:4].isdigit():
        return date.fromisoformat(written)
    if written[0].isdigit():
        return date(year, int(written[:2]), int(written[3:]))
    name, days = re.fullmatch(r"(.*?)([+-]\d+)", written).groups()  # type: ignore[union-attr]
    day = festival_day(name, year - (name == "除夕"))
    return day + timedelta(days=int(days)) if day else None
