"""The words around a date that say how it is meant: 截至, 以来, 之前, 左右.

The *span* of a date is the date itself; its *extent* takes the words around it along that say how it is meant, before it
(截至, 自, 从, 近, 约) and behind it (以来, 起, 之前, 或之后, 左右, 内). 底, 初, 中旬, 份, 多 and 期间 are parts of the date.
"""

from __future__ import annotations

import re
from typing import Final

from weibotext.dates.written import Around, Cycle, Length, Range, Reference, Written
from weibotext.patterns import any_of, deferred
from weibotext.values import Span

BEFORE: Final = {
    **dict.fromkeys(("截至", "截止", "截止到", "截至到", "截止至", "截止于"), "on_or_before"),
    **dict.fromkeys(("自", "从", "自从"), "on_or_after"),
    **dict.fromkeys(("约", "大约", "约为"), "approx"),
    **dict.fromkeys(("超过", "逾", "满", "长达"), "more_than"),
    **dict.fromkeys(("近", "不到", "不足", "不超过", "不满", "未满"), "less_than"),
    "还剩": None,
}
BEHIND: Final = {
    **dict.fromkeys(("以来", "起", "开始", "或之后", "及之后", "或以后", "及以后", "起至", "以降"), "on_or_after"),
    **dict.fromkeys(("之前", "以前", "前"), "before"),
    **dict.fromkeys(("之后", "以后", "后"), "after"),
    **dict.fromkeys(("为止", "或之前", "及之前", "或以前", "及以前", "止"), "on_or_before"),
    **dict.fromkeys(("前后", "左右", "许", "上下"), "approx"),
    **dict.fromkeys(("以上",), "more_than"),
    **dict.fromkeys(("内", "之内", "以内", "里", "间", "之间", "当中"), None),
    **dict.fromkeys(("以下",), "less_than"),
}
_LENGTHS_ONLY: Final = frozenset(
    (
        "超过",
        "逾",
        "满",
        "长达",
        "近",
        "不到",
        "不足",
        "不超过",
        "不满",
        "未满",
        "约",
        "大约",
        "约为",
        "还剩",
        "以上",
        "以下",
        "内",
        "之内",
        "以内",
        "里",
        "上下",
    )
)
_DATES_ONLY: Final = frozenset(
    ("起", "自", "从", "开始", "自从", "间", "之间", "止", "截至", "截止", "前后", "许", "起至")
)
_BOTH: Final = frozenset(("约", "大约", "内"))

_before = re.compile(rf"{any_of(BEFORE)}[ \u3000]?$")
_behind = deferred(
    rf"[ \u3000]?{any_of(BEHIND)}"
    r"(?<!(?<![之以])前(?=[往来期三夕沿述身进景言几两半十瞻锋提所导\d]))(?<!(?<![之以])后(?=[续来期勤备台者果续面两几半]))(?<!起(?=[来草到步义源因火床诉飞点重争伏码]))"
    r"(?<!间(?=[隔接断谍]))(?<!里(?=[程面约德]))(?<!内(?=[容部外地资需政陆蒙幕科存置]))(?<!许(?=[多可昌久]))(?<!满(?=[足意]))"
)
_LAST_BEFORE: Final = frozenset(word[-1] for word in BEFORE) | {" ", "\u3000"}
_FIRST_BEHIND: Final = frozenset(word[0] for word in BEHIND) | {" ", "\u3000"}
_FROM: Final = ("自", "从")
_LONGEST: Final = max(map(len, BEFORE)) + 1
_UNMODIFIED: Final = (Reference, Cycle)


def modified(text: str, extent: Span, value: Written) -> tuple[Span, str | None]:
    """The extent of a date with the words around it, and what they mean.

    A modifier behind wins over one before: 自6月30日起, 从去年以来.

    >>> from weibotext.dates.written import Moment
    >>> modified("截至6月30日，全省", Span(2, 7), Moment(month=6, day=30))
    (Span(start=0, stop=7), 'on_or_before')
    """
    start, stop = extent
    led = start > 0 and text[start - 1] in _LAST_BEFORE
    followed = stop < len(text) and text[stop] in _FIRST_BEHIND
    if not (led or followed) or isinstance(value, _UNMODIFIED):
        return extent, None
    left = _fitting(_before.search(text, max(0, start - _LONGEST), start), value) if led else ""
    right = _fitting(_behind.match(text, stop), value) if followed else ""
    if left and text[stop : stop + 1] == "的" and left.strip(" \u3000") in _FROM:
        left = ""  # 从2012年的9899万人减少到
    if not left and not right:
        return extent, None
    before = None if isinstance(value, Range) else BEFORE.get(left.strip(" \u3000"))
    return Span(start - len(left), stop + len(right)), BEHIND.get(right.strip(" \u3000")) or before


def _fitting(hit: re.Match[str] | None, value: Written) -> str:
    """The modifier found, unless it speaks of lengths beside a date or the other way round."""
    if hit is None:
        return ""
    word = hit[0].strip(" \u3000")
    if isinstance(value, Around):
        return hit[0] if word in ("内", "之内", "以内", "里") else ""
    refused = _DATES_ONLY if isinstance(value, Length) else _LENGTHS_ONLY - _BOTH
    return "" if word in refused else hit[0]
