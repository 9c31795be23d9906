"""Figures that say more of what was just measured: growth, lists, and clauses that name but another subject."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from weibotext.observations.given import Number, Subject
from weibotext.observations.measures import Measure
from weibotext.observations.subjects import Cast
from weibotext.values import Span

EACH: Final = "分别"
"""What shares figures out among subjects, or among places that have the measure apart: 分别为21.3万和17.8万."""

_GROWN: Final = re.compile(
    "[^，。；：、\n]{0,4}(?:增|涨|升|长|加|展|高|变|跃|扩|大|跌|降|减|少)[^，。；：、\n]?(?:至|到|为|成)[^，。；：、\n]{0,4}"
)
_AND: Final = re.compile("和|、|与|及|以及|，")
_LISTED: Final = re.compile("、[^，。；：、\n受收接立等]{1,8}|(?:和|以及)[^，。；：、\n受收接立等]{1,8}")
_VEHICLES: Final = frozenset("辆台艘架车")
_PEOPLE: Final = frozenset("人名")
_CREW: Final = re.compile("[^，。；：、,\n]{0,8}[，、,和及与]?")
_HAS: Final = re.compile("[”」]?(?:已|则|也|共|各|就|分别)*(?:占|有|为|达到?|是|拥有)了?")

_LONGEST_LINK: Final = 14


class Series(NamedTuple):
    """What a figure says of whom, and what the figures behind it may go on with.

    ``clause`` is the clause of the first of them, ``together`` those that share the figures out, each in turn, and
    ``each`` tells whether any are shared out.
    """

    measure: Measure
    number: Number
    clause: Span
    subject: Subject
    together: Sequence[Subject] = ()
    each: bool = False


def goes_on(text: str, last: Series, number: Number) -> Series | None:
    """What a figure says that goes on with the last one's: 由2300人|增至|38.6万人, 分别为21.3万|和|17.8万.

    >>> from weibotext.observations.measures import measures
    >>> def number(start, stop, unit):
    ...     return Number("f", Span(start, stop), Span(start, stop), "1", "exact", unit, None)
    >>> account = Subject(Span(0, 5), "account", "w1")
    >>> last = Series(measures()[0], number(8, 13, "人"), Span(0, 21), account)
    >>> goes_on("@绵阳发布粉丝由2300人增至38.6万人", last, number(15, 21, "人")).subject.id
    'w1'
    """
    stop, start = last.number.span.stop, number.extent.start
    if start - stop > _LONGEST_LINK or number.per != last.number.per or not last.measure.counts(number.unit):
        return None
    if last.each and _AND.fullmatch(text, stop, start):
        return _next_share(last, number)
    return last._replace(number=number) if _GROWN.fullmatch(text, stop, start) else None


def _next_share(last: Series, number: Number) -> Series | None:
    """What is shared out to the next of those named together, where it is to them."""
    if len(last.together) == 1:
        return None
    rest = last.together[1:]
    return last._replace(number=number, subject=rest[0] if rest else last.subject, together=rest)


def listed_too(text: str, last: Series, number: Number) -> Series | None:
    """What a figure says that nothing else announces, in a list of such things: 破获刑事案件389起|、经济案件|41起."""
    if not last.measure.lists or number.unit != last.number.unit or not is_listed(text, last.number, number):
        return None
    return last._replace(number=number)


def is_listed(text: str, one: Number, two: Number) -> bool:
    """Whether two figures belong to one list: 6批次|42名, 车辆28台|、警力|420人."""
    stop, start = one.span.stop, two.extent.start
    return (
        stop == start
        or is_manned(text, one, two)
        or (start - stop <= _LONGEST_LINK and _LISTED.fullmatch(text, stop, start) is not None)
    )


def is_manned(text: str, one: Number, two: Number) -> bool:
    """Whether people go with vehicles, or are those of households: 3辆|消防车|16名, 10辆|警车，|70名, 397户|、|1025人."""
    stop, start = one.span.stop, two.extent.start
    if one.unit == "户":
        return two.unit in _PEOPLE and text[stop:start] in ("", "、")
    return (
        one.unit in _VEHICLES and 0 <= start - stop <= _LONGEST_LINK and _CREW.fullmatch(text, stop, start) is not None
    )


def named_instead(text: str, cast: Cast, last: Series, number: Number, clause: Span) -> Series | None:
    """What a clause says that gives no more than a subject and a figure: 共有政务微博2846个，|沈阳市占713个."""
    if (
        number.unit != last.number.unit
        or number.per != last.number.per
        or cast.beginning(clause.start) > last.clause.start
    ):
        return None
    for kind in ("account", "agency", "region"):
        named = [one for one in cast.between(clause.start, number.span.start) if one.kind == kind]
        if not named or kind not in last.measure.subjects or named[0].span.start > clause.start + 1:
            continue
        each = text.rfind(EACH, named[-1].span.stop, number.span.start)
        together = cast.together(each, (named[0].kind,)) if each >= 0 else ()
        if _HAS.fullmatch(text, named[-1].span.stop, number.extent.start) and (together or len(named) == 1):
            return Series(last.measure, number, clause, named[0], together, each >= 0)
    return None
