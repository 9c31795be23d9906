"""The short way for the many figures that are a few digits with a unit and nothing else around them.

What it reads, the readers would read the same; it only saves asking them. Anything out of the ordinary before the digits
or behind the unit is left to them.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Final

from weibotext.figures.amount import Amount, Mod
from weibotext.figures.drafts import Draft
from weibotext.figures.quantities import other_words
from weibotext.figures.scene import Scene
from weibotext.figures.single import bare_number, quantity
from weibotext.figures.units import Unit, currencies, units
from weibotext.numerals import CHINESE_DIGITS, LARGE_UNITS, NUMERAL_CHARACTERS, plain
from weibotext.rules import any_of

_BEFORE: Final = frozenset("第负下-前上.:/@_&=%#，,比 ")
_BEHIND: Final = f"至到~～―－—–半余多/／每和与大分两俩 {NUMERAL_CHARACTERS}"
_COUNTS: Final = {digit: Decimal(value) for digit, value in CHINESE_DIGITS.items() if digit in "二三四五六七八九两"}


@cache
def _names() -> str:
    return any_of(
        name for name in units() if not (name.isascii() and name != "%") and name[0] not in NUMERAL_CHARACTERS
    )


@cache
def _pattern() -> re.Pattern[str]:
    """Digits, a scale, 余 or 多, and a unit in Chinese, with nothing behind it that may belong to it."""
    return re.compile(
        rf"(?P<digits>[0-9]{{1,15}}(?:\.[0-9]{{1,9}})?+)(?P<open>[余多](?=[万亿]))?+(?P<scale>[万亿])?+(?P<late>余)?+"
        rf"(?:(?P<unit>(?>{_names()}))(?![{_BEHIND}])|(?<=[万亿])(?=[，。；、]))"
    )


@cache
def _unit() -> re.Pattern[str]:
    return re.compile(rf"(?>{_names()})(?![{_BEHIND}])")


@cache
def _stoppers() -> frozenset[str]:
    """What before a number has to be looked at: signs, letters, other numerals."""
    letters = map(chr, range(33, 127))
    return (_BEFORE | frozenset(letters) | frozenset(NUMERAL_CHARACTERS)) - frozenset("(\"'<>[]!?;*")


@cache
def _ends_of_currencies() -> frozenset[str]:
    return frozenset(name[-1] for name in currencies())


def simple_at(scene: Scene, place: int) -> Draft | None:
    """The figure at a place, if it is one of the simple ones.

    >>> [simple_at(Scene.of(text), 0) is None for text in ("1691个", "两个", "12%", "5至7万元", "第12位")]
    [False, False, False, True, True]
    """
    text = scene.text
    if place and text[place - 1] in _stoppers():
        return None
    if text[place] in _COUNTS:
        return _small(scene, place)
    hit = _pattern().match(text, place)
    number = _number(hit) if hit else None
    if hit is None or number is None:
        return None
    unit = units()[hit["unit"]] if hit["unit"] else None
    if (unit is None or unit.kind == "money") and text[place - 1 : place] in _ends_of_currencies():
        return None
    return _with_unit(scene, hit, number, unit)


def _with_unit(scene: Scene, hit: re.Match[str], number: Decimal, unit: Unit | None) -> Draft | None:
    place, stop, text = hit.start(), hit.end(), scene.text
    mod: Mod = "more_than" if hit["open"] or hit["late"] else "exact"
    if unit is None:
        return place, stop, Amount("count", number, None, None, mod), bare_number.__name__, place, stop
    if not _plain_unit(text, unit, stop) or (unit.kind == "measure" and _cut(scene, unit, stop)):
        return None
    return place, stop, Amount(unit.kind, number, None, None, mod, unit.name, unit.code), quantity.__name__, place, stop


def _number(hit: re.Match[str]) -> Decimal | None:
    """The value of the digits; ``None`` for codes (0854), and for 余 behind a number that is not round."""
    digits, scale = hit["digits"], hit["scale"]
    if (digits[0] == "0" and digits[1:2].isdigit()) or (hit["late"] and not scale and digits[-1] != "0"):
        return None
    if scale:
        return plain(Decimal(digits) * LARGE_UNITS[scale])
    return plain(Decimal(digits)) if "." in digits else Decimal(digits)


def _plain_unit(text: str, unit: Unit, stop: int) -> bool:
    """Whether a unit is only that: no word begins with it that goes on behind it, and nothing is to be reckoned."""
    rest = other_words().get(unit.name)
    if rest and text[stop : stop + 1] in rest:
        return False  # also at the end of the text, which is left to the readers
    return unit.value == 1 and unit.name != "块"  # 块 may be money


def _cut(scene: Scene, unit: Unit, stop: int) -> bool:
    return len(unit.name) == 1 and scene.broken_by_word(stop - 1, stop)


def _small(scene: Scene, place: int) -> Draft | None:
    """两个, 三名: a digit and a classifier, where the dictionary has no other word for them."""
    hit = _unit().match(scene.text, place + 1)
    if hit is None:
        return None
    unit, stop = units()[hit[0]], hit.end()
    if (
        unit.kind != "count"
        or not _plain_unit(scene.text, unit, stop)
        or scene.explained(place, stop)
        or scene.fixed(place)
    ):
        return None
    amount = Amount("count", _COUNTS[scene.text[place]], None, None, "exact", unit.name)
    return place, stop, amount, quantity.__name__, place, stop
