"""How a word must stand at a figure that it is to announce alone: 常住人口为|197万人, 8人|不幸死亡, and no more before it than when."""

from __future__ import annotations

import re
from typing import Final

from weibotext.observations.given import Number
from weibotext.observations.measures import Measure
from weibotext.patterns import deferred
from weibotext.values import Span

_REACHED: Final = re.compile(
    "(?:人数|人口|总数)?(?:由|从|原来|最初|此前|的|已经?|累计|总计|合计|共计?|分别|约|完成|实现|达到?了?"
    "|[增上]?升?(?:为|至|(?<!达)到)|是|有|突破|超过?|:|：)*"
)
"""What may stand between a word and the figure behind it."""

_SO: Final = re.compile(
    "(?:学生|幼儿|儿童|群众|村民|居民|民众|矿工|工人|人员|乘客|旅客|游客|官兵|民警|消防员|老人)?(?:不幸|因灾|已经?|确认|不同程度|被埋|溺水|全部)*"
)
"""What may stand between a figure and the verb behind it."""

_JOINED: Final = re.compile("(?:、|和|或|及)?(?:死亡|失踪|失联|遇难|受伤)(?![0-9])")
_NO_EVENT: Final = re.compile(
    "者|人[数员]|率|风险|危险|的(?:可能|风险|概率)|[以之]?[上下]的?|震[级感中]|[局台带波]|灾害|应急|预警"
)
"""What follows a word that then tells of no event."""

_PARTS: Final = ("其余", "剩余")
_PARTLY: Final = (
    "现场",
    "当场",
    "无效",
    "途中",
    "农业",
    "林业",
    "渔业",
    "工业",
    "水利",
    "设施",
    "交通",
    "电力",
    "通信",
    "财产",
)
"""What stands before a word that then tells of a part: 现场|死亡25人, 水利设施|直接经济损失0.6亿元."""

_BOUNDS: Final = ("以上", "以下", "及以上", "及以下", "以内")
_UNITS: Final = frozenset("人名例间")
_WHEN: Final = deferred(
    "(?:[0-9一二三四五六七八九十〇月日时分季度上下半前—–~～至\\-—初底今当去昨天同期截止间份零点个小两三,，:：]|年(?!均)|全年"
    "|实现|完成|初步核算|共计?|累计|达到?|地方|全社会|全口径|报告|其中|总|已|的|新|全部|城乡|本土|按现价计算|[末、和及以来内中])*"
)
"""What may stand before a word that stands by itself: when, and that it was done."""

_LONGEST_BEFORE: Final = 28
_OPEN, _CLOSED = "（(", "）)"


def stands(text: str, measure: Measure, word: Span, number: Number, clause: Span) -> bool:
    """Whether a word announces a ``tight`` measure of a figure: it stands right before it or behind, and by itself.

    >>> from weibotext.observations.measures import measures
    >>> deaths = next(one for one in measures() if one.name == "deaths")
    >>> number = Number("f", Span(2, 4), Span(2, 4), "8", "exact", "人", None)
    >>> stands("造成8人不幸死亡", deaths, Span(6, 8), number, Span(0, 8))
    True
    >>> stands("造成8人死亡失踪", deaths, Span(4, 6), number, Span(0, 8))
    False
    """
    if in_brackets(text, number.span.start, clause.start) or text.startswith(_BOUNDS, number.span.stop):
        return False
    if word.start >= number.span.stop:
        return _right_behind(text, word, number)
    if text.endswith(_PARTLY, 0, word.start):
        return False
    if word.start and text[word.start - 1] in _UNITS and word.stop == number.extent.start:  # 16人死亡|5人失踪
        return False
    ends = (number.extent.start, number.span.start)
    return any(_REACHED.fullmatch(text, word.stop, end) for end in ends)


def _right_behind(text: str, word: Span, number: Number) -> bool:
    if _SO.fullmatch(text, number.span.stop, word.start) is None or text.endswith(_PARTS, 0, number.extent.start):
        return False
    return not (_JOINED.match(text, word.stop) or _NO_EVENT.match(text, word.stop))


def by_itself(text: str, word: int, start: int) -> bool:
    """Whether from ``start`` up to a word there is no more than when, and that it was done: 上半年完成|固定资产投资.

    >>> by_itself("上半年完成固定资产投资", 5, 0), by_itself("民间固定资产投资", 2, 0)
    (True, False)
    """
    return word - start <= _LONGEST_BEFORE and _WHEN.fullmatch(text, start, word) is not None


def in_brackets(text: str, place: int, start: int) -> bool:
    """Whether a place lies in brackets that are open there: （其中重症|1例）."""
    opening = max(text.rfind(sign, start - _LONGEST_BEFORE if start > _LONGEST_BEFORE else 0, place) for sign in _OPEN)
    return opening >= 0 and all(text.find(sign, opening, place) < 0 for sign in _CLOSED)
