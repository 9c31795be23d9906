"""What the words around a figure add to it: modifiers, what it is counted per, and how it changed."""

from __future__ import annotations

import re
from typing import Final, Literal

from weibotext.figures.amount import Amount
from weibotext.figures.modifiers import before, behind
from weibotext.values import Match, Span

CLAUSE_END: Final = re.compile("[，。；！？：,;!?\n]")
_PER: Final = re.compile("(?P<unit>日|月|年|周|人|户|亩|每平方米)均|每(?P<every>日|天|月|年|周|人|户|亩|小时)")
_CHANGE: Final = re.compile("(?P<up>增长|上升|提高|增加|上涨|扩大|攀升)|(?P<down>下降|减少|降低|下跌|回落|缩小)")
_BASIS: Final = {"同比": "year_on_year", "环比": "month_on_month", "比上年": "year_on_year", "较上年": "year_on_year"}
_COMPARED: Final = re.compile("|".join(_BASIS))
_TELLING: Final = re.compile("[均每同环比较增上提扩攀下减降回缩]")  # without one of these the clause says nothing of it
_CHANGING: Final = frozenset(("percent", "percent_points", "multiple", "money", "count", "measure"))


def in_context(text: str, match: Match[Amount]) -> Match[Amount]:
    """The figure with what the words of its clause say of it, and its extent widened over its modifiers.

    >>> found = Match(Span(6, 8), Span(6, 8), Amount("count", unit="条"), "quantity")
    >>> in_context("日均发稿量在6条以上", found).value.per
    '日'
    """
    start, stop = match.span
    amount = match.value
    if amount.kind == "ordinal":
        return match
    left, mod_before = before(text, start)
    right, mod_behind = behind(text, stop)
    clause = _clause_before(text, start)
    mod = (mod_behind or mod_before or "exact") if amount.mod == "exact" else amount.mod
    told = _TELLING.search(clause)
    per, change, basis = (_per(clause), _change(clause, amount), _basis(clause, amount)) if told else (None, None, None)
    if mod != amount.mod or per or change or basis:
        amount = amount._replace(mod=mod, per=per, change=change, basis=basis)
    return Match(match.span, Span(start - left, stop + right), amount, match.rule)


def _clause_before(text: str, start: int) -> str:
    """The words of the clause before a figure, forty characters at most."""
    return CLAUSE_END.split(text[max(0, start - 40) : start])[-1]


def _per(clause: str) -> str | None:
    hits = _PER.findall(clause)
    return next(unit for unit in hits[-1] if unit) if hits else None


def _change(clause: str, amount: Amount) -> Literal["up", "down"] | None:
    hit = _CHANGE.search(clause[-8:]) if amount.kind in _CHANGING else None
    return None if hit is None else ("up" if hit["up"] else "down")


def _basis(clause: str, amount: Amount) -> str | None:
    hit = _COMPARED.search(clause) if amount.kind in _CHANGING else None
    return _BASIS[hit[0]] if hit else None
