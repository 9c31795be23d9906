"""Rules for numbers with their units: counts, measures, money, shares, ranks, and ranges of them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from weibotext.figures.amount import Amount, Kind, Mod
from weibotext.figures.units import unit_pattern, units
from weibotext.numerals import (
    ARABIC,
    ARABIC_DIGITS,
    CHINESE_DIGITS,
    DIGIT,
    LARGE_UNITS,
    NUMERAL,
    NUMERAL_CHARACTERS,
    parse_numeral,
    plain,
)
from weibotext.rules import Rule, rule

SPACE: Final = r"[ \u3000]?"
_NOT_INSIDE = rf"(?<![{NUMERAL_CHARACTERS}A-Za-z第几数])(?<![0-9０-９][.．:：/-])"
_SCALE = "[十百千万亿]*"
_CONNECTORS = "至到—–-－~～―"
_CONNECTOR = rf"{SPACE}(?:至|到|—{{1,2}}|–|-|－|~|～|―){SPACE}"
_CURRENCY_SIGNS: Final = {"￥": "CNY", "¥": "CNY", "$": "USD", "＄": "USD", "€": "EUR", "£": "GBP"}


def _number(suffix: str = "") -> str:
    """A numeral with the words inside it that leave it open: 170余万, 70万余, 十多."""
    return rf"(?P<number{suffix}>{NUMERAL})(?P<open{suffix}>[余多])?(?P<scale{suffix}>(?<=[余多]){_SCALE})?"


def _value(hit: re.Match[str], suffix: str = "") -> Decimal | None:
    return parse_numeral(hit[f"number{suffix}"] + (hit[f"scale{suffix}"] or ""))


def _with_unit() -> str:
    return rf"{_NOT_INSIDE}{_number()}{SPACE}(?P<unit>{unit_pattern()})(?P<late>余|多(?![个种]))?"


def _behind_number() -> list[str]:
    """What may stand behind a row of numerals that has a unit: the unit, less the 千 of 千瓦, which the row took."""
    return [*"余多点", *(name.lstrip(NUMERAL_CHARACTERS) for name in units())]


@rule(_with_unit, first=NUMERAL_CHARACTERS, after=_behind_number)
def quantity(hit: re.Match[str]) -> Amount | None:
    """1691个, 170余万次, 3.5亿元, 30公里"""
    value = _value(hit)
    if value is None or _an_article(hit):
        return None
    unit = units()[hit["unit"]]
    kind: Kind = unit.kind
    mod: Mod = "more_than" if hit["open"] or hit["late"] else "exact"
    return Amount(kind, value, mod=mod, unit=unit.name, unit_code=unit.code)


def _below_zero() -> str:
    return rf"(?:零下|负)(?P<number>{NUMERAL}){SPACE}(?P<unit>{unit_pattern()}|[%％])"


@rule(_below_zero, first=("零下", "负"))
def below_zero(hit: re.Match[str]) -> Amount | None:
    """零下38摄氏度, 负1.5%"""
    value = parse_numeral(hit["number"])
    if value is None:
        return None
    if hit["unit"] in "%％":
        return Amount("percent", -value, unit="%")
    unit = units()[hit["unit"]]
    return Amount(unit.kind, -value, unit=unit.name, unit_code=unit.code)


@rule(rf"{_NOT_INSIDE}(?P<above>{NUMERAL})(?:比|∶)(?P<below>{NUMERAL})", first=NUMERAL_CHARACTERS, after="比∶点")
def ratio(hit: re.Match[str]) -> Amount | None:
    """8比1, 2.51∶1"""
    above, below = parse_numeral(hit["above"]), parse_numeral(hit["below"])
    return None if above is None or not below else Amount("ratio", plain(above / below))


_BARE_UNITS: Final = frozenset("百千万亿")
_ONE: Final = frozenset(("一", "幺", "俩", "零", "〇"))


def _an_article(hit: re.Match[str]) -> bool:
    """Whether 一 only introduces a noun (一种方式, 一条信息) or belongs to a word (十分, 千方百计)."""
    number, unit = hit["number"], hit["unit"]
    if number in _ONE and units()[unit].code is None:
        return True
    return number + unit in _WORDS or (number in _BARE_UNITS and not hit["open"] and not _led(hit))


_WORDS: Final = frozenset(("十分", "万分", "百分", "两面", "两级"))


_LEADING: Final = re.compile("(?:[近上逾超达破数]|超过|突破)$")


def _led(hit: re.Match[str]) -> bool:
    """Whether a unit of number alone (万, 百) has a modifier before it or 余 behind it: 近万人, 上百家, 万余条."""
    return bool(_LEADING.search(hit.string, max(0, hit.start() - 2), hit.start()))


_BARE = (
    rf"(?:(?<=[数量达为共计至:：近上逾超过破])|(?={DIGIT}*[{NUMERAL_CHARACTERS}.．,]*[万亿兆余多]))"
    rf"{_NOT_INSIDE}{_number()}(?![A-Za-z{NUMERAL_CHARACTERS}年月日时点分秒周届]|[.．:：/-][0-9０-９]"
    r"|(?:热线|报警|网|版|平台|小时|余年|余载|条例)|[.．]?[余多]?岁)"
)


@rule(_BARE, first=NUMERAL_CHARACTERS)
def bare_number(hit: re.Match[str]) -> Amount | None:
    """120万 (粉丝就达120万), 近百万"""
    value = _value(hit)
    number = hit["number"]
    if value is None or not (_large(number) or _led(hit) or hit["open"] or _counted(hit)):
        return None
    if number in _ONE or (all(character in "十百千万亿" for character in number) and not (_led(hit) or hit["open"])):
        return None
    return Amount("count", value, mod="more_than" if hit["open"] else "exact")


def _large(number: str) -> bool:
    return len(number) > 1 and number[-1] in LARGE_UNITS and (number[0] in ARABIC_DIGITS or number[0] in CHINESE_DIGITS)


_ANNOUNCING: Final = re.compile("(?:[数量达为共计至:：]|超过|突破)$")


def _counted(hit: re.Match[str]) -> bool:
    """Whether an Arabic number stands behind a word that announces one: 粉丝数1691, 阅读量达12345."""
    if hit["number"][0] not in ARABIC_DIGITS or len(hit[0]) >= 12:
        return False
    return bool(_ANNOUNCING.search(hit.string, max(0, hit.start() - 4), hit.start()))


def _range() -> str:
    unit = unit_pattern()
    return (
        rf"{_NOT_INSIDE}{_number('_low')}(?P<unit_low>{unit})?{_CONNECTOR}"
        rf"{_number('_high')}{SPACE}(?P<unit>{unit}|[%％])"
    )


@rule(_range, first=NUMERAL_CHARACTERS, joined=_CONNECTORS)
def quantity_range(hit: re.Match[str]) -> Amount | None:
    """5至7万元, 120—150万人, 3%-5%"""
    low, high = _value(hit, "_low"), _value(hit, "_high")
    if low is None or high is None or (hit["unit_low"] or hit["unit"]) != hit["unit"]:
        return None
    low = _scaled(hit, low, high)
    if low >= high:
        return None
    if hit["unit"] in "%％":
        return Amount("percent", low=low, high=high, unit="%")
    unit = units()[hit["unit"]]
    return Amount(unit.kind, low=low, high=high, unit=unit.name, unit_code=unit.code)


def _scaled(hit: re.Match[str], low: Decimal, high: Decimal) -> Decimal:
    """The lower end with the scale it shares with the upper one: the 5 of 5至7万元."""
    last = hit["number_high"][-1]
    mantissa = parse_numeral(hit["number_high"][:-1])
    if last in LARGE_UNITS and mantissa and hit["number_low"][-1] not in LARGE_UNITS and low < mantissa:
        return plain(low * LARGE_UNITS[last])
    return low


@rule(
    rf"{_NOT_INSIDE}(?P<number>{NUMERAL})(?P<open>[余多])?(?P<scale>)?{SPACE}(?P<unit>%|％|‰|个百分点|个点|成(?![都功为立员长果本绩效交就])|倍)",
    first=NUMERAL_CHARACTERS,
    after=(*"%％‰成倍多余点", "个百分点", "个点"),
)
def share(hit: re.Match[str]) -> Amount | None:
    """12.5%, 3.5个百分点, 七成, 1.2倍"""
    value = _value(hit)
    if value is None:
        return None
    kind, unit, factor = SHARES[hit["unit"]]
    return Amount(kind, plain(value * factor), mod="more_than" if hit["open"] else "exact", unit=unit)


SHARES: Final[dict[str, tuple[Kind, str, Decimal]]] = {
    "%": ("percent", "%", Decimal(1)),
    "％": ("percent", "%", Decimal(1)),
    "‰": ("percent", "‰", Decimal("0.1")),
    "个百分点": ("percent_points", "个百分点", Decimal(1)),
    "个点": ("percent_points", "个点", Decimal(1)),
    "成": ("percent", "成", Decimal(10)),
    "倍": ("multiple", "倍", Decimal(1)),
}


@rule(rf"(?P<base>[百千万])分之(?P<number>{NUMERAL})", first=("百分", "千分", "万分"))
def share_in_words(hit: re.Match[str]) -> Amount | None:
    """百分之十二点五"""
    value = parse_numeral(hit["number"])
    base = parse_numeral(hit["base"])
    return None if value is None or base is None else Amount("percent", plain(value * 100 / base), unit="%")


@rule(rf"{_NOT_INSIDE}(?P<below>{NUMERAL})分之(?P<above>{NUMERAL})", first=NUMERAL_CHARACTERS, after=("分之",))
def fraction(hit: re.Match[str]) -> Amount | None:
    """三分之二"""
    above, below = parse_numeral(hit["above"]), parse_numeral(hit["below"])
    return None if above is None or not below else Amount("fraction", above / below)


@rule(rf"(?P<sign>[{''.join(_CURRENCY_SIGNS)}]){SPACE}(?P<number>{ARABIC}[万亿]*)", first="".join(_CURRENCY_SIGNS))
def signed_money(hit: re.Match[str]) -> Amount | None:
    """￥1,200, $3.5亿"""
    return Amount("money", parse_numeral(hit["number"]), unit=hit["sign"], unit_code=_CURRENCY_SIGNS[hit["sign"]])


_SCOPE = r"(?:全国|全省|全市|全县|全州|全区|全球|全网|世界|亚洲|国内|省内)?"
_NOT_A_RANK = "(?!时间|线|步|书记|产业|医院|中学|小学|人民|届|季度|师|军|附属)"


def _ordinal() -> str:
    ranked = rf"第(?P<number>{NUMERAL}){SPACE}(?P<unit>{unit_pattern()}|号)?{_NOT_A_RANK}"
    return rf"(?P<scope>{_SCOPE})(?:{ranked}|首(?P<first>[个家例座条部张台款支]))"


@rule(
    _ordinal,
    first=("第", "首", "全国", "全省", "全市", "全县", "全州", "全区", "全球", "全网", "世界", "亚洲", "国内", "省内"),
)
def ordinal(hit: re.Match[str]) -> Amount | None:
    """第二个, 全国首个, 全国第一"""
    value = Decimal(1) if hit["first"] else parse_numeral(hit["number"])
    if value is None or (hit["number"] == "一" and hit["unit"] in _PLAIN_FIRST and not hit["scope"]):
        return None
    return Amount("ordinal", value, unit=hit["first"] or hit["unit"])


_PLAIN_FIRST: Final = frozenset(("步", "次", "条", "批", "期"))

RULES: Final[tuple[Rule[Amount], ...]] = (
    quantity_range,
    share,
    share_in_words,
    fraction,
    ratio,
    below_zero,
    quantity,
    bare_number,
    signed_money,
    ordinal,
)
