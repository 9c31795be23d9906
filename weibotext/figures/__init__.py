"""Figures: numbers with their units, how they are meant, and what they count.

Rules in :mod:`.numbers` read a number with its unit into an :class:`Amount`; :mod:`.context` adds what the words of the
clause say; :mod:`.items` finds what is counted. To add a unit, write an entry in ``lexicons/units.toml`` and a case in
``tests/cases/figures.toml``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from weibotext.figures.amount import Amount
from weibotext.figures.context import in_context
from weibotext.figures.items import item_of
from weibotext.figures.numbers import RULES as _NUMBERS
from weibotext.numerals import DIGIT, NUMERAL_CHARACTERS
from weibotext.rules import RuleSet, find
from weibotext.values import Match, Span

__all__ = ["RULES", "Amount", "find_figures", "item_of"]

_MORE = rf"[{NUMERAL_CHARACTERS}]*"
_ROW = rf"[{NUMERAL_CHARACTERS}]+(?:,{DIGIT}{{3}}(?!{DIGIT}){_MORE})*(?:[.．]{DIGIT}+{_MORE})?"
RULES: Final = RuleSet[Amount](_NUMBERS, digits=NUMERAL_CHARACTERS, row=_ROW)


def find_figures(text: str, *, taken: Iterable[Span] = ()) -> list[Match[Amount]]:
    """The figures of a clean text, in order. ``taken`` are sorted spans that are something else already, such as dates.

    >>> [(found.value.value, found.value.mod, found.value.unit) for found in find_figures("留言评论超过140条")]
    [(Decimal('140'), 'more_than', '条')]
    """
    return [in_context(text, match) for match in find(text, RULES, taken=taken)]
