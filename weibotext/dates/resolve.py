"""From what a date says to what it means: anchored, with its TIMEX3 value and its interval.

The dates of a text are read in order, for one may lean on another: 当天 means the day named before it, 5日 the month under
discussion, and a date without a year the year of publication, or that of a full date in the same sentence. What cannot be
anchored stays open: without a day of publication, 6月30日 is ``XXXX-06-30`` and has no interval.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Final, Literal, NamedTuple, TypeAlias

from weibotext.dates.modifiers import modified
from weibotext.dates.written import Cycle, Length, Moment, Period, Range, Reference, Shift, Written
from weibotext.values import Match, Span

Kind: TypeAlias = Literal["date", "time", "range", "duration", "set", "reference"]
Basis: TypeAlias = Literal["explicit", "published", "antecedent", "named_period"]
Interval: TypeAlias = tuple[str | None, str | None]

MONTHS_AHEAD: Final = 2
"""How far behind publication a date without a year may lie and still be this year's; a later one is last year's."""

_FUTURE: Final = re.compile("将|拟|计划|预计|定于|即日|起施行|起实施|报名|截止|须|力争|确保|要求")
_SENTENCE_END: Final = re.compile("[。！？!?\n]")
_HOURS: Final = {"MO": (6, 12), "AF": (12, 18), "EV": (18, 24), "NI": (0, 6)}
_PARTS: Final = {
    "Q1": (1, 3),
    "Q2": (4, 3),
    "Q3": (7, 3),
    "Q4": (10, 3),
    "H1": (1, 6),
    "H2": (7, 6),
    "SP": (3, 3),
    "SU": (6, 3),
    "FA": (9, 3),
    "WI": (12, 3),
}


class When(NamedTuple):
    """What a date expression means.

    ``timex`` is its TIMEX3 value; ``interval`` is half open, in ISO 8601 without zone, with ``None`` on an open side;
    ``basis`` tells where what the text left out was taken from.
    """

    kind: Kind
    timex: str
    interval: Interval | None
    mod: str | None
    basis: Basis | None


class Resolved(NamedTuple):
    """A moment with what could be filled in, and where that came from."""

    moment: Moment
    basis: Basis


def resolve(text: str, found: Iterable[Match[Written]], published: datetime | None) -> Iterator[Match[When]]:
    """Read the dates of ``text`` in order; spans stay in the coordinates of ``text``."""
    antecedent: Resolved | None = None
    antecedent_stop = 0
    for bare in found:
        match, mod = modified(text, bare)
        near = antecedent if antecedent and not _SENTENCE_END.search(text, antecedent_stop, match.span.start) else None
        context = _Context(text, match.extent, published, antecedent, near)
        when, said = context.read(match.value)
        if said is not None:
            antecedent, antecedent_stop = said, match.span.stop
        if when is not None:
            yield Match(match.span, match.extent, when._replace(mod=mod) if mod else when, match.rule)


class _Context(NamedTuple):
    text: str
    extent: Span
    published: datetime | None
    antecedent: Resolved | None
    near: Resolved | None  # the antecedent, when it stands in the same sentence

    @property
    def ahead(self) -> bool:
        """Whether the words near the date speak of what is to come."""
        until = self.text[self.extent.start : self.extent.stop].endswith("前")
        return until or bool(_FUTURE.search(self.text[max(0, self.extent.start - 8) : self.extent.stop + 10]))

    def read(self, written: Written) -> tuple[When | None, Resolved | None]:
        """What a date means, and the moment that later ones may lean on."""
        if isinstance(written, Moment):
            resolved = self.anchored(written)
            return _when_moment(resolved), resolved
        if isinstance(written, Range):
            return self.range(written)
        if isinstance(written, Period):
            span = _iso(date(written.first, 1, 1)), _iso(date(written.last + 1, 1, 1))
            return When("range", f"{written.first}/{written.last}", span, None, "named_period"), None
        return _when_simple(written, self.published), None

    def range(self, written: Range) -> tuple[When | None, Resolved | None]:
        """What a range means, and its end, on which later dates may lean."""
        start = self.anchored(written.start)
        if written.end is None:
            end = Resolved(_of_day(self.published.date()), "published") if self.published else None
        else:
            end = self.anchored(_inherited(written.end, start.moment))
        first, last = _interval(start.moment), _interval(end.moment) if end else None
        timex = f"{_timex(start.moment)}/{_timex(end.moment) if end else 'PRESENT_REF'}"
        stop = None if last is None else last[0] if end and end.moment.clock else last[1]
        whole = (first[0], stop) if first and last else None
        if whole and whole[0] and whole[1] and whole[0] > whole[1]:
            return None, None
        return When("range", timex, whole, None, start.basis), end

    def anchored(self, moment: Moment) -> Resolved:
        """The moment with what it leaves out filled in, as far as that is known."""
        if moment.shift is not None:
            return self._shifted(moment, moment.shift)
        if moment.year is not None:
            return Resolved(moment, "explicit")
        if moment.month is not None:
            return self._with_year(moment)
        if moment.weekday is not None:
            return self._weekday(moment)
        return self._with_month(moment) if moment.day is not None else self._with_day(moment)

    def _shifted(self, moment: Moment, shift: Shift) -> Resolved:
        base, basis = self._anchor(shift)
        if base is None:
            return Resolved(moment, basis)
        if shift.unit == "year":
            return Resolved(moment._replace(year=base.year + shift.amount, shift=None), basis)
        if shift.unit == "month":
            months = base.year * 12 + base.month - 1 + shift.amount
            return Resolved(moment._replace(year=months // 12, month=months % 12 + 1, shift=None), basis)
        days = shift.amount * (7 if shift.unit == "week" else 1)
        day = base + timedelta(days=days)
        if shift.unit == "week" and moment.weekday is None:
            return Resolved(moment=_of_day(day - timedelta(days=day.weekday()))._replace(part="week"), basis=basis)
        if moment.weekday is not None:
            day += timedelta(days=moment.weekday - day.isoweekday())
        return Resolved(_of_day(day)._replace(clock=moment.clock), basis)

    def _anchor(self, shift: Shift) -> tuple[date | None, Basis]:
        """The day that a shift counts from. An antecedent must be as fine as what leans on it."""
        if shift.anchor == "antecedent" and self.antecedent:
            day = _first_day(self.antecedent.moment)
            fine = shift.unit == "year" or (self.antecedent.moment.month and shift.unit == "month")
            if day and (fine or self.antecedent.moment.day):
                return day, "antecedent"
        return (self.published.date() if self.published else None), "published"

    def _with_year(self, moment: Moment) -> Resolved:
        if self.near and self.near.moment.year and self.near.basis == "explicit":
            return Resolved(moment._replace(year=self.near.moment.year), "antecedent")
        if self.published is None:
            return Resolved(moment, "published")
        year, month = self.published.year, self.published.month
        late = (moment.month or 1) - month > MONTHS_AHEAD
        return Resolved(moment._replace(year=year - 1 if late and not self.ahead else year), "published")

    def _with_month(self, moment: Moment) -> Resolved:
        known = self.antecedent.moment if self.antecedent else None
        if known and known.month and known.year and self.near:
            return Resolved(moment._replace(year=known.year, month=known.month), "antecedent")
        if self.published is None:
            return Resolved(moment, "published")
        late = (moment.day or 1) > self.published.day and not self.ahead
        month = _months_on(self.published.date(), -1 if late else 0)
        return Resolved(moment._replace(year=month.year, month=month.month), "published")

    def _with_day(self, moment: Moment) -> Resolved:
        """A time of day belongs to the day named before it in the sentence."""
        known = self.near.moment if self.near else None
        if moment.clock and known and known.day:
            return Resolved(known._replace(clock=moment.clock, part=None), "antecedent")
        return Resolved(moment, "explicit")

    def _weekday(self, moment: Moment) -> Resolved:
        """A bare weekday is the last one before publication, or the next where the words look ahead."""
        if self.published is None or moment.weekday is None:
            return Resolved(moment, "published")
        day = self.published.date() + timedelta(days=moment.weekday - self.published.isoweekday())
        if day > self.published.date() and not self.ahead:
            day -= timedelta(days=7)
        return Resolved(_of_day(day)._replace(clock=moment.clock), "published")


def _inherited(end: Moment, start: Moment) -> Moment:
    """A range's end with the year and month it shares with the start: 3月2日至5日; 去年12月至3月 runs into the next year."""
    if end.shift or end.year is not None or start.year is None:
        return _first_shifted(end, start) if end.shift else end
    if end.month is not None:
        over = start.month is not None and end.month < start.month
        return end._replace(year=start.year + over)
    if end.day is not None or end.clock:
        day = end.day if end.day is not None else start.day
        return end._replace(year=start.year, month=start.month, day=day)
    return end


def _first_shifted(end: Moment, start: Moment) -> Moment:
    """次日 at the end of a range counts from its start."""
    day = _first_day(start)
    if end.shift is None or end.shift.anchor != "antecedent" or end.shift.unit != "day" or day is None:
        return end
    return _of_day(day + timedelta(days=end.shift.amount))._replace(clock=end.clock)


def _of_day(day: date) -> Moment:
    return Moment(day.year, day.month, day.day)


def _first_day(moment: Moment) -> date | None:
    if moment.year is None:
        return None
    try:
        return date(moment.year, moment.month or 1, moment.day or 1)
    except ValueError:
        return None


def _when_moment(resolved: Resolved) -> When | None:
    moment = resolved.moment
    if moment.year and moment.month and moment.day and _first_day(moment) is None:
        return None
    kind: Kind = "time" if moment.clock else "date"
    mod = moment.part if moment.part in ("start", "mid", "end") else None
    basis = None if moment.clock and moment.day is None else resolved.basis
    return When(kind, _timex(moment), _interval(moment), mod, basis)


def _when_simple(written: Length | Cycle | Reference, published: datetime | None) -> When:
    if isinstance(written, Length):
        return When("duration", written.timex, None, None, None)
    if isinstance(written, Cycle):
        return When("set", written.timex, None, None, None)
    return When("reference", written.timex, None, None, "published" if published else None)


def _timex(moment: Moment) -> str:
    """The TIMEX3 value of a moment, with X for what is not known."""
    if moment.part == "week" and (monday := _first_day(moment)):
        calendar = monday.isocalendar()
        return f"{calendar.year}-W{calendar.week:02}"
    if moment.clock and moment.day is None:
        return f"T{moment.clock}"
    if moment.weekday is not None and moment.day is None:
        return f"XXXX-WXX-{moment.weekday}" + (f"T{moment.clock}" if moment.clock else "")
    year = "XXXX" if moment.year is None else f"{moment.year:04}"
    if moment.part in _PARTS:
        return f"{year}-{moment.part}"
    if moment.month is None and moment.day is None:
        return year
    month = "XX" if moment.month is None else f"{moment.month:02}"
    day = "" if moment.day is None else f"-{moment.day:02}"
    return f"{year}-{month}{day}" + (f"T{moment.clock}" if moment.clock else "")


def _interval(moment: Moment) -> Interval | None:
    """From the first instant of a moment to the first after it; ``None`` where its place is not known."""
    start = _first_day(moment)
    if start is None:
        return None
    if moment.clock:
        return _clock_interval(start, moment.clock)
    return _iso(_first(start, moment)), _iso(_following(start, moment))


def _first(start: date, moment: Moment) -> date:
    """The first day of a moment that begins in the year, the month or on the day of ``start``."""
    if moment.part in _PARTS:
        return date(start.year, _PARTS[moment.part][0], 1)
    thirds = {"mid": 10, "end": 20} if moment.month is not None and moment.day is None else {}
    return start + timedelta(days=thirds.get(moment.part or "", 0))


def _following(start: date, moment: Moment) -> date:
    """The first day after it."""
    if moment.part in _PARTS:
        return _months_on(_first(start, moment), _PARTS[moment.part][1])
    if moment.day is not None:
        return start + timedelta(days=7 if moment.part == "week" else 1)
    if moment.month is None:
        return _months_on(start, 12)
    thirds = {"start": 10, "mid": 20}
    return start + timedelta(days=thirds[moment.part]) if moment.part in thirds else _months_on(start, 1)


def _clock_interval(day: date, clock: str) -> Interval:
    if clock in _HOURS:
        first, last = _HOURS[clock]
        midnight = datetime(day.year, day.month, day.day)
        return (midnight + timedelta(hours=first)).isoformat(), (midnight + timedelta(hours=last)).isoformat()
    fields = [int(field) for field in clock.split(":")]
    start = datetime(day.year, day.month, day.day) + timedelta(
        **dict(zip(("hours", "minutes", "seconds"), fields, strict=False))
    )
    width = (timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1))[len(fields) - 1]
    return start.isoformat(), (start + width).isoformat()


def _months_on(day: date, months: int) -> date:
    total = day.year * 12 + day.month - 1 + months
    return date(min(total // 12, 9999), total % 12 + 1, 1)


def _iso(day: date) -> str:
    return f"{day.isoformat()}T00:00:00"
