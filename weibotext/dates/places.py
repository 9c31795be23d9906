"""Filled moments as TIMEX3 values and intervals: the arithmetic of the calendar."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from operator import mul
from typing import Final, TypeAlias

from msgspec.structs import replace

from weibotext.dates.lunar import solar_term
from weibotext.dates.named import nth_weekday
from weibotext.dates.written import Amounts, Length, Moment, Nth, Unit

Bounds: TypeAlias = tuple[datetime, datetime]

PARTS: Final = {
    "Q1": (1, 3), "Q2": (4, 3), "Q3": (7, 3), "Q4": (10, 3), "H1": (1, 6), "H2": (7, 6),
    "SP": (3, 3), "SU": (6, 3), "FA": (9, 3), "WI": (12, 3),
}  # fmt: skip
"""The first month of a part of the year, and how many it has."""

_SEASON_TERMS: Final = {"SP": (3, 9), "SU": (9, 15), "FA": (15, 21), "WI": (21, 3)}
"""A season lasts from one solar term to another: 立春, 立夏, 立秋, 立冬."""

_YEAR_EDGES: Final = {"start": (1, 2), "mid": (5, 3), "end": (11, 2)}
_MONTH_EDGES: Final = {"start": (0, 5), "mid": (10, 10), "end": (24, 31)}
_MONTH_THIRDS: Final = {"start": (0, 10), "mid": (10, 10), "end": (20, 31)}
SATURDAY: Final = 6
WEEKEND: Final = 8
LAST_YEAR: Final = 9990
HALF: Final = 15
_DAY: Final = timedelta(days=1)
_TWO_DAYS: Final = timedelta(days=2)


def at_midnight(day: date) -> datetime:
    """The first moment of a day."""
    return datetime(day.year, day.month, day.day)


def first_day(moment: Moment) -> date | None:
    """The first day of the year, month or day that a moment names; ``None`` where there is none."""
    start = _start(moment)
    return None if start is None else start.date()


def _start(moment: Moment) -> datetime | None:
    year = moment.year
    if year is None or not 1 <= year <= LAST_YEAR:
        return None
    try:
        return datetime(year, moment.month or 1, moment.day or 1)
    except ValueError:
        return None


def months_on(day: date, months: int) -> date:
    """The first of the month so many months on.

    >>> months_on(date(2013, 11, 5), 3)
    datetime.date(2014, 2, 1)
    """
    total = day.year * 12 + day.month - 1 + months
    return date(min(max(total // 12, 1), LAST_YEAR + 5), total % 12 + 1, 1)


def add(moment: datetime, amounts: Amounts, sign: int = 1) -> datetime:
    """So far before or behind a moment; a month's last day stays its last. Halves of years and months count in days.

    >>> add(datetime(2013, 1, 31), (("month", Decimal(1)),)), add(datetime(2013, 1, 1), (("year", Decimal("1.5")),))
    (datetime.datetime(2013, 2, 28, 0, 0), datetime.datetime(2014, 7, 1, 0, 0))
    """
    for unit, count in amounts:
        if not count.is_finite():
            continue
        if unit in _MONTHS_OF:
            months = count * _MONTHS_OF[unit]
            moment = _months_from(moment, sign * int(months)) + timedelta(days=sign * int((months % 1) * 30))
        else:
            moment = _bounded(moment, sign * float(count) * _SECONDS_OF[unit])
    return moment


_MONTHS_OF: Final[dict[Unit, int]] = {"century": 1200, "decade": 120, "year": 12, "quarter": 3, "month": 1}
_SECONDS_OF: Final[dict[Unit, int]] = {"week": 604_800, "day": 86_400, "hour": 3600, "minute": 60, "second": 1}


def _bounded(moment: datetime, seconds: float) -> datetime:
    try:
        return moment + timedelta(seconds=seconds)
    except OverflowError:
        return datetime(LAST_YEAR, 1, 1) if seconds > 0 else datetime(1, 1, 1)


def _months_from(moment: datetime, months: int) -> datetime:
    total = moment.year * 12 + moment.month - 1 + months
    if not 12 <= total < LAST_YEAR * 12:
        return datetime(LAST_YEAR, 1, 1) if months > 0 else datetime(1, 1, 1)
    first = date(total // 12, total % 12 + 1, 1)
    last = (months_on(first, 1) - timedelta(days=1)).day
    return moment.replace(year=first.year, month=first.month, day=min(moment.day, last))


@lru_cache(maxsize=4096)
def timex(moment: Moment) -> str:
    """The TIMEX3 value of a moment, with X for what is not known.

    >>> timex(Moment(month=6, day=30)), timex(Moment(2013, part="Q1")), timex(Moment(2013, 7, 8, clock="AF12-18"))
    ('XXXX-06-30', '2013-Q1', '2013-07-08TAF')
    """
    month, day, clock = moment.month, moment.day, moment.clock
    time = "" if clock is None else f"T{clock if clock[0].isdigit() else clock[:2]}"
    if (moment.weekday is not None or moment.unit == "week") and (week := _week_timex(moment, time)) is not None:
        return week
    year = "XXXX" if moment.year is None else f"{moment.year:04}"
    if day is not None:
        return f"{year}-XX-{day:02}{time}" if month is None else f"{year}-{month:02}-{day:02}{time}"
    return time or _long_timex(moment, year)


def _week_timex(moment: Moment, clock: str) -> str | None:
    """A week, a weekend, or a weekday of no week known."""
    weekend = moment.weekday == WEEKEND
    if moment.year is not None and (moment.unit == "week" or (weekend and not clock)) and (day := first_day(moment)):
        calendar = day.isocalendar()
        return f"{calendar.year}-W{calendar.week:02}{'-WE' if weekend else ''}"
    if moment.weekday is None or moment.day is not None:
        return None
    return f"XXXX-WXX-{'WE' if weekend else moment.weekday}{clock}"


def _long_timex(moment: Moment, year: str) -> str:
    """What is longer than a day: a month, a year or a part of it, a decade, a century."""
    if moment.unit in ("decade", "century"):
        return year[: 3 if moment.unit == "decade" else 2]
    if moment.part in PARTS and moment.unit != "month":
        return f"{year}-{moment.part}"
    return year if moment.month is None else f"{year}-{moment.month:02}"


@lru_cache(maxsize=4096)
def bounds(moment: Moment) -> Bounds | None:
    """From the first instant of a moment to the first after it; ``None`` where its place is not known.

    >>> bounds(Moment(2013, 6))
    (datetime.datetime(2013, 6, 1, 0, 0), datetime.datetime(2013, 7, 1, 0, 0))
    """
    start = _start(moment)
    if start is None:
        return None
    if moment.clock is not None:
        return clock_bounds(start, moment.clock) if moment.day is not None else None
    if moment.unit == "week":
        return _week_bounds(start, moment.part)
    if moment.day is not None:
        return start, start + (_TWO_DAYS if moment.weekday == WEEKEND else _DAY)
    if moment.unit in ("decade", "century"):
        return _long_bounds(start, moment)
    return _month_bounds(start, moment) if moment.month is not None else _year_bounds(start, moment.part)


def _week_bounds(start: date, part: str | None) -> Bounds:
    """A week, or its halves: the first one to Wednesday."""
    first, last = {"H1": (0, 3), "H2": (3, 7), "start": (0, 2), "end": (5, 7)}.get(part or "", (0, 7))
    return at_midnight(start + timedelta(days=first)), at_midnight(start + timedelta(days=last))


def _month_bounds(first: datetime, moment: Moment) -> Bounds:
    last = at_midnight(months_on(first, 1))
    if moment.part is None:
        return first, last
    if moment.part == "H1":
        return first, first + timedelta(days=HALF)
    if moment.part == "H2":
        return first + timedelta(days=HALF), last
    edges = _MONTH_THIRDS if moment.unit == "month" else _MONTH_EDGES
    if moment.part not in edges:
        return first, last
    days, length = edges[moment.part]
    return first + timedelta(days=days), min(first + timedelta(days=days + length), last)


def _year_bounds(start: date, part: str | None) -> Bounds:
    if part is None:
        return at_midnight(start), datetime(start.year + 1, 1, 1)
    if part in _SEASON_TERMS:
        first, last = _SEASON_TERMS[part]
        days = solar_term(start.year, first), solar_term(start.year + (last < first), last)
        if days[0] and days[1]:
            return at_midnight(days[0]), at_midnight(days[1])
    month, length = _YEAR_EDGES.get(part) or PARTS.get(part, (1, 12))
    first_of = date(start.year, month, 1)
    return at_midnight(first_of), at_midnight(months_on(first_of, length))


def _long_bounds(start: date, moment: Moment) -> Bounds:
    """A decade or a century; its beginning is its first fifth (of a decade, its first three years)."""
    years = 10 if moment.unit == "decade" else 100
    begin = start.year if start.year > 1 else 0
    share = 3 if years == 10 else 20
    if moment.part == "start":
        return _years(begin, begin + share)
    if moment.part == "end":
        return _years(begin + years - share, begin + years)
    if moment.part == "mid":
        return _years(begin + 4 * years // 10, begin + 6 * years // 10)
    return _years(begin, begin + years)


def _years(first: int, last: int) -> Bounds:
    return datetime(max(first, 1), 1, 1), datetime(last, 1, 1)


def clock_bounds(midnight: datetime, clock: str) -> Bounds:
    """A time of day, as long as its smallest unit; a part of the day by the hours behind its name (``AF12-18``).

    >>> clock_bounds(datetime(2013, 8, 20), "15:30")
    (datetime.datetime(2013, 8, 20, 15, 30), datetime.datetime(2013, 8, 20, 15, 31))
    """
    if not clock[0].isdigit():
        first, last = map(int, clock[2:].split("-")) if len(clock) > 2 else _DEFAULT_HOURS[clock]
        return midnight + timedelta(hours=first), midnight + timedelta(hours=last)
    fields = clock.split(":")
    seconds = sum(map(mul, map(int, fields), _CLOCK_SECONDS))
    start = midnight + timedelta(0, seconds)
    return start, start + timedelta(0, _CLOCK_SECONDS[len(fields) - 1])


_CLOCK_SECONDS: Final = (3600, 60, 1)
_DEFAULT_HOURS: Final = {"MO": (6, 12), "MI": (11, 14), "AF": (12, 18), "EV": (18, 24), "NI": (0, 6)}


def inside(moment: Moment, nth: Nth) -> tuple[Moment, Moment] | None:
    """The first and the last of the units that are counted inside a moment; ``None`` where there are not so many.

    A week belongs to where its Monday lies.

    >>> inside(Moment(2021), Nth(1, 2, "week"))[0].day, inside(Moment(2013, 5), Nth(-1, 1, "day"))[0].day
    (4, 31)
    """
    found = bounds(replace(moment, clock=None))
    if found is None:
        return None
    start, end = found[0].date(), found[1].date()
    if nth.weekday is not None:
        return _weekday_inside(moment, start, end, nth)
    if nth.unit in ("month", "quarter"):
        return _months_inside(start, end, nth)
    if nth.unit not in ("day", "week"):
        return None
    step = 7 if nth.unit == "week" else 1
    base = _first_monday(moment, start) if step == 7 else start
    if nth.first > 0:
        first = base + timedelta(days=step * (nth.first - 1))
    else:
        close = end + timedelta(days=(-end.weekday()) % 7) if step == 7 else end
        first = close + timedelta(days=step * (nth.first - nth.number + 1))
    last = first + timedelta(days=step * (nth.number - 1))
    if not base <= first < end:
        return None
    unit: Unit | None = "week" if step == 7 else None
    return _of_day(first, unit), _of_day(last, unit)


def _first_monday(moment: Moment, start: date) -> date:
    """The Monday of a year's first week by ISO 8601, or the first Monday of a month."""
    if moment.month is None and moment.part is None:
        return date.fromisocalendar(start.year, 1, 1)
    return start + timedelta(days=(-start.weekday()) % 7)


def _of_day(day: date, unit: Unit | None = None) -> Moment:
    return Moment(day.year, day.month, day.day, unit=unit)


def _months_inside(start: date, end: date, nth: Nth) -> tuple[Moment, Moment] | None:
    size = 3 if nth.unit == "quarter" else 1
    offset = size * (nth.first - 1)
    first = months_on(start, offset) if nth.first > 0 else months_on(end, size * (nth.first - nth.number + 1))
    last = months_on(first, size * nth.number - 1)
    if not start <= first < end:
        return None
    if nth.unit == "quarter":
        return Moment(first.year, part=f"Q{(first.month + 2) // 3}"), Moment(
            last.year, part=f"Q{(last.month + 2) // 3}"
        )
    return Moment(first.year, first.month), Moment(last.year, last.month)


def _weekday_inside(moment: Moment, start: date, end: date, nth: Nth) -> tuple[Moment, Moment] | None:
    weekday = min(nth.weekday or 1, SATURDAY)
    if moment.month is not None:
        day = nth_weekday(start.year, start.month, nth.first, weekday)
    elif nth.first > 0:
        day = start + timedelta(days=(weekday - start.isoweekday()) % 7 + 7 * (nth.first - 1))
    else:
        last = end - timedelta(days=1)
        day = last - timedelta(days=(last.isoweekday() - weekday) % 7 - 7 * (nth.first + 1))
    if day is None:
        return None
    found = replace(_of_day(day), weekday=WEEKEND if nth.weekday == WEEKEND else None)
    return found, found


def stretch(published: datetime, sign: int, length: Length, whole: bool) -> Bounds | None:
    """A stretch of time on one side of publication, in whole calendar units or from the day itself."""
    amounts = length.amounts
    if not amounts or not amounts[0][1].is_finite():
        return None
    unit = amounts[0][0]
    now = at_midnight(published.date()) if unit not in ("hour", "minute", "second") else published
    if whole:
        now = floor(published, unit)
        if sign > 0:
            now = add(now, ((unit, Decimal(1)),))
    other = add(now, amounts, sign)
    if sign > 0:
        return now, other
    return other, now if whole else published


def grain_of(length: Length) -> Unit:
    """How fine the moment is that a length leads to: 三年后 is a year, 一年半后 a month.

    >>> grain_of(Length((("year", Decimal(3)),))), grain_of(Length((("year", Decimal("1.5")),)))
    ('year', 'month')
    """
    unit, count = length.amounts[-1]
    half = count.is_finite() and count % 1 != 0
    finer: dict[Unit, Unit] = {"year": "month", "month": "day", "day": "hour", "quarter": "month"}
    return finer.get(unit, unit) if half or unit == "quarter" else unit


def span_around(moment: datetime, grain: Unit) -> Bounds:
    """The year or month that a moment lies in, or a week, day, hour, minute or second from it on."""
    if grain in ("year", "month"):
        start = floor(moment, grain)
        return start, add(start, ((grain, Decimal(1)),))
    if grain in ("week", "day", "decade", "century"):
        start = at_midnight(moment.date())
        return start, start + timedelta(days=7 if grain == "week" else 1)
    return moment, moment + timedelta(seconds=_SECONDS_OF[grain])


def floor(moment: datetime, unit: Unit) -> datetime:
    """The first instant of the unit that a moment lies in.

    >>> floor(datetime(2013, 2, 12, 4, 30), "week")
    datetime.datetime(2013, 2, 11, 0, 0)
    """
    if unit == "second":
        return moment.replace(microsecond=0)
    if unit in ("minute", "hour"):
        return moment.replace(second=0, microsecond=0, minute=moment.minute if unit == "minute" else 0)
    day = at_midnight(moment.date())
    if unit == "week":
        return day - timedelta(days=day.weekday())
    if unit == "day":
        return day
    if unit == "month":
        return day.replace(day=1)
    return day.replace(day=1, month=(day.month - 1) // 3 * 3 + 1 if unit == "quarter" else 1)
