"""Regions of China by name, code and date.

The table is ``lexicons/regions.tsv``: the nation, the provinces, prefectures and counties since 1980, by GB/T 2260. Its
header names its sources. A name's months run from the first in which it may have been in force to the last, so around a
change both the old and the new name answer. Days before the table begins are answered as if in December 1980.

Texts shorten names, and the short forms are derived here by rule: 贵州省 is also 贵州, and 黔西南布依族苗族自治州
is also 黔西南州. A form that would be found where no region is meant is not offered: a district's two characters
without 区 (南明), a single character (盘), or an everyday word (公安, 资源, 合作).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache, cached_property, lru_cache
from types import MappingProxyType
from typing import Literal

from weibotext.errors import InputError, LexiconError
from weibotext.lexicon import read_text
from weibotext.patterns import deferred

Level = Literal["nation", "province", "prefecture", "county"]
Row = tuple[str, str, str, str]  # code, name, since, until: as in the table

Ending = tuple[str, tuple[str, ...], int]

NATION = "000000"

# The 55 minorities of the national standard GB/T 3304; then 各族 (龙胜各族自治县), and those that go without 族 too.
_PEOPLES = """
蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 傣族 黎族
傈僳族 佤族 畲族 高山族 拉祜族 水族 东乡族 纳西族 景颇族 柯尔克孜族 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族
毛南族 仡佬族 锡伯族 阿昌族 普米族 塔吉克族 怒族 乌孜别克族 俄罗斯族 鄂温克族 德昂族 保安族 裕固族 京族
塔塔尔族 独龙族 鄂伦春族 赫哲族 门巴族 珞巴族 基诺族
各族 维吾尔 哈萨克 柯尔克孜 塔吉克 锡伯 蒙古
"""
_PEOPLED = re.compile(rf"(.{{2,}}?)(?:{'|'.join(_PEOPLES.split())})+")

# Each ending, the endings that may stand for it, and the fewest characters that may stand bare; longer endings first.
_ENDINGS: tuple[Ending, ...] = (
    ("特别行政区", (), 2),
    ("行政区", (), 2),
    ("自治区", (), 2),
    ("自治州", ("自治州", "州"), 2),
    ("自治县", ("自治县", "县"), 2),
    ("自治旗", ("自治旗", "旗"), 2),
    ("地区", (), 2),
    ("联合旗", (), 2),
    ("工矿区", (), 3),
    ("矿区", (), 3),
    ("林区", (), 3),
    ("特区", (), 3),
    ("新区", (), 3),
    ("省", (), 2),
    ("市", (), 2),
    ("县", (), 2),
    ("盟", (), 2),
    ("旗", (), 2),
    ("区", ("区",), 3),
)

_BY_LAST = {last: tuple(e for e in _ENDINGS if e[0][-1] == last) for last in "区州县旗省市盟"}

# Contractions in everyday use, as the prefectures and banners themselves use them.
_CONTRACTED: Mapping[str, str] = MappingProxyType(
    {
        "巴音郭楞蒙古自治州": "巴州",
        "克孜勒苏柯尔克孜自治州": "克州",
        "博尔塔拉蒙古自治州": "博州",
        "西双版纳傣族自治州": "版纳州",
        "锡林郭勒盟": "锡盟",
        "阿拉善盟": "阿盟",
        "东乌珠穆沁旗": "东乌旗",
        "西乌珠穆沁旗": "西乌旗",
        "达尔罕茂明安联合旗": "达茂旗",
    }
)
_BANNER = deferred("(.).{2}([左右])(?:翼([前中后]))?旗|(.).{2}([前中后])旗")

# A banner's name goes on to its end: 科尔沁右翼前, 正蓝 are no names.
_NEVER_LAST = frozenset("左右前中后红黄蓝白")

# Bare names that are everyday words too: picked by hand from those that jieba's dictionary does not hold as places.
_WORDS = """
万全 万年 三门 东方 东海 中方 乐业 互助 会同 光泽 公安 共和 兴业 兴国 凤凰 南海 南部 博爱 友谊 双城 台前 合作
同心 名山 和平 商城 大关 大兴 大城 大方 大田 天台 太平 太湖 太白 威信 富民 富裕 小金 平原 平和 平安 平定 康乐
延长 弥勒 惠农 惠民 新兴 新城 新建 新星 新民 方正 无为 木兰 来宾 桃源 武功 比如 民乐 民权 江北 江山 洞口 海盐
清新 清水 清流 渡口 温泉 滨海 灯塔 白玉 白银 石棉 石门 莲花 裕民 资源 通道 金山 铜鼓 长子 长安 长寿 阳春 阿里
集贤 高台 高明 黑水 东方红 松花江
"""
EVERYDAY = frozenset(_WORDS.split())
#: Names that are everyday words too, and so safe nowhere without the character of their level.

_NICKNAMES = """
京11 津12 冀13 晋14 蒙15 辽21 吉22 黑23 沪31 申31 苏32 浙33 皖34 闽35 赣36 鲁37 豫41 鄂42 湘43 粤44
桂45 琼46 渝50 川51 蜀51 黔52 贵52 滇53 云53 藏54 陕61 秦61 甘62 陇62 青63 宁64 新65 台71 港81 澳82
"""
#: One-character names of the provinces, and their codes: the customary abbreviations and a few old ones (申, 蜀, 秦).
#: Unsafe in running text, where 云 is also a cloud; for the heads of compounds only (黔府发, 京津冀).
NICKNAMES: Mapping[str, str] = MappingProxyType({word[0]: word[1:] + "0000" for word in _NICKNAMES.split()})

_MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
_RANKS: Mapping[Level, int] = MappingProxyType({"nation": 0, "province": 1, "prefecture": 2, "county": 3})


@dataclass(frozen=True, slots=True)
class Region:
    """A region as records name it: its six-digit GB/T 2260 ``code`` and its full ``name``.

    >>> Region("522301", "兴义市").parents
    ('522300', '520000', '000000')
    """

    code: str
    name: str

    @property
    def level(self) -> Level:
        """The level that the code stands for.

        >>> [Region(code, "").level for code in ("000000", "520000", "522300", "522301")]
        ['nation', 'province', 'prefecture', 'county']
        """
        return _level(self.code)

    @property
    def parents(self) -> tuple[str, ...]:
        """The codes of the regions that hold this one, the nearest first.

        Districts of municipalities, and counties that a province governs directly, have no prefecture.

        >>> Region("110101", "东城区").parents, Region("429004", "仙桃市").parents
        (('110000', '000000'), ('420000', '000000'))
        """
        direct = self.code[:2] in _MUNICIPALITIES or self.code[2:4] == "90"
        prefecture = self.code[:2] + "0000" if direct else self.code[:4] + "00"
        above = dict.fromkeys((prefecture, self.code[:2] + "0000", NATION))
        return tuple(code for code in above if code != self.code)


@lru_cache(maxsize=4096)
def _level(code: str) -> Level:
    if code == NATION:
        return "nation"
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


def short_forms(name: str) -> tuple[str, ...]:
    """The shorter names that a text may use for a region, the longest first; none that would be unsafe to look for.

    >>> short_forms("沿河土家族自治县")
    ('沿河自治县', '沿河县', '沿河')
    >>> short_forms("安顺市"), short_forms("南明区"), short_forms("盘县")
    (('安顺',), (), ())
    """
    for ending, stand_ins, fewest in _BY_LAST.get(name[-1:], ()):
        if name.endswith(ending):
            stem = name[: -len(ending)]
            if ending.startswith("自治") or stem.endswith("族"):
                stem = _without_peoples(stem)
            forms = [stem + stand_in for stand_in in stand_ins]
            if len(stem) >= fewest and stem not in EVERYDAY and not (ending == "旗" and stem[-1] in _NEVER_LAST):
                forms.append(stem)
            return tuple(form for form in (*_contracted(name), *forms) if form != name)
    return ()


def _contracted(name: str) -> tuple[str, ...]:
    """What is left of a long Mongolian or Turkic name in everyday use: 巴州, 科右前旗, 阿左旗.

    >>> short_forms("科尔沁右翼前旗"), short_forms("巴音郭楞蒙古自治州")
    (('科右前旗',), ('巴州', '巴音郭楞自治州', '巴音郭楞州', '巴音郭楞'))
    """
    if name in _CONTRACTED:
        return (_CONTRACTED[name],)
    banner = _BANNER.fullmatch(name)
    return ("".join(filter(None, banner.groups())) + "旗",) if banner else ()


def _without_peoples(stem: str) -> str:
    if found := _PEOPLED.fullmatch(stem):
        return found[1]
    return stem.removesuffix("族")  # 东乡族自治县, 鄂温克族自治旗: the people is all there is


@dataclass(frozen=True, eq=False)
class Gazetteer:
    """All regions of a table, found by name or by code. Make one with :func:`load_gazetteer`."""

    rows: tuple[Row, ...] = field(repr=False)

    @cached_property
    def _by_name(self) -> Mapping[str, list[Row]]:
        named: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            named[row[1]].append(row)
        found = defaultdict(list, {name: list(rows) for name, rows in named.items()})
        for name, rows in named.items():
            for form in short_forms(name):
                found[form] += rows
        return dict(found)

    def lookup(self, name: str, *, on: date | None = None, within: str | None = None) -> tuple[Region, ...]:
        """The regions of that full or short name, higher levels first.

        Args:
            name: as written, in simplified script.
            on: only those in force on that day. Without it: today's regions, or if there is none of that name, those of
                the past, the latest of a level first.
            within: a code; only that region and those it holds, by their codes.

        Raises:
            InputError: ``within`` is not six digits.

        >>> gazetteer = load_gazetteer()
        >>> [region.code for region in gazetteer.lookup("毕节", on=date(2010, 5, 1))]
        ['522400', '522401']
        >>> gazetteer.lookup("鼓楼区", within="410000")
        (Region(code='410204', name='鼓楼区'),)
        """
        stem = "" if within is None else _stem(within)
        rows = sorted(row for row in self._by_name.get(name, ()) if row[0].startswith(stem))
        if on is None:
            rows = [row for row in rows if not row[3]] or sorted(rows, key=lambda row: row[3], reverse=True)
        else:
            rows = [row for row in rows if _holds(row, on)]
        rows.sort(key=lambda row: _RANKS[_level(row[0])])
        return tuple(dict.fromkeys(Region(code, full) for code, full, _, _ in rows))

    def by_code(self, code: str, on: date | None = None) -> Region | None:
        """The region of that code as it was named on that day, or, without a day, as it was named last.

        While a change was under way the newer name answers. ``None``: no such code, or not in force on that day.

        >>> load_gazetteer().by_code("522400", date(2011, 1, 1)), load_gazetteer().by_code("522400", date(2013, 1, 1))
        (Region(code='522400', name='毕节地区'), None)
        """
        rows = self.rows[bisect_left(self.rows, (code,)) : bisect_left(self.rows, (code + "\0",))]
        names = [row[1] for row in rows if on is None or _holds(row, on)]
        return Region(code, names[-1]) if names else None

    def named(self, code: str, on: date | None) -> Region | None:
        """The region of that code by its name on a day, or by its last one where the code did not hold then.

        >>> [load_gazetteer().named("522400", date(year, 1, 1)) for year in (2011, 2013)]
        [Region(code='522400', name='毕节地区'), Region(code='522400', name='毕节地区')]
        """
        return self.by_code(code, on) or self.by_code(code)

    def names(self) -> tuple[str, ...]:
        """All full and short names, past and present, sorted: what a scanner of texts should look for.

        Left out are names that are safe only beside a region that holds them (城区, 郊区, 矿区), though :meth:`lookup`
        knows them.

        >>> names = load_gazetteer().names()
        >>> "毕节地区" in names, "贵州" in names, "郊区" in names
        (True, True, False)
        """
        return tuple(sorted(name for name in self._by_name if len(name) > 2 or not name.endswith("区")))


def _holds(row: Row, on: date) -> bool:
    month = on.isoformat()[:7]
    return row[2] <= month and (not row[3] or month <= row[3])


def _stem(code: str) -> str:
    if not re.fullmatch(r"[0-9]{6}", code):
        raise InputError(f"within={code!r} is no region's code: give the six digits of GB/T 2260, such as '520000'")
    if code.endswith("0000"):
        return "" if code == NATION else code[:2]
    return code.removesuffix("00")


_COLUMNS = "code\tname\tsince\tuntil"
_MONTH = r"(?:[0-9]{4}-(?:0[1-9]|1[0-2]))?"
_ROW_CURE = "write six digits, a Chinese name, and two months as YYYY-MM or empty, with tabs between"
_ROW = re.compile(rf"([0-9]{{6}})\t([\u4e00-\u9fff]+)\t({_MONTH})\t({_MONTH})")


def _content(text: str, columns: str, file: str) -> Iterator[tuple[int, str]]:
    """The numbered lines of a table below its line of column names, without comments."""
    lines = ((number, line) for number, line in enumerate(text.splitlines(), start=1) if not line.startswith("#"))
    number, first = next(lines, (1, ""))
    if first != columns:
        raise LexiconError(f"{file}, line {number}: the columns are not {columns!r}: put that line above the rows")
    return lines


def parse_gazetteer(text: str, *, file: str = "regions.tsv") -> Gazetteer:
    r"""A gazetteer from the text of a table like ``regions.tsv``, whose name ``file`` is used in messages.

    Raises:
        LexiconError: a line is no row, ends before it begins, or is out of order; the message says where, and the cure.

    >>> table = parse_gazetteer("code\tname\tsince\tuntil\n520114\t小河区\t2000-01\t2013-01\n")
    >>> table.by_code("520114")
    Region(code='520114', name='小河区')
    """
    rows: list[Row] = []
    before = ""
    for number, line in _content(text, _COLUMNS, file):
        match = _ROW.fullmatch(line)
        if match is None:
            raise LexiconError(f"{file}, line {number}: {line!r} is no row: {_ROW_CURE}")
        code, name, since, until = match.groups()
        if until and until < since:
            raise LexiconError(f"{file}, line {number}: {line!r} ends before it begins: correct since or until")
        if code + since <= before:
            raise LexiconError(f"{file}, line {number}: {line!r} is out of order: sort by code and since, drop doubles")
        before = code + since
        rows.append((code, name, since, until))
    return Gazetteer(tuple(rows))


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer of this package, read on the first call and shared from then on.

    >>> load_gazetteer().lookup("黔西南州")
    (Region(code='522300', name='黔西南布依族苗族自治州'),)
    """
    return parse_gazetteer(read_text("regions.tsv"))


@dataclass(frozen=True, slots=True)
class Zone:
    """A new area or development zone: its ``name``, the code of the smallest region that holds it, and since when.

    ``since`` is a year or a month, or ``None`` where it is not known.

    >>> Zone("贵安新区", "520000", "2014-01").parent
    '520000'
    """

    name: str
    parent: str
    since: str | None


_ZONE = re.compile(rf"([\u4e00-\u9fff]+)\t([0-9]{{6}})\t([0-9]{{4}}|{_MONTH})")


def parse_zones(text: str, *, file: str = "zones.tsv") -> tuple[Zone, ...]:
    r"""The zones of a table like ``zones.tsv``, in its order.

    Raises:
        LexiconError: a line is not a row; the message says where and what to do.

    >>> parse_zones("name\tparent\tsince\n雄安新区\t130000\t2017-04\n")
    (Zone(name='雄安新区', parent='130000', since='2017-04'),)
    """
    zones = []
    for number, line in _content(text, "name\tparent\tsince", file):
        match = _ZONE.fullmatch(line)
        if match is None:
            cure = "write a Chinese name, six digits, and a year, a month as YYYY-MM or nothing, with tabs between"
            raise LexiconError(f"{file}, line {number}: {line!r} is no row: {cure}")
        zones.append(Zone(match[1], match[2], match[3] or None))
    return tuple(zones)


@cache
def load_zones() -> tuple[Zone, ...]:
    """The new areas and development zones that this package knows; no code of GB/T 2260 was theirs at the time.

    >>> [zone.since for zone in load_zones() if zone.name == "贵安新区"]
    ['2014-01']
    """
    return parse_zones(read_text("zones.tsv"))
