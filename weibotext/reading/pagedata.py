"""What a page says of itself in its text: editors, authors, source, day of publication, dateline.

Such lines stand at the head and the foot of a page; only these are looked at. Everything counts in clean text.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from weibotext.lexicon import read_table
from weibotext.reading.dateline import Dateline, find_dateline
from weibotext.reading.days import DAY, day_of
from weibotext.reading.people import names_in
from weibotext.values import Span

_HEAD: Final = 800
_FOOT: Final = 400
_FIRST_LINES: Final = 8
_LAST_LINES: Final = 3
_LONGEST: Final = 40  # characters of a value, or of a line that only tells the day

_LINE: Final = re.compile(r"[^\n]+")
_VALUE_END: Final = re.compile(r"[|｜\t\n【】\[\]（）()。；]|[ \u3000]{2}")
_SOURCE: Final = re.compile(
    r"《?(?P<source>[^\s:：，,！？、》《]{2,24}?)(?=(?:作者|编辑|记者|时间|浏览)[:：]|[\s:：，,！？、》《]|$)"
)
_MEDIUM_FIRST: Final = re.compile(
    r"(?:[:：][0-9]{2}[ \t\u3000]{1,8}|(?<=[ \t\u3000]))(?![\u4e00-\u9fff]{0,8}举报)"
    r"(?P<source>[\u4e00-\u9fff]{1,10}[报网社台刊]|参考消息)(?=[ \t\u3000\r]|$)"
)
"""A medium behind the day and the time, as sites write it without a label: 2013年08月20日 10:32 某某日报."""
_STATED_DAY: Final = re.compile(DAY)
_DAY_FIRST: Final = re.compile(
    rf"[ \t\u3000]{{0,20}}[\[（(]?{DAY}(?:[ \tT\u3000]{{0,4}}(?P<time>[0-9]{{1,2}}[:：][0-9]{{2}}))?"
    r"(?:[ \u3000]{0,4}(?:星期|周)[一二三四五六日天])?[\]）)]?[ \t\u3000\r]{0,20}"
)


class PageData(NamedTuple):
    """What was found; spans in clean text. ``published`` is the page's own day, by a label or in a line of its own."""

    published: date | None
    dateline: Dateline | None
    source: Span | None
    editors: tuple[Span, ...]
    authors: tuple[Span, ...]


class _Field(NamedTuple):
    """A label's field and the span of what stands behind it."""

    field: str
    value: Span


def find_page_data(clean: str) -> PageData:
    r"""What the head and the foot of a page say of it.

    >>> text = "微博上线\n2013-08-20 10:32 来源：某报\n本报讯（记者 张三）微博上线。\n责任编辑：李四"
    >>> found = find_page_data(text)
    >>> found.published, [text[slice(*span)] for span in (found.source, *found.authors, *found.editors)]
    (datetime.date(2013, 8, 20), ['某报', '张三', '李四'])
    """
    head, foot = _lines(clean, 0, _HEAD), _lines(clean, max(_HEAD, len(clean) - _FOOT), len(clean))
    fields = [field for line in (*head, *foot) for field in _fields(clean, line)]
    dateline = find_dateline(clean, [line.start for line in head[:_FIRST_LINES]])
    sources = (_SOURCE.match(clean, *value) for field, value in fields if field == "source")
    authors = [name for field, value in fields if field == "author" for name in names_in(clean, value)]
    return PageData(
        published=_published(clean, head, foot, fields),
        dateline=dateline,
        source=next((Span(*hit.span("source")) for hit in sources if hit), None) or _medium(clean, head),
        editors=tuple(name for field, value in fields if field == "editor" for name in names_in(clean, value)),
        authors=_once(clean, [*(dateline.authors if dateline else ()), *authors]),
    )


def tells_of_the_page(line: str) -> bool:
    """Whether a line has a label of a page's head or foot in it, or is the day of the page and little else.

    >>> [tells_of_the_page(line) for line in ("来源：某报", "2013年08月20日 10:32", "微博上线。")]
    [True, True, False]
    """
    return _labelled().search(line) is not None or _own_day(line, Span(0, len(line))) is not None


def _lines(clean: str, start: int, stop: int) -> list[Span]:
    return [Span(*hit.span()) for hit in _LINE.finditer(clean, start, stop) if not hit[0].isspace()]


def _once(clean: str, names: list[Span]) -> tuple[Span, ...]:
    """The names without those that say one again."""
    return tuple({clean[slice(*span)]: span for span in reversed(names)}.values())[::-1]


@cache
def _labels() -> dict[str, str]:
    """The labels, the longest first, and the field of each."""
    return {label: field for field, label, _ in _rows()}


def _rows() -> list[tuple[str, ...]]:
    return sorted(read_table("page_fields.tsv", "field", "label", "where"), key=lambda row: -len(row[1]))


@cache
def _labelled() -> re.Pattern[str]:
    """A pattern for all labels."""
    forms = "|".join(_label_form(label, anywhere=where == "anywhere") for _, label, where in _rows())
    return re.compile(f"(?=[{''.join(sorted({label[0] for label in _labels()}))}])(?:{forms})")


@cache
def _behind_label() -> re.Pattern[str]:
    """The end of a label and what stands behind it. Most lines lack it, and many articles."""
    return re.compile(rf"[{''.join(sorted({label[-1] for label in _labels()}))}][:： \u3000]")


def _label_form(label: str, *, anywhere: bool) -> str:
    """How a label is written: its characters may be spaced out, and a colon may be missing where it is unmistakable."""
    spaced = r"[ \u3000]{0,2}".join(label)
    return (
        rf"{spaced}(?:[ \u3000]{{0,3}}[:：]|(?=[ \u3000]))"
        if anywhere
        else rf"(?<![\u4e00-\u9fff]){spaced}[ \u3000]{{0,3}}[:：]"
    )


def _fields(clean: str, line: Span) -> list[_Field]:
    if _behind_label().search(clean, *line) is None:
        return []
    fields, hits = _labels(), list(_labelled().finditer(clean, *line))
    ends = [*(hit.start() for hit in hits[1:]), line.stop]
    return [
        _Field(fields[re.sub("[ \u3000:：]", "", hit[0])], _value(clean, hit.end(), end))
        for hit, end in zip(hits, ends, strict=False)
    ]


def _value(clean: str, start: int, stop: int) -> Span:
    """What stands between a label and the next one, a bracket, a bar or a gap."""
    while start < stop and clean[start] in " \u3000":
        start += 1
    end = _VALUE_END.search(clean, start, min(stop, start + _LONGEST))
    return Span(start, end.start() if end else min(stop, start + _LONGEST))


def _published(clean: str, head: list[Span], foot: list[Span], fields: list[_Field]) -> date | None:
    """The page's own day: the one it labels so, else the only one in a line of its own, else the day of an update."""
    labelled = {
        label: [hit for field, value in fields if field == label and (hit := _STATED_DAY.match(clean, *value))]
        for label in ("published", "updated", "dated")
    }
    if "地点" in clean[:_HEAD]:  # 时间 and 地点 announce an event
        del labelled["dated"][:]
    stated = [day for hit in labelled["published"] if (day := day_of(hit))]
    if stated:
        return stated[0]
    for lines in (head[:_FIRST_LINES], (head + foot)[_FIRST_LINES:][-_LAST_LINES:]):
        days = {day for line in lines if len(head) > 1 and (day := _own_day(clean, line))}
        if days:
            return days.pop() if len(days) == 1 else None  # several: a chronicle, not a page's head
    return next((day for hit in labelled["updated"] + labelled["dated"] if (day := day_of(hit))), None)


def _medium(clean: str, head: list[Span]) -> Span | None:
    """The medium in the line that tells the day and its time."""
    for line in head[:_FIRST_LINES]:
        day = _DAY_FIRST.match(clean, *line)
        if day and day["time"] and (hit := _MEDIUM_FIRST.match(clean, day.end(), line.stop)):
            return Span(*hit.span("source"))
    return None


def _own_day(clean: str, line: Span) -> date | None:
    """The day in a line that tells nothing else but its time, the source and the like."""
    hit = _DAY_FIRST.match(clean, *line)
    if hit is None or (line.start and clean[line.start - 1] != "\n"):
        return None
    rest = clean[hit.end() : line.stop].strip()
    plain = not rest or (hit["time"] is not None and len(rest) <= _LONGEST and not set("，。：；") & set(rest))
    return day_of(hit) if plain or _labelled().match(clean, hit.end(), line.stop) else None
