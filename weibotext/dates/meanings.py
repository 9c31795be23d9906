"""What a single piece can mean, before it is put together with others."""

from __future__ import annotations

from decimal import Decimal
from enum import IntEnum
from typing import Any, NamedTuple, TypeAlias

from weibotext.dates.written import Festival, Length, Nth, Reference, Unit


class Rank(IntEnum):
    """How fine a piece is. A moment is read from coarse to fine, and never the other way."""

    CALENDAR = 0
    YEAR = 1
    PART_OF_YEAR = 2
    MONTH = 3
    WITHIN_MONTH = 4
    DAY = 5
    WEEKDAY = 6
    PART_OF_DAY = 7
    CLOCK = 8


class Fields(NamedTuple):
    """Fields of a moment, with their rank, coarse to fine (see :class:`Rank`)."""

    rank: Rank
    fields: dict[str, Any]


class ShortYear(NamedTuple):
    """A year of two digits, which may be a length as well: 98年, 13年."""

    year: int
    length: Length
    sure: bool


class Every(NamedTuple):
    """The beginning of what recurs: 每, the unit and how many of it."""

    unit: Unit
    number: Decimal
    fields: dict[str, Any]


class Named(NamedTuple):
    """A named period, and whether it stands in quotation marks."""

    name: str


class Side(NamedTuple):
    """On which side of the present a length lies."""

    sign: int
    whole: bool
    word: str


class Bare(NamedTuple):
    """A number without its unit."""

    number: int


Meaning: TypeAlias = Fields | ShortYear | Every | Named | Side | Bare | Length | Nth | Reference | Festival
