"""When a claim holds: which of the dates before a figure is its own."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Final, TypeAlias

from weibotext.observations.given import Number, Time
from weibotext.values import Span

Day: TypeAlias = tuple[Span, str, str]
"""A date: where it stands, its id and its TIMEX3 value."""

_HOLDING: Final = frozenset(("date", "time", "reference", "range"))
_DATELINE: Final = frozenset("电讯")
_BEGUN: Final = re.compile(
    "开通|上线|开设|推出|改版|入驻|落户|注册|成立|创办|开办|开博|建立|启用|开栏|问世|亮相|启动|认证"
)
_UNTIL: Final = ("截至", "截止", "截止到", "截至到")
_BY_NOW: Final = re.compile("目前|现[有已]|至今|累计|[年月以]来|已|总[计数量]|平均")
_COMPARED: Final = frozenset("比较与同")
_FROM: Final = frozenset("由从自")
_DAY: Final = len("2013-08-20")
_PERIOD: Final = re.compile("[0-9]{4}-(?:H[12]|Q[1-4]|[01][0-9])")
_AFTER: Final = re.compile("[^，。；\n]{0,16}(?:发生|爆发|来袭|登陆|地震)[^，。；\n]{0,6}后")


class Calendar:
    """The dates of a clean text, in order.

    >>> times = [Time("t1", Span(0, 5), "2013-06-30", "date")]
    >>> number = Number("f1", Span(9, 12), Span(9, 12), "420000", "exact", None, None)
    >>> Calendar("6月30日，粉丝达42万", times).holding(number, Span(0, 6), 0).id
    't1'
    """

    def __init__(self, text: str, times: Iterable[Time]) -> None:
        self._text = text
        self._given = times

    @cached_property
    def _times(self) -> Sequence[Time]:
        return list(self._given)

    @cached_property
    def _stops(self) -> list[int]:
        return [time.span.stop for time in self._times]

    def days(self) -> list[Day]:
        """The dates that an account may have been opened on."""
        return [(time.span, time.id, time.timex) for time in self._times if time.kind in ("date", "time")]

    def between(self, start: int, stop: int) -> Sequence[Time]:
        """The dates that end behind ``start`` and up to ``stop``; lengths of time are none."""
        times = self._times[bisect_right(self._stops, start) : bisect_right(self._stops, stop)]
        return [time for time in times if time.kind in _HOLDING]

    def holding(self, number: Number, sentence: Span, paragraph: int, *, periods: bool = False) -> Time | None:
        """The nearest date before a figure in its sentence, else the day or the period told in its paragraph before it.

        ``sentence`` ends where the figure's clause begins. ``periods`` says that a half or a quarter of a year, or a month,
        holds for all that its paragraph measures.
        """
        which = bisect_right(self._stops, number.span.start)
        while which and self._times[which - 1].span.start >= sentence.start:
            which -= 1
            time = self._times[which]
            if self._may_hold(time) and not self._is_compared(time, number.extent.start):
                return None if self._tells_another(time, sentence.stop) else time
        return self._carried(which, number, sentence.start, paragraph, periods=periods)

    def _may_hold(self, time: Time) -> bool:
        """Not if it is a dateline's, or a name in quotation marks: “五四”座谈会."""
        before, behind = (
            self._text[time.span.start - 1 : time.span.start],
            self._text[time.span.stop : time.span.stop + 1],
        )
        return time.kind in _HOLDING and behind not in _DATELINE and (before, behind) != ("“", "”")

    def _is_compared(self, time: Time, figure: int) -> bool:
        """Whether a date is only what a figure is set beside (比年初增加…), or that of the figure before it (由年初的…增加到…)."""
        before = self._text[time.span.start - 1 : time.span.start]
        if before in _COMPARED:
            return True
        return before in _FROM and self._text.startswith("的", time.span.stop) and figure > time.span.stop + 1

    def _tells_another(self, time: Time, clause: int) -> bool:
        """Whether a date is that of a beginning (2011年开通，…), or of what came before what is counted (8月3日地震发生后，…)."""
        if _AFTER.match(self._text, time.span.stop):
            return True
        if time.kind not in ("date", "time") or self._text.endswith(_UNTIL, 0, time.span.start):
            return False
        return _BEGUN.search(self._text, time.span.stop, max(clause, time.span.stop)) is not None

    def _carried(self, which: int, number: Number, sentence: int, paragraph: int, *, periods: bool) -> Time | None:
        """The date told last in the paragraph, where the sentence has none: a day, or a period, but no wider background."""
        if _BY_NOW.search(self._text, sentence, number.span.start):
            return None
        while which and self._times[which - 1].span.start >= paragraph:
            which -= 1
            time = self._times[which]
            if self._may_hold(time):
                narrow = time.kind == "range" or (time.kind == "date" and len(time.timex) == _DAY)
                narrow = narrow or (periods and time.kind == "date" and _PERIOD.fullmatch(time.timex) is not None)
                return time if narrow and not self._tells_another(time, sentence) else None
        return None
