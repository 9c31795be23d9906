"""The amounts in a TIMEX3 duration, which both of the peers' forms need."""

from __future__ import annotations

import re
from typing import Final

SECONDS: Final = {
    "century": 100 * 365 * 86_400, "decade": 10 * 365 * 86_400, "year": 365 * 86_400, "quarter": 90 * 86_400,
    "month": 30 * 86_400, "week": 7 * 86_400, "day": 86_400, "hour": 3600, "minute": 60, "second": 1,
}  # fmt: skip
"""How long the units count, years 365 and months 30 days, as in Recognizers-Text."""

_DAYS: Final = {"CE": "century", "DE": "decade", "Y": "year", "Q": "quarter", "M": "month", "W": "week", "D": "day"}
_CLOCK: Final = {"H": "hour", "M": "minute", "S": "second"}
_AMOUNT: Final = re.compile("([0-9.]+|X)(CE|DE|[YQMWDHS])")


def amounts(timex: str) -> dict[str, float]:
    """The units of a duration with how many there are; one of unknown size has none.

    >>> amounts("P1Y6M"), amounts("PT1.5H"), amounts("PXD")
    ({'year': 1.0, 'month': 6.0}, {'hour': 1.5}, {})
    """
    days, _, clock = timex.removeprefix("P").partition("T")
    found = [(_DAYS[unit], count) for count, unit in _AMOUNT.findall(days)]
    found += [(_CLOCK[unit], count) for count, unit in _AMOUNT.findall(clock)]
    return {unit: float(count) for unit, count in found if count != "X"}
