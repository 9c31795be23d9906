"""Ranks: 第二个, 全国首个, 第3至第5名, 排名前三."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from weibotext.figures.amount import Amount
from weibotext.figures.drafts import Draft, match
from weibotext.figures.quantities import Quantity, quantity_at
from weibotext.figures.ranges import framed
from weibotext.figures.scene import Scene
from weibotext.patterns import deferred

SCOPE: Final = re.compile("(?:全国|全省|全市|全县|全州|全区|全球|全网|全校|世界|亚洲|国内|省内|市内|业内|同类)$")
_SCOPE_ENDS: Final = frozenset("国省市县州区球网校界洲内类")
RANKED: Final = frozenset(("号", "位", "名", "届"))
_NOT_A_RANK: Final = deferred(
    "(?:[、和及]第?[一二三四五六七八九十]+)*+"  # 第二、第三产业
    "(?:年(?!级)|天|时间|线|步|书记|产业|医院|中学|小学|人民|季度|师|军|附属|方|者|手|现场|责任|要务|动力|资源|生产"
    "|人称|反应|课堂|看守|监狱|世界)"
)
_TOGETHER: Final = re.compile("(?P<sign>[至到—–~～-]|和|与|及)第?")
_JOINING: Final = frozenset("至到—–~～-和与及")
_PLAIN_FIRST: Final = frozenset(("步", "次", "条", "批", "期"))


def ordinal(scene: Scene, found: Quantity) -> Draft | None:
    """第二个, 全国第一, 第3至第5名, 在第十和第十五之间"""
    if found.number.value is None:
        return None
    stop, unit = rank_unit(scene.text, found)
    amount = Amount("ordinal", found.number.value, unit=unit)
    one = rank(scene, (found.start, found.start + len(found.core), stop), amount)
    several = _ranks(scene.text, found, stop, one[0]) if one else None
    return several or one


_ORDINAL: Final = ordinal.__name__


def rank(scene: Scene, places: tuple[int, int, int], amount: Amount) -> Draft | None:
    """The ordinal whose numeral begins and ends, and whose unit ends, at three places, if it is one and no name."""
    text, unit, (place, end, stop) = scene.text, amount.unit, places
    scope = SCOPE.search(text, max(0, place - 4), place - 1) if text[place - 2] in _SCOPE_ENDS else None
    if scene.fixed(place - 1) or _NOT_A_RANK.match(text, end):
        return None
    if unit == "个" and text[stop : stop + 1] in _TIMES:
        return None  # 连续第三个月
    if unit in _PLAIN_FIRST and text[place:end] == "一" and not scope:
        return None
    start = scope.start() if scope else place - 1
    return None if unit in _CITED and _cited(text, start, stop, unit) else (start, stop, amount, _ORDINAL, start, stop)


_TIMES: Final = frozenset("月季星小")
"""What the names of lengths begin with that stand behind 个: 月, 季度, 星期, 小时."""

_CITED: Final = frozenset("号条款项章目")


def _cited(text: str, start: int, stop: int, unit: str) -> bool:
    """Whether a number belongs to a citation: 《条例》第三条, 第二款规定, 财综字第126号."""
    before = text[start - 1 : start] if start else ""
    if unit == "号":
        return before in ("字", "〕", "]", "】", ")", "）")
    return before in ("》", "”", "条", "款", "章") or text.startswith(("第", "规定", "之规定", "的规定", "、第"), stop)


def rank_unit(text: str, found: Quantity) -> tuple[int, str | None]:
    """Where a rank ends, and what is ranked, if a classifier says so."""
    stop = found.start + len(found.core)
    if found.unit and found.unit.kind in ("count", "measure") and found.stop == stop + len(found.unit.name):
        return found.stop, found.unit.name
    return (stop + 1, text[stop]) if text[stop : stop + 1] in RANKED else (stop, None)


def _ranks(text: str, found: Quantity, stop: int, start: int) -> Draft | None:
    """A range of ranks, if the one found is its lower end."""
    if text[stop : stop + 1] not in _JOINING:
        return None
    hit = _TOGETHER.match(text, stop)
    other = hit and quantity_at(text, hit.end())
    if hit is None or not other or other.number.value is None or found.number.value is None:
        return None
    end, unit = rank_unit(text, other)
    left, right = framed(text, start, end)
    if (
        found.number.value >= other.number.value
        or (hit["sign"] in "和与及" and right is None)
        or (hit[0][-1] != "第" and unit is None)
    ):
        return None
    amount = Amount("ordinal", low=found.number.value, high=other.number.value, unit=unit)
    return match(start, end, amount, ordinal, left, right=right)


_TOP: Final = re.compile("(?:排名|排行|名列|位列|位居|居|列|进入|跻身|进|入|全[国省市县球])前$|前$")


def top(scene: Scene, found: Quantity) -> Draft | None:
    """排名前三, 前10名"""
    text, start = scene.text, found.start
    if text[start - 1 : start] != "前" or found.number.value is None:
        return None
    hit = _TOP.search(text, max(0, start - 4), start)
    stop, unit = rank_unit(text, found)
    if hit is None or (unit not in ("名", "位") and len(hit[0]) == 1):
        return None
    stop, unit = (stop, unit) if unit in ("名", "位") else (start + len(found.core), None)
    return match(start, stop, Amount("ordinal", found.number.value, mod="at_most", unit=unit), top, start - 1)


FIRSTS: Final = frozenset("个家例座条部张台款支")


def first_of(scene: Scene, place: int) -> Draft | None:
    """全国首个, 首条"""
    text, unit = scene.text, scene.text[place + 1 : place + 2]
    if text[place] != "首" or unit not in FIRSTS:
        return None
    scope = SCOPE.search(text, max(0, place - 3), place)
    return match(scope.start() if scope else place, place + 2, Amount("ordinal", Decimal(1), unit=unit), first_of)
