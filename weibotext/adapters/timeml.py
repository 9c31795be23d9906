"""TimeML: the text with its times marked inline as TIMEX3.

After TimeML 1.2.1 (Saurí et al. 2006) and ISO 24617-1: a range is a DURATION with the TIMEX3 of its two ends, a set has
``quant="EVERY"``, the day of publication is ``t0``.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from weibotext.record import Date, Record

_TYPES: Final = {
    "date": "DATE",
    "time": "TIME",
    "range": "DURATION",
    "duration": "DURATION",
    "set": "SET",
    "reference": "DATE",
}
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def to_timex3(record: Record) -> str:
    """The source of a record as a TimeML document, its dates marked.

    Characters that XML does not allow become U+FFFD, so that the text keeps its length. Of a length that is a range the
    shorter end is given.

    >>> import weibotext
    >>> document = to_timex3(weibotext.extract("截至6月30日", published="2013-08-20"))
    >>> document.splitlines()[-2]
    '<TEXT>截至<TIMEX3 tid="t1" type="DATE" value="2013-06-30" mod="ON_OR_BEFORE" ...>6月30日</TIMEX3></TEXT>'
    """
    parts: list[str] = []
    done = 0
    for date in record.dates:
        parts += [_text(record.source[done : date.span.start]), _marked(date)]
        done = date.span.stop
    body = "".join(parts) + _text(record.source[done:])
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<TimeML>\n{_creation(record)}<TEXT>{body}</TEXT>\n</TimeML>\n'


def _creation(record: Record) -> str:
    if record.published is None:
        return ""
    attributes = {"tid": "t0", "type": "DATE", "value": record.published, "functionInDocument": "CREATION_TIME"}
    return f"<DCT>{_element(attributes, record.published)}</DCT>\n"


def _text(source: str) -> str:
    return escape(_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", source))


def _element(attributes: dict[str, str], text: str = "") -> str:
    written = " ".join(f"{name}={quoteattr(value)}" for name, value in attributes.items())
    return f"<TIMEX3 {written}>{text}</TIMEX3>" if text else f"<TIMEX3 {written}/>"


def _marked(date: Date) -> str:
    attributes = {"tid": date.id, "type": _TYPES[date.kind], "value": date.timex.partition("/")[0]}
    ends = ""
    if date.kind == "range":
        first, _, last = date.timex.partition("/")
        attributes |= {"value": _length(date), "beginPoint": f"{date.id}a", "endPoint": f"{date.id}b"}
        ends = _end(f"{date.id}a", first) + _end(f"{date.id}b", last)
    if date.mod is not None:
        attributes["mod"] = date.mod.upper()
    if date.kind == "set":
        attributes["quant"] = "EVERY"
    if date.basis == "published":
        attributes |= {"temporalFunction": "true", "anchorTimeID": "t0"}
    return _element(attributes, _text(date.text)) + ends


def _end(identifier: str, value: str) -> str:
    kind = "TIME" if "T" in value.removeprefix("PRESENT_REF") else "DATE"
    return _element({"tid": identifier, "type": kind, "value": value or "XXXX"})


def _length(date: Date) -> str:
    """How long a range lasts, in days or, within a day, in hours and minutes."""
    if date.interval is None or None in date.interval:
        return "PXX"
    first, last = (datetime.fromisoformat(end or "") for end in date.interval)
    minutes = int((last - first).total_seconds()) // 60
    if minutes % 1440 == 0:
        return f"P{minutes // 1440}D"
    return f"PT{minutes // 60}H" if minutes % 60 == 0 else f"PT{minutes}M"
