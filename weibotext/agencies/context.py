"""Where a text is set: the regions it names, the province it is about, and whom its level words stand for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from weibotext.agencies.named import DESIGNATORS, Designator, designator
from weibotext.agencies.places import NATION, Place, zone_parents
from weibotext.agencies.regions import Region, load_gazetteer
from weibotext.values import Span

PROVINCES: Final = ("省", "自治区")
NEAR: Final = 120
"""So far behind the name of a region may a body stand that has no head of its own, in a text that names several."""

_SOON: Final = 40
"""So soon behind a body may the first name of a region stand that the body is taken to be of."""

_SPECIAL: Final = ("810000", "820000")
_HEAD: Final = 120
"""So many first characters count double when the article's province is sought."""


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
        if level in PROVINCES:
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

    def province_before(self, place: int) -> Region | None:
        """The province named right before 全省: 海南省启动响应，|全省|转移11.8万人."""
        which = bisect_left(self._starts, place) - 1
        if which < 0 or place - self._starts[which] > _SOON:
            return None
        region = self.places[which].region
        return region if region.code.endswith("0000") and region.name.endswith(("省", "自治区")) else None

    def _topic(self, level: Designator, place: int, last: Region | None) -> Region | None:
        """The region named last, or the one that the text begins with and names far more often."""
        if last is None or level not in self._first:
            return last
        topic, often = self._first[level], self._often
        if topic.code == last.code or 2 * often.get(last.code, (last, 0))[1] > often[topic.code][1]:
            return last
        starts = self._starts
        just_before = self.places[bisect_left(starts, place - _SOON) : bisect_left(starts, place)]
        return last if any(one.region == last for one in just_before) else topic

    @cached_property
    def _starts(self) -> list[int]:
        return [one.span.start for one in self.places]

    @cached_property
    def _first(self) -> dict[Designator, Region]:
        """The region of each level that the first words name and the text most often."""
        first: dict[Designator, Region] = {}
        for span, region in self.places:
            if span.start >= _HEAD:
                break
            level = _designated(region)
            if level is None:
                continue
            if level not in first or self._often[region.code][1] > self._often[first[level].code][1]:
                first[level] = region
        return first

    @cached_property
    def _often(self) -> dict[str, tuple[Region, int]]:
        """The regions named, by their codes, and how often."""
        times = Counter([place.region.code for place in self.places])
        return {region.code: (region, times[region.code]) for _, region in self.places}

    @cached_property
    def _levels(self) -> dict[Designator, list[_Named]]:
        """The regions named of each level, in order, with their places: those of the province first, then all.

        Where some cities are named in full, the others (拉萨 in 拉萨海关) do not count.
        """
        home = (self.home or "")[:2]
        inner: dict[Designator, _Named] = {}
        every: dict[Designator, _Named] = {}
        cities = any(
            region.name[-1] == "市" and span.stop - span.start >= len(region.name) for span, region in self.places
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
                named[level].add(span.start, region)
        return {level: [inner[level], one] if level in inner else [one] for level, one in every.items()}

    def nearest(self, place: int, *, province: bool) -> Region | None:
        """The province, or the region below it named last, that a body without a head most likely belongs to."""
        if province:
            return load_gazetteer().by_code(self.home, self.on) if self.home else None
        starts, regions = self._below
        which = bisect_right(starts, place)
        if which and (place - starts[which - 1] <= NEAR or self._only_prefecture):
            return regions[which - 1]
        if self.home in _SPECIAL:
            return self._special.before(place) or load_gazetteer().by_code(self.home, self.on)
        return self._behind(place) if not which else None

    def _behind(self, place: int) -> Region | None:
        """The first region below a province named soon behind a place: of a chain (南京市|鼓楼区) the last."""
        starts, regions = self._below
        if not starts or starts[0] - place > _SOON:
            return None
        last = 0
        soon = bisect_right(starts, place + _SOON)
        while last + 1 < soon and starts[last + 1] - starts[last] <= len(regions[last].name):
            last += 1
        return regions[last]

    def county(self, place: int) -> Region | None:
        """The county that a body of a town most likely lies in: that of the nearest prefecture that was named last."""
        region = self.nearest(place, province=False)
        if region is None or region.level != "prefecture":
            return region
        counties = self._counties.get(region.code)
        return (counties.before(place) if counties else None) or region

    @cached_property
    def _counties(self) -> dict[str, _Named]:
        """The counties named, by the code of their prefecture."""
        counties: dict[str, _Named] = {}
        for span, region in self.places:
            if region.level == "county":
                counties.setdefault(region.parents[0], _Named([], [])).add(span.start, region)
        return counties

    @cached_property
    def _special(self) -> _Named:
        """Hong Kong and Macao, where they are named."""
        named = [one for one in self.places if one.region.code in _SPECIAL]
        return _Named([one.span.start for one in named], [one.region for one in named])

    def zone(self, place: int) -> str | None:
        """The zone that a body without a head most likely belongs to: one named before, and no region since."""
        which = bisect_left(self.zones, (place, "")) - 1
        if which < 0:
            return None
        start, name = self.zones[which]
        starts = self._below.starts
        below = bisect_right(starts, place)
        return None if below and starts[below - 1] > start else name

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
                    holding.setdefault(level, _Named([], [])).add(span.start, holder)
        return holding


class _Named(NamedTuple):
    """Regions in order, and where they are named."""

    starts: list[int]
    regions: list[Region]

    def add(self, start: int, region: Region) -> None:
        """One more, behind the others."""
        self.starts.append(start)
        self.regions.append(region)

    def before(self, place: int) -> Region | None:
        """The one named last before a place; ``None`` if there is none."""
        which = bisect_right(self.starts, place)
        return self.regions[which - 1] if which else None


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
_WHOLE: Final = re.compile(
    "全(?:(?<![天安完健齐]全)(?:(?P<level>省|市|州|县|区)(?!域)|(?<![^，。；：,;:\\s月份末底初]全)国(?![人政两首第各爱性范])"
    "|国(?=共|累计|已|完成|现有|接待|[超有][0-9]|公安机关|检察机关|大陆|总人口|常住人口|居民|城镇|农村|规模以上|社会消费品"
    "|固定资产|财政|一般公共预算|粮食|货物|房地产))|(?<=造成全)国)"
    "|该(?P<that>省|市|州|县|区)(?!域)|我(?:(?P<own>省|市|州|县|区)(?![域别分])|国)"
    "|31个省[（(](?:自治区、直辖市|区、市)[）)]和新疆生产建设兵团|各省[（(](?:自治区、直辖市|区、市)[）)]和新疆生产建设兵团"
)
"""全国 speaks of the nation where a clause begins with it, or what is counted follows (10月份全国共查处); elsewhere it is mostly a
field of comparison (全国首个). In the formula of the health commission the provinces and the corps are the nation."""


def whole_regions(text: str, context: Context) -> Iterator[Place]:
    """The regions that 全国, 全省, 我市 and the like stand for, in order."""
    for hit in _WHOLE.finditer(text):
        word = hit["level"] or hit["own"] or hit["that"]
        level = designator(word) if word else None
        if level is None:
            region: Region | None = NATION
        else:
            region = context.region(level, hit.start()) if hit["that"] else _whole(context, level, hit.start())
        if region:
            yield Place(Span(*hit.span()), region)


def _whole(context: Context, level: Designator, place: int) -> Region | None:
    province = context.province_before(place) if level in PROVINCES or level == "区" else None
    if province and level == "区" and not province.name.endswith("自治区"):
        province = None
    return province or context.whole(level, place) or _autonomous(context, level)


def _autonomous(context: Context, level: Designator) -> Region | None:
    """What 全区 is where no district is named: an autonomous region."""
    home = context.region("自治区", 0) if level == "区" else None
    return home if home and home.name.endswith("自治区") else None
