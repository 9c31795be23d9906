"""The readers in the order in which they are asked, and which of them need be asked.

To add a sort of figure, write its reader in a module of its own or beside its kin, put it into ``READERS`` and into the
table of the characters that call for it, and give it a case in ``tests/cases/figures.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from weibotext.figures.drafts import Reader
from weibotext.figures.lists import sharing
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
    sharing,
    money_before,
    top,
    quantity,
    bare_number,
)


_BY_FOLLOWING: Final[dict[str, Reader]] = {
    **dict.fromkeys("岁个周星礼天日月年", age),
    "/": slashed,
    " ": slashed,
    "半": half,
}
"""The reader to be asked for each character that follows the numeral itself."""

_BY_BEHIND: Final[dict[str, Reader]] = {
    **dict.fromkeys("又分", parts),
    "打": dozens,
    **dict.fromkeys("比:∶：", ratio),
    **dict.fromkeys("至到–~～―－—- ", span_of_quantities),
    **dict.fromkeys("、及", sharing),
    **dict.fromkeys("和与", between),
}
"""The reader to be asked for each character that follows the numeral and its unit."""

_PARAGRAPHS: Final = frozenset("、及")
"""Signs of lists; most numbers before them are those of paragraphs, and call for no closer look."""


def readers_of(text: str, found: Quantity, previous: str) -> Iterator[Reader]:
    """The readers that may have an opinion of a number, in the order of ``READERS``, by what stands around it.

    >>> from weibotext.figures.quantities import quantity_at
    >>> [reader.__name__ for reader in readers_of("5至7万元", quantity_at("5至7万元", 0), "")]
    ['span_of_quantities', 'quantity', 'bare_number']
    """
    end, stop = found.start + len(found.core), found.stop
    if one := _BY_FOLLOWING.get(text[end : end + 1]):
        yield one
    if one := _BY_BEHIND.get(text[stop : stop + 1]):
        yield one
        if one is between:
            yield sharing
    if previous in currency_ends():
        yield money_before
    if previous == "前":
        yield top
    yield quantity
    yield bare_number


def joins(text: str, found: Quantity, previous: str) -> bool:
    """Whether anything before a number or behind it may make it more than a number with its unit."""
    end = found.start + len(found.core)
    if text[end : end + 1] in _JOINING_NUMBER or text[found.stop : found.stop + 1] in _CONNECTING:
        return True
    return previous == "前" or previous in currency_ends()


_JOINING_NUMBER: Final = frozenset("分又半/打比:∶：和与岁周星礼天日月年 ")
_CONNECTING: Final = frozenset("至到–~～―－—- 和与、及")


CALLING: Final = frozenset([*_BY_FOLLOWING, *_BY_BEHIND, *_JOINING_NUMBER, *_CONNECTING]) - _PARAGRAPHS
"""All that may stand behind a number, or behind its unit, and make it more than that."""


@cache
def currency_ends() -> frozenset[str]:
    """What the names of currencies before a number end with, and the blank that may stand between."""
    return frozenset([*(name[-1] for name in currencies()), " "])
