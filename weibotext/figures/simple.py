"""The short way for the many figures that are a few digits with a unit and nothing else around them.

What it reads, the readers would read the same; it only saves asking them. Anything out of the ordinary before the digits
or behind the unit is left to them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Final, NamedTuple

from weibotext.figures.amount import Amount, Kind, Mod
from weibotext.figures.drafts import Draft
from weibotext.figures.quantities import other_words
from weibotext.figures.scene import Scene
from weibotext.figures.single import bare_number, quantity
from weibotext.figures.units import currencies, units
from weibotext.numerals import CHINESE_DIGITS, NUMERAL_CHARACTERS, plain
from weibotext.patterns import any_of

_BEFORE: Final = frozenset("第负下-前上.:/@_&=%#，,比 ")
_BEHIND: Final = f"至到~～―－—–半余多/／每和与大分两俩 {NUMERAL_CHARACTERS}"
_COUNTS: Final = {digit: Decimal(value) for digit, value in CHINESE_DIGITS.items() if digit in "二三四五六七八九两"}
_SCALES: Final = {"万": Decimal(10**4), "亿": Decimal(10**8)}
_QUANTITY: Final = quantity.__name__
_BARE: Final = bare_number.__name__


class _Plan(NamedTuple):
    """What is to be known of a unit: its figures' kind, its code, what behind it makes it another word.

    ``doubtful`` says that a word may begin with it: a measure of one character.
    """

    kind: Kind
    code: str | None
    rest: str
    doubtful: bool


class _Tools(NamedTuple):
    """What is made of the lists once: patterns for a number with its unit and for a unit, plans, and what stops them."""

    number: Callable[[str, int], re.Match[str] | None]
    unit: Callable[[str, int], re.Match[str] | None]
    plans: dict[str, _Plan]
    stoppers: frozenset[str]
    currencies: frozenset[str]


@cache
def _tools() -> _Tools:
    rests = other_words()
    plans = {
        name: _Plan(unit.kind, unit.code, rests.get(name, ""), unit.kind == "measure" and len(name) == 1)
        for name, unit in units().items()
        if unit.value == 1
        and name != "块"
        and name[0] not in NUMERAL_CHARACTERS
        and (name == "%" or not name.isascii())
    }
    names = f"(?>{any_of(plans)})(?![{_BEHIND}])"
    number = rf"([0-9]{{1,15}}(?:\.[0-9]{{1,9}})?+)([余多](?=[万亿]))?+([万亿])?+(余)?+(?:({names})|(?<=[万亿])(?=[，。；、]))"
    stoppers = _BEFORE | frozenset(map(chr, range(33, 127))) | frozenset(NUMERAL_CHARACTERS)
    ends = frozenset(name[-1] for name in currencies())
    return _Tools(re.compile(number).match, re.compile(names).match, plans, stoppers - frozenset("(\"'<>[]!?;*"), ends)


def simple_at(scene: Scene, place: int) -> Draft | None:
    """The figure at a place, if it is one of the simple ones. At the end of a text, units that begin words are left alone.

    >>> [simple_at(Scene.of(text), 0) is None for text in ("1691个", "两个", "12%", "5至7万元", "第12位")]
    [False, False, False, True, True]
    """
    text, tools = scene.text, _tools()
    if place and text[place - 1] in tools.stoppers:
        return None
    if text[place] in _COUNTS:
        return _small(scene, place, tools)
    hit = tools.number(text, place)
    if hit is None:
        return None
    digits, opened, scale, late, name = hit.groups()
    if (digits[0] == "0" and digits[1:2].isdigit()) or (late and not scale and digits[-1] != "0"):
        return None  # a code, or 余 behind a number that is not round
    value = _value(digits, scale) if scale or "." in digits else Decimal(digits)
    mod: Mod = "more_than" if opened or late else "exact"
    return _with_unit(scene, hit.span(), value, mod, name) if name else _bare(text, hit.span(), value, mod)


def _value(digits: str, scale: str | None) -> Decimal:
    if scale is None:
        return plain(Decimal(digits))
    return plain(Decimal(digits) * _SCALES[scale]) if "." in digits else Decimal(digits) * _SCALES[scale]


def _bare(text: str, span: tuple[int, int], value: Decimal, mod: Mod) -> Draft | None:
    place, stop = span
    if place and text[place - 1] in _tools().currencies:
        return None
    return place, stop, Amount("count", value, None, None, mod), _BARE, place, stop


def _with_unit(scene: Scene, span: tuple[int, int], value: Decimal, mod: Mod, name: str) -> Draft | None:
    (place, stop), text, tools = span, scene.text, _tools()
    kind, code, rest, doubtful = tools.plans[name]
    if (rest and text[stop : stop + 1] in rest) or (doubtful and scene.broken_by_word(stop - 1, stop)):
        return None
    if kind == "money" and place and text[place - 1] in tools.currencies:
        return None
    return place, stop, Amount(kind, value, None, None, mod, name, code), _QUANTITY, place, stop


def _small(scene: Scene, place: int, tools: _Tools) -> Draft | None:
    """两个, 三名: a digit and a classifier, where the dictionary has no other word for them."""
    text, hit = scene.text, tools.unit(scene.text, place + 1)
    if hit is None:
        return None
    name, stop = hit[0], hit.end()
    kind, _, rest, _ = tools.plans[name]
    if (
        kind != "count"
        or (rest and text[stop : stop + 1] in rest)
        or scene.explained(place, stop)
        or scene.fixed(place)
    ):
        return None
    return place, stop, Amount("count", _COUNTS[text[place]], None, None, "exact", name), _QUANTITY, place, stop
