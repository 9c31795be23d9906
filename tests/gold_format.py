"""The format of the corpus's gold: the words it may use, and the marks in its anchors. For the tests of the corpus."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

CORPORA = Path(__file__).parent.parent / "corpora"

Entry = dict[str, Any]
Span = tuple[int, int]

LISTS = ("dates", "figures", "agencies", "accounts", "observations", "ignore", "never")
HEAD = {"published", "kind", "themes"}
SPLITS = ("dev", "test")
KEYS: dict[str, tuple[set[str], set[str]]] = {  # must have, may have
    "dates": ({"at", "kind", "timex"}, {"mod"}),
    "figures": ({"at", "kind", "mod"}, {"value", "low", "high", "unit", "item", "per", "change", "basis"}),
    "agencies": ({"name", "kind", "level", "mentions"}, {"region"}),
    "accounts": ({"name", "platforms", "mentions"}, {"agency", "opened"}),
    "observations": ({"subject", "measure", "value"}, {"mod", "time"}),
    "ignore": ({"at"}, set()),
    "never": ({"at"}, set()),
}


def words(text: str) -> set[str]:
    return set(text.split())


def listed(lexicon: str, table: str, key: str) -> set[str]:
    """What a lexicon of the package lists."""
    path = CORPORA.parent / "weibotext/lexicons" / lexicon
    return {entry[key] for entry in tomllib.loads(path.read_text(encoding="utf-8"))[table]}


STORIES = words("""
    police traffic_police youth_league earthquake flood investment livelihood civil_affairs education health
    environment court procuratorate transport statistics launch micropost taxation customs fire agriculture ranking
    township press_conference tourism weather typhoon online_government
""")
THEMES = listed("themes.toml", "theme", "label")
DATE_KINDS = words("date time range duration set reference")
DATE_MODS = words("before after on_or_before on_or_after start mid end approx less_than more_than")
FIGURE_KINDS = words("count measure money percent percent_points multiple fraction ordinal ratio rate")
FIGURE_MODS = words("exact approx more_than at_least less_than at_most nearly")
AGENCY_KINDS = words("""
    party government office information police court procuratorate youth_league earthquake civil_affairs education
    health transport environment emergency commerce statistics development meteorology water agriculture finance
    justice tax union women charity consultative congress land food_drug quality supervision veterans foreign foreign_affairs
    customs culture government_service housing_fund construction petition labour forestry disabled energy
""")
LEVELS = words("nation province prefecture county township")
PLATFORMS = words("新浪 腾讯 人民 新华 微信 抖音")
MEASURES = listed("measures.toml", "measure", "name") | {"opened"}
MEASURES |= {f"{name}_growth" for name in MEASURES}

POINT = r"\d{4}(?:-(?:Q[1-4]|H[12]|SP|SU|FA|WI|W\d\d|\d\d(?:-\d\d)?))?"
CLOCK = r"T(?:\d\d(?::\d\d)?|MO|MI|AF|EV|NI)"
TIMEX = {
    "date": POINT,
    "time": rf"(?:\d{{4}}-\d\d-\d\d)?{CLOCK}",
    "range": rf"(?:{POINT}(?:{CLOCK})?|{CLOCK})/(?:{POINT}(?:{CLOCK})?|{CLOCK})",
    "duration": r"P(?:\d+[YMWD])+|PT(?:\d+[HMS])+",
    "set": r"P\d+[YMWD]|PT\d+[HM]|XXXX-WXX-[1-7]",
    "reference": "PRESENT_REF",
}


def marked(anchor: str) -> str:
    """What stands between the brackets."""
    return anchor.partition("⟦")[2].partition("⟧")[0]


def plain(anchor: str) -> str:
    """The anchor without its brackets."""
    return anchor.replace("⟦", "").replace("⟧", "")


def well_marked(anchor: str, source: str) -> bool:
    """Whether an anchor has one pair of brackets and stands in the text once."""
    return bool(re.fullmatch("[^⟦⟧]*⟦[^⟦⟧]+⟧[^⟦⟧]*", anchor)) and source.count(plain(anchor)) == 1


SCALES = {"": 1, "百": 100, "千": 1000, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
NUMERAL = re.compile(r"(\d+(?:\.\d+)?)[余多]?(万亿|百万|千万|万|亿|千(?![米瓦克])|百|)")


def value(numeral: re.Match[str]) -> Decimal:
    """The value of a numeral in digits, read without any of the package's code."""
    return Decimal(numeral[1]) * SCALES[numeral[2]]


@cache
def regions() -> dict[str, list[tuple[str, str, str]]]:
    """Each code of ``regions.tsv`` with its names and their first and last months, read without the package's code."""
    table: dict[str, list[tuple[str, str, str]]] = {}
    path = CORPORA.parent / "weibotext/lexicons/regions.tsv"
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            code, name, since, until = line.split("\t")
            table.setdefault(code, []).append((name, since or "1980-12", until or "9999-12"))
    return table


def region_names(code: str, month: str) -> list[str]:
    """The names that a code has in a month, such as ``2014-07``."""
    return [name for name, since, until in regions().get(code, ()) if since <= month <= until]


AWAY_FROM_THEIR_REGION = words("""
    三江源国家公园管理局 台北市政府警察局 台中市政府消防局 高雄市政府 花莲县消防局 石河子经济技术开发区管理委员会 苏州工业园区管理委员会
    贵安新区管理委员会 贵安新区行政审批局 贵安新区市场监督管理局 国家税务总局贵安新区税务局 贵安新区公安局 贵安新区纪律检查工作委员会
    贵安新区管理委员会办公室 西咸新区管理委员会 昆明铁路公安局 拱北海关缉私局 拱北边检站 广州知识产权法院 行政院
""")
"""Bodies whose region, by GB/T 2260, does not begin as their names do."""


def check_body(body: Entry, month: str) -> None:
    """That a body's kind, level and region are legal, and that its name and its region belong together."""
    assert body["kind"] in AGENCY_KINDS and body["level"] in LEVELS and body["mentions"], body
    if body["kind"] == "foreign":
        assert "region" not in body, body
        return
    assert re.fullmatch(r"\d{6}", body["region"]), body
    assert (body["level"] == "nation") == (body["region"] == "000000"), body
    if body["level"] not in ("nation", "township") and body["name"] not in AWAY_FROM_THEIR_REGION:
        names = region_names(body["region"], month)
        assert any(name[:2] in body["name"] for name in names), (body, names)
