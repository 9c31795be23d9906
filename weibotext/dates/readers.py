"""What each kind of piece means by itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from weibotext.dates.counts import ISO_WEEKDAYS, number, read_every, read_length, read_nth
from weibotext.dates.meanings import Bare, Fields, Meaning, Named, Rank, ShortYear, Side
from weibotext.dates.named import eras
from weibotext.dates.words import (
    ANTECEDENT_EVENINGS,
    DAY_WORDS,
    EVENING_WORDS,
    HOURS,
    MONTH_WORDS,
    PARTS_OF_DAY,
    REFERENCES,
    RELATIONS,
    WEEK_PREFIXES,
    YEAR_WORDS,
)
from weibotext.dates.written import Anchor, Festival, Length, Moment, Reference, Shift, Unit
from weibotext.numerals import parse_numeral
from weibotext.patterns import deferred

_DIGITS: Final = re.compile("[0-9０-９]+")


def _full(text: str) -> Fields | None:
    """2013-08-20, 20130820, 3/8/2015: the last is a month first, unless it cannot be."""
    if text.isdigit():
        numbers = [int(text[:4]), int(text[4:6]), int(text[6:])]
    else:
        numbers = [int(part) for part in _DIGITS.findall(text)]
        if "/" in text and len(_DIGITS.findall(text)[0]) < 4:
            first, second, year = numbers
            numbers = [year, first, second] if first <= 12 else [year, second, first]
    return _checked(_century(numbers[0]), numbers[1], numbers[2])


def _checked(year: int, month: int, day: int) -> Fields | None:
    ok = 1 <= month <= 12 and 1 <= day <= 31 and year > 0
    return Fields(Rank.DAY, {"year": year, "month": month, "day": day}) if ok else None


def _century(year: int) -> int:
    """A year of two digits in the century that it most likely means."""
    return year if year >= 100 else year + (2000 if year < 30 else 1900)


def _year(text: str) -> Fields | None:
    digits = text.removeprefix("公元").strip().rstrip("度年 \u3000")
    if digits[0] in "一二":
        digits = digits.replace("0", "〇")  # 二00三, as China News Service writes
    year = number(digits)
    return Fields(Rank.YEAR, {"year": year}) if year > 0 else None


def _split_year(text: str) -> Fields | None:
    """2020/21学年 begins in September, 2021至22年度 in April; 2018—2019年度 is two years."""
    first, last = (int(digits) for digits in _DIGITS.findall(text))
    short = last < 100
    last += first // 100 * 100 if short else 0
    begins = 9 if "学年" in text else 4 if short or "财" in text else None
    if first >= last:
        return None
    split = begins is not None and last == first + 1
    ends = (Moment(first, begins), Moment(last, begins - 1)) if split and begins else (Moment(first), Moment(last))
    return Fields(Rank.YEAR, {"ends": ends})


def _era(text: str) -> Fields | None:
    name = next(name for name in sorted(eras(), key=len, reverse=True) if text.startswith(name))
    first, last = eras()[name]
    count = text[len(name) :].strip().removesuffix("年").strip()
    year = first + (1 if count == "元" else number(count)) - 1
    return Fields(Rank.YEAR, {"year": year}) if year <= last else None


_MINGUO: Final = 1911
"""The year before the first one of Taiwan's count."""


def _short_year(text: str) -> ShortYear | None:
    digits = text.rstrip("年 \u3000")
    if len(digits) == 3:
        return ShortYear(number(digits) + _MINGUO, Length((("year", Decimal(number(digits))),)), sure=False)
    first, second = (number(digit) for digit in digits)
    value = first * 10 + second
    if digits[0] in "一二三四五六七八" and second == first + 1 and value not in (12,):
        return ShortYear(0, Length((("year", Decimal(first)),), (("year", Decimal(second)),)), sure=False)
    sure = first == 0 or value >= 50 or digits[0] in "一二三四五六七八九"
    count = Decimal(value)
    return ShortYear(_century(value), Length((("year", count),)), sure=sure)


def _month(text: str) -> Fields | None:
    if text == "大年":
        return Fields(Rank.MONTH, {"month": 1, "lunar": True})
    name = text.strip("闰份月 \u3000")
    lunar = {"正": 1, "冬": 11, "腊": 12}.get(name)
    month = lunar or number(name)
    if month > 12 or month < 1:
        return None
    if lunar or text[0] == "闰":
        return Fields(Rank.MONTH, {"month": month, "lunar": True, "leap": text[0] == "闰"})
    return Fields(Rank.MONTH, {"month": month})


def _day(text: str) -> Fields | None:
    day = number(text.rstrip("日号 \u3000"))
    return Fields(Rank.DAY, {"day": day}) if 1 <= day <= 31 else None


def _lunar_day(text: str) -> Fields | None:
    day = number(text.removeprefix("初"))
    if not 1 <= day <= 31:
        return None
    plain = text[0] in "0123456789０１２３４５６７８９"
    return Fields(Rank.DAY, {"day": day} if plain else {"day": day, "lunar": True})


_CLOCK = deferred(
    r"(?P<hour>[^:：时点點\sAaPp]+)\s?(?:[:：](?P<colon>\d\d)(?:[:：](?P<colon_second>\d\d))?|[时点點](?P<words>[^AaPp]*))?\s?(?P<latin>[AaPp])?"
)
_CLOCK_REST = re.compile(r"\s?[零过]?(?P<minute>[^分秒半整刻钟多\s]+)\s?分?(?:\s?(?P<second>[^秒\s]+)\s?秒)?")


def _clock(text: str) -> Fields | None:
    """A time of day on the 24-hour clock: 8时15分, 3点半, 17:30:05, 3pm."""
    hit = _CLOCK.match(text)
    if hit is None:
        return None
    hour = number(hit["hour"])
    minute, second, sure = _minutes(hit)
    if hit["latin"]:
        hour = hour % 12 + (12 if hit["latin"] in "pP" else 0)
    if hour > 24 or (minute or 0) > 59 or (second or 0) > 59 or (hour == 24 and minute):
        return None
    clock = (
        f"{hour:02}" + (f":{minute:02}" if minute is not None else "") + (f":{second:02}" if second is not None else "")
    )
    return Fields(Rank.CLOCK, {"clock": clock, "weak": not (sure or hit["latin"])})


def _minutes(hit: re.Match[str]) -> tuple[int | None, int | None, bool]:
    """The minute and the second, and whether it is sure that this is a time of day."""
    if hit["colon"]:
        return int(hit["colon"]), int(hit["colon_second"]) if hit["colon_second"] else None, True
    words = (hit["words"] or "").strip()
    if words in ("", "钟", "整", "多", "多钟", "多钟多", "钟多"):
        return None, None, bool(words) or "时" in hit[0]
    if words == "半":
        return 30, None, True
    if words.endswith("刻"):
        return 15 * number(words[:-1]), None, True
    rest = _CLOCK_REST.match(words)
    if rest is None:
        return None, None, True
    return number(rest["minute"]), number(rest["second"]) if rest["second"] else None, True


def _quarter(text: str) -> Fields | None:
    shift = re.match("上上|上|本|这|下", text)
    if shift:
        amount = {"上上": -2, "上": -1, "本": 0, "这": 0, "下": 1}[shift[0]]
        return Fields(Rank.PART_OF_YEAR, {"shift": Shift("quarter", amount, "published"), "unit": "quarter"})
    digit = re.search("[一二三四1-4]", text)
    return Fields(Rank.PART_OF_YEAR, {"part": f"Q{number(digit[0]) if digit else 1}"})


_SEASONS: Final = {"春": "SP", "夏": "SU", "秋": "FA", "冬": "WI"}
_EDGE_PARTS: Final = {
    "初": "start",
    "中": "mid",
    "底": "end",
    "末": "end",
    "终": "end",
    "尾": "end",
    "前": "start",
    "后": "end",
    "伊": "start",
}


def _part(text: str) -> Fields | None:
    """上半年, 下旬, 上半月, 春季, 今春, 年底, 月初."""
    if text[-1] == "旬":
        return Fields(Rank.WITHIN_MONTH, {"part": {"上": "start", "中": "mid", "下": "end"}[text[0]], "third": True})
    if "半" in text:
        first = text[0] in "上前"
        unit = "year" if "年" in text else "month" if "月" in text else "week" if "周" in text else None
        ranks = {"year": Rank.PART_OF_YEAR, "month": Rank.WITHIN_MONTH, "week": Rank.WITHIN_MONTH}
        return Fields(ranks[unit], {"part": "H1" if first else "H2", "half_of": unit}) if unit else None
    season = next((_SEASONS[sign] for sign in text if sign in _SEASONS), None)
    if season:
        shift = {"今": 0, "去": -1, "明": 1}.get(text[0])
        fields: dict[str, Any] = {"part": season}
        return Fields(
            Rank.PART_OF_YEAR, fields if shift is None else fields | {"shift": Shift("year", shift, "published")}
        )
    unit = "month" if text[0] == "月" else "year"
    return Fields(
        Rank.WITHIN_MONTH if unit == "month" else Rank.PART_OF_YEAR, {"part": _EDGE_PARTS[text[-1]], "edge_of": unit}
    )


def _edge(text: str) -> Fields | None:
    return Fields(Rank.WITHIN_MONTH, {"part": _EDGE_PARTS[text[0]], "edge_of": "last"})


def _century_of(text: str) -> Fields | None:
    name, _, rest = text.partition("世纪")
    known = {"上": 20, "上个": 20, "本": 21, "下": 22, "下个": 22}
    century = known[name] if name in known else number(name.strip())
    decade = re.search("[1-9]0|[一二三四五六七八九]十", rest)
    start = (century - 1) * 100
    if decade:
        return Fields(Rank.YEAR, {"year": start + number(decade[0]), "unit": "decade"})
    return Fields(Rank.YEAR, {"year": max(start, 1), "unit": "century"}) if century > 0 else None


def _decade(text: str) -> Fields | None:
    year = number(text.removesuffix("年代").strip())
    return Fields(Rank.YEAR, {"year": year if year > 99 else year + (1900 if year >= 30 else 2000), "unit": "decade"})


def _weekday(text: str) -> Fields | None:
    day = text[-1]
    prefix = re.sub("个?(?:周|星期|礼拜).$", "", text)
    fields: dict[str, Any] = {"weekday": int(day) if day.isdigit() else ISO_WEEKDAYS[day]}
    if prefix or text.startswith(("这个", "上个")):
        amount = WEEK_PREFIXES.get(prefix)
        if amount is None:
            return None
        fields["shift"] = Shift("week", amount, "published")
    return Fields(Rank.WEEKDAY, fields)


def _week(text: str) -> Fields | None:
    prefix = re.sub("个?(?:周|星期|礼拜)$", "", text)
    return Fields(Rank.WITHIN_MONTH, {"shift": Shift("week", WEEK_PREFIXES[prefix], "published"), "unit": "week"})


def _evening(text: str) -> Fields | None:
    anchor: Anchor = "antecedent" if text in ANTECEDENT_EVENINGS else "published"
    days, part = EVENING_WORDS.get(text) or ANTECEDENT_EVENINGS[text]
    return Fields(
        Rank.DAY, {"shift": Shift("day", days, anchor), "clock": part, "hours": (18, 24) if part == "EV" else (4, 12)}
    )


def _part_of_day(text: str) -> Fields | None:
    part = PARTS_OF_DAY.get(text) or ("MO" if text == "早" else "EV")
    return Fields(Rank.PART_OF_DAY, {"clock": part, "hours": HOURS[text], "word": text})


def _month_day(text: str) -> Fields | None:
    numbers = [int(part) for part in _DIGITS.findall(text)]
    if numbers[0] > 999:
        return Fields(Rank.MONTH, {"year": numbers[0], "month": numbers[1], "weak": True})
    ok = 1 <= numbers[0] <= 12 and 1 <= numbers[1] <= 31
    return Fields(Rank.DAY, {"month": numbers[0], "day": numbers[1], "weak": True}) if ok else None


def _list(text: str) -> Fields | None:
    """今明两天, 明后天, 今天明天后天三天, 今明两年: from the first to the last."""
    unit: Unit = "year" if text.endswith("年") else "day"
    days = {"今": 0, "明": 1, "后": 2, "大后": 3, "昨": -1, "前": -2, "大前": -3, "去": -1}
    places = [days[name] for name in re.findall("大后|大前|[今明后昨前去]", text)]
    ends = tuple(Moment(shift=Shift(unit, place, "published")) for place in (min(places), max(places)))
    return Fields(Rank.DAY, {"ends": ends})


def _bare(text: str) -> Bare | None:
    value = parse_numeral(text)  # 十十一 is in the characters of numerals and is none
    return None if value is None else Bare(int(value))


READERS: Final[dict[str, Callable[[str], Meaning | None]]] = {
    kind: lru_cache(maxsize=1024)(reader)
    for kind, reader in {
        "full": _full,
        "ends": lambda text: _split_year(text) if text[0] in "12" else _list(text),
        "century": _century_of,
        "decade": _decade,
        "every": read_every,
        "period": lambda text: Named(text.strip('“”"「」')),
        "year": _year,
        "era": _era,
        "clock": _clock,
        "quarter": _quarter,
        "nth": read_nth,
        "year2": _short_year,
        "month": _month,
        "wordmonth": lambda text: Fields(Rank.MONTH, {"shift": MONTH_WORDS[text.removesuffix("份")]}),
        "festival": Festival,
        "day": _day,
        "lunarday": _lunar_day,
        "length": read_length,
        "wordyear": lambda text: Fields(Rank.YEAR, {"shift": YEAR_WORDS[text.removesuffix("度")]}),
        "wordday": lambda text: Fields(Rank.DAY, {"shift": DAY_WORDS[text]}),
        "evening": _evening,
        "weekday": _weekday,
        "week": _week,
        "part": _part,
        "partofday": _part_of_day,
        "calendar": lambda text: Fields(Rank.CALENDAR, {"lunar": text not in ("阳历", "公历")}),
        "edge": _edge,
        "reference": lambda text: Reference(REFERENCES[text]),
        "relation": lambda text: Side(*RELATIONS[text], text),
        "monthday": _month_day,
        "edition": lambda text: Fields(Rank.YEAR, {"year": int(text[:4])}),
        "bareyear": lambda text: Fields(Rank.YEAR, {"year": int(text), "weak": True}),
        "bare": _bare,
        "now": lambda text: Reference("PRESENT_REF"),
    }.items()
}
