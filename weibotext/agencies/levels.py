"""Forms behind a level word that leaves the region to the context: 省|公安厅, 市|派出所, and 省厅."""

from __future__ import annotations

from typing import Final

from weibotext.agencies.bodies import REGION, Body
from weibotext.agencies.branches import POLICE_BRANCH
from weibotext.agencies.forms import Entry, region_names
from weibotext.agencies.headed import YOUTH, league_before, suffixed, with_party
from weibotext.agencies.named import LEVEL_ENDS, Designator, Named, designator
from weibotext.agencies.open_names import NOT_A_LEVEL, word_at
from weibotext.agencies.scene import Scene
from weibotext.values import Span

_BEFORE_LEVELS: Final = frozenset(
    "由在从据向被对和与及、，。：；“（《的是经到为让以请将并该驻于给受按称等了至同,;:(\n \u3000"
)
_ZONES_OF_CITIES: Final = ("高新区", "经开区", "开发区")
_COMMITTEES: Final = frozenset(("管委会", "管理委员会"))
_MOST_LEVELS: Final = 6
_NO_LEVEL_ALONE: Final = NOT_A_LEVEL | {"分"}  # 17个分|县局
_REGION_LENGTHS: Final = (5, 4, 3)


def levelled(scene: Scene, entry: Entry, start: int, stop: int) -> Named | None:
    """A form behind a level word: 省|公安厅, 市|派出所; and 省厅."""
    if entry.level:
        return _level_alone(scene, start, stop)
    if (
        entry.local
        and scene.text.endswith(_ZONES_OF_CITIES, 0, start)
        and (named := _in_a_zone(scene, entry.local, start, stop))
    ):
        return named
    level = _level_before(scene, start) if entry.local or entry.suffix else None
    if level is None:
        name = _region_before(scene, start) if entry.local and start and scene.text[start - 1] in LEVEL_ENDS else None
        return Named(Span(start - len(name), stop), entry.local, "region", region=name) if name else None
    place = start - len(level)
    if entry.local is None:
        return suffixed(scene, entry, Span(place, stop), start, level=level)
    return _local(scene, entry.local, level, start, stop)


def _in_a_zone(scene: Scene, body: Body, start: int, stop: int) -> Named | None:
    """高新区|国税局: a body of the city's zone."""
    zone = scene.text[start - 3 : start]
    if start > 3 and scene.text[start - 4].isalpha() and scene.text[start - 4] not in _BEFORE_LEVELS:
        return None  # 经济技术|开发区
    if scene.last.stop == start - 3 or scene.text[start:stop] in _COMMITTEES or not body.canonical.startswith(REGION):
        return None
    branch = f"{REGION}公安局{zone}分局" if body.canonical == POLICE_BRANCH else None
    own = Body(branch or body.canonical.replace(REGION, REGION + zone, 1), body.kind)
    return Named(Span(start - len(zone), stop), own, "level", level="市")


def _local(scene: Scene, body: Body, level: Designator, start: int, stop: int) -> Named:
    """A listed form behind a level word, which may yet be the end of a region's name."""
    last, place = scene.last, start - len(level)
    if last.stop == place and last.entry.place and last.entry.place.endswith(level):  # 黄山市|市政府
        return Named(with_party(scene, Span(last.start, stop), body), body, "region", region=last.entry.place)
    if (not scene.begins(place) or last.stop == place) and (name := _region_before(scene, start)):
        return Named(Span(start - len(name), stop), body, "region", region=name)
    if scene.text[start] == "委" and stop - start in (1, 3) and (league := league_before(scene, place)) is not None:
        return Named(Span(league, stop), YOUTH, "level", level=level)
    return Named(Span(place, stop), body, "level", level=level)


def _region_before(scene: Scene, start: int) -> str | None:
    """A region's name that the pass did not see, because another took its first character: 指|定安|庆市."""
    names = region_names()
    texts = (scene.text[start - length : start] for length in _REGION_LENGTHS if length <= start)
    return next((name for name in texts if name in names), None)


def _level_alone(scene: Scene, start: int, stop: int) -> Named | None:
    """省厅, 市局: the sort of the body is left to the context."""
    if (start and scene.text[start - 1] in _NO_LEVEL_ALONE) or (scene.starts and not scene.begins(start)):
        return None
    return Named(Span(start, stop), None, "level", level=designator(scene.text[start]), same=scene.text[stop - 1])


def _level_before(scene: Scene, start: int) -> Designator | None:
    """The level word that ends at ``start``; 城市 and 小区 are none, nor is 各省."""
    text = scene.text
    if start == 0 or text[start - 1] not in LEVEL_ENDS:
        return None
    level = _level_ending(text, start)
    place = start - len(level)
    if of_all(text, place):
        return None
    return level if scene.last.stop == place or is_level(scene, place) else None


def is_level(scene: Scene, place: int) -> bool:
    """Whether a level word at ``place`` is a word: where one begins, or behind a sign or a little word."""
    begins = place == 0 or scene.begins(place) or scene.text[place - 1] in _BEFORE_LEVELS
    return begins or _cut_wrongly(scene, place) or league_before(scene, place) is not None


def _cut_wrongly(scene: Scene, place: int) -> bool:
    """Whether a level word was taken with the character before it for a word that nobody knows: 报省|发改委."""
    if not scene.starts or not scene.tags:
        return False
    which = word_at(scene.words, place)
    word = scene.words.texts[which]
    if scene.found and scene.found[-1].span.stop == place - 1:  # 合江县公安局|先市|派出所
        return False
    return len(word) == 2 and scene.words.starts[which] == place - 1 and word not in scene.tags


def plain(scene: Scene, entry: Entry, start: int, stop: int) -> Named | None:
    """省|公安厅, where a word begins with the level and no region ends there: most mentions, and soon told."""
    place = start - 1
    if entry.local is None or place < 0 or scene.last.stop >= place:
        return None
    level = designator(scene.text[place])
    if level is None or scene.text[start] == "委" or not scene.begins(place):
        return None
    if of_all(scene.text, place):
        return None
    return Named(Span(place, stop), entry.local, "level", None, level)


_SORTS_OF_CITIES: Final = ("个", "些", "地级", "县级", "地级以上", "县级以上", "以下")


def of_all(text: str, place: int) -> bool:
    """Whether a level word speaks of all or of others: 各市公安局, 外省教育厅, 各市州公安局, 各县（市）区纪委, 21个地级以上市公安局."""
    first = max(0, place - _MOST_LEVELS)
    before = text[first:place].rstrip("省市州盟县区旗（）()、")
    return bool(before) and (before[-1] in NOT_A_LEVEL or before.endswith(_SORTS_OF_CITIES))


def _level_ending(text: str, stop: int) -> Designator:
    """The level word that the text has before ``stop``, where a character of a level stands."""
    if text[stop - 1] == "区":
        return "自治区" if text.endswith("自治区", 0, stop) else "地区" if text.endswith("地区", 0, stop) else "区"
    return designator(text[stop - 1]) or "区"
