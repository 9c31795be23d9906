"""Who a mention names: its region from the context, its canonical name, and one entity for all its mentions.

省公安厅 is the body of the province that the article is about; 州政府 that of the prefecture named last. The province an
article is about is the one it names most often, by itself or by what lies in it; its title and first words count double.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import islice
from typing import Final, Literal, NamedTuple, TypeAlias

from weibotext.agencies.bodies import REGION, SHORT, Body
from weibotext.agencies.named import DESIGNATORS, Designator, Head, Named, designator
from weibotext.agencies.branches import POLICE_BRANCH, district_of, police_branch
from weibotext.agencies.places import NATION, Place, region_of, zone_parents
from weibotext.agencies.regions import Region, load_gazetteer
from weibotext.values import Span

Basis: TypeAlias = Literal[
    "full_name", "region_from_context", "national", "kind_from_context", "named_before", "handle", "unresolved"
]
_PROVINCES: Final = ("省", "自治区")
_NEAR: Final = 120
"""So far behind the name of a region may a body stand that has no head of its own, in a text that names several."""

_SOON: Final = 40
"""So soon behind a body may the first name of a region stand that the body is taken to be of."""

_COURTS: Final[Mapping[str, str]] = {"court": "人民法院", "procuratorate": "人民检察院"}
_COURT: Final = re.compile("[^院]+(?:法|检察)院(?=.)")
_SPECIAL: Final = ("810000", "820000")

_MOST_BEFORE: Final = 200
"""So many mentions are looked back through for the body that 该局 or 市局 names."""

_HEAD: Final = 120
"""So many first characters count double when the article's province is sought."""


class BodyMention(NamedTuple):
    """A mention with the body it names; ``region`` is ``None`` where the context does not tell."""

    span: Span
    name: str
    kind: str
    level: str | None
    region: Region | None
    basis: Basis


@dataclass(frozen=True)
class Context:
    """What a text tells of where it is set: the regions it names in order, and the province it is about.

    ``zones`` are the new areas and development zones that it names, with their places in the clean text.
    """

    places: tuple[Place, ...]
    home: str | None
    on: date | None
    zones: tuple[tuple[int, str], ...] = ()

    @classmethod
    def of(cls, found: Sequence[Place], on: date | None, names: Sequence[tuple[Span, str]] = ()) -> Context:
        """The context that the regions named in a text make, and the zones among the names."""
        weights: dict[str, int] = {}
        for (start, _), region in found:
            province = region.code[:2]
            weights[province] = weights.get(province, 0) + (2 if start < _HEAD else 1)
        weights.pop(NATION.code[:2], None)
        home = max(weights, key=lambda code: weights[code]) + "0000" if weights else None
        known = zone_parents()
        return cls(tuple(found), home, on, tuple((span.start, name) for span, name in names if name in known))

    def region(self, level: Designator, place: int) -> Region | None:
        """The region that a level word at ``place`` stands for: named before it or, failing that, behind."""
        if level in _PROVINCES:
            return load_gazetteer().by_code(self.home, self.on) if self.home else None
        for starts, regions in self._levels.get(level, ()):
            return regions[max(bisect_right(starts, place) - 1, 0)]
        return self._above(level, place)

    def whole(self, level: Designator, place: int) -> Region | None:
        """The region that 全市 at ``place`` stands for: not a city within the one that the article names more often."""
        region = self._topic(level, place, self.region(level, place))
        if region is None or level != "市" or region.level != "county":
            return region
        around = self._often.get(region.parents[0])
        often = self._often.get(region.code)
        return around[0] if around and often and around[1] >= often[1] and around[0].name.endswith("市") else region

    def _topic(self, level: Designator, place: int, last: Region | None) -> Region | None:
        """The region named last, or the one that the text begins with and names far more often."""
        if last is None or level not in self._first:
            return last
        topic, often = self._first[level], self._often
        if topic.code == last.code or 2 * often.get(last.code, (last, 0))[1] > often[topic.code][1]:
            return last
        near = any(one.region == last and 0 <= place - one.span.stop <= _SOON for one in self.places)
        return last if near else topic

    @cached_property
    def _first(self) -> dict[Designator, Region]:
        """The region of each level that the first words name and the text most often."""
        first: dict[Designator, Region] = {}
        for span, region in self.places:
            level = _designated(region)
            if span.start >= _HEAD or level is None:
                continue
            if level not in first or self._often[region.code][1] > self._often[first[level].code][1]:
                first[level] = region
        return first

    @cached_property
    def _often(self) -> dict[str, tuple[Region, int]]:
        """The regions named, by their codes, and how often."""
        times = Counter(place.region for place in self.places)
        return {region.code: (region, number) for region, number in times.items()}

    @cached_property
    def _levels(self) -> dict[Designator, list[_Named]]:
        """The regions named of each level, in order, with their places: those of the province first, then all.

        Where some cities are named in full, the others (拉萨 in 拉萨海关) do not count.
        """
        home = (self.home or "")[:2]
        inner: dict[Designator, _Named] = {}
        every: dict[Designator, _Named] = {}
        cities = any(
            _designated(region) == "市" and span.stop - span.start >= len(region.name) for span, region in self.places
        )
        last = None
        for span, region in self.places:
            if region is last:  # named again, as provinces often are
                continue
            last = region
            level = _designated(region)
            if level is None:
                continue
            if cities and level == "市" and span.stop - span.start < len(region.name):
                continue
            for named in (inner, every) if region.code.startswith(home) else (every,):
                if level not in named:
                    named[level] = _Named([], [])
                starts, regions = named[level]
                starts.append(span.start)
                regions.append(region)
        return {level: [inner[level], one] if level in inner else [one] for level, one in every.items()}

    def nearest(self, place: int, *, province: bool) -> Region | None:
        """The province, or the region below it named last, that a body without a head most likely belongs to."""
        if province:
            return load_gazetteer().by_code(self.home, self.on) if self.home else None
        starts, regions = self._below
        which = bisect_right(starts, place)
        if which and (place - starts[which - 1] <= _NEAR or self._only_prefecture):
            return regions[which - 1]
        if self.home in _SPECIAL:
            named = (region for span, region in reversed(self.places) if span.start <= place and region.code in _SPECIAL)
            return next(named, None)
        return self._behind(place) if not which else None

    def _behind(self, place: int) -> Region | None:
        """The first region below a province named soon behind a place: of a chain (南京市|鼓楼区) the last."""
        starts, regions = self._below
        if not starts or starts[0] - place > _SOON:
            return None
        last = 0
        while last + 1 < len(starts) and starts[last + 1] - starts[last] <= len(regions[last].name):
            last += 1
        return regions[last]

    def county(self, place: int) -> Region | None:
        """The county that a body of a town most likely lies in: that of the nearest prefecture that was named last."""
        region = self.nearest(place, province=False)
        if region is None or region.level != "prefecture":
            return region
        starts, regions = self._below
        before = regions[: bisect_right(starts, place)]
        inside = (one for one in reversed(before) if one.level == "county" and region.code in one.parents)
        return next(inside, region)

    def zone(self, place: int) -> str | None:
        """The zone that a body without a head most likely belongs to: one named before, and no region since."""
        start, name = next((one for one in reversed(self.zones) if one[0] < place), (-1, None))
        starts = self._below.starts
        which = bisect_right(starts, place)
        return None if which and starts[which - 1] > start else name

    @cached_property
    def _only_prefecture(self) -> bool:
        """Whether all regions named below a province lie in one prefecture."""
        return len({region.code[:4] for region in self._below.regions}) == 1

    @cached_property
    def _below(self) -> _Named:
        below = [one for one in self.places if one.region.level in ("prefecture", "county")]
        return _Named([one.span.start for one in below], [one.region for one in below])

    def _above(self, level: Designator, place: int) -> Region | None:
        """The region of a level that holds one named: 州 in an article about one of its counties."""
        named = self._holding.get(level)
        return named.regions[max(bisect_right(named.starts, place) - 1, 0)] if named else None

    @cached_property
    def _holding(self) -> dict[Designator, _Named]:
        """The regions of each level that hold those named, with the places where these are named."""
        holding: dict[Designator, _Named] = {}
        for span, region in self.places:
            for holder in _holders(region, self.on):
                level = _designated(holder)
                if level is not None:
                    starts, regions = holding.setdefault(level, _Named([], []))
                    starts.append(span.start)
                    regions.append(holder)
        return holding


class _Named(NamedTuple):
    """Regions in order, and where they are named."""

    starts: list[int]
    regions: list[Region]


@lru_cache(maxsize=4096)
def _holders(region: Region, on: date | None) -> tuple[Region, ...]:
    """The regions that hold one, the nearest first."""
    known = (load_gazetteer().by_code(code, on) for code in region.parents)
    return tuple(one for one in known if one)


def _designated(region: Region) -> Designator | None:
    """The level word that may stand for a region: 州 for 自治州, 县 for 自治县, 区 for a district."""
    code, name = region.code, region.name
    if code.endswith("0000"):
        return "市" if code[:2] in ("11", "12", "31", "50") else None
    return "地区" if name.endswith("地区") else _BY_LAST.get(name[-1])


_BY_LAST: Final[Mapping[str, Designator]] = {word: word for word in DESIGNATORS if len(word) == 1}
_WHOLE: Final = re.compile("全(?:(?P<level>省|市|州|县|区)(?!域)|(?<![^，。；：,;:\\s]全)国(?![人政两首第各爱性范]))")
"""全国 speaks of the nation where a clause begins with it; elsewhere it is mostly a field of comparison (全国首个)."""


def whole_regions(text: str, context: Context) -> Iterator[Place]:
    """The regions that 全国, 全省, 全市 and the like stand for, in order."""
    for hit in _WHOLE.finditer(text):
        level = designator(hit["level"]) if hit["level"] else None
        region = context.whole(level, hit.start()) if level else NATION
        if region:
            yield Place(Span(*hit.span()), region)


def resolve_bodies(named: Sequence[Named], context: Context) -> list[BodyMention]:
    """Each mention with the body it names; what the context leaves open stays as written, with ``unresolved``."""
    found: list[BodyMention] = []
    for one in named:
        mention = _RESOLVED[one.head](one, context, found)
        if mention is not None:
            found.append(mention)
    return found


def _again(one: Named, _: Context, found: Sequence[BodyMention]) -> BodyMention | None:
    """The body that 该局 names: the last one whose name ends so or, a paragraph on, the one named most often."""
    named = ((mention, _up_to(mention.name, one.same or "")) for mention in islice(reversed(found), _MOST_BEFORE))
    able = [mention._replace(name=whole) for mention, whole in named if whole]
    if not able:
        return None
    last = able[0]
    if one.span.start - last.span.stop > _NEAR:
        times = Counter(mention.name for mention in able)
        last = max(able, key=lambda mention: times[mention.name])
    return last._replace(span=one.span, basis="named_before")


def _up_to(name: str, sign: str) -> str | None:
    """A name that ends with a sign, or the body that it is an office of: 耒阳市人民法院|执行局 for 该院."""
    if name.endswith(sign):
        return name
    court = _COURT.match(name) if sign == "院" else None
    return court[0] if court else None


def _national(one: Named, context: Context, _: Sequence[BodyMention]) -> BodyMention | None:
    body = one.central.on(context.on) if one.central else one.body
    if body is None:
        return None
    return BodyMention(one.span, body.canonical + (one.office or ""), body.kind, "nation", NATION, "national")


def _abroad(one: Named, _: Context, __: Sequence[BodyMention]) -> BodyMention | None:
    """A body of another nation, or one that history or the world knows: no region, no level."""
    if one.body is None:
        return None
    return BodyMention(one.span, one.body.canonical + (one.office or ""), one.body.kind, None, None, "full_name")


def _alone(one: Named, context: Context, found: Sequence[BodyMention]) -> BodyMention | None:
    """教育局 or 海军 by itself: the last body named that ends so, or that of the only region the text is about."""
    body = one.body
    if body is None:
        return None
    ending = body.canonical.replace(REGION, "").replace(SHORT, "")
    for mention in islice(reversed(found), _MOST_BEFORE):
        if mention.kind == body.kind and mention.name.endswith(ending) and mention.region != NATION:
            return mention._replace(span=one.span, name=mention.name + (one.office or ""), basis="named_before")
    zone = context.zone(one.span.start) if context.zones and ending.endswith("局") else None
    if zone is not None:
        return _zoned(one._replace(region=zone), body, zone_parents()[zone], context)
    region = context.nearest(one.span.start, province=ending.endswith("厅")) if REGION in body.canonical else None
    if region is None and body.vague:  # 派出所民警来回跑了三趟
        return None
    if region is None:
        return BodyMention(one.span, ending + (one.office or ""), body.kind, None, None, "unresolved")
    return _mention(one, body, region, "region_from_context")


def _placed(one: Named, context: Context, _: Sequence[BodyMention]) -> BodyMention | None:
    """督院街派出所: in the region named with it, or the nearest one."""
    if one.body is None:
        return None
    if one.region:
        region, basis = region_of(one.region, context.on, within=context.home), "full_name"
    else:
        region, basis = context.county(one.span.start), "region_from_context"
    settled: Basis = "unresolved" if region is None else "full_name" if basis == "full_name" else "region_from_context"
    return BodyMention(one.span, one.body.canonical + (one.office or ""), one.body.kind, "township", region, settled)


def _zoned(one: Named, body: Body, parent: str, context: Context) -> BodyMention:
    """A body of a zone: its own name before it, and the region that holds it."""
    region = load_gazetteer().by_code(parent, context.on) or load_gazetteer().by_code(parent)
    name = body.named(one.region or "")
    if parent.startswith("71"):
        name = name.replace("人民政府", "政府")
    level = _BELOW.get(region.level if region else "", "county")
    return BodyMention(one.span, name + (one.office or ""), body.kind, level, region, "full_name")


def _regional(one: Named, context: Context, found: Sequence[BodyMention]) -> BodyMention | None:
    body = one.body or _body_before(one, found)
    if body is None:
        return None
    if body.canonical == POLICE_BRANCH and one.region is not None:
        branch = police_branch(one.region, context.on, context.home)
        if branch is not None:
            return _mention(one, *branch, "full_name")
    if one.region is not None:
        parent = zone_parents().get(one.region)
        region = region_of(one.region, context.on, within=context.home)
        if parent is not None and region is None:
            return _zoned(one, body, parent, context)
        basis: Basis = "full_name"
    else:
        region, basis = context.whole(one.level or "省", one.span.start), "region_from_context"
    if region is None and one.level == "州" and not context.places:  # a state of another nation
        return None
    if region is None:
        name = body.named(one.level or "") + (one.office or "")
        return BodyMention(one.span, name, body.kind, _LEVELS.get(one.level or ""), None, "unresolved")
    if one.office and "分局" in one.office:
        inner = district_of(one.office, region, context.on)
        return BodyMention(one.span, body.of(region) + one.office, body.kind, inner.level, inner, basis)
    return _mention(one, body, region, "kind_from_context" if one.body is None else basis)


def _mention(one: Named, body: Body, region: Region, basis: Basis) -> BodyMention:
    """A mention of a region's body, perhaps with an office in it."""
    return BodyMention(one.span, body.of(region, one.office or ""), body.kind, region.level, region, basis)


def _body_before(one: Named, found: Sequence[BodyMention]) -> Body | None:
    """What 省厅 or 市局 means: a body of the kind named last, with its ending."""
    if not found or one.level is None:
        return None
    if one.same == "院":
        last_court = next((mention for mention in islice(reversed(found), _MOST_BEFORE) if mention.name.endswith("院")), None)
        sort = last_court and _COURTS.get(last_court.kind)
        return Body(REGION + sort, last_court.kind) if last_court and sort else None
    ending = "厅" if one.level in _PROVINCES else "局"
    for last in (ending, ("厅", "局")):
        for mention in islice(reversed(found), _MOST_BEFORE):
            stem = mention.name.removeprefix(mention.region.name) if mention.region else ""
            if stem.endswith(last) and len(stem) <= 8 and "分局" not in stem:
                return Body("{region}" + stem[:-1] + ending, mention.kind)
    return Body("{region}公安" + ending, "police") if found[-1].kind == "police" else None


_RESOLVED: Final[Mapping[Head, Callable[[Named, Context, Sequence[BodyMention]], BodyMention | None]]] = {
    "region": _regional,
    "level": _regional,
    "nation": _national,
    "abroad": _abroad,
    "alone": _alone,
    "place": _placed,
    "again": _again,
}
_BELOW: Final[Mapping[str, str]] = {"nation": "province", "province": "prefecture", "prefecture": "county"}
_LEVELS: Final[Mapping[str, str]] = {
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
