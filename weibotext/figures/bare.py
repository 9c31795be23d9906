"""Numbers without a unit: which of them are figures.

A row of digits may be a figure, a year, a telephone number, or part of a name. It is a figure where its form says so
(120万, 三分之二, 两三百), where the words before or behind it do (达45321, 大于20, 20以上), or where it stands for itself: as a
whole text, in a list of numbers, between two ends of clauses.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from weibotext.figures.modifiers import before, behind
from weibotext.figures.quantities import Quantity
from weibotext.figures.scene import Scene
from weibotext.lexicon import read_table
from weibotext.numerals import CHINESE_DIGITS, LARGE_UNITS, SMALL_UNITS, TENS
from weibotext.patterns import any_of, deferred

_UNITS: Final = frozenset([*SMALL_UNITS, *LARGE_UNITS])
_LOOSE: Final = frozenset("百千万亿佰仟兆")
_LEADS: Final = (*"近上逾超达破", "超过", "突破", "不足", "不到")
_ANNOUNCES: Final = (*"数量达为共计至是有=＝", "超过", "突破", "等于", "大于", "小于")
_EQUALS: Final = (*"是为得和与到", "等于")
_LEADING: Final = re.compile(f"{any_of(_LEADS)}$")
_ANNOUNCING: Final = deferred(f"(?:{any_of(_ANNOUNCES)}|[数量额计值率比度积分][:：])$")
_EQUAL: Final = re.compile(f"{any_of(_EQUALS)}$")

INTRODUCING: Final = frozenset([word[-1] for word in (*_LEADS, *_ANNOUNCES)]) | set(":：")
"""What words that lead or announce a number end with, and labels: before any other character they say nothing."""

EQUALLING: Final = frozenset([word[-1] for word in _EQUALS]) | set('“‘"')
"""What words that equal a number end with, and the quotation marks that a single numeral may stand in."""

_NUMBERED: Final = re.compile("[号码话线机真址箱站网群Qq车]|编[码号：:]|[Ii][Pp]|[Ii][Dd]")
"""Words before a row of digits that name what is numbered: 电话, 热线, 邮编, QQ."""

_CLAUSE: Final = "，。；！？、,;!?\n \u3000"
_NOT_COUNTED: Final = deferred(
    r"[余多来]?年|分(?!之)|大(?!关)|[A-Za-z月日时点秒周届号胜负平后]|[.:：∶/-]\d|(?:热线|报警|网(?![友民])|版|平台|小时|余年|余载|条例|国道|省道|高速|路|医院|中学|工程|高校|台)"
)
_NUMBERS_ONLY: Final = re.compile(
    r"[\s0-9.,，;；、。…\-+—=^eE一二三四五六七八九十百千万亿零〇两点负壹贰叁肆伍陆柒捌玖拾佰仟廿卅kKmMgGwW/又分之Ⅰ-Ⅻ]+"
)
_LONGEST_LIST: Final = 200


def is_figure(scene: Scene, found: Quantity) -> bool:
    """Whether a number without a unit is a figure."""
    text, start, stop = scene.text, found.start, found.stop
    if is_list(text):
        return (found.core not in _LOOSE and not set(found.core) <= _LARGE) or _led(text, found)
    if _is_named(text, stop) or is_code(found.core):
        return False
    if found.core[0].isascii():
        return _arabic(text, found)
    if text.startswith("分之", stop):
        return True  # a denominator whose numerator is missing is a number still
    return _chinese(scene, found) and not scene.explained(start, stop) and not scene.fixed(start)


_LARGE: Final = frozenset(LARGE_UNITS)


def is_list(text: str) -> bool:
    """Whether a text holds nothing but numbers and what parts them."""
    return len(text) <= _LONGEST_LIST and bool(_NUMBERS_ONLY.fullmatch(text))


def _is_named(text: str, stop: int) -> bool:
    """Whether what stands behind a number makes it part of something else: 12345|热线, 3|日, 2|:0."""
    return bool(_NOT_COUNTED.match(text, stop))


def _arabic(text: str, found: Quantity) -> bool:
    core, start, stop = found.core, found.start, found.stop
    if core[-1] in _UNITS or found.number.mod == "more_than" or "^" in core:
        return True
    if behind(text, stop)[0] or (before(text, start)[0] and core[-1] not in "kKwWMG"):
        return not _numbered(text, start)
    if len(core) >= 12 or core[-1] in "kKwWMG":
        return False
    if _is_counted(text, found) or _labelled(text, found):
        return text[found.stop : found.stop + 1] in _PERSONS or not _numbered(text, start)
    announced = _ANNOUNCING.search(text, max(0, start - 4), start)
    return bool(announced or _between_ends(text, found)) and not _numbered(text, start)


@cache
def _nouns() -> re.Pattern[str]:
    return re.compile(any_of(counted_nouns()))


def counted_nouns() -> list[str]:
    """The nouns that headlines count without a classifier, from ``lexicons/counted_nouns.tsv``."""
    return [noun for (noun,) in read_table("counted_nouns.tsv", "noun")]


def _is_counted(text: str, found: Quantity) -> bool:
    """Whether a noun follows that headlines count without a classifier (12部委), and the number is no year."""
    year = len(found.core) == 4 and found.core[:2] in ("19", "20")
    return not year and bool(_nouns().match(text, found.stop))


def _labelled(text: str, found: Quantity) -> bool:
    """Whether a number of several digits is all that follows a label: 粉丝：1691."""
    alone = found.stop == len(text) or text[found.stop] in _LINE_ENDS
    return alone and 1 < len(found.core) < 8 and text[found.start - 1 : found.start] in (":", "：")


_PERSONS: Final = frozenset("死伤男女")
"""Nouns of one character, which what is called or looked up does not have: 客车侧翻致|3死."""

_LINE_ENDS: Final = frozenset("，。；,;\n \u3000")


def _numbered(text: str, start: int) -> bool:
    """Whether a word shortly before a row of digits says that it is a number to call or to look up."""
    return bool(_NUMBERED.search(text, max(0, start - 10), start))


def _between_ends(text: str, found: Quantity) -> bool:
    """Whether an Arabic number of a text that begins with it is a clause of its own: 1502222, 二百五."""
    before, after = text[found.start - 1 : found.start] if found.start else "", text[found.stop : found.stop + 1]
    return (not before and after in ",，") or (before in _CLAUSE and before != "" and not after)


def _led(text: str, found: Quantity) -> bool:
    """Whether a unit of number alone (万, 百) has a modifier before it or 余 behind it: 近万人, 上百家, 万余条."""
    return found.number.mod == "more_than" or bool(_LEADING.search(text, max(0, found.start - 2), found.start))


def _chinese(scene: Scene, found: Quantity) -> bool:
    text, core = scene.text, found.core
    if _UNITS.issuperset(core):
        return _led(text, found)
    if found.number.value is None or found.number.low is not None or found.number.mod == "more_than":
        return True  # a vague number is a number whatever follows
    if core[-1] in LARGE_UNITS or "点" in core:
        return len(core) > 1
    if len(core) == 1:
        return _single(scene, found)
    if not any(character in _UNITS or character in TENS for character in core):
        return False  # 九一八, 二〇一三
    return any(character in "百千万亿佰仟" for character in core) or _stands_alone(text, found)


def _single(scene: Scene, found: Quantity) -> bool:
    """A digit that stands for itself: “五”, 答案是四, 叁, and 三 at the beginning of a text before 的."""
    text, core, start, stop = scene.text, found.core, found.start, found.stop
    before, after = text[start - 1 : start], text[stop : stop + 1]
    if before in '“‘"' and before:
        return after in '”’"'
    if core == "一":
        return False
    return _stands_alone(text, found) or (start == 0 and after == "的")


def _stands_alone(text: str, found: Quantity) -> bool:
    """Whether a number is what a verb says that something is, or is compared with another: 答案是四不是五, 大于二十."""
    start, stop = found.start, found.stop
    after = text[stop : stop + 1]
    if before(text, start)[0] or behind(text, stop)[0]:
        return True
    ends = not after or after in _CLAUSE or after in "不和与而但这的"
    return ends and (start == 0 or bool(_EQUAL.search(text, max(0, start - 2), start))) and after != "、"


def is_article(scene: Scene, found: Quantity) -> bool:
    """Whether 一 before a classifier only introduces a noun (一种方式, 一条信息): it counts nothing, but as a whole text."""
    unit = found.unit
    if found.core not in ("一", "幺", "俩", "零", "〇") or unit is None:
        return False
    if unit.kind != "count":
        return unit.code is None and unit.name in ("点", "级", "度")
    text = scene.text.strip()
    return len(text) > found.stop - found.start + 2 or found.start > 0


def is_loose(scene: Scene, found: Quantity) -> bool:
    """Whether a unit of number alone stands before a unit without a word that leads it: 万元, 百家."""
    return found.core in _LOOSE and not _led(scene.text, found)


def is_code(core: str) -> bool:
    """Whether a row of digits begins with a nought that counts nothing: 002137, 0854.

    >>> is_code("002137"), is_code("0.5"), is_code("0")
    (True, False, False)
    """
    return core[0] == "0" and core[1:2].isdigit()


def is_row(core: str) -> bool:
    """Whether a numeral is a row of Chinese digits, as in names (八一队, 九三学社).

    >>> is_row("八一"), is_row("八十一"), is_row("八")
    (True, False, False)
    """
    return len(core) > 1 and CHINESE_DIGITS.keys() >= set(core)


def leads(text: str, found: Quantity) -> int:
    """1 where 上 stands before a unit of number alone and belongs to the figure: 上|千名; else 0.

    >>> from weibotext.figures.quantities import quantity_at
    >>> leads("有上千名", quantity_at("有上千名", 2)), leads("有上10名", quantity_at("有上10名", 2))
    (1, 0)
    """
    if text[found.start - 1 : found.start] != "上" or not _UNITS.issuperset(found.core):
        return 0
    return int(before(text, found.start)[0] == 1)
