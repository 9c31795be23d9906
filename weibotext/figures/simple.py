"""The short way for the many figures that are a few digits with a unit and nothing else around them.

What it reads, the readers would read the same; it only saves asking them. Anything out of the ordinary before the digits
or behind the unit is left to them. What the common forms mean (3.5%, 12万元, 两名, 第三个) is remembered.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache, lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias

from weibotext.figures.amount import Amount, Mod
from weibotext.figures.drafts import Draft
from weibotext.figures.quantities import other_words
from weibotext.figures.ranks import RANKED, rank
from weibotext.figures.rows import going_on
from weibotext.figures.scene import Scene
from weibotext.figures.single import bare_number, quantity
from weibotext.figures.units import Unit, currencies, units
from weibotext.numerals import NUMERAL_CHARACTERS, number_of, plain
from weibotext.patterns import any_of

_BEFORE: Final = frozenset("第负下-前上.:/@_&=%#比 ")
_BEHIND: Final = f"至到~～―－—–半余多/／每和与大分两俩月星礼 {NUMERAL_CHARACTERS}"
"""What behind a unit may make another figure of it: 5个|到7个, 3斤|半, 十个|月大."""

_SCALES: Final = {"": Decimal(1), "万": Decimal(10**4), "亿": Decimal(10**8)}
_QUANTITY: Final = quantity.__name__
_BARE: Final = bare_number.__name__
_UP_TO_99: Final = "(?:[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九两])"
_PARTS: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?)([余多](?=[万亿]))?+([万亿]?)(余)?+")

_Find: TypeAlias = Callable[[str, int], re.Match[str] | None]
_Doubt: TypeAlias = Literal["none", "unit", "numeral", "money"]


class _Reading(NamedTuple):
    """What a written form means, how it may yet be none, and what behind it makes its unit another word.

    In doubt is a ``unit`` that a word may begin with, a measure of one character; a ``numeral`` that may belong to a word or
    a name; and ``money`` whose currency may stand before it.
    """

    amount: Amount
    rule: str
    doubt: _Doubt
    rest: str


class _Tools(NamedTuple):
    """What is made of the lists once: patterns for a number with its unit and for a rank without, and what stops them."""

    number: _Find
    rank: _Find
    stoppers: frozenset[str]
    currencies: frozenset[str]


@cache
def _units() -> dict[str, Unit]:
    """The units whose numbers are read as they stand."""
    return {
        name: unit
        for name, unit in units().items()
        if unit.value == 1
        and name != "块"
        and name[0] not in NUMERAL_CHARACTERS
        and (name == "%" or not name.isascii())
    }


@cache
def _tools() -> _Tools:
    begin = re.escape("".join(sorted({name[0] for name in _units()})))
    unit = f"(?=[{begin}])(?>{any_of(_units())})(?![{_BEHIND}])"
    scaled = r"[0-9]{1,15}+(?:\.[0-9]{1,9})?+(?:[余多](?=[万亿]))?+[万亿]?+余?+"
    more = re.escape("".join(sorted(going_on() | RANKED)))
    ranked = rf"(?:{_UP_TO_99}|[0-9]{{1,3}}+)(?![{more}eE^]|[,，][0-9])"
    stoppers = _BEFORE | frozenset(map(chr, range(33, 127))) | frozenset(NUMERAL_CHARACTERS)
    ends = frozenset(name[-1] for name in currencies())
    number = re.compile(rf"(?:{scaled}|{_UP_TO_99})(?:{unit}|(?<=[万亿])(?=[，。；、]))")
    return _Tools(number.match, re.compile(ranked).match, stoppers - frozenset("(\"'<>[]!?;,*"), ends)


def simple_at(scene: Scene, place: int) -> Draft | None:
    """The figure at a place, if it is one of the simple ones. At the end of a text, units that begin words are left alone.

    >>> [simple_at(Scene.of(text), 0) is None for text in ("1691个", "两个", "12%", "5至7万元", "12")]
    [False, False, False, True, True]
    """
    text, tools = scene.text, _tools()
    previous = text[place - 1] if place else ""
    if previous in tools.stoppers:
        return _rank_at(scene, place, tools) if previous == "第" else None
    hit = tools.number(text, place)
    reading = _reading(hit[0]) if hit else None
    if hit is None or reading is None:
        return None
    (amount, rule, doubt, rest), stop = reading, hit.end()
    if rest and text[stop : stop + 1] in rest:
        return None
    if doubt != "none" and _is_other(scene, (place, stop), doubt):
        return None
    return place, stop, amount, rule, place, stop


def _is_other(scene: Scene, span: tuple[int, int], doubt: _Doubt) -> bool:
    """Whether the words around a figure that is in doubt say that it is none."""
    start, stop = span
    if doubt == "unit":
        return scene.broken_by_word(stop - 1, stop)
    if doubt == "money":
        return start > 0 and scene.text[start - 1] in _tools().currencies
    return scene.explained(start, stop) or scene.fixed(start) > 0


@lru_cache(maxsize=4096)
def _reading(written: str) -> _Reading | None:
    """What a number with its unit means, by itself: 3.5%, 12万元, 两名."""
    hit = _PARTS.match(written)
    if hit is None:
        return _in_words(written)
    digits, opened, scale, late = hit.groups()
    if (digits[0] == "0" and digits[1:2].isdigit()) or (late and not scale and digits[-1] != "0"):
        return None  # a code, or 余 behind a number that is not round
    value = plain(Decimal(digits) * _SCALES[scale])
    mod: Mod = "more_than" if opened or late else "exact"
    name = written[hit.end() :]
    if name == "个" and "." in digits and not scale:
        return None  # 1.4个、6.6个百分点
    return _with_unit(value, mod, name) if name else _Reading(Amount("count", value, mod=mod), _BARE, "money", "")


def _with_unit(value: Decimal, mod: Mod, name: str) -> _Reading:
    kind, code, rest = _units()[name].kind, _units()[name].code, other_words().get(name, "")
    doubt: _Doubt = "unit" if kind == "measure" and len(name) == 1 else "money" if kind == "money" else "none"
    return _Reading(Amount(kind, value, None, None, mod, name, code), _QUANTITY, doubt, rest)


def _in_words(written: str) -> _Reading | None:
    core, name = _cut(written)
    number = number_of(core)
    if core == "一" or number is None or number.value is None or _units()[name].kind != "count":
        return None
    return _Reading(Amount("count", number.value, unit=name), _QUANTITY, "numeral", other_words().get(name, ""))


def _cut(written: str) -> tuple[str, str]:
    """A numeral and the unit behind it."""
    name = written.lstrip(NUMERAL_CHARACTERS)
    return written[: len(written) - len(name)], name


def _rank_at(scene: Scene, place: int, tools: _Tools) -> Draft | None:
    """The rank behind 第: 第三, 第12名."""
    hit = tools.number(scene.text, place) or tools.rank(scene.text, place)
    reading = _rank(hit[0]) if hit else None
    if hit is None or reading is None:
        return None
    (amount, length, rest), stop = reading, hit.end()
    following = scene.text[stop : stop + 1]
    if following and (following in rest or following in _BEHIND_A_RANK):
        return None
    return rank(scene, (place, place + length, stop), amount)


_BEHIND_A_RANK: Final = frozenset("号及-人球")
"""What behind a rank may make another one of it: 第5位|及第6位, 第3分|球."""


@lru_cache(maxsize=1024)
def _rank(written: str) -> tuple[Amount, int, str] | None:
    """What a rank means, how long its numeral is, and what behind it makes its unit another word."""
    core, name = _cut(written)
    number, unit = number_of(core), _units().get(name)
    if number is None or number.value is None or (name and (unit is None or unit.kind not in ("count", "measure"))):
        return None
    return Amount("ordinal", number.value, unit=name or None), len(core), other_words().get(name, "")
