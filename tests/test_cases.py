"""Marked cases: what dates, figures and agencies are found in a text, and what they mean.

``cases/*.toml`` hold texts in which ``⟦`` and ``⟧`` stand around what must be found, in order, and nothing else may be; a
text without marks is a negative case. ``values`` and the other lists say what each mark means, ``""`` for nothing. A case
that is right but fails has ``xfail`` with the reason; once it passes, the mark must go.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from weibotext import Pipeline
from weibotext.dates import RULES as DATE_RULES
from weibotext.figures import RULES as FIGURE_RULES

Case = dict[str, Any]
Item = dict[str, Any]
Found = tuple[int, str, tuple[str, ...], str]  # where, the text there, what it means, the rule that says so

FILES = ("dates", "figures", "agencies")
FEWEST = {"dates": 250, "figures": 200, "agencies": 50}
PLAIN_KEYS = {"why", "published", "text", "values", "xfail"}

#: The lists that a case may give beside its values, with the key of the record's item that they speak of.
LISTS = {
    "dates": {"mods": "mod", "bases": "basis", "kinds": "kind"},
    "figures": {"mods": "mod", "units": "unit", "codes": "unit_code", "kinds": "kind"},
    "agencies": {"kinds": "kind", "levels": "level", "regions": "region", "bases": "basis"},
}
LEGAL = {
    ("dates", "mods"): "before after on_or_before on_or_after start mid end approx less_than more_than",
    ("dates", "bases"): "explicit published antecedent named_period inferred",
    ("dates", "kinds"): "date time range duration set reference",
    ("figures", "mods"): "exact approx more_than at_least less_than at_most nearly",
    ("figures", "kinds"): "count measure money percent percent_points multiple fraction ordinal ratio rate",
    ("agencies", "levels"): "nation province prefecture county township",
    ("agencies", "bases"): "full_name region_from_context national kind_from_context named_before unresolved",
}

YEAR = r"(?:\d{4}|XXXX)"
CLOCK = r"T(?:\d\d(?::\d\d(?::\d\d)?)?|MO|MI|AF|EV|NI)"
DAY = rf"{YEAR}(?:-(?:Q[1-4]|H[12]|SP|SU|FA|WI|W\d\d(?:-WE)?|(?:\d\d|XX)(?:-(?:\d\d|XX))?))?"
MOMENT = rf"(?:{DAY}(?:{CLOCK})?|{CLOCK}|XXXX-WXX(?:-(?:[1-7]|WE))?(?:{CLOCK})?)"
LENGTH = r"P(?=.)(?:(?:[\d.]+|X)(?:[YMWDQ]|DE|CE))*(?:T(?:(?:[\d.]+|X)[HMS])+)?"
WELL_FORMED = {
    "dates": re.compile(rf"{MOMENT}(?:/(?:{MOMENT}|PRESENT_REF))?|{LENGTH}(?:/{LENGTH})?|\d{{2,3}}|PRESENT_REF"),
    "figures": re.compile(r"-?\d+(?:\.\d+)?(?:\.\.-?\d+(?:\.\d+)?)?|none"),
    "agencies": re.compile(r"[\u4e00-\u9fff]{3,}"),
}
MARKS = re.compile("⟦([^⟦⟧]*)⟧")

PIPELINE = Pipeline()


@cache
def cases(file: str) -> list[Case]:
    path = Path(__file__).parent / "cases" / f"{file}.toml"
    entries: list[Case] = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    return entries


def parameters(file: str) -> list[Any]:
    """The cases of a file as parameters, with their reasons for names."""
    return [
        pytest.param(
            case,
            id=case["why"],
            marks=[pytest.mark.xfail(reason=case["xfail"], raises=AssertionError, strict=True)]
            if "xfail" in case
            else [],
        )
        for case in cases(file)
    ]


def unmarked(case: Case) -> str:
    text: str = case["text"]
    return text.replace("⟦", "").replace("⟧", "")


def expected(file: str, case: Case) -> list[tuple[int, str, tuple[str, ...]]]:
    """Where each mark stands in the text without marks, what it holds, and what the case says of it."""
    lists = [case.get("values", []), *(case[name] for name in LISTS[file] if name in case)]
    hits = enumerate(MARKS.finditer(case["text"]))
    return [(hit.start() - 2 * number, hit[1], tuple(one[number] for one in lists)) for number, hit in hits]


def found(file: str, case: Case) -> list[Found]:
    """What the record has to say, in the same form."""
    record = PIPELINE(unmarked(case), published=case.get("published")).to_dict()
    keys = [key for name, key in LISTS[file].items() if name in case]
    return [
        (item["span"][0], item["text"], (READ[file](item), *(item[key] or "" for key in keys)), item.get("rule", ""))
        for item in sorted(ITEMS[file](record), key=lambda item: item["span"])
    ]


def agency_mentions(record: Item) -> Iterator[Item]:
    for agency in record["agencies"]:
        region = agency["region"]["code"] if agency["region"] else ""
        for mention in agency["mentions"]:
            yield {**agency, **mention, "region": region}


def amount(figure: Item) -> str:
    if figure["value"] is not None:
        return str(figure["value"])
    return f"{figure['low']}..{figure['high']}" if figure["low"] is not None else "none"


ITEMS: dict[str, Callable[[Item], Any]] = {
    "dates": lambda record: record["dates"],
    "figures": lambda record: record["figures"],
    "agencies": agency_mentions,
}
READ: dict[str, Callable[[Item], str]] = {
    "dates": lambda item: item["timex"],
    "figures": amount,
    "agencies": lambda item: item["name"],
}


@pytest.mark.parametrize("case", parameters("dates"))
def test_dates(case: Case) -> None:
    assert [item[:3] for item in found("dates", case)] == expected("dates", case)


@pytest.mark.parametrize("case", parameters("figures"))
def test_figures(case: Case) -> None:
    assert [item[:3] for item in found("figures", case)] == expected("figures", case)


@pytest.mark.parametrize("case", parameters("agencies"))
def test_agencies(case: Case) -> None:
    assert [item[:3] for item in found("agencies", case)] == expected("agencies", case)


# Every rule has its case


@cache
def fired(file: str) -> frozenset[str]:
    """The rules that find what a case of the file marks; cases that are known to fail do not count."""
    sound = [case for case in cases(file) if "xfail" not in case]
    hits = [(item, expected(file, case)) for case in sound for item in found(file, case)]
    return frozenset(item[3] for item, wanted in hits if item[:3] in wanted)


@pytest.mark.parametrize("rule", [rule.name for rule in DATE_RULES])
def test_every_rule_for_dates_has_a_case(rule: str) -> None:
    assert rule in fired("dates"), f"add a case for the rule {rule!r} to cases/dates.toml"


@pytest.mark.parametrize("rule", FIGURE_RULES)
def test_every_rule_for_figures_has_a_case(rule: str) -> None:
    assert rule in fired("figures"), f"add a case for the rule {rule!r} to cases/figures.toml"


@pytest.mark.parametrize("basis", LEGAL["agencies", "bases"].split())
def test_every_way_to_know_an_agency_has_a_case(basis: str) -> None:
    shown = [basis for case in cases("agencies") if "xfail" not in case for basis in case.get("bases", [])]
    assert basis in shown, f"add a case with the basis {basis!r} to cases/agencies.toml"


# The cases themselves


EVERY_CASE = [pytest.param(file, case, id=f"{file}: {case.get('why')}") for file in FILES for case in cases(file)]


@pytest.mark.parametrize(("file", "case"), EVERY_CASE)
def test_a_case_is_well_formed(file: str, case: Case) -> None:
    assert {"why", "text"} <= case.keys() <= PLAIN_KEYS | LISTS[file].keys()
    assert all(isinstance(case[key], str) and case[key].strip() == case[key] != "" for key in ("why", "text"))
    assert len(case["why"].split()) > 3, "a reason is a sentence"
    assert isinstance(case.get("published", date.min), date)
    assert case.get("xfail", "a reason").strip(), "say why it fails"


@pytest.mark.parametrize(("file", "case"), EVERY_CASE)
def test_marks_and_lists_agree(file: str, case: Case) -> None:
    marks = MARKS.findall(case["text"])
    assert case["text"].count("⟦") == case["text"].count("⟧") == len(marks)
    assert all(mark == mark.strip() != "" for mark in marks)
    given = {name: case[name] for name in ("values", *LISTS[file]) if name in case}
    assert ("values" in given) == bool(marks), "marks have values, and only they"
    assert {name: len(one) for name, one in given.items()} == dict.fromkeys(given, len(marks))


@pytest.mark.parametrize(("file", "case"), EVERY_CASE)
def test_values_are_legal(file: str, case: Case) -> None:
    wrong = [value for value in case.get("values", []) if not WELL_FORMED[file].fullmatch(value)]
    for name in LISTS[file]:
        legal = LEGAL.get((file, name))
        wrong += [one for one in case.get(name, []) if legal and one and one not in legal.split()]
    assert wrong == []


@pytest.mark.parametrize("file", FILES)
def test_there_are_many_cases_and_a_third_of_them_negative(file: str) -> None:
    negative = [case for case in cases(file) if "⟦" not in case["text"]]
    assert len(cases(file)) >= FEWEST[file]
    assert 3 * len(negative) >= len(cases(file))


@pytest.mark.parametrize("file", FILES)
def test_no_two_cases_share_a_reason_or_a_text(file: str) -> None:
    reasons = [case["why"] for case in cases(file)]
    texts = [(case["text"], case.get("published")) for case in cases(file)]
    assert len(set(reasons)) == len(reasons)
    assert len(set(texts)) == len(texts)
