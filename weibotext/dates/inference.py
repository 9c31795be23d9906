"""The year of an article that does not say when it was published, where its own words fix it.

Three sorts of words do: this year named with its number (今年（2013年）), this year as an anniversary of an event whose year
is known (今年是建党90周年) or as the first or last year of a five-year plan, and a weekday beside a day and month (8月20日，
星期二), which is right in few years. Where they disagree, or say nothing, the year stays open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from weibotext.dates.named import periods
from weibotext.numerals import parse_numeral
from weibotext.patterns import deferred

EVENTS: Final = {
    "新中国成立": 1949,
    "中华人民共和国成立": 1949,
    "建国": 1949,
    "中国共产党成立": 1921,
    "建党": 1921,
    "建军": 1927,
    "改革开放": 1978,
    "香港回归": 1997,
    "澳门回归": 1999,
    "抗战胜利": 1945,
    "抗日战争胜利": 1945,
    "长征胜利": 1936,
}
"""Events whose anniversaries are kept, with their years."""

_AWAY: Final = {"前年": -2, "去年": -1, "上年": -1, "今年": 0, "本年": 0, "明年": 1, "后年": 2}
_NAMED = deferred(rf"(?P<word>{'|'.join(_AWAY)})度?\s?[（(]\s?(?P<year>(?:19|20)[0-9]{{2}})\s?年?度?\s?[）)]")
_ANNIVERSARY = deferred(
    rf"今年[^。！？\n]{{0,12}}?(?P<event>{'|'.join(EVENTS)})\s?(?P<count>[0-9一二三四五六七八九十百]{{1,4}})\s?周年"
)
_PLAN = deferred(
    '今年[^。！？\n]{0,12}?[“"「]?(?P<plan>十?[一二三四五九八]五)[”"」]?(?:规划|计划)?(?:的)?(?P<end>开局|起步|收官|最后一|末)'
)
_WEEKDAY = deferred(
    r"(?P<month>[1-9](?<![0-9年].)(?:(?<=1)[012])?)\s?月\s?(?P<day>[12][0-9]|3[01]|[1-9])\s?日\s?[（(，,]?\s?(?:星期|周)(?P<weekday>[一二三四五六日天])"
)
_YEAR = re.compile(r"((?:19|20)(?<![0-9]..)[0-9]{2})\s?年")
_YEARS_ON: Final = 2
"""A weekday is looked up in the latest year that the text names and in so many behind it."""


def inferred_year(text: str) -> int | None:
    """The year that an article was written in, or ``None`` where its words do not fix it.

    >>> inferred_year("今年是建党90周年。截至6月30日，全省开通账号。"), inferred_year("截至6月30日，全省开通账号。")
    (2011, None)
    """
    if "年" not in text:
        return None
    years = {*_named(text), *_anniversaries(text), *_plans(text)} or _by_weekdays(text)
    return years.pop() if len(years) == 1 else None


def _named(text: str) -> Iterator[int]:
    for hit in _NAMED.finditer(text):
        yield int(hit["year"]) - _AWAY[hit["word"]]


def _anniversaries(text: str) -> Iterator[int]:
    for hit in _ANNIVERSARY.finditer(text):
        count = parse_numeral(hit["count"])
        if count is not None:
            yield EVENTS[hit["event"]] + int(count)


def _plans(text: str) -> Iterator[int]:
    for hit in _PLAN.finditer(text):
        plan = periods().get(hit["plan"])
        if plan is not None:
            yield int((plan.first if hit["end"] in ("开局", "起步") else plan.last)[:4])


def _by_weekdays(text: str) -> set[int]:
    """The years, from the latest one that the text names on, in which all its weekdays are right."""
    named = [int(year) for year in _YEAR.findall(text)]
    days = list(_WEEKDAY.finditer(text)) if named else []
    if not days:
        return set()
    return {year for year in range(max(named), max(named) + _YEARS_ON + 1) if all(_right(day, year) for day in days)}


def _right(hit: re.Match[str], year: int) -> bool:
    weekday = min("一二三四五六日天".index(hit["weekday"]) + 1, 7)
    try:
        return date(year, int(hit["month"]), int(hit["day"])).isoweekday() == weekday
    except ValueError:
        return False
