"""Mentions of bodies, as the grammar of their names has them: a head, a body, and perhaps an office inside it.

The head is a region (贵州省|公安厅), a level word that leaves the region to the context (省|公安厅), or nothing for bodies of
the nation (公安部). The scanner looks for the characters that forms end in and tests what stands before them, longest
form first; names of regions are then looked up leftwards from the form.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Final, Literal, NamedTuple, TypeAlias

from weibotext.agencies.bodies import Body, national, offices, regional
from weibotext.agencies.regions import load_gazetteer
from weibotext.phrases import Phrases
from weibotext.values import Span, Words

Designator: TypeAlias = Literal["省", "自治区", "市", "州", "盟", "地区", "县", "区", "旗"]
DESIGNATORS: Final[tuple[Designator, ...]] = ("自治区", "地区", "省", "市", "州", "盟", "县", "区", "旗")

_NOT_A_LEVEL: Final = frozenset("全各每本该外跨两")
_OFFICE_LENGTHS: Final = range(8, 2, -1)
_LEVEL_ONLY: Final = frozenset(("厅", "局"))
_GOES_ON: Final = {
    "委": frozenset("员托任派屈婉以实"),
    "部": frozenset("门队署分"),
    "局": frozenset("面部势限"),
    "厅": frozenset("堂"),
}
"""What follows a form's last character where that belongs to another word: 民政部|门, 市委|托."""

_YOUTH: Final = Body("共青团{region}委员会", "youth_league")
_AGAIN: Final = re.compile("该(?P<body>[局厅院部委办署])(?![长员])")
_YOUTH_LEAGUE = re.compile(
    rf"(?:共青)?团(?P<name>[\u4e00-\u9fff]{{2,14}}?)委(?:员会)?|团(?P<level>{'|'.join(DESIGNATORS)})委(?:员会)?"
)


class Named(NamedTuple):
    """One mention of a body as it is written, in clean coordinates.

    ``region`` is the region's name as written, ``level`` the level word that stands for one; bodies of the nation have
    neither. ``same`` is the last character of 该局, 该院 and the like, which name a body again. ``body`` is ``None``
    for 省厅, 市局 and the like, whose sort the context knows. ``office`` is the canonical form of an office inside the
    body.
    """

    span: Span
    body: Body | None
    region: str | None = None
    level: Designator | None = None
    office: str | None = None
    same: str | None = None


@cache
def region_names() -> frozenset[str]:
    """All names of regions that a scanner may look for."""
    return frozenset(load_gazetteer().names())


@cache
def _forms() -> Phrases:
    """The forms of all bodies, and the single characters that 省厅 and 市局 end in."""
    return Phrases([*regional(), *national(), *_LEVEL_ONLY])


@cache
def _regions() -> Phrases:
    return Phrases(sorted(region_names()))


def find_named(text: str) -> list[Named]:
    """The mentions of bodies in a clean text, in order and without overlap; a longer name wins over one inside it.

    >>> [(text[slice(*named.span)], named.region, named.level) for text in ["省公安厅和贵州省委"] for named in find_named(text)]
    [('省公安厅', None, '省'), ('贵州省委', '贵州省', None)]
    """
    found = [*_by_form(text), *_youth_league(text), *_again(text)]
    kept: list[Named] = []
    for named in sorted(found, key=lambda named: (named.span.start, -named.span.stop)):
        if kept and named.span.overlaps(kept[-1].span):
            if _length(named) <= _length(kept[-1]):
                continue
            kept.pop()
        kept.append(named)
    return [_with_office(text, named) for named in kept]


def _length(named: Named) -> int:
    return named.span.stop - named.span.start


def _by_form(text: str) -> Iterator[Named]:
    in_regions, in_nation = regional(), national()
    for span, form in _forms().find(text):
        if text[span.stop : span.stop + 1] in _GOES_ON.get(form[-1], ()):
            continue
        named = _headed(text, span, in_regions[form]) if form in in_regions else None
        if named is not None:
            yield named
        elif form in in_nation:
            yield Named(span, in_nation[form])
        elif form in _LEVEL_ONLY and (level := _level_headed(text, span, None)):
            yield level


def _headed(text: str, form: Span, body: Body) -> Named | None:
    start = _region_start(text, form.start)
    if start is None:
        return _level_headed(text, form, body)
    name = text[start : form.start]
    if body.canonical.endswith("委员会") and text[form.start] == "委" and not name.endswith(DESIGNATORS):
        return None
    outer = start
    while (further := _region_start(text, outer)) is not None:
        outer = further
    return Named(Span(outer, form.stop), body, region=name)


def _region_start(text: str, stop: int) -> int | None:
    """Where the longest name of a region begins that ends at ``stop``."""
    names = region_names()
    for length in _region_lengths().get(text[stop - 1 : stop], ()):
        if length <= stop and text[stop - length : stop] in names:
            return stop - length
    return None


@cache
def _region_lengths() -> dict[str, tuple[int, ...]]:
    """How long the names of regions are that end in a character, the longest first."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in region_names():
        lengths[name[-1]].add(len(name))
    return {last: tuple(sorted(known, reverse=True)) for last, known in lengths.items()}


def _level_headed(text: str, form: Span, body: Body | None) -> Named | None:
    for designator in DESIGNATORS:
        start = form.start - len(designator)
        if start >= 0 and text.startswith(designator, start):
            if start > 0 and text[start - 1] in _NOT_A_LEVEL:
                return None
            return Named(Span(start, form.stop), body, level=designator)
    return None


def _youth_league(text: str) -> Iterator[Named]:
    """团省委, 共青团贵州省委: the level or region stands inside the name."""
    for hit in _YOUTH_LEAGUE.finditer(text) if "团" in text else ():
        if hit["level"]:
            yield Named(Span(*hit.span()), _YOUTH, level=next(one for one in DESIGNATORS if one == hit["level"]))
        elif hit["name"] in region_names():
            yield Named(Span(*hit.span()), _YOUTH, region=hit["name"])


def _again(text: str) -> Iterator[Named]:
    """该局, 该院: a body named before."""
    for hit in _AGAIN.finditer(text) if "该" in text else ():
        yield Named(Span(*hit.span()), None, same=hit["body"])


def _with_office(text: str, named: Named) -> Named:
    """The mention with the office inside the body that follows it: 省公安厅|打拐办."""
    for length in _OFFICE_LENGTHS:
        form = text[named.span.stop : named.span.stop + length]
        if form in offices():
            stop = named.span.stop + len(form)
            return named._replace(span=Span(named.span.start, stop), office=offices()[form])
    return named


def find_regions(text: str, words: Words) -> Iterator[tuple[Span, str]]:
    """The regions named in a clean text, in order.

    A name with the character of its level (贵州省) counts anywhere, a bare one (贵州) where words begin and end.

    >>> [name for _, name in find_regions("贵州省和四川", Words.of(["贵州省", "和", "四川"]))]
    ['贵州省', '四川']
    """
    begins = set(words.starts)
    for span, name in _regions().find(text):
        if name[-1] in _LEVEL_CHARACTERS or (span.start in begins and (span.stop in begins or span.stop == len(text))):
            yield span, name


_LEVEL_CHARACTERS: Final = frozenset("省市州盟县区旗")
