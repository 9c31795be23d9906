"""Spark on two local cores gives the same records, also where a task fails and is tried again."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from weibotext import Pipeline
from weibotext.arrow import extract_batches

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java"),
    pytest.mark.filterwarnings("ignore"),
]

pyspark = pytest.importorskip("pyspark", reason="the extra `spark` is not installed")
ARTICLES = [
    path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.parent.glob("corpora/articles/*.txt"))
]


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    os.environ |= {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    builder = SparkSession.builder.master("local[2,3]").config("spark.ui.enabled", "false")
    with builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "4").getOrCreate() as session:
        session.sparkContext.setLogLevel("OFF")
        yield session


def frame(session: Any) -> Any:
    rows = [(number, article, "2016-06-30") for number, article in enumerate(ARTICLES)]
    return session.createDataFrame(rows, "number int, text string, day string").repartition(3)


def alone() -> list[dict[str, Any]]:
    import pyarrow

    columns = {"text": ARTICLES, "number": range(len(ARTICLES)), "day": ["2016-06-30"] * len(ARTICLES)}
    (batch,) = extract_batches([pyarrow.record_batch(columns)], key="number", published="day")
    rows: list[dict[str, Any]] = batch.to_pylist()
    return rows


def collected(found: Any) -> list[dict[str, Any]]:
    rows = [row.asDict(recursive=True) for row in found.collect()]
    return sorted(rows, key=lambda row: int(row["key"]))


def test_the_records_are_those_of_one_process(session: Any) -> None:
    from weibotext import spark

    found = spark.extract(frame(session), key="number", published="day", pipeline=Pipeline())
    assert collected(found) == alone()


def test_a_task_that_fails_is_tried_again_and_nothing_is_lost(session: Any, tmp_path: Path) -> None:
    from pyspark.sql.pandas.types import from_arrow_schema

    from weibotext.arrow import schema

    marker = tmp_path / "failed once"

    def failing_once(batches: Any) -> Any:
        for batch in extract_batches(batches, key="number", published="day"):
            if not marker.exists():
                marker.touch()
                raise OSError("the machine went away")
            yield batch

    assert collected(frame(session).mapInArrow(failing_once, from_arrow_schema(schema()))) == alone()
    assert marker.exists()
