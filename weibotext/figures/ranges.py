"""Ranges: 5至7万元, 120—150万人, 3%-5%, 在10和20之间."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from weibotext.figures.drafts import Draft, amount_of, match, sign_before
from weibotext.figures.money import currency_before
from weibotext.figures.quantities import Quantity, quantity_at
from weibotext.figures.scene import Scene
from weibotext.numerals import LARGE_UNITS, SMALL_UNITS, Number, number_of, plain

CONNECTOR: Final = re.compile(" ?(?:[至到–~～―－]|—{1,2}|-{1,2}) ?")
_BELOW_ZERO: Final = ("零下", "负", "-")


def span_of_quantities(scene: Scene, found: Quantity) -> Draft | None:
    """5至7万元, 120—150万人, 3%-5%, 零下10至零下5摄氏度, 一千到一千五百"""
    text = scene.text
    hit = CONNECTOR.match(text, found.stop)
    if hit is None or found.number.value is None:
        return None
    place = hit.end()
    minus = next((sign for sign in _BELOW_ZERO if text.startswith(sign, place)), "")
    other = quantity_at(text, place + len(minus))
    if other is None or other.number.value is None:
        return None
    if found.unit and (other.unit is None or found.unit.name != other.unit.name):
        return None
    low, high = _ends(text, found, other, bool(minus))
    if low >= high or not (other.unit or _bare_range(scene, found, other)):
        return None
    start, number, unit = (
        found.start - sign_before(text, found.start),
        Number(None, low, high, other.number.mod),
        other.unit,
    )
    left, right = framed(text, start, other.stop)
    if unit is None and (unit := currency_before(text, found.start)):
        start = found.start - len(unit.name)
        left = start if left is None else min(left, start)
    amount = amount_of(number, unit, other.per)
    return match(start, other.stop, amount, span_of_quantities, left, right=right)


def _ends(text: str, found: Quantity, other: Quantity, minus: bool) -> tuple[Decimal, Decimal]:
    """Both ends of a range, in terms of one unit and with the scale that they share."""
    low, high = _scaled(found, other), other.number.value or Decimal(0)
    low = low if found.unit or other.unit is None else plain(low * other.unit.value)
    if sign_before(text, found.start):
        low = -low
    return (low, -high) if minus else (low, high)


_NUMBER_UNITS: Final = frozenset([*SMALL_UNITS, *LARGE_UNITS])
_UNITS_OF: Final = re.compile(f"[^{''.join(_NUMBER_UNITS)}]+([{''.join(_NUMBER_UNITS)}]+)")


def _scaled(found: Quantity, other: Quantity) -> Decimal:
    """The lower end with the scale it shares with the upper one: the 5 of 5至7万元, the 两 of 两到三百万."""
    low, core = found.number.value or Decimal(0), other.core
    shared = None if found.core[-1].isalpha() and found.core[-1].isascii() else _UNITS_OF.fullmatch(core)
    if found.unit or (
        found.core[-1] in _NUMBER_UNITS and (core[-1] not in LARGE_UNITS or found.core[-1] in LARGE_UNITS)
    ):
        return low
    if shared and (whole := number_of(found.core + shared[1])) and whole.value is not None:
        return whole.value if whole.value < (other.number.value or 0) else low
    scale = LARGE_UNITS.get(core[-1])
    return plain(low * scale) if scale and low < _mantissa(core) else low


def _mantissa(core: str) -> Decimal:
    number = number_of(core[:-1]) if len(core) > 1 else None
    return number.value if number and number.value is not None else Decimal(0)


def _bare_range(scene: Scene, found: Quantity, other: Quantity) -> bool:
    """Whether a range without a unit is one: both ends are large numbers, stand between words that say so, or all there is."""
    text = scene.text
    if text.startswith(("之间", "间"), other.stop) or (found.start == 0 and other.stop == len(text)):
        return True
    if text[found.stop] in "至到" and FRAMES.search(text, max(0, found.start - 3), found.start):
        return True
    letters = found.core[-1] in "kKwW" and other.core[-1] in "kKwW"
    return letters or (_is_large(other.core) and text[found.stop] in "至到")


def _is_large(core: str) -> bool:
    return any(one in "百千万亿" for one in core)


FRAMES: Final = re.compile("(?:在|从|由|自|介于|处于)(?:约)?$")


def framed(text: str, start: int, stop: int) -> tuple[int | None, int | None]:
    """Where a range begins and ends with the words that frame it: 从…, 在…之间."""
    hit = FRAMES.search(text, max(0, start - 3), start)
    right = next((stop + len(word) for word in ("之间", "间") if text.startswith(word, stop)), None)
    return (hit.start() if hit else None), right


_AND: Final = re.compile("[和与]")


def between(scene: Scene, found: Quantity) -> Draft | None:
    """-10000与20000间, 在10和20之间"""
    text = scene.text
    hit = _AND.match(text, found.stop)
    other = hit and quantity_at(text, hit.end())
    if other and other.unit and other.unit.name == "间":
        other = other._replace(stop=other.stop - 1, unit=None)
    if not other or not text.startswith(("之间", "间"), other.stop) or text.startswith("间隔", other.stop):
        return None
    if found.unit or found.number.value is None or other.number.value is None:
        return None
    low, high = _ends(text, found, other, False)
    start = found.start - sign_before(text, found.start)
    left, right = framed(text, start, other.stop)
    number = Number(None, low, high)
    return None if low >= high else match(start, other.stop, amount_of(number, other.unit), between, left, right=right)
