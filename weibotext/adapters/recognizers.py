"""The dates of a record in the form of Recognizers-Text's ``DateTimeModel``.

Ends of spans are included, and ends of ranges are literal: 5日至7日 ends on the 7th. There is one reading each, the one
that the record holds, where Recognizers gives the last and the next.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from weibotext.adapters.lengths import SECONDS, amounts
from weibotext.record import Date, Record

_MODS: Final = {
    "before": "before", "after": "after", "on_or_before": "until", "on_or_after": "since", "start": "start", "mid": "mid",
    "end": "end", "approx": "approx", "less_than": "less", "more_than": "more",
}  # fmt: skip
_DAY_LENGTH: Final = len("2013-08-20")


def to_recognizers(record: Record) -> list[dict[str, Any]]:
    """The dates as ``recognize_datetime`` gives them: text, start, end, type_name and resolution.

    The text is that of the extent, with the words around the date, for Recognizers has these inside.

    >>> import weibotext
    >>> found = to_recognizers(weibotext.extract("会议于3月2日至5日举行", published="2013-03-08"))
    >>> found[0]["start"], found[0]["end"], found[0]["type_name"], found[0]["resolution"]["values"][0]["end"]
    (3, 9, 'datetimeV2.daterange', '2013-03-05')
    """
    return [_result(record, date) for date in record.dates]


def _result(record: Record, date: Date) -> dict[str, Any]:
    kind, value = _value(date)
    mod = {"Mod": _MODS[date.mod]} if date.mod else {}
    return {
        "text": record.source[date.extent.start : date.extent.stop],
        "start": date.extent.start,
        "end": date.extent.stop - 1,
        "type_name": f"datetimeV2.{kind}",
        "resolution": {"values": [{"timex": date.timex, **mod, "type": kind, **value}]},
    }


def _value(date: Date) -> tuple[str, dict[str, str]]:
    """The type, and the value that goes with it."""
    if date.kind == "set":
        return "set", {"value": "not resolved"}
    if date.kind == "duration":
        seconds = sum(count * SECONDS[unit] for unit, count in amounts(date.timex.partition("/")[0]).items())
        return "duration", {"value": f"{seconds:g}"} if seconds else {"value": "not resolved"}
    if date.kind == "range":
        return _range(date)
    if date.kind == "time" and date.timex.startswith("T"):
        return ("time", {"value": _clock(date.timex)}) if date.timex[1:2].isdigit() else ("timerange", _ends(date))
    if date.kind == "time":
        hour = date.timex.partition("T")[2]
        return ("datetime", {"value": _start(date)}) if hour[:1].isdigit() else ("datetimerange", _ends(date))
    point = len(date.timex) == _DAY_LENGTH and date.mod not in ("before", "after", "on_or_before", "on_or_after")
    return ("date", {"value": date.timex}) if point or date.kind == "reference" else ("daterange", _ends(date))


def _clock(timex: str) -> str:
    fields = [*timex[1:].split(":"), "00", "00"]
    return ":".join(fields[:3])


def _start(date: Date) -> str:
    start = date.interval[0] if date.interval else None
    return start.replace("T", " ") if start else date.timex.replace("T", " ")


def _ends(date: Date) -> dict[str, str]:
    """The sides that are known; whole days without a time of day."""
    if date.interval is None:
        return {"value": "not resolved"}
    names = zip(("start", "end"), date.interval, strict=True)
    return {name: _moment(end) for name, end in names if end is not None}


def _moment(written: str) -> str:
    return written.removesuffix("T00:00:00").replace("T", " ")


def _range(date: Date) -> tuple[str, dict[str, str]]:
    first, _, last = date.timex.partition("/")
    if first.startswith("T"):
        return "timerange", {"start": _clock(first), "end": _clock(last)}
    if date.interval is None or None in date.interval:
        return "daterange", _ends(date)
    if "T" in last:
        return "datetimerange", _ends(date)
    return "daterange", {"start": _moment(date.interval[0] or ""), "end": _literal(last, date.interval[1] or "")}


def _literal(timex: str, end: str) -> str:
    """The last unit's own first day, as Recognizers writes the end of a range."""
    for pattern in ("%Y-%m-%d", "%Y-%m", "%Y"):
        try:
            return f"{datetime.strptime(timex, pattern):%Y-%m-%d}"
        except ValueError:
            continue
    return _moment(end)
