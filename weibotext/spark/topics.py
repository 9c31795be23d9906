"""The topic of each text, by a model that one machine fitted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame

    from weibotext.themes import TopicModel


def topics(frame: DataFrame, model: TopicModel, *, text: str = "text", key: str = "id") -> DataFrame:
    """The columns ``key``, ``topic``, the number of the topic with the largest share in a text, and that ``share``.

    ``text`` and ``key`` name columns of the frame; rows without a text are left out. A model learns from so many texts at
    most (``TopicModel(sample=…)``), which it draws evenly from any iterable, so it is fitted where the job is started::

        model = TopicModel().fit(row.text for row in records.select("text").toLocalIterator())
    """
    from pyspark.sql import functions as sql

    rows = frame.select(sql.col(key).cast("string").alias("key"), sql.col(text).alias("text")).where("text is not null")
    return rows.mapInArrow(partial(_told, model), "key string, topic int, share double")


def _told(model: TopicModel, batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    import pyarrow

    for batch in batches:
        shares = model.transform(batch.column("text").to_pylist())
        topic = pyarrow.array(shares.argmax(axis=1), pyarrow.int32())
        yield pyarrow.RecordBatch.from_arrays(
            [batch.column("key"), topic, pyarrow.array(shares.max(axis=1))], ["key", "topic", "share"]
        )
