"""Forms directly behind a head: a region, a foreign nation, or China by its short name."""

from __future__ import annotations

from functools import cache
from typing import Final

from weibotext.agencies.bodies import REGION, SHORT, Body
from weibotext.agencies.endings import kind
from weibotext.agencies.forms import Entry
from weibotext.agencies.named import DESIGNATORS, Designator, Head, Named
from weibotext.agencies.places import zone_parents
from weibotext.agencies.regions import load_gazetteer
from weibotext.agencies.scene import Met, Scene, inside
from weibotext.values import Span

YOUTH: Final = Body("共青团{region}委员会", "youth_league")
_WITH_BRANCHES: Final = ("中国人民银行", "国家外汇管理局", "中华人民共和国财政部", "中华人民共和国审计署", "国家能源局")
_BRANCHES: Final = frozenset("rk")
_NO_LEAGUE_BEFORE: Final = frozenset("集社表财剧旅师兵军")
_PARTY: Final = "中国共产党"
_OF_PLACES: Final = frozenset(("街道办事处", "派出所", "村民委员会", "镇人民政府", "乡人民政府", "苏木人民政府"))
_OF_SIGHTS: Final = frozenset(("管理局", "管理委员会"))


def headed(scene: Scene, entry: Entry, start: int, stop: int) -> Named | None:
    """A form directly behind the head met last."""
    head = scene.last
    if head.entry.nation:
        body = _abroad(scene, entry, head.entry.nation, start, stop)
        return posted(scene, Named(Span(head.start, stop), body, "abroad"), scene.before) if body else None
    if head.entry.country:
        return _of_china(scene, entry, head, stop)
    name = head.entry.place
    if name is None or (head.entry.bare and scene.starts and not scene.begins(start - len(name))):
        return None  # 天门|派出所, but not 朝天门派出所
    return _of_region(scene, entry, name, start, stop)


def _of_china(scene: Scene, entry: Entry, head: Met, stop: int) -> Named | None:
    """中国|特种部队, 中国|大使馆: what other nations have too."""
    if scene.text[head.start : head.stop] != "中国":
        return None
    if entry.central:  # 中国|民政部
        return Named(Span(head.start, stop), None, "nation", central=entry.central)
    if entry.foreign is None:
        return None
    sort = "foreign_affairs" if "馆" in entry.foreign.name else entry.foreign.kind.replace("foreign", "government")
    return Named(Span(head.start, stop), Body("中国" + entry.foreign.name, sort), "nation")


def _of_region(scene: Scene, entry: Entry, name: str, start: int, stop: int) -> Named | None:
    head = scene.last
    span = Span(head.start, stop)
    if entry.special and (own := entry.special.get(_special_code(name))):
        return Named(span, own.body, "region", region=name)
    if entry.local is None:
        return (
            _posted_office(scene, entry, head, stop)
            or _below_the_county(scene, entry, name, start, stop)
            or _branch(scene, entry, head, start, stop)
            or suffixed(scene, entry, span, start, region=name)
        )
    if scene.text[start] == "委":
        return _committee(scene, entry.local, name, start, stop)
    outer = _nation_before(scene, head)
    if outer is not None:
        return Named(Span(outer.span.start, stop), _whole(outer, entry.local), "region", region=name)
    system = _system_before(scene, head)
    if system is not None and system.body is not None:
        whole = system.body.named(system.region or "") + scene.text[head.start : stop]
        return Named(Span(system.span.start, stop), Body(whole, system.body.kind), "region", region=name)
    return Named(with_party(scene, span, entry.local), entry.local, "region", region=name)


def _whole(outer: Named, local: Body) -> Body:
    """A body of the nation in a region: 国家税务总局 with {region}税务局."""
    whole = outer.central.rows[-1].body if outer.central else outer.body or local
    own = local.canonical  # of 国家统计局{short}调查总队 the nation's body is part
    return Body(own if own.startswith(whole.canonical) else whole.canonical + own, local.kind)


def _system_before(scene: Scene, head: Met) -> Named | None:
    """The body directly before a region that no region's government holds: 上海铁路公安局|徐州|公安处."""
    before = scene.found[-1] if scene.found else None
    own = before and before.head == "region" and before.body and SHORT in before.body.canonical
    return before if before and own and before.span.stop == head.start else None


def _nation_before(scene: Scene, head: Met) -> Named | None:
    """The body of the nation directly before a region: 国家税务总局|贵州省|税务局."""
    before = scene.found[-1] if scene.found else None
    return before if before and before.head == "nation" and before.span.stop == head.start else None


def _abroad(scene: Scene, entry: Entry, nation: str, start: int, stop: int) -> Body | None:
    if entry.foreign:
        return Body(nation + entry.foreign.name, entry.foreign.kind)
    if entry.suffix and "f" in entry.suffix.heads and stop - start > 1:
        return Body(nation + entry.suffix.full, kind(entry.suffix, scene.text[start:stop], "foreign"))
    return None


def posted(scene: Scene, named: Named, before: Met) -> Named:
    """美国|驻|格鲁吉亚|大使馆, 中国|驻|法使馆: the body is the first nation's."""
    if named.body is None or before.stop != named.span.start - 1 or scene.text[before.stop] != "驻":
        return named
    nation = before.entry.nation or ("中国" if before.entry.country else None)
    if nation is None:
        return named
    own: Head = "abroad" if before.entry.nation else "nation"
    body = Body(f"{nation}驻{named.body.canonical}", named.body.kind if own == "abroad" else "foreign_affairs")
    return Named(Span(before.start, named.span.stop), body, own)


def _posted_office(scene: Scene, entry: Entry, head: Met, stop: int) -> Named | None:
    """拉萨海关|驻|聂拉木|办事处: an office of the body before it."""
    outer = scene.found[-1] if scene.found else None
    if entry.suffix is None or outer is None or outer.span.stop != head.start - 1 or scene.text[head.start - 1] != "驻":
        return None
    return inside(outer, scene.text[outer.span.stop : stop], stop)


def _below_the_county(scene: Scene, entry: Entry, name: str, start: int, stop: int) -> Named | None:
    """中山|街道办事处, 九寨沟|管理局: no city's, but of a street or sight with such a name."""
    suffix, before = entry.suffix, scene.before
    if suffix is None or not scene.last.entry.bare or name in zone_parents():
        return None
    if suffix.full not in _OF_PLACES and suffix.full not in _OF_SIGHTS:
        return None
    police = scene.found[-1] if scene.found and suffix.full == "派出所" else None
    if police and police.span.stop == scene.last.start and police.body and police.body.kind == "police":
        return inside(police, name + suffix.full, stop)  # 县公安局|大渡口|派出所
    outer = before.entry.place if before.stop == start - len(name) else None
    region = name if suffix.full in _OF_SIGHTS else outer
    return Named(Span(scene.last.start, stop), Body(name + suffix.full, kind(suffix, name)), "place", region=region)


def _branch(scene: Scene, entry: Entry, head: Met, start: int, stop: int) -> Named | None:
    """人民银行|深圳|分行, 国家矿山安全监察局|山西|局: what a body of the nation has in a region."""
    outer = _nation_before(scene, head)
    if entry.suffix is None or outer is None or not _BRANCHES.intersection(entry.suffix.heads):
        return None
    whole = outer.central.rows[-1].body if outer.central else outer.body
    if whole is None or ("k" in entry.suffix.heads and not whole.canonical.startswith(_WITH_BRANCHES)):
        return None
    form = entry.suffix.full if "k" in entry.suffix.heads else scene.text[start:stop]
    body = Body(whole.canonical + scene.text[head.start : start] + form, whole.kind)
    return Named(Span(outer.span.start, stop), body, "region", region=head.entry.place)


def suffixed(
    scene: Scene, entry: Entry, span: Span, start: int, *, region: str | None = None, level: Designator | None = None
) -> Named | None:
    """贵阳市|管委会, 市|指挥中心: what names end in, with no words before it."""
    suffix = entry.suffix
    if suffix is None or "r" not in suffix.heads or span.stop - start < 3:
        return None
    body = Body(REGION + suffix.full, kind(suffix, scene.text[start : span.stop]))
    return Named(span, body, "region" if region else "level", region=region, level=level)


def _committee(scene: Scene, body: Body, name: str, start: int, stop: int) -> Named | None:
    """贵州省|委, and 团贵州省|委: only behind the character of a level, as 贵州委 is nothing."""
    league = league_before(scene, scene.last.start) if stop - start in (1, 3) else None
    if league is not None:
        return Named(Span(league, stop), YOUTH, "region", region=name)
    if not name.endswith(DESIGNATORS):
        return None
    return Named(with_party(scene, Span(scene.last.start, stop), body), body, "region", region=name)


def with_party(scene: Scene, span: Span, body: Body) -> Span:
    """With 中共 before the name of a body of the Party."""
    own = body.canonical.startswith(_PARTY) and scene.text.startswith("中共", max(0, span.start - 2))
    return Span(span.start - 2, span.stop) if own and span.start > 1 else span


def league_before(scene: Scene, place: int) -> int | None:
    """Where 团 or 共青团 begins before 省委."""
    text = scene.text
    if place < 1 or text[place - 1] != "团" or (place > 1 and text[place - 2] in _NO_LEAGUE_BEFORE):
        return None
    return place - 3 if place > 2 and text.startswith("共青团", place - 3) else place - 1


@cache
def _special_code(name: str) -> str:
    """The code of the region of that name: of interest for Hong Kong, Macao and Taiwan."""
    known = load_gazetteer().lookup(name)
    return known[0].code if known else ""
