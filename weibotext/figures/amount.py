"""What a figure says."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias

Kind: TypeAlias = Literal[
    "count", "measure", "money", "percent", "percent_points", "multiple", "fraction", "ordinal", "ratio", "rate"
]
Mod: TypeAlias = Literal["exact", "approx", "more_than", "at_least", "less_than", "at_most", "nearly"]
Change: TypeAlias = Literal["up", "down"]


class Amount(NamedTuple):
    """A number with its unit and how it is meant.

    A range has ``low`` and ``high`` and no ``value``; a vague number that names one (十几, 三十多万) has a value, and 十几 its
    bounds as well. A percentage is the number before the sign, a fraction or ratio its quotient. ``unit`` is as written,
    ``unit_code`` is ISO 4217 or UCUM where one exists. ``per``, ``item``, ``change`` and ``basis`` come from the words
    around the figure.

    >>> Amount("count", Decimal(1691), unit="个").mod
    'exact'
    """

    kind: Kind
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    mod: Mod = "exact"
    unit: str | None = None
    unit_code: str | None = None
    per: str | None = None
    item: str | None = None
    change: Change | None = None
    basis: str | None = None
