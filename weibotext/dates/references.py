"""Rules for times without a calendar date of their own, and for periods with a name."""

from __future__ import annotations

import re
from typing import Final

from weibotext.dates.written import Period, Reference
from weibotext.rules import Rule, rule

WORDS: Final = {
    "PRESENT_REF": ("目前", "现在", "当前", "如今", "眼下", "现阶段"),
    "PAST_REF": ("近日", "日前", "近来", "最近", "近期", "不久前"),
    "FUTURE_REF": ("今后", "不久后", "未来"),
}
_VALUES: Final = {word: timex for timex, words in WORDS.items() for word in words}


@rule("|".join(_VALUES), first=tuple(_VALUES))
def reference(hit: re.Match[str]) -> Reference | None:
    """目前, 近日"""
    return Reference(_VALUES[hit[0]])


@rule(
    "[“\"'「]?十(?P<plan>[一二三四五])五[”\"'」]?(?:时期|期间|规划期间?|以来)",
    first=("“十", '"十', "'十", "「十", "十"),
    after="五",
)
def five_year_plan(hit: re.Match[str]) -> Period | None:
    """“十二五”期间: the plans are numbered from 1953; the eleventh began in 2006"""
    first = 2001 + 5 * "一二三四五".index(hit["plan"]) + 5
    return Period(first, first + 4)


RULES: Final[tuple[Rule[Reference] | Rule[Period], ...]] = (reference, five_year_plan)
