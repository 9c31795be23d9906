"""What the sorts of figures look like. Each reader is a short function that reads one sort, or has no opinion.

A reader is given the scene and a number with its unit, in folded coordinates, and answers with a match. ``RULES`` lists
the readers in the order in which they are asked; a match carries the name of the one that made it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from typing import Final, TypeAlias

from weibotext.figures.amount import Amount, Mod
from weibotext.figures.bare import is_article, is_code, is_figure, is_list, is_loose, is_row, leads
from weibotext.figures.quantities import EXPRESSION_AT, Quantity, quantity_at
from weibotext.figures.scene import Scene
from weibotext.figures.units import Unit, currencies, unit_at
from weibotext.numerals import LARGE_UNITS, SMALL_UNITS, Number, number_of, plain, quotient

Draft: TypeAlias = tuple[int, int, Amount, str, int, int]
"""Where a figure begins and ends, what it says, its reader's name, and where it begins and ends with its frame."""

Reader: TypeAlias = Callable[[Scene, Quantity], Draft | None]

CONNECTOR: Final = re.compile(" ?(?:[至到–~～―－]|—{1,2}|-{1,2}) ?")
_CONNECTING: Final = frozenset("至到–~～―－—- ")
_BASES: Final = {"百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "万万": 10**8, "亿": 10**8}
_BELOW_ZERO: Final = ("零下", "负", "-")


def _match(start: int, stop: int, amount: Amount, rule: Reader, left: int | None = None, right: int | None = None) -> Draft:
    return start, stop, amount, rule.__name__, start if left is None else left, right or stop


def _amount(number: Number, unit: Unit | None, per: str | None = None) -> Amount:
    mod: Mod = number.mod
    if unit is None:
        return Amount("count", number.value, number.low, number.high, mod)
    name = unit.name if unit.value == 1 else "%"  # 七成 and 七折 are seventy per cent
    return Amount(unit.kind, number.value, number.low, number.high, mod, name, unit.code, per)


# Signs before the number


def _sign(text: str, place: int) -> int:
    """How many characters before a number make it negative: 零下|5, 负|3, -|3, or with a blank - |3."""
    previous = text[place - 1 : place]
    if previous == "负":
        return 0 if text[place - 2 : place - 1] in _BURDENS and place > 1 else 1
    if previous == "下":
        return 2 if text[place - 2 : place] == "零下" else 0
    if previous == "-" and _may_be_minus(text, place - 1):
        return 1
    return 2 if text[place - 2 : place] == "- " and _may_be_minus(text, place - 2) else 0


_BURDENS: Final = frozenset("担抱自肩胜欠辜背")


def _may_be_minus(text: str, place: int) -> bool:
    previous = text[place - 1 : place] if place else ""
    han = "\u4e00" <= previous <= "\u9fff"
    return previous in " \n\u3000（(，,、：:；;“" or (han and not text[place - 2 : place - 1].isdigit())


# Parts of a whole


def parts(scene: Scene, found: Quantity) -> Draft | None:
    """三分之二, 一又二分之一, 百分之十二点五, 百分之三至百分之五"""
    text, start, stop, whole, core = scene.text, found.start, found.stop, None, found.core
    if text[stop : stop + 1] == "又":
        below = EXPRESSION_AT(text, stop + 1)
        if below is None:
            return None
        whole, core, stop = core, below[0], below.end()
    if not text.startswith("分之", stop):
        return None
    place = stop + 2 + (text[stop + 2 : stop + 3] in ("负", "-"))
    above = quantity_at(text, place)
    if above is None or above.number.value is None:
        return None
    if core in _BASES and whole is None:
        return _per_hundred(scene, found, above)
    value = quotient(core, "1") and quotient(above.core, core, whole)
    if value is None:
        return None
    minus = place > stop + 2
    amount = Amount("fraction", value if minus or not _sign(text, start) else -value)
    return _match(start - _sign(text, start), place + len(above.core), amount, parts)


def _per_hundred(scene: Scene, found: Quantity, above: Quantity) -> Draft | None:
    """百分之五, and a range of such shares."""
    text, factor = scene.text, Decimal(100) / _BASES[found.core]
    stop = above.stop if above.unit is None else above.start + len(above.core)
    share = above.number * factor
    hit = CONNECTOR.match(text, stop)
    if hit:
        place = hit.end() + (len(found.core) + 2 if text.startswith(found.core + "分之", hit.end()) else 0)
        other = quantity_at(text, place)
        if other and other.number.value is not None and other.unit is None and above.number.value < other.number.value:  # type: ignore[operator]
            high = other.number * factor
            amount = Amount("percent", low=share.value, high=high.value, unit="%", unit_code="%")
            return _match(found.start, other.stop, amount, parts)
    sign = _sign(text, found.start)
    share = share * -1 if sign else share
    return _match(found.start - sign, stop, Amount("percent", share.value, mod=share.mod, unit="%", unit_code="%"), parts)


_SLASHED: Final = re.compile(r"(?:(?P<whole>[0-9]{1,6}) )?(?P<above>[0-9]{1,6})/(?P<below>[0-9]{1,6})(?![0-9A-Za-z/.%])")


def slashed(scene: Scene, found: Quantity) -> Draft | None:
    """1/4, -3/2, 1 4/3"""
    hit = _SLASHED.match(scene.text, found.start)
    if hit is None or (len(hit["below"]) > 2 and int(hit["above"]) >= int(hit["below"])):
        return None
    value = quotient(hit["above"], hit["below"], hit["whole"])
    sign = _sign(scene.text, found.start)
    if value is None:
        return None
    return _match(found.start - sign, hit.end(), Amount("fraction", -value if sign else value), slashed)


def half(scene: Scene, found: Quantity) -> Draft | None:
    """一半"""
    text, stop = scene.text, found.stop
    if found.core != "一" or not text.startswith("半", found.start + 1) or scene.explained(found.start, found.start + 2):
        return None
    return None if text[stop + 1 : stop + 2] in ("天", "夜") else _match(found.start, found.start + 2, Amount("fraction", Decimal("0.5")), half)


_DOZEN: Final = re.compile("打(?![电击造工官印分扫击入字断开赢击算架破包卡听扮动响游仗压理听拐黑非])")


def dozens(scene: Scene, found: Quantity) -> Draft | None:
    """五打, 十打苹果"""
    hit = _DOZEN.match(scene.text, found.stop)
    if hit is None or found.unit or found.number.value is None or scene.broken_by_word(hit.start(), hit.end()):
        return None
    return _match(found.start, hit.end(), _amount(found.number * 12, None), dozens)


_TO: Final = re.compile("比|[:∶：]")
_RATIO_WORDS: Final = re.compile("比|率|配")


def ratio(scene: Scene, found: Quantity) -> Draft | None:
    """8比1, 2.51∶1, 之比为3:1"""
    text = scene.text
    sign = _TO.match(text, found.stop)
    below = sign and EXPRESSION_AT(text, sign.end())
    if sign is None or below is None or found.unit or _TO.match(text, below.end()):
        return None
    if sign[0] in ":：" and not _RATIO_WORDS.search(text, max(0, found.start - 8), found.start):
        return None
    value = quotient(found.core, below[0])
    return None if value is None else _match(found.start, below.end(), Amount("ratio", value), ratio)


# Ranges


def span_of_quantities(scene: Scene, found: Quantity) -> Draft | None:
    """5至7万元, 120—150万人, 3%-5%, 零下10至零下5摄氏度, 一千到一千五百"""
    text = scene.text
    hit = CONNECTOR.match(text, found.stop)
    if hit is None:
        return None
    place = hit.end()
    minus = next((sign for sign in _BELOW_ZERO if text.startswith(sign, place)), "")
    other = quantity_at(text, place + len(minus))
    if other is None or found.number.value is None or other.number.value is None:
        return None
    if found.unit and (other.unit is None or found.unit.name != other.unit.name):
        return None
    low, high = _ends(text, found, other, bool(minus))
    if low >= high or not (other.unit or _bare_range(scene, found, other)):
        return None
    left, right = _around(text, found.start - _sign(text, found.start), other.stop)
    number = Number(None, low, high, other.number.mod)
    if other.unit is None and (currency := _currency_before(text, found.start)):
        place = found.start - len(currency.name)
        return _match(place, other.stop, _amount(number, currency), span_of_quantities, left and min(left, place), right)
    return _match(found.start - _sign(text, found.start), other.stop, _amount(number, other.unit, other.per), span_of_quantities, left, right)


def _ends(text: str, found: Quantity, other: Quantity, minus: bool) -> tuple[Decimal, Decimal]:
    """Both ends of a range, in terms of one unit and with the scale that they share."""
    low, high = _scaled(found, other), other.number.value or Decimal(0)
    low = low if found.unit or other.unit is None else plain(low * other.unit.value)
    if _sign(text, found.start):
        low = -low
    return (low, -high) if minus else (low, high)


def _scaled(found: Quantity, other: Quantity) -> Decimal:
    """The lower end with the scale it shares with the upper one: the 5 of 5至7万元, the 两 of 两到三百万."""
    low, core = found.number.value or Decimal(0), other.core
    shared = _UNITS_OF.fullmatch(core)
    if found.unit or found.core[-1] in _NUMBER_UNITS and (core[-1] not in LARGE_UNITS or found.core[-1] in LARGE_UNITS):
        return low
    if shared and (whole := number_of(found.core + shared[1])) and whole.value is not None:
        return whole.value if whole.value < (other.number.value or 0) else low
    scale = LARGE_UNITS.get(core[-1])
    return plain(low * scale) if scale and low < _mantissa(core) else low


_NUMBER_UNITS: Final = frozenset([*SMALL_UNITS, *LARGE_UNITS])
_UNITS_OF: Final = re.compile(f"[^{''.join(_NUMBER_UNITS)}]+([{''.join(_NUMBER_UNITS)}]+)")


def _mantissa(core: str) -> Decimal:
    number = number_of(core[:-1]) if len(core) > 1 else None
    return number.value if number and number.value is not None else Decimal(0)


def _bare_range(scene: Scene, found: Quantity, other: Quantity) -> bool:
    """Whether a range without a unit is one: both ends are large numbers, stand between words that say so, or all there is."""
    text = scene.text
    if text.startswith(("之间", "间"), other.stop) or (found.start == 0 and other.stop == len(text)):
        return True
    letters = found.core[-1] in "kKwW" and other.core[-1] in "kKwW"
    return letters or _is_large(other.core) and text[found.stop] in "至到"


def _is_large(core: str) -> bool:
    return any(one in "百千万亿" for one in core)


_BETWEEN: Final = re.compile("(?:在|从|由|自|介于|处于)(?:约)?$")


def _around(text: str, start: int, stop: int) -> tuple[int | None, int | None]:
    """Where a range begins and ends with the words that frame it: 从…, 在…之间."""
    hit = _BETWEEN.search(text, max(0, start - 3), start)
    right = next((stop + len(word) for word in ("之间", "间") if text.startswith(word, stop)), None)
    return (hit.start() if hit else None), right


_AND: Final = re.compile("[和与]")


def between(scene: Scene, found: Quantity) -> Draft | None:
    """-10000与20000间, 在10和20之间"""
    text = scene.text
    hit = _AND.match(text, found.stop)
    other = hit and quantity_at(text, hit.end())
    if other and other.unit and other.unit.name == "间":
        other = other._replace(stop=other.stop - 1, unit=None)
    if not other or not text.startswith(("之间", "间"), other.stop) or text.startswith("间隔", other.stop):
        return None
    if found.unit or found.number.value is None or other.number.value is None:
        return None
    low, high = _ends(text, found, other, False)
    start = found.start - _sign(text, found.start)
    left, right = _around(text, start, other.stop)
    number = Number(None, low, high)
    return None if low >= high else _match(start, other.stop, _amount(number, other.unit), between, left, right)


# Single quantities


def money_before(scene: Scene, found: Quantity) -> Draft | None:
    """￥1,200, US$3.5亿, 港币2960元, 人民币8000"""
    if found.unit and found.unit.kind != "money":
        return None
    place = found.start - (scene.text[found.start - 1 : found.start] == " ")
    currency = _currency_before(scene.text, place)
    return _in_currency(found, currency, place - len(currency.name)) if currency else None


def _currency_before(text: str, place: int) -> Unit | None:
    """The currency whose name or sign ends at a place."""
    known = currencies()
    for length in range(min(5, place), 0, -1):
        currency = known.get(text[place - length : place])
        letter = text[place - length - 1 : place - length] if place > length else ""
        if currency is not None and not (currency.name[0].isascii() and letter.isascii() and letter.isalpha()):
            return currency
    return None


def _in_currency(found: Quantity, currency: Unit, place: int) -> Draft | None:
    unit = found.unit
    if unit and unit.code not in ("CNY", currency.code):
        return None
    if unit is None and not (currency.name[-1] == "币" or currency.name.isascii() or len(currency.name) == 1):
        return None
    named = unit or currency
    amount = _amount(found.number, named._replace(code=currency.code), found.per)
    start = found.start if unit and currency.name[-1] >= "\u4e00" and len(currency.name) > 1 else place
    return _match(start, found.stop, amount, money_before, place)


def quantity(scene: Scene, found: Quantity) -> Draft | None:
    """1691个, 170余万次, 3.5亿元, 12.5%, 七成, 零下3℃, 五元三毛"""
    unit = found.unit
    if unit is None or is_loose(scene, found) or is_article(scene, found):
        return None
    if not found.core[0].isascii() and not _is_counted(scene, found, unit):
        return None
    if is_code(found.core) or (unit.kind == "measure" and _cut(scene, found, unit)):
        return None
    if len(unit.name) == 1 and unit.name.isascii() and _is_a_model(scene.text, found, unit.name):
        return None
    return _quantity(scene, found, unit)


def _quantity(scene: Scene, found: Quantity, unit: Unit) -> Draft:
    text = scene.text
    sign = _sign(text, found.start)
    number = found.number * -1 if sign else found.number
    start = found.start - sign - leads(text, found)
    if leads(text, found):
        return _match(start, found.stop, _amount(number, unit, found.per)._replace(mod="at_least"), quantity)
    return _match(start, found.stop, _amount(number, unit, found.per), quantity)


def _is_counted(scene: Scene, found: Quantity, unit: Unit) -> bool:
    """Whether a Chinese numeral before a unit is one, and no word of its own."""
    return not (scene.explained(found.start, found.stop) or scene.fixed(found.start) or _part_of_name(scene, found, unit))


def _part_of_name(scene: Scene, found: Quantity, unit: Unit) -> bool:
    if unit.name == "折":
        return found.core == "一" and scene.text[found.start - 1 : found.start] in ("打", "曲")
    return is_row(found.core) and found.number.value is not None


def _cut(scene: Scene, found: Quantity, unit: Unit) -> bool:
    """Whether a measure of one character begins another word of the text: 0-1|瓦伦西亚, 3|克服."""
    return len(unit.name) == 1 and not unit.name.isascii() and scene.broken_by_word(found.stop - 1, found.stop)


def _is_a_model(text: str, found: Quantity, unit: str) -> bool:
    """Whether a letter behind a number is part of a name: 4G, 3g手机, 100m."""
    return unit in "gG" and found.core in ("1", "2", "3", "4", "5", "6")


def bare_number(scene: Scene, found: Quantity) -> Draft | None:
    """120万 (粉丝就达120万), 大于20, 近百万"""
    if found.unit or not is_figure(scene, found):
        return None
    text, sign = scene.text, _sign(scene.text, found.start)
    number = found.number * -1 if sign else found.number
    return _match(found.start - sign, found.stop, _amount(number, None), bare_number)


# Ranks

_SCOPE: Final = re.compile("(?:全国|全省|全市|全县|全州|全区|全球|全网|全校|世界|亚洲|国内|省内|市内|业内|同类)$")
_RANKED: Final = frozenset(("号", "位", "名"))
_NOT_A_RANK: Final = re.compile(
    "时间|线|步|书记|产业|医院|中学|小学|人民|届|季度|师|军|附属|方|者|手|现场|责任|要务|动力|资源|生产|人称|反应|课堂|看守|监狱|世界"
)
_TOGETHER: Final = re.compile("(?P<sign>[至到—–~～-]|和|与|及)第?")


def ordinal(scene: Scene, place: int) -> Draft | None:
    """第二个, 全国第一, 第3至第5名, 在第十和第十五之间"""
    text = scene.text
    found = quantity_at(text, place)
    if found is None or found.number.value is None or scene.fixed(place - 1):
        return None
    stop, unit = _rank_unit(text, found)
    scope = _SCOPE.search(text, max(0, place - 4), place - 1)
    if _NOT_A_RANK.match(text, stop) or (found.core == "一" and unit in _PLAIN_FIRST and not scope):
        return None
    start = scope.start() if scope else place - 1
    if together := _ranks(text, found, stop, start):
        return together
    return _match(start, stop, Amount("ordinal", found.number.value, unit=unit), ordinal)


def _rank_unit(text: str, found: Quantity) -> tuple[int, str | None]:
    """Where a rank ends, and what is ranked, if a classifier says so."""
    stop = found.start + len(found.core)
    if found.unit and found.unit.kind in ("count", "measure") and found.stop == stop + len(found.unit.name):
        return found.stop, found.unit.name
    return (stop + 1, text[stop]) if text[stop : stop + 1] in _RANKED else (stop, None)


def _ranks(text: str, found: Quantity, stop: int, start: int) -> Draft | None:
    """A range of ranks, if the one found is its lower end."""
    hit = _TOGETHER.match(text, stop)
    other = hit and quantity_at(text, hit.end())
    if hit is None or not other or other.number.value is None or found.number.value is None:
        return None
    end, unit = _rank_unit(text, other)
    left, right = _around(text, start, end)
    if found.number.value >= other.number.value or (hit["sign"] in "和与及" and right is None) or (hit[0][-1] != "第" and unit is None):
        return None
    amount = Amount("ordinal", low=found.number.value, high=other.number.value, unit=unit)
    return _match(start, end, amount, ordinal, left, right)


_PLAIN_FIRST: Final = frozenset(("步", "次", "条", "批", "期"))
_TOP: Final = re.compile("(?:排名|排行|名列|位列|位居|居|列|进入|跻身|进|入|全[国省市县球])前$|前$")


def top(scene: Scene, found: Quantity) -> Draft | None:
    """排名前三, 前10名"""
    text, start = scene.text, found.start
    if text[start - 1 : start] != "前" or found.number.value is None:
        return None
    hit = _TOP.search(text, max(0, start - 4), start)
    stop, unit = _rank_unit(text, found)
    if hit is None or (unit not in ("名", "位") and len(hit[0]) == 1):
        return None
    stop, unit = (stop, unit) if unit in ("名", "位") else (start + len(found.core), None)
    return _match(start, stop, Amount("ordinal", found.number.value, mod="at_most", unit=unit), top, start - 1)


_FIRSTS: Final = frozenset("个家例座条部张台款支")


def first_of(scene: Scene, place: int) -> Draft | None:
    """全国首个, 首条"""
    text, unit = scene.text, scene.text[place + 1 : place + 2]
    if text[place] != "首" or unit not in _FIRSTS:
        return None
    scope = _SCOPE.search(text, max(0, place - 3), place)
    return _match(scope.start() if scope else place, place + 2, Amount("ordinal", Decimal(1), unit=unit), first_of)


def roman(scene: Scene, place: int) -> Draft | None:
    """Ⅲ, where a text holds nothing but numbers"""
    numeral = scene.text[place]
    if not "Ⅰ" <= numeral <= "Ⅻ" or not is_list(scene.text):
        return None
    return _match(place, place + 1, Amount("count", Decimal(ord(numeral) - ord("Ⅰ") + 1)), roman)


def half_of(scene: Scene, place: int) -> Draft | None:
    """半个, 半公里, 半折, 打对折"""
    text = scene.text
    if text[place] not in "半对":
        return None
    previous, following = text[place - 1 : place] if place else "", text[place + 1 : place + 3]
    if following[:1] == "折":
        whole = previous == "打" if text[place] == "对" else not "\u4e00" <= previous <= "\u9fff"
        return _match(place, place + 2, Amount("percent", Decimal(50), unit="%", unit_code="%"), half_of) if whole else None
    unit = unit_at(text, place + 1) if following[:1] in _HALF_OF else None
    if unit is None or previous in _HALVED or following in _TIMES:
        return None
    stop = place + 1 + len(unit.name)
    return _match(place, stop, Amount(unit.kind, Decimal("0.5"), unit=unit.name, unit_code=unit.code), half_of)


_HALF_OF: Final = frozenset("个斤公亩吨里升瓶")
_TIMES: Final = frozenset(("个月", "个世", "个小", "个钟", "公开"))
_HALVED: Final = frozenset("上下前后大多过一两个小年月天")

AGED: Final = re.compile("(?:岁|个月|个星期|个礼拜|周岁|周|星期|礼拜|天|日|月|年)大(?![家会学多部小型概致约量批力幅])")


def age(scene: Scene, found: Quantity) -> Draft | None:
    """三周大, 90天大"""
    stop = found.start + len(found.core)
    hit = AGED.match(scene.text, stop)
    if hit is None or found.number.value is None or (found.core == "一" and hit[0] in ("天大", "日大")):
        return None
    return _match(found.start, hit.end(), Amount("measure", found.number.value, unit=hit[0]), age)


_STATED: Final = re.compile("单位(?:是|为|[:：])? ?(?P<scale>[百千万亿]*)")
_UNIT_ENDS: Final = frozenset("，。；、,;)）]】\n 吗呢或/")


def unit_alone(scene: Scene) -> list[Draft]:
    """单位：万元, 单位是°C, and a text that holds nothing but the names of units; there is no number

    >>> [(start, stop) for start, stop, *_ in unit_alone(Scene.of("（单位：公顷）"))]
    [(4, 6)]
    """
    text = scene.text
    if "单位" in text:
        return [draft for hit in _STATED.finditer(text) if (draft := _stated(text, hit.end(), hit["scale"]))]
    return _only_units(text) if len(text) <= _LONGEST_LIST else []


_LONGEST_LIST: Final = 20


def _stated(text: str, place: int, scale: str = "") -> Draft | None:
    unit = unit_at(text, place)
    if unit is None or unit.kind == "count":
        return None
    stop = place + len(unit.name)
    if text[stop : stop + 1] not in _UNIT_ENDS and stop < len(text):
        return None
    amount = Amount(unit.kind, unit=scale + unit.name, unit_code=None if scale else unit.code)
    return place - len(scale), stop, amount, unit_alone.__name__, place - len(scale), stop


def _only_units(text: str) -> list[Draft]:
    found: list[Draft] = []
    place = 0
    while place < len(text):
        unit = unit_at(text, place)
        if unit is None or unit.code is None or (len(unit.name) == 1 and "\u4e00" <= unit.name <= "\u9fff"):
            return []
        stop = place + len(unit.name)
        found.append((place, stop, Amount(unit.kind, unit=unit.name, unit_code=unit.code), unit_alone.__name__, place, stop))
        place = stop + (len(text) - stop - len(text[stop:].lstrip()))
    return found


RULES: Final[tuple[Reader, ...]] = (age, parts, slashed, half, dozens, ratio, span_of_quantities, between, money_before, top, quantity, bare_number)



def joins(text: str, found: Quantity, previous: str) -> bool:
    """Whether anything before a number or behind it may make it more than a number with its unit."""
    end = found.start + len(found.core)
    if text[end : end + 1] in _JOINING_NUMBER or text[found.stop : found.stop + 1] in _CONNECTING or found.core == "一":
        return True
    return previous == "前" or previous in _currency_ends()


_JOINING_NUMBER: Final = frozenset("分又/打比:∶：和与岁周星礼天日月年 ")


@cache
def _currency_ends() -> frozenset[str]:
    return frozenset([*(name[-1] for name in currencies()), " "])
