"""The words around a number that say how it is meant: 超过, 近, 以上, 左右."""

from __future__ import annotations

import re
from typing import Final

from weibotext.figures.amount import Mod
from weibotext.rules import any_of

BEFORE: Final[dict[str, Mod]] = {
    **dict.fromkeys(("超过", "超", "逾", "突破", "多达", "高于", "大于"), "more_than"),
    **dict.fromkeys(("至少", "不少于", "不低于", "不下", "最少", "上"), "at_least"),
    **dict.fromkeys(("不到", "不足", "少于", "低于", "小于", "未满"), "less_than"),
    **dict.fromkeys(("不超过", "不多于", "不高于", "至多", "最多", "不大于"), "at_most"),
    **dict.fromkeys(("近", "接近", "将近"), "nearly"),
    **dict.fromkeys(("约", "大约", "大概", "约为", "约合", "估计", "约有", "近乎"), "approx"),
}
BEHIND: Final[dict[str, Mod]] = {
    **dict.fromkeys(("以上", "及以上", "或以上"), "at_least"),
    **dict.fromkeys(("以下", "以内", "及以下", "之内"), "at_most"),
    **dict.fromkeys(("左右", "上下", "许", "前后"), "approx"),
    **dict.fromkeys(("余", "多"), "more_than"),
}


_NOT_A_MODIFIER = "(?<!签约)(?<!合约)(?<!预约)(?<!节约)(?<!公约)(?<!特约)(?<!最近)(?<!附近)(?<!就近)(?<!临近)(?<!靠近)"
_before = re.compile(f"{any_of(BEFORE)}{_NOT_A_MODIFIER}$")
_behind = re.compile(any_of(BEHIND))
_LONGEST: Final = max(map(len, BEFORE))


def before(text: str, start: int) -> tuple[int, Mod | None]:
    """How many characters before ``start`` are a modifier, and what it says.

    >>> before("留言超过140条", 4), before("晚上10条", 3)
    ((2, 'more_than'), (0, None))
    """
    hit = _before.search(text, max(0, start - _LONGEST), start)
    if hit is None or (
        hit[0] == "上" and (text[start : start + 1] not in "百千万亿" or text[start - 2 : start] in ("以上", "晚上"))
    ):
        return 0, None
    return len(hit[0]), BEFORE[hit[0]]


def behind(text: str, stop: int) -> tuple[int, Mod | None]:
    """How many characters from ``stop`` on are a modifier, and what it says.

    >>> behind("6条以上，目前", 2)
    (2, 'at_least')
    """
    hit = _behind.match(text, stop)
    return (len(hit[0]), BEHIND[hit[0]]) if hit else (0, None)
