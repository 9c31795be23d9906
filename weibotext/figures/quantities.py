"""A number with the unit behind it, read at one place of a folded text: 170余万次, 三斤半, 五元三毛, 450立方米/秒."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import Final, NamedTuple, TypeAlias

from weibotext.figures.units import Unit, unit_at
from weibotext.lexicon import read_table
from weibotext.numerals import (
    CHINESE_DIGITS,
    EXPRESSION,
    LARGE_UNITS,
    LONGEST,
    NUMERAL_CHARACTERS,
    SMALL_UNITS,
    Number,
    discount,
    follow,
    number_of,
    plain,
)
from weibotext.patterns import deferred

EXPRESSION_AT: Final = re.compile(EXPRESSION).match
_NUMBER_UNITS: Final = frozenset([*SMALL_UNITS, *LARGE_UNITS])
_PREFIXING: Final = frozenset("千百兆两")
_LETTERS: Final = {"k": 1000, "K": 1000, "w": 10**4, "M": 10**6, "G": 10**9}
_MARKS: Final = frozenset("余多来")
OPENING: Final = _MARKS.union(_LETTERS, " ")
_NOT_A_MARK: Final = deferred("余[额震下款粮杭姚热]|多[媒样功层方边少数于]|多元[化文素]|来(?:[自到临说源])")
_PER: Final = re.compile(
    r"[/／](?P<unit>人次?|户|天|日|月|年|小时|时|h|分钟|分|min|秒|s|班|件|次|个|台|辆|份)(?![A-Za-z])|[/／每]"
)
_CODES_OF_TIME: Final = {
    **dict.fromkeys(("天", "日"), "d"),
    **dict.fromkeys(("小时", "时", "h"), "h"),
    **dict.fromkeys(("分钟", "分", "min"), "min"),
    **dict.fromkeys(("秒", "s"), "s"),
    **dict.fromkeys(("年",), "a"),
    **dict.fromkeys(("月",), "mo"),
}


_GOING_ON: Final = frozenset("半余多/／每")
_NUMERALS: Final = frozenset(NUMERAL_CHARACTERS + ".几数")
_DIGITS: Final = "".join(CHINESE_DIGITS)
_TENTHS: Final = deferred(rf"(?:[{_DIGITS}]{{1,2}}|[0-9]{{1,2}})(?=$|[，。；！？、,;!?）)\s的高宽长]|左右|以[上下])")
"""Digits behind a unit that count its tenths (一米七五, 三块五): nothing follows that they may count."""

_AS_MONEY: Final = re.compile(rf"$|[，。；！？、,;!?）)\s{_DIGITS}0-9半]|左右|以[上下内]|上下|多(?![个种])")


@cache
def other_words() -> dict[str, str]:
    """What follows a character that is a unit where both are another word: 12部|委, 3项|目.

    >>> "目" in other_words()["项"]
    True
    """
    rows = read_table("unit_words.tsv", "unit", "following")
    return {row[0]: row[1] for row in rows}


def _is_longer(text: str, place: int, unit: str) -> bool:
    """Whether the last character of a unit of two begins another word: 四人|家庭."""
    others = other_words().get(unit)
    return others is not None and text[place + 2 : place + 3] in set(others)


_CUT_UNIT: Final = re.compile("个[月人]?半|分[0-9]+秒|分多钟|[分秒]球")


def _is_cut(text: str, place: int) -> bool:
    """Whether a unit is the beginning of something else: 12部|委, 3分|20秒, 两个|半."""
    unit, following = text[place], text[place + 1 : place + 2]
    if following and (others := other_words().get(unit)) and following in others:
        return True
    return unit in "个分秒" and bool(_CUT_UNIT.match(text, place))


class Quantity(NamedTuple):
    """A number from ``start`` to ``stop`` of the folded text, with its unit if it has one.

    ``core`` is the numeral as it stands there, ``per`` what the unit is spread over (元/吨).
    """

    start: int
    stop: int
    number: Number
    core: str
    unit: Unit | None = None
    per: str | None = None


def quantity_at(text: str, place: int) -> Quantity | None:
    """The number that begins at a place, and its unit.

    >>> found = quantity_at("转发170余万次", 2)
    >>> found.stop, found.number.value, found.number.mod, found.unit.name
    (8, Decimal('1700000'), 'more_than', '次')
    """
    hit = EXPRESSION_AT(text, place)
    if hit is None:
        return None
    core, stop = hit[0], hit.end()
    unit = unit_at(text, stop)
    if core[-1] in _PREFIXING and len(core) > 1:
        core, unit = _given_back(text, core, stop, unit)
    number = number_of(core)
    if number is None and (core := _shorter(core)):
        number, unit = number_of(core), unit_at(text, place + len(core))
    if number is None:
        return None
    stop = place + len(core)
    if unit is not None and len(unit.name) == 2 and _is_longer(text, stop, unit.name):
        unit = unit_at(unit.name[:1], 0)
    if unit is not None and not _is_cut(text, stop):
        return _with_unit(text, (place, stop, number, core), unit)
    bare = Quantity(place, stop, number, core)
    return _opened(text, bare) if unit is None and text[stop : stop + 1] in OPENING else bare


def _given_back(text: str, core: str, stop: int, unit: Unit | None) -> tuple[str, Unit | None]:
    """The numeral without its last character where that belongs to the unit: 100|千瓦, 二十|两."""
    prefixed = unit_at(text, stop - 1)
    if prefixed is None or (unit and len(unit.name) >= len(prefixed.name)):
        return core, unit
    return core[:-1], prefixed


def _shorter(core: str) -> str:
    """The longest beginning of a row of numeral characters that is a numeral: 七十|百分位, 五十|千."""
    lengths = range(len(core) - 1, max(len(core) - 4, 0), -1) if len(core) <= LONGEST else range(0)
    return next((core[:length] for length in lengths if number_of(core[:length])), "")


def _opened(text: str, bare: Quantity) -> Quantity:
    """A number with 余, 多 or a letter behind it, before its unit: 70万余次, 15k, or with a blank: 5 km."""
    sign = text[bare.stop : bare.stop + 1]
    if sign in _MARKS and _open(text, bare):
        number = bare.number._replace(mod="approx" if sign == "来" else "more_than")
        opened = bare._replace(stop=bare.stop + 1, number=number)
        unit = unit_at(text, opened.stop)
        return _measured(text, opened, unit) if unit else (bare if sign == "来" else opened)
    if sign in _LETTERS and not _letter(text, bare.stop + 1) and bare.core[-1] not in _NUMBER_UNITS:
        scaled = bare._replace(stop=bare.stop + 1, number=bare.number * _LETTERS[sign], core=bare.core + sign)
        unit = unit_at(text, scaled.stop)
        return _measured(text, scaled, unit) if unit else scaled
    if sign == " " and (unit := unit_at(text, bare.stop + 1)) and not "\u4e00" <= unit.name[0] <= "\u9fff":
        return _measured(text, bare._replace(stop=bare.stop + 1), unit)
    return bare


def _open(text: str, bare: Quantity) -> bool:
    """Whether 余, 多 or 来 behind a number leaves it open: the number is a round one, and no other word begins there."""
    return (bare.core[-1] in _NUMBER_UNITS or bare.core[-1] == "0") and not _NOT_A_MARK.match(text, bare.stop)


def _letter(text: str, place: int) -> bool:
    return text[place : place + 1].isascii() and text[place : place + 1].isalnum()


_Bare: TypeAlias = tuple[int, int, Number, str]
"""What a :class:`Quantity` says of a number alone."""


def _measured(text: str, bare: Quantity, unit: Unit) -> Quantity:
    """The quantity with the unit behind it, if that is no beginning of something else."""
    return bare if _is_cut(text, bare.stop) else _with_unit(text, bare[:4], unit)


def _with_unit(text: str, bare: _Bare, unit: Unit) -> Quantity:
    """The quantity with its unit and what follows that: a half, a part, or what it is spread over."""
    start, end, number, core = bare
    name, kind, stop = unit.name, unit.kind, end + len(unit.name)
    if name == "块" and kind == "count" and _AS_MONEY.match(text, stop):
        unit, kind = _PIECES, _PIECES.kind  # 5块 is money, 5块展板 are boards
    found = Quantity(start, stop, _valued(number, core, unit), core, unit)
    following = text[stop : stop + 1]
    if following in _GOING_ON or name == "成":
        return _gone_on(text, found, unit, following)
    return _with_part(text, found) if following in _NUMERALS and kind in ("money", "measure") else found


def _gone_on(text: str, found: Quantity, unit: Unit, following: str) -> Quantity:
    """The quantity with the half, the tenths, or what else a character behind its unit begins."""
    number, stop = found.number, found.stop
    if following == "半" and number.value is not None:
        half = unit.value / 2
        return found._replace(stop=stop + 1, number=Number(plain(number.value + half)))
    if following in "余多" and not _NOT_A_MARK.match(text, stop) and text[stop + 1 : stop + 2] not in "个种":
        return found._replace(stop=stop + 1, number=number._replace(mod="more_than"))
    if unit.name == "成" and number.value is not None and following in CHINESE_DIGITS and _TENTHS.match(text, stop):
        return found._replace(stop=stop + 1, number=Number(number.value + CHINESE_DIGITS[following]))
    if following in "/／每":
        return _spread(text, found)
    return _with_part(text, found) if unit.kind in ("money", "measure") else found


def _valued(number: Number, core: str, unit: Unit) -> Number:
    """The number in terms of its unit; 两三个 is a range, and 八五折 85 per cent."""
    if unit.name == "折" and number.value is not None:
        return number * discount(number.value)
    if len(core) == 2 and set(core) <= CHINESE_DIGITS.keys() and (follow(*core) or core == "三五"):
        number = Number(None, Decimal(CHINESE_DIGITS[core[0]]), Decimal(CHINESE_DIGITS[core[1]]), "approx")
    return number if unit.value == 1 else number * unit.value


def _spread(text: str, found: Quantity) -> Quantity:
    """450立方米/秒, 8000元/吨, 35微克每立方米"""
    unit, hit = found.unit, _PER.match(text, found.stop)
    if hit is None or unit is None or unit.kind not in ("money", "measure", "count"):
        return found
    other = None if hit["unit"] else unit_at(text, hit.end())
    name = hit["unit"] or (other.name if other and other.kind != "money" else "")
    if not name or (text[found.stop] == "每" and unit.kind != "measure"):
        return found
    stop = hit.end() + (0 if hit["unit"] else len(name))
    per = "日" if name == "天" else name
    if unit.kind != "measure":
        return found._replace(stop=stop, unit=unit._replace(name=text[found.stop - len(unit.name) : stop]), per=per)
    below = other.code if other else _CODES_OF_TIME.get(name)
    code = f"{unit.code}/{below}" if unit.code and below else None
    return found._replace(stop=stop, unit=unit._replace(name=text[found.stop - len(unit.name) : stop], code=code))


def _with_part(text: str, found: Quantity) -> Quantity:
    """五元三毛, 50元6角三分, 三斤二两; 三块五 and 1米75 leave the part's unit out."""
    whole, unit = found.number.value, found.unit
    hit = EXPRESSION_AT(text, found.stop)
    if hit is None or whole is None or unit is None:
        return found
    core, part = hit[0], unit_at(text, hit.end())
    if core[-1] == "两" and len(core) > 1 and part is None:
        core, part = core[:-1], unit_at(text, hit.end() - 1)
    number = number_of(core)
    if part and part.part and number and number.value is not None and unit.name in part.of:
        value = plain(whole + number.value * part.part / (unit.part or 1))
        stop = found.stop + len(core) + len(part.name)
        joined = found._replace(stop=stop, number=Number(value))
        return _with_part(text, joined)
    if (
        unit.name in _IN_TENTHS
        and part is None
        and _TENTHS.match(text, found.stop)
        and len(core) <= (2 if unit.name == "米" else 1)
        and number
    ):
        tenths = plain(whole + (number.value or Decimal(0)) / 10 ** len(core))
        return found._replace(stop=hit.end(), number=Number(tenths))
    return found


_IN_TENTHS: Final = frozenset(("米", "块", "元", "毛", "度", "尺", "丈", "斤"))
_PIECES: Final = Unit("块", "money", "CNY")
