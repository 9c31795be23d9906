"""Numbers that share what stands at one end of their list: 回落2.16和1.66个百分点, 占百分之四十一、二十四点一及十三点五."""

from __future__ import annotations

import re
from typing import Final

from weibotext.figures.drafts import Draft, amount_of, match
from weibotext.figures.quantities import Quantity, quantity_at
from weibotext.figures.scene import Scene
from weibotext.numerals import LARGE_UNITS, NUMERAL_CHARACTERS

_SEPARATORS: Final = frozenset("和与及、")
_SEPARATOR: Final = re.compile("[、和与及]|以及")
_MOST: Final = 12
_CLAUSE_END: Final = re.compile("[，。；！？,;!?\n]")
_REACH: Final = 40
_NUMBERS: Final = f"[{NUMERAL_CHARACTERS}点.]"
_HUNDREDTHS: Final = re.compile(
    rf"分之{_NUMBERS}{{1,20}}+(?:(?:[、和与及]|以及){_NUMBERS}{{1,20}}+){{0,11}}(?:[、和与及]|以及)$"
)


def sharing(scene: Scene, found: Quantity) -> Draft | None:
    """2.16 of 回落2.16和1.66个百分点: the unit, and 万 or 亿, behind the last number are those of the others."""
    if found.number.value is None or not found.core[0].isascii() or (found.unit and not _points(found)):
        return None
    if "." not in found.core and not _shared_out(scene.text, found.start):
        return None
    last = _last(scene.text, found.stop)
    if last is None or last.unit is None or last.unit.kind == "ordinal":
        return None
    if found.unit and last.unit.kind != "percent_points":
        return None
    scale = LARGE_UNITS.get(last.core[-1], 1) if found.core[-1] not in LARGE_UNITS else 1
    number = found.number * scale * last.unit.value
    return match(found.start, found.stop, amount_of(number, last.unit, last.per), sharing)


def _points(found: Quantity) -> bool:
    """Whether 个 behind a broken number waits for its 百分点: 提升1.4|个、6.6个百分点."""
    return found.unit is not None and found.unit.name == "个" and "." in found.core


def _shared_out(text: str, place: int) -> bool:
    """Whether the clause before a place says that what follows is shared out: 分别."""
    before = text[max(0, place - _REACH) : place]
    return "分别" in _CLAUSE_END.split(before)[-1]


def _last(text: str, place: int) -> Quantity | None:
    """The first number of the list behind a place that has a unit."""
    for _ in range(_MOST):
        hit = _SEPARATOR.match(text, place)
        other = quantity_at(text, hit.end()) if hit else None
        if other is None or other.unit is not None:
            return other
        place = other.stop
    return None


def is_hundredth(text: str, place: int) -> bool:
    """Whether a number goes on a list that 百分之 begins.

    >>> is_hundredth("占百分之四十一、二十四点一", 8), is_hundredth("占四十一、二十四点一", 5)
    (True, False)
    """
    if text[place - 1 : place] not in _SEPARATORS:
        return False
    hit = _HUNDREDTHS.search(text, max(0, place - _REACH), place)
    return hit is not None and text[hit.start() - 1 : hit.start()] in "百佰"
