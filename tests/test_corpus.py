"""A corpus: read as it is asked for, the same tables as a store, and what cannot be read told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from weibotext import Article, Columns, Corpus, InputError, Store, read_articles
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
            assert own.drop(["article", "origin"]).to_pylist() == theirs.drop(["document"]).to_pylist(), name
            assert own.schema.names[2:] == theirs.schema.names[1:]
            assert len(corpus.to_pandas(name)) == own.num_rows
    assert corpus.to_pandas("documents")["characters"].tolist() == [len(TEXTS[0].source), len(TEXTS[1])]
    assert Corpus([]).to_arrow("figures").schema == corpus.to_arrow("figures").schema
    with pytest.raises(InputError, match="figures"):
        corpus.to_pandas("weather")


def test_an_article_is_called_the_same_by_a_record_a_corpus_and_a_store() -> None:
    """``article`` is the record's id everywhere, and ``origin`` where it came from."""
    corpus = Corpus([TEXTS[0]])
    (record,) = corpus
    with Store() as store:
        store.feed(corpus.articles())
        assert store.to_pandas("documents")["article"].tolist() == [record.id]
        assert set(store.ask("account", name="贵州公安").to_pandas()["article"]) == {record.id}
        shared = set(store.to_pandas("documents").columns) - {"id", "known", "given", "settings"}
    for table in ("documents", "dates", "accounts"):
        (row, *_) = corpus.rows(table)
        assert (row["article"], row["origin"]) == (record.id, "a")
    assert record.dates_table()[0]["article"] == record.id
    assert set(corpus.to_pandas("documents").columns) == shared | {"origin"}


def test_files_and_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("2013年", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\xff\xff\x00\x81")
    left: list[str] = []
    corpus = Corpus.of(tmp_path, published="2014-01-01", on_error=lambda name, _: left.append(Path(name).name))
    assert [record.published for record in corpus] == ["2014-01-01"]
    assert left == ["b.txt"] and len(corpus) == 2 and repr(corpus) == "<Corpus: 2 articles>"
    with pytest.raises(InputError, match="no articles"):
        Corpus.of(_empty(tmp_path))


def test_tables_of_an_empty_corpus_have_their_columns() -> None:
    with Store() as store:
        store.feed(TEXTS)
        for name in ("documents", *TABLES):
            frame, full = Corpus([]).to_pandas(name), Corpus(TEXTS).to_pandas(name)
            assert list(frame.columns) == list(full.columns) == Corpus([]).to_arrow(name).column_names
            assert len(frame) == 0
            assert name == "documents" or list(full.columns)[2:] == list(store.to_pandas(name).columns)[1:]


def test_a_corpus_is_true_whatever_it_holds() -> None:
    class Uncounted:
        def __iter__(self):
            return iter(["2013年"])

    assert Corpus([]) and Corpus(["2013年"]) and Corpus(Uncounted())


def test_a_table_or_a_format_that_there_is_not_is_told_at_the_call(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no table 'bad'; there are documents"):
        Corpus(["2013年"]).rows("bad")
    with pytest.raises(InputError, match=r"format='docx' is none of txt"):
        read_articles(tmp_path, format="docx")
    with pytest.raises(InputError, match=r"format='docx' is none of txt"):
        Corpus.of(tmp_path / "a.txt", format="docx")


@pytest.mark.parametrize("door", [read_articles, Corpus.of])
def test_a_list_of_paths_is_no_path(door: Callable[..., object]) -> None:
    with pytest.raises(InputError, match="path 2 is of type list; give each path by itself"):
        door("a.txt", ["b.txt"])


def test_files_of_a_corpus_are_read_as_they_are_said_to_be(tmp_path: Path) -> None:
    path = tmp_path / "rows.data"
    path.write_text("內容,日期\n2013年,2014-05-01\n今年,2015-05-01\n", encoding="utf-8")
    corpus = Corpus.of(path, format="csv", columns=Columns(text="內容", published="日期"))
    assert [(record.source, record.published) for record in corpus] == [
        ("2013年", "2014-05-01"),
        ("今年", "2015-05-01"),
    ]


def _empty(folder: Path) -> Path:
    (folder / "empty").mkdir()
    return folder / "empty"


def test_a_wrong_date_is_told() -> None:
    left: list[str] = []
    corpus = Corpus([Article("今年", "x", "昨天")], on_error=lambda name, problem: left.append(f"{name}: {problem}"))
    assert list(corpus) == [] and "昨天" in left[0]


def test_it_shows_itself_by_its_first_articles() -> None:
    html = Corpus([f"{number}年" for number in range(30)])._repr_html_()
    assert html.count("<tr>") == 21 and "30 articles" in html


def test_what_is_not_installed_is_told_with_its_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weibotext.extras.find_spec", lambda _: None)
    with Store() as store:
        store.feed(["2013年"])
        for ask, cure in (
            (lambda: store.to_arrow("dates"), "arrow"),
            (lambda: store.table("dates").to_pandas(), "notebook"),
            (lambda: Corpus(["2013年"]).to_arrow("dates"), "arrow"),
            (lambda: Corpus(["2013年"]).to_pandas("dates"), "notebook"),
        ):
            with pytest.raises(InputError, match=rf"run `pip install 'weibotext\[{cure}\]'`"):
                ask()
