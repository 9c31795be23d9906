"""Where in a text a figure may begin: rows of numeral characters, but those that their neighbours show to be none.

Most numerals of a text are parts of names, of lists and of telephone numbers (四川, 三星, 2、, 9号线, PS3), and one look at
the characters around them says so. The one pattern here takes that look; whatever it cannot tell, the readers see.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from weibotext.figures.bare import EQUALLING, INTRODUCING, counted_nouns
from weibotext.figures.modifiers import CLOSE, STARTS
from weibotext.figures.quantities import OPENING
from weibotext.figures.readers import CALLING, currency_ends
from weibotext.figures.scene import fixed_phrases
from weibotext.figures.units import units
from weibotext.numerals import ARABIC_DIGITS, CHINESE_DIGITS, NUMERAL_CHARACTERS

_CHARACTERS: Final = f"{NUMERAL_CHARACTERS}几数."
_ROW: Final = f"[{_CHARACTERS}]"
_CHINESE: Final = "".join(sorted(set(NUMERAL_CHARACTERS) - set(ARABIC_DIGITS)))
CURRENCIES: Final = ("RMB", "USD", "CNY", "EUR", "HKD", "GBP", "JPY")
"""Letters that do not make digits behind them part of a word."""

_NO_CURRENCY: Final = "".join(f"(?<!{name}.)" for name in CURRENCIES)
_EARLIER: Final = "".join(f"(?<![少多码]{'.' * width}.)" for width in range(1, 5))
"""至少|配备|2名: a modifier may stand a little way off."""


@cache
def rows(short: bool, listed: bool) -> re.Pattern[str]:
    """Rows of numeral characters that may begin a figure.

    In a ``short`` text 一 before a classifier may be all that is counted; in one that is a list of numbers (``listed``) each of
    them is a figure, whatever stands around it.

    >>> [hit[0] for hit in rows(False, False).finditer("成都在四川省，沿9号线有2站")]
    ['2']
    """
    hopeless = "" if listed else rf"(?<![0-9.].)(?!{_word()}|{_apart()})"
    return re.compile(rf"{_ROW}{hopeless}(?:(?<![一几数.])|(?={_ROW})|(?<=一){'' if short else _counting()}){_ROW}*+")


def _counting() -> str:
    """What stands around 一 where it counts: a measure or a currency, a share, or a sign that joins, follows."""
    measures = {name[0] for name, unit in units().items() if unit.kind != "count"}
    after = (measures | set("半分又比到至成倍折打~～―–—-和与以之左右上或、，。；,; ")) - {"点", "级", "个"}
    return rf'(?:(?<=[第“‘"折]一)|(?={_any(after)}|点[{"".join(CHINESE_DIGITS)}]|个(?:[百点]|\Z)))'


def _word() -> str:
    """Plain digits that go on a word in letters: CFR02, @123. What follows cannot make them more."""
    more = _any(f".,，eE^点余多来几kKwMG岁个周星礼天日月年{NUMERAL_CHARACTERS}")
    return rf"(?<=[A-Za-z@_&%#][0-9]){_NO_CURRENCY}[0-9]{{0,23}}+(?!{more})"


def _apart() -> str:
    """A number in digits, or a Chinese numeral of one character, of which nothing before or behind it says that it counts."""
    before = CLOSE | INTRODUCING | currency_ends() - {" "} | set("第前")
    behind = going_on() - {"星"}  # 三星 is a name; 星期 is looked for below
    nouns = {noun[0] for noun in counted_nouns()}
    # A proverb with two numerals is a candidate, for only the readers leave it out whole: 三|心二意.
    proverbs = {phrase[1] for phrase in fixed_phrases() if set(phrase[2:]) & set(_CHARACTERS)}
    fraction = rf"(?:\.[0-9]{{1,24}}+(?![、及])|(?!\.[0-9]))(?!{_any(behind | nouns | set('eE^'))}|[,，][0-9])"
    digits = rf"(?<=[0-9])[0-9]{{0,23}}+(?:\.(?!{_ROW})|{fraction})"
    chinese = rf"(?<=[^{_listed(EQUALLING)}][{_CHINESE}])(?!{_any(behind | proverbs)})"
    return rf"(?<=[^{_listed(before)}].)(?<!{_any(currency_ends())} .){_EARLIER}(?:{digits}|{chinese})(?!星期|\Z)"


@cache
def going_on() -> frozenset[str]:
    """What may stand behind a numeral and make it more than that: units, modifiers, signs that join, other numerals."""
    return OPENING | CALLING | STARTS | set(_CHARACTERS) | {name[0] for name in units()}


def _any(characters: Iterable[str]) -> str:
    return f"[{_listed(characters)}]"


def _listed(characters: Iterable[str]) -> str:
    return re.escape("".join(sorted(set(characters))))
