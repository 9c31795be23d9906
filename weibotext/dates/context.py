"""What a date may lean on: the words around it, publication, and what was named before it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from weibotext.dates.places import first_day
from weibotext.dates.written import Moment
from weibotext.patterns import deferred
from weibotext.values import Span

Basis: TypeAlias = Literal["explicit", "published", "antecedent", "named_period", "inferred"]

_SENTENCE_END: Final = re.compile("[。！？!?\n]")
_FUTURE: Final = deferred("将|拟|计划|预计|定于|即日|起施行|起实施|报名|截止|须|力争|确保|要求")
_HABIT: Final = deferred("(?:时间|时段|营业|开放|办公|每[天日周]|工作日|高峰)[^，。；]{0,9}$")
_UNTIL: Final = deferred("(?<!截)(?<!截止)[到至]$")
_BESIDE: Final = frozenset("比较")
_WITH: Final = frozenset("与同和跟")
_MATCHING: Final = _BESIDE | _WITH
_BOUNDING: Final = frozenset(("before", "after", "on_or_after"))
_STATED: Final = ("年末", "全年")
"""Words of statistics: they speak of the year that a whole report is about, others of the year of their paragraph."""

_DATELINE: Final = deferred(" ?(?:[电讯]|报道)")
_PARAGRAPH: Final = 2000
"""So many characters at most are looked back for what a paragraph began with."""

_LINED: Final = frozenset(" 电讯报")
_HEAD: Final = 200
"""A dateline stands within so many characters from the beginning of a text."""

_REPRINTED: Final = timedelta(days=7)
"""A report is published no later than this after its dateline."""


class Anchored(Struct, frozen=True, gc=False):
    """A moment with what could be filled in, and where that came from; ``last`` ends what is more than one unit."""

    moment: Moment
    basis: Basis
    last: Moment | None = None


class Context:
    """What an expression may lean on: its surroundings, publication, and the moments named before it.

    There is one for a text, and it moves on with the reading: ``extent`` is where the expression stands that is being
    read, ``antecedent`` the moment named before it, which ends at ``stop``, ``day`` the last such moment that is a day, and
    ``setting`` the year, quarter or month that the text is telling of, which ends at ``set_at``. ``today`` is the day that
    today means: that of publication, or of the dateline. ``year_only`` says that of publication only the year is known.
    """

    __slots__ = ("antecedent", "day", "extent", "published", "set_at", "setting", "stop", "text", "today", "year_only")

    def __init__(self, text: str, published: datetime | None, *, year_only: bool = False) -> None:
        self.text = text
        self.published = published
        self.today = published.date() if published else None
        self.year_only = year_only
        self.extent = Span(0, 0)
        self.antecedent: Anchored | None = None
        self.day: Anchored | None = None
        self.setting: Anchored | None = None
        self.stop = self.set_at = 0

    def said(self, named: Anchored, stop: int, mod: str | None) -> None:
        """Remember a moment that was named up to ``stop``, and how, for what follows to lean on.

        What something is only compared with is not what the text goes on to tell of (比去年增长); a year or month that has
        begun, and is no bound of something else, is.
        """
        start = self.extent[0]
        if start and self.text[start - 1] in _MATCHING and self.compared:
            return
        self.antecedent, self.stop = named, stop
        moment = named.moment
        if moment.day is None:
            if mod not in _BOUNDING and moment.year and self._has_begun(moment):
                self.setting, self.set_at = named, stop
            return
        if moment.unit != "week":
            self.day = named
        if stop < _HEAD and moment.clock is None:
            self._datelined(moment, stop)
        if self.setting is not None and named.basis == "explicit" and moment.year != self.setting.moment.year:
            self.setting = None

    def _has_begun(self, moment: Moment) -> bool:
        """Whether a year or month is no later than the day of publication."""
        today, year = self.today, moment.year or 0
        return today is None or year < today.year or (year == today.year and (moment.month or 1) <= today.month)

    def _datelined(self, moment: Moment, stop: int) -> None:
        """新华社北京8月19日电: what was written then and printed a little later calls that day today."""
        if self.text[stop : stop + 1] not in _LINED or not _DATELINE.match(self.text, stop):
            return
        day = first_day(moment)
        if day and self.today and not self.year_only and timedelta(0) <= self.today - day <= _REPRINTED:
            self.today = day

    @property
    def near(self) -> Anchored | None:
        """The antecedent, when it stands in the same sentence."""
        if self.antecedent is None or _SENTENCE_END.search(self.text, self.stop, self.extent.start):
            return None
        return self.antecedent

    @property
    def told_of(self) -> Anchored | None:
        """The setting, for a word of the year that it is about: 年末 of its report, 年底 of its paragraph."""
        start, stop = self.extent
        if self.setting is None or any(self.text.find(word, start, stop) >= 0 for word in _STATED):
            return self.setting
        near = start - self.set_at < _PARAGRAPH and "\n" not in self.text[self.set_at : start]
        return self.setting if near else None

    @property
    def compared(self) -> bool:
        """Whether something is set beside the date: 比上年提高, 与上年相比."""
        start, stop = self.extent
        before = self.text[start - 1] if start else ""
        return before in _BESIDE or (before in _WITH and "比" in self.text[stop : stop + 5])

    @property
    def telling(self) -> Anchored | None:
        """The antecedent, when a report goes on by the clock: in the same paragraph, or in a list of hours under a day."""
        known = self.antecedent
        if known is None or known.moment.day is None or self.extent.start - self.stop > _PARAGRAPH:
            return None
        between = self.text[self.stop : self.extent.start]
        if "\n" not in between:
            return known if known.moment.clock is not None else None
        listed = between[-1] == "\n" and between.count("\n") == 1
        return known if listed and (known.moment.clock is not None or not between.strip("\n：: ")) else None

    @property
    def alone(self) -> bool:
        """Whether the expression is the whole text."""
        return self.extent.stop - self.extent.start >= len(self.text) - 1

    @property
    def habitual(self) -> bool:
        """Whether the words before speak of what is so every day: 办公时间为9:00—17:00."""
        return bool(_HABIT.search(self.text, max(0, self.extent.start - 16), self.extent.start))

    @property
    def ahead(self) -> bool:
        """Whether the words near the date speak of what is to come; a date that is the whole text reports nothing past."""
        start, stop = self.extent
        if self.alone:
            return True
        until = self.text[start:stop].endswith("前")
        return until or bool(_FUTURE.search(self.text, max(0, start - 8), stop + 10))

    @property
    def whole(self) -> bool:
        """Whether a whole year is spoken of: 全年."""
        return "全年" in self.text[self.extent.start : self.extent.stop]

    @property
    def beginning(self) -> bool:
        """Whether the beginning of a year is spoken of, which has passed soon: 年初."""
        return "年初" in self.text[self.extent.start : self.extent.stop]

    @property
    def roughly(self) -> bool:
        """Whether a word between a day and its hour says that the hour is not exact: 下午约3时."""
        written = self.text[self.extent.start : self.extent.stop]
        return "约" in written or "近" in written

    @property
    def coming(self) -> bool:
        """Whether an end of a year is still to come: 到年底, 年底将."""
        start = self.extent.start
        return self.ahead or bool(_UNTIL.search(self.text, max(0, start - 3), start))
