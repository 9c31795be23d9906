"""The regions that names in a text stand for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Final, NamedTuple

from weibotext.agencies.regions import Region, load_gazetteer, load_zones
from weibotext.values import Span

NATION: Final = Region("000000", "中华人民共和国")


class Place(NamedTuple):
    """A region named at a place in the clean text."""

    span: Span
    region: Region


def places(regions: Sequence[tuple[Span, str]], on: date | None) -> list[Place]:
    """The regions that names stand for, in their order; an ambiguous name is of the province named nearest before."""
    found: list[Place] = []
    province: str | None = None
    known: dict[str, Region | None] = {}
    for span, name in regions:
        if name not in known:
            known[name] = region_of(name, on, within=province)
        region = known[name]
        if region is None:
            continue
        found.append(Place(span, region))
        if region.code[:2] != (province or NATION.code)[:2] and region.code != NATION.code:
            province, known = region.code[:2] + "0000", {}
    return found


@lru_cache(maxsize=8192)
def region_of(name: str, on: date | None, *, within: str | None) -> Region | None:
    """The region of that name, preferably within another; the highest level first, ``None`` if there is none.

    A district may be named without its last character (海淀), which is safe only before a body.

    >>> region_of("朝阳", None, within=None), region_of("朝阳", None, within="110000")
    (Region(code='211300', name='朝阳市'), Region(code='110105', name='朝阳区'))
    """
    gazetteer = load_gazetteer()
    names = (name, f"{name}区", f"{name}县")
    near = (gazetteer.lookup(full, on=on, within=within) for full in names if within)
    dated = (gazetteer.lookup(full, on=on) for full in names)
    past = (gazetteer.lookup(full) for full in names)
    return next((known[0] for tries in (near, dated, past) for known in tries if known), None)


@cache
def zone_parents() -> Mapping[str, str]:
    """The code of the region that holds a new area, a development zone or a city of Taiwan, by its name."""
    return {zone.name: zone.parent for zone in load_zones()}
