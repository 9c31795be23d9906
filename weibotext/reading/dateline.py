"""The dateline: with what an item of news opens, 新华社贵阳8月20日电（记者 张三）.

Everything here counts in clean text, which is repaired and simplified.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from weibotext.lexicon import read_table
from weibotext.reading.people import reporters
from weibotext.values import Span

LATEST: Final = 14
"""A page goes up at most so many days after its dateline, or its date is not this item's."""

_DIGIT: Final = "[0-9０-９]"
_DAY: Final = (
    rf"(?:(?P<year>(?:19|20|１９|２０){_DIGIT}{{2}})年)?(?:(?P<month>{_DIGIT}{{1,2}})月)?(?P<day>{_DIGIT}{{1,2}})日"
)
_MARK: Final = r"(?:专?电(?![话子影视力信报梯台站脑商网动器池])|讯(?![问息号飞])|消息|综合报道)"
# Without a day only what stands apart from the sentence is a dateline: 本报讯（记者…）, not 本报讯问.
_BARE_MARK: Final = r"(?:专?电|讯|消息)(?=[ \u3000（(【\[\]】）):：，]|\n)"
_PLACE: Final = r"(?!记者|昨|今|近日|获悉)(?P<place>[\u4e00-\u9fff、·/]{1,12}?)"
_HINT: Final = re.compile("[网报社台刊线闻讯][^\n]{0,30}?(?:电|讯|消息|报道)")
_LONGEST: Final = 60
_OPENING: Final = r"[ \t\u3000]{0,8}[（(【\[]?据?"


class Dateline(NamedTuple):
    """What a dateline says, and where it stands; year, month and day may be left out in it.

    >>> Dateline(Span(0, 11), "新华社", "贵阳", None, 8, 20, ()).day_in(date(2013, 8, 21))
    datetime.date(2013, 8, 20)
    """

    span: Span
    agency: str
    place: str | None
    year: int | None
    month: int | None
    day: int | None
    authors: tuple[Span, ...]

    def day_in(self, page: date | None) -> date | None:
        """The day: by its own year, or by a date that the page states; ``None`` where neither fixes it.

        >>> Dateline(Span(0, 11), "新华社", "贵阳", None, 12, 31, ()).day_in(date(2014, 1, 2))
        datetime.date(2013, 12, 31)
        """
        if self.day is None:
            return None
        if self.year is not None:
            return _date(self.year, self.month, self.day)
        if page is None:
            return None
        before = (page.year - 1, 12) if page.month == 1 else (page.year, page.month - 1)
        after = (page.year + 1, 1) if page.month == 12 else (page.year, page.month + 1)
        months = [(page.year, page.month), before, after]
        days = [_date(*one, self.day) for one in months if self.month in (None, one[1])]
        return next((day for day in days if day and -1 <= (page - day).days <= LATEST), None)


def _date(year: int, month: int | None, day: int) -> date | None:
    try:
        return date(year, month or 0, day)
    except ValueError:
        return None


def find_dateline(clean: str, places: Iterable[int]) -> Dateline | None:
    """The first dateline among the paragraphs that begin at ``places``.

    >>> found = find_dateline("新华社贵阳8月20日电（记者张三）微博", [0])
    >>> found.agency, found.place, found.month, found.day, found.span
    ('新华社', '贵阳', 8, 20, Span(start=0, stop=11))
    """
    likely = [place for place in places if _HINT.search(clean, place, place + _LONGEST)]
    hits = (pattern.match(clean, place) for place in likely for pattern in _patterns())
    hit = next(filter(None, hits), None)
    if hit is None:
        return None
    said = hit.groupdict()
    year, month, day = (int(said[key]) if said.get(key) else None for key in ("year", "month", "day"))
    span = Span(hit.start("agency"), hit.end())
    return Dateline(span, said["agency"], said.get("place"), year, month, day, reporters(clean, hit.end()))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """The forms of datelines, the surest first. An unknown medium has no place behind it: 网 in 烟台网 would be a guess."""
    names = sorted((name for (name,) in read_table("wires.tsv", "name")), key=len, reverse=True)
    known = rf"(?P<agency>{'|'.join(map(re.escape, names))})"
    other = r"(?P<agency>[\u4e00-\u9fff]{2,14}[网报社台])"
    forms = (
        rf"{known}(?:记者[\u4e00-\u9fff]{{2,10}}?|{_PLACE})?{_DAY}{_MARK}",
        rf"{known}{_PLACE}?{_BARE_MARK}",
        rf"{other}{_DAY}{_MARK}",
        rf"{other}(?:专?电|讯)(?=[ \u3000（(【\[\]】）):：])",
    )
    return tuple(re.compile(_OPENING + form) for form in forms)
