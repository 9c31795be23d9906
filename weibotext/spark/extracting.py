"""Articles in, records out.

A few lines over :func:`weibotext.arrow.extract_batches`: each partition's Arrow batches go through one pipeline, which is
made where they are and loads its dictionaries once a task. Nothing but its settings travels.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from weibotext.arrow import extract_batches, schema

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from weibotext.pipeline import Pipeline


def extract(
    frame: DataFrame,
    *,
    text: str = "text",
    key: str | None = None,
    published: str | None = None,
    pipeline: Pipeline | None = None,
) -> DataFrame:
    """The records of the articles in a data frame: a row for a row, with the columns of :func:`weibotext.arrow.schema`.

    ``text``, ``key`` and ``published`` name the columns to read; no other leaves its place. The work is done when the
    result is written or counted. A row that cannot be read has its reason in ``error``.
    """
    from pyspark.sql.pandas.types import from_arrow_schema

    named = [name for name in (text, key, published) if name is not None]
    work = partial(extract_batches, text=text, key=key, published=published, pipeline=pipeline)
    return frame.select(*dict.fromkeys(named)).mapInArrow(work, from_arrow_schema(schema()))
