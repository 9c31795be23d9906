"""Figures that begin with no numeral: 半公里, 打对折, Ⅲ, 单位：万元."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from weibotext.figures.amount import Amount
from weibotext.figures.bare import is_list
from weibotext.figures.drafts import Draft, match
from weibotext.figures.parts import DOZEN
from weibotext.figures.scene import Scene
from weibotext.figures.units import unit_at


def roman(scene: Scene, place: int) -> Draft | None:
    """Ⅲ, where a text holds nothing but numbers"""
    numeral = scene.text[place]
    if not "Ⅰ" <= numeral <= "Ⅻ" or not is_list(scene.text):
        return None
    return match(place, place + 1, Amount("count", Decimal(ord(numeral) - ord("Ⅰ") + 1)), roman)


def half_of(scene: Scene, place: int) -> Draft | None:
    """半个, 半公里, 半折, 打对折"""
    text = scene.text
    if text[place] not in "半对":
        return None
    previous, following = text[place - 1 : place] if place else "", text[place + 1 : place + 3]
    if following[:1] == "折":
        whole = previous == "打" if text[place] == "对" else not "\u4e00" <= previous <= "\u9fff"
        return (
            match(place, place + 2, Amount("percent", Decimal(50), unit="%", unit_code="%"), half_of) if whole else None
        )
    if following[:1] == "打" and DOZEN.match(text, place + 1) and previous not in _HALVED:
        return match(place, place + 2, Amount("count", Decimal(6)), half_of)
    unit = unit_at(text, place + 1) if following[:1] in HALF_OF else None
    if unit is None or previous in _HALVED or following in _TIMES:
        return None
    stop = place + 1 + len(unit.name)
    return match(place, stop, Amount(unit.kind, Decimal("0.5"), unit=unit.name, unit_code=unit.code), half_of)


HALF_OF: Final = frozenset("个斤公亩吨里升瓶")
_TIMES: Final = frozenset(("个月", "个世", "个小", "个钟", "公开"))
_HALVED: Final = frozenset("上下前后大多过一两个小年月天")
_STATED: Final = re.compile("单位(?:是|为|[:：])? ?(?P<scale>[百千万亿]*)")
_UNIT_ENDS: Final = frozenset("，。；、,;)）]】\n 吗呢或/")


def unit_alone(scene: Scene) -> list[Draft]:
    """单位：万元, 单位是°C, and a text that holds nothing but the names of units; there is no number

    >>> [(start, stop) for start, stop, *_ in unit_alone(Scene.of("（单位：公顷）"))]
    [(4, 6)]
    """
    text = scene.text
    if "单位" in text:
        return [draft for hit in _STATED.finditer(text) if (draft := _stated(text, hit.end(), hit["scale"]))]
    return _only_units(text) if len(text) <= _LONGEST_LIST else []


_LONGEST_LIST: Final = 20


def _stated(text: str, place: int, scale: str = "") -> Draft | None:
    unit = unit_at(text, place)
    if unit is None or unit.kind == "count":
        return None
    stop = place + len(unit.name)
    if text[stop : stop + 1] not in _UNIT_ENDS and stop < len(text):
        return None
    amount = Amount(unit.kind, unit=scale + unit.name, unit_code=None if scale else unit.code)
    return place - len(scale), stop, amount, unit_alone.__name__, place - len(scale), stop


def _only_units(text: str) -> list[Draft]:
    found: list[Draft] = []
    place = 0
    while place < len(text):
        unit = unit_at(text, place)
        if unit is None or unit.code is None or (len(unit.name) == 1 and "\u4e00" <= unit.name <= "\u9fff"):
            return []
        stop = place + len(unit.name)
        found.append(
            (place, stop, Amount(unit.kind, unit=unit.name, unit_code=unit.code), unit_alone.__name__, place, stop)
        )
        place = stop + (len(text) - stop - len(text[stop:].lstrip()))
    return found
