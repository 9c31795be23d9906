"""Figures to claims."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Final, NamedTuple

from weibotext.observations.measures import Announcements
from weibotext.observations.openings import Day, Opening, openings
from weibotext.observations.subjects import Cast, Subject
from weibotext.values import Span

_CLAUSE_END: Final = re.compile("[，。；！？,;!?\n]")
_TO_LAST_END: Final = re.compile(f"(?s:.*){_CLAUSE_END.pattern}")
_HOLDING: Final = frozenset(("date", "time", "reference", "range"))
_NO_CLAIM: Final = re.compile(
    "力争|争取|确保|计划|预计|有望|目标|[必亟]?须在|应在|不少于|可达|将(?:达|超|突破|实现|完成|新增|开通|发布|投入|建)"
)
"""Words of a clause whose figure is an aim or an expectation."""

_LONGEST_CLAUSE: Final = 60


class Number(NamedTuple):
    """A figure as claims need it, in clean coordinates."""

    id: str
    span: Span
    extent: Span
    value: str
    mod: str
    unit: str | None
    per: str | None


class Time(NamedTuple):
    """A date as claims need it; only dates of a day, a month or a year can hold for a claim."""

    id: str
    span: Span
    timex: str
    kind: str


class Claim(NamedTuple):
    """A claim in clean coordinates; ``figure`` is ``None`` where the value is a date."""

    subject: str
    measure: str
    figure: str | None
    date: str | None
    value: str
    mod: str
    unit: str | None
    span: Span
    rule: str


def find_claims(
    text: str, numbers: Sequence[Number], times: Iterable[Time], subjects: Iterable[Subject]
) -> list[Claim]:
    """The claims of a clean text, in order of their spans.

    The times and the subjects are asked for only where something is announced.

    >>> number = Number("f1", Span(11, 16), Span(11, 16), "420000", "more_than", "人", None)
    >>> claims = find_claims("@贵州公安的粉丝已达到42万余人", [number], [], [Subject(Span(0, 5), "w1", "account")])
    >>> [(claim.subject, claim.measure, claim.value) for claim in claims]
    [('w1', 'followers', '420000')]
    """
    scene = _Scene(text, Cast(text, subjects), times)
    claims = [*scene.claims(numbers), *(_opening(one) for one in openings(text, scene.cast, scene.days))]
    return _once(sorted(claims, key=attrgetter("span")), text.find("\n")) if claims else []


@dataclass(frozen=True)
class _Scene:
    text: str
    cast: Cast
    given: Iterable[Time]

    def claims(self, numbers: Sequence[Number]) -> Iterator[Claim]:
        """What the figures claim, in order."""
        words, after = Announcements(self.text if numbers else ""), 0
        for number in numbers:
            if words.near(number.span) and (claim := self._claim(words, number, after)):
                yield claim
            after = number.span.stop

    def _claim(self, words: Announcements, number: Number, after: int) -> Claim | None:
        """The claim that a figure makes, where one is announced behind ``after``, the end of the figure before it."""
        clause = self._clause(number.span)
        own = Span(max(clause.start, after), clause.stop)
        measure = words.measure(number.span, own, number.unit, number.per)
        if measure is None or _NO_CLAIM.search(self.text, clause.start, number.span.start):
            return None
        subject = self.cast.meant(number.span.start, measure.subjects)
        if subject is None or (subject.span.start < clause.start and self._is_part(clause)):
            return None
        sentence = self.cast.beginning(number.span.start)
        time = self._time(number.span.start, sentence)
        start = min(clause.start, subject.span.start) if sentence <= subject.span.start else clause.start
        return Claim(
            subject.id,
            measure.name,
            number.id,
            time.id if time else None,
            number.value,
            number.mod,
            number.unit,
            Span(start, number.extent.stop),
            f"{subject.kind}_{measure.name}",
        )

    def _is_part(self, clause: Span) -> bool:
        """Whether a clause gives a part of what was counted before: 其中亿元以上项目14个."""
        return self.text.startswith("其中", clause.start)

    def _clause(self, figure: Span) -> Span:
        """The clause of a figure, which takes in the marks inside it (3,000); so much of it as is looked at."""
        start = max(0, figure.start - _LONGEST_CLAUSE)
        before = _TO_LAST_END.match(self.text, start, figure.start)
        mark = _CLAUSE_END.search(self.text, figure.stop, figure.stop + _LONGEST_CLAUSE)
        stop = mark.start() if mark else min(len(self.text), figure.stop + _LONGEST_CLAUSE)
        return Span(before.end() if before else start, stop)

    @cached_property
    def times(self) -> Sequence[Time]:
        """The dates, in order."""
        return list(self.given)

    @cached_property
    def _ends(self) -> list[int]:
        return [time.span.stop for time in self.times]

    def days(self) -> list[Day]:
        """The dates that an account may have been opened on."""
        return [(time.span, time.id, time.timex) for time in self.times if time.kind in ("date", "time")]

    def _time(self, place: int, sentence: int) -> Time | None:
        """The nearest date before a place in its sentence."""
        for which in range(bisect_right(self._ends, place) - 1, -1, -1):
            time = self.times[which]
            if time.span.start < sentence:
                return None
            if time.kind in _HOLDING:
                return time
        return None


def _once(claims: Sequence[Claim], title: int) -> list[Claim]:
    """The claims without those of the first line, which ends at ``title``, that the text makes again."""
    below = {claim[:2] + claim[4:7] for claim in claims if claim.span.start > title}
    return [claim for claim in claims if claim.span.start > title or claim[:2] + claim[4:7] not in below]


def _opening(one: Opening) -> Claim:
    return Claim(one.account, "opened", None, one.date, one.day, "exact", None, one.span, "opening")
