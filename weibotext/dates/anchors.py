"""Fills in what a moment leaves out: from publication, from the dates before it, or from its own names."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from msgspec.structs import replace

from weibotext.dates.context import Anchored, Basis, Context
from weibotext.dates.lunar import lunar_day, lunar_month_length
from weibotext.dates.named import festival_day, festivals
from weibotext.dates.places import add, at_midnight, bounds, first_day, inside, months_on
from weibotext.dates.written import Away, Count, Festival, Lunar, Moment, Nth, Same, Shift, Step

MONTHS_AHEAD: Final = 2
"""How far behind publication a date without a year may lie and still be this year's; a later one is last year's."""

_DAYS_AHEAD: Final = 62


def anchored(moment: Moment, context: Context) -> Anchored | None:
    """The moment with what it leaves out filled in, as far as that is known; ``None`` if the calendar has no such day."""
    if not moment.steps:
        return _plain(moment, context)
    return _stepped(moment, context)


def _plain(moment: Moment, context: Context) -> Anchored:
    if moment.shift is not None:
        return _shifted(moment, moment.shift, context)
    if moment.year is not None:
        return Anchored(moment, "explicit")
    if moment.month is not None:
        return _with_year(moment, context)
    if moment.day is not None:
        return _with_month(moment, context)
    if moment.weekday is not None:
        return _weekday(moment, context)
    return _with_day(moment, context)


def _of_year(moment: Moment, year: int) -> Moment:
    """The moment in a year; made anew, for ``_replace`` is slow and this is done for most dates."""
    return Moment(
        year, moment.month, moment.day, moment.part, moment.weekday, moment.clock, None, moment.unit, moment.steps
    )


def _on_day(moment: Moment, day: date) -> Moment:
    """The moment on a day."""
    return Moment(
        day.year, day.month, day.day, moment.part, moment.weekday, moment.clock, None, moment.unit, moment.steps
    )


def _shifted(moment: Moment, shift: Shift, context: Context) -> Anchored:
    base, basis = _anchor(shift, context)
    if base is None or (context.year_only and shift.unit != "year"):
        return Anchored(replace(moment, shift=None), basis)
    if shift.unit == "year":
        return Anchored(_of_year(moment, base.year + shift.amount), basis)
    if shift.unit in ("month", "quarter"):
        return Anchored(_months_away(moment, base, shift), basis)
    if shift.unit == "week":
        return Anchored(_week_away(moment, base, shift.amount), basis)
    day = base + timedelta(days=shift.amount)
    return Anchored(_on_day(moment, day), basis)


def _months_away(moment: Moment, base: date, shift: Shift) -> Moment:
    first = months_on(base, shift.amount * (3 if shift.unit == "quarter" else 1))
    if shift.unit == "quarter":
        return replace(moment, year=first.year, part=f"Q{(first.month + 2) // 3}", shift=None, unit=None)
    return replace(moment, year=first.year, month=first.month, shift=None)


def _week_away(moment: Moment, base: date, weeks: int) -> Moment:
    monday = base - timedelta(days=base.weekday()) + timedelta(days=7 * weeks)
    if moment.weekday is None:
        return replace(moment, year=monday.year, month=monday.month, day=monday.day, unit="week", shift=None)
    return _on_weekday(moment, monday)


def _on_weekday(moment: Moment, monday: date) -> Moment:
    """The weekday, or the weekend, of a week."""
    weekday = moment.weekday or 1
    day = monday + timedelta(days=min(weekday, 6) - 1 if weekday > 7 else weekday - 1)
    return _on_day(moment, day)


def _anchor(shift: Shift, context: Context) -> tuple[date | None, Basis]:
    """The day that a shift counts from. An antecedent must be as fine as what leans on it."""
    known = _leant_on(shift, context)
    day = first_day(known.moment) if known else None
    if known and day and (shift.unit == "year" or known.moment.month):
        return day, "antecedent"
    today = context.today
    if (
        shift.anchor == "setting"
        and today
        and today.month <= _REPORTING
        and not context.year_only
        and _is_past(context)
    ):
        return today.replace(year=today.year - 1, day=1), "published"
    return today, "published"


_REPORTING: Final = 3
"""Up to this month of a year, what is said of a whole year is a report on the last one."""


def _is_past(context: Context) -> bool:
    """Whether the whole or the end of a year is spoken of as one that has passed."""
    return not context.coming and not context.alone and not context.beginning


def _leant_on(shift: Shift, context: Context) -> Anchored | None:
    """The moment named before that a shift leans on, where it leans on one."""
    if shift.anchor == "compared":
        return (context.near or context.setting) if context.compared else None
    if shift.anchor == "setting":
        return None if context.ahead else context.told_of or (context.antecedent if context.whole else None)
    if shift.anchor == "antecedent":
        return context.day if shift.unit == "day" else context.antecedent
    return None


def _with_year(moment: Moment, context: Context) -> Anchored:
    known, published = context.antecedent, context.published
    if known and known.moment.year and known.basis == "explicit" and context.near:
        return Anchored(_of_year(moment, known.moment.year), "antecedent")
    if published is None:
        return Anchored(moment, "published")
    late = not context.year_only and (moment.month or 1) - published.month > MONTHS_AHEAD
    year = published.year - 1 if late and not context.ahead else published.year
    if moment.month == 2 and moment.day == 29:
        year = _leap_year(year)
    return Anchored(_of_year(moment, year), "published")


def _leap_year(year: int) -> int:
    return next((one for one in range(year, year - 9, -1) if one % 4 == 0 and (one % 100 or one % 400 == 0)), year)


def _with_month(moment: Moment, context: Context) -> Anchored:
    near = context.near
    if near and near.moment.month and near.moment.year:
        return Anchored(replace(moment, year=near.moment.year, month=near.moment.month), "antecedent")
    published = context.published
    if published is None or context.year_only:
        return Anchored(moment, "published")
    months = range(0, -4, -1) if (moment.day or 1) <= published.day or context.ahead else range(-1, -4, -1)
    for back in months:  # the last month that has such a day
        first = months_on(published.date(), back)
        filled = replace(moment, year=first.year, month=first.month)
        if first_day(filled):
            return Anchored(filled, "published")
    return Anchored(moment, "published")


def _with_day(moment: Moment, context: Context) -> Anchored:
    """A time of day belongs to the day named before it in the sentence, or to that of the time told before it."""
    near = context.near or context.telling if moment.clock else None
    if near and near.moment.day and not context.habitual:
        return Anchored(replace(near.moment, clock=moment.clock, part=None, unit=None), "antecedent")
    return Anchored(moment, "explicit")


def _weekday(moment: Moment, context: Context) -> Anchored:
    """A bare weekday is the last one before publication, or the next where the words look ahead."""
    today = context.today
    if today is None or moment.weekday is None or context.year_only:
        return Anchored(moment, "published")
    found = _on_weekday(moment, today - timedelta(days=today.weekday()))
    day = first_day(found) or today
    if day > today and not context.ahead and moment.weekday < 8:
        day -= timedelta(days=7)
    elif day < today and context.ahead:
        day += timedelta(days=7)
    return Anchored(replace(found, year=day.year, month=day.month, day=day.day), "published")


# Steps: what leads on from a moment.

_NAMES: Final = (Festival, Lunar)


def _stepped(moment: Moment, context: Context) -> Anchored | None:
    base = replace(moment, steps=(), clock=None)
    first = moment.steps[0]
    if isinstance(first, _NAMES):
        found = _in_its_year(base, first, context)
        rest = moment.steps[1:]
    else:
        found, rest = (
            _plain(replace(moment, steps=(), clock=moment.clock if isinstance(first, Away) else None), context),
            moment.steps,
        )
    for step in rest:
        if found is None:
            return None
        found = _like(found, step, context) if isinstance(step, Same) else _step(found, step)
    if found is None or moment.clock is None or found.last is not None:
        return found
    kept = found.moment.clock if found.moment.clock and isinstance(moment.steps[-1], Away) else moment.clock
    return replace(found, moment=replace(found.moment, clock=kept))


def _like(found: Anchored, step: Same, context: Context) -> Anchored:
    """去年|同月 is the month named before it, of that year; 同日 the day."""
    named = context.day if step.unit == "day" else context.antecedent
    known = (named.last or named.moment) if named else None
    if known is None or known.month is None:
        return found
    moment = found.moment
    day = known.day if step.unit == "day" else None
    return replace(found, moment=replace(moment, month=moment.month or known.month, day=day))


def _step(found: Anchored, step: Step) -> Anchored | None:
    if isinstance(step, Nth):
        ends = inside(found.moment, step)
        if ends is None:
            return None if first_day(found.moment) else replace(found, moment=found.moment)
        return Anchored(ends[0], found.basis, ends[1] if ends[0] != ends[1] else None)
    if isinstance(step, Away):
        return _away(found, step)
    if isinstance(step, Count):
        return _counted(found, step)
    return found


def _away(found: Anchored, step: Away) -> Anchored | None:
    span = bounds(found.moment)
    if span is None:
        return found
    reached = add(span[0], step.amounts, step.sign)
    fine = any(unit in ("hour", "minute", "second") for unit, _ in step.amounts)
    clock = reached.strftime("%H:%M") if fine else found.moment.clock
    return replace(found, moment=Moment(reached.year, reached.month, reached.day, clock=clock))


def _counted(found: Anchored, step: Count) -> Anchored:
    span = bounds(found.moment)
    if span is None:
        return found
    last = add(span[0], step.amounts) - timedelta(days=1)
    return replace(found, last=Moment(last.year, last.month, last.day))


def _in_its_year(base: Moment, step: Festival | Lunar, context: Context) -> Anchored | None:
    """The day or the lunar month that a name means in the year that was said, or in the likeliest one."""
    if isinstance(step, Lunar) and step.month is None:
        return _lunar_day_alone(base, step, context)
    if base.year is not None or base.shift is not None:
        year = _plain(replace(base, month=None, day=None), context)
        found = None if year.moment.year is None else _named(step, year.moment.year, base)
        return year if found is None else replace(found, basis=year.basis)
    published = context.published
    near = context.near
    if near and near.moment.year and near.basis == "explicit":
        return _or_open(_named(step, near.moment.year, base), base, "antecedent")
    if published is None:
        return Anchored(_without_year(step, base), "published")
    found = (
        _named(step, published.year, base) if context.year_only else _likeliest(step, published.date(), context, base)
    )
    return _or_open(found, base, "published")


def _without_year(step: Festival | Lunar, base: Moment) -> Moment:
    """A day of the solar calendar has a month and a day in every year."""
    rule = festivals()[step.name] if isinstance(step, Festival) else None
    if rule is None or rule.sort != "solar":
        return base
    return replace(base, month=rule.numbers[0], day=rule.numbers[1])


def _or_open(found: Anchored | None, base: Moment, basis: Basis) -> Anchored | None:
    return Anchored(replace(base, shift=None), basis) if found is None else replace(found, basis=basis)


def _likeliest(step: Festival | Lunar, today: date, context: Context, base: Moment) -> Anchored | None:
    """The last such day, unless the next one is near or the words look ahead."""
    found = _named(step, today.year, base)
    day = first_day(found.moment) if found else None
    if day is None:
        return found
    if context.ahead and day < today and (isinstance(step, Festival) or not context.alone):
        return _named(step, today.year + 1, base) or found
    if not context.ahead and (day - today).days > _DAYS_AHEAD:
        return _named(step, today.year - 1, base) or found
    return found


def _named(step: Festival | Lunar, year: int, base: Moment) -> Anchored | None:
    if isinstance(step, Festival):
        day = festival_day(step.name, year)
        return (
            None
            if day is None
            else Anchored(replace(base, year=day.year, month=day.month, day=day.day, shift=None), "explicit")
        )
    first = lunar_day(year, step.month or 1, step.day or 1, leap=step.leap)
    if first is None:
        return None
    moment = Moment(first.year, first.month, first.day)
    if step.day is not None:
        return Anchored(moment, "explicit")
    last = first + timedelta(days=lunar_month_length(year, step.month or 1, leap=step.leap) - 1)
    return Anchored(moment, "explicit", Moment(last.year, last.month, last.day))


def _lunar_day_alone(base: Moment, step: Lunar, context: Context) -> Anchored | None:
    """廿一: of the next lunar month that has it."""
    if context.published is None or step.day is None:
        return Anchored(base, "published")
    today = context.published.date()
    for year in (today.year - 1, today.year):
        for month in range(1, 13):
            day = lunar_day(year, month, step.day)
            if day is not None and day >= today and at_midnight(day):
                return Anchored(Moment(day.year, day.month, day.day), "published")
    return Anchored(base, "published")
