"""Rules for lengths of time and for what recurs."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from weibotext.dates.patterns import NOT_AFTER_NUMBER, SPACE, WEEKDAY, groups
from weibotext.dates.written import Cycle, Length
from weibotext.numerals import NUMERAL, NUMERAL_CHARACTERS, parse_numeral, plain
from weibotext.rules import Rule, rule

UNITS: Final = {
    "年": "P{}Y",
    "周年": "P{}Y",
    "个季度": "P{}Q",
    "个月": "P{}M",
    "周": "P{}W",
    "个星期": "P{}W",
    "星期": "P{}W",
    "天": "P{}D",
    "昼夜": "P{}D",
    "小时": "PT{}H",
    "个小时": "PT{}H",
    "个钟头": "PT{}H",
    "分钟": "PT{}M",
    "秒": "PT{}S",
    "秒钟": "PT{}S",
}
_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_NOT_A_LENGTH = r"(?![级代度龄均轮货画鉴线窗气赋堂日检])"


@rule(
    NOT_AFTER_NUMBER
    + rf"(?P<count>{NUMERAL}){SPACE}个?[多余几]?(?P<half_first>个半)?{SPACE}(?P<unit>{_UNIT})(?P<half_last>半)?多?{_NOT_A_LENGTH}",
    first=NUMERAL_CHARACTERS,
    after=(*"多余几点.．,，", "个半", "个多", "个周", "个年", *UNITS),
    alone=True,
)
def duration(hit: re.Match[str]) -> Length | None:
    """两年, 24小时, 3个月, 一个半小时"""
    count = parse_numeral(hit["count"])
    if count is None or (hit["unit"] == "年" and count > 999):
        return None
    half = Decimal("0.5") if hit["half_first"] or hit["half_last"] else Decimal(0)
    return Length(UNITS[hit["unit"]].format(plain(count + half)))


@rule(
    NOT_AFTER_NUMBER + rf"(?P<years>{NUMERAL})年[零又]?(?P<months>{NUMERAL})个月(?:[零又]?(?P<days>{NUMERAL})天)?",
    first=NUMERAL_CHARACTERS,
    after="年",
    alone=True,
)
def years_and_months(hit: re.Match[str]) -> Length | None:
    """一年六个月"""
    parts = [
        (parse_numeral(hit[name] or ""), letter) for name, letter in (("years", "Y"), ("months", "M"), ("days", "D"))
    ]
    return Length("P" + "".join(f"{count}{letter}" for count, letter in parts if count is not None))


HALVES: Final = {"年": "P6M", "个月": "P15D", "天": "PT12H", "个小时": "PT30M", "小时": "PT30M"}


@rule(rf"(?<![上下多{NUMERAL_CHARACTERS}])半(?P<unit>{'|'.join(HALVES)})", first="半", alone=True)
def half_unit(hit: re.Match[str]) -> Length | None:
    """半年, 半个小时"""
    return Length(HALVES[hit["unit"]])


CYCLES: Final = {
    "日": "P1D",
    "天": "P1D",
    "周": "P1W",
    "星期": "P1W",
    "月": "P1M",
    "季度": "P3M",
    "年": "P1Y",
    "小时": "PT1H",
    "分钟": "PT1M",
}
_CYCLE = "|".join(sorted(CYCLES, key=len, reverse=True))


@rule(
    rf"每(?P<every>隔)?个?(?:{WEEKDAY}|(?P<count>{NUMERAL})?个?(?P<unit>{_CYCLE}))(?![均级轮])", first="每", alone=True
)
def cycle(hit: re.Match[str]) -> Cycle | None:
    """每日, 每周三, 每两年"""
    named = groups(hit)
    if "weekday" in named:
        return Cycle(f"XXXX-WXX-{min('一二三四五六日天'.index(named['weekday']) + 1, 7)}")
    count = parse_numeral(named["count"]) if "count" in named else None
    timex = CYCLES[named["unit"]]
    return Cycle(timex if count is None else timex.replace("1", str(count)))


RULES: Final[tuple[Rule[Length] | Rule[Cycle], ...]] = (years_and_months, duration, half_unit, cycle)
