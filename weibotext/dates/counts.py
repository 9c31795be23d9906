"""Reads what is counted: lengths (两年, 3个多月), ordinals (第二周, 最后3天), and what recurs (每两周)."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

from weibotext.dates.meanings import Every
from weibotext.dates.written import Amounts, Length, Nth, Unit
from weibotext.numerals import parse_numeral
from weibotext.patterns import deferred

ISO_WEEKDAYS: Final = {**{day: place for place, day in enumerate("一二三四五六", 1)}, "日": 7, "天": 7, "末": 8}
LONGEST_YEARS: Final = 20_000
_LENGTH_NAMES: Final[tuple[tuple[str, Unit], ...]] = (
    ("世纪", "century"),
    ("季度", "quarter"),
    ("星期", "week"),
    ("礼拜", "week"),
    ("周年", "year"),
    ("年", "year"),
    ("载", "year"),
    ("月", "month"),
    ("周", "week"),
    ("昼夜", "day"),
    ("工作日", "day"),
    ("天", "day"),
    ("日", "day"),
    ("小时", "hour"),
    ("钟头", "hour"),
    ("刻钟", "minute"),
    ("分半钟", "minute"),
    ("分钟", "minute"),
    ("秒钟", "second"),
    ("秒", "second"),
    ("分", "minute"),
    ("钟", "hour"),
    ("季", "quarter"),
)


@lru_cache(maxsize=1024)
def number(text: str) -> int:
    """A numeral in a date as an integer; its pattern has made sure that it is one.

    >>> number("十二"), number("２０１３"), number("二〇一三"), number("廿三")
    (12, 2013, 2013, 23)
    """
    value = parse_numeral(text)
    if value is None:
        raise ValueError(f"not a numeral: {text!r}")
    return int(value)


_UNITS: Final = "|".join(name for name, _ in _LENGTH_NAMES)
_AMOUNT: Final = deferred(
    r"(?P<count>.*?)(?P<vague>[余多来])?\s?(?P<half>个半)?(?P<late>个多)?"
    rf"(?P<unit>个?(?:{_UNITS}))(?P<behind>半)?(?P<more>多)?$"
)
_VAGUE: Final = frozenset(("几", "好几", "数", "几十", "几百", "几千", "数十", "数百", "上百", "上千"))
_HALF_OF: Final[dict[Unit, Amounts]] = {
    "year": (("month", Decimal(6)),),
    "month": (("day", Decimal(15)),),
    "day": (("hour", Decimal(12)),),
    "hour": (("minute", Decimal(30)),),
    "century": (("year", Decimal(50)),),
    "week": (("day", Decimal("3.5")),),
}


def read_length(text: str) -> Length | None:
    """两年, 3个多月, 一个半小时, 半年, 几天, 两三天."""
    text = text.replace(" ", "").replace("\u3000", "").replace("分半钟", "分钟半").removesuffix("春秋")
    if text.startswith(("半", "大半")):
        unit = unit_of(text.removesuffix("多"))
        return Length(_HALF_OF[unit]) if unit in _HALF_OF else None
    hit = _AMOUNT.match(text.replace("钟半", "半") if "分钟半" not in text else text)
    if hit is None:
        return None
    unit = unit_of(hit["unit"])
    vague = bool(hit["vague"] or hit["late"] or hit["more"])
    half = Decimal("0.5") if hit["half"] or hit["behind"] else Decimal(0)
    return _counted(hit["count"], unit, half, vague, 15 if "刻" in hit["unit"] else 1)


def unit_of(text: str) -> Unit:
    """The unit that a word names, its measure word aside.

    >>> unit_of("个星期"), unit_of("刻钟")
    ('week', 'minute')
    """
    return next(unit for name, unit in _LENGTH_NAMES if text.endswith(name) or name in text)


_THREE_OR_FIVE: Final = (3, 5)


def _neighbours(pair: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    """两三, 十五六, 三四百: two digits of which the second follows the first."""
    low, high = (number(digit) for digit in (pair[1] or pair[4], pair[2] or pair[5]))
    base, scale = (10 if pair[4] else 0), number(pair[3]) if pair[3] else 1
    return (
        (Decimal(base + low * scale), Decimal(base + high * scale))
        if high == low + 1 or (low, high) == _THREE_OR_FIVE
        else None
    )


def _counted(count: str, unit: Unit, half: Decimal, vague: bool, factor: int) -> Length | None:
    count = count.removesuffix("个") or count
    if count.endswith("十几"):
        low = parse_numeral(count.removesuffix("几")) or Decimal(10)
        return Length(((unit, low),), ((unit, low + 10),), "approx")
    if count in _VAGUE:
        return Length(((unit, Decimal("NaN")),), mod="approx")
    pair = re.fullmatch(
        "([一二两三四五六七八])([二三四五六七八九])(十|百|千)?|十([一二三四五六七八])([二三四五六七八九])", count
    )
    if pair and (ends := _neighbours(pair)):
        return Length(((unit, ends[0]),), ((unit, ends[1]),), "approx")
    value = parse_numeral(count)
    if value is None or (unit == "year" and value > LONGEST_YEARS):
        return None
    return Length(((unit, value * factor + half),), mod="more_than" if vague else None)


_NTH = deferred(
    r"(?P<side>第|最[后末]|首个?)\s?(?P<count>.*?)\s?(?:个\s?)?(?P<unit>(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天末])|世纪|年|季度|季|月份?|周|星期|礼拜|天|日|小时|分钟)$"
)


def read_nth(text: str) -> Nth | None:
    """第二周, 最后3天, 第一个星期一, 首日; 三、四季度."""
    pair = re.findall("[一二三四1-4]", text) if "、" in text else []
    if pair:
        first, last = map(number, pair)
        return Nth(first, last - first + 1, "quarter") if first < last else None
    hit = _NTH.match(text)
    if hit is None:
        return None
    value = parse_numeral(hit["count"]) if hit["count"] else Decimal(1)
    if value is None or not 1 <= value <= 400:
        return None
    weekday = ISO_WEEKDAYS[hit["weekday"]] if hit["weekday"] else None
    unit = "day" if weekday else unit_of(hit["unit"].removesuffix("份"))
    last = hit["side"].startswith("最")
    if weekday:
        return Nth(-int(value) if last else int(value), 1, "week", weekday)
    return Nth(-1, int(value), unit) if last else Nth(int(value), 1, unit)


def read_every(text: str) -> Every | None:
    """每天, 每两周, 每隔一天, 每个工作日; 每周三 is 每周 here, and its weekday another piece."""
    body = text.replace(" ", "").replace("\u3000", "").removeprefix("每")
    other = body.startswith("隔")
    body = body.removeprefix("逢").removeprefix("隔")
    if body.endswith("半年"):
        return Every("month", Decimal(6), {})
    if body.endswith(("晚", "早")):
        return Every("day", Decimal(1), {"clock": "EV" if body.endswith("晚") else "MO"})
    if body.endswith("工作日"):
        return Every("week" if body[0] in "周星礼" else "day", Decimal(1), {})
    if body in ("", "个"):
        return Every("week", Decimal(1), {})
    if body.endswith("周末"):
        return Every("week", Decimal(1), {"weekday": 8})
    unit = unit_of(body)
    count = body.rstrip("年月日天周星期礼拜季度小时分钟").removesuffix("个")
    value = parse_numeral(count) if count else Decimal(1)
    return None if value is None else Every(unit, value + (1 if other and not count else 0), {})
