"""Forms without a head directly before: bodies that stand by themselves, and names that no list holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from weibotext.agencies.bodies import REGION, SHORT, Body, Suffix
from weibotext.agencies.endings import common, in_full, kind
from weibotext.agencies.forms import Entry, district_stems
from weibotext.agencies.headed import posted
from weibotext.agencies.levels import is_level, of_all
from weibotext.agencies.named import LEVEL_ENDS, Named, designator
from weibotext.agencies.open_names import Reached, may_name, place_before, township_before, walk, word_at
from weibotext.agencies.scene import SPECIAL_NAMES, Scene, inside
from weibotext.patterns import deferred
from weibotext.values import Span

_NOT_BEHIND: Final[Mapping[str, tuple[str, ...]]] = {"陆军": ("中央", "莫")}
"""What stands before a form that then is none: 中央|陆军 is a football club."""

_NOT_BEFORE: Final[Mapping[str, tuple[str, ...]]] = {"联合国": ("内", "家", "务院", "资委", "有", "土")}
"""What stands behind a form that then is none: 微博联合国|内机构."""

_ENDS_OF_ZONES: Final = """
园区 新区 景区 开发区 高新区 经开区 功能区 度假区 保税区 示范区 管理区 港区 工业区 综保区 垦区 名胜区 风景区 旅游区 试验区 合作区
自贸区 保护区 产业园 科技园 工业园 新城
"""
_ZONES: Final = tuple(_ENDS_OF_ZONES.split())
"""What the names of zones and sights end in, which have bodies of their own."""

_ZONES_BACK: Final = 50
_LONGEST_TURN: Final = 6
_COMMITTEE: Final = "管理委员会"
_NO_HEAD: Final = ("级", "）", ")", "各地", "两地", "三地", "多地", "当地")  # 省级|教育厅, 市（州）|教育局, 三地|警方
_WORDS_OF_A_ZONE: Final = 3
_FUNCTION: Final = frozenset("由在从向被对把的是转和与及")
_PORTS: Final = ("机场", "口岸", "港", "车站")
_PLACE_NAMES: Final = frozenset(("ns", "nz"))
_POLICE_BRANCH: Final = "公安分局"
_WHEREVER: Final = ("所在地", "当地", "属地", "辖区", "附近", "就近", "最近的")
_MANY: Final = frozenset("0123456789两三四五六七八九十几多余数")
"""What stands before 个 where teams are counted: 周边6个|消防救援支队."""

_SOME: Final = ("个", "各", "些", "家", "名", "某")
_TOWN: Final = deferred("(?:中国共产党)?(?P<town>.+[镇乡])(?:人民政府|委员会)")
_VAGUE: Final = frozenset(("派出所",))
_ALONE: Final = frozenset(("派出所", "街道办事处"))


def unheaded(scene: Scene, entry: Entry, start: int, stop: int) -> Named | None:
    """A form with neither a head nor a level word directly before it."""
    text = scene.text
    if text[stop - 1] == "队" and text[start - 1 : start] == "个" and text[start - 2 : start - 1] in _MANY:
        return None
    if start > 1 and text[start - 1] in LEVEL_ENDS and of_all(text, start - 1):  # 各县|教育局
        return None
    if entry.local or entry.suffix:
        named = (
            _district(scene, entry, start, stop)
            or _open(scene, entry, start, stop)
            or _listed(scene, entry, start, stop)
        )
        if named:
            return named
    if _inside_a_word(scene, start, stop) and scene.text[start - 1] != "驻":
        return None
    return _standing(scene, entry, start, stop)


def _standing(scene: Scene, entry: Entry, start: int, stop: int) -> Named | None:
    """A form that stands by itself: 公安部, 美军, 立法院, or 教育局 that leans on the context."""
    if entry.special and scene.text[start - 1 : start] == "“" and (own := _special(scene, entry, start, stop)):
        return own
    if entry.central:
        return Named(Span(start, stop), None, "nation", central=entry.central)
    if entry.standing:
        named = Named(Span(start, stop), entry.standing, "alone" if entry.standing.alone else "abroad")
        return posted(scene, named, scene.last)
    return _special(scene, entry, start, stop) or _alone(scene, entry, start, stop)


def _inside_a_word(scene: Scene, start: int, stop: int) -> bool:
    """Whether a form begins inside a word: 央行 in 中央|行政, CIA in SPECIAL, 日军 in 7日军训."""
    text = scene.text
    if text[start].isascii():
        around = text[max(0, start - 1) : start] + text[stop : stop + 1]
        return any(sign.isascii() and sign.isalnum() for sign in around)
    if start == 0:
        return False
    if (text[start] == "日" and text[start - 1].isdigit()) or text.endswith(
        _NOT_BEHIND.get(text[start:stop], ()), 0, start
    ):
        return True
    if text.startswith(_NOT_BEFORE.get(text[start:stop], ()), stop):
        return True
    return stop - start < 4 and bool(scene.starts) and not scene.begins(start) and scene.known(start)


def _special(scene: Scene, entry: Entry, start: int, stop: int) -> Named | None:
    """立法院; and 经济部 or 廉政公署 where the text names Taiwan or Hong Kong."""
    for code, own in entry.special.items() if entry.special else ():
        if own.head == "yes" and _quoted_behind(scene, code, start):
            return Named(Span(start, stop), own.body, "region", region=SPECIAL_NAMES[code][0])
        if own.head == "own" or (own.head == "context" and code in scene.special):
            return Named(Span(start, stop), own.body, "region", region=SPECIAL_NAMES[code][0])
    return None


def _quoted_behind(scene: Scene, code: str, start: int) -> bool:
    """Whether the region's name and an opening quotation mark stand before: 台湾“|交通部”."""
    names = SPECIAL_NAMES[code] if scene.text[start - 1 : start] == "“" else ()
    return scene.text.endswith(names, 0, start - 1) if names else False


def _alone(scene: Scene, entry: Entry, start: int, stop: int) -> Named | None:
    """教育局 by itself, where a word begins with it."""
    if (
        entry.local is None
        or not entry.local.alone
        or not scene.begins(start)
        or scene.text.endswith(_NO_HEAD, 0, start)
    ):
        return None
    return Named(Span(start, stop), entry.local, "alone")


def _district(scene: Scene, entry: Entry, start: int, stop: int) -> Named | None:
    """海淀|法院: a district without its last character."""
    name = scene.text[start - 2 : start] if start > 1 else ""
    if entry.local is None or scene.text[start] == "委" or name not in district_stems() or not scene.begins(start - 2):
        return None
    last = scene.last
    first = last.start if last.stop == start - 2 and last.entry.place else start - 2
    return Named(Span(first, stop), entry.local, "region", region=name)


def _listed(scene: Scene, entry: Entry, start: int, stop: int) -> Named | None:
    """省教育厅、卫生厅: a form that shares the head of the one before it."""
    before = scene.found[-1] if scene.found else None
    if before and before.head == "place":
        return _of_the_same_town(scene, before, start, stop)
    if before is None or entry.local is None or before.span.stop != start - 1 or before.head not in ("region", "level"):
        return None
    if scene.text[start - 1] not in "、和与及" or scene.text[start] == "委":
        return None
    return Named(Span(start, stop), entry.local, before.head, region=before.region, level=before.level)


def _of_the_same_town(scene: Scene, before: Named, start: int, stop: int) -> Named | None:
    """东山镇党委、|政府."""
    if before.body is None or before.span.stop != start - 1 or scene.text[start:stop] not in ("政府", "人民政府"):
        return None
    town = _TOWN.fullmatch(before.body.canonical)
    body = Body(f"{town['town']}人民政府", "government") if town else None
    return before._replace(span=Span(start, stop), body=body) if body else None


def _open(scene: Scene, entry: Entry, start: int, stop: int) -> Named | None:
    """Words that may stand in names between a head and the form."""
    if not scene.starts or (stop - start == 1 and common(scene.text, start, stop)):
        return None
    outer = scene.found[-1] if scene.found else None
    edges = (outer.span.stop if outer else -1, scene.last.stop)
    reached = walk(scene.text, scene.words, scene.tags, start, edges, long=stop - start > 2)
    heads = _heads(entry)
    if reached is None:
        return _placed(scene, entry, start, stop) if "p" in heads else None
    if outer and "b" in heads and (reached.edge == 0 or (reached.edge == 1 and _directly(scene, outer))):
        return inside(outer, scene.text[outer.span.stop : start] + in_full(entry, scene.text[start:stop]), stop)
    return _open_headed(scene, entry, reached, start, stop) if reached.edge != 0 else None


def _directly(scene: Scene, outer: Named) -> bool:
    """Whether the head met last stands directly behind a body: 国务院|全国, 国务院|第七次|全国."""
    stop, start = outer.span.stop, scene.last.start
    turn = stop < start < stop + _LONGEST_TURN and scene.text[stop] == "第" and scene.text[start - 1] == "次"
    return start == stop or turn


def _heads(entry: Entry) -> str:
    """The heads, as in ``suffixes.tsv``, that words before a form may lead to."""
    if entry.central and not entry.local:
        return "f"
    return entry.suffix.heads if entry.suffix else "rbf"


def _open_headed(scene: Scene, entry: Entry, reached: Reached, start: int, stop: int) -> Named | None:
    name, heads = scene.text[reached.place : start] + in_full(entry, scene.text[start:stop]), _heads(entry)
    sort = kind(entry.suffix, name) if entry.suffix else entry.local.kind if entry.local else "government"
    if reached.level:
        span = Span(reached.place - len(reached.level), stop)
        return Named(span, Body(REGION + name, sort), "level", level=reached.level) if "r" in heads else None
    head, span = scene.last, Span(scene.last.start, stop)
    if head.entry.nation:
        body = Body(head.entry.nation + name, sort if sort == "military" else "foreign")
        return Named(span, body, "abroad") if "f" in heads else None
    if head.entry.country:
        whole = Named(span, Body(scene.text[head.start : reached.place] + name, sort), "nation")
        return _of_a_census(scene, name, sort, stop) or (whole if "c" in heads else None)
    if "r" not in heads:
        return None
    words = scene.text[reached.place : start]
    as_written = words.endswith(_ZONES) or (head.entry.bare and not scene.begins(head.stop))  # 黄山|风景区, 天津|港
    if ("p" in heads or as_written) and not _short(entry):
        own = (head.entry.place or "") + name if as_written else name
        return Named(span, _place_body(sort, own), "place", region=head.entry.place)
    before = SHORT if _short(entry) else REGION
    return Named(span, Body(before + name, sort), "region", region=head.entry.place)


def _of_a_census(scene: Scene, name: str, sort: str, stop: int) -> Named | None:
    """贵阳市|第七次|全国|人口普查领导小组: what a region, or a level, has for the nation's undertaking."""
    head, before = scene.last, scene.before
    turn = scene.text.rfind("第", max(0, head.start - _LONGEST_TURN), head.start)
    if turn < 1 or scene.text[head.start - 1] != "次":
        return None
    body = Body(REGION + scene.text[turn : head.stop] + name, sort)
    if before.stop == turn and before.entry.place:
        return Named(Span(before.start, stop), body, "region", region=before.entry.place)
    level = designator(scene.text[turn - 1])
    if level is None or not is_level(scene, turn - 1) or of_all(scene.text, turn - 1):
        return None
    return Named(Span(turn - 1, stop), body, "level", level=level)


def _short(entry: Entry) -> bool:
    """Whether a body has the short name of its region: 海口|美兰机场|海关."""
    return entry.local is not None and entry.local.canonical.startswith(SHORT)


def _placed(scene: Scene, entry: Entry, start: int, stop: int) -> Named | None:
    """督院街|派出所: the word before the form is the name of a place; or the form alone leans on what was named."""
    suffix = entry.suffix
    if suffix is None:
        return None
    begin = place_before(scene.text, scene.words, scene.tags, start)
    if begin is None:
        return _place_named_before(scene, suffix, start, stop)
    place, last = scene.text[begin:start], scene.last
    if not _may_have(scene, suffix, place):
        return None
    if place in _ZONES:
        known = _zone_named_before(scene, suffix, Span(begin, stop), place)
        before = None if known or begin == 0 else _zone_begins(scene, begin)
        if before is None or scene.text[begin - 1] in LEVEL_ENDS:
            return known
        begin, place = before, scene.text[before:start]
    first, region = (last.start, last.entry.place) if last.stop == begin and last.entry.place else (begin, None)
    name = place + suffix.full
    return Named(Span(first, stop), _place_body(kind(suffix, name), name), "place", region=region)


def _place_body(sort: str, name: str) -> Body:
    """A body below the county: a committee of the Party has the Party's name before its own."""
    return Body("中国共产党" + name if sort == "party" else name, sort)


def _may_have(scene: Scene, suffix: Suffix, place: str) -> bool:
    """Whether words before a form can be the name of a place that has such a body: 新港|海关, but not 联邦|海关."""
    if suffix.full == "海关":
        return (place.endswith(_PORTS) and place not in _PORTS) or scene.tags.get(place, "ns") in _PLACE_NAMES
    return suffix.full != _COMMITTEE or place.endswith(_ZONES) or scene.tags.get(place, "ns") in _PLACE_NAMES


def _zone_begins(scene: Scene, place: int) -> int | None:
    """Where the words begin that name a zone: 东疆|保税|港区."""
    begin = None
    for _ in range(_WORDS_OF_A_ZONE):
        which = word_at(scene.words, (place if begin is None else begin) - 1)
        word = scene.words.texts[which] if which >= 0 else ""
        known = may_name(word, scene.tags) if word in scene.tags else word.isalpha()
        if not known or not _FUNCTION.isdisjoint(word):
            break
        begin = scene.words.starts[which]
    return begin


def _zone_named_before(scene: Scene, suffix: Suffix, span: Span, place: str) -> Named | None:
    """园区|管委会: that of the zone named last whose name ends so; none in general."""
    if suffix.full == _POLICE_BRANCH:  # 经开区|公安分局
        return Named(span, Body(f"{REGION}公安局{place}分局", "police"), "level", level="市")
    names = (name for _, name in reversed(scene.regions[-_ZONES_BACK:]) if name.endswith(place))
    zone = next(names, None)
    return Named(span, Body(REGION + suffix.full, suffix.kind), "region", region=zone) if zone else None


def _place_named_before(scene: Scene, suffix: Suffix, start: int, stop: int) -> Named | None:
    """镇政府, 派出所: a form alone, of the town named last, or of nobody yet."""
    if not scene.begins(start):
        return None
    span = Span(start, stop)
    if suffix.full[0] in "镇乡":
        town = _town_of_a_body(scene, suffix.full[0]) or township_before(scene.text, scene.words, start)
        name = f"{town}{suffix.full[1:]}"
        return Named(span, _place_body(kind(suffix, name), name), "place") if town else None
    if suffix.full == _COMMITTEE and scene.text[start - 1 : start] not in _SOME:
        zone = next((name for _, name in reversed(scene.regions[-_ZONES_BACK:]) if name.endswith(_ZONES)), None)
        return Named(span, Body(REGION + suffix.full, suffix.kind), "region", region=zone) if zone else None
    body = Body(suffix.full, suffix.kind, vague=suffix.full in _VAGUE)
    some = scene.text[start - 1 : start] in _SOME or scene.text.endswith(_WHEREVER, 0, start)
    return Named(span, body, "alone") if suffix.full in _ALONE and not some else None


def _town_of_a_body(scene: Scene, sign: str) -> str | None:
    """The town whose body was named last, shortly before: 虎威镇党委、|镇政府."""
    last = scene.found[-1] if scene.found else None
    if last is None or last.head != "place" or last.body is None or scene.last.stop > last.span.stop:
        return None
    town = _TOWN.fullmatch(last.body.canonical)
    return town["town"] if town and town["town"][-1] == sign else None
