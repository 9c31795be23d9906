"""Apache Spark: what one machine does with articles and their records, as data frames. Needs the extra ``spark`` and Java 17.

- :func:`extract`: a column of articles in, a table of records out;
- :func:`stories`: which records are republished copies of one story;
- :func:`disagreements`: the figures on which the copies of a story disagree;
- :func:`topics`: the topic of each text, by a model that was fitted on one machine.

The last three read records again and again, so give them records that are written, not ones still to be extracted.

This is the only package that imports :mod:`pyspark`.
"""

from __future__ import annotations

from weibotext.spark.disagreeing import disagreements
from weibotext.spark.extracting import extract
from weibotext.spark.grouping import stories
from weibotext.spark.topics import topics

__all__ = ["disagreements", "extract", "stories", "topics"]
