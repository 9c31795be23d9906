"""Figures in the forms of Recognizers-Text and of JioNLP.

Only the form is theirs: what counts as a figure, and where it begins and ends, is decided here as everywhere. Both speak
source coordinates.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from weibotext.record import Figure, Record

Row = dict[str, Any]

_TEMPERATURES: Final = frozenset(("Cel", "[degF]", "K"))
_SHARES: Final = frozenset(("percent", "percent_points"))
_LOWER: Final = frozenset(("more_than", "at_least"))
_UPPER: Final = frozenset(("less_than", "at_most", "nearly"))
_AGES: Final = ("岁", "大")


def to_recognizers(record: Record) -> list[Row]:
    """The figures of a record as Recognizers-Text gives them: ``Text``, ``Start``, ``End``, ``TypeName``, ``Resolution``.

    ``End`` is inclusive. ``TypeName`` is ``number``, ``percentage``, ``ordinal``, ``numberrange``, ``currency``, ``age``,
    ``temperature`` or ``dimension``. A range, and a number that a modifier bounds on one side, has the interval as a string;
    its span is the extent. See the specifications of microsoft/Recognizers-Text.

    >>> import weibotext
    >>> [row["Resolution"] for row in to_recognizers(weibotext.extract("增长12.5%，投资超过3亿元"))]
    [{'value': '12.5%'}, {'value': '(300000000,)', 'unit': '元', 'isoCurrency': 'CNY'}]
    """
    return [_recognized(record.source, figure) for figure in record.figures]


def _recognized(source: str, figure: Figure) -> Row:
    bounded = interval(figure)
    start, stop = figure.extent if bounded else figure.span
    resolution = {"value": bounded or _value(figure)}
    if figure.unit and figure.kind in ("money", "measure"):
        resolution["unit"] = figure.unit
    if figure.kind == "money" and figure.unit_code:
        resolution["isoCurrency"] = figure.unit_code
    return {
        "Text": source[start:stop],
        "Start": start,
        "End": stop - 1,
        "TypeName": _type(figure, bounded),
        "Resolution": resolution,
    }


def _type(figure: Figure, bounded: str) -> str:
    if figure.kind in _SHARES:
        return "percentage"
    if figure.kind == "money":
        return "currency"
    if figure.kind == "measure":
        return _measure(figure)
    return "numberrange" if bounded else ("ordinal" if figure.kind == "ordinal" else "number")


def _measure(figure: Figure) -> str:
    if figure.unit_code in _TEMPERATURES:
        return "temperature"
    return "age" if (figure.unit or "").endswith(_AGES) else "dimension"


def _value(figure: Figure) -> str | None:
    if figure.value is None:
        return None
    return _decimal(figure.value) + ("%" if figure.kind in _SHARES else "")


def interval(figure: Figure) -> str:
    """The interval that a figure states, as Recognizers-Text writes it; empty for a plain number.

    >>> import weibotext
    >>> [interval(figure) for figure in weibotext.extract("5至7万元，不超过20人，约30人").figures]
    ['[50000,70000)', '(,20]', '']
    """
    if figure.low is not None and figure.high is not None:
        return f"[{_decimal(figure.low)},{_decimal(figure.high)})"
    if figure.value is None:
        return ""
    value = _decimal(figure.value)
    if figure.mod in _LOWER:
        return f"{'[' if figure.mod == 'at_least' else '('}{value},)"
    return f"(,{value}{']' if figure.mod == 'at_most' else ')'}" if figure.mod in _UPPER else ""


def to_jionlp_money(record: Record) -> list[Row]:
    """The amounts of money of a record as JioNLP's ``extract_money`` gives them: ``text``, ``offset``, ``type``, ``detail``.

    The text is the extent, modifiers included. ``num`` has two decimals, or is a pair of such strings. ``definition`` is
    ``accurate``, ``blur``, ``blur+`` (at least so much) or ``blur-`` (at most). An amount left open by 余 or 多 ends at the
    next round number: 3000多元 is 3000 to 4000.

    >>> import weibotext
    >>> to_jionlp_money(weibotext.extract("罚款近700万元"))[0]["detail"]
    {'num': '7000000.00', 'case': '元', 'definition': 'blur-'}
    """
    return [_money(record.source, figure) for figure in record.figures if figure.kind == "money" and _stated(figure)]


def _stated(figure: Figure) -> bool:
    return figure.value is not None or figure.low is not None


def _money(source: str, figure: Figure) -> Row:
    start, stop = figure.extent
    low, high = _bounds(figure)
    num: str | list[str] = _cents(figure.value) if low is None or high is None else [_cents(low), _cents(high)]
    detail = {"num": num, "case": _case(figure), "definition": _definition(figure)}
    return {"text": source[start:stop], "offset": [start, stop], "type": "money", "detail": detail}


def _bounds(figure: Figure) -> tuple[Decimal | None, Decimal | None]:
    if figure.low is not None or figure.value is None or figure.mod != "more_than" or figure.extent != figure.span:
        return figure.low, figure.high
    return figure.value, next_round(figure.value)


def next_round(value: Decimal) -> Decimal:
    """The next number with as many noughts at its end.

    >>> next_round(Decimal(3000)), next_round(Decimal(1700000)), next_round(Decimal("1.5"))
    (Decimal('4000'), Decimal('1800000'), Decimal('1.6'))
    """
    return value + Decimal(1).scaleb(int(value.normalize().as_tuple().exponent))


_CASES: Final = {
    "CNY": "元",
    "HKD": "港元",
    "TWD": "新台币",
    "MOP": "澳门元",
    "USD": "美元",
    "JPY": "日元",
    "GBP": "英镑",
}


def _case(figure: Figure) -> str:
    return _CASES.get(figure.unit_code or "", figure.unit or "元")


def _definition(figure: Figure) -> str:
    if figure.mod == "exact":
        return "accurate" if figure.low is None else "blur"
    if figure.mod in _LOWER and figure.extent != figure.span:
        return "blur+"
    return "blur-" if figure.mod in _UPPER else "blur"


def _cents(value: Decimal | None) -> str:
    return f"{value or Decimal(0):.2f}"


def _decimal(value: Decimal) -> str:
    return format(value, "f")
