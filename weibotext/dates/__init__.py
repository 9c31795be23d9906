"""Dates: what the text says, and what it means.

Rules read an expression for itself (:mod:`.calendar`, :mod:`.ranges`, :mod:`.lengths`, :mod:`.references`) into one of
the values of :mod:`.written`; :mod:`.modifiers` reads the words around it; :mod:`.resolve` anchors it. To add a pattern,
write a rule, name it in its module's ``RULES``, and add a case to ``tests/cases/dates.toml``.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from weibotext.dates import calendar, lengths, ranges, references
from weibotext.dates.resolve import When, resolve
from weibotext.dates.written import Written
from weibotext.numerals import NUMERAL_CHARACTERS
from weibotext.rules import RuleSet, find
from weibotext.values import Match

__all__ = ["RULES", "When", "find_dates"]

RULES: Final[RuleSet[Written]] = RuleSet[Written](
    (*ranges.RULES, *calendar.RULES, *lengths.RULES, *references.RULES),  # type: ignore[arg-type]
    digits=NUMERAL_CHARACTERS,
)


def find_dates(text: str, *, published: datetime | None = None) -> list[Match[When]]:
    """The dates of a clean text, in order, anchored on the moment of publication where they need it.

    >>> [(text_of.value.timex, text_of.value.mod) for text_of in find_dates("截至6月30日", published=datetime(2013, 8, 20))]
    [('2013-06-30', 'on_or_before')]
    """
    return list(resolve(text, find(text, RULES), published))
