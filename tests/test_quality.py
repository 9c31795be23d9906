"""How much of the corpus the pipeline reads right. The bounds are a little below what was measured; raise them."""

from __future__ import annotations

from pathlib import Path

import pytest

from weibotext import InputError, Pipeline
from weibotext.evaluation import Score, compare, load_gold, located, totals
from weibotext.values import Span

CORPORA = Path(__file__).parent.parent / "corpora"
LEAST = {"dates": 0.97, "figures": 0.98, "agencies": 0.92, "accounts": 0.95, "observations": 0.67, "themes": 0.58}


@pytest.fixture(scope="module")
def scores() -> dict[str, Score]:
    pipeline = Pipeline()
    compared = []
    for path in sorted((CORPORA / "gold").glob("*.toml")):
        gold = load_gold(path)
        source = (CORPORA / "articles" / f"{path.stem}.txt").read_text(encoding="utf-8")
        compared.append(compare(pipeline(source, published=gold["published"]), gold))
    return totals(compared)


@pytest.mark.parametrize("sort", LEAST)
def test_the_corpus_is_read_as_well_as_before(scores: dict[str, Score], sort: str) -> None:
    assert scores[sort].f1 >= LEAST[sort], scores[sort]


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
