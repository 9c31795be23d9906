"""When accounts were opened: 2011年7月4日，“微博贵州”在新浪微博正式上线."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, NamedTuple

from weibotext.observations.given import Subject
from weibotext.observations.subjects import FAR, Cast
from weibotext.observations.times import Calendar
from weibotext.values import Span

_OPENING: Final = re.compile("开通(?!会)|上线|注册|开设|开博(?!致辞)|启用|亮相")
_ANOTHER_THING: Final = re.compile(
    "[^，。；\n]{0,14}(?:栏目|专栏|话题|大厅|窗口|曝光台|平台(?!上)|功能|服务|版块|频道|系统)"
)
"""What an account may open besides itself: 开设|“随手拍”栏目."""

_QUOTED: Final = re.compile("了?(?:名为|题为)?[“「]")
_SINCE: Final = re.compile("以来|至今|后|[0-9一两二三四五六七八九十半]+多?个?(?:多月|[天日周月年])")

_RIGHT_BEFORE: Final = 8
_DAY: Final = len("2013-08-20")


class Opening(NamedTuple):
    """An account's opening in clean coordinates: the account's id, the date's id, and its day."""

    account: str
    date: str
    day: str
    span: Span


def openings(text: str, cast: Cast, calendar: Calendar) -> Iterator[Opening]:
    """Each account's first opening: a date of a day in a sentence about it that says 开通 or 上线.

    The dates are asked for only where something opens.

    >>> from weibotext.observations.given import Time
    >>> text = "“微博贵州”2011年7月4日上线"
    >>> cast = Cast(text, [Subject(Span(1, 5), "account", "w1")])
    >>> calendar = Calendar(text, [Time("t1", Span(6, 15), "2011-07-04", "date")])
    >>> [one.day for one in openings(text, cast, calendar)]
    ['2011-07-04']
    """
    hits = list(_OPENING.finditer(text))
    known = {account.id for account in cast.accounts(0, len(text))} if hits else None
    if not known:
        return
    exact = [day for day in calendar.days() if len(day[2]) >= _DAY]
    stops = [span.stop for span, _, _ in exact]
    for hit in hits:
        before = bisect_right(stops, hit.start())
        sentence = cast.sentence(hit.start())
        if not before or exact[before - 1][0].start < sentence.start or _opens_another(text, cast, hit.end()):
            continue
        if _SINCE.match(text, hit.end()) and exact[before - 1][0].stop < hit.start() - _RIGHT_BEFORE:
            continue  # 自2012年6月1日上线以来 tells the day of an opening, 截至6月30日，上线以来 does not
        account = _opened(cast, hit.start(), sentence)
        if account is not None and account.id in known:
            known.discard(account.id)
            span, date, timex = exact[before - 1]
            yield Opening(account.id, date, timex[:_DAY], Span(span.start, hit.end()))


def _opens_another(text: str, cast: Cast, place: int) -> bool:
    """Whether what is opened is no account: 开设|“随手拍”栏目, 上线|“好差评”."""
    if _ANOTHER_THING.match(text, place):
        return True
    quoted = _QUOTED.match(text, place)
    return quoted is not None and not cast.accounts(quoted.end(), quoted.end() + 1)


def _opened(cast: Cast, place: int, sentence: Span) -> Subject | None:
    """The account that opens: in the sentence, before the word or behind it, or the last one of the paragraph."""
    sentence = Span(max(sentence.start, place - FAR), min(sentence.stop, place + FAR))
    before = cast.accounts(sentence.start, place)
    behind = before or cast.accounts(place, sentence.stop)[:1]
    found = behind or cast.accounts(cast.paragraph(place), sentence.start)
    return found[-1] if found else None
