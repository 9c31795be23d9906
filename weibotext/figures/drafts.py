"""What readers hand on: a figure in folded coordinates, before its context has been read.

A reader is a short function that reads one sort of figure, or has no opinion. Its docstring opens with specimens.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, TypeAlias

from weibotext.figures.amount import Amount, Mod
from weibotext.figures.quantities import Quantity
from weibotext.figures.scene import Scene
from weibotext.figures.units import Unit
from weibotext.numerals import Number

Draft: TypeAlias = tuple[int, int, Amount, str, int, int]
"""Where a figure begins and ends, what it says, its reader's name, and where it begins and ends with its frame."""

Reader: TypeAlias = Callable[[Scene, Quantity], Draft | None]


def match(
    start: int,
    stop: int,
    amount: Amount,
    rule: Callable[..., Any],
    left: int | None = None,
    *,
    right: int | None = None,
) -> Draft:
    """The draft of a figure; its frame begins at ``left`` and ends at ``right``, where it has one."""
    return start, stop, amount, rule.__name__, start if left is None else left, right or stop


def amount_of(number: Number, unit: Unit | None, per: str | None = None) -> Amount:
    """What a number says with its unit; a number without one is a count."""
    mod: Mod = number.mod
    if unit is None:
        return Amount("count", number.value, number.low, number.high, mod)
    name = unit.name if unit.value == 1 else "%"  # 七成 and 七折 are seventy per cent
    return Amount(unit.kind, number.value, number.low, number.high, mod, name, unit.code, per)


def sign_before(text: str, place: int) -> int:
    """How many characters before a number make it negative: 零下|5, 负|3, -|3, or with a blank - |3."""
    previous = text[place - 1 : place]
    if previous not in _SIGNS:
        return 0
    if previous == "负":
        return 0 if text[place - 2 : place - 1] in _BURDENS and place > 1 else 1
    if previous == "下":
        return 2 if text[place - 2 : place] == "零下" else 0
    if previous == "-" and _may_be_minus(text, place - 1):
        return 1
    return 2 if text[place - 2 : place] == "- " and _may_be_minus(text, place - 2) else 0


_SIGNS: Final = frozenset("负下- ")
_BURDENS: Final = frozenset("担抱自肩胜欠辜背")


def _may_be_minus(text: str, place: int) -> bool:
    previous = text[place - 1 : place] if place else ""
    han = "\u4e00" <= previous <= "\u9fff"
    return previous in " \n\u3000（(，,、：:；;“" or (han and not text[place - 2 : place - 1].isdigit())
