"""The readers in the order in which they are asked, and which of them need be asked.

To add a sort of figure, write its reader in a module of its own or beside its kin, put it into ``READERS``, and give it a
case in ``tests/cases/figures.toml``.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from weibotext.figures.drafts import Reader
from weibotext.figures.money import money_before
from weibotext.figures.parts import dozens, half, parts, ratio, slashed
from weibotext.figures.quantities import Quantity
from weibotext.figures.ranges import between, span_of_quantities
from weibotext.figures.ranks import top
from weibotext.figures.single import age, bare_number, quantity
from weibotext.figures.units import currencies

READERS: Final[tuple[Reader, ...]] = (
    age,
    parts,
    slashed,
    half,
    dozens,
    ratio,
    span_of_quantities,
    between,
    money_before,
    top,
    quantity,
    bare_number,
)


def joins(text: str, found: Quantity, previous: str) -> bool:
    """Whether anything before a number or behind it may make it more than a number with its unit."""
    end = found.start + len(found.core)
    following, behind = text[end : end + 1], text[found.stop : found.stop + 1]
    if following in _JOINING_NUMBER or behind in _CONNECTING:
        return True
    if found.core == "一" and (following == "半" or behind in _OF_PARTS):
        return True
    return previous == "前" or previous in _currency_ends()


_JOINING_NUMBER: Final = frozenset("分又/打比:∶：和与岁周星礼天日月年 ")
_OF_PARTS: Final = frozenset("又分")
_CONNECTING: Final = frozenset("至到–~～―－—- ")


@cache
def _currency_ends() -> frozenset[str]:
    return frozenset([*(name[-1] for name in currencies()), " "])
