"""Spark on two local cores gives the same records, also where a task fails and is tried again; and the same stories."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from weibotext import Article, Pipeline, Store
from weibotext.arrow import extract_batches
from weibotext.demo import corpus, demo_articles, demo_copies

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


# What looks across articles, beside the store


@pytest.fixture(scope="module")
def copied() -> list[Article]:
    """In the order of their ids, by which Spark tells them apart, so that the store's numbers have the same order."""
    articles = [*demo_articles(corpus()), *demo_copies(corpus())]
    return sorted(articles, key=lambda article: hashlib.sha256(article.source.encode()).hexdigest())


@pytest.fixture(scope="module")
def store(copied: list[Article]) -> Iterator[Store]:
    with Store() as store:
        store.feed(copied)
        yield store


@pytest.fixture(scope="module")
def records(session: Any, copied: list[Article], tmp_path_factory: pytest.TempPathFactory) -> Any:
    from weibotext import spark

    rows = [(article.source, article.name, article.published and str(article.published)) for article in copied]
    rows += [(rows[0][0], "the same once more", rows[0][2]), (None, "nothing", None)]
    articles = session.createDataFrame(rows, "text string, name string, day string").repartition(3)
    path = str(tmp_path_factory.mktemp("records") / "records.parquet")
    spark.extract(articles, key="name", published="day").write.parquet(path)
    return session.read.parquet(path)


@pytest.fixture(scope="module")
def told(records: Any) -> Any:
    from weibotext import spark

    return spark.stories(records).localCheckpoint()


def test_stories_are_those_of_the_store(store: Store, told: Any) -> None:
    names: dict[int, str] = {number: store.document(number).record["id"] for number in range(1, len(store) + 1)}
    found: dict[str, set[str]] = {}
    for row in told.collect():
        found.setdefault(row["story"], set()).add(row["id"])
    assert all(story == min(ids) for story, ids in found.items())
    several = {tuple(sorted(ids)) for ids in found.values() if len(ids) > 1}
    assert several == {tuple(sorted(names[number] for number in story)) for story in store.copies()}
    assert sum(map(len, found.values())) == len(names)


def test_disagreements_are_those_of_the_store(store: Store, records: Any, told: Any) -> None:
    from weibotext import spark

    ours = {
        (one.before, one.after, one.kind, reading.value, reading.text, place.name, place.start, place.stop)
        for one in store.disagreements()
        for reading in one.readings
        for place in reading.places
    }
    found = {
        (row["before"], row["after"], row["kind"], reading["value"], reading["text"], place["key"], *place["span"])
        for row in spark.disagreements(records, told).collect()
        for reading in row["readings"]
        for place in reading["places"]
        if place["key"] != "the same once more"
    }
    assert ours
    assert found == ours


def test_a_chain_of_copies_is_one_story_and_so_is_a_flood(session: Any) -> None:
    """In the chain each is a copy of the next alone; of the flood no text is compared with all others."""
    from weibotext import spark
    from weibotext.spark.grouping import MOST_IN_BAND

    line = ["".join(chr(0x4E00 + number * 90 + place) for place in range(90)) for number in range(14)]
    chain = {f"c{number:02}": "".join(line[number : number + 4]) for number in range(10)}
    flood = {f"f{number:02}": f"{line[13]}（第{number}次转发）" for number in range(MOST_IN_BAND * 2)}
    alone = {"x1": "……", "x2": line[0][::-1]}
    rows = [(key, text, None) for key, text in (chain | flood | alone).items()]
    found = spark.stories(session.createDataFrame(rows, "id string, text string, published string"))
    wanted = dict.fromkeys(chain, "c00") | dict.fromkeys(flood, "f00") | {key: key for key in alone}
    assert {row["id"]: row["story"] for row in found.collect()} == wanted


def test_texts_have_the_topics_that_the_model_says(session: Any) -> None:
    from weibotext import spark
    from weibotext.themes import TopicModel

    texts = ["股市大涨", "股市下跌", "球队夺冠", "球队输球"] * 5
    frame = session.createDataFrame([*enumerate(texts), (99, None)], "id int, text string").repartition(3)
    model = TopicModel(n_topics=2).fit(row.text for row in frame.where("text is not null").toLocalIterator())
    shares = model.transform(texts)
    found = {int(row["key"]): (row["topic"], row["share"]) for row in spark.topics(frame, model).collect()}
    assert found == {number: (row.argmax(), row.max()) for number, row in enumerate(shares)}
