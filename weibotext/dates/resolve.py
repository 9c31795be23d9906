"""From what a date says to what it means: anchored, with its TIMEX3 value and its interval.

The dates of a text are read in order, for one may lean on another: 当天 means the day named before it, 5日 the month under
discussion, and a date without a year the year of publication, or that of a full date in the same sentence. What cannot be
anchored stays open: without a day of publication, 6月30日 is ``XXXX-06-30`` and has no interval.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from weibotext.dates.anchors import anchored
from weibotext.dates.context import Anchored, Basis, Context
from weibotext.dates.cycles import cycle_timex
from weibotext.dates.ends import inherited
from weibotext.dates.modifiers import modified
from weibotext.dates.named import period_days, periods, recurs
from weibotext.dates.places import (
    Bounds,
    add,
    at_midnight,
    bounds,
    clock_bounds,
    first_day,
    grain_of,
    span_around,
    stretch,
    timex,
)
from weibotext.dates.written import (
    Around,
    Cycle,
    Length,
    Moment,
    Period,
    Range,
    Reference,
    Written,
)
from weibotext.values import Match

Kind: TypeAlias = Literal["date", "time", "range", "duration", "set", "reference"]
Interval: TypeAlias = tuple[str | None, str | None]
Ends: TypeAlias = tuple[datetime | None, datetime | None]


class When(Struct, frozen=True, gc=False):
    """What a date expression means.

    ``timex`` is its TIMEX3 value; ``interval`` is half open, in ISO 8601 without zone, with ``None`` on an open side;
    ``basis`` tells where what the text left out was taken from.
    """

    kind: Kind
    timex: str
    interval: Interval | None
    mod: str | None
    basis: Basis | None


class _Meaning(Struct, frozen=True, gc=False):
    """What was read of one expression, before the words around it are heeded."""

    kind: Kind
    timex: str
    ends: Ends | None
    basis: Basis | None
    mod: str | None = None


def resolve(
    text: str, found: Iterable[Match[Written]], published: datetime | None, *, inferred: bool = False
) -> list[Match[When]]:
    """Read the dates of ``text`` in order; spans stay in the coordinates of ``text``.

    ``inferred`` says that of ``published`` only the year is known, and that it was inferred.
    """
    context = Context(text, published, year_only=inferred)
    now = None if inferred else published
    read: list[Match[When]] = []
    for one in found:
        value = one.value
        extent, mod = modified(text, one.extent, value)
        context.extent = extent
        meaning, said = _read(value, context, mod)
        if said is not None:
            context.said(said, one.span.stop, mod)
        if meaning is not None:
            read.append(Match(one.span, extent, _when(meaning, mod, value, now, inferred), one.rule))
    return read


def _when(meaning: _Meaning, mod: str | None, value: Written, now: datetime | None, inferred: bool) -> When:
    ends = meaning.ends
    if mod in _OPENING and ends is not None and isinstance(value, _OPENED):
        ends = _opened(ends, mod, meaning, now)
    interval = None if ends is None else (_iso(ends[0]), _iso(ends[1]))
    basis: Basis | None = "inferred" if inferred and meaning.basis == "published" else meaning.basis
    return When(meaning.kind, meaning.timex, interval, mod or meaning.mod, basis)


_OPENING: Final = frozenset(("before", "after", "on_or_before", "on_or_after"))
_OPENED: Final = (Moment, Period)


def _opened(ends: Ends, mod: str, meaning: _Meaning, now: datetime | None) -> Ends:
    """The interval of what lies before, after, since or until a date.

    年底前 means until the year has ended, and what is to be done before a date to come begins now.
    """
    start, end = ends
    clock = meaning.kind == "time"
    if mod == "before":
        stop = end if meaning.mod == "end" else start
        return (now if now and stop and stop > now and not clock else None), stop
    if mod == "on_or_before":
        return None, end
    return (start if mod == "on_or_after" or clock else end), None


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else _spelled(moment, moment.tzinfo)


@lru_cache(maxsize=4096)
def _spelled(moment: datetime, zone: tzinfo | None) -> str:
    """A moment in ISO 8601; one instant is spelled differently in each ``zone``, though its moments are equal."""
    return moment.isoformat("T", "seconds")


def _read(value: Written, context: Context, mod: str | None) -> tuple[_Meaning | None, Anchored | None]:
    """What an expression means, and the moment that later ones may lean on."""
    if isinstance(value, Moment):
        return _moment(value, context)
    if isinstance(value, Range):
        return _range(value, context)
    return _without_place(value, context, mod), None


def _without_place(
    value: Length | Around | Cycle | Period | Reference, context: Context, mod: str | None
) -> _Meaning | None:
    """What no later date leans on."""
    if isinstance(value, Reference):
        return _Meaning("reference", value.timex, None, "published" if context.published else None)
    if isinstance(value, Length):
        return _length(value, context, mod)
    if isinstance(value, Around):
        return _around(value, context)
    if isinstance(value, Cycle):
        return _Meaning("set", cycle_timex(value), None, None)
    return _period(value, context)


def _moment(value: Moment, context: Context) -> tuple[_Meaning | None, Anchored | None]:
    found = anchored(value, context)
    if found is None:
        return None, None
    moment = found.moment
    if found.last is not None:
        return _from_to(found, found.last), found
    part, clock = moment.part, moment.clock
    mod = part if part in ("start", "mid", "end") else "approx" if clock and context.roughly else None
    if clock is not None and moment.day is None:
        return _Meaning("time", timex(moment), _today(moment, context), None, mod), None
    ends = bounds(moment)
    if ends is None and moment.year and moment.month and moment.day:
        return None, None
    if part in ("H1", "H2") and moment.unit in ("month", "week"):
        return _half(moment, found, ends), found
    return _Meaning("time" if clock else "date", timex(moment), ends, found.basis, mod), found


def _half(moment: Moment, found: Anchored, ends: Bounds | None) -> _Meaning:
    """上半月 is a range of days."""
    if ends is None:
        return _Meaning("date", timex(moment), None, found.basis)
    last = ends[1] - timedelta(days=1)
    return _Meaning("range", f"{ends[0].date()}/{last.date()}", ends, found.basis)


def _from_to(first: Anchored, last: Moment) -> _Meaning:
    start, end = bounds(first.moment), bounds(last)
    ends = (start[0], end[1]) if start and end else None
    return _Meaning("range", f"{timex(first.moment)}/{timex(last)}", ends, first.basis)


def _today(moment: Moment, context: Context) -> Bounds | None:
    """A bare time of day is of the day of publication, unless it speaks of every day: 办公时间为9:00."""
    if context.published is None or context.year_only or moment.clock is None or context.habitual:
        return None
    return clock_bounds(at_midnight(context.published.date()), moment.clock)


def _range(value: Range, context: Context) -> tuple[_Meaning | None, Anchored | None]:
    """What a range means, and its end, on which later dates may lean."""
    start = anchored(value.start, context)
    if start is None:
        return None, None
    if value.end is None:
        return _until_now(start, context)
    end = anchored(inherited(value.end, start.moment), context)
    if end is None:
        return None, None
    later = end.moment
    first, last = _ends_of(start.moment, context), _ends_of(end.last or later, context)
    over = first and last and first[0] > last[0]
    if over and last and first:
        moved = _next_cycle(start, end, value)
        if moved is None:
            return None, None
        start, end = moved
        later = end.moment
        first, last = _ends_of(start.moment, context), _ends_of(later, context)
    stop = None if last is None else (last[0] if later.clock and later.clock[0].isdigit() else last[1])
    if first and stop and stop <= first[0]:
        stop += timedelta(days=1) if later.clock else timedelta(0)
    ends = (first[0], stop) if first and stop else None
    said = f"{timex(start.moment)}/{timex(end.last or later)}"
    return _Meaning("range", said, ends, start.basis), end


def _ends_of(moment: Moment, context: Context) -> Bounds | None:
    return _today(moment, context) if moment.clock and moment.day is None else bounds(moment)


def _next_cycle(start: Anchored, end: Anchored, value: Range) -> tuple[Anchored, Anchored] | None:
    """8月至2月 runs into the next year, 下午5时至凌晨3时 into the next day; anything else that runs backwards is none."""
    if value.end is not None and value.end.clock and value.end.day is None and value.end.shift is None:
        if start.moment.day is None:
            return start, end
        day = first_day(end.moment)
        if day is None:
            return None
        following = day + timedelta(days=1)
        moved = replace(end.moment, year=following.year, month=following.month, day=following.day)
        return start, replace(end, moment=moved)
    free = value.start.year is None and value.start.shift is None
    if free and end.moment.year is not None and start.moment.year == end.moment.year and end.basis != "explicit":
        return start, replace(end, moment=replace(end.moment, year=end.moment.year + 1))
    return None


def _until_now(start: Anchored, context: Context) -> tuple[_Meaning, Anchored | None]:
    first, now = bounds(start.moment), context.published
    end = "PRESENT_REF" if now is None or context.year_only else now.date().isoformat()
    ends = (first[0], now) if first and now else None
    today = None if now is None else Anchored(Moment(now.year, now.month, now.day), "published")
    return _Meaning("range", f"{timex(start.moment)}/{end}", ends, start.basis), today


def _length(value: Length, context: Context, mod: str | None) -> _Meaning:
    """A length; before or behind a moment it leads somewhere: 三天后."""
    ends: Ends | None = None
    basis: Basis | None = None
    mod = mod or value.mod
    leads = mod in ("before", "after")
    within = mod == "on_or_after" or (context.alone and context.text.rstrip().endswith("内"))
    if (leads or within) and value.amounts[0][1].is_finite() and (base := _base(context, mod)) is not None:
        if mod in ("before", "after"):
            open_end = context.text.endswith(("以前", "之前"), 0, context.extent.stop)
            ends, basis = _led_to(value, base[0], mod, open_end=open_end), base[1]
        else:
            ends, basis = _within(value, base[0], mod), base[1]
    return _Meaning("duration", value.timex, ends, basis, value.mod)


def _base(context: Context, mod: str | None) -> tuple[datetime, Basis] | None:
    """What a length counts from: behind a day in the sentence, that day; else publication."""
    near = context.near
    if mod == "after" and near is not None and near.moment.day and (found := bounds(near.moment)):
        return found[0], "antecedent"
    if context.published is None or context.year_only:
        return None
    return context.published, "published"


def _led_to(value: Length, base: datetime, mod: str, *, open_end: bool) -> Ends:
    """Where a length leads: to the year, month, day or moment, as fine as its last unit."""
    sign = 1 if mod == "after" else -1
    near = span_around(add(base, value.amounts, sign), grain_of(value))
    if open_end and grain_of(value) in ("hour", "minute", "second"):
        return None, near[0]
    if not value.longest:
        return near
    far = span_around(add(base, value.longest, sign), grain_of(value))
    return min(near[0], far[0]), max(near[1], far[1])


def _within(value: Length, base: datetime, mod: str | None) -> Ends:
    """三年以来 begins in the year, or month, that lies so far back; 三年内 ends with the one that lies so far ahead."""
    grain = grain_of(value)
    if mod == "on_or_after":
        return span_around(add(base, value.amounts, -1), grain)[0], base
    fine = grain in ("hour", "minute", "second")
    end = span_around(add(base, value.amounts), "minute" if fine else grain if grain == "month" else "day")[1]
    return (base if fine else at_midnight(base.date())), end


def _around(value: Around, context: Context) -> _Meaning:
    ends: Ends | None = None
    basis: Basis | None = None
    if context.published is not None and not context.year_only:
        ends, basis = stretch(context.published, value.sign, value.length, value.whole), "published"
    return _Meaning("duration", value.length.timex, ends, basis, value.length.mod)


def _period(value: Period, context: Context) -> _Meaning | None:
    """A named period; one that recurs needs a year, or stays open."""
    year: int | None = None
    if value.year is not None:
        found = anchored(value.year, context)
        year = found.moment.year if found else None
    elif context.published is not None:
        year = context.published.year
    if year is None and recurs(value.name):
        first, last = periods()[value.name].first, periods()[value.name].last
        plain = first[0].isdigit()
        return _Meaning("range", f"XXXX-{first}/XXXX-{last}" if plain else "XXXX", None, "named_period")
    days = period_days(value.name, year or 1)
    if days is None:
        return None
    first_moment, end = at_midnight(days[0]), at_midnight(days[1]) + timedelta(days=1)
    return _Meaning("range", _period_timex(*days), (first_moment, end), "named_period")


def _period_timex(first: date, last: date) -> str:
    """Whole years as years, anything else by its days."""
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year}/{last.year}"
    return first.isoformat() if first == last else f"{first}/{last}"
