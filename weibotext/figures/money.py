"""Money whose currency stands before the number: ￥1,200, 港币2960元."""

from __future__ import annotations

from weibotext.figures.drafts import Draft, amount_of, match
from weibotext.figures.quantities import Quantity
from weibotext.figures.scene import Scene
from weibotext.figures.units import Unit, currencies


def money_before(scene: Scene, found: Quantity) -> Draft | None:
    """￥1,200, US$3.5亿, 港币2960元, 人民币8000"""
    if found.unit and found.unit.kind != "money":
        return None
    place = found.start - (scene.text[found.start - 1 : found.start] == " ")
    currency = currency_before(scene.text, place)
    return _in_currency(found, currency, place - len(currency.name)) if currency else None


def currency_before(text: str, place: int) -> Unit | None:
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
    amount = amount_of(found.number, named._replace(code=currency.code), found.per)
    start = found.start if unit and currency.name[-1] >= "\u4e00" and len(currency.name) > 1 else place
    return match(start, found.stop, amount, money_before, place)
