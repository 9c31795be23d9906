"""The store: each text once, everything in its tables, nothing changed by questions, older files brought up to date."""

from __future__ import annotations

import json
import random
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weibotext import Article, Pipeline, Segmenter, Store, StoreError, extract
from weibotext.agencies import Authority, KnownBody
from weibotext.intake import Unreadable
from weibotext.reading import Encoding
from weibotext.store import schema
from weibotext.store.rows import day_of
from weibotext.store.schema import migrations
from weibotext.store.settings import _lexicons, settings_of
from weibotext.store.tables import TABLES

NOTICE = "貴州省公安廳8月20日通報，截至6月30日，@貴州公安的粉絲已達42萬余人，全省已有1691個黨政機構(gòu)微博，服務(wù)網(wǎng)民。"
NEWS = [
    Article(NOTICE, "a.txt", "2013-08-20"),
    Article("安吉县公安局官方微博“安吉公安”发布信息326条，粉丝突破5000人。", "b.txt", date(2012, 3, 22)),
    Article("今年投资3.5亿元，同比增长12.5%。", "c.txt", "2014-05-01"),
]


def tick() -> datetime:
    return datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def store() -> Iterator[Store]:
    with Store(clock=tick) as opened:
        opened.feed(NEWS)
        yield opened


def everything(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """All rows but those of the table of runs."""
    found = {name: list(store.table(name)) for name in TABLES if name != "runs"}
    for name in ("records", "signatures", "bands"):
        found[name] = list(store.sql(f"SELECT * FROM {name} ORDER BY 1, 2"))
    found["search"] = list(store.sql("SELECT rowid, * FROM search ORDER BY rowid"))
    return found


def test_a_record_comes_out_as_it_went_in(store: Store) -> None:
    for document, article in zip(store, NEWS, strict=True):
        assert document.record == extract(article).to_dict()
        assert (document.source, document.names) == (article.source, (article.name,))


def rows(store: Store, name: str) -> list[dict[str, Any]]:
    table = store.table(name)
    return [dict(zip(table.columns, row, strict=True)) for row in table]


@pytest.mark.parametrize(
    "name", ["edits", "agencies", "accounts", "dates", "figures", "observations", "themes", "keywords"]
)
def test_the_tables_say_what_the_records_say(store: Store, name: str) -> None:
    items = [(document.number, place, item) for document in store for place, item in enumerate(document.record[name])]
    for row, (number, place, item) in zip(rows(store, name), items, strict=True):
        assert row["document"] == number
        assert row.get("position", place) == place
        plain = {key: value for key, value in item.items() if key in row and not isinstance(value, list)}
        plain.pop("subject", None)  # told by its name
        plain.pop("region", None)  # by its code
        assert {key: row[key] for key in plain} == plain
        for key, columns in SPANS.items():
            if item.get(key):
                assert [row[column] for column in columns] == item[key]
        lists = {"platforms": item.get("platforms"), "spans": item.get("spans")}
        lists["evidence"] = [one["span"] for one in item.get("evidence", ())]
        assert all(json.loads(row[key]) == value for key, value in lists.items() if key in row)


SPANS = {"span": ("start", "stop"), "extent": ("extent_start", "extent_stop"), "interval": ("begins", "ends")}


def test_items_stand_in_the_order_of_the_text_however_many_there_are() -> None:
    with Store() as store:
        store.feed(["，".join(f"{year}年有{year}个" for year in range(2000, 2012))])
        for name, letter in (("dates", "t"), ("figures", "f")):
            assert [row["id"] for row in rows(store, name)] == [f"{letter}{number}" for number in range(1, 13)]


def test_mentions_say_whose_they_are_and_where(store: Store) -> None:
    wanted = [
        (
            document.number,
            item["id"] if own == "agency" else None,
            item["id"] if own == "account" else None,
            *mention["span"],
        )
        for document in store
        for own, key in (("agency", "agencies"), ("account", "accounts"))
        for item in document.record[key]
        for mention in item["mentions"]
    ]
    found = [
        tuple(row[key] for key in ("document", "agency", "account", "start", "stop")) for row in rows(store, "mentions")
    ]
    assert found == wanted


def test_a_claim_has_its_subject_its_region_and_its_day(store: Store) -> None:
    told = ("subject", "region", "province", "agency", "account", "measure", "number", "time", "day")
    found = [tuple(row[key] for key in told) for row in rows(store, "observations")]
    assert found == [
        ("贵州公安", "520000", "贵州省", None, "w1", "followers", 420000.0, "2013-06-30", "2013-06-30"),
        ("贵州省", "520000", "贵州省", None, None, "accounts", 1691.0, "2013-06-30", "2013-06-30"),
        ("安吉公安", "330523", "浙江省", None, "w1", "posts", 326.0, None, "2012-03-22"),
        ("安吉公安", "330523", "浙江省", None, "w1", "followers", 5000.0, None, "2012-03-22"),
    ]
    assert [(row["region"], row["region_name"], row["province"]) for row in rows(store, "agencies")] == [
        ("520000", "贵州省", "贵州省"),
        ("330523", "安吉县", "浙江省"),
    ]


def test_what_lies_nowhere_has_no_region() -> None:
    with Store() as store:
        store.feed(["美国国务院通过官方微博“外事观察”发布信息326条，另一微博“问政天地”粉丝突破5000人。"])
        for name in ("agencies", "observations"):
            assert {(row["region"], row["province"]) for row in rows(store, name)} == {(None, None)}


@pytest.mark.parametrize(
    ("interval", "day"),
    [
        (["2013-06-01T00:00:00", "2013-07-01T00:00:00"], "2013-06-30"),
        (["2013-06-30T09:00:00", "2013-06-30T12:00:00"], "2013-06-30"),
        (["2013-06-30T09:00:00", "2013-07-01T00:00:01"], "2013-07-01"),
        (["2013-06-30T00:00:00", None], "2013-06-30"),
        ([None, "2013-07-01T00:00:00"], "2013-06-30"),
        ([None, None], None),
        (None, None),
    ],
)
def test_the_day_of_a_claim_is_the_last_of_its_date(interval: list[str | None] | None, day: str | None) -> None:
    assert day_of({"interval": interval}) == day
    assert day_of(None) is None


def test_a_run_is_told_with_its_times_and_what_came_of_it() -> None:
    moments = iter(datetime(2026, 1, 1, 0, 0, second, 999, tzinfo=UTC) for second in range(9))
    outcomes: list[str] = []
    with Store(clock=lambda: next(moments)) as store:
        given = [*NEWS, Article("新", "z.txt", "昨天")]
        for articles in (given, [replace(NEWS[0], published="2013-09-01"), *NEWS[1:]], NEWS[:2]):
            store.feed(articles, on_article=lambda article, outcome: outcomes.append(outcome))
        told = ("started", "finished", "added", "known", "refreshed", "failed")
        assert [tuple(row[key] for key in told) for row in rows(store, "runs")] == [
            ("2026-01-01T00:00:00+00:00", "2026-01-01T00:00:01+00:00", 3, 0, 0, 1),
            ("2026-01-01T00:00:02+00:00", "2026-01-01T00:00:03+00:00", 0, 3, 0, 0),
            ("2026-01-01T00:00:04+00:00", "2026-01-01T00:00:05+00:00", 0, 2, 0, 0),
        ]
        assert {row["settings"] for row in rows(store, "runs")} == {settings_of(Pipeline())}
    assert outcomes == ["added"] * 3 + ["failed", "stale"] + ["known"] * 4


def test_a_day_that_a_page_states_is_not_the_callers(store: Store) -> None:
    stated = [Article("今年投资5亿元。", str(day), f"2015-05-0{day}", published_basis="metadata") for day in (1, 2)]
    assert store.feed(stated)[:4] == (1, 1, 0, 0)
    assert (rows(store, "documents")[-1]["given"], rows(store, "documents")[-1]["published"]) == (None, "2015-05-01")


def test_every_span_in_the_tables_cuts_its_text_out_of_the_source(store: Store) -> None:
    for name in ("edits", "mentions", "dates", "figures"):
        rows = list(
            store.sql(f"SELECT source, start, stop, {name}.text FROM {name} JOIN documents ON documents.id = document")
        )
        assert rows and all(source[start:stop] == text for source, start, stop, text in rows), name


def test_keys_between_the_tables_hold(store: Store) -> None:
    assert store._connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert store._connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    store._connection.execute("DELETE FROM documents WHERE id = 1")
    assert store._connection.execute("SELECT count(*) FROM mentions WHERE document = 1").fetchone() == (0,)


def test_fed_again_nothing_is_added(store: Store) -> None:
    before = everything(store)
    assert store.feed(NEWS).known == len(NEWS)
    assert everything(store) == before


def test_one_text_from_two_places_is_one_document_with_two_origins(store: Store) -> None:
    assert store.feed([Article(NOTICE, "sohu/a.html", "2013-08-20")]).known == 1
    assert store.document(1).names == ("a.txt", "sohu/a.html")


def test_an_article_that_cannot_be_read_is_noted_and_the_rest_goes_on_and_later_forgotten(store: Store) -> None:
    given = [
        Unreadable("x.txt", "InputError", "x.txt: is no text"),
        Article("2015年", "y.txt"),
        Article("新", "z.txt", "昨天"),
    ]
    fed = store.feed(given)
    assert (fed.added, fed.failed) == (1, 2)
    assert [(one.name, one.error) for one in store.errors()] == [("x.txt", "InputError"), ("z.txt", "InputError")]
    store.feed([Article("2016年", "x.txt")])
    assert [one.name for one in store.errors()] == ["z.txt"]


class Broken(Pipeline):
    """A pipeline with a bug that one article meets."""

    def __call__(self, source: Any, *, published: Any = None) -> Any:
        if "坏" in source.source:
            raise RecursionError("too deep")
        return super().__call__(source, published=published)


def test_a_bug_that_one_article_meets_does_not_end_the_feed() -> None:
    with Store(pipeline=Broken()) as store:
        assert store.feed(["好", "坏", "新"])[:2] == (2, 0)
        assert store.errors()[0].error == "RecursionError"


class Interrupted(Pipeline):
    """A pipeline that ends the process, as it seems to the store, at one article."""

    def __init__(self, at: int) -> None:
        super().__init__()
        self.left = at

    def __call__(self, source: Any, *, published: Any = None) -> Any:
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt
        return super().__call__(source, published=published)


@pytest.mark.parametrize("at", [0, 1, 63, 64, 65, 127, 149])
def test_an_interrupted_feed_goes_on_and_ends_as_an_undisturbed_one(at: int, tmp_path: Path) -> None:
    articles = [
        Article(f"{number}年，第{number}号微博粉丝达{number}人。", f"{number}.txt") for number in range(1900, 2050)
    ]
    with Store() as calm:
        calm.feed(articles)
        expected = everything(calm)
    path = tmp_path / "a.db"
    with Store(path, pipeline=Interrupted(at)) as store, pytest.raises(KeyboardInterrupt):
        store.feed(articles)
    with Store(path) as store:
        assert len(store) % 64 == 0 and len(store) <= at
        store.feed(articles)
        assert everything(store) == expected


def test_other_settings_are_told_of_and_heeded_on_request(store: Store) -> None:
    other = Pipeline(taxonomy={"粉丝": ["粉丝", "微博", "公安"]})
    with Store() as changed:
        changed.feed(NEWS)
        changed._pipeline = other
        assert changed.feed(NEWS).stale == 3
        assert everything(changed) == everything(store)
        assert changed.feed(NEWS[:1], refresh=True).refreshed == 1
        assert changed.document(1).record["themes"][0]["label"] == "粉丝"
        assert changed.refresh()[1:4] == (1, 2, 0)
        with Store(pipeline=other) as fresh:
            fresh.feed(NEWS)
            assert everything(changed) == everything(fresh)


def test_settings_are_all_that_a_record_depends_on() -> None:
    own = Authority([KnownBody("贵州省大数据产业办公室", "office")])
    pipelines = [
        {},
        {"tokens": True},
        {"authority": own},
        {"authority": Authority([KnownBody("贵州省大数据产业中心", "office")])},
        {"segmenter": Segmenter(words=["政务微博"])},
        {"segmenter": Segmenter(words=["政务问答"])},
        {"segmenter": Segmenter(hmm=False)},
        {"taxonomy": {"警务": ["公安"]}},
    ]
    told = [settings_of(Pipeline(**given)) for given in pipelines]
    assert len(set(told)) == len(told)
    assert told == [settings_of(Pipeline(**given)) for given in pipelines]


def test_what_is_said_in_another_way_is_no_other_setting() -> None:
    one = {"警务": ["公安"], "教育": ["学校"]}
    assert settings_of(Pipeline(taxonomy=one)) == settings_of(Pipeline(taxonomy=dict(reversed(one.items()))))
    lists = [Authority([KnownBody("贵州省大数据产业办公室", "office")]) for _ in range(2)]
    assert len({settings_of(Pipeline(authority=own)) for own in lists}) == 1


@pytest.mark.parametrize(("name", "counts"), [("a.toml", True), ("b.tsv", True), ("c.tsv", True), ("build.py", False)])
def test_a_lexicon_that_changes_is_another_setting(
    name: str, counts: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for one in ("b.tsv", "build.py", "a.toml"):
        (tmp_path / one).write_text("first", encoding="utf-8")
    monkeypatch.setattr("weibotext.store.settings.files", lambda package: tmp_path)
    told = _lexicons.__wrapped__()
    (tmp_path / name).write_text("second", encoding="utf-8")
    assert (_lexicons.__wrapped__() != told) is counts


def test_another_date_of_publication_is_heeded_on_request_and_none_at_all_is_no_other(store: Store) -> None:
    again = [Article(NOTICE, "a.txt", "2014-08-20")]
    assert store.feed(again).stale == 1
    assert store.feed(again, refresh=True).refreshed == 1
    assert store.document(1).record["published"] == "2014-08-20"
    assert store.feed([Article(NOTICE, "a.txt")], refresh=True).known == 1


def row(text: str = NOTICE, name: str = "rows.csv#1", **known: Any) -> Article:
    """A row of a table, as it is read."""
    told = {"title": "粉丝过四十万", "published": "2013-08-20", "published_basis": "metadata", "id": "7"}
    return Article(text, name, **(told | known))


@pytest.mark.parametrize(
    "corrected",
    [
        {"title": "粉丝达四十二万"},
        {"published": "2013-08-21"},
        {"published": None},
        {"url": "http://a.example/1"},
        {"site": "湖区在线"},
        {"id": "8"},
    ],
    ids=lambda known: next(iter(known)),
)
def test_what_a_table_corrects_is_told_of_and_heeded_on_request(corrected: dict[str, str | None]) -> None:
    with Store() as store, Store() as fresh:
        store.feed([row()])
        assert store.feed([row(**corrected)]).stale == 1
        assert store.feed([row(**corrected)], refresh=True).refreshed == 1
        assert store.feed([row(**corrected)]).known == 1
        fresh.feed([row(**corrected)])
        assert everything(store) == everything(fresh)


@pytest.mark.parametrize(
    "again",
    [
        row(published=date(2013, 8, 20)),
        row(published=datetime(2013, 8, 20)),
        row(encoding=Encoding("gb18030", "detected", 0.7)),
        row(name="copy.csv#9", title="另一个题目", published="2013-08-22"),
        Article(NOTICE),
    ],
    ids=["date", "moment", "encoding", "another place", "unnamed"],
)
def test_what_says_the_same_or_stands_elsewhere_corrects_nothing(again: Article) -> None:
    with Store() as store:
        store.feed([row()])
        before = store.document(1).record
        assert store.feed([again], refresh=True).known == 1
        assert store.document(1).record == before


MISTAKEN: dict[str, Callable[[Store], object]] = {
    "document 9": lambda store: store.document(9),
    "document None": lambda store: store.document(None),
    "document 1e30": lambda store: store.document(10**30),
    "document surrogate": lambda store: store.document("\ud800"),
    "several documents": lambda store: store.document("sha256:"),
    "names None": lambda store: store.names(None),
    "claims among one that is not there": lambda store: store.claims(among=[5]),
    "claims among a word": lambda store: store.claims(among=["a"]),
    "claims among one": lambda store: store.claims(among=1),
    "batches of no table": lambda store: store.arrow_batches("weather"),
    "search None": lambda store: store.search(None),
    "search without end": lambda store: store.search("贵州", limit=-1),
    "count None": lambda store: store.count(None),
    "sql None": lambda store: store.sql(None),
    "sql surrogate": lambda store: store.sql("SELECT '\ud800'"),
    "ask with a list": lambda store: store.ask("account", name=["a"]),
}


@pytest.mark.parametrize("mistake", MISTAKEN.values(), ids=MISTAKEN)
def test_what_is_asked_wrongly_is_told_at_once_with_its_cure(store: Store, mistake: Callable[[Store], object]) -> None:
    with pytest.raises(
        StoreError, match=r"[;:] (give|see|such as|the tables|it has|Store\.numbers|no document is called)"
    ):
        mistake(store)


def test_numbers_that_are_no_int_but_stand_for_one_are_taken(store: Store) -> None:
    numbers = store.to_pandas("documents")["id"]
    assert store.document(numbers[1]) == store.document(2)
    assert list(store.claims(among=numbers)) == list(store.claims())
    assert store.names(numbers[0]) == ("a.txt",)


ASKED: dict[str, Callable[[Store], object]] = {
    "len": len,
    "iter": list,
    "feed": lambda store: store.feed(["微博"]),
    "refresh": lambda store: store.refresh(),
    "document": lambda store: store.document(1),
    "search": lambda store: store.search("贵州"),
    "claims": lambda store: store.claims(),
    "disagreements": lambda store: list(store.disagreements()),
    "ask": lambda store: store.ask("months"),
    "sql": lambda store: store.sql("SELECT 1"),
    "table": lambda store: store.table("dates"),
    "counts": lambda store: store.counts(),
}


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED)
def test_a_closed_store_says_that_it_is_closed(asked: Callable[[Store], object], tmp_path: Path) -> None:
    with Store(tmp_path / "a.db") as store:
        store.feed(NEWS)
    with pytest.raises(StoreError, match=r"a\.db: this store is closed; open it again"):
        asked(store)
    assert repr(store).endswith("a.db': closed>")
    store.close()


@pytest.mark.parametrize("taken", ["table", "ask", "sql", "claims"])
def test_what_was_taken_from_a_store_that_is_closed_says_so_too(taken: str) -> None:
    with Store() as store:
        store.feed(NEWS)
        rows = {
            "table": lambda: store.table("dates"),
            "ask": lambda: store.ask("agencies"),
            "sql": lambda: store.sql("SELECT * FROM dates"),
            "claims": store.claims,
        }[taken]()
    with pytest.raises(StoreError, match="closed"):
        list(rows)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.text(st.characters(exclude_categories=()) | st.sampled_from("2013年粉丝5000人\0\ud800\r\n")), max_size=4
    )
)
def test_any_text_at_all_comes_back_as_it_was(texts: list[str]) -> None:
    with Store() as store:
        store.feed(texts)
        assert [document.source for document in store] == list(dict.fromkeys(texts))
        assert all(document.record == extract(document.source).to_dict() for document in store)


def test_names_with_lone_surrogates_and_documents_by_hash() -> None:
    with Store() as store:
        store.feed([Article("微\ud800博2013年", "\udcff.txt")])
        digest = extract("微\ud800博2013年").id
        assert store.document(digest[:20]).names == ("\udcff.txt",)
        assert store.to_arrow("documents").column("source").to_pylist() == ["微\ufffd博2013年"]
        with pytest.raises(StoreError, match="no document"):
            store.document("sha256:none")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM documents",
        "UPDATE documents SET title = 'x'",
        "INSERT INTO errors VALUES ('a', 'b', 'c')",
        "DROP TABLE edits",
        "CREATE TABLE more (x)",
        "ATTACH DATABASE '/tmp/elsewhere.db' AS elsewhere",
        "PRAGMA journal_mode = DELETE",
        "VACUUM INTO '/tmp/elsewhere.db'",
        "INSERT INTO search (search) VALUES ('rebuild')",
        "SELECT load_extension('x')",
        "SELECT 1; DELETE FROM documents",
        "WITH x AS (SELECT 1) DELETE FROM documents",
        "SELECT nothing FROM nowhere",
    ],
)
def test_sql_may_read_and_nothing_else(store: Store, statement: str) -> None:
    before = everything(store)
    with pytest.raises(StoreError, match="SQLite says"):
        store.sql(statement)
    assert everything(store) == before
    assert store.sql("SELECT count(*) FROM documents").rows.__next__() == (3,)
    assert store.feed(["仍可写入"]).added == 1


def test_the_cure_is_told_where_sql_would_change_something_and_not_where_it_is_wrong(store: Store) -> None:
    with pytest.raises(StoreError, match=r"only questions are answered.*--tables"):
        store.sql("DELETE FROM documents")
    with pytest.raises(StoreError, match=r"^SQLite says: no such table: nowhere"):
        store.sql("SELECT 1 FROM nowhere")


def test_ready_questions(store: Store) -> None:
    account = store.ask("account", name="@贵州公安").to_pandas()
    assert account[["measure", "value"]].to_numpy().tolist() == [["followers", "420000"]]
    followers = store.ask("followers").to_pandas()
    assert followers[["month", "province", "followers"]].to_numpy().tolist() == [
        ["2012-03", "浙江省", 5000.0],
        ["2013-06", "贵州省", 420000.0],
    ]
    agencies = list(store.ask("agencies"))
    assert ("2013-08", "贵州省公安厅", "police", 1) in agencies
    assert {row[1] for row in store.ask("unlinked")} >= {"12.5%"}
    assert not {row[1] for row in store.ask("unlinked")} & {"42萬余人", "5000人"}
    with pytest.raises(StoreError, match="name"):
        store.ask("account")
    with pytest.raises(StoreError, match="followers"):
        store.ask("weather")


def test_months_count_stories_and_a_story_belongs_to_the_month_in_which_it_came_out(store: Store) -> None:
    store.feed(
        [Article(NOTICE + "转", "d.txt", "2013-09-01"), Article(NOTICE + "又转", "e.txt"), Article("昨天", "f.txt")]
    )
    assert store.copies() == [(1, 4, 5)]
    assert list(store.ask("months")) == [("2012-03", 1), ("2013-08", 1), ("2014-05", 1)]
    assert list(store.ask("kinds")) == [("2012-03", "police", 1), ("2013-08", "police", 1)]
    assert list(store.ask("agencies")) == [
        ("2012-03", "安吉县公安局", "police", 1),
        ("2013-08", "贵州省公安厅", "police", 1),
    ]
    themes = Counter(document.record["themes"][0]["label"] for document in list(store)[:3] if document.record["themes"])
    assert Counter(row[1] for row in store.ask("themes")) == themes != Counter()
    store.feed([Unreadable("y.txt", "InputError", "no text"), Unreadable("x.txt", "InputError", "no text")])
    assert [row[0] for row in store.ask("errors")] == ["x.txt", "y.txt"]


def test_tables_for_pandas_and_arrow_agree(store: Store) -> None:
    for name in TABLES:
        frame, arrow = store.to_pandas(name), store.to_arrow(name)
        assert list(frame.columns) == arrow.column_names and len(frame) == arrow.num_rows
    assert str(store.to_arrow("figures").schema.field("number").type) == "double"
    with pytest.raises(StoreError, match="observations"):
        store.to_pandas("weather")


def test_a_store_shows_itself(store: Store) -> None:
    assert repr(store) == "<Store ':memory:': 3 documents>"
    html = store._repr_html_()
    assert "2013-08-20" in html and "<script" not in html
    with Store() as empty:
        assert "0 documents" in empty._repr_html_() and bool(empty)


# Files


def test_a_file_lies_in_a_folder_and_memory_in_none(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert store.folder is None
    monkeypatch.chdir(tmp_path)
    with Store("a.db") as file:
        assert file.folder == tmp_path


def older(path: Path, version: int) -> None:
    """A file as an earlier version made it, with two copies of a story in it."""
    connection = sqlite3.connect(path, isolation_level=None)
    schema._upgrade(connection, version)
    for number, text in enumerate((NOTICE, f"转载：{NOTICE}"), 1):
        record = extract(text)
        connection.execute(
            "INSERT INTO documents VALUES (?, ?, NULL, NULL, NULL, NULL, '{}', '0.0', ?, ?, ?)",
            (number, record.id, len(text), text, record.text),
        )
        connection.execute("INSERT INTO records VALUES (?, ?)", (number, schema_packed(record.to_json())))
        connection.execute("INSERT INTO origins VALUES (?, ?)", (f"{number}.txt", number))
    connection.close()


def schema_packed(written: str) -> bytes:
    from weibotext.store.stored import packed

    return packed(written)


def test_an_older_file_is_brought_up_to_date_with_what_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    older(path, 1)
    with Store(path) as store:
        assert schema.version(store._connection) == len(migrations())
        assert [document.names for document in store] == [("1.txt",), ("2.txt",)]
        assert store.copies() == [(1, 2)]
        assert list(store.sql("SELECT article, known FROM documents WHERE id = 1")) == [(extract(NOTICE).id, "{}")]
        assert store.refresh().refreshed == 2
    with Store(path) as store:
        assert store.counts()["stories"] == 2


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old.db"
    older(path, 1)
    good = migrations()
    monkeypatch.setattr(schema, "migrations", lambda: (*good, "CREATE TABLE more (x);\nCREATE TABLE more (x);\n"))
    with pytest.raises(StoreError, match="more"):
        Store(path)
    monkeypatch.undo()
    connection = sqlite3.connect(path)
    assert schema.version(connection) == 1
    connection.close()


def test_a_file_of_a_later_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    with Store(path) as store:
        store._connection.execute("UPDATE schema_version SET version = 99")
    with pytest.raises(StoreError, match=r"version 99.*newer weibotext"):
        Store(path)


@pytest.mark.parametrize("content", [b"not a database, but long enough to be looked at as one" * 40, None])
def test_a_file_of_another_program_is_refused_and_left_alone(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    if content is None:
        with sqlite3.connect(path) as connection:
            connection.execute("CREATE TABLE theirs (x)")
        connection.close()
    else:
        path.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="other"):
        Store(path)
    assert path.read_bytes() == before


def test_a_store_that_should_be_there_and_is_not(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="weibotext feed"):
        Store(tmp_path / "none.db", create=False)
    assert not (tmp_path / "none.db").exists()
    with pytest.raises(StoreError, match="cannot be opened"):
        Store(tmp_path / "no" / "such" / "a.db")


def test_an_sqlite_that_is_too_old_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    with pytest.raises(StoreError, match=r"needs SQLite 3\.37"):
        Store()


def test_one_process_reads_while_another_feeds(tmp_path: Path) -> None:
    with Store(tmp_path / "a.db") as writer, Store(tmp_path / "a.db") as reader:
        seen = []
        writer.feed((f"{number}号" for number in range(200)), on_article=lambda *_: seen.append(len(reader)))
        assert sorted(set(seen)) == [64, 128, 192, 200]


def test_a_table_that_is_being_read_does_not_hold_up_a_feed(tmp_path: Path) -> None:
    with Store(tmp_path / "a.db") as writer, Store(tmp_path / "a.db") as reader:
        writer.feed(NEWS)
        rest = iter(reader.table("origins"))
        next(rest)
        assert writer.feed(["新"]).added == 1
        assert len(list(rest)) == 2 and len(reader) == 4


def test_a_file_that_may_not_be_written_to_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.db"
    with Store(path) as store:
        store.feed(NEWS)
    older(tmp_path / "old.db", 1)
    monkeypatch.setattr("os.access", lambda *_: False)
    with Store(path, create=False) as store:
        assert len(store) == 3 and store.count("贵州") == 1
        with pytest.raises(StoreError, match="cannot be written to"):
            store.feed(["新"])
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.db", "old.db"]
    with pytest.raises(StoreError, match="earlier version"):
        Store(tmp_path / "old.db")


def test_two_processes_may_feed_one_store(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(150):
        (folder / f"{number}.txt").write_text(f"第{number}号", encoding="utf-8")
    command = [sys.executable, "-m", "weibotext", "feed", str(folder), "--store", str(tmp_path / "a.db"), "--quiet"]
    processes = [subprocess.Popen(command) for _ in range(2)]
    assert [process.wait() for process in processes] == [0, 0]
    with Store(tmp_path / "a.db") as store:
        assert (len(store), store.counts()["origins"]) == (150, 150)


class Neighbourly(Pipeline):
    """A pipeline that writes to the store itself while it reads an article for it, and waits for nobody."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path

    def __call__(self, source: Any, *, published: Any = None) -> Any:
        with closing(sqlite3.connect(self.path, timeout=0, isolation_level=None)) as other:
            other.execute("INSERT OR REPLACE INTO errors VALUES (?, 'InputError', 'is no text')", (source.name,))
        return super().__call__(source, published=published)


def test_others_may_write_while_a_feed_reads(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    texts = [*NEWS, Article(NEWS[0].source, "again.txt", "2014-01-01"), *NEWS[1:]]
    with Store(path) as store:
        store._pipeline = Neighbourly(path)
        assert store.feed(texts) == (3, 2, 0, 1, 0)
        store._connection.execute("UPDATE documents SET settings = 'older'")
        assert store.feed(texts, refresh=True) == (0, 2, 4, 0, 0)
        assert list(store.errors()) == []


def test_what_waits_to_be_written_is_bounded_in_articles_and_in_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("weibotext.store.feeding.MOST_HELD", 60)
    with Store() as store:
        numbers: list[int] = []
        texts = [f"第{number}号{'微博' * 13}" for number in range(10, 17)]
        store.feed(texts, on_article=lambda *_: numbers.append(len(store)))
        assert numbers == [2, 2, 4, 4, 6, 6, 7]
        numbers.clear()
        store.feed([*texts, "新"], on_article=lambda *_: numbers.append(len(store)))
        assert numbers == [8] * 8


def test_several_processes_may_make_one_store(tmp_path: Path) -> None:
    opening = (
        "import sys, time; from weibotext.store.schema import connect; "
        "time.sleep(max(0, float(sys.argv[2]) - time.time())); connect(sys.argv[1])"
    )
    for number in range(4):
        moment = str(time.time() + 0.5)
        command = [sys.executable, "-c", opening, str(tmp_path / f"{number}.db"), moment]
        processes = [subprocess.Popen(command) for _ in range(4)]
        assert [process.wait() for process in processes] == [0] * 4


@pytest.mark.long
def test_killed_at_random_moments_a_feed_ends_as_an_undisturbed_one(tmp_path: Path) -> None:
    """SIGKILL, ten times over two stores; ``benchmarks/kills.py`` does it a hundred times over 2,000 articles."""
    folder, drawn = tmp_path / "articles", random.Random(7)
    folder.mkdir()
    for number in range(600):
        (folder / f"{number:04}.txt").write_text(
            f"{NOTICE}第{number}号，粉丝{drawn.randint(1, 9**9)}人。", encoding="utf-8"
        )
    (folder / "bad.txt").write_bytes(b"\xff\xff\x00\x81")

    def command(name: str) -> list[str]:
        return [sys.executable, "-m", "weibotext", "feed", str(folder), "--store", str(tmp_path / name), "--quiet"]

    start = time.monotonic()
    assert subprocess.run(command("calm.db"), check=False).returncode == 1
    whole = time.monotonic() - start
    for name in ("one.db", "two.db"):
        for _ in range(5):
            process = subprocess.Popen(command(name))
            time.sleep(drawn.uniform(0.1, whole * 0.6))
            process.kill()
            process.wait()
        subprocess.run(command(name), check=False)
        with Store(tmp_path / name) as store, Store(tmp_path / "calm.db") as calm:
            assert everything(store) == everything(calm)
            assert json.loads(json.dumps(store.counts()))["errors"] == 1
