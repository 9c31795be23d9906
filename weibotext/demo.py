"""The whole pipeline over the corpus that ships with the project: records, a store, a report, and a short summary."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib import resources
from pathlib import Path
from typing import Final

from weibotext.counts import counted
from weibotext.errors import InputError
from weibotext.output import made_folder, replacing
from weibotext.pipeline import Pipeline
from weibotext.reading import Article, read_article
from weibotext.record import Record
from weibotext.reporting import write_report
from weibotext.store import Store

RECORDS: Final = "records.jsonl"
REPORT: Final = "report.html"
STORE: Final = "demo.db"


def corpus() -> Path:
    """The folder of the corpus: inside an installed package, or beside it in a checkout.

    Raises :class:`InputError` where neither is there.
    """
    package = Path(str(resources.files("weibotext")))
    for folder in (package / "corpora", package.parent / "corpora"):
        if (folder / "articles").is_dir():
            return folder
    raise InputError(f"the corpus is not beside {package}; install the project again, or run from its checkout")


def demo_articles(folder: Path) -> Iterator[Article]:
    """The damaged twins of the corpus where there are such, else the articles, with their dates of publication."""
    for path in sorted((folder / "articles").glob("*.txt")):
        gold = tomllib.loads((folder / "gold" / f"{path.stem}.toml").read_text(encoding="utf-8"))
        damaged = folder / "damaged" / path.name
        article = read_article(damaged if damaged.exists() else path)
        yield Article(article.source, path.stem, gold["published"])


def demo_copies(folder: Path) -> Iterator[Article]:
    """The republished copies of articles of the corpus, each called by its site; none where the corpus has none."""
    listed = folder / "copies.toml"
    for entry in tomllib.loads(listed.read_text(encoding="utf-8"))["copy"] if listed.exists() else ():
        article = read_article(folder / "copies" / f"{entry['id']}.txt")
        yield Article(article.source, f"{entry['site']}·{entry['id']}", entry["published"])


def run(folder: Path, *, pipeline: Pipeline | None = None) -> list[Record]:
    """Read the corpus, write records, store and report into ``folder``, and return the records."""
    made_folder(folder)
    reader, articles = pipeline or Pipeline(), [*demo_articles(corpus()), *demo_copies(corpus())]
    records = list(reader.stream(articles))
    with replacing(folder / RECORDS) as file:
        file.writelines(record.to_json() + "\n" for record in records)
    for left in (STORE, f"{STORE}-wal", f"{STORE}-shm"):
        (folder / left).unlink(missing_ok=True)
    with Store(folder / STORE, pipeline=reader) as store:
        store.feed(articles)
        write_report(store, folder / REPORT, title="weibotext demo")
    return records


def summary(records: Sequence[Record], folder: Path) -> list[str]:
    """What was read, in ten lines; the last one is the check that every span cuts its own text out of the source."""
    repairs = Counter(edit.repair for record in records for edit in record.edits)
    themes = Counter(theme.label for record in records for theme in record.themes[:1])
    spans = [(record.source, span, text) for record in records for span, text in record.spans()]
    right = sum(_right(source, *span, text) for source, span, text in spans)
    return [
        f"{counted(len(records), 'article')}, {counted(sum(len(record.source) for record in records), 'character')}",
        f"{counted(sum(repairs.values()), 'repair')}: {_commonest(repairs, 4)}",
        f"{_all(records, 'agencies', 'agency')} in {_mentions(records, 'agencies')}",
        f"{_all(records, 'accounts', 'account')} in {_mentions(records, 'accounts')}",
        f"{_all(records, 'dates', 'date')}, {_all(records, 'figures', 'figure')}",
        f"{_all(records, 'observations', 'claim')}, such as {_specimen(records)}",
        f"themes: {_commonest(themes, 5)}",
        _copies(folder),
        f"written: {folder / RECORDS}, {folder / STORE}, {folder / REPORT}",
        f"offset check: {right:,}/{len(spans):,} spans equal their source",
    ]


def _copies(folder: Path) -> str:
    """How many articles are copies, and on how many figures these disagree."""
    with Store(folder / STORE) as store:
        stories, disputed = store.copies(), list(store.disagreements())
    told = "; ".join(" or ".join(reading.value for reading in one.readings) for one in disputed[:3])
    copies = (
        f"{counted(sum(map(len, stories)), 'article')} tell {counted(len(stories), 'story', 'stories')} between them"
    )
    return f"{copies}, and disagree on {counted(len(disputed), 'figure')}: {told or '—'}"


def _right(source: str, start: int, stop: int, text: str | None) -> bool:
    return 0 <= start < stop <= len(source) and (text is None or source[start:stop] == text)


def _all(records: Sequence[Record], key: str, one: str) -> str:
    many = "agencies" if one == "agency" else None
    return counted(sum(len(getattr(record, key)) for record in records), one, many)


def _mentions(records: Sequence[Record], key: str) -> str:
    return counted(sum(len(entity.mentions) for record in records for entity in getattr(record, key)), "mention")


def _commonest(counts: Counter[str], most: int) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in counts.most_common(most))


def _specimen(records: Sequence[Record]) -> str:
    rows = [row for record in records for row in record.observations_table() if row["time"] and row["unit"]]
    if not rows:
        return "none"
    row = max(rows, key=lambda row: (len(row["time"]) == 10, len(row["subject_name"])))
    return f"{row['subject_name']}: {row['measure']} {row['value']} {row['unit']} ({row['time']})"
