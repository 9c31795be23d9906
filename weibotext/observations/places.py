"""Where something happened, or of which region a number is: the one named last, wherever it stands in its sentence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cache, cached_property, reduce
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from weibotext.lexicon import read_table
from weibotext.observations import roles
from weibotext.observations.given import Subject
from weibotext.patterns import deferred
from weibotext.phrases import Phrases
from weibotext.values import Span

if TYPE_CHECKING:
    from weibotext.observations.subjects import Cast

_ELSEWHERE: Final = frozenset("比较于超除距离从由往赴向到及和与、驶籍")
"""What stands before a region that is but compared with, left, made for, or one of several."""

_BOUND_FOR: Final = ("前往", "开往", "驶往", "飞往", "发往", "运往", "途经", "高于", "低于")
_SEVERAL: Final = deferred("(?:、|和|与|及|以及|等|至|到|籍|人(?!民|口|均|死|受|失|遇))")
"""What follows a region that is one of several, or tells of what comes from it."""

_STREET: Final = deferred("[东南西北中]{0,2}[一二三四五六]?(?:环?路|大?街|大道|巷|弄)")
"""What follows a place's name that is but a street's: 中山|北路."""

_DATELINE: Final = deferred(
    "时间|(?:[0-9一二三四五六七八九十〇]{4}年)?(?:[0-9一二三四五六七八九十]{1,2}月)?[0-9一二三四五六七八九十]{1,3}日[电讯]"
)
"""What follows a place's name where a clock goes by it, or a report was sent from it: 北京|时间, 新华社北京|6月18日电."""

_SIGHTS: Final = frozenset("沟屿")
"""What short names end in that are rather those of sights: 九寨沟, 鼓浪屿."""

_LEVELS: Final = frozenset("省市县区州盟旗")
_FIRM: Final = deferred(
    "(?:(?![一的在内发生])[\u4e00-\u9fff]){0,12}?(?:公司|集团|银行|大学|医院|生产区|厂区|工区|小区|大厦|酒店)|煤矿|矿|水库"
)
"""What follows a place's name in the name of a firm or its grounds: 西安|某某商贸有限公司, 南丰|生产区, 狮子山|煤矿."""

_TOGETHER: Final = deferred("共计?|合计|总计|累计")
"""What tells, behind a list of regions, that a figure may be all theirs."""

_TELLS: Final = deferred(
    "[^，。；：0-9]{0,6}(?:[0-9]{1,2}[日月号]){0,2}[^，。；：0-9]{0,6}(?:公布|发布|通报|数据|统计|初步核算|消息|显示|获悉|了解|发言人|公报|[：:])"
)
"""What tells of a body that it told of what stands behind: 国家统计局|昨日公布."""

_DIRECTION: Final = deferred("[东南西北中]{1,2}部|一带")
_IMAGINED: Final = deferred(
    "演练|演习|模拟|假如|假设|假定|如果|倘若|设想|推演|预案|预期|预计|力争|争取|目标|规划|控制在|有望|可能"
    "|到20[0-9][0-9]年|将(?:达|实现|完成|增)|历史上|级以上|没有发生|未发生|未造成|避免|杜绝"
)
"""Words of a sentence that tells of no event, or of none yet."""

_PART: Final = deferred(
    "[0-9]个(?!百分点|月)|(?<![城乡])[乡镇](?![村镇居])|(?<!农)村(?!居民)|街道|站|景区|园区|开发区|高新区|经开区|港区"
    "|公司|集团|企业|水库|局地|最大|最高"
)
"""What is but a part of a region."""

_BACK: Final = 200


_PLACES: Final = frozenset(("region", "whole"))


class Places:
    """The regions that a text names, and which of them a number at a place is of."""

    def __init__(self, text: str, cast: Cast) -> None:
        self._text = text
        self._cast = cast

    def of(self, place: int, *, whole: bool) -> Subject | None:
        """The region that a figure at ``place`` is of; ``None`` where it may be several, or abroad.

        In a sentence that names no region it is the only one that its paragraph, or else all the text before, speaks of.
        What is of the ``whole`` of a region is none of its where the sentence speaks of a part: 沙溪镇站|降雨量.
        """
        text, cast = self._text, self._cast
        start = max(cast.beginning(place), place - _BACK, 0)
        if _IMAGINED.search(text, start, place):
            return None
        here = self._between(start, place)
        if whole and _PART.search(text, here[-1].span.stop if here else start, place):
            return None
        if whole and here and text[here[-1].span.stop - 1] in _SIGHTS:
            return None
        if here:
            return _one(text, here, place)
        paragraph = cast.paragraph(place)
        if _is_abroad(text, paragraph, place):
            return None
        teller = _teller(text, cast, start, place) if whole else None
        return teller or _only(self._between(paragraph, place)) or self._only_before(place)

    @cached_property
    def _named(self) -> list[Subject]:
        """All that are named, but not those in names of bodies, nor those that others are only compared with."""
        every = self._cast.between(0, len(self._text))
        bodies = [one.span for one in every if one.kind in ("agency", "account")]
        begins = [span.start for span in bodies]
        reach = list(accumulate((span.stop for span in bodies), max, initial=-1))
        named: list[Subject] = []
        left = -1  # where the last one ends that something but left, made for, or was compared with
        for one in every:
            if one.kind not in _PLACES or one.span.stop <= reach[bisect_right(begins, one.span.start)]:
                continue
            if one.span.start == left or _is_elsewhere(self._text, one):
                left = one.span.stop
            elif not (one.kind == "whole" and roles.compares(self._text, one)):
                named.append(one)
        return named

    @cached_property
    def _starts(self) -> list[int]:
        return [one.span.start for one in self._named]

    @cached_property
    def _so_far(self) -> list[Subject | None]:
        """Up to each that is named, and with it, the region that all others hold."""
        return [None, *accumulate(self._named, _held)]

    def _between(self, start: int, stop: int) -> Sequence[Subject]:
        return self._named[bisect_left(self._starts, start) : bisect_left(self._starts, stop)]

    def _only_before(self, place: int) -> Subject | None:
        found = self._so_far[bisect_left(self._starts, place)]
        return None if found is _SEVERAL_NAMED else found


_SEVERAL_NAMED: Final = Subject(Span(0, 0), "region", "")
"""In place of a region where others are named that it does not hold, nor they it."""


def _held(held: Subject | None, one: Subject) -> Subject:
    """The region that all others hold, with one more: 云南省, 楚雄州, 大姚县; the last place that names it."""
    if held is None or held.id == one.id or (held is not _SEVERAL_NAMED and _holds(held.id, one.id)):
        return one
    return held if _holds(one.id, held.id) else _SEVERAL_NAMED


def _is_elsewhere(text: str, one: Subject) -> bool:
    before = text[one.span.start - 1] if one.span.start else ""
    if _STREET.match(text, one.span.stop) or _DATELINE.match(text, one.span.stop):
        return True
    if text[one.span.stop - 1] not in _LEVELS and _FIRM.match(text, one.span.stop):
        return True
    if before == "、" or not before:
        return False
    return before in _ELSEWHERE or text.endswith(_BOUND_FOR, 0, one.span.start)


def _one(text: str, here: Sequence[Subject], place: int) -> Subject | None:
    """The last of those named, but not of several: 湖北、湖南, 重庆|贵州, 赤峰市敖汉旗、|通辽市科尔沁左翼中旗."""
    one = here[-1]
    first = len(here) - 1  # where the chain of regions begins that lead to it: 呼伦贝尔市|阿荣旗
    while first and here[first - 1].span.stop == here[first].span.start:
        if not (here[first].kind == "whole" or _holds(here[first - 1].id, here[first].id)):
            return None
        first -= 1
    if _is_listed(text, here[first]) or _SEVERAL.match(text, one.span.stop):
        return None
    if _TOGETHER.search(text, one.span.stop, place) and any(_is_listed(text, other) for other in here):
        return None
    if _DIRECTION.match(text, one.span.stop) or _is_abroad(text, one.span.stop, place):
        return None
    return one


def _is_listed(text: str, one: Subject) -> bool:
    return text[one.span.start - 1 : one.span.start] == "、"


def _teller(text: str, cast: Cast, start: int, stop: int) -> Subject | None:
    """The region of the statisticians who tell of it all in a sentence that names none: 国家统计局公布, 省商务厅数据显示."""
    bodies = [one for one in cast.between(start, stop) if one.kind == "agency" and one.region]
    told = [one for one in bodies if _TELLS.match(text, one.span.stop)]
    regions = {one.region for one in told}
    return told[-1]._replace(kind="region", id=told[-1].region or "") if len(regions) == 1 else None


def _only(named: Iterable[Subject]) -> Subject | None:
    """The region that all others hold, where there is one."""
    found = reduce(_held, named, None)
    return None if found is _SEVERAL_NAMED else found


def _holds(code: str, other: str) -> bool:
    """Whether a region, by its code, lies in another: 520100 in 520000."""
    own = 2 if code.endswith("0000") else 4 if code.endswith("00") else 6
    return code != other and code[:own] == other[:own]


@cache
def _abroad() -> Phrases:
    rows = (*read_table("nations.tsv", "nation", "names", "short names"),)
    return Phrases(name for _, names, _ in rows for name in names.split() if len(name) > 1)


def _is_abroad(text: str, start: int, stop: int) -> bool:
    return bool(_abroad().find_numbers(text[start:stop]))
