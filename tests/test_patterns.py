"""Patterns made of lists of words, and text that is meant to keep pattern matching busy."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from weibotext.dates import find_dates
from weibotext.figures import find_figures
from weibotext.patterns import any_of, deferred, one_of


def test_any_of_prefers_the_longest_and_escapes() -> None:
    pattern = re.compile(any_of(["公里", "公里/小时", "米", "a.b"]))
    assert [hit[0] for hit in pattern.finditer("公里/小时公里米axb a.b")] == ["公里/小时", "公里", "米", "a.b"]


@pytest.mark.parametrize(
    "characters", ["-]", "^a", "\\[", "abc-", "!-/", "一丁七", "a", "\U0001f600\U0001f601\U0001f602"]
)
def test_one_of_is_these_characters_and_no_others(characters: str) -> None:
    pattern = re.compile(one_of(characters))
    everything = map(chr, [*range(0x3000), *range(0x4DF0, 0x4E20), *range(0x1F5FE, 0x1F606)])
    assert {one for one in everything if pattern.fullmatch(one)} == set(characters)


def test_deferred_is_the_same_pattern_later() -> None:
    pattern = deferred("(?P<year>[0-9]{4})年")
    assert pattern.sub(r"\g<year>", "2013年") == "2013"
    assert (pattern.groupindex, pattern.pattern) == ({"year": 1}, "(?P<year>[0-9]{4})年")
    with pytest.raises(AttributeError):
        pattern.nothing  # type: ignore[attr-defined]  # noqa: B018
    with pytest.raises(re.error):
        deferred("(").search("")


def test_any_of_nothing_never_matches() -> None:
    assert re.search(any_of([]), "") is None


@pytest.mark.parametrize("find", [find_dates, find_figures], ids=["dates", "figures"])
@pytest.mark.parametrize("unit", ["9", "9.", "一", "1年", "今年", "9:", "1-", "一至", "百分之", "3.5%"])
def test_adversarial_text_of_digits_is_walked_through(find: object, unit: str) -> None:
    spans = [match.span for match in find(unit * 20_000)]  # type: ignore[operator]
    assert all(one.stop <= two.start for one, two in pairwise(spans))
