"""From articles to tables: who has which theme, how much of each there is in a group, and the topics."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias, get_args

from weibotext.cells import write_rows
from weibotext.errors import InputError, WeibotextError
from weibotext.output import replacing
from weibotext.pipeline import Pipeline
from weibotext.reading import Article
from weibotext.record import Record
from weibotext.survey.spool import Read, Spool, read
from weibotext.themes import Theme

By: TypeAlias = Literal["month", "agency", "region"]
BY: Final = get_args(By)

TABLES: Final = (
    "articles.csv",
    "evidence.csv",
    "topics.csv",
    *(f"{of}_by_{by}.csv" for of in ("themes", "topics") for by in BY),
)
"""The names of all files of tables that a survey may write."""

NONE: Final = "—"
"""The label of articles that have none."""

Row: TypeAlias = Sequence[Any]
OnError: TypeAlias = Callable[[Any, WeibotextError], None]


@dataclass
class Survey:
    """The tables of a corpus: rows of articles, shares of labels by group, and the topics if they were asked for."""

    articles: list[Read]
    by: By
    themes: list[Row]
    topics: list[Row] = field(default_factory=list)
    topic_shares: list[Row] = field(default_factory=list)

    def write(self, folder: Path) -> list[Path]:
        """Write the tables as CSV, in UTF-8 with the mark that Excel needs, and return their paths."""
        tables = {
            "articles.csv": (("article", "title", "published", "agency", "region", "themes"), self._article_rows()),
            "evidence.csv": (("article", "theme", "score", "evidence"), self._evidence_rows()),
            f"themes_by_{self.by}.csv": ((self.by, "theme", "share", "articles"), self.themes),
        }
        if self.topics:
            tables["topics.csv"] = (("topic", "words", "share", "passages"), self.topics)
            tables[f"topics_by_{self.by}.csv"] = ((self.by, "topic", "share", "articles"), self.topic_shares)
        return [_written(folder / name, head, rows) for name, (head, rows) in tables.items()]

    def _article_rows(self) -> Iterator[Row]:
        for one in self.articles:
            yield one.name, one.title, one.published, one.agency, one.region, " ".join(one.labels)

    def _evidence_rows(self) -> Iterator[Row]:
        for one in self.articles:
            yield from ((one.name, *theme) for theme in one.themes)


def survey(
    articles: Iterable[Article],
    *,
    taxonomy: Sequence[Theme] | None = None,
    topics: int | None = None,
    by: By = "month",
    on_error: OnError | None = None,
) -> Survey:
    """Read articles and count their themes by month of publication, by agency, or by region.

    ``topics`` is how many topics to find, 0 for a number chosen by the corpus itself, ``None`` for none. An article
    without a month, agency or region is in no group. What cannot be read goes to ``on_error`` with the reason, and raises
    without it. Texts wait in a temporary file, so that the memory needed grows by
    a row an article only.

    Raises :class:`InputError` when there are no articles.
    """
    with tempfile.TemporaryDirectory(prefix="weibotext-") as folder:
        spool = Spool(Path(folder, "texts.jsonl"))
        rows = spool.fill(_read(Pipeline(taxonomy=taxonomy).stream(articles, on_error=on_error)))
        if not rows:
            raise InputError("no article could be read; name files, or folders that hold some")
        groups = [getattr(row, by) for row in rows]
        result = Survey(rows, by, list(_label_shares(rows, groups)))
        if topics is not None:
            _add_topics(result, spool, topics, groups)
    return result


def _read(records: Iterable[Record]) -> Iterator[tuple[Read, str]]:
    for record in records:
        yield read(record.page.name or "text", record), record.text


def _label_shares(rows: Sequence[Read], groups: Sequence[str | None]) -> Iterator[Row]:
    """The share of a group's articles that have each label."""
    sizes = Counter(group for group in groups if group is not None)
    counts: Counter[tuple[str, str]] = Counter()
    for row, group in zip(rows, groups, strict=True):
        if group is not None:
            counts.update((group, label) for label in row.labels or (NONE,))
    for (group, label), count in sorted(counts.items()):
        yield group, label, round(count / sizes[group], 4), sizes[group]


def _add_topics(result: Survey, spool: Spool, number: int, groups: Sequence[str | None]) -> None:
    from weibotext.themes import TopicModel, compared, over_time

    model = TopicModel(n_topics=number or "auto").fit(spool)
    shares = model.transform(spool)
    names = [" ".join(words[:3]) or f"topic {topic}" for topic, words in enumerate(model.topics_)]
    sample = list(islice(spool, model.sample))
    passages = model.passages(sample)
    result.topics = [
        (names[topic], " ".join(words), round(float(shares[:, topic].mean()), 4), _quoted(sample, passages[topic]))
        for topic, words in enumerate(model.topics_)
    ]
    found = (
        over_time(shares, [month and f"{month}-01" for month in groups])
        if result.by == "month"
        else compared(shares, groups)
    )
    result.topic_shares = [(one.group, names[one.topic], round(one.share, 4), one.texts) for one in found]


def _quoted(texts: Sequence[str], passages: Iterable[Any]) -> str:
    return " / ".join(texts[one.text][slice(*one.span)].strip() for one in passages)


def _written(path: Path, head: Row, rows: Iterable[Row]) -> Path:
    with replacing(path) as file:
        file.write("\ufeff")
        write_rows(file, head, rows)
    return path
