"""Figures: numbers with their units, how they are meant, and what they count.

:mod:`.folding` makes digits and blanks uniform, :mod:`.rows` says where a number may begin. :mod:`.simple` reads the
commonest forms; else :mod:`.quantities` reads a number with its unit, the readers of :mod:`.readers` make figures of it, and
:mod:`.bare` says which numbers without a unit are some. :mod:`.context` adds what the words of the clause say, :mod:`.items`
finds what is counted. To add a unit, write an entry in ``lexicons/units.toml`` and a case in ``tests/cases/figures.toml``.
"""

from __future__ import annotations

from weibotext.figures.amount import Amount
from weibotext.figures.finding import RULES, find_figures

__all__ = ["RULES", "Amount", "find_figures"]
