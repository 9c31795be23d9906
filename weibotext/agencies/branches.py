"""Bodies of a district that are branches of the city's: 海淀公安分局 is 北京市公安局海淀分局, and of the district."""

from __future__ import annotations

from datetime import date
from typing import Final

from weibotext.agencies.bodies import REGION, Body
from weibotext.agencies.places import region_of
from weibotext.agencies.regions import Region, load_gazetteer
from weibotext.patterns import deferred

POLICE_BRANCH: Final = REGION + "公安分局"
_BRANCH: Final = deferred("(?P<district>[\u4e00-\u9fff]{2,6}?)分局")
_CITY_POLICE: Final = "公安局"


def police_branch(district: str, on: date | None, within: str | None) -> tuple[Body, Region] | None:
    """The branch of the city's police in a district, by the district's name as written, and the district.

    ``None`` where no city holds a district of that name: a county's police is no branch.

    >>> police_branch("朝阳", None, "110000")
    (Body(canonical='北京市公安局朝阳分局', kind='police', alone=False, vague=False), Region(code='110105', name='朝阳区'))
    """
    region = region_of(_in_full(district), on, within=within)
    if region is None or region.level != "county":
        return None
    city = load_gazetteer().by_code(region.parents[0], on)
    return (Body(f"{city.name}{_CITY_POLICE}{district}分局", "police"), region) if city else None


def district_of(office: str, region: Region, on: date | None) -> Region:
    """The district whose branch an office of a city's body is, or the city: 郑州市公安局|金水分局 is 金水区's.

    >>> district_of("金水分局", Region("410100", "郑州市"), None)
    Region(code='410105', name='金水区')
    """
    branch = _BRANCH.match(office)
    if branch is None:
        return region
    known = region_of(_in_full(branch["district"]), on, within=region.code)
    return known if known and region.code in known.parents else region


def _in_full(district: str) -> str:
    """海淀 is 海淀区; what is named with its level stays."""
    return district if district[-1] in "区县市" else f"{district}区"
