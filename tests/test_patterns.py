"""Patterns made of lists of words, and text that is meant to keep pattern matching busy."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from weibotext.dates import find_dates
from weibotext.figures import find_figures
from weibotext.patterns import any_of


def test_any_of_prefers_the_longest_and_escapes() -> None:
    pattern = re.compile(any_of(["公里", "公里/小时", "米", "a.b"]))
    assert [hit[0] for hit in pattern.finditer("公里/小时公里米axb a.b")] == ["公里/小时", "公里", "米", "a.b"]


def test_any_of_nothing_never_matches() -> None:
    assert re.search(any_of([]), "") is None


@pytest.mark.parametrize("find", [find_dates, find_figures], ids=["dates", "figures"])
@pytest.mark.parametrize("unit", ["9", "9.", "一", "1年", "今年", "9:", "1-", "一至", "百分之", "3.5%"])
def test_adversarial_text_of_digits_is_walked_through(find: object, unit: str) -> None:
    spans = [match.span for match in find(unit * 20_000)]  # type: ignore[operator]
    assert all(one.stop <= two.start for one, two in pairwise(spans))
