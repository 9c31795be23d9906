"""When accounts were opened: 2011年7月4日，“微博贵州”在新浪微博正式上线."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple, TypeAlias

from weibotext.observations.subjects import FAR, Cast, Subject
from weibotext.values import Span

Day: TypeAlias = tuple[Span, str, str]
"""A date: where it stands, its id and its TIMEX3 value."""

_OPENING: Final = re.compile("开通(?!会)|上线(?!以来)|注册|开设|开博(?!致辞)|启用|亮相")
_ANOTHER_THING: Final = re.compile("[^，。；\n]{0,14}(?:栏目|专栏|话题|大厅|窗口|曝光台|平台(?!上))")
"""What an account may open besides itself: 开设|“随手拍”栏目."""

_DAY: Final = len("2013-08-20")


class Opening(NamedTuple):
    """An account's opening in clean coordinates: the account's id, the date's id, and its day."""

    account: str
    date: str
    day: str
    span: Span


def openings(text: str, cast: Cast, days: Callable[[], Sequence[Day]]) -> Iterator[Opening]:
    """Each account's first opening: a date of a day in a sentence about it that says 开通 or 上线.

    The ``days`` are asked for only where something opens.

    >>> cast = Cast("“微博贵州”2011年7月4日上线", [Subject(Span(1, 5), "w1", "account")])
    >>> days = [(Span(6, 15), "t1", "2011-07-04")]
    >>> [one.day for one in openings("“微博贵州”2011年7月4日上线", cast, lambda: days)]
    ['2011-07-04']
    """
    hits = list(_OPENING.finditer(text))
    known = {account.id for account in cast.accounts(0, len(text))} if hits else None
    if not known:
        return
    exact = [day for day in days() if len(day[2]) >= _DAY]
    stops = [span.stop for span, _, _ in exact]
    for hit in hits:
        before = bisect_right(stops, hit.start())
        sentence = cast.sentence(hit.start())
        if not before or exact[before - 1][0].start < sentence.start or _ANOTHER_THING.match(text, hit.end()):
            continue
        account = _opened(cast, hit.start(), sentence)
        if account is not None and account.id in known:
            known.discard(account.id)
            span, date, timex = exact[before - 1]
            yield Opening(account.id, date, timex[:_DAY], Span(span.start, hit.end()))


def _opened(cast: Cast, place: int, sentence: Span) -> Subject | None:
    """The account that opens: in the sentence, before the word or behind it, or the last one of the paragraph."""
    sentence = Span(max(sentence.start, place - FAR), min(sentence.stop, place + FAR))
    before = cast.accounts(sentence.start, place)
    behind = before or cast.accounts(place, sentence.stop)[:1]
    found = behind or cast.accounts(cast.paragraph(place), sentence.start)
    return found[-1] if found else None
