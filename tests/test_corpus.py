"""A corpus: read as it is asked for, the same tables as a store, and what cannot be read told."""

from __future__ import annotations

from pathlib import Path

import pytest

from weibotext import Article, Corpus, InputError, Store
from weibotext.store.rows import TABLES

TEXTS = [Article("2013年8月，贵州省公安厅微博@贵州公安的粉丝已达42万余人。", "a", "2013-08-20"), "今年投资3.5亿元"]


def test_iterating_reads_one_article_at_a_time_and_again_each_time() -> None:
    taken: list[int] = []

    class Counted:
        def __iter__(self):
            for number in range(1000):
                taken.append(number)
                yield f"{number}年"

    corpus = Corpus(Counted())
    assert next(iter(corpus)).figures is not None and len(taken) == 1
    assert repr(corpus) == "<Corpus: articles>"
    assert sum(1 for _ in zip(corpus, range(3), strict=False)) == 3


def test_an_iterator_is_refused_for_it_can_be_read_once_only() -> None:
    with pytest.raises(InputError, match="give a list"):
        Corpus(iter(TEXTS))


def test_its_tables_are_those_of_a_store() -> None:
    corpus = Corpus(TEXTS)
    with Store() as store:
        store.feed(corpus.articles())
        for name in TABLES:
            own, theirs = corpus.to_arrow(name), store.to_arrow(name)
            assert own.drop(["article"]).to_pylist() == theirs.drop(["document"]).to_pylist(), name
            assert own.schema.names[1:] == theirs.schema.names[1:]
            assert len(corpus.to_pandas(name)) == own.num_rows
    assert corpus.to_pandas("documents")["characters"].tolist() == [len(TEXTS[0].source), len(TEXTS[1])]
    assert Corpus([]).to_arrow("figures").schema == corpus.to_arrow("figures").schema
    with pytest.raises(InputError, match="figures"):
        corpus.to_pandas("weather")


def test_files_and_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("2013年", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\xff\xff\x00\x81")
    left: list[str] = []
    corpus = Corpus.of(tmp_path, published="2014-01-01", on_error=lambda one: left.append(Path(one.name).name))
    assert [record.published for record in corpus] == ["2014-01-01"]
    assert left == ["b.txt"] and len(corpus) == 2 and repr(corpus) == "<Corpus: 2 articles>"
    with pytest.raises(InputError, match="no articles"):
        Corpus.of(_empty(tmp_path))


def _empty(folder: Path) -> Path:
    (folder / "empty").mkdir()
    return folder / "empty"


def test_a_wrong_date_is_told() -> None:
    left: list[str] = []
    corpus = Corpus([Article("今年", "x", "昨天")], on_error=lambda one: left.append(one.reason))
    assert list(corpus) == [] and "昨天" in left[0]


def test_it_shows_itself_by_its_first_articles() -> None:
    html = Corpus([f"{number}年" for number in range(30)])._repr_html_()
    assert html.count("<tr>") == 21 and "30 articles" in html
