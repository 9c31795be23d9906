"""Arrow batches in and out: the record's contract, column for column, and the same values as its JSON."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet

from weibotext import InputError, Pipeline, extract
from weibotext.arrow import ERROR, KEY, extract_batches, extract_parquet, schema

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
