"""Marked cases for two lists: the measures that figures become claims by, and the themes of articles.

In ``cases/claims.toml`` the marks ``⟦`` and ``⟧`` stand around each figure that makes a claim, or around the date of an
opening; ``measures`` and ``subjects`` tell the claims' measures and the names of those they are about. In
``cases/themes.toml`` they stand around the seed words that speak for ``label``, the theme with the highest score. A text
without marks is a negative case.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from weibotext import Pipeline
from weibotext.observations import measures
from weibotext.themes import taxonomy_of

Case = dict[str, Any]
Marked = tuple[int, str]  # where a mark begins in the text without marks, and what it holds

MARKS = re.compile("⟦([^⟦⟧]*)⟧")
PIPELINE = Pipeline()


@cache
def cases(file: str) -> list[Case]:
    path = Path(__file__).parent / "cases" / f"{file}.toml"
    entries: list[Case] = tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    return entries


def each_case(file: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("case", [pytest.param(case, id=case["why"]) for case in cases(file)])


def unmarked(case: Case) -> str:
    return MARKS.sub(r"\1", case["text"])


def marked(case: Case) -> list[Marked]:
    return [(hit.start() - 2 * number, hit[1]) for number, hit in enumerate(MARKS.finditer(case["text"]))]


@each_case("claims")
def test_claims(case: Case) -> None:
    record = PIPELINE(unmarked(case), published=case.get("published"))
    places = {item.id: (item.span.start, item.text) for item in (*record.figures, *record.dates)}
    rows = record.observations_table()
    found = [(places[row["figure"] or row["date"]], row["measure"], row["subject_name"]) for row in rows]
    wanted = zip(marked(case), case.get("measures", []), case.get("subjects", []), strict=True)
    assert found == list(wanted)
    if "times" in case:  # "" for a claim without one
        assert [row["time"] or "" for row in rows] == case["times"]


@each_case("themes")
def test_themes(case: Case) -> None:
    best = PIPELINE(unmarked(case)).themes[:1]
    assert [theme.label for theme in best] == ([case["label"]] if "label" in case else [])
    assert [(one.span.start, one.text) for theme in best for one in theme.evidence] == marked(case)


@pytest.mark.parametrize("name", [*(measure.name for measure in measures()), "opened"])
def test_every_measure_has_a_case(name: str) -> None:
    shown = [measure for case in cases("claims") for measure in case.get("measures", [])]
    assert name in shown, f"add a case for the measure {name!r} to cases/claims.toml"


@pytest.mark.parametrize("label", taxonomy_of())
def test_every_theme_has_a_case(label: str) -> None:
    shown = [case["label"] for case in cases("themes") if "label" in case]
    assert label in shown, f"add a case for the theme {label!r} to cases/themes.toml"


@pytest.mark.parametrize("file", ["claims", "themes"])
def test_no_two_cases_share_a_reason_or_a_text(file: str) -> None:
    reasons, texts = ([case[key] for case in cases(file)] for key in ("why", "text"))
    assert len(set(reasons)) == len(reasons)
    assert len(set(texts)) == len(texts)
