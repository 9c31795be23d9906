"""How much of the corpus the pipeline reads right. The bounds are a little below what was measured; raise them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from weibotext import InputError, Pipeline
from weibotext.evaluation import Comparison, Score, compare, load_articles, load_sentences, located, totals
from weibotext.values import Span

CORPORA = Path(__file__).parent.parent / "corpora"
LEAST = {
    "articles, dev": {
        "dates": 0.99, "figures": 0.99, "agencies": 0.98, "regions": 0.98, "accounts": 0.99, "owners": 0.97,
        "observations": 0.94, "times": 0.74, "themes": 0.77,
    },
    "articles, test": {
        "dates": 0.92, "figures": 0.95, "agencies": 0.89, "regions": 0.89, "accounts": 0.96, "owners": 0.82,
        "observations": 0.78, "times": 0.63, "themes": 0.79,
    },
    "sentences, dev": {
        "agencies": 0.98, "regions": 0.98, "accounts": 0.97, "owners": 0.93, "observations": 0.90, "times": 0.79,
    },
    "sentences, test": {
        "agencies": 0.95, "regions": 0.93, "accounts": 0.89, "owners": 0.84, "observations": 0.80, "times": 0.74,
    },
}  # fmt: skip
BOUNDS = [(name, sort) for name, sorts in LEAST.items() for sort in sorts]


@pytest.fixture(scope="module")
def scores() -> dict[str, dict[str, Score]]:
    """The scores by sort of item, of articles and sentences apart and each split apart."""
    pipeline = Pipeline()
    compared: dict[str, list[Comparison]] = {name: [] for name in LEAST}
    for kind, samples in (("articles", load_articles(CORPORA)), ("sentences", load_sentences(CORPORA))):
        for one in samples:
            record = pipeline(one.source, published=one.published)
            compared[f"{kind}, {one.split}"].append(compare(record, one.gold, one.sorts))
    return {name: totals(comparisons) for name, comparisons in compared.items()}


@pytest.mark.parametrize(("name", "sort"), BOUNDS)
def test_the_corpus_is_read_as_well_as_before(scores: dict[str, dict[str, Score]], name: str, sort: str) -> None:
    assert scores[name][sort].f1 >= LEAST[name][sort], scores[name][sort]


def test_every_sort_has_its_bound(scores: dict[str, dict[str, Score]]) -> None:
    assert {name: set(found) for name, found in scores.items()} == {name: set(sorts) for name, sorts in LEAST.items()}


def test_an_owner_that_the_gold_does_not_state_is_not_compared() -> None:
    text = "安吉县公安局官方微博“安吉公安”今天开通"
    accounts = [{"name": "安吉公安", "platforms": [], "mentions": ["⟦安吉公安⟧"]}]
    record = Pipeline()(text, published="2014-08-01")
    assert compare(record, {"accounts": accounts}, ["owners"]).scores["owners"].wanted == 1
    stated = [{**accounts[0], "agency": "安吉县公安局", "opened": date(2014, 8, 1)}]
    assert compare(record, {"accounts": stated}, ["owners"]).scores["owners"] == Score(1, 1, 1)
    unstated = [{**accounts[0], "opened": date(2014, 8, 1)}]
    assert compare(record, {"accounts": unstated}, ["owners"]).scores["owners"] == Score(1, 1, 1)
    other = [{**stated[0], "agency": "湖州市公安局"}]
    assert compare(record, {"accounts": other}, ["owners"]).scores["owners"] == Score(1, 1, 0)


def test_a_region_is_right_with_its_code_only() -> None:
    gold = {"agencies": [{"name": "贵州省公安厅", "region": "520000", "mentions": ["⟦贵州省公安厅⟧"]}]}
    record = Pipeline()("贵州省公安厅", published="2014-08-01")
    assert compare(record, gold, ["regions"]).scores["regions"] == Score(1, 1, 1)
    gold["agencies"][0]["region"] = "510000"
    assert compare(record, gold, ["agencies", "regions"]).scores == {
        "agencies": Score(1, 1, 1),
        "regions": Score(1, 1, 0),
    }


def test_precision_and_recall() -> None:
    assert Score(4, 5, 3).precision == pytest.approx(0.6)
    assert Score(4, 5, 3).recall == pytest.approx(0.75)
    assert Score(0, 0, 0).precision == Score(0, 0, 0).recall == 1


def test_a_wrong_year_is_wrong() -> None:
    gold = {"dates": [{"at": "截至⟦6月30日⟧", "timex": "2013-06-30"}]}
    compared = compare(Pipeline()("截至6月30日", published="2014-08-01"), gold)
    assert compared.scores["dates"] == Score(1, 1, 0)
    assert len(compared.faults) == 2


def test_what_is_ignored_counts_neither_way() -> None:
    gold = {"ignore": [{"at": "⟦24小时⟧内"}]}
    assert compare(Pipeline()("24小时内"), gold).scores["dates"] == Score(0, 0, 0)


@pytest.mark.parametrize("marked", ["6月30日", "⟦6月⟧30⟦日⟧", "⟦7月⟧", "⟦⟧6月", "⟦月⟧"])
def test_gold_that_marks_no_one_place_is_refused(marked: str) -> None:
    with pytest.raises(InputError, match="exactly once"):
        located("6月30日至7月1日，7月", marked)


def test_the_place_of_a_mark() -> None:
    assert located("截至6月30日，6月", "至⟦6月⟧30") == Span(2, 4)
