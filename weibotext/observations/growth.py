"""How much something grew in a year: 生产总值138亿元，|同比增长|7.5%."""

from __future__ import annotations

from typing import Final

from weibotext.observations.given import Number
from weibotext.patterns import deferred

_PRICES: Final = "按可比价格?计算|按可比价|按可比口径计?算?|按不变价格?计算|扣除价格因素影响?|剔除价格因素"
_SINCE: Final = "同比|(?:比|较)(?:上一?年|去年)(?:同期)?|(?:比|较)上年度|实际|名义"
_UP: Final = "增长率?|增速|增幅|上涨|上升|提高|增加"
_DOWN: Final = "下降|降低|减少|下跌|回落|负增长|下滑|降幅"
_GROWN: Final = deferred(
    f" ?(?:[(（]不含农户[)）])?[，,、]?(?:(?:{_PRICES})[，,]?)?(?:{_SINCE})*(?:(?P<down>{_DOWN})|{_UP})(?:了|为|达到?|约|近|超过?)*"
)
"""What stands between a figure, or what it measures, and how much that grew in a year."""

LONGEST: Final = 32


def grown(text: str, start: int, number: Number) -> Number | None:
    """A percentage as the growth, from the year before, of what the text names up to ``start``; below zero for a decline.

    ``None`` where it is none, or one from another time (环比, 比一季度, 两年平均).

    >>> from weibotext.values import Span
    >>> number = Number("f", Span(8, 12), Span(8, 12), "3.2", "exact", "%", None)
    >>> grown("生产总值同比下降3.2%", 4, number).value
    '-3.2'
    """
    if number.unit != "%" or not 0 < number.span.start - start <= LONGEST:
        return None
    said = _GROWN.fullmatch(text, start, number.span.start)
    if said is None:
        return None
    return number._replace(value=f"-{number.value}") if said["down"] else number
