"""Numerals: how Chinese text writes a number, and the number it means.

Arabic digits (half or full width, with thousands separators and a decimal point), Chinese digits and units in their
everyday, financial and contracted forms (三千五百, 叁仟伍佰, 廿, 两), and mixtures of both (3.5亿, 3万4000, 170万) are read
by :func:`parse_numeral`. :func:`parse_number` reads all that states a number: signs, fractions, shares of a hundred,
powers, dozens, and vague numbers (十几, 数百, 两三千), which have bounds. Values are :class:`decimal.Decimal`, never floats.
Dates and figures share this one parser.

Chinese characters are given in simplified form: conversion comes first.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext
from functools import cache, lru_cache, wraps
from typing import Final, Literal, NamedTuple, ParamSpec, TypeAlias, TypeVar

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

_PIECES = re.compile(
    rf"{DIGIT}+(?:[,，]{DIGIT}{{3}}(?!{DIGIT}))*(?:[.．]{DIGIT}+)?|\.[0-9]+|点[{_DIGITS}0-9]+|[{_DIGITS}]+|[{_UNITS}{''.join(TENS)}]"
)
_WHOLE = re.compile(NUMERAL)
_VALUES = {**SMALL_UNITS, **LARGE_UNITS}

WIDTHS: Final = str.maketrans("０１２３４５６７８９．％／＋－＾−ｅＥｋＫ", "0123456789.%/+-^-eEkK")
"""Full-width digits and signs as their ASCII forms, one for one."""

_SEPARATED = (
    r"(?:[0-9]{1,3}(?:,[0-9]{3})++(?![0-9])"
    r"|(?:(?<![\u4e00-\u9fff])|(?<=之))[0-9]{1,3}(?:，[0-9]{3})++(?![0-9])|[0-9]{1,3}(?:，[0-9]{3})++(?=\.[0-9]))"
)
# A full-width comma mostly ends a clause (8比1，206个); it parts thousands where the number stands apart from other words.
_PLAIN = rf"(?:(?<=[0-9]\.)[0-9]++|(?:{_SEPARATED}|[0-9]++)(?:\.[0-9]++(?!\.[0-9]))?+|(?<![0-9.])\.[0-9]++)"
_POWER = r"(?:[eE][+-]?[0-9]++(?![A-Za-z])|\^[+-]*+[0-9]++)"
_MORE = rf"(?:(?:[0-9]{{1,3}}(?:,[0-9]{{3}})++|[0-9]++(?:\.[0-9]++)?+)(?=[{_UNITS}])|[0-9]++(?![0-9.,，])|[{_CHINESE}])"

EXPRESSION: Final = (
    rf"(?:{_PLAIN}(?:{_POWER}|点[0-9]++|[余多来几]?[{_UNITS}]++{_MORE}*+)?+"
    rf"|(?:[几数](?=[十百千万亿]))?+[{_CHINESE}]++(?:[余多来](?=[{_UNITS}])[{_UNITS}]++|几[{_UNITS}]*+)?+"
    rf"(?:点[{_DIGITS}]++[{_UNITS}]*+)?+)"
)
"""A numeral that may be vague or have an exponent: 170余万, 数百, 二十几万, 2^5. For text in the widths of ``WIDTHS``."""

Vagueness: TypeAlias = Literal["exact", "approx", "more_than"]


class Number(NamedTuple):
    """What a numeral means. A vague one has bounds, ``low`` included and ``high`` not, and a ``value`` if it names one."""

    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    mod: Vagueness = "exact"

    def __mul__(self, factor: Decimal | int) -> Number:  # type: ignore[override]
        """The number so many times."""
        value, low, high = (None if one is None else plain(one * factor) for one in self[:3])
        return Number(value, low, high, self.mod) if factor > 0 else Number(value, high, low, self.mod)


P = ParamSpec("P")
T = TypeVar("T")
_EXACT: Final = Context(prec=28, rounding=ROUND_HALF_EVEN)


def exactly(work: Callable[P, T]) -> Callable[P, T]:
    """The same function with 28 digits for its decimals, whatever the thread's own context says.

    Other libraries narrow that context for the whole process, Recognizers-Text to 15 digits and less; and what is computed
    under it would stay in the tables of numbers already read.

    >>> with localcontext(prec=3):
    ...     print(exactly(lambda: Decimal(1691) * 10)(), Decimal(1691) * 10)
    16910 1.69E+4
    """

    @wraps(work)
    def run(*args: P.args, **kwargs: P.kwargs) -> T:
        with localcontext(_EXACT):
            return work(*args, **kwargs)

    return run


@lru_cache(maxsize=4096)
@exactly
def parse_numeral(text: str) -> Decimal | None:
    """The number that a numeral means, or ``None`` when ``text`` as a whole is not one, or nobody counts so far.

    A last digit behind a unit counts tenths of it, as in speech (三万五 is 35,000); digits in a row are read as places
    (二〇一三 is 2013).

    >>> parse_numeral("三千五百万"), parse_numeral("3.5亿"), parse_numeral("两百"), parse_numeral("3万4000")
    (Decimal('35000000'), Decimal('350000000'), Decimal('200'), Decimal('34000'))
    >>> parse_numeral("一点五"), parse_numeral("廿三"), parse_numeral("1,691"), parse_numeral("微博")
    (Decimal('1.5'), Decimal('23'), Decimal('1691'), None)
    """
    return _counted(_PIECES.findall(text), text) if _WHOLE.fullmatch(text) else None


def plain(value: Decimal) -> Decimal:
    """The same number without exponent or superfluous zeros behind the point.

    >>> plain(Decimal("3.50") * 10), str(plain(Decimal("1E+8")))
    (Decimal('35'), '100000000')
    """
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if whole == value else value.normalize()


@lru_cache(maxsize=4096)
@exactly
def number_of(expression: str) -> Number | None:
    """The number that a text of the form :data:`EXPRESSION` means; ``None`` where nobody counts so.

    >>> number_of("170余万"), number_of("十几").high, number_of("两三百").low, number_of("2^5").value
    (Number(value=Decimal('1700000'), low=None, high=None, mod='more_than'), Decimal('20'), Decimal('200'), Decimal('32'))
    """
    if expression.isdigit() and expression.isascii():
        return Number(Decimal(expression)) if len(expression) <= 24 else None
    if len(expression) > LONGEST:
        return None
    if (mark := _MARK.search(expression)) is None:
        return _neighbours(expression) or _exact(expression)
    if mark[0] in "几数":
        return _indefinite(expression, mark.start())
    if mark[0] in "余多来":
        value = _of_pieces(expression[: mark.start()] + expression[mark.end() :])
        return None if value is None else Number(value, mod="approx" if mark[0] == "来" else "more_than")
    return _power(expression[: mark.start()], mark[0], expression[mark.end() :])


_MARK = re.compile(r"[几数余多来eE^]")
_NEIGHBOURS: Final = re.compile(rf"(|.*[十百千万亿])([{_DIGITS}])([{_DIGITS}])([{_UNITS}]*)")


def _exact(expression: str) -> Number | None:
    value = _of_pieces(expression)
    return None if value is None else Number(value)


def _of_pieces(expression: str) -> Decimal | None:
    return _counted(_PIECES.findall(expression), expression)


def _neighbours(expression: str) -> Number | None:
    """两三百, 十七八, 二三十: two digits that follow each other in counting, before or behind a unit."""
    hit = _NEIGHBOURS.fullmatch(expression)
    if (
        hit is None
        or not (hit[1] or hit[4])
        or not (follow(hit[2], hit[3]) or (hit[2] + hit[3] == "三五" and not hit[1]))
    ):
        return None
    low, high = (_of_pieces(hit[1] + digit + hit[4]) for digit in hit.group(2, 3))
    return Number(None, low, high, "approx") if low is not None and high is not None and low < high else None


def follow(one: str, other: str) -> bool:
    """Whether a digit is the next one in counting behind another, zero left out.

    >>> follow("两", "三"), follow("零", "一"), follow("三", "五")
    (True, False, False)
    """
    return 0 < CHINESE_DIGITS[one] == CHINESE_DIGITS[other] - 1


def _indefinite(expression: str, place: int) -> Number | None:
    """十几 is 10 to 20 and names 10; 几十 and 数十 are 10 to 100 and name nothing."""
    head, tail = expression[:place], expression[place + 1 :]
    least, eighth, ninth = (_of_pieces(head + digit + tail) for digit in ("" if head else "一", "八", "九"))
    if least is None or eighth is None or ninth is None:
        return None
    high = plain(ninth + ninth - eighth)
    if least >= high:
        return None
    return Number(least, least, high, "more_than") if head else Number(None, least, high, "approx")


MOST_DIGITS: Final = 60
"""A greater exponent than this is no number that news counts to."""


def _power(base: str, sign: str, exponent: str) -> Number | None:
    """2^5, 1.2e6; several signs before an exponent count as the last one says, and two minus signs as none."""
    number = _of_pieces(base)
    digits = exponent.lstrip("+-")
    if number is None or not digits.isdecimal() or len(digits) > 2 or int(digits) > MOST_DIGITS:
        return None
    power = int(digits) * (-1 if exponent.count("-") % 2 else 1)
    value = number * Decimal(10) ** power if sign in "eE" else _raised(number, power)
    return None if value is None or value >= GREATEST else Number(plain(value))


def _raised(number: Decimal, power: int) -> Decimal | None:
    if number.adjusted() * power > 24 or (not number and power < 1):
        return None
    return number**power


_NEGATIVE: Final = re.compile(r"(?:负|[+-]+)?")
_DOZENS: Final = rf"({EXPRESSION})打"
_PARTS: Final = rf"(?:({EXPRESSION})又)?(百|千|万|{EXPRESSION})分之(?:负)?({EXPRESSION})"
_SLASHED: Final = rf"(?:({_PLAIN}) )?({_PLAIN})/({_PLAIN})"
_SHARES: Final[dict[str, Decimal]] = {"%": Decimal("0.01"), "‰": Decimal("0.001"), "成": Decimal("0.1")}
_BLANKS: Final = re.compile(r"(?<![0-9])[ \u3000\t]+|[ \u3000\t]+(?![0-9])")


@cache
def _whole(pattern: str) -> Callable[[str], re.Match[str] | None]:
    """Matches a pattern against texts as a whole; compiled when it is first needed, for these are long and seldom are."""
    return re.compile(pattern).fullmatch


@exactly
def parse_number(text: str) -> Number | None:
    """The number that a text as a whole states, in whatever form; ``None`` where it states none.

    Shares are quotients here: 百分之五, 5% and 五厘 of a hundred are 0.05, 三成 is 0.3, 八五折 is 0.85. Blanks inside a numeral
    are left out.

    >>> parse_number("负三分之二").value, parse_number("百分之十二点五").value, parse_number("一又二分之一").value
    (Decimal('-0.666666666667'), Decimal('0.125'), Decimal('1.5'))
    >>> parse_number("３万 4000").value, parse_number("八五折").value, parse_number("五打").value, parse_number("三个")
    (Decimal('34000'), Decimal('0.85'), Decimal('60'), None)
    """
    folded = _BLANKS.sub("", text.translate(WIDTHS).strip())
    sign = _NEGATIVE.match(folded)
    head = sign[0] if sign else ""
    number = _unsigned(folded[len(head) :])
    return number * -1 if number and (head == "负" or head.count("-") % 2) else number


def _unsigned(text: str) -> Number | None:
    if _whole(EXPRESSION)(text):
        return number_of(text)
    if hit := _whole(_DOZENS)(text):
        number = number_of(hit[1])
        return number * 12 if number else None
    if hit := _whole(_PARTS)(text):
        return _stated(quotient(hit[3], hit[2], hit[1]))
    if hit := _whole(_SLASHED)(text):
        return _stated(quotient(hit[2], hit[3], hit[1]))
    return _share(text)


def _stated(value: Decimal | None) -> Number | None:
    return None if value is None else Number(value)


def _share(text: str) -> Number | None:
    """5%, 三成, 九折, 八五折"""
    number = number_of(text[:-1]) if _whole(EXPRESSION)(text[:-1]) else None
    if number is None:
        return None
    if text[-1] == "折" and number.value is not None:
        return number * discount(number.value) * Decimal("0.01")
    return number * _SHARES[text[-1]] if text[-1] in _SHARES else None


def discount(number: Decimal) -> int:
    """How many per cent one 折 is: ten, or one where two digits are named (八五折).

    >>> discount(Decimal(9)), discount(Decimal(85)), discount(Decimal("8.5"))
    (10, 1, 10)
    """
    return 1 if number > 10 else 10


_DIVISION: Final = Context(prec=12)


def quotient(above: str, below: str, whole: str | None = None) -> Decimal | None:
    """The value of a fraction whose numerator and denominator are expressions, with the whole number before it.

    A quotient has twelve significant digits.

    >>> quotient("3", "4"), quotient("1", "二", "一"), quotient("1", "0")
    (Decimal('0.75'), Decimal('1.5'), None)
    """
    numbers = [number_of(one) for one in (above, below, whole or "0")]
    values = [number.value for number in numbers if number and number.value is not None]
    if len(values) < 3 or not values[1]:
        return None
    return plain(values[2] + _DIVISION.divide(values[0], values[1]))


def _counted(pieces: list[str], text: str) -> Decimal | None:
    """What a numeral's pieces come to; ``None`` where the text is too long or the number too great."""
    value = _value(pieces) if len(text) <= LONGEST else None
    return None if value is None or value >= GREATEST else plain(value)


def _value(pieces: list[str]) -> Decimal | None:
    """Add up a numeral's pieces: numbers, and the units that multiply them; ``None`` for units out of order (五十千).

    A large unit (万, 亿) closes a section. One larger than the last multiplies all before it: 三千万亿.
    """
    done = section = waiting = Decimal(0)
    unit = large = 1
    smallest = 10**4
    for piece in pieces:
        if piece in LARGE_UNITS:
            unit, section = LARGE_UNITS[piece], section + waiting
            done = _closed(done, section, unit, large)
            section, waiting, large, smallest = Decimal(0), Decimal(0), unit, 10**4
        elif piece in SMALL_UNITS:
            unit = SMALL_UNITS[piece]
            if unit >= smallest:
                return None
            section, waiting, smallest = section + (waiting or 1) * unit, Decimal(0), unit
        else:
            waiting += _number(piece) * (Decimal(unit) / 10 if _tenths(piece, waiting, unit, pieces) else 1)
    return done + section + waiting


def _closed(done: Decimal, section: Decimal, unit: int, large: int) -> Decimal:
    if not section and done:
        return done * unit
    return (done + section) * unit if unit > large > 1 else done + (section or 1) * unit


def _tenths(piece: str, waiting: Decimal, unit: int, pieces: list[str]) -> bool:
    """Whether a digit counts tenths of the unit before it, as in 三万五; it ends the numeral, but for a decimal point."""
    if unit < 100 or len(piece) > 1 or piece in TENS or waiting:
        return False
    last = len(pieces) - 1 - (pieces[-1][0] == "点")
    return last > 0 and pieces[last] is piece and pieces[last - 1] in _VALUES


def _number(piece: str) -> Decimal:
    """A run of digits in either script, or one of the contracted tens; a run that begins with 点 is a fraction."""
    if piece in TENS:
        return Decimal(TENS[piece])
    if piece[0] == "点":
        return Decimal("0." + _as_digits(piece[1:]))
    if piece[0] in CHINESE_DIGITS:
        return Decimal(_as_digits(piece))
    return Decimal(piece.replace(",", "").replace("，", "").replace("．", "."))


def _as_digits(run: str) -> str:
    return "".join(str(CHINESE_DIGITS.get(character, character)) for character in run)
