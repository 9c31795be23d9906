"""What a single piece can mean, before it is put together with others."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final, TypeAlias

from msgspec import Struct

from weibotext.dates.written import Festival, Length, Nth, Reference, Unit


class Rank:
    """How fine a piece is. A moment is read from coarse to fine, and never the other way.

    Plain integers: the members of an enumeration take several times as long to look up, and this is done for each piece.
    """

    CALENDAR: Final = 0
    YEAR: Final = 1
    PART_OF_YEAR: Final = 2
    MONTH: Final = 3
    WITHIN_MONTH: Final = 4
    DAY: Final = 5
    WEEKDAY: Final = 6
    PART_OF_DAY: Final = 7
    CLOCK: Final = 8


class Fields(Struct, frozen=True, gc=False):
    """Fields of a moment, with their rank, coarse to fine (see :class:`Rank`)."""

    rank: int
    fields: dict[str, Any]


class ShortYear(Struct, frozen=True, gc=False):
    """A year of two digits, which may be a length as well: 98年, 13年."""

    year: int
    length: Length
    sure: bool


class Every(Struct, frozen=True, gc=False):
    """The beginning of what recurs: 每, the unit and how many of it."""

    unit: Unit
    number: Decimal
    fields: dict[str, Any]


class Named(Struct, frozen=True, gc=False):
    """A named period, and whether it stands in quotation marks."""

    name: str


class Side(Struct, frozen=True, gc=False):
    """On which side of the present a length lies."""

    sign: int
    whole: bool
    word: str


class Bare(Struct, frozen=True, gc=False):
    """A number without its unit."""

    number: int


Meaning: TypeAlias = Fields | ShortYear | Every | Named | Side | Bare | Length | Nth | Reference | Festival
