"""The words around a date that say how it is meant: 截至, 以来, 之前, 左右."""

from __future__ import annotations

import re
from typing import Final

from weibotext.dates.written import Cycle, Length, Reference, Written
from weibotext.rules import any_of
from weibotext.values import Match, Span

BEFORE: Final = {
    "截至": "on_or_before",
    "截止": "on_or_before",
    "截止到": "on_or_before",
    "截至到": "on_or_before",
    "自": "on_or_after",
    "从": "on_or_after",
    "自从": "on_or_after",
    "约": "approx",
    "大约": "approx",
    "超过": "more_than",
    "近": "less_than",
    "不到": "less_than",
    "不足": "less_than",
}
BEHIND: Final = {
    "以来": "on_or_after",
    "起": "on_or_after",
    "之前": "before",
    "以前": "before",
    "前": "before",
    "之后": "after",
    "以后": "after",
    "后": "after",
    "为止": "on_or_before",
    "前后": "approx",
    "左右": "approx",
    "许": "approx",
}
_LENGTHS_ONLY: Final = frozenset(("超过", "近", "不到", "不足", "约", "大约"))
_DATES_ONLY: Final = frozenset(("前", "后", "之前", "以前", "之后", "以后", "起", "自", "从"))

_before = re.compile(f"{any_of(BEFORE)}$")
_behind = re.compile(any_of(BEHIND) + "(?<!前(?=[往来期三夕沿后述]))(?<!后(?=[续来期]))(?<!起(?=[来草到步义源因]))")


def modified(text: str, match: Match[Written]) -> tuple[Match[Written], str | None]:
    """The match with its extent widened over the modifiers beside it, and what they say; ``None`` if there are none.

    A modifier behind wins over one before: 自6月30日起, 从去年以来.

    >>> from weibotext.dates.written import Moment
    >>> found = Match(Span(2, 7), Span(2, 7), Moment(month=6, day=30), "calendar_date")
    >>> widened, mod = modified("截至6月30日，全省", found)
    >>> widened.extent, mod
    (Span(start=0, stop=7), 'on_or_before')
    """
    if isinstance(match.value, Reference | Cycle):
        return match, None
    start, stop = match.span
    left = _fitting(_before.search(text[max(0, start - 3) : start]), match.value)
    right = _fitting(_behind.match(text, stop), match.value)
    extent = Span(start - len(left), stop + len(right))
    mod = BEHIND.get(right) or BEFORE.get(left)
    return Match(match.span, extent, match.value, match.rule), mod


def _fitting(hit: re.Match[str] | None, value: Written) -> str:
    """The modifier found, unless it speaks of lengths beside a date or the other way round."""
    word = hit[0] if hit else ""
    refused = _DATES_ONLY if isinstance(value, Length) else _LENGTHS_ONLY - {"约", "大约"}
    return "" if word in refused else word
