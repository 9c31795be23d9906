"""How fast the pipeline is beside jieba and rjieba alone: characters per second, on the same text, in one run.

    python benchmarks/speed.py [--rounds N] [FILE ...]

Times on a shared machine vary; the ratios, taken in turns within one run, vary little. Without files the corpus is read,
as written and damaged, each as articles of their own length. jieba and rjieba cut the clean text, which is what the
pipeline's own segmentation cuts.
"""

from __future__ import annotations

import argparse
import logging
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import jieba
import rjieba

from weibotext import Pipeline, Segmenter
from weibotext.demo import corpus
from weibotext.reading import read_article

Work = Callable[[list[str], list[str]], object]


def workers() -> dict[str, Work]:
    """What is timed, each warmed up: sources and clean texts in, anything out."""
    jieba.setLogLevel(logging.WARNING)
    reference, port, pipeline, segmenter = jieba.Tokenizer(), rjieba.Jieba(), Pipeline(), Segmenter()
    return {
        "jieba.lcut": lambda _, clean: [reference.lcut(text) for text in clean],
        "rjieba.cut": lambda _, clean: [port.cut(text) for text in clean],
        "weibotext.Segmenter": lambda _, clean: [segmenter.words(text) for text in clean],
        "weibotext.Pipeline": lambda sources, _: [pipeline(text, published="2013-08-20") for text in sources],
    }


def seconds(work: Work, sources: list[str], clean: list[str]) -> float:
    start = time.perf_counter()
    work(sources, clean)
    return time.perf_counter() - start


def table(sources: list[str], rounds: int) -> list[str]:
    """One line a worker: characters per second, and how many times jieba's speed, the median over the rounds."""
    clean = [Pipeline()(source).text for source in sources]
    characters, work = sum(map(len, sources)), workers()
    times: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(rounds + 1):
        for name, one in work.items():
            times[name].append(seconds(one, sources, clean))
    ratios = {
        name: median(own / other for own, other in zip(times["jieba.lcut"][1:], times[name][1:], strict=True))
        for name in work
    }
    return [f"{name:22}{characters / median(times[name][1:]):14,.0f}{ratios[name]:10.2f}" for name in work]


def texts(paths: list[Path]) -> dict[str, list[str]]:
    """The texts to read, by a name for them."""
    if paths:
        return {path.name: [read_article(path).source] for path in paths}
    folders = [corpus() / name for name in ("articles", "damaged") if (corpus() / name).is_dir()]
    return {folder.name: [read_article(path).source for path in sorted(folder.glob("*.txt"))] for folder in folders}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=15)
    given = parser.parse_args()
    for name, sources in texts(given.files).items():
        print(f"{name}: {len(sources)} texts, {sum(map(len, sources)):,} characters")
        print(f"{'':22}{'characters/s':>14}{'x jieba':>10}")
        print("\n".join(table(sources, given.rounds)))


if __name__ == "__main__":
    main()
