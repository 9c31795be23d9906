"""Dates: what the text says, and what it means.

:mod:`.pieces` finds the pieces that dates are made of, and :mod:`.readers` knows what each means; :mod:`.moments` and
:mod:`.grammar` put them together into one of the values of :mod:`.written`; :mod:`.modifiers` reads the words around it;
:mod:`.context` knows what it may lean on, and :mod:`.anchors` and :mod:`.resolve` anchor it. To add a word, a festival or a
period, add it to :mod:`.words` or to a lexicon; to add a way of putting pieces together, write a rule, name it in its
module's ``RULES``, and in either case add a case to ``tests/cases/dates.toml``.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from weibotext.dates.grammar import RULES, find_written
from weibotext.dates.inference import inferred_year
from weibotext.dates.resolve import When, resolve
from weibotext.numerals import exactly
from weibotext.values import Match, Words

__all__ = ["RULES", "When", "find_dates"]

_WIDE: Final = "０１２３４５６７８９"
_NARROW: Final = str.maketrans("０１２３４５６７８９：．／－", "0123456789:./-")
"""Full width to half, character for character."""


@exactly
def find_dates(text: str, *, published: datetime | None = None, words: Words | None = None) -> list[Match[When]]:
    """The dates of a clean text, in order, anchored on the moment of publication where they need it.

    Without it, the year is inferred where the text's own words fix it; otherwise it stays open.

    ``words`` are the words of the text; with them, nothing is found across the ends of words (登上|月台).

    >>> [(date.value.timex, date.value.mod) for date in find_dates("截至6月30日", published=datetime(2013, 8, 20))]
    [('2013-06-30', 'on_or_before')]
    """
    if any(digit in text for digit in _WIDE):
        text = text.translate(_NARROW)
    found = find_written(text, words, dated=published is not None)
    if published is None and (year := inferred_year(text)):
        return resolve(text, found, datetime(year, 1, 1), inferred=True)
    return resolve(text, found, published)
