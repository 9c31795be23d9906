"""Rules for lengths, what lies so far away, what recurs, and periods with a name."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from msgspec.structs import replace

from weibotext.dates.cursor import Cursor
from weibotext.dates.meanings import Bare, Every, Named, Rank, Side
from weibotext.dates.moments import moment, moment_of
from weibotext.dates.named import periods, recurs
from weibotext.dates.productions import Reading, rule
from weibotext.dates.ranges import date_range
from weibotext.dates.written import Amounts, Around, Cycle, Length, Moment, Nth, Period, Range, Reference, Shift


@rule("length", "year2", "bare")
def length(at: Cursor, start: int) -> Reading | None:
    """两年, 24小时, 36天5小时30分, 一至两年"""
    piece = at.run[start]
    if piece.kind == "bare":
        return _length_range(at, start)
    if start + 1 == len(at.run) and isinstance(piece.means, Length):
        return Reading(piece.means, start + 1, piece.stop)
    found = at.length(start)
    if found is None:
        return None
    amounts, mod, longest, index, stop = found
    if index < len(at.run) and at.run[index].gap == "to" and (other := at.length(index)):
        return Reading(Length(amounts, other.amounts, mod), other.next, other.stop)
    return Reading(Length(amounts, longest, mod), index, stop)


def _length_range(at: Cursor, start: int) -> Reading | None:
    """3至5天, 一两年: the unit stands behind the second number."""
    means = at.run[start].means
    if start + 1 >= len(at.run) or at.run[start + 1].gap not in ("to", "、") or not isinstance(means, Bare):
        return None
    found = at.length(start + 1)
    if found is None or found.longest:
        return None
    amounts, mod, _, index, stop = found
    if not amounts[0][1].is_finite() or amounts[0][1] <= means.number:
        return None
    return Reading(Length(((amounts[0][0], Decimal(means.number)),), amounts, mod), index, stop)


@rule("relation", needs=("",))
def around(at: Cursor, start: int) -> Reading | None:
    """近三年, 未来7天, 前两个月, 过去的一周"""
    side = at.run[start].means
    if not isinstance(side, Side) or start + 1 >= len(at.run) or at.run[start + 1].gap != "":
        return None
    found = at.length(start + 1)
    if found is None:
        return None
    amounts, mod, longest, index, stop = found
    if side.word in ("过", "再过"):
        return Reading(Length(amounts, longest, "after"), index, stop)
    if side.word in ("前", "首") and len(amounts) == 1 and (counted := _of_the_year(at, amounts)):
        return Reading(counted, index, stop)
    return Reading(Around(side.sign, Length(amounts, longest, mod), side.whole), index, stop)


def _of_the_year(at: Cursor, amounts: Amounts) -> Moment | None:
    """前三季度, and in a sentence 前7个月, are those of the year."""
    unit, count = amounts[0]
    if unit not in ("quarter", "month") or (unit == "month" and at.alone) or not count.is_finite():
        return None
    return Moment(shift=Shift("year", 0, "published"), steps=(Nth(1, int(count), unit),))


@rule("every")
def cycle(at: Cursor, start: int) -> Reading | None:
    """每日, 每周三, 每两年, 每年3月, 每天晚上8点"""
    piece = at.run[start]
    every = piece.means
    if not isinstance(every, Every):
        return None
    following = start + 1
    if following < len(at.run) and at.run[following].gap == "":
        ranged = date_range.read(at, following)
        if ranged is not None and isinstance(ranged.value, Range):
            return Reading(Cycle(every.unit, every.number, ranged.value), ranged.next, ranged.stop)
        counted = at.run[following]
        if counted.kind == "nth":
            return Reading(Cycle(every.unit, every.number), following + 1, counted.stop)
        part = moment(at, following)
        if part is not None and part.rank > _RANKS.get(every.unit, Rank.CLOCK):
            fields = every.fields | part.fields
            at_ = moment_of(replace(part, fields=fields))
            return Reading(Cycle(every.unit, every.number, at_), part.next, part.stop)
    own = Moment(**every.fields) if every.fields else None
    return Reading(Cycle(every.unit, every.number, own), following, piece.stop)


_RANKS: Final = {
    "year": Rank.YEAR, "quarter": Rank.PART_OF_YEAR, "month": Rank.MONTH, "week": Rank.WITHIN_MONTH, "day": Rank.WEEKDAY,
}  # fmt: skip


@rule("period")
def named_period(at: Cursor, start: int) -> Reading | None:
    """“十二五”期间, 党的十八大以来, 春运"""
    return _period(at, start, None)


@rule("year", "wordyear", "year2", needs=("period",))
def period_of_year(at: Cursor, start: int) -> Reading | None:
    """2013年春运, 今年全国两会期间"""
    part = moment(at, start)
    if part is None or part.rank != Rank.YEAR or part.next >= len(at.run) or at.run[part.next].kind != "period":
        return None
    named = at.run[part.next].means
    if not isinstance(named, Named) or not recurs(named.name) or at.run[part.next].gap != "":
        return None
    return _period(at, part.next, moment_of(part))


def _period(at: Cursor, index: int, year: Moment | None) -> Reading | None:
    piece = at.run[index]
    if not isinstance(piece.means, Named):
        return None
    behind = periods()[piece.means.name].behind
    word = next((one for one in sorted(behind, key=len, reverse=True) if at.follows(piece.stop, one)), None)
    if word is None and not ("-" in behind or at.alone):
        return None
    stop = piece.stop + (len(word) if word and word[-1] in "间期划末初" else 0)
    if word in ("规划", "计划"):
        stop = piece.stop + (len(word) + 2 if at.follows(piece.stop + len(word), "期间") else 0)
        if stop == piece.stop:
            return None
    return Reading(Period(piece.means.name, year), index + 1, stop)


@rule("reference")
def reference(at: Cursor, start: int) -> Reading | None:
    """目前, 现在"""
    piece = at.run[start]
    if not isinstance(piece.means, Reference):
        return None
    clear = piece.means.timex == "PRESENT_REF" and (at.alone or not at.follows(piece.start, "此"))
    return Reading(piece.means, start + 1, piece.stop) if clear or at.alone else None


RULES: Final = (period_of_year, named_period, length, around, cycle, reference)
