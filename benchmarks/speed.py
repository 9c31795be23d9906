"""How fast the pipeline is beside other tools: characters per second, on the same text, in one run.

    python benchmarks/speed.py [--rounds N] [--stages] [FILE ...]

Times on a shared machine vary; the ratios, taken in turns within one run, vary little. Without files the corpus is read,
as written and damaged, and general news where the suites lie beside the project, each as articles of their own length. jieba
and rjieba cut the clean text, which is what the pipeline's own segmentation cuts. Other tools (``segmenters.py`` and
``tools.py``) are shown where they are installed, with the one thing that each does, and named where they are not. A record
is timed with its JSON.
"""

from __future__ import annotations

import argparse
import json
import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import jieba
import rjieba
from segmenters import Cut, segmenters
from tools import Found, Tool, installed

from weibotext import Pipeline, Segmenter
from weibotext.assembly import Assembly
from weibotext.convert import simplify
from weibotext.demo import corpus
from weibotext.reading import read_article
from weibotext.repairs import repaired
from weibotext.text import Text
from weibotext.values import Words

Work = Callable[[list[str], list[str]], object]
PEER_ROUNDS = 3
PUBLISHED = datetime(2013, 8, 20)
SUITE = Path(__file__).parent.parent.parent / "shared" / "suites" / "sina800.jsonl"
STAGES = ("agencies", "dates", "figures", "accounts", "observations", "themes", "keywords")


def workers() -> dict[str, Work]:
    """What is timed, each warmed up: sources and clean texts in, anything out."""
    jieba.setLogLevel(logging.WARNING)
    reference, port, pipeline, segmenter = jieba.Tokenizer(), rjieba.Jieba(), Pipeline(), Segmenter()
    return {
        "jieba.lcut": lambda _, clean: [reference.lcut(text) for text in clean],
        "rjieba.cut": lambda _, clean: [port.cut(text) for text in clean],
        "weibotext.Segmenter": lambda _, clean: [segmenter.words(text) for text in clean],
        "weibotext.Pipeline": lambda sources, _: [pipeline(text, published=PUBLISHED).to_json() for text in sources],
    }


def peers(tools: Iterable[Tool], cutters: Mapping[str, Cut]) -> dict[str, Work]:
    """The other tools: those that cut words, and those that find dates, or figures where they find no dates."""
    return {name: partial(_cut, cut) for name, cut in cutters.items()} | {
        f"{tool.name}, dates" if tool.dates else tool.name: partial(_all, tool.dates or tool.figures)
        for tool in tools
        if tool.dates or tool.figures
    }


def _cut(cut: Cut, _: list[str], clean: list[str]) -> None:
    for text in clean:
        cut(text)


def _all(read: Callable[[str, datetime], Iterable[Found]], _: list[str], clean: list[str]) -> None:
    for text in clean:
        with suppress(Exception):  # a text that a tool fails on
            list(read(text, PUBLISHED))


def seconds(work: Work, sources: list[str], clean: list[str]) -> float:
    start = time.perf_counter()
    work(sources, clean)
    return time.perf_counter() - start


def compared(sources: list[str], rounds: int, others: Mapping[str, Work]) -> dict[str, tuple[float, float]]:
    """For each worker characters per second, and how many times jieba's speed: medians over the rounds.

    Other tools, many of which are slow, take part in the first rounds only.
    """
    clean = [Pipeline()(source).text for source in sources]
    characters, work = sum(map(len, sources)), workers()
    times: dict[str, list[float]] = {name: [] for name in (*work, *others)}
    for number in range(rounds + 1):
        for name, one in (work | others if number <= PEER_ROUNDS else work).items():
            times[name].append(seconds(one, sources, clean))
    own = {name: taken[1:] for name, taken in times.items()}
    return {
        name: (
            characters / median(taken),
            median(one / two for one, two in zip(own["jieba.lcut"], taken, strict=False)),
        )
        for name, taken in own.items()
    }


def by_stage(sources: list[str], rounds: int) -> dict[str, float]:
    """What each stage costs, in microseconds a thousand characters: medians over the rounds."""
    pipeline = Pipeline()
    runs: list[dict[str, float]] = []
    for _ in range(rounds + 1):
        spent: dict[str, float] = {}
        for source in sources:
            for name, cost in _costs(pipeline, source):
                spent[name] = spent.get(name, 0.0) + cost
        runs.append(spent)
    characters = sum(map(len, sources))
    return {name: median(run[name] for run in runs[1:]) * 1e9 / characters for name in runs[0]}


def _costs(pipeline: Pipeline, source: str) -> Iterator[tuple[str, float]]:
    text: Any = Text.of(source)
    for name, step in (("repair", repaired), ("convert", simplify)):
        start = time.perf_counter()
        text = step(text)
        yield name, time.perf_counter() - start
    start = time.perf_counter()
    words = Words.of(pipeline.segmenter.words(text.clean))
    yield "segment", time.perf_counter() - start
    found = Assembly(text, words, PUBLISHED, None, pipeline.labeller)
    for name in STAGES:
        start = time.perf_counter()
        getattr(found, name)
        yield name, time.perf_counter() - start


def texts(paths: list[Path]) -> dict[str, list[str]]:
    """The texts to read, by a name for them."""
    if paths:
        return {path.name: [read_article(path).source] for path in paths}
    folders = [corpus() / name for name in ("articles", "damaged") if (corpus() / name).is_dir()]
    own = {folder.name: [read_article(path).source for path in sorted(folder.glob("*.txt"))] for folder in folders}
    if not SUITE.exists():
        return own
    rows = SUITE.read_text(encoding="utf-8").splitlines()[:80]
    return own | {"general news": [json.loads(row)["text"] for row in rows]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--stages", action="store_true", help="what each stage costs")
    given = parser.parse_args()
    (tools, absent), (cutters, missing) = installed(), segmenters()
    others = peers(tools, cutters)
    for name, sources in texts(given.files).items():
        print(f"{name}: {len(sources)} texts, {sum(map(len, sources)):,} characters")
        print(f"{'':24}{'characters/s':>14}{'x jieba':>10}")
        for worker, (speed, ratio) in compared(sources, given.rounds, others).items():
            print(f"{worker:24}{speed:14,.0f}{ratio:10.2f}")
        for stage, cost in by_stage(sources, given.rounds).items() if given.stages else ():
            print(f"  {stage:20}{cost:14,.0f} µs a thousand characters")
    print("\n".join(absent + missing))


if __name__ == "__main__":
    main()
