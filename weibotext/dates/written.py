"""What a date expression says by itself, before anything is known of the day it was written on."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Literal, TypeAlias

from msgspec import Struct

Unit: TypeAlias = Literal["century", "decade", "year", "quarter", "month", "week", "day", "hour", "minute", "second"]
Anchor: TypeAlias = Literal["published", "antecedent", "compared", "setting"]
"""What a shift counts from.

``compared`` is the antecedent where 比 or 较 sets something beside the date, and ``setting`` the year that the text tells of;
both are publication where there is none.
"""


class Shift(Struct, frozen=True, gc=False):
    """So many units from an anchor: 去年 is one year before publication, 次日 one day after the antecedent.

    >>> Shift("year", -1, "published").amount
    -1
    """

    unit: Unit
    amount: int
    anchor: Anchor


class Nth(Struct, frozen=True, gc=False):
    """Units counted inside a larger one: 第二周, 最后一天, 前3个月, 第一个星期一.

    ``first`` counts from 1, or from -1 backwards; ``weekday`` is ISO's, for the weekdays of a month or year.

    >>> Nth(1, 2, "week").number
    2
    """

    first: int
    number: int
    unit: Unit
    weekday: int | None = None


class Lunar(Struct, frozen=True, gc=False):
    """A month or day of the lunar calendar: 正月初五, 闰四月."""

    month: int | None
    day: int | None = None
    leap: bool = False


class Festival(Struct, frozen=True, gc=False):
    """A day with a name: 春节, 劳动节, 冬至."""

    name: str


Amounts: TypeAlias = tuple[tuple[Unit, Decimal], ...]


class Away(Struct, frozen=True, gc=False):
    """So far before (-1) or behind (+1) a moment: 圣诞节前一天, 2月13号的3天后."""

    sign: int
    amounts: Amounts


class Count(Struct, frozen=True, gc=False):
    """So many units from a moment on: 明天的之后三天."""

    amounts: Amounts


class Same(Struct, frozen=True, gc=False):
    """The same month or day as the one named before, in another year: 去年|同月.

    >>> Same("month").unit
    'month'
    """

    unit: Literal["month", "day"]


Step: TypeAlias = Nth | Lunar | Festival | Away | Count | Same


class Moment(Struct, frozen=True, gc=False):
    """A place in the calendar; what the text leaves out is ``None``.

    ``part`` is ``Q1``–``Q4``, ``H1``–``H2`` or a season of a year, or ``start`` (初, 上旬), ``mid`` (中旬), ``end`` (底,
    下旬) of the smallest unit named; ``unit`` names that unit where it is no year, month or day. ``weekday`` is ISO's, 1
    for Monday, and 8 for the weekend. ``clock`` is ``HH``, ``HH:MM``, ``HH:MM:SS`` or a part of the day. ``steps`` lead
    on from there, one after the other.

    >>> Moment(month=6, day=30).year is None
    True
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str | None = None
    weekday: int | None = None
    clock: str | None = None
    shift: Shift | None = None
    unit: Unit | None = None
    steps: tuple[Step, ...] = ()


class Range(Struct, frozen=True, gc=False):
    """From one moment to another, both included; an ``end`` of ``None`` is the day of publication (至今)."""

    start: Moment
    end: Moment | None


class Length(Struct, frozen=True, gc=False):
    """A duration: its amounts, coarse to fine; ``None`` for one that is not known (几天).

    ``longest`` is the upper end where a range is given (3至5天). ``mod`` is what the words inside it say (多, 余).

    >>> Length((("hour", Decimal(24)),)).timex
    'PT24H'
    """

    amounts: Amounts
    longest: Amounts = ()
    mod: str | None = None

    @property
    def timex(self) -> str:
        """Its TIMEX3 value; a range has both ends, an unknown amount is X."""
        return f"{_timex(self.amounts)}/{_timex(self.longest)}" if self.longest else _timex(self.amounts)


_LETTERS = {
    "century": "CE",
    "decade": "DE",
    "year": "Y",
    "quarter": "Q",
    "month": "M",
    "week": "W",
    "day": "D",
    "hour": "H",
    "minute": "M",
    "second": "S",
}
_CLOCK_UNITS = ("hour", "minute", "second")


@lru_cache(maxsize=1024)
def _timex(amounts: Amounts) -> str:
    days = clock = ""
    for unit, count in amounts:
        if unit in _CLOCK_UNITS:
            clock += f"{_plain(count)}{_LETTERS[unit]}"
        else:
            days += f"{_plain(count)}{_LETTERS[unit]}"
    return f"P{days}T{clock}" if clock else f"P{days}"


def _plain(count: Decimal) -> str:
    return "X" if count.is_nan() else f"{count.normalize():f}"


class Around(Struct, frozen=True, gc=False):
    """A stretch of time on one side of publication: 近三年, 未来7天, 前两个月.

    ``whole`` says that it is made of calendar units: 前两个月 ends with the last month, 近两个月 today.
    """

    sign: int
    length: Length
    whole: bool


class Cycle(Struct, frozen=True, gc=False):
    """Something that recurs: every ``unit``, or every ``number`` of them, at ``at`` if that is said.

    >>> Cycle("week", 1, Moment(weekday=3)).unit
    'week'
    """

    unit: Unit
    number: Decimal = Decimal(1)
    at: Moment | Range | None = None


class Reference(Struct, frozen=True, gc=False):
    """A time without a calendar date: ``PRESENT_REF``, ``PAST_REF``, ``FUTURE_REF``."""

    timex: str


class Period(Struct, frozen=True, gc=False):
    """A period with a name of its own, such as a five-year plan; ``year`` where it recurs and the text names one."""

    name: str
    year: Moment | None = None


Written: TypeAlias = Moment | Range | Length | Around | Cycle | Reference | Period
