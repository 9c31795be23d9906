"""What a date expression says by itself, before anything is known of the day it was written on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

Unit: TypeAlias = Literal["year", "month", "week", "day"]
Anchor: TypeAlias = Literal["published", "antecedent"]


class Shift(NamedTuple):
    """So many units from an anchor: 去年 is one year before publication, 次日 one day after the antecedent.

    >>> Shift("year", -1, "published").amount
    -1
    """

    unit: Unit
    amount: int
    anchor: Anchor


class Moment(NamedTuple):
    """A place in the calendar; what the text leaves out is ``None``.

    ``part`` is ``Q1``–``Q4`` or ``H1``–``H2`` of a year, or ``start`` (初, 上旬), ``mid`` (中旬), ``end`` (底, 下旬) of the
    year or month. ``weekday`` is ISO's, 1 for Monday. ``clock`` is ``HH``, ``HH:MM`` or ``HH:MM:SS``.

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


class Range(NamedTuple):
    """From one moment to another, both included; an ``end`` of ``None`` is the day of publication (至今)."""

    start: Moment
    end: Moment | None


@dataclass(frozen=True, slots=True)
class Length:
    """A duration, in TIMEX3's notation.

    >>> Length("PT24H").timex
    'PT24H'
    """

    timex: str


@dataclass(frozen=True, slots=True)
class Cycle:
    """Something that recurs, in TIMEX3's notation: ``P1D`` for 每日, ``XXXX-WXX-3`` for 每周三."""

    timex: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A time without a calendar date: ``PRESENT_REF``, ``PAST_REF``, ``FUTURE_REF``."""

    timex: str


@dataclass(frozen=True, slots=True)
class Period:
    """A period with a name of its own, such as a five-year plan: first and last year, both included."""

    first: int
    last: int


Written: TypeAlias = Moment | Range | Length | Cycle | Reference | Period
