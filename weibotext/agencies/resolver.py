"""Who a mention names: its region from the context, its canonical name, and one entity for all its mentions.

省公安厅 is the body of the province that the article is about; 州政府 that of the prefecture named last. The province an
article is about is the one it names most often, by itself or by what lies in it; its title and first words count double.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

from weibotext.agencies.bodies import Body
from weibotext.agencies.grammar import DESIGNATORS, Designator, Named, find_regions
from weibotext.agencies.regions import Region, load_gazetteer
from weibotext.values import Span, Words

Basis: TypeAlias = Literal[
    "full_name", "region_from_context", "national", "kind_from_context", "named_before", "handle", "unresolved"
]
NATION: Final = Region("000000", "中华人民共和国")
_PROVINCES: Final = ("省", "自治区")
_HEAD: Final = 120
"""So many first characters count double when the article's province is sought."""


class Place(NamedTuple):
    """A region named at a place in the clean text."""

    span: Span
    region: Region


class BodyMention(NamedTuple):
    """A mention with the body it names; ``region`` is ``None`` where the context does not tell."""

    span: Span
    name: str
    kind: str
    level: str | None
    region: Region | None
    basis: Basis


def places(text: str, words: Words, on: date | None) -> list[Place]:
    """The regions that a clean text names, in order; an ambiguous name is of the province named nearest before."""
    found: list[Place] = []
    province: str | None = None
    for span, name in find_regions(text, words):
        region = region_of(name, on, within=province)
        if region is None:
            continue
        province = region.code[:2] + "0000" if region.code != NATION.code else province
        found.append(Place(span, region))
    return found


@lru_cache(maxsize=8192)
def region_of(name: str, on: date | None, *, within: str | None) -> Region | None:
    """The region of that name, preferably within another; the highest level first, ``None`` if there is none."""
    gazetteer = load_gazetteer()
    near = gazetteer.lookup(name, on=on, within=within) if within else ()
    known = near or gazetteer.lookup(name, on=on) or gazetteer.lookup(name)
    return known[0] if known else None


@dataclass(frozen=True, slots=True)
class Context:
    """What a text tells of where it is set: the regions it names in order, and the province it is about."""

    places: tuple[Place, ...]
    home: str | None
    on: date | None

    @classmethod
    def of(cls, found: Sequence[Place], on: date | None) -> Context:
        """The context that the regions named in a text make."""
        weights: Counter[str] = Counter()
        for place in found:
            weights[place.region.code[:2] + "0000"] += 2 if place.span.start < _HEAD else 1
        weights.pop(NATION.code, None)
        return cls(tuple(found), max(weights, key=lambda code: weights[code]) if weights else None, on)

    def region(self, level: Designator, place: int) -> Region | None:
        """The region that a level word at ``place`` stands for: named before it or, failing that, behind."""
        if level in _PROVINCES:
            return load_gazetteer().by_code(self.home, self.on) if self.home else None
        before = bisect_right([found.span.start for found in self.places], place)
        nearest = [*reversed(self.places[:before]), *self.places[before:]]
        fitting = [found.region for found in nearest if _designated(found.region, level)]
        at_home = [region for region in fitting if self.home is None or region.code[:2] == self.home[:2]]
        return next(iter(at_home or fitting), None) or self._above(level, nearest)

    def _above(self, level: Designator, nearest: Sequence[Place]) -> Region | None:
        """The region of a level that holds one named: 州 in an article about one of its counties."""
        codes = (code for found in nearest for code in found.region.parents)
        regions = (load_gazetteer().by_code(code, self.on) for code in codes)
        return next((region for region in regions if region and _designated(region, level)), None)


def _designated(region: Region, level: Designator) -> bool:
    """Whether a region may be called by a level word: 州 for 自治州, 县 for 自治县, 区 for a district."""
    if region.level in ("nation", "province"):
        return level == "市" and region.code[:2] in ("11", "12", "31", "50")
    return next((word for word in DESIGNATORS if region.name.endswith(word)), None) == level


_WHOLE: Final = re.compile("全(?P<level>省|市|州|县|区)(?!域)")


def whole_regions(text: str, context: Context) -> Iterator[Place]:
    """The regions that 全省, 全市 and the like stand for, in order."""
    for hit in _WHOLE.finditer(text):
        level = next(one for one in DESIGNATORS if one == hit["level"])
        if region := context.region(level, hit.start()):
            yield Place(Span(*hit.span()), region)


def resolve_bodies(named: Sequence[Named], context: Context) -> list[BodyMention]:
    """Each mention with the body it names; what the context leaves open stays as written, with ``unresolved``."""
    found: list[BodyMention] = []
    for one in named:
        body = one.body or _body_before(one, found)
        if one.same is not None:
            found += _again(one, found)
        elif body is not None:
            found.append(_resolved(one, body, context))
    return found


def _again(one: Named, found: Sequence[BodyMention]) -> list[BodyMention]:
    """The body that 该局 names: the last one whose name ends so; none if there is none."""
    last = next((mention for mention in reversed(found) if mention.name.endswith(one.same or "")), None)
    return [] if last is None else [last._replace(span=one.span, basis="named_before")]


def _body_before(one: Named, found: Sequence[BodyMention]) -> Body | None:
    """What 省厅 or 市局 means: a body of the kind named last, with its ending."""
    if not found or one.level is None:
        return None
    last = found[-1]
    for mention in reversed(found):
        stem = mention.name.removeprefix(mention.region.name) if mention.region else ""
        if stem.endswith(("厅", "局")) and len(stem) <= 8:
            ending = "厅" if one.level in _PROVINCES else "局"
            return Body("{region}" + stem[:-1] + ending, mention.kind)
    return (
        Body("{region}公安厅" if one.level in _PROVINCES else "{region}公安局", "police")
        if last.kind == "police"
        else None
    )


def _resolved(one: Named, body: Body, context: Context) -> BodyMention:
    if one.region is None and one.level is None:
        return BodyMention(one.span, body.canonical + (one.office or ""), body.kind, "nation", NATION, "national")
    if one.region is not None:
        region, basis = region_of(one.region, context.on, within=context.home), "full_name"
    else:
        region, basis = context.region(one.level or "省", one.span.start), "region_from_context"
    if region is None:
        name = body.named(one.level or "") + (one.office or "")
        return BodyMention(one.span, name, body.kind, _LEVELS.get(one.level or ""), None, "unresolved")
    name = body.named(region.name) + (one.office or "")
    settled: Basis = (
        "kind_from_context" if one.body is None else "full_name" if basis == "full_name" else "region_from_context"
    )
    return BodyMention(one.span, name, body.kind, region.level, region, settled)


_LEVELS: Final = {
    "省": "province",
    "自治区": "province",
    "市": "prefecture",
    "州": "prefecture",
    "盟": "prefecture",
    "地区": "prefecture",
    "县": "county",
    "区": "county",
    "旗": "county",
}
