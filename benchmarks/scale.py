"""What size costs: longer articles, more of them, more processes, Spark; memory and start-up; copies among many records.

    python benchmarks/scale.py [growth] [memory] [start] [workers] [spark] [copies] [--save]

Without names all are measured, Spark where it is installed. Each measurement runs in a process of its own. ``--save`` keeps
the numbers, with what machine they come from, in ``benchmarks/results.json``. Ratios hold within one run on an idle
machine; times do not carry over to another.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from typing import Any

from made import jumbled

from weibotext import Pipeline, __version__
from weibotext.demo import corpus

RESULTS = Path(__file__).parent / "results.json"
LENGTHS = (1_000, 10_000, 100_000, 1_000_000)
SAMPLE = 200_000
NUMBERS = (100, 1_000, 10_000, 100_000)
POST = 200
SPARK_ARTICLES = 50_000
COPIES = (10_000, 40_000)


def articles() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted((corpus() / "articles").glob("*.txt"))]


def of_length(characters: int) -> str:
    """An article of that length: the corpus again and again."""
    text = "\n\n".join(articles())
    return (text * (characters // len(text) + 1))[:characters]


def posts(number: int) -> Iterator[str]:
    """So many short posts: paragraphs of the corpus, no two the same."""
    paragraphs = [line[:POST] for article in articles() for line in article.splitlines() if len(line) > 60]
    return (f"第{count}则 {line}" for count, line in enumerate(islice(cycle(paragraphs), number)))


def length() -> dict[str, float]:
    """Microseconds a character by length of the article, with the same text in pieces of that length."""
    pipeline = Pipeline()
    pipeline(of_length(LENGTHS[0]), published="2016-06-30")
    found = {}
    for characters in LENGTHS:
        text, times = of_length(max(characters, SAMPLE)), []
        pieces = [text[start : start + characters] for start in range(0, len(text), characters)]
        for _ in range(3):
            start = time.perf_counter()
            for piece in pieces:
                pipeline(piece, published="2016-06-30").to_json()
            times.append(time.perf_counter() - start)
        found[f"{characters:,} characters, µs each"] = round(median(times) / len(text) * 1e6, 3)
    return found


def memory(number: str) -> dict[str, float]:
    """Seconds for a thousand posts, and the most memory the process had."""
    start = time.perf_counter()
    for record in Pipeline().stream(posts(int(number))):
        record.to_json()
    spent = time.perf_counter() - start
    return {
        f"{int(number):,} posts, seconds a thousand": round(spent / int(number) * 1000, 3),
        f"{int(number):,} posts, most MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def first() -> dict[str, float]:
    """Memory for one article; what the caller of this process times is the start-up."""
    Pipeline()(articles()[0]).to_json()
    return {"one article, most MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)}


def workers() -> dict[str, float]:
    """Seconds for the same articles by one and by two processes, from the first record on."""
    found, many = {}, list(islice(cycle(articles()), 6_000))
    for number in (1, 2):
        records = Pipeline().stream(many, workers=number)
        next(records)
        start = time.perf_counter()
        for record in records:
            record.to_json()
        found[f"{number} workers, seconds"] = round(time.perf_counter() - start, 2)
    return found | {"2 workers, times one": round(found["1 workers, seconds"] / found["2 workers, seconds"], 2)}


def spark() -> dict[str, float]:
    """Seconds for the same posts by two workers and by Spark on ``local[2]``, each started before."""
    import pyarrow
    from pyarrow import parquet

    from weibotext.spark import extract

    folder = tempfile.mkdtemp()
    path = Path(folder, "posts.parquet")
    parquet.write_table(pyarrow.table({"text": list(posts(SPARK_ARTICLES))}), path, row_group_size=5_000)
    records = Pipeline().stream(posts(SPARK_ARTICLES), workers=2)
    next(records)
    start = time.perf_counter()
    characters = sum(len(record.to_json()) for record in records)
    own = time.perf_counter() - start
    session = _session()
    extract(session.read.parquet(str(path)).limit(10)).collect()
    start = time.perf_counter()
    extract(session.read.parquet(str(path)).repartition(8)).write.parquet(str(path.with_suffix(".records")))
    spent = time.perf_counter() - start
    shutil.rmtree(folder)
    assert characters > 0
    return {
        "2 workers, seconds": round(own, 1),
        "Spark, seconds": round(spent, 1),
        "Spark, times two workers": round(spent / own, 2),
    }


def copies() -> dict[str, float]:
    """Seconds in which Spark on ``local[2]`` tells the stories of so many texts, of which every eleventh is a copy."""
    from weibotext.spark import stories

    session, found = _session(), {}
    for number in (100, *COPIES):
        with tempfile.TemporaryDirectory() as folder:
            session.createDataFrame(list(_copied(number))).repartition(8).write.parquet(f"{folder}/texts")
            start = time.perf_counter()
            told = stories(session.read.parquet(f"{folder}/texts")).collect()
            found[f"{number:,} texts, seconds"] = round(time.perf_counter() - start, 1)
        assert sum(row.id != row.story for row in told) == number // 11
    del found["100 texts, seconds"]  # which warmed it up
    return found


def _copied(number: int) -> Iterator[dict[str, str]]:
    for place, text in enumerate(jumbled(number - number // 11)):
        yield {"id": f"{place:06}", "text": text, "published": "2016-06-30"}
        if place % 10 == 9:
            yield {"id": f"{place:06}c", "text": f"{text}（来源：{place}）", "published": "2016-07-01"}


def _session() -> Any:
    from pyspark.sql import SparkSession

    os.environ |= {"PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"}
    session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    return session


MEASURES: dict[str, Callable[..., dict[str, float]]] = {
    "length": length,
    "memory": memory,
    "first": first,
    "workers": workers,
    "spark": spark,
    "copies": copies,
}


def apart(name: str, *more: str) -> dict[str, float]:
    """One measurement in a process of its own; also how long that process lived, and its processor time."""
    start, before = time.perf_counter(), _children()
    done = subprocess.run([sys.executable, __file__, "--one", name, *more], capture_output=True, text=True, check=False)
    if done.returncode:
        return {f"{name}: failed, {done.stderr.strip().splitlines()[-1][:100]}": float("nan")}
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found | {"_seconds": time.perf_counter() - start, "_processor": _children() - before}


def _children() -> float:
    """The processor time of all processes that this one has started and that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def growth() -> dict[str, float]:
    return apart("length")


def all_memory() -> dict[str, float]:
    return {key: value for number in NUMBERS for key, value in apart("memory", str(number)).items()}


def start() -> dict[str, float]:
    """With compiled modules, as an installed package has them, wherever this runs and whatever it may write there."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": folder}
        apart("first")
        runs = [apart("first") for _ in range(5)]
    seconds, least = median(run["_seconds"] for run in runs), min(run["_processor"] for run in runs)
    return {
        **runs[0],
        "start to first record, seconds": round(seconds, 2),
        "the same, least processor seconds": round(least, 2),
    }


GROUPS: dict[str, Callable[[], dict[str, float]]] = {
    "growth": growth,
    "memory": all_memory,
    "start": start,
    "workers": lambda: apart("workers"),
    "spark": lambda: apart("spark"),
    "copies": lambda: apart("copies"),
}


def machine() -> dict[str, Any]:
    return {
        "weibotext": __version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "cores": os.cpu_count(),
        "load before": round(os.getloadavg()[0], 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=", ".join(GROUPS))
    parser.add_argument("--save", action="store_true", help=f"keep the numbers in {RESULTS.name}")
    parser.add_argument("--one", nargs="+", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(MEASURES[given.one[0]](*given.one[1:])))
        return
    found: dict[str, Any] = {"machine": machine()}
    for name in given.groups or GROUPS:
        found[name] = {key: value for key, value in GROUPS[name]().items() if key[0] != "_"}
        print(f"{name}\n" + "\n".join(f"  {key:40}{value:>12,}" for key, value in found[name].items()), flush=True)
    if given.save:
        RESULTS.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
