"""Arrow batches in and out: the record's contract, column for column, and the same values as its JSON."""

from __future__ import annotations

import json
import sys
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from click.testing import CliRunner
from pyarrow import parquet

from weibotext import InputError, Pipeline, arrow, extract, read_articles
from weibotext.arrow import ERROR, KEY, extract_batches, extract_parquet, parquet_of_records, record_schema, schema
from weibotext.cli import main

ARTICLES = sorted(Path(__file__).parent.parent.glob("corpora/articles/*.txt"))[:6]


def sources() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in ARTICLES]


def rows(columns: dict[str, Any], **names: str) -> list[dict[str, Any]]:
    return [row for batch in extract_batches([pyarrow.record_batch(columns)], **names) for row in batch.to_pylist()]


def test_the_columns_are_those_of_the_record() -> None:
    assert schema().names == [KEY, ERROR, *(key for key in extract("").to_dict() if key != "tokens")]


def test_the_rows_are_the_records() -> None:
    found = rows({"body": sources(), "day": [date(2013, 8, 20)] * len(ARTICLES)}, text="body", published="day")
    wanted = [json.loads(extract(source, published="2013-08-20").to_json()) for source in sources()]
    for row, record in zip(found, wanted, strict=True):
        assert {name: row[name] for name in record if name != "tokens"} == {
            name: value for name, value in record.items() if name != "tokens"
        }


def test_items_keep_all_their_fields() -> None:
    (record,) = extract_batches(
        [pyarrow.record_batch({"text": ["贵州省公安厅官方微博@贵州公安2013年粉丝达42万人，发布。"]})]
    )
    plain = extract("贵州省公安厅官方微博@贵州公安2013年粉丝达42万人，发布。").to_dict()
    (row,) = record.to_pylist()
    for name in ("agencies", "accounts", "dates", "figures", "observations", "keywords"):
        assert row[name], name
        assert row[name][0].keys() == plain[name][0].keys()


def test_keys_are_written_out_and_days_are_read_in_any_form() -> None:
    days = [date(2013, 8, 20), datetime(2013, 8, 20, 9), "2013-08-20"]
    for number, day in enumerate(days):
        (row,) = rows({"text": ["6月30日"], "n": [number], "day": [day]}, key="n", published="day")
        assert (row[KEY], row["dates"][0]["timex"]) == (str(number), "2013-06-30")


def test_a_row_that_cannot_be_read_says_why_and_the_rest_goes_on() -> None:
    found = rows({"text": [None, "今年", "今年"], "day": ["2013", "never", "2014-01-01"]}, published="day")
    assert found[0][ERROR] == "the text is missing; give one"
    assert "'never' is no date" in found[1][ERROR]
    assert found[1]["id"] is None
    assert (found[2][ERROR], found[2]["dates"][0]["timex"]) == (None, "2014")


def test_no_rows_and_no_such_column() -> None:
    assert [
        batch.num_rows for batch in extract_batches([pyarrow.record_batch({"text": pyarrow.array([], "string")})])
    ] == [0]
    with pytest.raises(InputError, match="no column 'text'; it has body"):
        rows({"body": ["2013年"]})


def test_parquet_in_and_out(tmp_path: Path) -> None:
    parquet.write_table(pyarrow.table({"text": sources()}), tmp_path / "in.parquet", row_group_size=2)
    assert extract_parquet(tmp_path / "in.parquet", tmp_path / "out.parquet", pipeline=Pipeline()) == len(ARTICLES)
    table = parquet.read_table(tmp_path / "out.parquet")
    assert table.schema.equals(schema())
    assert table.column("id").to_pylist() == [extract(source).id for source in sources()]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.parquet", "out.parquet"]


# The command: records as Parquet


def extracted(*arguments: str) -> int:
    return CliRunner().invoke(main, ["extract", *arguments]).exit_code


@pytest.mark.parametrize("workers", ["1", "2"])
def test_the_command_writes_the_records_that_it_writes_as_json(workers: str, tmp_path: Path) -> None:
    texts = [*sources(), None, r"路径\ud800\文件2013年"]
    parquet.write_table(pyarrow.table({"text": texts, "url": [str(n) for n in range(8)]}), tmp_path / "in.parquet")
    given = [str(tmp_path / "in.parquet"), "--workers", workers, "-o"]
    assert extracted(*given, str(tmp_path / "out.jsonl")) == extracted(*given, str(tmp_path / "out.PARQUET")) == 1
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    table = parquet.read_table(tmp_path / "out.PARQUET")
    assert table.schema.equals(record_schema())
    assert table.to_pylist() == [
        {name: value for name, value in json.loads(line).items() if name != "tokens"} for line in lines
    ]
    assert sorted(path.name for path in tmp_path.glob("out*")) == [
        "out.PARQUET",
        "out.PARQUET.errors.jsonl",
        "out.jsonl",
        "out.jsonl.errors.jsonl",
    ]


def test_records_are_written_in_row_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = extract("2013年，贵州省公安厅")
    path = tmp_path / "a.parquet"
    monkeypatch.setattr(arrow, "GROUP_ROWS", 3)
    monkeypatch.setattr(arrow, "GROUP_BYTES", 4 * len(record.to_json().encode()))
    with parquet_of_records(path) as add:
        for _ in range(7):
            add(record)
        assert not path.exists()
    groups = parquet.ParquetFile(path).metadata
    assert [groups.row_group(n).num_rows for n in range(groups.num_row_groups)] == [3, 3, 1]
    monkeypatch.setattr(arrow, "GROUP_BYTES", 1)
    with parquet_of_records(path) as add:
        for _ in range(2):
            add(record)
    assert parquet.ParquetFile(path).metadata.num_row_groups == 2


def test_no_records_make_an_empty_table_and_a_failure_none(tmp_path: Path) -> None:
    with parquet_of_records(tmp_path / "none.parquet"):
        pass
    assert parquet.read_table(tmp_path / "none.parquet").num_rows == 0
    with suppress(KeyError), parquet_of_records(tmp_path / "bad.parquet") as add:
        add(extract("2013年"))
        raise KeyError
    assert [path.name for path in tmp_path.iterdir()] == ["none.parquet"]


def test_what_arrow_cannot_hold_is_replaced_one_for_one(tmp_path: Path) -> None:
    record = extract("\ud800\ud800\\ud800𠮷\x002013年")
    with parquet_of_records(tmp_path / "a.parquet") as add:
        add(record)
    (row,) = parquet.read_table(tmp_path / "a.parquet").to_pylist()
    assert [edit["text"] for edit in row["edits"]] == ["\ufffd", "\ufffd", "\x00"]
    assert row["text"] == record.text
    assert row["dates"][0]["span"] == list(record.dates[0].span)


def test_without_pyarrow_the_cure_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("2013年", encoding="utf-8")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    told = CliRunner().invoke(main, ["extract", str(tmp_path / "a.txt"), "-o", str(tmp_path / "a.parquet")])
    assert told.exit_code == 2
    assert "a.parquet" in told.stderr and "pip install 'weibotext[parquet]'" in told.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_records_that_make_a_large_batch_come_as_several(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrow, "BATCH_BYTES", 5_000)
    texts = [f"2013年{month}月，贵州省公安厅发布微博{month}条。" for month in range(1, 13)]
    batches = list(extract_batches([pyarrow.record_batch({"text": texts})]))
    assert len(batches) > 2
    assert [row["text"] for batch in batches for row in batch.to_pylist()] == texts


def test_no_rows_are_one_batch_without_rows() -> None:
    assert [
        batch.num_rows for batch in extract_batches([pyarrow.record_batch({"text": pyarrow.array([], "string")})])
    ] == [0]


def test_what_is_no_parquet_is_named(tmp_path: Path) -> None:
    broken, target = tmp_path / "broken.parquet", tmp_path / "out.parquet"
    broken.write_bytes(b"PAR1 and no more")
    for source in (broken, tmp_path / "nothing.parquet"):
        with pytest.raises(InputError, match=f"{source.name}: cannot be read as Parquet"):
            extract_parquet(source, target)
    assert not target.exists()


def test_a_moment_with_a_zone_is_the_same_day_by_every_door(tmp_path: Path) -> None:
    """Five in the afternoon in London is the next day in Beijing."""
    evening = datetime(2013, 8, 20, 17, tzinfo=UTC)
    (row,) = rows({"text": ["今天"], "day": [evening]}, published="day")
    assert (row["published"], row["dates"][0]["timex"]) == ("2013-08-21", "2013-08-21")
    for record in (extract("今天", published=evening), extract("今天", published=evening.isoformat())):
        assert (record.published, record.dates[0].timex) == ("2013-08-21", "2013-08-21")
    path = tmp_path / "articles.parquet"
    parquet.write_table(pyarrow.table({"text": ["今天"], "published": [evening]}), path)
    (article,) = read_articles(path)
    assert extract(article).published == "2013-08-21"
