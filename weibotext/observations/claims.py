"""Figures to claims."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Final, NamedTuple

from weibotext.observations import roles
from weibotext.observations.announcements import VERB_REACH, Announcements
from weibotext.observations.given import Number, Subject, Time
from weibotext.observations.growth import grown
from weibotext.observations.measures import Measure
from weibotext.observations.openings import Opening, openings
from weibotext.observations.places import Places
from weibotext.observations.series import EACH, Series, goes_on, is_listed, is_manned, listed_too, named_instead
from weibotext.observations.subjects import FAR, Cast
from weibotext.observations.times import Calendar
from weibotext.values import Span

_CLAUSE_END: Final = re.compile("[，。；！？,;!?\n]")
_TO_LAST_END: Final = re.compile(f"(?s:.*){_CLAUSE_END.pattern}")
_NO_CLAIM: Final = re.compile(
    "力争|争取|确保|计划(?!总?投资)|预计|有望|目标|[必亟]?须在|应在|不少于|可达|将(?:达|超|突破|实现|完成|新增|开通|发布|投入|建|再|新|陆续|引进|投资|组织|派出)|(?<![虚模])拟"
)
"""Words of a clause whose figure is an aim or an expectation."""

_AIM: Final = re.compile("力争|争取|预计|有望|计划(?:在|用|到|于|年内|今年|明年)|将力争|确保")
"""Those that speak for the clauses behind theirs as well, until one tells what has come true."""

_TRUE: Final = re.compile("已|目前|现有|截至|截止|实际|累计|共|其中")

_OF_SUCH: Final = re.compile("[0-9万亿千百次人条个上下]的[^，。；的]{0,8}")
"""What stands before a figure that counts those of some measure."""

_EVERY: Final = re.compile("(?<=[量数])均|平均(?!每?[天日])|每(?:[条篇则期场件名人户起次个]|一)")
"""What makes a figure one of each such thing: 平均每条转发1200次."""

_OTHERS: Final = re.compile(
    "(?:相关|有关)部门|[^，。；：、\\s]{0,12}(?:公司|集团|医院|大学|中学|小学|银行|合作社|村民|业主)(?!的)"
)
"""Those at the head of a clause who are no body or region that is named, and whose figures are theirs."""

_TOPIC: Final = re.compile("[#＃][^#＃，。]{2,30}[#＃](?![等、#＃])")
"""A topic of which the figure behind it may be told; not one of a list (#平安#等8个话题)."""

_HOW_MUCH: Final = re.compile("(?:总数|总量|目前|现|共|已|分别)*(?:为|达到?|有)")

_LONGEST_CLAUSE: Final = 60
_LONGEST_SENTENCE: Final = 200


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
    >>> claims = find_claims("@贵州公安的粉丝已达到42万余人", [number], [], [Subject(Span(0, 5), "account", "w1")])
    >>> [(claim.subject, claim.measure, claim.value) for claim in claims]
    [('w1', 'followers', '420000')]
    """
    cast = Cast(text, subjects)
    scene = _Scene(text, cast, Places(text, cast), Calendar(text, times))
    claims = [*scene.claims(numbers), *(_opening(one) for one in openings(text, scene.cast, scene.calendar))]
    return _once(sorted(claims, key=attrgetter("span")), text.find("\n")) if claims else []


@dataclass(frozen=True)
class _Scene:
    text: str
    cast: Cast
    places: Places
    calendar: Calendar

    def claims(self, numbers: Sequence[Number]) -> Iterator[Claim]:
        """What the figures claim, in order."""
        stops = [number.span.stop for number in numbers]
        words = Announcements(self.text if numbers else "", lambda place: self._phrase(place, stops))
        last, claimed = None, 0
        told: dict[str, int] = {}  # where each measure was last told of
        for which, number in enumerate(numbers):
            if last is None and not words.near(number):
                continue
            if number.unit == "%":
                if said := self._share(words, number, last, claimed):
                    claimed = number.span.stop
                    yield self._claim(said)
                continue
            last = self._said(words, numbers, which, last, claimed)
            if last and self._is_part(last, told):
                last = None
            elif last:
                claimed = number.span.stop
                told[last.measure.name] = number.span.start
                yield self._claim(last)

    def _said(
        self, words: Announcements, numbers: Sequence[Number], which: int, last: Series | None, claimed: int
    ) -> Series | None:
        """What a figure says: more of the ``last`` one's measure, or what is announced behind ``claimed``, its end."""
        number = numbers[which]
        if last and (said := goes_on(self.text, last, number)):
            return said
        clause = self._clause(number.span)
        manned = which > 0 and is_manned(self.text, numbers[which - 1], number)
        if manned:
            clause = Span(self._clause(numbers[which - 1].span).start, clause.stop)
        own = Span(max(clause.start, claimed, self._listed_from(numbers, which, claimed)), clause.stop)
        measure = words.measure(number, own, manned=manned) or self._topic(words, number, own)
        if measure is None:
            return last and self._as_before(last, number, clause)
        if self._is_condition(measure, number, clause) or self._is_aim(number, clause):
            return None
        if number.unit == "户" and any(is_manned(self.text, number, other) for other in numbers[which + 1 : which + 2]):
            return None  # 412户1657人: the finer one is the claim
        return self._meant(measure, number, clause)

    def _share(self, words: Announcements, number: Number, last: Series | None, claimed: int) -> Series | None:
        """What a percentage says: how much something grew, or a rate. It says nothing of the figures around it."""
        if said := self._growth(words, number, last):
            return said
        clause = self._clause(number.span)
        measure = words.measure(number, Span(max(clause.start, claimed), clause.stop))
        return self._meant(measure, number, clause) if measure and not self._is_aim(number, clause) else None

    def _growth(self, words: Announcements, number: Number, last: Series | None) -> Series | None:
        """How much the ``last`` figure's measure grew, or one that is named with its growth alone."""
        if last and last.measure.growth and words.grows(last.measure, last.number):
            said = grown(self.text, last.number.extent.stop, number)
            if said:
                return last._replace(measure=last.measure.growth, number=said)
        growing = words.growing(number)
        return self._meant(*growing, self._clause(number.span)) if growing else None

    def _phrase(self, place: int, stops: Sequence[int]) -> int:
        """Where what is said at a place begins: with its clause, or behind the region or the last figure in it."""
        start = self._clause(Span(place, place)).start
        before = bisect_right(stops, place)
        last = stops[before - 1] if before else 0
        named = [one.span.stop for one in self.cast.between(start, place) if one.kind in ("region", "whole")]
        return max([start, last, *named])

    def _as_before(self, last: Series, number: Number, clause: Span) -> Series | None:
        """The ``last`` figure's measure again, in its list or of somebody else."""
        return listed_too(self.text, last, number) or named_instead(self.text, self.cast, last, number, clause)

    def _listed_from(self, numbers: Sequence[Number], which: int, claimed: int) -> int:
        """The end of the last figure before the list that one stands in, whose verb may speak of all: 出动|8车|42人."""
        nearest = max(claimed, numbers[which].span.start - VERB_REACH)
        while (
            which
            and numbers[which - 1].span.stop > nearest
            and is_listed(self.text, numbers[which - 1], numbers[which])
        ):
            which -= 1
        return numbers[which - 1].span.stop if which else 0

    def _is_condition(self, measure: Measure, number: Number, clause: Span) -> bool:
        """Whether a figure only tells which things are meant, how many such, or of each: 阅读量超|10万|的推文有|3篇."""
        if self.text.startswith("的", number.extent.stop):
            return True
        if not measure.where and _EVERY.search(self.text, clause.start, number.span.start):
            return True
        such = self.text.rfind("的", clause.start, number.extent.start)
        return such > clause.start and _OF_SUCH.fullmatch(self.text, such - 1, number.extent.start) is not None

    def _topic(self, words: Announcements, number: Number, own: Span) -> Measure | None:
        """What the clause before spoke of, where a figure's own says no more than how much: 粉丝数居全省第四，达|312万."""
        if not own.start or not _HOW_MUCH.fullmatch(self.text, own.start, number.extent.start):
            return None
        before = self._clause(Span(own.start - 1, own.start))
        known = words.ranked(number, before)
        if known or not words.ends_phrase(number):
            return known
        return words.measure(number, Span(before.start, own.stop))

    def _meant(self, measure: Measure, number: Number, clause: Span) -> Series | None:
        """The measure said of whom it is meant, where somebody is."""
        if measure.where:
            place = self.places.of(number.span.start, whole=measure.plain)
            return Series(measure, number, clause, place) if place else None
        each = self.text.rfind(EACH, clause.start, number.span.start)
        together = self.cast.together(each, measure.subjects) if each >= 0 else ()
        subject = together[0] if together else self.cast.meant(number.span.start, measure.subjects, clause.start)
        if (
            subject is None
            or roles.tells(self.text, subject)
            or (subject.span.start < clause.start and self._is_of_others(subject, number, clause))
        ):
            return None
        return Series(measure, number, clause, subject, together, each >= 0)

    def _is_of_others(self, subject: Subject, number: Number, clause: Span) -> bool:
        """Whether a clause speaks of somebody else than the one named before: of a company, or of a topic that anybody began."""
        if _OTHERS.match(self.text, clause.start):
            return True
        topic = _TOPIC.search(self.text, clause.start, number.span.start)
        return topic is not None and subject.span.start < self.cast.beginning(number.span.start)

    def _claim(self, said: Series) -> Claim:
        _, number, clause, subject, *_ = said
        sentence = max(self.cast.beginning(number.span.start), number.span.start - FAR)
        paragraph = self.cast.paragraph(sentence)
        time = self.calendar.holding(number, Span(sentence, clause.start), paragraph, periods=said.measure.plain)
        start = min(clause.start, subject.span.start) if sentence <= subject.span.start else clause.start
        return Claim(
            subject.id,
            said.measure.name,
            number.id,
            time.id if time else None,
            number.value,
            number.mod,
            number.unit,
            Span(start, number.extent.stop),
            f"{subject.kind}_{said.measure.name}",
        )

    def _is_part(self, said: Series, told: Mapping[str, int]) -> bool:
        """Whether a figure is a part of what was counted before: 其中亿元以上项目14个, 其中较大事故12起，死亡|36人."""
        before = told.get(said.measure.name, -1)
        start = said.clause.start
        if before < 0 or said.subject.span.start >= start:
            return False
        sentence = self.cast.beginning(said.number.span.start)
        if self.text.startswith("其中", start):
            return before >= (self.cast.beginning(sentence - 1) if sentence and start <= sentence else sentence)
        parts = self.text.rfind("其中", max(before, sentence), start) if said.measure.where else -1
        return parts >= 0 and said.subject.span.start < parts

    def _is_aim(self, number: Number, clause: Span) -> bool:
        """Whether a clause, or one before it in the sentence that nothing has made true since, speaks of an aim."""
        if _NO_CLAIM.search(self.text, clause.start, number.span.start):
            return True
        sentence = max(self.cast.beginning(number.span.start), clause.start - _LONGEST_SENTENCE)
        aim = _AIM.search(self.text, sentence, clause.start)
        return aim is not None and not (
            _TRUE.search(self.text, aim.end(), number.span.start) or self.calendar.between(aim.end(), number.span.start)
        )

    def _clause(self, figure: Span) -> Span:
        """The clause of a figure, which takes in the marks inside it (3,000); so much of it as is looked at."""
        start = max(0, figure.start - _LONGEST_CLAUSE)
        before = _TO_LAST_END.match(self.text, start, figure.start)
        mark = _CLAUSE_END.search(self.text, figure.stop, figure.stop + _LONGEST_CLAUSE)
        stop = mark.start() if mark else min(len(self.text), figure.stop + _LONGEST_CLAUSE)
        return Span(before.end() if before else start, stop)


def _once(claims: Sequence[Claim], title: int) -> list[Claim]:
    """The claims without those of the first line, which ends at ``title``, that the text makes again."""
    below = {claim[:2] + claim[4:7] for claim in claims if claim.span.start > title}
    return [claim for claim in claims if claim.span.start > title or claim[:2] + claim[4:7] not in below]


def _opening(one: Opening) -> Claim:
    return Claim(one.account, "opened", None, one.date, one.day, "exact", None, one.span, "opening")
