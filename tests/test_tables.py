"""Tables: which column is what, one article a row, and bad rows that cost only themselves."""

from __future__ import annotations

import csv
import io
import json
import sys
import tracemalloc
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from weibotext import Article, Columns, InputError, Pipeline, extract, read_articles
from weibotext.reading.days import read_day
from weibotext.reading.limits import MOST_CHARACTERS

pa = pytest.importorskip("pyarrow")
import pyarrow.parquet as pq  # noqa: E402

Failures = list[tuple[str, str]]


def read(path: Path, **options: Any) -> tuple[list[Article], Failures]:
    failures: Failures = []
    found = list(read_articles(path, on_error=lambda name, problem: failures.append((name, str(problem))), **options))
    return found, failures


def table(folder: Path, text: str | bytes, name: str = "rows.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_row_is_an_article_with_a_stable_name(tmp_path: Path) -> None:
    path = table(tmp_path, "编号,标题,正文,发布时间,链接\n7,上线,微博上线,2013-08-20 10:32,http://a.cn/7\n8,,二,,\n")
    first, second = read(path)[0]
    assert first.name == f"{path}#1"
    assert (first.id, first.title, first.source, first.url) == ("7", "上线", "微博上线", "http://a.cn/7")
    assert (first.published, first.published_basis) == (datetime(2013, 8, 20, 10, 32), "metadata")
    assert (second.id, second.title, second.published, second.url) == ("8", None, None, None)
    record = Pipeline()(first)
    assert (record.published, record.published_basis, record.title) == ("2013-08-20", "metadata", "上线")
    assert (record.page.name, record.page.id, record.page.url) == (f"{path}#1", "7", "http://a.cn/7")


def test_the_callers_day_goes_before_the_rows(tmp_path: Path) -> None:
    path = table(tmp_path, "text,date\n今天,2013-08-20\n")
    (article,) = read(path)[0]
    record = Pipeline()(article, published="2014-01-01")
    assert (record.published, record.published_basis) == ("2014-01-01", "given")
    assert Pipeline()(article).dates[0].timex == "2013-08-20"


def test_a_path_in_a_stream_stands_for_its_rows(tmp_path: Path) -> None:
    path = table(tmp_path, "text\n2013年\n\n2014年,\n2015年\n")
    told: list[tuple[object, str]] = []
    stream = Pipeline().stream([path, "2016年"], on_error=lambda article, problem: told.append((article, str(problem))))
    assert [record.text for record in stream] == ["2013年", "2015年", "2016年"]
    assert told == [
        (
            path,
            f"{path}#2: 2 fields under a header of 1, near line 4; put fields that hold the delimiter in quotation marks",
        )
    ]
    with pytest.raises(InputError, match="#2: 2 fields"):
        list(Pipeline().stream([path]))
    with pytest.raises(InputError, match=r"holds many articles; read it with weibotext\.read_articles"):
        extract(path)
    with pytest.raises(InputError, match=r"is a folder; .* weibotext\.read_articles"):
        extract(tmp_path)


@pytest.mark.parametrize("name", ["text", "Content", " BODY ", "article body", "正文", "新闻内容", "內容"])
def test_usual_names_are_known(name: str, tmp_path: Path) -> None:
    (article,) = read(table(tmp_path, f"x,{name}\n1,微博\n"))[0]
    assert article.source == "微博"


def test_of_several_known_names_the_most_telling_counts(tmp_path: Path) -> None:
    (article,) = read(table(tmp_path, "content,text,text\n摘要,正文,再\n"))[0]
    assert article.source == "正文"


def test_columns_can_be_named_and_switched_off(tmp_path: Path) -> None:
    path = table(tmp_path, "微博,date,text\n甲,昨天,乙\n")
    (article,) = read(path, columns=Columns(text="微博", published=""))[0]
    assert (article.source, article.published) == ("甲", None)
    assert (
        "no column is called '正文'; the columns are '微博', 'date', 'text'"
        in read(path, columns=Columns(text="正文"))[1][0][1]
    )


@pytest.mark.parametrize(
    ("head", "name"),
    [("a,b", "rows.csv"), ("a\tb", "rows.tsv"), ("", "rows.csv"), ("\n\n", "rows.csv"), ("\ufeff", "rows.csv")],
)
def test_a_table_without_a_text_column_is_told_once(head: str, name: str, tmp_path: Path) -> None:
    path = table(tmp_path, head + "\n" + "1,2\n" * 3 if head.isprintable() and head else head, name)
    found, failures = read(path)
    assert found == []
    ((where, problem),) = failures
    assert where == str(path) and str(path) in problem
    assert "is empty; take it out" in problem or "no column holds the text" in problem or "header" in problem


def test_a_header_that_cannot_be_read_is_told_as_such(tmp_path: Path) -> None:
    path = table(tmp_path, '正文,"日期\n甲,2013-08-20\n')
    found, ((name, problem),) = read(path)
    assert (found, name) == ([], str(path))
    assert "the header: " in problem and "quotation mark" in problem


def test_blank_lines_between_objects_are_no_articles(tmp_path: Path) -> None:
    path = table(tmp_path, '{"text": "甲"}\n\n \t\n{"text": "乙"}\n\n', "rows.jsonl")
    found, failures = read(path)
    assert [(article.name, article.source) for article in found] == [(f"{path}#1", "甲"), (f"{path}#4", "乙")]
    assert failures == []


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_spreadsheets_of_every_make(delimiter: str, encoding: str, end: str, tmp_path: Path) -> None:
    rows = [["正文", "标题"], [f'甲{delimiter}“乙”\n丙 "引"', "一"], ["丁", "二"]]
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(rows)
    path = table(tmp_path, text.getvalue().encode(encoding), "rows.csv")
    found, failures = read(path)
    assert failures == []
    assert [(article.source, article.title) for article in found] == [(row[0], row[1]) for row in rows[1:]]


@pytest.mark.parametrize("before", ["\n\n", "sep=;\n", "\ufeffSEP=;\r\n"])
def test_what_may_stand_before_the_header(before: str, tmp_path: Path) -> None:
    found, failures = read(table(tmp_path, f"{before}正文;标题\n甲,乙;一\n"))
    assert failures == []
    assert [(article.source, article.title) for article in found] == [("甲,乙", "一")]


def test_bad_rows_cost_only_themselves(tmp_path: Path) -> None:
    rows = ["text,date", "甲,2013-08-20", "乙", "丙,x,y", ",2013-08-20", '"丁"错,', "戊,昨天", "己,", "", "庚,"]
    path = table(tmp_path, "\n".join(rows))
    found, failures = read(path)
    assert [(article.source, article.name) for article in found] == [
        ("甲", f"{path}#1"),
        ("己", f"{path}#7"),
        ("庚", f"{path}#8"),
    ]
    assert [name.rsplit("#")[1] for name, _ in failures] == list("23456")
    said = [problem.removeprefix(name) for name, problem in failures]
    assert "1 field under a header of 2" in said[0]
    assert "3 fields under a header of 2" in said[1] and "quotation marks" in said[1]
    assert "the column 'text' is empty" in said[2]
    assert "quotation mark" in said[3]
    assert "'昨天', which is no date; write it as 2013-08-20" in said[4]


def test_a_quotation_mark_that_is_never_closed(tmp_path: Path) -> None:
    found, failures = read(table(tmp_path, 'text\n甲\n"乙\n丙\n'))
    assert [article.source for article in found] == ["甲"]
    assert "is a quotation mark not closed" in failures[0][1]


def test_a_long_field_is_read_and_a_huge_one_left_out(tmp_path: Path) -> None:
    limit = csv.field_size_limit()
    path = table(tmp_path, f"text\n{'长' * 200_000}\n{'巨' * (MOST_CHARACTERS + 7)}\n短\n")
    found, failures = read(path)
    assert [len(article.source) for article in found] == [200_000, 1]
    ((_, problem),) = failures
    assert "line 3: longer than 5,000,000 characters; split it" in problem
    assert csv.field_size_limit() == limit


def test_without_a_handler_the_first_bad_row_raises(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"rows.csv#1: the column 'text' is empty"):
        list(read_articles(table(tmp_path, "text,x\n,1\n")))


def lines(*rows: object) -> str:
    return "".join((row if isinstance(row, str) else json.dumps(row, ensure_ascii=False)) + "\n" for row in rows)


def test_json_lines(tmp_path: Path) -> None:
    path = table(tmp_path, lines({"content": "甲", "id": 7, "date": "2013-08-20"}, "", {"正文": "乙"}), "rows.jsonl")
    first, second = read(path)[0]
    assert (first.source, first.id, first.published, first.name) == ("甲", "7", date(2013, 8, 20), f"{path}#1")
    assert (second.source, second.name) == ("乙", f"{path}#3")


def test_bad_lines_of_json_cost_only_themselves(tmp_path: Path) -> None:
    bad = [
        '{"text": ',
        "[1]",
        '{"x": 1}',
        '{"text": 5}',
        '{"text": null}',
        "[" * 100_000,
        '{"text": ' + "9" * 5000 + "}",
        "null",
    ]
    path = table(tmp_path, lines(*bad, {"text": "好"}), "rows.jsonl")
    found, failures = read(path)
    assert [(article.source, article.name) for article in found] == [("好", f"{path}#9")]
    assert [name for name, _ in failures] == [f"{path}#{number}" for number in range(1, 9)]
    assert all(problem.startswith(name) for name, problem in failures)
    assert "character 11: is not JSON" in failures[0][1]
    assert "is no JSON object; write one object" in failures[1][1]
    assert "no column holds the text; the columns are 'x'" in failures[2][1]
    assert "the column 'text' is int, not text" in failures[3][1]


def test_lone_surrogates_and_nul_in_json_come_through(tmp_path: Path) -> None:
    (article,) = read(table(tmp_path, r'{"text": "\ud800微\u0000博2013年"}', "rows.jsonl"))[0]
    assert article.source == "\ud800微\0博2013年"
    record = Pipeline()(article)
    assert record.dates[0].span == (4, 9)
    assert json.loads(record.to_json())["id"] == record.id


def parquet(folder: Path, columns: dict[str, Any], name: str = "rows.parquet") -> Path:
    pq.write_table(pa.table(columns), folder / name, row_group_size=2)
    return folder / name


def test_parquet(tmp_path: Path) -> None:
    days = pa.array([date(2013, 8, 20), None, date(2014, 1, 1)])
    path = parquet(
        tmp_path, {"正文": ["甲", "", "丙"], "日期": days, "id": pa.array([1, 2, 3], pa.int64()), "x": [[1]] * 3}
    )
    found, failures = read(path)
    assert [(one.source, one.published, one.id, one.name) for one in found] == [
        ("甲", date(2013, 8, 20), "1", f"{path}#1"),
        ("丙", date(2014, 1, 1), "3", f"{path}#3"),
    ]
    assert "#2: the column '正文' is empty" in failures[0][1]


def test_moments_in_parquet_are_told_in_chinas_time(tmp_path: Path) -> None:
    moments = pa.array([datetime(2013, 8, 20, 18, tzinfo=UTC)], pa.timestamp("us", "UTC"))
    (article,) = read(parquet(tmp_path, {"text": pa.array(["甲"]).dictionary_encode(), "published": moments}))[0]
    assert article.published == datetime(2013, 8, 21, 2)


def test_parquet_that_cannot_be_read(tmp_path: Path) -> None:
    whole = parquet(tmp_path, {"text": ["甲" * 5000] * 50}).read_bytes()
    (tmp_path / "rows.parquet").unlink()
    parquet(tmp_path, {"a": [1]}, "without.parquet")
    parquet(tmp_path, {"text": [b"\xff"]}, "bytes.parquet")
    table(tmp_path, whole[:-20], "cut.parquet")
    table(tmp_path, b"PAR1", "none.parquet")
    table(tmp_path, whole[:8] + b"\xff" * 60 + whole[68:], "broken.parquet")
    invalid = pa.Array.from_buffers(pa.string(), 1, [None, pa.py_buffer(b"\0\0\0\0\1\0\0\0"), pa.py_buffer(b"\xff")])
    parquet(tmp_path, {"text": invalid}, "invalid.parquet")
    found, failures = read(tmp_path)
    assert found == []
    assert {Path(name).name.split(".")[0]: problem.split(": ", 1)[1][:24] for name, problem in failures} == {
        "broken": "is not whole Parquet (Co",
        "bytes": "the column 'text' is byt",
        "cut": "is not whole Parquet (Pa",
        "invalid": "a value that cannot be r",
        "none": "is not whole Parquet (Pa",
        "without": "no column holds the text",
    }


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["csv", "tsv", "jsonl", "parquet", "txt", "zip"]))
def test_any_bytes_by_any_name_are_articles_or_told(data: bytes, kind: str) -> None:
    with patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"text,date\n" + data if kind == "csv" else data))):
        told: list[str] = []
        found = list(read_articles("-", format=kind, on_error=lambda name, problem: told.append(str(problem))))
    assert all(isinstance(article.source, str) for article in found)
    assert all("standard input" in problem for problem in told)


@pytest.mark.parametrize("name", ["rows.csv", "rows.jsonl"])
def test_a_large_table_is_never_held_whole(name: str, tmp_path: Path) -> None:
    row = "微博" * 3000
    rows = [row] * 2000 if name == "rows.csv" else [json.dumps({"text": row}, ensure_ascii=False)] * 2000
    path = table(tmp_path, "\n".join((["text"] if name == "rows.csv" else []) + rows), name)
    del rows
    tracemalloc.start()
    count = sum(1 for _ in read_articles(path))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 2000
    assert path.stat().st_size > 30 * 2**20
    assert peak < 10 * 2**20


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2013-08-20", date(2013, 8, 20)),
        ("20130820", date(2013, 8, 20)),
        ("2013/8/20", date(2013, 8, 20)),
        ("2013.08.20", date(2013, 8, 20)),
        ("2013年8月20日", date(2013, 8, 20)),
        (" 2013年08月20日 10:32:05 ", datetime(2013, 8, 20, 10, 32)),
        ("2013-08-20T10:32:05+08:00", datetime(2013, 8, 20, 10, 32, 5)),
        ("2013-08-20T18:00:00Z", datetime(2013, 8, 21, 2)),
        ("Tue, 20 Aug 2013 18:00:00 GMT", datetime(2013, 8, 21, 2)),
        ("20 Aug 2013 10:32:00 +0800", datetime(2013, 8, 20, 10, 32)),
        ("Tue Aug 20 10:32:00 +0800 2013", datetime(2013, 8, 20, 10, 32)),
        ("2013年8月20日星期二", date(2013, 8, 20)),
        ("2013-08-20 周二 15:04", datetime(2013, 8, 20, 15, 4)),
        ("2013/8/20 下午3:04", datetime(2013, 8, 20, 15, 4)),
        ("2013/8/20 上午 9:04:05", datetime(2013, 8, 20, 9, 4)),
        ("2013年8月20日 下午15时", datetime(2013, 8, 20, 15)),
        ("2013/8/20 PM 12:30", datetime(2013, 8, 20, 12, 30)),
        ("2013/8/20 午后", None),
        ("1376965920", datetime(2013, 8, 20, 10, 32)),
        ("1376965920123", datetime(2013, 8, 20, 10, 32)),
        ("Tue Feb 30 10:32:00 +0800 2013", None),
        ("Tue Aug 20 10:32:00 +9900 2013", None),
        ("13769659", None),
        ("2013-02-30", None),
        ("2013/13/1", None),
        ("8月20日", None),
        ("", None),
    ],
)
def test_days_as_tables_and_pages_write_them(written: str, day: object) -> None:
    assert read_day(written) == day
