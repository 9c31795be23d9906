"""TimeML: the text with its times marked inline as TIMEX3.

After TimeML 1.2.1 (Saurí et al. 2006) and ISO 24617-1: a range is a DURATION with the TIMEX3 of its two ends, a set has
``quant="EVERY"``, the day of publication is ``t0``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from weibotext.record import Record

Item: TypeAlias = Mapping[str, Any]

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
    """The source of a record as a TimeML document, its dates marked; see :func:`timeml`.

    >>> import weibotext
    >>> document = to_timex3(weibotext.extract("截至6月30日", published="2013-08-20"))
    >>> document.splitlines()[-2]
    '<TEXT>截至<TIMEX3 tid="t1" type="DATE" value="2013-06-30" mod="ON_OR_BEFORE" ...>6月30日</TIMEX3></TEXT>'
    """
    return timeml(record.source, record.to_dict())


def timeml(source: str, record: Item) -> str:
    """The same from a source and its record's dictionary, as a store holds them.

    Characters that XML does not allow become U+FFFD, so that the text keeps its length, and a carriage return is written
    as a reference, or a parser would make a newline of it. A date inside another is left out. Of a length that is a range
    the shorter end is given. Without a day of publication there is no ``t0``.

    >>> import weibotext
    >>> text = "2013年6月30日"
    >>> print(timeml(text, weibotext.extract(text).to_dict()).splitlines()[3])
    <TEXT><TIMEX3 tid="t1" type="DATE" value="2013-06-30">2013年6月30日</TIMEX3></TEXT>
    """
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<TimeML>\n'
        f"<DOCID>{_text(record['id'])}</DOCID>\n{_creation(record['published'])}"
        f"<TEXT>{''.join(_body(source, record['dates']))}</TEXT>\n</TimeML>\n"
    )


def _body(source: str, dates: list[Item]) -> Iterator[str]:
    done = 0
    for date in sorted(dates, key=lambda date: (date["span"][0], -date["span"][1])):
        start, stop = date["span"]
        if start >= done:
            yield _text(source[done:start]) + _marked(date)
            done = stop
    yield _text(source[done:])


def _creation(published: str | None) -> str:
    if published is None:
        return ""
    attributes = {"tid": "t0", "type": "DATE", "value": published, "functionInDocument": "CREATION_TIME"}
    return f"<DCT>{_element(attributes, published)}</DCT>\n"


def _text(source: str) -> str:
    return escape(_holdable(source), {"\r": "&#13;"})


def _holdable(text: str) -> str:
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _element(attributes: dict[str, str], text: str = "") -> str:
    written = " ".join(f"{name}={quoteattr(_holdable(value))}" for name, value in attributes.items())
    return f"<TIMEX3 {written}>{_text(text)}</TIMEX3>" if text else f"<TIMEX3 {written}/>"


def _marked(date: Item) -> str:
    named = date["id"]
    first, _, last = date["timex"].partition("/")
    attributes = {"tid": named, "type": _TYPES[date["kind"]], "value": first}
    ends = ""
    if date["kind"] == "range":
        attributes |= {"value": _length(date["interval"]), "beginPoint": f"{named}a", "endPoint": f"{named}b"}
        ends = _end(f"{named}a", first) + _end(f"{named}b", last)
    if date["mod"] is not None:
        attributes["mod"] = date["mod"].upper()
    if date["kind"] == "set":
        attributes["quant"] = "EVERY"
    if date["basis"] == "published":
        attributes |= {"temporalFunction": "true", "anchorTimeID": "t0"}
    return _element(attributes, date["text"]) + ends


def _end(identifier: str, value: str) -> str:
    kind = "TIME" if "T" in value.removeprefix("PRESENT_REF") else "DATE"
    return _element({"tid": identifier, "type": kind, "value": value or "XXXX"})


def _length(interval: list[str | None] | None) -> str:
    """How long a range lasts, in days or, within a day, in hours and minutes."""
    if interval is None or None in interval:
        return "PXX"
    first, last = (datetime.fromisoformat(end or "") for end in interval)
    minutes = int((last - first).total_seconds()) // 60
    if minutes % 1440 == 0:
        return f"P{minutes // 1440}D"
    return f"PT{minutes // 60}H" if minutes % 60 == 0 else f"PT{minutes}M"
