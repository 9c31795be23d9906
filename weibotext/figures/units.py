"""The units that may follow a number, from ``lexicons/units.toml``, and the signs of shares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, Final, NamedTuple

from weibotext.errors import LexiconError
from weibotext.figures.amount import Kind
from weibotext.lexicon import read_entries

KINDS: Final = ("count", "measure", "money")

PREFIXES: Final = {
    "太": "T",
    "吉": "G",
    "兆": "M",
    "千": "k",
    "百": "h",
    "分": "d",
    "厘": "c",
    "毫": "m",
    "微": "u",
    "纳": "n",
    "拍": "P",
}
"""SI prefixes in Chinese (GB 3100-93) and in UCUM."""


class Unit(NamedTuple):
    """A unit: ``kind`` is a figure's; ``code`` is UCUM's or ISO 4217's, where one exists.

    ``value`` is what the number before it is multiplied by: ten for 成, which is ten per cent. A unit may state ``part`` of
    one of the units ``of`` that it follows.
    """

    name: str
    kind: Kind
    code: str | None = None
    value: Decimal = Decimal(1)
    of: tuple[str, ...] = ()
    part: Decimal | None = None


SHARES: Final[dict[str, Unit]] = {
    "%": Unit("%", "percent", "%"),
    "‰": Unit("‰", "percent", "%", Decimal("0.1")),
    "个百分点": Unit("个百分点", "percent_points", "%"),
    "百分点": Unit("百分点", "percent_points", "%"),
    "个点": Unit("个点", "percent_points", "%"),
    "成": Unit("成", "percent", "%", Decimal(10)),
    "折": Unit("折", "percent", "%", Decimal(10)),
    "倍": Unit("倍", "multiple"),
}


@cache
def units() -> dict[str, Unit]:
    """All units by each of their written forms.

    Raises :class:`LexiconError` for an unknown kind, a prefix that is none, or a form that stands twice.

    >>> units()["公里"].code, units()["千瓦"].code, units()["mm"].code, units()["人次"].kind
    ('km', 'kW', 'mm', 'count')
    """
    known: dict[str, Unit] = {}
    for entry in read_entries("units.toml", "unit", kind=str, names=list):
        for unit in _units(entry):
            if unit.name in known:
                raise LexiconError(f"lexicons/units.toml: {unit.name!r} stands twice; remove one")
            known[unit.name] = unit
    capitals = [unit._replace(name=name.upper()) for name, unit in known.items() if name.isascii() and len(name) > 1]
    after_yuan = [unit._replace(name="元" + name) for name, unit in known.items() if unit.kind == "money" and unit.code]
    return {unit.name: unit for unit in (*capitals, *after_yuan)} | known | SHARES


def _units(entry: Mapping[str, Any]) -> Iterator[Unit]:
    """An entry's units: its own names, and those that its prefixes make."""
    first, kind, code = entry["names"][0], entry["kind"], entry.get("code")
    base = code or ""
    if kind not in KINDS:
        raise LexiconError(f"lexicons/units.toml, {first}: kind must be one of {', '.join(KINDS)}")
    if strange := set(entry.get("prefixes", ())) - PREFIXES.keys():
        raise LexiconError(f"lexicons/units.toml, {first}: no prefixes: {', '.join(strange)}; take them from PREFIXES")
    if entry.get("prefixes") and not code:
        raise LexiconError(f"lexicons/units.toml, {first}: a unit with prefixes needs a code; give it UCUM's")
    part = entry.get("part")
    for name in entry["names"]:
        yield Unit(name, kind, code, Decimal(1), tuple(entry.get("of", ())), Decimal(part) if part else None)
        yield from (Unit(one + name, kind, PREFIXES[one] + base) for one in entry.get("prefixes", ()))
    for symbol in entry.get("symbols", ()):
        yield Unit(symbol, kind, code)
        yield from (Unit(_symbol(one) + symbol, kind, PREFIXES[one] + base) for one in entry.get("prefixes", ()))


def _symbol(prefix: str) -> str:
    return "μ" if prefix == "微" else PREFIXES[prefix]


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """How long units are that begin with a character, the longest first."""
    lengths: dict[str, set[int]] = {}
    for name in units():
        lengths.setdefault(name[0], set()).add(len(name))
    return {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}


def unit_at(text: str, place: int) -> Unit | None:
    """The longest unit that stands at a place of a text. One in letters is not cut out of a longer word.

    >>> unit_at("216个百分点", 3).name, unit_at("5 km", 2).code, unit_at("5 kmh", 2)
    ('个百分点', 'km', None)
    """
    known = units()
    for length in _lengths().get(text[place : place + 1], ()):
        name = text[place : place + length]
        unit = known.get(name)
        if unit is not None and not (name[-1] <= "\x7f" and _goes_on(text, place + len(name))):
            return unit
    return None


def _goes_on(text: str, place: int) -> bool:
    """Whether a unit in letters is part of a longer word: letters, or digits, follow."""
    return text[place - 1] != "%" and text[place : place + 1].isascii() and text[place : place + 1].isalnum()


@cache
def currencies() -> dict[str, Unit]:
    """Names and signs of currencies that may stand before the number: 港币, US$, ￥.

    >>> currencies()["港币"].code, currencies()["HK$"].code
    ('HKD', 'HKD')
    """
    named = {name: unit for name, unit in units().items() if unit.kind == "money" and unit.code and len(name) > 1}
    signs = {sign: Unit(sign, "money", code) for sign, code in _SIGNS.items()}
    return named | signs


_SIGNS: Final = {
    "￥": "CNY",
    "¥": "CNY",
    "$": "USD",
    "＄": "USD",
    "US$": "USD",
    "HK$": "HKD",
    "NT$": "TWD",
    "A$": "AUD",
    "C$": "CAD",
    "S$": "SGD",
    "€": "EUR",
    "£": "GBP",
    "￡": "GBP",
    "₩": "KRW",
    "₽": "RUB",
    "฿": "THB",
}
