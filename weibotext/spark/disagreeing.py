"""The figures on which the copies of a story disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any, TypeAlias

from weibotext.copies.agreement import Item
from weibotext.copies.slots import Copy, Dispute, Member, disputes, said

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame

Row: TypeAlias = dict[str, Any]

_NEEDED = ("id", "key", "text", "edits", "figures")


def disagreements(records: DataFrame, stories: DataFrame) -> DataFrame:
    """A row for every place in a story on which its copies disagree.

    ``records`` is what :func:`.extract` gave, ``stories`` what :func:`.stories` tells of them. The columns are ``story``;
    ``before`` and ``after``, the clean words around the place in the first copy; the ``kind`` of figure; and ``readings``,
    the one of most copies first, each with its ``value``, how it is written (``text``), and its ``places``: the ``id`` and
    ``key`` of the record, the ``figure`` in it, and ``span``, code points of the source.

    The records of one story are held in the memory of one task, a few kilobytes each.
    """
    from pyspark.sql import functions as sql
    from pyspark.sql.pandas.types import from_arrow_schema

    several = stories.groupBy("story").agg(sql.count_distinct("id").alias("copies")).where("copies > 1")
    told = stories.join(several, "story").select("id", "story")
    copies = records.select(*_NEEDED).join(told, "id").repartition("story").sortWithinPartitions("story", "id", "key")
    return copies.mapInArrow(_disputed, from_arrow_schema(_schema()))


def _schema() -> pyarrow.Schema:
    import pyarrow

    text = pyarrow.string()
    place = pyarrow.struct({"id": text, "key": text, "figure": text, "span": pyarrow.list_(pyarrow.int64())})
    reading = pyarrow.struct({"value": text, "text": text, "places": pyarrow.list_(place)})
    plain = dict.fromkeys(("story", "before", "after", "kind"), text)
    return pyarrow.schema({**plain, "readings": pyarrow.list_(reading)})


def _disputed(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    import pyarrow

    rows = (row for batch in batches for row in batch.to_pylist())
    for story, records in groupby(rows, itemgetter("story")):
        found = [_row(story, dispute) for dispute in disputes([*_copies(records)])]
        if found:
            yield pyarrow.RecordBatch.from_pylist(found, schema=_schema())


def _copies(records: Iterable[Row]) -> Iterator[Copy[str]]:
    """The documents of a story, each with the keys of its records."""
    for document, same in groupby(records, itemgetter("id")):
        rows = list(same)
        yield Copy(document, tuple(row["key"] for row in rows), rows[0])


def _row(story: str, dispute: Dispute[str]) -> Row:
    before, after, kind, groups = dispute
    return {"story": story, "before": before, "after": after, "kind": kind, "readings": [*map(_reading, groups)]}


def _reading(group: list[Member[str]]) -> Row:
    _, first = group[0]
    places = [place for copy, figure in group for place in map(partial(_place, copy, figure), copy.names)]
    return {"value": said(first), "text": first["text"], "places": places}


def _place(copy: Copy[str], figure: Item, key: str | None) -> Row:
    return {"id": copy.document, "key": key, "figure": figure["id"], "span": figure["span"]}
