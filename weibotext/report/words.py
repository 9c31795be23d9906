"""How the report puts things: Chinese labels for codes, amounts with their units, moments with their modifiers.

The labels are in ``labels.toml`` beside this file. Nothing here is escaped; the templates see to that.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

# Longer strings of digits than this are no number that anybody reads, and grouping them would only cost time.
_NUMBER = re.compile(r"(-?)([0-9]{1,30})(\.[0-9]{1,30})?")
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


def moment(date: Mapping[str, Any]) -> str:
    """The TIMEX3 value of a date with its modifier; words that TIMEX3 uses for now, once and hence are put in Chinese.

    >>> moment({"timex": "2013-06-30", "mod": "on_or_before"}), moment({"timex": "2013-06", "mod": "end"})
    ('截至 2013-06-30', '2013-06 末')
    >>> moment({"timex": "PRESENT_REF", "mod": None})
    '当前'
    """
    value, mod = label("timex", date["timex"]) or _NOTHING, label("mod", date["mod"])
    parts = (value, mod) if date["mod"] in ("start", "mid", "end") else (mod, value)
    return " ".join(filter(None, parts))


def names(record: Mapping[str, Any]) -> dict[str, str]:
    """What the ids and region codes in a record stand for: accounts, agencies, and the regions of the agencies.

    >>> region = {"code": "520000", "name": "贵州省"}
    >>> names({"agencies": [{"id": "a1", "name": "贵州省公安厅", "region": region}], "accounts": []})
    {'520000': '贵州省', 'a1': '贵州省公安厅'}
    """
    regions = {place["code"]: place["name"] for agency in record["agencies"] if (place := agency["region"])}
    bodies = {item["id"]: item["name"] for key in ("agencies", "accounts") for item in record[key]}
    return regions | bodies
