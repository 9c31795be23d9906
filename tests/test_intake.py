"""What may be given as articles: the same at every door, and whatever else is refused in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from weibotext import Article, Columns, Corpus, InputError, Pipeline, Store
from weibotext.intake import Reading, Unreadable, name_from, read_all

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


# How files are read


@pytest.fixture
def table(tmp_path: Path) -> str:
    """A table of unusual name and unusual columns, with one row that is none."""
    path = tmp_path / "rows.data"
    path.write_bytes(
        "标题,甲,乙,日期\n上线,微博上线,其他,2013-05-01\n缺,省公安厅\n再见,政务公开,其他,\n".encode("gb18030")
    )
    return str(path)


def test_a_reading_says_how_files_are_read(table: str) -> None:
    how = Reading(encoding="gb18030", format="csv", columns=Columns(text="甲"))
    first, second, third = read_all([table], how)
    assert isinstance(first, Article) and isinstance(third, Article)
    assert (first.source, first.title) == ("微博上线", "上线")
    assert (first.published, first.published_basis) == (date(2013, 5, 1), "metadata")
    assert first.encoding is not None and (first.encoding.name, first.encoding.basis) == ("gb18030", "given")
    assert isinstance(second, Unreadable) and second.name == f"{table}#2" and "2 fields" in second.reason
    assert (third.source, third.published) == ("政务公开", None)


def test_a_day_for_all_goes_before_their_own_and_is_given(table: str) -> None:
    how = Reading("2014-01-01", "gb18030", "csv", Columns(text="甲"))
    articles = [one for one in read_all([table], how) if isinstance(one, Article)]
    assert [(one.published, one.published_basis) for one in articles] == [("2014-01-01", "given")] * 2


def test_what_cannot_be_read_stands_where_it_was_asked_for(table: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("2013年", encoding="utf-8")
    files = [str(tmp_path / "none.txt"), str(tmp_path / "a.txt"), str(tmp_path / "gone.txt")]
    assert [(type(one), one.name) for one in read_all(files, Reading(folder=tmp_path))] == [
        (Unreadable, "none.txt"),
        (Article, "a.txt"),
        (Unreadable, "gone.txt"),
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("/data/news/a.txt", "news/a.txt"),
        ("/data/news/../b.txt#3", "b.txt#3"),
        ("/data2/a.txt", "/data2/a.txt"),
        ("/elsewhere/./a.txt", "/elsewhere/a.txt"),
        ("standard input", "standard input"),
        ("standard input#2", "standard input#2"),
    ],
)
def test_names_are_counted_from_a_folder(name: str, expected: str) -> None:
    assert name_from(name, Path("/data")) == expected
    assert name_from(name, None) == name
