"""The engine: what it finds, in which order, and what it refuses."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from weibotext.dates import RULES as DATES
from weibotext.errors import LexiconError
from weibotext.figures import RULES as FIGURES
from weibotext.rules import RuleSet, any_of, find, rule
from weibotext.values import Span


@rule("[ab]+", first="ab")
def letters(hit: re.Match[str]) -> str:
    """ab"""
    return hit[0]


@rule("abc", first=("ab",))
def longer(hit: re.Match[str]) -> str | None:
    """abc"""
    return "long"


@rule("[0-9]+", first="0123456789", after="%")
def percent(hit: re.Match[str]) -> str | None:
    """12%"""
    return hit[0]


@rule("[0-9]+-[0-9]+", first="0123456789", joined="-")
def joined(hit: re.Match[str]) -> str | None:
    """1-2"""
    return hit[0]


def values(text: str, *rules: object, **more: object) -> list[str]:
    return [match.value for match in find(text, RuleSet(rules, **more))]  # type: ignore[arg-type]


def test_the_longest_wins() -> None:
    (match,) = find("xabc", RuleSet([letters, longer]))
    assert (match.value, match.span, match.extent, match.rule) == ("long", Span(1, 4), Span(1, 4), "longer")


def test_among_equals_the_first_wins() -> None:
    @rule("ab", first="a")
    def same(hit: re.Match[str]) -> str:
        """ab"""
        return "second"

    assert values("ab", letters, same) == ["ab"]
    assert values("ab", same, letters) == ["second"]


def test_no_opinion_leaves_the_place_to_others() -> None:
    @rule("abc", first="a")
    def silent(hit: re.Match[str]) -> None:
        """abc"""

    assert values("abc", silent, letters) == ["ab"]


def test_matches_never_overlap_and_nothing_is_found_in_what_is_taken() -> None:
    assert values("abxab", letters) == ["ab", "ab"]
    assert [m.span for m in find("abxab", RuleSet([letters]), taken=[Span(0, 2)])] == [Span(3, 5)]
    assert [m.span for m in find("abxab", RuleSet([letters]), taken=[Span(1, 2)])] == [Span(3, 5)]


def test_a_row_is_read_from_its_beginning_and_by_what_stands_behind() -> None:
    assert values("12% 34 5 %", percent, digits="0123456789") == ["12", "5"]
    assert values("12", percent, digits="0123456789") == []


def test_what_is_joined_is_tried_only_where_a_sign_joins() -> None:
    assert values("1-2 34% 5-6%", percent, joined, digits="0123456789") == ["1-2", "34", "5-6"]
    assert values("1 - 2", joined, digits="0123456789") == []


def test_what_depends_on_its_text_alone_is_read_once() -> None:
    read: list[str] = []

    @rule("[ab]+", first="ab", alone=True)
    def counted(hit: re.Match[str]) -> str:
        """ab"""
        read.append(hit[0])
        return hit[0]

    assert values("ab b ab", counted) == ["ab", "b", "ab"]
    assert read == ["ab", "b"]


@pytest.mark.parametrize(
    ("pattern", "words"), [("(", "does not compile"), ("a*", "empty string")], ids=["broken", "empty match"]
)
def test_bad_patterns_are_refused_with_the_rules_name(pattern: str, words: str) -> None:
    @rule(pattern, first="a")
    def bad(hit: re.Match[str]) -> str:
        """a"""
        return ""

    with pytest.raises(LexiconError, match=f"'bad'.*{words}"):
        list(find("a", RuleSet([bad])))


def test_rules_need_a_specimen_beginnings_and_a_name_of_their_own() -> None:
    with pytest.raises(LexiconError, match="specimen"):
        rule("a", first="a")(lambda hit: None)
    with pytest.raises(LexiconError, match="first"):
        rule("a", first="")(letters.read)
    with pytest.raises(LexiconError, match="share a name: letters"):
        RuleSet([letters, letters])


@pytest.mark.parametrize("rules", [DATES, FIGURES], ids=["dates", "figures"])
@pytest.mark.parametrize(
    "text", ["9" * 50_000, "9." * 25_000, "一" * 50_000, "1年" * 20_000, "今年" * 20_000, "9:" * 25_000]
)
def test_adversarial_text_of_digits_is_walked_through(rules: RuleSet[object], text: str) -> None:
    spans = [match.span for match in find(text, rules)]
    assert all(one.stop <= two.start for one, two in pairwise(spans))


def test_any_of_prefers_the_longest_and_escapes() -> None:
    pattern = re.compile(any_of(["公里", "公里/小时", "米", "a.b"]))
    assert [hit[0] for hit in pattern.finditer("公里/小时公里米axb a.b")] == ["公里/小时", "公里", "米", "a.b"]
