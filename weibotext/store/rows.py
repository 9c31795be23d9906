"""From a record's dictionary to the rows of the tables, one function a table; nothing here knows SQL.

A row is a dictionary from column to value, without the document's number. Keys that a record has beyond those of the
contract are left in the record and do not disturb.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from weibotext.agencies.regions import load_gazetteer

Item = Mapping[str, Any]
Row = dict[str, Any]

_OF_FIGURES: Final = (
    *(
        "id",
        "text",
        "kind",
        "value",
        "low",
        "high",
        "mod",
        "unit",
        "unit_code",
        "per",
        "item",
        "change",
        "basis",
        "rule",
    ),
)


def rows_of(record: Item) -> dict[str, list[Row]]:
    """The rows of every table for one record, in the order in which they may be inserted.

    >>> import weibotext
    >>> rows = rows_of(weibotext.extract("贵州省公安厅").to_dict())
    >>> rows["agencies"][0]["name"], rows["mentions"][0]["start"]
    ('贵州省公安厅', 0)
    """
    return {table: list(build(record)) for table, build in TABLES.items()}


def _edits(record: Item) -> Iterator[Row]:
    for position, edit in enumerate(record["edits"]):
        kept = {key: edit[key] for key in ("text", "replacement", "repair")}
        yield {"position": position, **_span(edit["span"]), **kept}


def _agencies(record: Item) -> Iterator[Row]:
    for agency in record["agencies"]:
        region = agency["region"] or {}
        yield {
            "id": agency["id"],
            "name": agency["name"],
            "kind": agency["kind"],
            "level": agency["level"],
            "region": region.get("code"),
            "region_name": region.get("name"),
            "province": province(region.get("code")),
        }


def _accounts(record: Item) -> Iterator[Row]:
    for account in record["accounts"]:
        kept = {key: account[key] for key in ("id", "name", "agency", "opened")}
        yield {**kept, "platforms": json.dumps(account["platforms"], ensure_ascii=False)}


def _mentions(record: Item) -> Iterator[Row]:
    groups = [
        (key, entity) for key, kind in (("agency", "agencies"), ("account", "accounts")) for entity in record[kind]
    ]
    position = 0
    for key, entity in groups:
        for mention in entity["mentions"]:
            owner = {"agency": None, "account": None, key: entity["id"]}
            yield {"position": position, **owner, **_span(mention["span"]), **_kept(mention, "text", "basis")}
            position += 1


def _dates(record: Item) -> Iterator[Row]:
    for found in record["dates"]:
        begins, ends = found["interval"] or (None, None)
        yield {
            **_kept(found, "id", "text", "kind", "timex", "mod", "basis", "rule"),
            **_places(found),
            "begins": begins,
            "ends": ends,
        }


def _figures(record: Item) -> Iterator[Row]:
    for figure in record["figures"]:
        yield {**_kept(figure, *_OF_FIGURES), **_places(figure), "number": number(figure["value"])}


def _observations(record: Item) -> Iterator[Row]:
    subjects = _subjects(record)
    dates = {found["id"]: found for found in record["dates"]}
    for position, claim in enumerate(record["observations"]):
        dated = dates.get(claim["date"] or "")
        yield {
            "position": position,
            **(subjects.get(claim["subject"]) or _region_subject(claim["subject"], record["published"])),
            **_kept(claim, "measure", "figure", "date", "value", "mod", "unit", "rule"),
            "time": dated["timex"] if dated else None,
            "day": day_of(dated) or record["published"],
            "number": number(claim["value"]),
            **_span(claim["span"]),
        }


def _themes(record: Item) -> Iterator[Row]:
    for position, theme in enumerate(record["themes"]):
        evidence = json.dumps([item["span"] for item in theme["evidence"]])
        yield {"position": position, "label": theme["label"], "score": theme["score"], "evidence": evidence}


def _keywords(record: Item) -> Iterator[Row]:
    for position, keyword in enumerate(record["keywords"]):
        yield {"position": position, **_kept(keyword, "text", "score"), "spans": json.dumps(keyword["spans"])}


TABLES: Final[Mapping[str, Callable[[Item], Iterator[Row]]]] = {
    "edits": _edits,
    "agencies": _agencies,
    "accounts": _accounts,
    "mentions": _mentions,
    "dates": _dates,
    "figures": _figures,
    "observations": _observations,
    "themes": _themes,
    "keywords": _keywords,
}
"""The tables of items, those that others refer to first."""


def _subjects(record: Item) -> dict[str, Row]:
    """For the id of each body and account: who a claim about it is about, and where."""
    bodies = {agency["id"]: agency for agency in record["agencies"]}
    found = {name: _subject(agency["name"], agency["region"], agency=name) for name, agency in bodies.items()}
    for account in record["accounts"]:
        owner = bodies.get(account["agency"] or "")
        found[account["id"]] = _subject(account["name"], owner and owner["region"], account=account["id"])
    return found


def _subject(name: str, region: Item | None, *, agency: str | None = None, account: str | None = None) -> Row:
    code = region["code"] if region else None
    return {"agency": agency, "account": account, "region": code, "subject": name, "province": province(code)}


def _region_subject(code: str | None, published: str | None) -> Row:
    """A claim about a region, whose name is that of the day of publication; or about nobody in particular."""
    name = region_name(code, published) if code else None
    return {"agency": None, "account": None, "region": code, "subject": name or code, "province": province(code)}


@lru_cache(maxsize=4096)
def region_name(code: str, published: str | None) -> str | None:
    """The name of a region on a day, or its last one; ``None`` for an unknown code.

    >>> region_name("522400", "2011-01-01"), region_name("999999", None)
    ('毕节地区', None)
    """
    found = load_gazetteer().named(code, date.fromisoformat(published) if published else None)
    return found.name if found else None


def province(code: str | None) -> str | None:
    """The name of the province that a region lies in; ``None`` for the nation and for an unknown code.

    >>> province("522400"), province("000000")
    ('贵州省', None)
    """
    if not code or code.startswith("00"):
        return None
    return region_name(code[:2] + "0000", None)


def number(value: str | None) -> float | None:
    """A decimal string as a number to sort and add by; ``None`` for what is none, as the day that an account opened.

    >>> number("420000"), number("2011-07-04"), number("9" * 400)
    (420000.0, None, None)
    """
    if value is None:
        return None
    try:
        found = float(value)
    except ValueError:
        return None
    return found if abs(found) < float("inf") else None


def day_of(found: Item | None) -> str | None:
    """The last day of a date's interval, as ISO has it; its first day where the end is open.

    >>> day_of({"interval": ["2013-06-30T00:00:00", "2013-07-01T00:00:00"]})
    '2013-06-30'
    """
    begins, ends = (found and found["interval"]) or (None, None)
    if ends is None:
        return str(begins)[:10] if begins else None
    try:
        # Half open: an interval that ends as a day begins ends on the day before.
        return (datetime.fromisoformat(ends) - timedelta(microseconds=1)).date().isoformat()
    except (ValueError, OverflowError):
        return str(ends)[:10]


def _span(span: list[int]) -> Row:
    return {"start": span[0], "stop": span[1]}


def _places(item: Item) -> Row:
    return {**_span(item["span"]), "extent_start": item["extent"][0], "extent_stop": item["extent"][1]}


def _kept(item: Item, *names: str) -> Row:
    return {name: item[name] for name in names}
