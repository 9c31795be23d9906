"""The words around a number that say how it is meant: 超过, 近, 以上, 左右."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from weibotext.figures.amount import Mod
from weibotext.patterns import any_of, deferred

BEFORE: Final[dict[str, Mod]] = {
    **dict.fromkeys(
        ("超过", "超", "逾", "突破", "破", "多达", "高于", "大于", "多于", "超出", "不止", ">", "＞"), "more_than"
    ),
    **dict.fromkeys(
        ("至少", "不少于", "不低于", "不小于", "不下", "不下于", "最少", "起码", "上", "≥", "≧"), "at_least"
    ),
    **dict.fromkeys(("大于等于", "大于或等于", "大于或者等于", "高于或等于", "多于或等于"), "at_least"),
    **dict.fromkeys(("不到", "不足", "少于", "低于", "小于", "未满", "不满", "未达", "<", "＜"), "less_than"),
    **dict.fromkeys(("不超过", "不超", "不多于", "不高于", "至多", "最多", "不大于", "顶多", "≤", "≦"), "at_most"),
    **dict.fromkeys(("小于等于", "小于或等于", "小于或者等于", "低于或等于", "少于或等于"), "at_most"),
    **dict.fromkeys(("近", "接近", "将近", "几近", "逼近"), "nearly"),
    **dict.fromkeys(("约", "大约", "大概", "约合", "估计", "近乎", "大致"), "approx"),
}
BEHIND: Final[dict[str, Mod]] = {
    **dict.fromkeys(("以上", "及以上", "或以上", "之上", "或更多", "或者更多", "开外"), "at_least"),
    **dict.fromkeys(("以下", "以内", "及以下", "或以下", "之内", "之下", "或更少", "或者更少"), "at_most"),
    **dict.fromkeys(("左右", "上下", "许", "前后"), "approx"),
    **dict.fromkeys(("余", "多", "有余", "出头"), "more_than"),
    "不到": "less_than",
}

_ENDS: Final = {
    last: tuple(sorted((word for word in BEFORE if word[-1] == last), key=len, reverse=True))
    for last in {word[-1] for word in BEFORE}
}
"""The modifiers before a number by their last characters, the longest first."""

_LINKS: Final = frozenset("了为是有达到过占增减升降涨跌")
"""What may stand between the modifier and the number: 超过|了|80, 至少|是|3."""

_WORDS_WITH: Final = {
    "约": frozenset("签合预节公特条履守如邀违"),
    "近": frozenset("最附就临靠远亲邻新"),
    "上": frozenset("以晚马网线早身路街市海天地船车楼会山桌面之加算"),
    "超": frozenset("高反"),
    "破": frozenset("侦打攻告爆识撞连揭突冲勘查说读看"),
    "逾": frozenset(),
}
_behind = deferred(
    rf"(?:[（(]不?含[）)])?(?P<word>(?!上下[班学级游楼车午半文]|许[多可愿诺昌某]|以上海|不到[场位岗达处]){any_of(BEHIND)})"
)
STARTS: Final = frozenset([*(word[0] for word in BEHIND), *"（("])
_EARLIER: Final = deferred("(?P<word>至少|最少|最多|至多|起码|顶多)(?:还|可|须|要)?[\u4e00-\u9fff]{1,3}$")
_NO_VERB: Final = re.compile("[的一二三四五六七八九十]")
_COMPARED: Final[dict[str, Mod]] = {
    **dict.fromkeys("大多高长重", "more_than"),
    **dict.fromkeys("小少低短轻", "less_than"),
}
NO_MODIFIER: Final[tuple[int, Mod | None]] = (0, None)


class Modifiers(NamedTuple):
    """How many characters before and behind a figure are modifiers, and what they say together."""

    left: int
    right: int
    mod: Mod | None


def modifiers(text: str, start: int, stop: int) -> Modifiers:
    """The modifiers of a figure; one behind it outweighs one before it.

    >>> modifiers("留言超过140条", 4, 8), modifiers("比四分之一大", 1, 5).mod
    (Modifiers(left=2, right=0, mod='more_than'), 'more_than')
    """
    left, mod_before = before(text, start)
    right, mod_behind = behind(text, stop)
    if text[start - 1 : start] == "比" and (mod := _COMPARED.get(text[stop : stop + 1])):
        return Modifiers(1, 1, mod)
    return Modifiers(left, right, mod_behind or mod_before)


CLOSE: Final = _LINKS.union(_ENDS, "比")


def may_be_modified(text: str, start: int, stop: int) -> bool:
    """Whether a character around a figure is one that modifiers are known by; without one there is none.

    >>> may_be_modified("共140条信息", 1, 5), may_be_modified("近140条", 1, 5)
    (False, True)
    """
    if (start and text[start - 1] in CLOSE) or text[stop : stop + 1] in STARTS:
        return True
    window = text[max(0, start - 6) : start]
    return "少" in window or "多" in window or "码" in window


def before(text: str, start: int) -> tuple[int, Mod | None]:
    """How many characters before ``start`` are a modifier, and what it says.

    >>> before("留言超过140条", 4), before("晚上10条", 2), before("最多补助2000元", 4)
    ((2, 'more_than'), (0, None), (4, 'at_most'))
    """
    if start > 0:
        last = text[start - 1]
        if last in _ENDS and (found := _ending(text, start))[0]:
            return found
        if last in _LINKS and start > 1 and text[start - 2] in _ENDS and (found := _ending(text, start - 1))[0]:
            return found[0] + 1, found[1]
    window = text[max(0, start - 7) : start]
    return _earlier(window) if "少" in window or "多" in window or "起码" in window else NO_MODIFIER


def _ending(text: str, start: int) -> tuple[int, Mod | None]:
    for word in _ENDS[text[start - 1]]:
        if text.endswith(word, 0, start):
            return NO_MODIFIER if len(word) == 1 and _in_a_word(text, start) else (len(word), BEFORE[word])
    return NO_MODIFIER


def _in_a_word(text: str, start: int) -> bool:
    """Whether a modifier of one character is the end of another word (节约, 最近), or 上 and 破 that are none before such numbers."""
    word, previous = text[start - 1], text[start - 2 : start - 1]
    if word == "上" and text[start : start + 1] not in "百千万亿":
        return True
    if word == "破" and not _GREAT.match(text, start):
        return True  # 破3起案件 is a count of cases
    return bool(previous) and previous in _WORDS_WITH.get(word, ())


_GREAT: Final = re.compile(r"[0-9.,]*[一二三四五六七八九十两]*[百千万亿]|[0-9]{4}")


def _earlier(window: str) -> tuple[int, Mod | None]:
    """至少配备|2名: a verb may stand between."""
    hit = _EARLIER.search(window)
    if hit is None or _NO_VERB.search(hit[0], len(hit["word"])):
        return NO_MODIFIER
    return len(hit[0]), BEFORE[hit["word"]]


def behind(text: str, stop: int) -> tuple[int, Mod | None]:
    """How many characters from ``stop`` on are a modifier, and what it says.

    >>> behind("6条以上，目前", 2), behind("50万元（含）以上", 4)
    ((2, 'at_least'), (5, 'at_least'))
    """
    if text[stop : stop + 1] not in STARTS:
        return NO_MODIFIER
    hit = _behind.match(text, stop)
    return (hit.end() - stop, BEHIND[hit["word"]]) if hit else NO_MODIFIER
