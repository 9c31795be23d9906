"""Dates as TimeML: the source with TIMEX3 elements around them, one document an article.

After TimeML 1.2.1 (Pustejovsky and others, 2005). XML 1.0 can hold neither NUL and most other controls nor lone
surrogates; they become U+FFFD, one for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from weibotext.export.spans import labelled_at, outermost

Item = Mapping[str, Any]

_TYPES: Final = {"time": "TIME", "duration": "DURATION", "set": "SET"}
_UNHOLDABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def timeml(source: str, record: Item) -> str:
    """The article as a TimeML document; a date inside another is left out.

    >>> import weibotext
    >>> text = "截至2013年6月30日"
    >>> print(timeml(text, weibotext.extract(text).to_dict()).splitlines()[4])
    <TEXT>截至<TIMEX3 tid="t1" type="DATE" value="2013-06-30" mod="ON_OR_BEFORE">2013年6月30日</TIMEX3></TEXT>
    """
    created = record["published"] or "XXXX-XX-XX"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<TimeML>\n'
        f"<DOCID>{_text(record['id'])}</DOCID>\n"
        f'<DCT><TIMEX3 tid="t0" type="DATE" value={quoteattr(created)} functionInDocument="CREATION_TIME">'
        f"{_text(created)}</TIMEX3></DCT>\n"
        f"<TEXT>{''.join(_marked(source, record))}</TEXT>\n</TimeML>\n"
    )


def _marked(source: str, record: Item) -> Iterator[str]:
    dates = sorted(record["dates"], key=lambda date: (date["span"][0], -date["span"][1]))
    kept = {(one.start, one.stop) for one in outermost(labelled_at(date["span"], "DATE") for date in dates)}
    place = 0
    for date in dates:
        start, stop = date["span"]
        if (start, stop) in kept and start >= place:
            yield f"{_text(source[place:start])}{_opening(date)}{_text(source[start:stop])}</TIMEX3>"
            place = stop
    yield _text(source[place:])


def _opening(date: Item) -> str:
    named = {"tid": date["id"], "type": _TYPES.get(date["kind"], "DATE"), "value": date["timex"]}
    if date["mod"]:
        named["mod"] = date["mod"].upper()
    return "<TIMEX3" + "".join(f" {name}={quoteattr(_holdable(value))}" for name, value in named.items()) + ">"


def _text(text: str) -> str:
    # A parser of XML would make a newline of a carriage return; the reference keeps it.
    return escape(_holdable(text), {"\r": "&#13;"})


def _holdable(text: str) -> str:
    return _UNHOLDABLE.sub("\ufffd", text)
