"""What may be given as articles: the same at every door, and whatever else is refused in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from weibotext import Article, Corpus, InputError, Pipeline, Store

TEXT = "2013年，贵州省公安厅发布微博1691条。"


def by_store(articles: Iterable[Any]) -> list[str]:
    with Store() as store:
        store.feed(articles)
        return [document.source for document in store]


def by_corpus(articles: Iterable[Any]) -> list[str]:
    return [record.source for record in Corpus(articles)]


def by_pipeline(articles: Iterable[Any]) -> list[str]:
    return [record.source for record in Pipeline().stream(articles, on_error=lambda *_: None)]


Door = Callable[[Iterable[Any]], list[str]]
DOORS: list[Door] = [by_store, by_corpus, by_pipeline]


@pytest.mark.parametrize("door", DOORS)
def test_whatever_stands_for_articles_does_so_at_every_door(door: Door, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("甲", encoding="utf-8")
    (tmp_path / "rows.csv").write_text("text\n乙\n丙\n", encoding="utf-8")
    assert door([TEXT, TEXT.encode("gb18030") + b"!", tmp_path, tmp_path / "a.txt", Article("丁")]) in (
        [TEXT, TEXT + "!", "甲", "乙", "丙", "丁"],  # a store has each text once
        [TEXT, TEXT + "!", "甲", "乙", "丙", "甲", "丁"],
    )


@pytest.mark.parametrize("door", DOORS[:2])
@pytest.mark.parametrize("one", ["微博", "微博".encode(), Path("a.txt"), Article("微博"), None, 5], ids=repr)
def test_one_thing_is_not_taken_for_many(door: Door, one: Any) -> None:
    with pytest.raises(InputError, match=f"one {type(one).__name__}; give a list"):
        door(one)


@pytest.mark.parametrize("door", DOORS[:2])
@pytest.mark.parametrize("thing", [None, 5, ["微博"]], ids=repr)
def test_a_thing_that_is_no_article_is_told_with_its_place(door: Door, thing: object) -> None:
    with pytest.raises(InputError, match=rf"articles\[1\] is of type {type(thing).__name__}; give a str"):
        door(["微博", thing])


def test_bytes_that_are_no_text_and_paths_that_lead_nowhere_cost_themselves_alone(tmp_path: Path) -> None:
    given = [b"\xff\xff\x00\x81", "微博", tmp_path / "none.txt"]
    heard: list[tuple[str, str]] = []
    corpus = Corpus(given, on_error=lambda name, problem: heard.append((name, str(problem))))
    assert [record.source for record in corpus] == ["微博"]
    with Store(tmp_path / "a.db") as store:
        assert store.feed(given) == (1, 0, 0, 0, 2)
        assert [one.name for one in store.errors()] == [heard[0][0], "none.txt"]
    assert heard[0][0].startswith("bytes-") and heard[1][0] == str(tmp_path / "none.txt")
    assert "no such file" in heard[1][1]


@pytest.mark.parametrize("known", [{"source": None}, {"source": b"x"}, {"name": Path("a")}, {"title": 5}], ids=repr)
def test_an_article_has_words_where_it_should(known: dict[str, Any]) -> None:
    wrong = type(next(iter(known.values()))).__name__
    with pytest.raises(InputError, match=f"str, not {wrong}"):
        Article(**({"source": "微博"} | known))
