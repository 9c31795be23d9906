"""Who a mention names: its region from the context, its canonical name, and one entity for all its mentions.

省公安厅 is the body of the province that the article is about; 州政府 that of the prefecture named last. The province an
article is about is the one it names most often, by itself or by what lies in it; its title and first words count double.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import Final, Literal, NamedTuple, TypeAlias

from weibotext.agencies.bodies import REGION, SHORT, Body, with_office
from weibotext.agencies.branches import POLICE_BRANCH, district_of, police_branch
from weibotext.agencies.context import NEAR, PROVINCES, Context
from weibotext.agencies.named import Head, Named
from weibotext.agencies.open_names import kind_of
from weibotext.agencies.places import NATION, region_of, zone_parents
from weibotext.agencies.regions import Region, load_gazetteer
from weibotext.patterns import deferred
from weibotext.values import Span

Basis: TypeAlias = Literal[
    "full_name", "region_from_context", "national", "kind_from_context", "named_before", "handle", "unresolved"
]
_COURTS: Final[Mapping[str, str]] = {"court": "人民法院", "procuratorate": "人民检察院"}
_COURT: Final = deferred("[^院]+(?:法|检察)院(?=.)")
_COUNCIL: Final = "国务院"
_STATION: Final = "派出所"
_MOST_BEFORE: Final = 200
"""So many mentions are looked back through for the body that 该局 or 市局 names."""


class BodyMention(NamedTuple):
    """A mention with the body it names; ``region`` is ``None`` where the context does not tell."""

    span: Span
    name: str
    kind: str
    level: str | None
    region: Region | None
    basis: Basis


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
    if one.span.start - last.span.stop > NEAR:
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
    name, kind = with_office(body.canonical, one.office or ""), body.kind
    if one.office and body.canonical.endswith(
        _COUNCIL
    ):  # 国务院第七次全国人口普查领导小组, and no 中华人民共和国 before it
        name, kind = _COUNCIL + one.office, kind_of(one.office, kind)
    return BodyMention(one.span, name, kind, "nation", NATION, "national")


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


def _placed(one: Named, context: Context, found: Sequence[BodyMention]) -> BodyMention | None:
    """督院街派出所: in the region named with it, or the nearest one; or the one that was named in full before."""
    if one.body is None:
        return None
    if not one.region and one.body.canonical.endswith(_STATION) and (known := _in_full(one.body.canonical, found)):
        return known._replace(span=one.span, basis="named_before")
    if one.region:
        region, basis = region_of(one.region, context.on, within=context.home), "full_name"
    else:
        region, basis = context.county(one.span.start), "region_from_context"
    settled: Basis = "unresolved" if region is None else "full_name" if basis == "full_name" else "region_from_context"
    return BodyMention(one.span, one.body.canonical + (one.office or ""), one.body.kind, "township", region, settled)


def _in_full(station: str, found: Sequence[BodyMention]) -> BodyMention | None:
    """The station of that name that is told of with its police before: 中牟县公安局|东风路派出所."""
    last = islice(reversed(found), _MOST_BEFORE)
    return next((one for one in last if one.name.endswith(station) and one.name != station), None)


def _zoned(one: Named, body: Body, parent: str, context: Context) -> BodyMention:
    """A body of a zone: its own name before it, and the region that holds it."""
    region = load_gazetteer().named(parent, context.on)
    name = body.named(one.region or "")
    if parent.startswith("71"):
        name = name.replace("人民政府", "政府")
    level = _BELOW.get(region.level if region else "", "county")
    return BodyMention(one.span, name + (one.office or ""), body.kind, level, region, "full_name")


def _regional(one: Named, context: Context, found: Sequence[BodyMention]) -> BodyMention | None:
    body = one.body or _body_before(one, found)
    if body is None:
        return None
    if one.region is not None:
        mention = _of_a_named_region(one, body, one.region, context)
        return _branch_before(mention, found) if body.vague or body.canonical == POLICE_BRANCH else mention
    region = context.whole(one.level or "省", one.span.start)
    if region is None and one.level == "州" and not context.places:  # a state of another nation
        return None
    return _of_region(one, body, region, "kind_from_context" if one.body is None else "region_from_context", context)


def _branch_before(mention: BodyMention, found: Sequence[BodyMention]) -> BodyMention:
    """渝中区警方 and 渝中公安分局 are the branch of the city's police that was named before, where one was."""
    if mention.region is None or mention.level != "county":
        return mention
    last = islice(reversed(found), _MOST_BEFORE)
    branch = next((one for one in last if one.region == mention.region and one.name.endswith("分局")), None)
    return mention._replace(name=branch.name) if branch else mention


def _of_a_named_region(one: Named, body: Body, name: str, context: Context) -> BodyMention:
    """贵州省|公安厅, 朝阳|公安分局, 贵安新区|管委会."""
    if body.canonical == POLICE_BRANCH and (branch := police_branch(name, context.on, context.home)):
        return _mention(one, *branch, "full_name")
    region = region_of(name, context.on, within=context.home)
    parent = zone_parents().get(name)
    if parent is not None and region is None:
        return _zoned(one, body, parent, context)
    return _of_region(one, body, region, "full_name", context)


def _of_region(one: Named, body: Body, region: Region | None, basis: Basis, context: Context) -> BodyMention:
    """A body of a region, or one that stays as written where the context does not tell the region."""
    if region is None:
        name = body.named(one.level or "") + (one.office or "")
        return BodyMention(one.span, name, body.kind, _LEVELS.get(one.level or ""), None, "unresolved")
    if body.canonical == POLICE_BRANCH and (branch := police_branch(region.name, context.on, region.code)):
        return _mention(one, *branch, basis)
    mention = _mention(one, body, region, basis)
    if one.office and "分局" in one.office:
        inner = district_of(one.office, region, context.on)
        return mention._replace(region=inner, level=inner.level)
    return mention


def _mention(one: Named, body: Body, region: Region, basis: Basis) -> BodyMention:
    """A mention of a region's body, perhaps with an office in it."""
    return BodyMention(one.span, body.of(region, one.office or ""), body.kind, region.level, region, basis)


def _body_before(one: Named, found: Sequence[BodyMention]) -> Body | None:
    """What 省厅 or 市局 means: a body of the kind named last, with its ending."""
    if not found or one.level is None:
        return None
    if one.same == "院":
        last_court = next(
            (mention for mention in islice(reversed(found), _MOST_BEFORE) if mention.name.endswith("院")), None
        )
        sort = last_court and _COURTS.get(last_court.kind)
        return Body(REGION + sort, last_court.kind) if last_court and sort else None
    ending = "厅" if one.level in PROVINCES else "局"
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
