"""Work in several processes: order, and what is lost when a worker dies, hangs or fails."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from weibotext import Article, InputError, Pipeline, Segmenter, WeibotextError, WorkerError
from weibotext.parallel import AHEAD, Lost, spread


def work(number: int) -> int:
    if number == 7:
        os._exit(3)
    if number == 8:
        time.sleep(600)
    if number == 9:
        raise KeyError(number)
    return number * number


def test_answers_keep_the_order_and_only_the_culprits_are_lost() -> None:
    answers = dict(spread(work, range(20), workers=2, patience=2, together=5))
    assert list(answers) == list(range(20))
    lost = {number: answer.reason for number, answer in answers.items() if isinstance(answer, Lost)}
    assert [number**2 for number in answers if number not in lost] == [
        answer for number, answer in answers.items() if number not in lost
    ]
    assert list(lost) == [7, 8, 9]
    assert "died" in lost[7]
    assert "longer than 2 seconds" in lost[8]
    assert "KeyError" in lost[9]


def test_things_are_taken_only_as_fast_as_their_answers() -> None:
    taken: list[int] = []

    def endless() -> Iterator[int]:
        number = 10
        while True:
            taken.append(number)
            yield number
            number += 1

    answers = spread(work, endless(), workers=1, together=2)
    assert next(answers) == (10, 100)
    answers.close()
    assert len(taken) <= 2 * (AHEAD + 1)


@pytest.fixture(scope="module")
def articles() -> list[str]:
    return [f"2013年{1 + day % 12}月，贵州省公安厅发布第{day}条消息。" for day in range(40)] + ["\ud800今年"]


def test_records_are_the_same_whoever_made_them(articles: list[str]) -> None:
    pipeline = Pipeline(taxonomy={"警务": ["公安"]}, tokens=True)
    alone = [record.to_json() for record in pipeline.stream(articles)]
    assert [record.to_json() for record in pipeline.stream(articles, workers=2)] == alone


def test_an_article_that_cannot_be_read_is_named_and_the_rest_goes_on() -> None:
    failed: list[tuple[object, WeibotextError]] = []
    articles = ["2013年", 42, "2014年"]
    found = list(Pipeline().stream(articles, workers=2, on_error=lambda *one: failed.append(one)))  # type: ignore[arg-type]
    assert [record.dates[0].timex for record in found] == ["2013", "2014"]
    assert [(article, type(problem)) for article, problem in failed] == [(42, InputError)]
    with pytest.raises(InputError, match="not int"):
        list(Pipeline().stream(articles, workers=2))  # type: ignore[list-item]


def test_the_number_of_workers_is_checked() -> None:
    with pytest.raises(InputError, match="workers=0"):
        list(Pipeline().stream(["2013年"], workers=0))


def test_a_script_without_its_guard_is_told_so(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from weibotext import Pipeline\nlist(Pipeline().stream(['微博'], workers=2))\n", encoding="utf-8"
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert done.returncode
    assert "WorkerError: the worker processes have ended without" in done.stderr.splitlines()[-1]
    assert '`if __name__ == "__main__":`' in done.stderr.splitlines()[-1]


class Failing(Segmenter):
    """Fails where an article says so, as a user's own segmenter may."""

    def words(self, text: str) -> list[str]:
        if "坏" in text:
            raise RuntimeError("boom")
        return super().words(text)

    def __reduce__(self) -> tuple[Any, ...]:
        return Failing, ()


@pytest.mark.parametrize("workers", [1, 2])
def test_an_article_that_something_else_fails_on_costs_itself_alone(workers: int) -> None:
    lost: list[WeibotextError] = []
    stream = Pipeline(segmenter=Failing()).stream(
        ["2013年", "坏", Article("坏", "a.txt"), "2014年"],
        workers=workers,
        on_error=lambda _, problem: lost.append(problem),
    )
    assert [record.source for record in stream] == ["2013年", "2014年"]
    assert list(map(str, lost)) == [
        f"{name}: the article's reading failed: RuntimeError: boom; it is left out" for name in ("text", "a.txt")
    ]
    assert all(isinstance(problem, WorkerError) for problem in lost)


def test_one_text_is_not_taken_for_many() -> None:
    with pytest.raises(InputError, match="one str"):
        list(Pipeline().stream("微博"))
