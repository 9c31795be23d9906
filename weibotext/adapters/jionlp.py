"""The dates of a record in the form of JioNLP's ``extract_time`` with its ``detail``.

Ends are included to the second (23:59:59), an open end is ``inf``, lengths are dictionaries of units. What has neither a
place in the calendar nor a length (目前 without a day of publication) is left out.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from weibotext.adapters.lengths import amounts
from weibotext.record import Date, Record

_SPANS: Final = ("range",)


def to_jionlp(record: Record) -> list[dict[str, Any]]:
    """The dates as ``extract_time`` gives them: text, offset, type and detail.

    >>> import weibotext
    >>> found = to_jionlp(weibotext.extract("6月30日", published="2013-08-20"))
    >>> found[0]["type"], found[0]["offset"], found[0]["detail"]["time"]
    ('time_point', [0, 5], ['2013-06-30 00:00:00', '2013-06-30 23:59:59'])
    """
    found = ((date, _detail(date)) for date in record.dates)
    return [
        {
            "text": record.source[date.extent.start : date.extent.stop],
            "offset": [date.extent.start, date.extent.stop],
            "type": detail["type"],
            "detail": detail,
        }
        for date, detail in found
        if detail is not None
    ]


def _detail(date: Date) -> dict[str, Any] | None:
    definition = "blur" if date.mod in ("approx", "start", "mid", "end") else "accurate"
    if date.kind == "set":
        return {"type": "time_period", "definition": definition, "time": {"delta": _delta(date.timex), "point": None}}
    if date.interval is not None:
        opened = None in date.interval or date.kind in _SPANS or len(date.timex) < len("2013-06")
        kind = "time_span" if opened else "time_point"
        return {"type": kind, "definition": definition, "time": [_start(date), _end(date)]}
    if date.kind == "duration":
        return {"type": "time_delta", "definition": definition, "time": _lengths(date.timex)}
    return None


def _lengths(timex: str) -> Any:
    ends = [_delta(end) for end in timex.split("/")]
    return ends[0] if len(ends) == 1 else ends


def _delta(timex: str) -> dict[str, float]:
    """A length, or the period of a pattern: every week for ``XXXX-WXX-3``."""
    if timex.startswith("P"):
        return amounts(timex)
    if timex.startswith("XXXX-W"):
        return {"week": 1.0}
    if timex.startswith(("XXXX-XX-XX", "T")):
        return {"day": 1.0}
    return {"month": 1.0} if timex.startswith("XXXX-XX") else {"year": 1.0}


def _start(date: Date) -> str:
    start = date.interval[0] if date.interval else None
    return "-inf" if start is None else start.replace("T", " ")


def _end(date: Date) -> str:
    end = date.interval[1] if date.interval else None
    return "inf" if end is None else f"{datetime.fromisoformat(end) - timedelta(seconds=1):%Y-%m-%d %H:%M:%S}"
