"""Rules for ranges: from one place in the calendar to another."""

from __future__ import annotations

import re
from typing import Final

from weibotext.dates.calendar import moment, number
from weibotext.dates.patterns import (
    CLOCK,
    CLOCK_WORDS_FIRST,
    CONNECTOR,
    CONNECTORS,
    DAY,
    DAY_WORD,
    DAY_WORDS_FIRST,
    DIGITS_FIRST,
    MOMENT,
    MONTH,
    NOT_AFTER_NUMBER,
    WORDS_FIRST,
    YEAR,
    groups,
    once,
    suffixed,
)
from weibotext.dates.written import Moment, Range, Shift
from weibotext.numerals import CHINESE_DIGITS, DIGIT
from weibotext.rules import Rule, rule

_BARE = rf"(?P<bare>{DIGIT}{{1,4}}|[{''.join(CHINESE_DIGITS)}十]{{1,4}})"
_FROM = once(rf"(?:(?:{MOMENT}|{DAY})(?:{CLOCK})?|(?:{YEAR})?(?:{MONTH})?{_BARE}|{DAY_WORD}(?:{CLOCK})?|{CLOCK})")
_TO = once(rf"(?:(?:{MOMENT}|{DAY})(?:{CLOCK})?|{DAY_WORD}(?:{CLOCK})?|{CLOCK})")


@rule(
    NOT_AFTER_NUMBER + suffixed(_FROM, "_from") + CONNECTOR + suffixed(_TO, "_to"),
    first=DIGITS_FIRST + WORDS_FIRST + DAY_WORDS_FIRST + CLOCK_WORDS_FIRST,
    after="年月日号时点:：" + CONNECTORS,
    joined=CONNECTORS,
    alone=True,
)
def date_range(hit: re.Match[str]) -> Range | None:
    """3月2日至5日, 2011—2013年, 1-6月, 8时至次日6时"""
    first, last = groups(hit, "_from"), groups(hit, "_to")
    end = moment(last)
    start = _with_bare(first, last) if "bare" in first else moment(first)
    return Range(start, end) if start and end and _plausible(start, end) else None


def _with_bare(first: dict[str, str], last: dict[str, str]) -> Moment | None:
    """A number without its unit, which stands behind the other one: the 3 of 3—5日."""
    unit = next((unit for unit in ("year", "month", "day") if unit in last and unit not in first), None)
    if unit is None or f"{unit}_word" in first:
        return None
    return moment({key: text for key, text in first.items() if key != "bare"} | {unit: first["bare"]})


def _plausible(start: Moment, end: Moment) -> bool:
    return start.year is None or end.year is None or start.year <= end.year


@rule(
    once(NOT_AFTER_NUMBER + MOMENT + "(?:以来)?至今"),
    first=DIGITS_FIRST + WORDS_FIRST,
    after="年月",
    joined="至以",
    alone=True,
)
def until_now(hit: re.Match[str]) -> Range | None:
    """2011年至今"""
    start = moment(groups(hit))
    return Range(start, None) if start else None


_PART = r"前(?P<count>[二两三23])(?:个)?季度"


@rule(
    once(rf"(?:{YEAR})?{_PART}"),
    first=DIGITS_FIRST + WORDS_FIRST + ("前二", "前三", "前两", "前2", "前3"),
    after="年",
    joined="前",
    alone=True,
)
def first_quarters(hit: re.Match[str]) -> Range | None:
    """前三季度"""
    named = groups(hit)
    year = moment({key: text for key, text in named.items() if key != "count"})
    if year is None:
        return None
    anchored = year if year.year or year.shift else Moment(shift=Shift("year", 0, "published"))
    return Range(anchored._replace(part="Q1"), anchored._replace(part=f"Q{number(named['count'])}"))


RULES: Final[tuple[Rule[Range], ...]] = (date_range, until_now, first_quarters)
