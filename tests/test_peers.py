"""How the benchmark of other tools counts: what is wanted, what counts neither way, and what is right."""

from __future__ import annotations

import re
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from weibotext.demo import corpus
from weibotext.evaluation import Score, load_articles

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))
import peers
import tools

sys.path.pop(0)

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("timex", "first", "last"),
    [
        ("2013-06-30", date(2013, 6, 30), date(2013, 6, 30)),
        ("2013-06-30T15:00", date(2013, 6, 30), date(2013, 6, 30)),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29)),
        ("2013", date(2013, 1, 1), date(2013, 12, 31)),
        ("2013-Q4", date(2013, 10, 1), date(2013, 12, 31)),
        ("2013-H1", date(2013, 1, 1), date(2013, 6, 30)),
        ("2013-08-02/2013-09", date(2013, 8, 2), date(2013, 9, 30)),
    ],
)
def test_values_in_the_calendar_are_days(timex: str, first: date, last: date) -> None:
    assert peers.calendar_days(timex) == (first, last)


@pytest.mark.parametrize("timex", ["P2Y", "PRESENT_REF", "XXXX-06-30", "2013-06-30/", "T15"])
def test_others_are_none(timex: str) -> None:
    assert peers.calendar_days(timex) is None


def gold(start: int, stop: int, value: Any, *, counts: bool = True, kind: str = "count") -> peers.Gold:
    return peers.Gold(start, stop, value, counts, kind)


def test_what_overlaps_is_found_once_and_what_says_the_same_is_right() -> None:
    wanted = [gold(0, 5, 1), gold(10, 15, 2), gold(20, 25, None, counts=False), gold(30, 35, 3)]
    found = [
        tools.Found(0, 4, 1),  # shorter, and right
        tools.Found(10, 12, 9),  # found, and wrong
        tools.Found(13, 15, 2),  # a second time
        tools.Found(20, 25, 7),  # counts neither way
        tools.Found(40, 45, 7),  # nothing is there
    ]
    assert peers.scored(wanted, found) == (Score(3, 4, 2), Score(3, 4, 1))


def test_one_kind_alone() -> None:
    wanted = [gold(0, 5, 1, kind="money"), gold(10, 15, 2)]
    assert peers.scored(wanted, [tools.Found(10, 15, 2)], only="money") == (Score(1, 0, 0), Score(1, 0, 0))


def test_this_library_is_scored_on_the_corpus() -> None:
    samples = [one for one in load_articles(corpus()) if one.split == "dev"][:2]
    for sort in peers.SORTS:
        found, right, failed = peers.quality(peers.own(), sort, samples)
        assert failed == 0 and found.wanted > 5
        assert right.f1 > 0.9


def test_the_readmes_tell_what_is_measured_of_this_library() -> None:
    samples = [one for one in load_articles(corpus()) if one.split == "test"]
    dates, figures = (peers.quality(peers.own(), sort, samples).right.f1 for sort in peers.SORTS)
    row = re.compile(rf"\| weibotext \| {100 * dates:.1f} \| [0-9.]+ \| {100 * figures:.1f} \| [0-9.]+ \|")
    for name in ("README.md", "README.zh.md"):
        assert row.search((ROOT / name).read_text(encoding="utf-8")), f"{name}: {row.pattern}, by benchmarks/peers.py"


def test_longer_stretches_go_before_those_in_them() -> None:
    found = [tools.Found(0, 2, Decimal(1)), tools.Found(0, 5, Decimal(2)), tools.Found(5, 6, None)]
    assert [one.value for one in tools._longest(found)] == [Decimal(2), None]
    assert tools.decimal("12.50%") == Decimal("12.5")
    assert tools.decimal("many") is None
