"""How the report puts things: Chinese labels for codes, amounts with their units, moments with their modifiers.

The labels are in ``labels.toml`` beside this file. Nothing here is escaped; the templates see to that.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from weibotext.agencies.regions import load_gazetteer
from weibotext.observations import measures

# Longer strings of digits than this are no number that anybody reads, and grouping them would only cost time.
_NUMBER = re.compile(r"(-?)([0-9]{1,30})(\.[0-9]{1,30})?")
_LENGTH = re.compile(r"(PT?)([0-9.]{1,30})([YMWDHS])")
_CLOCK = re.compile(r"[0-9]{2}(:[0-9]{2}){0,2}")
_NOTHING = "—"


@cache
def _labels() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files(__package__).joinpath("labels.toml").read_text(encoding="utf-8"))


def label(group: str, code: str | None) -> str:
    """The Chinese label of a code; the code itself where none is known, and nothing for ``None``.

    ``group`` is a section of ``labels.toml``; an unknown one raises :class:`KeyError`.

    >>> label("level", "province"), label("level", "galaxy"), label("level", None)
    ('省级', 'galaxy', '')
    """
    return "" if code is None else _labels()[group].get(code, code)


def number(value: str | None) -> str:
    """A decimal string with its thousands set apart; any other string as it is, and a dash for ``None``.

    >>> number("420000"), number("-1234.5678"), number("2011-07-04"), number(None)
    ('420,000', '-1,234.5678', '2011-07-04', '—')
    """
    if value is None:
        return _NOTHING
    found = _NUMBER.fullmatch(value)
    return f"{found[1]}{int(found[2]):,}{found[3] or ''}" if found else value


def amount(item: Mapping[str, Any]) -> str:
    """The value of a figure or an observation, with its modifier and unit.

    >>> amount({"value": "420000", "mod": "more_than", "unit": "人"})
    '超过 420,000 人'
    >>> amount({"value": None, "low": "20", "high": "30", "mod": "approx", "unit": "个", "per": "日"})
    '约 20～30 个/日'
    >>> amount({"value": "12.5", "kind": "percent", "mod": "exact", "change": "up", "basis": "year_on_year"})
    '同比 ↑ 12.5%'
    """
    low, high = item.get("low"), item.get("high")
    value = number(item["value"]) if low is None and high is None else f"{number(low)}～{number(high)}"
    before = (label("figure_basis", item.get("basis")), label("change", item.get("change")), label("mod", item["mod"]))
    return " ".join(filter(None, (*before, value + _unit(item))))


def _unit(item: Mapping[str, Any]) -> str:
    unit = item.get("unit") or item.get("unit_code")
    if unit is None:
        unit = label("figure_suffix", item["kind"]) if item.get("kind") in _labels()["figure_suffix"] else ""
    elif unit != "%":
        unit = f" {unit}"
    return f"{unit}/{item['per']}" if item.get("per") else unit


def moment(found: Mapping[str, Any]) -> str:
    """The TIMEX3 value of a date with its modifier; what TIMEX3 has signs and words for is put in Chinese.

    >>> moment({"timex": "2013-06-30", "mod": "on_or_before"}), moment({"timex": "2013-06", "mod": "end"})
    ('截至 2013-06-30', '2013-06 末')
    >>> moment({"timex": "PRESENT_REF", "mod": None}), moment({"timex": "2013-03-01/2013-03-19T09", "mod": None})
    ('当前', '2013-03-01 至 2013-03-19 09时')
    >>> moment({"timex": "P19D", "mod": "approx"}), moment({"timex": "PT4H", "mod": None})
    ('约 19天', '4小时')
    """
    value = " 至 ".join(map(_time, (found["timex"] or "").split("/"))) or _NOTHING
    mod = label("mod", found["mod"])
    parts = (value, mod) if found["mod"] in ("start", "mid", "end") else (mod, value)
    return " ".join(filter(None, parts))


def _time(timex: str) -> str:
    """One value of TIMEX3: a length of one unit in words, an hour behind its day, all else as it is."""
    if length := _LENGTH.fullmatch(timex):
        return f"{length[2]}{label('length', length[1] + length[3])}"
    day, parted, clock = timex.partition("T")
    if not parted or not _CLOCK.fullmatch(clock):
        return label("timex", timex)
    return f"{day} {clock}{'时' if len(clock) == len('09') else ''}".strip()


def measure_name(code: str) -> str:
    """A measure's label in the lexicon of measures, or in ``labels.toml``; the code itself where neither has one.

    >>> measure_name("followers"), measure_name("opened"), measure_name("sunsets")
    ('粉丝', '开通', 'sunsets')
    """
    return _measures().get(code) or label("measure", code)


@cache
def _measures() -> Mapping[str, str]:
    return {measure.name: measure.label for measure in measures()}


def names(record: Mapping[str, Any]) -> dict[str, str]:
    """What the ids and region codes in a record stand for: accounts, agencies, and the regions that are subjects.

    A region is called what it was called on the day of publication, or, without a day, what it was called last.

    >>> agency = {"id": "a1", "name": "贵州省公安厅"}
    >>> claims = [{"subject": "a1"}, {"subject": "522400"}]
    >>> names({"agencies": [agency], "accounts": [], "observations": claims, "published": "2011-01-01"})
    {'522400': '毕节地区', 'a1': '贵州省公安厅'}
    """
    bodies = {item["id"]: item["name"] for key in ("agencies", "accounts") for item in record[key]}
    codes = dict.fromkeys(claim["subject"] for claim in record["observations"] if claim["subject"] not in bodies)
    on = _day(record["published"]) if codes else None
    found = {code: load_gazetteer().named(code, on) for code in codes if code}
    return {code: region.name for code, region in found.items() if region} | bodies


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published) if published else None
    except ValueError:
        return None
