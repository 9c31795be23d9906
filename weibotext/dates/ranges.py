"""Rules for moments, and for what lies between two of them."""

from __future__ import annotations

from typing import Any, Final

from msgspec.structs import replace

from weibotext.dates.cursor import Cursor, Part
from weibotext.dates.meanings import Bare, Fields
from weibotext.dates.moments import bare_before, moment, moment_of
from weibotext.dates.named import NUMBER_NAMES
from weibotext.dates.pieces import Piece
from weibotext.dates.productions import Reading, rule
from weibotext.dates.written import Length, Moment, Range, Reference

_CALENDAR: Final = (
    *("full", "year", "year2", "era", "wordyear", "century", "decade", "month", "wordmonth", "day", "lunarday"),
    *("wordday", "evening", "weekday", "week", "part", "quarter", "partofday", "clock", "festival", "calendar"),
    *("monthday", "bareyear", "edition", "nth"),
)


_NEEDY: Final = frozenset(("calendar", "lunarday", "partofday", "monthday", "bareyear"))
"""Kinds of which a piece is no date in a sentence, unless another one stands beside it."""


@rule(*_CALENDAR)
def calendar(at: Cursor, start: int) -> Reading | None:
    """2012年12月7日, 今年3月2日上午, 上周五, 去年春节, 2021年第一周"""
    if len(at.run) == 1 and at.run[0].kind in _NEEDY and not at.alone:
        return None
    part = moment(at, start)
    if part is None or not _stands(at, part, start):
        return None
    return Reading(moment_of(part), part.next, part.stop)


def _stands(at: Cursor, part: Part, start: int) -> bool:
    """Whether a moment is clear enough to stand alone in a sentence."""
    fields, first = part.fields, at.run[start]
    if at.alone:
        return at.dated or not (part.weak or at.text.strip() in NUMBER_NAMES)
    if part.weak or (first.kind == "edition" and at.text[part.stop - 1] == "版"):
        return False
    return part.next > start + 1 or _clear(at, first, fields)


def _clear(at: Cursor, first: Piece, fields: dict[str, Any]) -> bool:
    """Whether a single piece is a date by itself: 初一 is a form at school as well, and a number before 号 a house."""
    if first.kind == "day":
        return at.text[first.start].isdigit() and not at.addressed(first.start, first.stop)
    if first.kind == "clock":
        numbered = at.text[first.start].isdigit() and not at.measured(first.start)
        return numbered if fields.get("weak") else not at.follows(first.start, "一时")
    return first.kind not in _NEEDY


@rule(*_CALENDAR, "bare", needs=("to", "and"))
def date_range(at: Cursor, start: int) -> Reading | None:
    """3月2日至5日, 2011—2013年, 1-6月, 8时至次日6时, 2015年和2018年之间"""
    first = _range_start(at, start)
    if first is None or first.next >= len(at.run):
        return None
    joint = at.run[first.next].gap
    if joint not in ("to", "and"):
        return None
    behind = at.run[first.next]
    if behind.kind == "now" or (behind.kind == "reference" and behind.means == Reference("PRESENT_REF")):
        return Reading(Range(moment_of(first), None), first.next + 1, behind.stop) if joint == "to" else None
    last = moment(at, first.next) or _long_ago(at, first)
    if last is None or (joint == "and" and not at.follows(last.stop, "之间", "间", "两")):
        return None
    return _joined(at, first, last, joint)


def _long_ago(at: Cursor, first: Part) -> Part | None:
    """公元100年|到700年: three digits behind a year are a year."""
    piece = at.run[first.next]
    if first.rank != 1 or not isinstance(piece.means, Length) or "year" not in first.fields:
        return None
    unit, count = piece.means.amounts[0]
    year = int(count) if unit == "year" and count.is_finite() else 0
    return Part({"year": year}, (), 1, first.next + 1, piece.stop) if year > first.fields["year"] else None


def _joined(at: Cursor, first: Part, last: Part, joint: str) -> Reading | None:
    if first.bare is not None:
        unit = bare_before(last)
        if unit is None or (unit in first.fields and (unit != "clock" or first.fields[unit][0].isdigit())):
            return None
        if unit == "year" and first.bare < 10 and at.text[first.stop - 2] not in "0０零〇":
            return None  # 3到10年 are lengths
        first = first.with_bare(unit)
    last = inherit_half_day(first, last)
    start, end = moment_of(first), moment_of(last)
    if not _plausible(start, end):
        return None
    stop = last.stop
    if joint == "and":
        stop += 2 if at.follows(stop, "之间") else 1
    elif at.follows(stop, "止", " 止"):
        stop += 1 if at.follows(stop, "止") else len(" 止")
    return Reading(Range(start, end), last.next, stop)


def _range_start(at: Cursor, start: int) -> Part | None:
    piece = at.run[start]
    if piece.kind == "lunarday" and not at.alone:
        return None
    if piece.kind == "bare":
        means = piece.means
        number = means.number if isinstance(means, Bare) else 0
        return Part({}, (), -1, start + 1, piece.stop, bare=number)
    return moment(at, start, before_join=True)


def inherit_half_day(first: Part, last: Part) -> Part:
    """下午3点到6点: the end is of the same half of the day unless it says otherwise."""
    half, clock = first.fields.get("word"), last.fields.get("clock")
    if half is None or clock is None or "word" in last.fields or not clock[0].isdigit() or len(last.fields) > 3:
        return last
    begun, hour = first.fields.get("clock") or "", int(clock[:2])
    later = hour + 12 >= int(begun[:2]) > 12 if begun[:1].isdigit() else begun == "AF"
    return replace(last, fields=last.fields | {"clock": f"{hour + 12:02}{clock[2:]}"}) if later and hour < 12 else last


def _plausible(start: Moment, end: Moment) -> bool:
    return start.year is None or end.year is None or start.year <= end.year


@rule("bare", needs=("、",))
def neighbours(at: Cursor, start: int) -> Reading | None:
    """7、8月份: two that stand side by side"""
    piece = at.run[start]
    if start + 1 >= len(at.run) or at.run[start + 1].gap != "、":
        return None
    last = moment(at, start + 1)
    unit = bare_before(last) if last else None
    if last is None or unit not in ("month", "year", "day") or last.next != start + 2:
        return None
    number = piece.means.number if isinstance(piece.means, Bare) else 0
    if last.fields[unit] != number + 1 and last.fields[unit] % 100 != number + 1:
        return None
    first = Part({}, (), -1, start + 1, piece.stop, bare=number).with_bare(unit)
    return Reading(Range(moment_of(first), moment_of(last)), last.next, last.stop)


@rule("ends")
def named_ends(at: Cursor, start: int) -> Reading | None:
    """今明两天, 明后天, 2020/21学年"""
    means = at.run[start].means
    return Reading(Range(*means.fields["ends"]), start + 1, at.run[start].stop) if isinstance(means, Fields) else None


@rule(*_CALENDAR, needs=("now",))
def until_now(at: Cursor, start: int) -> Reading | None:
    """2011年至今"""
    part = moment(at, start)
    if part is None or part.next >= len(at.run):
        return None
    behind = at.run[part.next]
    if behind.kind != "now" or behind.gap not in ("", "since"):
        return None
    return Reading(Range(moment_of(part), None), part.next + 1, behind.stop)


RULES: Final = (date_range, until_now, neighbours, named_ends, calendar)
