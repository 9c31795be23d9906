"""Numerals: how Chinese text writes a number, and the number it means.

Arabic digits (half or full width, with thousands separators and a decimal point), Chinese digits and units in their
everyday, financial and contracted forms (三千五百, 叁仟伍佰, 廿, 两), and mixtures of both (3.5亿, 3万4000, 170万). Values
are :class:`decimal.Decimal`, never floats. Dates and figures share this one parser.

Chinese characters are given in simplified form: conversion comes first.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

ARABIC_DIGITS: Final = "0123456789０１２３４５６７８９"
CHINESE_DIGITS: Final = {
    **dict(zip("零一二三四五六七八九", range(10), strict=True)),
    **dict(zip("壹贰叁肆伍陆柒捌玖", range(1, 10), strict=True)),
    "〇": 0,
    "○": 0,
    "两": 2,
    "俩": 2,
    "幺": 1,
}
TENS: Final = {"廿": 20, "卅": 30, "卌": 40}
SMALL_UNITS: Final = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
LARGE_UNITS: Final = {"万": 10**4, "亿": 10**8, "兆": 10**12}

DIGIT: Final = f"[{ARABIC_DIGITS}]"
ARABIC: Final = rf"{DIGIT}+(?:,{DIGIT}{{3}}(?!{DIGIT}))*(?:[.．]{DIGIT}+)?"
"""A number in Arabic digits. A comma is a separator only before exactly three digits."""

NUMERAL_CHARACTERS: Final = "".join([ARABIC_DIGITS, *CHINESE_DIGITS, *TENS, *SMALL_UNITS, *LARGE_UNITS])

LONGEST: Final = 60
GREATEST: Final = Decimal(10**24)
"""Longer rows of digits, and numbers from here on, are something else: serial numbers, or noise."""

_CHINESE = "".join([*CHINESE_DIGITS, *TENS, *SMALL_UNITS, *LARGE_UNITS])
_UNITS = "".join([*SMALL_UNITS, *LARGE_UNITS])
_DIGITS = "".join(CHINESE_DIGITS)

NUMERAL: Final = (
    rf"(?:{ARABIC}(?:(?!千[米克瓦卡赫伏])[{_UNITS}])+(?:{DIGIT}+[{_UNITS}]*|[{_CHINESE}]+)*"
    rf"|{ARABIC}|[{_CHINESE}]+(?:点[{_DIGITS}]+[{_UNITS}]*)?)"
)
"""A numeral of any sort, as a fragment for patterns; without groups and without backtracking beyond linear time."""

_PIECES = re.compile(rf"{ARABIC}|点[{_DIGITS}]+|[{_DIGITS}]+|[{_UNITS}{''.join(TENS)}]")
_WHOLE = re.compile(NUMERAL)


@lru_cache(maxsize=4096)
def parse_numeral(text: str) -> Decimal | None:
    """The number that a numeral means, or ``None`` when ``text`` as a whole is not one, or nobody counts so far.

    A last digit behind a unit counts tenths of it, as in speech (三万五 is 35,000); digits in a row are read as places
    (二〇一三 is 2013).

    >>> parse_numeral("三千五百万"), parse_numeral("3.5亿"), parse_numeral("两百"), parse_numeral("3万4000")
    (Decimal('35000000'), Decimal('350000000'), Decimal('200'), Decimal('34000'))
    >>> parse_numeral("一点五"), parse_numeral("廿三"), parse_numeral("1,691"), parse_numeral("微博")
    (Decimal('1.5'), Decimal('23'), Decimal('1691'), None)
    """
    if not _WHOLE.fullmatch(text):
        return None
    value = _value(_PIECES.findall(text)) if len(text) <= LONGEST else GREATEST
    return plain(value) if value < GREATEST else None


def plain(value: Decimal) -> Decimal:
    """The same number without exponent or superfluous zeros behind the point.

    >>> plain(Decimal("3.50") * 10), str(plain(Decimal("1E+8")))
    (Decimal('35'), '100000000')
    """
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if whole == value else value.normalize()


def _value(pieces: list[str]) -> Decimal:
    """Add up a numeral's pieces: numbers, and the units that multiply them.

    A large unit (万, 亿) closes a section. One larger than the last multiplies all before it: 三千万亿.
    """
    done = section = waiting = Decimal(0)
    unit = large = 1
    for piece in pieces:
        if piece in LARGE_UNITS:
            unit, section = LARGE_UNITS[piece], section + waiting
            done = (done + section) * unit if unit > large > 1 else done + (section or 1) * unit
            section, waiting, large = Decimal(0), Decimal(0), unit
        elif piece in SMALL_UNITS:
            unit = SMALL_UNITS[piece]
            section, waiting = section + (waiting or 1) * unit, Decimal(0)
        else:
            waiting += _number(piece)
    tenths = unit >= 100 and len(pieces[-1]) == 1 and pieces[-1] not in TENS
    return done + section + (waiting * unit / 10 if tenths else waiting)


def _number(piece: str) -> Decimal:
    """A run of digits in either script, or one of the contracted tens; a run that begins with 点 is a fraction."""
    if piece in TENS:
        return Decimal(TENS[piece])
    if piece[0] == "点":
        return Decimal("0." + _as_digits(piece[1:]))
    if piece[0] in CHINESE_DIGITS:
        return Decimal(_as_digits(piece))
    return Decimal(piece.replace(",", "").replace("．", "."))


def _as_digits(run: str) -> str:
    return "".join(str(CHINESE_DIGITS[character]) for character in run)
