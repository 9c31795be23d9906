"""Days and moments as pages and tables write them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

from weibotext.patterns import deferred

CHINA: Final = timezone(timedelta(hours=8))
"""The one time zone of China; a moment with another zone is told in it."""

DAY: Final = (
    r"(?P<year>(?:19|20)[0-9]{2})(?:(?P<sign>[-/.])(?P<m1>[0-9]{1,2})(?P=sign)(?P<d1>[0-9]{1,2})(?![0-9])"
    r"|[ ]?年[ ]?(?P<m2>[0-9]{1,2})[ ]?月[ ]?(?P<d2>[0-9]{1,2})[ ]?[日号])"
)
"""A day with its year; for :func:`day_of`."""

_MONTHS: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()  # noqa: SIM905  # strptime's vary with the locale
_MONTH: Final = "|".join(_MONTHS)
_CLOCK: Final = r"(?P<time>[0-9]{2}:[0-9]{2}:[0-9]{2})"
_ZONE: Final = r"(?P<zone>[+-][0-9]{4}|GMT|UTC)"
_ENGLISH: Final = (
    rf"(?:[A-Z][a-z]{{2}}, )?(?P<day>[0-9]{{1,2}}) (?P<month>{_MONTH}) (?P<year>[0-9]{{4}}) {_CLOCK} {_ZONE}",
    rf"[A-Z][a-z]{{2}} (?P<month>{_MONTH}) (?P<day>[0-9]{{1,2}}) {_CLOCK} {_ZONE} (?P<year>[0-9]{{4}})",
)
"""RFC 5322, as in feeds, and the form of Weibo's interface: Tue Aug 20 10:32:00 +0800 2013."""

_SECONDS: Final = re.compile(r"(?P<seconds>1?[0-9]{9})(?:[0-9]{3})?")
"""Unix time in seconds or milliseconds, from 1973 to 2033."""

_WRITTEN: Final = deferred(
    DAY + r"(?:[ ]?(?:星期|周)[一二三四五六日天])?"
    r"(?:[ \tT　]{0,3}(?P<half>上午|下午|晚上|[AaPp][Mm])?[ ]?(?P<hour>[0-9]{1,2})[:：时点](?P<minute>[0-9]{1,2})?[^\n]{0,12})?"
)
_AFTERNOON: Final = frozenset(("下午", "晚上", "pm"))


def day_of(hit: re.Match[str]) -> date | None:
    """The day that a match of :data:`DAY` names; ``None`` where the calendar has none.

    >>> day_of(re.compile(DAY).search("2013年8月20日"))
    datetime.date(2013, 8, 20)
    """
    try:
        return date(int(hit["year"]), int(hit["m1"] or hit["m2"]), int(hit["d1"] or hit["d2"]))
    except ValueError:
        return None


def read_day(written: str) -> date | datetime | None:
    """A day or moment of publication in China's time; ``None`` for another text.

    It may be in ISO form, as Chinese pages write it, as feeds and Weibo's interface do, or Unix time.

    >>> read_day("2013/8/20 10:32"), read_day("2013年8月20日")
    (datetime.datetime(2013, 8, 20, 10, 32), datetime.date(2013, 8, 20))
    >>> read_day("2013-08-20T18:00:00Z"), read_day("昨天")
    (datetime.datetime(2013, 8, 21, 2, 0), None)
    """
    written = written.strip()
    if (hit := _SECONDS.fullmatch(written)) is not None:
        return in_china(datetime.fromtimestamp(int(hit["seconds"]), UTC))
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return _read_written(written) or _read_english(written)
    return found.date() if len(written) <= len("2013-08-20") else in_china(found)


def _read_english(written: str) -> datetime | None:
    hit = next(filter(None, (re.fullmatch(form, written) for form in _ENGLISH)), None)
    if hit is None:
        return None
    day = f"{hit['year']}-{_MONTHS.index(hit['month']) + 1:02}-{int(hit['day']):02}"
    zone = hit["zone"] if hit["zone"][0] in "+-" else "+0000"
    try:
        return in_china(datetime.fromisoformat(f"{day}T{hit['time']}{zone}"))
    except ValueError:
        return None


def in_china(found: datetime) -> datetime:
    """A moment in China's time, without the zone.

    >>> in_china(datetime(2013, 8, 20, 18, tzinfo=UTC))
    datetime.datetime(2013, 8, 21, 2, 0)
    """
    try:
        return found.astimezone(CHINA).replace(tzinfo=None) if found.tzinfo else found
    except OverflowError:
        return found.replace(tzinfo=None)


def _read_written(written: str) -> date | datetime | None:
    hit = _WRITTEN.fullmatch(written)
    day = day_of(hit) if hit else None
    if hit is None or day is None or hit["hour"] is None:
        return day
    hour = int(hit["hour"])
    if hour < 12 and (hit["half"] or "").lower() in _AFTERNOON:
        hour += 12
    try:
        return datetime(day.year, day.month, day.day, hour, int(hit["minute"] or 0))
    except ValueError:
        return None
