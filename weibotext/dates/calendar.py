"""Rules for places in the calendar: years, months, days, weeks, clock times, and those named relative to another."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from weibotext.dates.patterns import (
    ARABIC_DAY,
    CLOCK,
    CLOCK_WORDS_FIRST,
    DAY_WORD,
    DAY_WORDS_FIRST,
    DIGITS_FIRST,
    MOMENT,
    NOT_AFTER_NUMBER,
    PART_OF_DAY,
    PART_OF_YEAR,
    SPACE,
    WEEKDAY,
    WORDS_FIRST,
    groups,
    once,
)
from weibotext.dates.written import Moment, Shift
from weibotext.numerals import ARABIC_DIGITS, DIGIT, parse_numeral
from weibotext.rules import Rule, rule

YEAR_WORDS: Final = {
    "今年": Shift("year", 0, "published"),
    "本年": Shift("year", 0, "published"),
    "去年": Shift("year", -1, "published"),
    "上年": Shift("year", -1, "published"),
    "前年": Shift("year", -2, "published"),
    "明年": Shift("year", 1, "published"),
    "来年": Shift("year", 1, "published"),
    "后年": Shift("year", 2, "published"),
    "当年": Shift("year", 0, "antecedent"),
    "同年": Shift("year", 0, "antecedent"),
    "翌年": Shift("year", 1, "antecedent"),
    "次年": Shift("year", 1, "antecedent"),
}
MONTH_WORDS: Final = {
    "本月": Shift("month", 0, "published"),
    "上月": Shift("month", -1, "published"),
    "上个月": Shift("month", -1, "published"),
    "上上个月": Shift("month", -2, "published"),
    "上上月": Shift("month", -2, "published"),
    "下月": Shift("month", 1, "published"),
    "下个月": Shift("month", 1, "published"),
    "当月": Shift("month", 0, "antecedent"),
    "同月": Shift("month", 0, "antecedent"),
    "次月": Shift("month", 1, "antecedent"),
}
DAY_WORDS: Final = {
    "今天": Shift("day", 0, "published"),
    "今日": Shift("day", 0, "published"),
    "昨天": Shift("day", -1, "published"),
    "昨日": Shift("day", -1, "published"),
    "前天": Shift("day", -2, "published"),
    "前日": Shift("day", -2, "published"),
    "大前天": Shift("day", -3, "published"),
    "明天": Shift("day", 1, "published"),
    "明日": Shift("day", 1, "published"),
    "后天": Shift("day", 2, "published"),
    "大后天": Shift("day", 3, "published"),
    "当天": Shift("day", 0, "antecedent"),
    "当日": Shift("day", 0, "antecedent"),
    "同日": Shift("day", 0, "antecedent"),
    "同一天": Shift("day", 0, "antecedent"),
    "次日": Shift("day", 1, "antecedent"),
    "翌日": Shift("day", 1, "antecedent"),
    "第二天": Shift("day", 1, "antecedent"),
    "前一天": Shift("day", -1, "antecedent"),
    "前一日": Shift("day", -1, "antecedent"),
}
WEEK_WORDS: Final = {"上": -1, "本": 0, "这": 0, "下": 1}
HALF_DAY_SHIFTS: Final = {"昨晚": -1, "今晚": 0, "今晨": 0}
AFTERNOON: Final = frozenset(("下午", "午后", "傍晚", "晚上", "晚间", "夜间", "晚", "当晚", "昨晚", "今晚", "深夜"))
PARTS_OF_DAY: Final = {
    **dict.fromkeys(("凌晨", "夜间", "深夜"), "NI"),
    **dict.fromkeys(("清晨", "早晨", "早上", "上午"), "MO"),
    **dict.fromkeys(("下午", "午后"), "AF"),
    **dict.fromkeys(("傍晚", "晚上", "晚间", "晚"), "EV"),
}
"""TIMEX3's names for them: 7月8日下午 is 2013-07-08TAF."""

SEASONS: Final = {"春": "SP", "夏": "SU", "秋": "FA", "冬": "WI"}
PARTS: Final = {"初": "start", "中": "mid", "底": "end", "末": "end", "上": "start", "下": "end"}

_WEEKS = tuple(which + kind for which in "上本这下" for kind in ("周", "星期", "礼拜", "个周", "个星", "个礼"))
_TRAILING_CLOCK = f"(?:{CLOCK}|{SPACE}{PART_OF_DAY})?"


@lru_cache(maxsize=1024)
def number(text: str) -> int:
    """A numeral in a date as an integer; its pattern has made sure that it is one.

    >>> number("十二"), number("２０１３"), number("二〇一三")
    (12, 2013, 2013)
    """
    value = parse_numeral(text)
    if value is None:
        raise ValueError(f"not a numeral: {text!r}")
    return int(value)


def moment(named: dict[str, str], *, day_word: str | None = None) -> Moment | None:
    """The moment that a pattern's groups say, or ``None`` where the calendar has no such day or hour."""
    year, month, day = (number(named[key]) if key in named else None for key in ("year", "month", "day"))
    if year is not None and year < 100:
        year += 2000 if year < 70 else 1900
    clock = clock_of(named)
    if not (_in(month, 12) and _in(day, 31)) or ("hour" in named and clock is None):
        return None
    return Moment(year, month, day, _part(named), _weekday(named), clock, _shift(named, day_word))


def _in(value: int | None, most: int) -> bool:
    return value is None or 1 <= value <= most


def _part(named: dict[str, str]) -> str | None:
    if "season" in named:
        return SEASONS[named["season"]]
    if "quarter" in named:
        return f"Q{number(named['quarter'])}"
    if "half" in named:
        return "H1" if named["half"] == "上" else "H2"
    if "end" in named:
        return PARTS[named["end"][-1]]
    return PARTS[named["third"][0]] if "third" in named else None


def _weekday(named: dict[str, str]) -> int | None:
    return min("一二三四五六日天".index(named["weekday"]) + 1, 7) if "weekday" in named else None


def _shift(named: dict[str, str], day_word: str | None) -> Shift | None:
    if day_word or "day_word" in named:
        return DAY_WORDS[day_word or named["day_word"]]
    if "month_word" in named:
        return MONTH_WORDS[named["month_word"]]
    if "year_word" in named:
        return YEAR_WORDS[named["year_word"]]
    if named.get("half_day") in HALF_DAY_SHIFTS and "day" not in named:
        return Shift("day", HALF_DAY_SHIFTS[named["half_day"]], "published")
    return None


def clock_of(named: dict[str, str]) -> str | None:
    """A time of day on the 24-hour clock, or ``None`` where there is none or it does not exist.

    >>> clock_of({"hour": "3", "half_day": "下午", "minute_word": "半"}), clock_of({"hour": "8", "minute_word": "15分"})
    ('15:30', '08:15')
    """
    if "hour" not in named:
        return PARTS_OF_DAY.get(named.get("part_of_day", ""))
    hour, minute = number(named["hour"]), _minute(named)
    if named.get("half_day") in AFTERNOON and hour < 12:
        hour += 12
    if named.get("half_day") == "中午" and hour < 3:
        hour += 12
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    second = f":{number(named['second']):02}" if "second" in named else ""
    exact = "minute_after_colon" in named or named.get("minute_word", "许") not in ("许", "钟", "整")
    return f"{hour:02}:{minute:02}{second}" if exact else f"{hour:02}"


def _minute(named: dict[str, str]) -> int:
    word = named.get("minute_after_colon") or named.get("minute_word", "").strip()
    if word == "半":
        return 30
    if word.endswith("刻"):
        return 15 * number(word[0])
    digits = word.removesuffix("分").strip()
    return number(digits) if digits and digits not in "整许钟" else 0


@rule(once(NOT_AFTER_NUMBER + MOMENT + _TRAILING_CLOCK), first=DIGITS_FIRST + WORDS_FIRST, after="年月", alone=True)
def calendar_date(hit: re.Match[str]) -> Moment | None:
    """2012年12月7日, 今年3月2日, 6月30日, 去年底, 2013年上半年, 本月上旬"""
    return moment(groups(hit))


@rule(once(NOT_AFTER_NUMBER + ARABIC_DAY + _TRAILING_CLOCK), first=ARABIC_DIGITS, after="日号", alone=True)
def day_of_month(hit: re.Match[str]) -> Moment | None:
    """5日 (of the month under discussion)"""
    return moment(groups(hit))


@rule(once(DAY_WORD + _TRAILING_CLOCK), first=DAY_WORDS_FIRST, alone=True)
def relative_day(hit: re.Match[str]) -> Moment | None:
    """当天, 次日, 昨日, 今天上午9时"""
    return moment(groups(hit))


@rule(
    once(rf"(?<![{ARABIC_DIGITS}一二两三四五六七八九十几多半])" + PART_OF_YEAR),
    first=(*"第一二三四1234", "上半", "下半", "年初", "年末", "年底", "年中"),
    after="季",
    alone=True,
)
def part_of_year(hit: re.Match[str]) -> Moment | None:
    """第三季度, 上半年, 年底"""
    named = groups(hit)
    if "end" in named and not named["end"].startswith("年"):
        return None
    return Moment(part=_part(named), shift=Shift("year", 0, "published"))


@rule(
    rf"(?P<week>上|本|这|下)?个?{WEEKDAY}" + _TRAILING_CLOCK,
    first=(*_WEEKS, "周", "星期", "礼拜", "个周", "个星", "个礼"),
)
def weekday(hit: re.Match[str]) -> Moment | None:
    """上周五, 本周三, 周一"""
    named = groups(hit)
    read = moment(named)
    if read is None or hit.string[max(0, hit.start() - 1) : hit.start()] in tuple("每一两几近"):
        return None
    week = Shift("week", WEEK_WORDS[named["week"]], "published") if "week" in named else None
    return Moment(weekday=read.weekday, clock=read.clock, shift=week)


@rule(r"(?P<week>上|本|这|下)个?(?:周|星期|礼拜)(?![一二三四五六日天年期边岁刊报围])", first=_WEEKS)
def week(hit: re.Match[str]) -> Moment | None:
    """上周, 本周, 下个星期"""
    return Moment(shift=Shift("week", WEEK_WORDS[hit["week"]], "published"))


@rule(NOT_AFTER_NUMBER + CLOCK, first=DIGITS_FIRST + CLOCK_WORDS_FIRST, after="时点:：", alone=True)
def clock_time(hit: re.Match[str]) -> Moment | None:
    """上午9时30分, 8时15分, 20:30"""
    named = groups(hit)
    clear = named.keys() & {"half_day", "minute_after_colon"} or named.get("minute_word") or hit[0].endswith("时")
    return moment(named) if clear else None


_NUMERIC = (
    rf"(?<![{ARABIC_DIGITS}./-])(?P<year>[12]{DIGIT}{{3}})(?P<sign>[-/.．])(?P<month>{DIGIT}{{1,2}})(?P=sign)"
    rf"(?P<day>{DIGIT}{{1,2}})(?!{DIGIT}|(?P=sign))"
)


@rule(_NUMERIC + rf"(?:[T ]?{CLOCK})?", first=ARABIC_DIGITS, after="-/.．", alone=True)
def numeric_date(hit: re.Match[str]) -> Moment | None:
    """2013-08-20, 2013/8/20 10:30, 2013.08.20"""
    return moment(groups(hit))


RULES: Final[tuple[Rule[Moment], ...]] = (
    calendar_date,
    day_of_month,
    relative_day,
    part_of_year,
    weekday,
    week,
    clock_time,
    numeric_date,
)
