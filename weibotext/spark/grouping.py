"""Which records are copies of one story: candidates by signature, links by their texts, stories by what links connect."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from weibotext.copies.likeness import LEAST_ESTIMATE, Dated, band_keys, overlaps, same_news, signature

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame

MOST_IN_BAND: Final = 20
"""Of the texts that share a band of their signatures each is compared with so many, those of the least ids."""

_PAIR: Final = "id string, other string"


def stories(records: DataFrame) -> DataFrame:
    """The story of each document: the columns ``id``, and ``story``, which is the least id among its copies.

    ``records`` has the columns ``id``, ``text`` and ``published`` of :func:`.extract`; rows without an id are left out, and
    rows of one id are one document, of the earliest day. Stories are those that a store tells (``Store.copies``), but for
    floods: where more than :data:`MOST_IN_BAND` texts share a band, they are compared with the first of them alone.

    Most of the work is done at the call: links are followed in rounds, until none changes a story.
    """
    from pyspark.sql import functions as sql

    rows = records.where("id is not null").groupBy("id")
    texts = rows.agg(sql.min("text").alias("text"), sql.min("published").alias("published"))
    sketches = texts.mapInArrow(_sketched, "id string, sketch binary, bands array<long>").localCheckpoint()
    likely = _beside(_candidates(sketches), sketches.select("id", "sketch")).mapInArrow(_likely, _PAIR)
    links = _beside(likely, texts).mapInArrow(_linked, _PAIR)
    told = sql.coalesce("story", "id").alias("story")
    return texts.select("id").join(_connected(links), "id", "left").select("id", told)


def _candidates(sketches: DataFrame) -> DataFrame:
    """The pairs of documents that share a band, each once, the later id first."""
    from pyspark.sql import Window
    from pyspark.sql import functions as sql

    place = sql.row_number().over(Window.partitionBy("band").orderBy("id"))
    bands = sketches.select("id", sql.explode("bands").alias("band")).withColumn("place", place)
    heads = bands.where(sql.col("place") <= MOST_IN_BAND).select(sql.col("id").alias("other"), "band")
    return bands.join(heads, "band").where("other < id").select("id", "other").distinct()


def _beside(pairs: DataFrame, documents: DataFrame) -> DataFrame:
    """Pairs with what is known of both documents; the columns of the second begin with ``other_``."""
    others = documents.toDF("other", *(f"other_{name}" for name in documents.columns if name != "id"))
    return pairs.join(documents, "id").join(others, "other")


def _connected(links: DataFrame) -> DataFrame:
    """The least id that each linked document is connected with, as ``story``.

    In each round a document takes the least story among its neighbours', and then that story's own.
    """
    from pyspark.sql import functions as sql

    edges = links.union(links.select("other", "id")).localCheckpoint()
    stories = edges.select("id").distinct().withColumn("story", sql.col("id"))
    while True:
        near = edges.join(stories.toDF("other", "near"), "other").groupBy("id").agg(sql.min("near").alias("near"))
        told = stories.join(near, "id").select("id", sql.least("story", "near").alias("story"))
        further = told.toDF("story", "next")
        told = told.join(further, "story").select("id", sql.col("next").alias("story")).localCheckpoint()
        if told.join(stories.toDF("id", "before"), "id").where("story <> before").isEmpty():
            return told
        stories = told


def _sketched(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    """Signatures and the keys of their bands; texts without letters, which are copies of nothing, are left out."""
    import pyarrow

    columns = pyarrow.schema(
        {"id": pyarrow.string(), "sketch": pyarrow.binary(), "bands": pyarrow.list_(pyarrow.int64())}
    )
    for batch in batches:
        named = [(row["id"], signature(row["text"])) for row in batch.to_pylist()]
        rows = [{"id": one, "sketch": sketch, "bands": [*band_keys(sketch)]} for one, sketch in named if sketch]
        yield pyarrow.RecordBatch.from_pylist(rows, schema=columns)


def _likely(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    """The pairs whose signatures agree enough for a look at their texts."""
    for batch in batches:
        kept = [overlaps(row["sketch"], [row["other_sketch"]])[0] >= LEAST_ESTIMATE for row in batch.to_pylist()]
        yield _kept(batch, kept)


def _linked(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    """The pairs that are copies."""
    for batch in batches:
        kept = [
            same_news(Dated(row["text"], row["published"]), Dated(row["other_text"], row["other_published"]))
            for row in batch.to_pylist()
        ]
        yield _kept(batch, kept)


def _kept(batch: pyarrow.RecordBatch, kept: list[bool]) -> pyarrow.RecordBatch:
    import pyarrow

    return batch.select(["id", "other"]).filter(pyarrow.array(kept, pyarrow.bool_()))
