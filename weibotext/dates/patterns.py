"""The fragments that date patterns are made of."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from weibotext.numerals import ARABIC_DIGITS, CHINESE_DIGITS, DIGIT, NUMERAL_CHARACTERS, TENS

CHINESE_COUNT: Final = "".join([*CHINESE_DIGITS, "十", *TENS])
NOT_AFTER_NUMBER: Final = rf"(?<![{NUMERAL_CHARACTERS}.．第几数])"
"""What a number in a date must not follow: the rest of a longer number."""

SPACE: Final = r"[ \u3000]?"
_CHINESE_YEAR = rf"[一二][{''.join(CHINESE_DIGITS)}]{{3}}"
_MONTH_NUMBER = rf"(?:[0０]?{DIGIT}|[1１]{DIGIT}|十[一二]?|[一二三四五六七八九])"
_UNITS = "[一二三四五六七八九]"
_DAY_NUMBER = rf"(?:[0-3０-３]?{DIGIT}|二十{_UNITS}?|三十一?|十{_UNITS}?|廿{_UNITS}?|{_UNITS})"

YEAR: Final = (
    rf"(?:(?P<year>[12１２]{DIGIT}{{3}}|{_CHINESE_YEAR}"
    rf"|{DIGIT}{{2}}(?=年{SPACE}{_MONTH_NUMBER}{SPACE}月))"
    rf"{SPACE}年(?!代|级)度?"
    r"|(?P<year_word>今年|本年|去年|上年|前年|明年|来年|后年(?![产均销处吞收增加生])|当年|同年|翌年|次年)度?)"
)
MONTH: Final = (
    rf"(?:(?P<month>{_MONTH_NUMBER}){SPACE}月份?"
    r"|(?P<month_word>本月|当月|同月|次月|上个?月|下个?月|上上个?月))"
)
DAY: Final = rf"(?P<day>{_DAY_NUMBER}){SPACE}[日号]"
ARABIC_DAY: Final = rf"(?P<day>[0-3０-３]?{DIGIT}){SPACE}[日号](?!内|游|均|龄|线|院|楼|文)"
DAY_WORD: Final = (
    r"(?P<day_word>今天|今日|昨天|昨日|前天|前日|明天|明日|后天|大前天|大后天|当天|当日|同日|同一天|次日|翌日"
    r"|第二天|前一[天日])"
)
PART_OF_YEAR: Final = (
    r"(?:(?P<season>[春夏秋冬])[天季]|第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年"
    r"|(?P<end>年?[初末底]|年中)(?!中|高|级|等|步|期|次|始|审|试|稿))"
)
PART_OF_MONTH: Final = r"(?P<third>[上中下]旬|[初底末](?![一二三四五六七八九十中高级等步期次始审试稿]))"
WEEKDAY: Final = r"(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])"

_HOUR = rf"(?:[01０１]?{DIGIT}|[2２][0-4０-４]|二十[一二三四]?|十[一二三四五六七八九]?|[零一二两三四五六七八九])"
_SIXTY = (
    rf"(?:[0-5０-５]?{DIGIT}|[二三四五]十[一二三四五六七八九]?|十[一二三四五六七八九]?|[零〇]?[一二三四五六七八九])"
)
_HALF_DAY = r"(?P<half_day>凌晨|清晨|早晨|早上|早间|上午|中午|午后|下午|傍晚|晚上|晚间|夜间|深夜|午夜|当晚|昨晚|今晚|今晨|晚|早)"
_COLON = rf"[:：](?P<minute_after_colon>[0-5０-５]{DIGIT})(?:[:：](?P<second>[0-5０-５]{DIGIT}))?(?!{DIGIT})"
_HOUR_WORD = rf"{SPACE}[时点](?!段|代|间|评|赞|击|名|滴)(?P<minute_word>{SPACE}{_SIXTY}{SPACE}分|半|整|钟|[一三]刻)?"
CLOCK: Final = rf"(?:{SPACE}{_HALF_DAY})?{SPACE}(?P<hour>{_HOUR})(?:{_COLON}|{_HOUR_WORD})"

PART_OF_DAY: Final = r"(?P<part_of_day>凌晨|清晨|早晨|早上|上午|午后|下午|傍晚|晚上|晚间|夜间|深夜|晚)"

CONNECTORS: Final = "至到—–-－~～―"
"""The signs between the ends of a range."""

CONNECTOR: Final = rf"{SPACE}(?:至|到|—{{1,2}}|–|-|－|~|～|―){SPACE}"

DIGITS_FIRST: Final = tuple(ARABIC_DIGITS + CHINESE_COUNT)
WORDS_FIRST: Final = (
    *("今年", "本年", "去年", "上年", "前年", "明年", "来年", "后年", "当年", "同年", "翌年", "次年"),
    *("本月", "当月", "同月", "次月", "上月", "上个月", "下月", "下个月", "上上"),
)
DAY_WORDS_FIRST: Final = (
    *(
        "今天",
        "今日",
        "昨天",
        "昨日",
        "前天",
        "前日",
        "明天",
        "明日",
        "后天",
        "大前天",
        "大后天",
        "当天",
        "当日",
        "同日",
        "同一天",
        "前一天",
        "前一日",
    ),
    *("次日", "翌日", "第二天"),
)
CLOCK_WORDS_FIRST: Final = (
    *(
        "凌晨",
        "清晨",
        "早晨",
        "早上",
        "早间",
        "上午",
        "中午",
        "午后",
        "下午",
        "傍晚",
        "晚上",
        "晚间",
        "夜间",
        "深夜",
        "午夜",
    ),
    *("当晚", "昨晚", "今晚", "今晨", "晚", "早"),
)

MOMENT: Final = (
    rf"(?:{YEAR}(?:{SPACE}{PART_OF_YEAR}|{SPACE}{MONTH}(?:{SPACE}(?:{DAY}|{PART_OF_MONTH}))?)?"
    rf"|{MONTH}(?:{SPACE}(?:{DAY}|{PART_OF_MONTH}))?)"
)
"""A year, a month, or both, with what may follow: a part of the year, a day, a part of the month."""


def suffixed(pattern: str, suffix: str) -> str:
    """The same pattern with ``suffix`` on the names of its groups, so that it can stand twice in another.

    >>> suffixed("(?P<day>x)", "_to")
    '(?P<day_to>x)'
    """
    return re.sub(r"\(\?P<(\w+)>", rf"(?P<\1{suffix}>", pattern)


def once(pattern: str) -> str:
    """The pattern with names only on the first group of each name; alternatives may share a fragment.

    Python refuses a name that stands twice, and only one alternative of a pattern matches: the later ones get the name
    with a number, and :func:`groups` reads either.

    >>> once("(?P<day>x)|(?P<day>y)")
    '(?P<day>x)|(?P<day_2>y)'
    """
    seen: dict[str, int] = {}

    def numbered(hit: re.Match[str]) -> str:
        name = hit[1]
        seen[name] = seen.get(name, 0) + 1
        return hit[0] if seen[name] == 1 else f"(?P<{name}_{seen[name]}>"

    return re.sub(r"\(\?P<(\w+)>", numbered, pattern)


def groups(hit: re.Match[str], suffix: str = "") -> dict[str, str]:
    """The groups that matched, by the name they had before :func:`suffixed` and :func:`once`.

    >>> groups(re.match(once("(?P<day>x)|(?P<day>y)"), "y"))
    {'day': 'y'}
    """
    matched = zip(_names(hit.re, suffix), hit.groups(), strict=True)
    return {name: text for name, text in matched if text and name}


@lru_cache(maxsize=256)
def _names(pattern: re.Pattern[str], suffix: str) -> tuple[str | None, ...]:
    """The names of a pattern's groups without suffix and number, in order; ``None`` for those of another suffix."""
    names: list[str | None] = [None] * pattern.groups
    for name, number in pattern.groupindex.items():
        if name.endswith(suffix):
            names[number - 1] = _NUMBERED.sub("", name.removesuffix(suffix))
    return tuple(names)


_NUMBERED: Final = re.compile(r"_\d$")
